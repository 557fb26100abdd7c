"""What a facilitator does with a class: its list, the class itself, its certificates, a spelling that is mended."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.services.class_lists.class_groups import Learner, as_row, change_learner, learners_of
from bsuh_desktop.services.class_lists.draft import keep
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.erasure.withdraw import people_of_class
from bsuh_desktop.services.hand_over.class_files import save_certificates
from tests.helpers.certificates import embedded_in
from tests.helpers.later_lists import a_plan
from tests.helpers.lives.laptop import Laptop, expect, names_of, tallies
from tests.helpers.lives.model import Held
from tests.helpers.prepared import PACK

PLACE, QUESTIONS = "eiin:107845", ("q5", "q6", "q7")


def prepare(laptop: Laptop, consents: Sequence[bool]) -> None:
    """A list of a new class; the name of whoever says no is never kept."""
    world, known = laptop.world, laptop.known
    numbers = [world.new_person() for _ in consents]
    known.sections += 1
    said = enumerate(zip(numbers, consents, strict=True), start=1)
    rows = [_row(laptop, roll, number, says) for roll, (number, says) in said]
    group = keep(laptop.desk, a_plan(rows), PLACE, "8", str(known.sections))
    for number, says in zip(numbers, consents, strict=True):
        _join(laptop, number, group.id, says)


def _join(laptop: Laptop, number: int, group: str, says: bool) -> None:
    known = laptop.known
    known.group_of[number] = group
    if says:
        known.spelled[number] = laptop.world.names[number][0]
    else:
        known.gone.add(number)


def _row(laptop: Laptop, roll: int | None, number: int, says: bool) -> RosterRow:
    world = laptop.world
    return RosterRow(
        row=roll or 0,
        roll=None if roll is None else str(roll),
        card=NO_CARD,
        name_bn=world.names[number][0],
        name_en=world.english_of(number),
        guardian="yes" if says else "no",
    )


def teach(laptop: Laptop, group: int, letters: str, killed: bool, ends: bool, joins: bool) -> None:
    """A class is held, or one that runs is gone on with: its roll, a question more, its end. It may be killed in
    between; `ends` is False where it is left running, and `joins` where somebody visits."""
    if not laptop.known.running:
        _open(laptop, group, joins)
    session, running = next(iter(laptop.known.running.items()))
    conduct = Conduct(laptop.desk, session)
    _answers(conduct, letters)
    if killed:
        before = conduct.state
        laptop.kill()
        laptop.reopen()
        conduct = Conduct(laptop.desk, session)
        assert conduct.state == before, "an acknowledged event is lost"
    conduct.close_question()
    running.tallies = tallies(conduct.state)
    if ends or len(running.tallies) == len(QUESTIONS):
        conduct.finish()
        laptop.known.held[session] = laptop.known.running.pop(session)
        laptop.known.changed[session] = laptop.world.step


def _open(laptop: Laptop, group: int, joins: bool) -> None:
    desk, world = laptop.desk, laptop.world
    groups = desk.store.rosters.groups()
    chosen = groups[group % len(groups)]
    conduct = open_class(desk, [chosen.id], PACK)
    if conduct.state.needs_date:
        conduct.state_date(desk.today())
    if joins:
        number = world.new_person()
        conduct.add_visitor(_row(laptop, None, number, True))
        _join(laptop, number, chosen.id, True)
    present = len(conduct.state.attendees)
    conduct.type_headcount(present)
    if present > 2:
        conduct.mark(_card(conduct, 1), "absent")
        present -= 1
    conduct.call_roll()
    laptop.known.running[conduct.session] = Held(
        conduct.session, (chosen.id,), conduct.state.date, {}, present, _sat(laptop, conduct.session)
    )


def _sat(laptop: Laptop, session: str) -> frozenset[int]:
    """Who of the named sits in it; under which ids they do is noted."""
    found = set()
    by_line = {one.line.id: one for one in laptop.people()}
    for person in people_of_class(laptop.desk, session):
        if person.name_bn:
            number = laptop.world.number_of[person.name_bn]
            found.add(number)
            laptop.world.ids |= dict.fromkeys(by_line[person.line].ids, number)
    return frozenset(found)


def _card(conduct: Conduct, place: int) -> int:
    return list(conduct.state.attendees.values())[place].seat.card


def _answers(conduct: Conduct, letters: str) -> None:
    """The first answers twice: the second counts."""
    conduct.ask(QUESTIONS[len(conduct.state.questions)], "shared")
    there = [one.seat.card for one in conduct.state.attendees.values() if one.status == "present"]
    for card, letter in zip([*there[:1], *there], letters, strict=False):
        conduct.answer(card, letter)


def certify(laptop: Laptop, session: str, whole: bool) -> bool:
    """Certificates of a class are printed into a folder; False where the laptop says why not."""
    laptop.may_sign()
    desk, known, world = laptop.desk, laptop.known, laptop.world
    before = desk.store.outgoing.last_counters().get(session)
    try:
        saved = save_certificates(desk, session, world.new_stick(), whole=whole)
    except KnownError as error:
        expect(error, _reasons(laptop, session))
        return False
    for one in embedded_in(saved.path).credentials:
        _printed(laptop, one.serial, one.name)
    if desk.store.outgoing.last_counters().get(session) != before:
        known.changed[session] = world.step
    return True


def _reasons(laptop: Laptop, session: str) -> set[str]:
    """Why a class may have no certificates now."""
    desk, known = laptop.desk, laptop.known
    held = known.held[session]
    reasons = set() if desk.covering.covers(held.day, practice=False) else {"waiting"}
    if laptop.key in laptop.world.office.revoked:
        reasons.add("own_key_revoked")
    if not (known.gone - known.withdrew).isdisjoint(held.sat):
        reasons.add("names_forgotten")
    return reasons


def _printed(laptop: Laptop, serial: str, name: str) -> None:
    world = laptop.world
    names = world.printed.setdefault(serial, set())
    names.add(name)
    assert len(names) == 1, f"two names on {serial}"
    assert name not in names_of(world, laptop.known.gone), "a name is printed after its end"


def listed(laptop: Laptop) -> list[tuple[str, Learner]]:
    """Whoever is named on a class's list, with that class's id."""
    desk = laptop.desk
    groups = [group.id for group in desk.store.rosters.groups()]
    return [(group, one) for group in groups for one in learners_of(desk, group) if one.named]


def mend_spelling(laptop: Laptop, place: int) -> None:
    """The name of somebody who may be named is written otherwise from now on."""
    desk, found = laptop.desk, listed(laptop)
    group, learner = found[place % len(found)]
    number = laptop.world.number_of[learner.name_bn]
    name = laptop.world.respell(number)
    change_learner(desk, group, learner.line, replace(as_row(learner), name_bn=name))
    laptop.known.spelled[number] = name
