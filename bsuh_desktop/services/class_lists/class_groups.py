"""The classes that a facilitator keeps: learners added, renamed and removed by hand, consent changed, a list deleted.

A name without consent is never stored; a refusal deletes it at once, and after a later yes it has to be typed again.
Past sessions keep the seats of learners who leave. Do not call these functions inside a transaction: deleted data can
be removed from the write-ahead log only outside of one.

A list is deleted that was never taught, or whose every class has arrived at the coordinator: with its names, in every
lesson, backup and older copy, by the same road as names whose time is over. Lines of learners who sat in a lesson stay
in it without a name, so that journals, counts and later files are unchanged."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Hashable, Iterable, Sequence, Set

import msgspec

from bsuh_desktop.domain.class_names import class_key
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.learner import AskedLearner, asked_facts_of
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow, assign_cards, roll_key
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import hand_over_statuses, lessons_of
from bsuh_desktop.services.desk.prepared_classes import drop_group, prepared_for
from bsuh_desktop.services.desk.recent_folders import forget_folders
from bsuh_desktop.services.desk.titles import group_title, place_words
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.services.erasure.withdraw import erase_refused
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.system.log import log


class ClassGroup(msgspec.Struct, frozen=True):
    """A class group as its card shows it."""

    group: GroupRef
    title: LocalText
    place: LocalText
    basis: Basis
    """The ground on which names are kept."""
    learners: int
    """The number of learners."""
    unnamed: int
    """How many of them have no name."""
    taught: int
    """How many finished sessions the group sat in."""
    last: datetime.date | None
    """The day of the last one."""
    merged: tuple[GroupRef, ...] = ()
    """The lists that were merged into it and can be taken out again, the newest last."""


class Learner(AskedLearner, frozen=True):
    """One learner of a class group."""

    line: int
    """The roster line, by which this laptop identifies the learner."""
    card: int
    """The card they would have in a class of this group alone."""
    roll: str
    name_bn: str
    name_en: str
    named: bool
    may_be_named: bool
    """Consent was given; if `named` is false, the name is still to be typed."""
    sat: bool = False
    """Has sat in a class, so a refusal from now on deletes their answers too."""
    notice: str = ""
    """The version of the notice to which the answers were given."""
    answered_on: datetime.date | None = None
    """The day of the answers; None if nobody answered yet."""


def class_groups(desk: Desk) -> list[ClassGroup]:
    """All classes, in the order in which they were made."""
    return _cards(desk, desk.store.rosters.groups())


def class_group(desk: Desk, group: str) -> ClassGroup:
    """One class group. Raises LookupError if there is none with that id."""
    return _cards(desk, [desk.store.rosters.group(group)])[0]


def _cards(desk: Desk, groups: Sequence[GroupRef]) -> list[ClassGroup]:
    held, sizes = list(desk.store.journal.finished().values()), desk.store.people.on_lists()
    return [_card(desk, group, sizes.get(group.id, (0, 0)), held) for group in groups]


def _card(desk: Desk, group: GroupRef, size: tuple[int, int], finished: Sequence[ClassSummary]) -> ClassGroup:
    learners, named = size
    parts = set(desk.store.joined.parts(group.id))
    days = [one.date for one in finished if parts & one.sat_in]
    return ClassGroup(
        group=group,
        title=group_title(group),
        place=place_words(desk, group.place),
        basis=desk.store.rosters.basis(group.id),
        learners=learners,
        unnamed=learners - named,
        taught=len(days),
        last=max(days, default=None),
        merged=tuple(
            desk.store.rosters.group(part) for part, (into, _) in desk.store.joined.into().items() if into == group.id
        ),
    )


def learners_of(desk: Desk, group: str) -> list[Learner]:
    """The learners of a class in the school's order."""
    lines, basis = desk.store.rosters.lines(group), desk.store.rosters.basis(group)
    cards = assign_cards([line.roll or None for line in lines])
    sat = desk.store.people.who_sat(group)
    found = [_learner(line, card, basis) for line, card in zip(lines, cards, strict=True)]
    return [msgspec.structs.replace(one, sat=one.line in sat) for one in found]


