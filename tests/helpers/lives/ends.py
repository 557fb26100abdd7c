"""How names end: consent that is withdrawn, and the time for which they may be kept."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_lists.class_groups import as_row, learners_of
from bsuh_desktop.services.class_lists.draft import keep, known_class, merged
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.retention import purge, purge_if_due
from bsuh_desktop.services.erasure.values import ListedPerson
from bsuh_desktop.services.erasure.withdraw import people_of_group, withdraw
from tests.helpers.consent import refuse
from tests.helpers.later_lists import a_plan
from tests.helpers.lives.laptop import Laptop, expect, names_of
from tests.helpers.lives.lessons import PLACE
from tests.helpers.lives.model import EVERY_NAME
from tests.helpers.lives.ready import DAY
from tests.helpers.lives.search import found_in, locked, unlocked
from tests.helpers.lives.world import World

Said = Literal["by hand", "refused", "in a later list"]


def withdraw_one(laptop: Laptop, place: int, said: Said) -> None:
    """Somebody who is named withdraws their consent: by hand, by a no in the list's editor, or in a later list."""
    desk = laptop.desk
    named = [one for group in desk.store.rosters.groups() for one in people_of_group(desk, group.id) if one.named]
    person = named[place % len(named)]
    number = laptop.world.number_of[person.name_bn]
    spelled = [laptop.world.names[number][0]] if laptop.known.spelled[number] == laptop.world.names[number][0] else []
    assert not spelled or _readable(laptop, {*spelled}), "the search finds nothing at all"
    _say_no(desk, person, said)
    _note(laptop, number)
    assert not _readable(laptop, names_of(laptop.world, [number])), "a name is readable after its end"


def _say_no(desk: Desk, person: ListedPerson, said: Said) -> None:
    listed = {one.line for one in learners_of(desk, person.group)}
    if person.line not in listed or said == "by hand":
        withdraw(desk, [person.line])
    elif said == "refused":
        refuse(desk, person.group, [person.line])
    else:
        _later_list(desk, person)


def _later_list(desk: Desk, person: ListedPerson) -> None:
    group = desk.store.rosters.group(person.group)
    try:
        base = known_class(desk, group)
    except KnownError as error:
        expect(error, {"class_not_finished"})
        withdraw(desk, [person.line])
        return
    learners = learners_of(desk, person.group)
    rows = [replace(as_row(one), row=row) for row, one in enumerate(learners, 1)]
    place = next(number for number, one in enumerate(learners) if one.line == person.line)
    said = [*rows[:place], replace(rows[place], guardian="no"), *rows[place + 1 :]]
    keep(desk, merged(a_plan(said, base.basis), base), PLACE, "", "")


def _note(laptop: Laptop, number: int) -> None:
    known = laptop.known
    known.forget(number)
    known.withdrew.add(number)
    for session, held in known.held.items():
        if number in held.sat:
            known.changed[session] = laptop.world.step


def purge_after(laptop: Laptop, days: int, by_itself: bool) -> int:
    """So many days go by, and names whose time is over are deleted; returns how many."""
    world, desk, known = laptop.world, laptop.desk, laptop.known
    world.clock.go_on(days * DAY)
    before = laptop.named()
    due = {one for one in before if known.must_end(one, desk.today(), desk.programme.retention_days)}
    if desk.doubts(desk.clock.now()):
        purge(desk, stated=desk.today())
    elif by_itself:
        purge_if_due(desk)
    else:
        purge(desk)
    laptop.settle_names()
    gone = before.keys() - laptop.named().keys()
    assert due <= gone, "a name is kept beyond its time"
    assert not _readable(laptop, names_of(world, gone)), "a name is readable after its end"
    return len(gone)


def _readable(laptop: Laptop, names: set[str]) -> bool:
    key, identities = laptop.desk.store.key, laptop.world.office.identities
    return bool(found_in(unlocked(laptop.folder, key, identities), names))


def check_forgotten(laptop: Laptop) -> None:
    """At the end: nowhere in the locked folder stands a name, and nowhere in the open one a name that has ended."""
    world, key = laptop.world, laptop.desk.store.key
    laptop.close()
    inside = unlocked(laptop.folder, key, world.office.identities)
    assert not found_in(inside, names_of(world, laptop.known.gone)), f"{laptop.name} still has a name"
    outside = locked(laptop.folder)
    assert not found_in(outside, EVERY_NAME), f"{laptop.name} shows names to everybody"


def check_office(world: World) -> None:
    """The office keeps nobody's name: it has no register."""
    desk = world.office.desk
    world.office.close()
    places = unlocked(desk.folder, desk.store.key, world.office.identities) | locked(desk.folder)
    assert not found_in(places, EVERY_NAME)