def store_group(desk: Desk, place: str, grade: str, section: str) -> GroupRef:
    """Creates a class without learners, either to be typed in or without any list.

    Raises KnownError: bad_place, class_exists.
    """
    group = new_group(desk, place, grade, section)
    enrol.agree(desk, group, desk.programme.consent.basis, [])
    return group


def new_group(desk: Desk, place: str, grade: str, section: str) -> GroupRef:
    """A class group of this year; nothing is stored yet. Raises KnownError: bad_place, class_exists."""
    year = desk.today().year
    if find_group(desk, place, grade, section) is not None:
        raise KnownError(
            "class_exists",
            Message("This class is already on the laptop."),
            Message("Open it under Classes, or write another section."),
        )
    return enrol.new_group(place, year, grade, section)


def find_group(desk: Desk, place: str, grade: str, section: str) -> GroupRef | None:
    """This year's class with that place, grade and section; None if there is none. A class without grade and section
    never matches."""
    return class_of_year(desk, place, desk.today().year, grade, section)


def class_of_year(desk: Desk, place: str, year: int, grade: str, section: str) -> GroupRef | None:
    """The same for any year."""
    called = place, year, class_key(grade, section)
    known = desk.store.rosters.groups() if grade or section else []
    return next((group for group in known if _called(group) == called), None)


def _called(group: GroupRef) -> Hashable:
    """The key by which classes are matched. A class that does not match is created as a new one, so learners who
    refused are asked again."""
    return group.place, group.year, class_key(group.grade, group.section)


def rename_group(desk: Desk, group: str, grade: str, section: str) -> None:
    """Gives a class another grade and section, after a slip. What was recorded keeps the earlier name: journals,
    attendance files, certificates.

    Raises KnownError: no_class_name, class_exists (another class has that name).
    """
    named = msgspec.structs.replace(desk.store.rosters.group(group), grade=clean(grade), section=clean(section))
    if not named.grade:
        raise KnownError(
            "no_class_name",
            Message("A class needs a grade or the name of its group."),
            Message("Write it, such as 8."),
        )
    if namesake(named, desk.store.rosters.groups()) is not None:
        raise KnownError(
            "class_exists",
            Message("Another class here has this name already."),
            Message("Write another section, or merge the two classes if they are the same one."),
        )
    desk.store.rosters.rename_group(group, named.grade, named.section)


def namesake(group: GroupRef, known: Iterable[GroupRef]) -> GroupRef | None:
    """Another group of the same place and year that is called like `group`, however it is written; None if there is
    none."""
    return next((one for one in known if one.id != group.id and _called(one) == _called(group)), None)


def add_learner(desk: Desk, group: str, row: RosterRow) -> int:
    """Adds a learner behind the others; returns their line. Raises KnownError: too_many_learners, roll_taken."""
    with desk.store.transaction():
        lines = desk.store.rosters.lines(group)
        if len(lines) >= LAST_CARD:
            raise KnownError(
                "too_many_learners",
                Message("A class has 1 to {most} learners.", most=LAST_CARD),
                Message("Make a second class."),
            )
        row = _clean(row)
        _check_roll(lines, row)
        return desk.store.rosters.add_line(group, enrol.learner_to_store(desk, row, desk.store.rosters.basis(group)))


def change_learner(desk: Desk, group: str, line: int, row: RosterRow) -> None:
    """Changes a learner to what `row` says; its row number and card are ignored.

    Without consent the name is deleted at once; the answers too if they or their guardian refuse now.
    Raises KnownError: roll_taken.
    """
    row = _clean(row)
    with desk.store.transaction():
        was, lines = _line(desk, group, line), desk.store.rosters.lines(group)
        if roll_key(row.roll) != roll_key(was.roll):
            # Merged lists may have a roll twice: a refusal must be stored all the same.
            _check_roll([one for one in lines if one.id != line], row)
        turned = desk.store.joined.same_as([line]) if row.said_no else ()
        before = [one for one in desk.store.people.of_lines(turned) if not one.says_no]
        desk.store.rosters.change_line(changed_line(desk, was, row, desk.store.rosters.basis(group)))
        carry_names(desk, [was])
        erase_refused(desk, before)
    clear_traces(desk)


def carry_names(desk: Desk, before: Collection[StoredLearner]) -> None:
    """Carries what became of the names in these lines, as they were `before`, to the same learners on merged lists:
    a name that may not be stored any more goes there, too, and a corrected one is corrected in all their lessons."""
    was, people = {line.id: line for line in before}, desk.store.people
    now = {one.line.id: one.line for one in people.of_lines(was)}
    others = people.of_lines(desk.store.joined.same_as(was) - was.keys())
    listed = desk.store.joined.listed(one.line.id for one in others)
    for one in others:
        line = listed[one.line.id]
        if one.named and line in now:
            renamed = _renamed(one.line, was[line], now[line])
            if renamed != one.line:
                desk.store.rosters.change_line(renamed)


def _renamed(other: StoredLearner, was: StoredLearner, now: StoredLearner) -> StoredLearner:
    """The line `other` of a learner whose line on the list changed. What nobody corrected stays as it is there."""
    if not _is_named(now):
        return msgspec.structs.replace(other, learner=None, name_bn=None, name_en=None)
    name_bn = other.name_bn if now.name_bn == was.name_bn else now.name_bn
    name_en = other.name_en if now.name_en == was.name_en else now.name_en
    if not (name_bn or name_en):
        name_bn, name_en = now.name_bn, now.name_en
    return msgspec.structs.replace(other, name_bn=name_bn, name_en=name_en)


def remove_learner(desk: Desk, group: str, line: int) -> None:
    """Removes a learner from a class. Raises KnownError: class_not_finished."""
    _line(desk, group, line)
    check_not_running(desk, group)
    with desk.store.transaction():
        desk.store.rosters.remove_line(line)
        forget_folders(desk)
    desk.forget_deleted()


def as_row(learner: Learner) -> RosterRow:
    """The learner as a row for `change_learner`."""
    return RosterRow(
        row=learner.line,
        roll=learner.roll or None,
        card=learner.card,
        name_bn=learner.name_bn or None,
        name_en=learner.name_en or None,
        **asked_facts_of(learner),
    )


def changed_line(desk: Desk, was: StoredLearner, row: RosterRow, basis: Basis, notice: str = "") -> StoredLearner:
    """The roster line of `was` with the values of `row`.

    Keeps the permanent id while they may be named, and the day of an answer that did not change. A name that is typed
    again after it was erased gets a new id: the old one belongs to nobody any more.
    """
    fresh = enrol.learner_to_store(desk, row, basis, notice)
    lasts = was.learner is not None and not (_is_named(fresh) and desk.store.forgotten.has(was.learner))
    same_answer = (was.guardian, was.assent) == (row.guardian, row.assent)
    return msgspec.structs.replace(
        fresh,
        id=was.id,
        position=was.position,
        learner=(was.learner if lasts else fresh.learner) if fresh.learner else None,
        notice=was.notice if same_answer else fresh.notice,
        consented_on=was.consented_on if same_answer else fresh.consented_on,
    )


def _learner(line: StoredLearner, card: int, basis: Basis) -> Learner:
    learner = Learner(
        line=line.id,
        card=card,
        roll=line.roll,
        name_bn=line.name_bn or "",
        name_en=line.name_en or "",
        named=_is_named(line),
        may_be_named=False,
        notice=line.notice,
        answered_on=_day_of_answers(line),
        **asked_facts_of(line),
    )
    return msgspec.structs.replace(learner, may_be_named=as_row(learner).may_be_named(basis))


def _day_of_answers(line: StoredLearner) -> datetime.date | None:
    asked = (line.guardian, line.assent) != ("not_asked", "not_asked")
    return datetime.date.fromisoformat(line.consented_on) if asked and line.consented_on else None


def _is_named(line: StoredLearner) -> bool:
    return bool(line.name_bn or line.name_en)


def _clean(row: RosterRow) -> RosterRow:
    texts = {name: clean(getattr(row, name) or "") or None for name in ("roll", "name_bn", "name_en")}
    return msgspec.structs.replace(row, **texts)


def _line(desk: Desk, group: str, line: int) -> StoredLearner:
    found = {one.id: one for one in desk.store.rosters.lines(group)}
    if line not in found:
        raise LookupError(line)
    return found[line]


def _check_roll(others: Collection[StoredLearner], row: RosterRow) -> None:
    if row.roll and roll_key(row.roll) in {roll_key(line.roll) for line in others if line.roll}:
        raise KnownError(
            "roll_taken",
            Message("Roll {roll} is another learner's.", roll=digits_text(row.roll)),
            Message("Write the learner's own roll, or leave it empty."),
        )


def check_not_running(desk: Desk, group: str) -> None:
    """Raises KnownError("class_not_finished") while the class sits in a lesson."""
    parts = set(desk.store.joined.parts(group))
    if any(_sat_in(parts, state) for state in desk.store.journal.unfinished()):
        raise KnownError(
            "class_not_finished",
            Message("A lesson of this class is not finished."),
            Message("Finish it, then try again."),
        )


def _sat_in(parts: Set[str], state: SessionState) -> bool:
    named = state.opened.groups if state.opened else ()
    return not parts.isdisjoint({one.id for one in named} | {one.seat.group for one in state.attendees.values()})


class Removal(msgspec.Struct, frozen=True):
    """What deleting a class would do, before anybody agrees to it."""

    learners: int
    """Who is on the list."""
    names: int
    """Names that go, with those of learners who left and of visitors."""
    planned: int
    """Prepared classes that go, since they are of this list alone."""
    lessons: int
    """Finished lessons, which stay as they are."""
    waiting: tuple[datetime.date, ...]
    """The days of finished real lessons that have not arrived at the coordinator as they are now: while there are any,
    the class stays."""


def removal(desk: Desk, group: str) -> Removal:
    """What deleting the class would do. Raises KnownError: class_not_finished."""
    check_not_running(desk, group)
    sat_in = desk.store.people.sessions_of_groups().get(group, frozenset())
    held = lessons_of(desk, group, hand_over_statuses(desk), sat_in)
    people = desk.store.people.of_group(group)
    return Removal(
        learners=desk.store.people.on_lists().get(group, (0, 0))[0],
        names=sum(one.named for one in people),
        planned=len(prepared_for(desk, group)),
        lessons=len(held),
        waiting=tuple(sorted(one.finished.date for one in held if not (one.finished.practice or one.arrived))),
    )


def remove_class(desk: Desk, group: str) -> Removal:
    """Deletes the class; returns what went. Must not be called inside a transaction.

    Raises KnownError: class_not_finished, class_not_merged, disk_full, store_read_only.
    """
    going = removal(desk, group)
    if going.waiting:
        raise KnownError(
            "class_not_merged",
            Message("Lessons of this class have not arrived at the coordinator: {count}.", count=len(going.waiting)),
            Message("Hand them over, and bring back the receipts. Then the class can be deleted."),
        )
    named = [one for one in desk.store.people.of_group(group) if one.named]
    known = desk.store.forgotten.all()
    ids: dict[str, Why] = {learner: "retention" for one in named for learner in one.ids if learner not in known}
    with desk.store.transaction():
        drop_group(desk, group)
        desk.store.rosters.remove_group(group)
        # Last: it writes the list beside the store. An older copy that comes back forgets these names, too.
        forget(desk, named, ids)
    clear_traces(desk)
    log("forgotten", code="class_removed", count=going.names)
    return going
