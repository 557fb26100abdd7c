"""The classes that a facilitator keeps: their learners added, renamed, removed by hand, and consent changed.

A name without consent is never stored; a refusal deletes it at once, and a later yes needs it typed again. The sessions
that a class sat in keep its seats, whoever leaves it. None of this may run inside a transaction: what is deleted leaves
the write-ahead log only outside of one.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Hashable, Sequence
from typing import cast

import msgspec

from bsuh_desktop.domain.class_names import class_key
from bsuh_desktop.domain.consent import Answer, Basis
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import AgeBand, Disability, Sex
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow, assign_cards, roll_key
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.places import place_words
from bsuh_desktop.services.desk.titles import group_title
from bsuh_desktop.services.erasure.erase import clear_traces
from bsuh_desktop.services.erasure.withdraw import take_along
from bsuh_desktop.store.rosters import KeptLearner


class ClassGroup(msgspec.Struct, frozen=True):
    """A class on its card: how many learners, how many of them without a name, how many finished sessions it sat in
    (`taught`) and the day of the last one."""

    group: GroupRef
    title: LocalText
    place: LocalText
    basis: Basis
    learners: int
    unnamed: int
    taught: int
    last: datetime.date | None


class Learner(msgspec.Struct, frozen=True):
    """One learner of a class. `line` names them on this laptop; `card` is the one they would hold in a class of this
    group alone. `may_be_named` without `named`: consent is there and the name is still to be typed. `sat`: they sat in
    a class, so that a no from now on takes their answers along."""

    line: int
    card: int
    roll: str
    name_bn: str
    name_en: str
    sex: Sex
    age: AgeBand
    disability: Disability
    guardian: Answer
    assent: Answer
    named: bool
    may_be_named: bool
    sat: bool = False

    @property
    def said_no(self) -> bool:
        """True if they or their guardian said no."""
        return "no" in (self.guardian, self.assent)


def class_groups(desk: Desk) -> list[ClassGroup]:
    """All classes, in the order in which they were made."""
    return _cards(desk, desk.store.rosters.groups())


def class_group(desk: Desk, group: str) -> ClassGroup:
    """One of them. LookupError if there is none of that id."""
    return _cards(desk, [desk.store.rosters.group(group)])[0]


def _cards(desk: Desk, groups: Sequence[GroupRef]) -> list[ClassGroup]:
    held, sizes = list(desk.store.journal.finished().values()), desk.store.people.on_lists()
    return [_card(desk, group, sizes.get(group.id, (0, 0)), held) for group in groups]


def _card(desk: Desk, group: GroupRef, size: tuple[int, int], held: Sequence[ClassSummary]) -> ClassGroup:
    learners, named = size
    days = [one.date for one in held if group.id in one.sat_in]
    return ClassGroup(
        group=group,
        title=group_title(group),
        place=place_words(desk, group.place),
        basis=desk.store.rosters.basis(group.id),
        learners=learners,
        unnamed=learners - named,
        taught=len(days),
        last=max(days, default=None),
    )


def learners_of(desk: Desk, group: str) -> list[Learner]:
    """The learners of a class in the school's order."""
    lines, basis = desk.store.rosters.lines(group), desk.store.rosters.basis(group)
    cards = assign_cards([line.roll or None for line in lines])
    sat = desk.store.people.who_sat(group)
    found = [_learner(line, card, basis) for line, card in zip(lines, cards, strict=True)]
    return [msgspec.structs.replace(one, sat=one.line in sat) for one in found]


def new_class(desk: Desk, place: str, grade: str, section: str) -> GroupRef:
    """A class whose learners are still to be written in, or that has no list at all. Raises KnownError: bad_place,
    class_exists."""
    group = new_group(desk, place, grade, section)
    enrol.agree(desk, group, desk.programme.consent.basis, [])
    return group


def new_group(desk: Desk, place: str, grade: str, section: str) -> GroupRef:
    """A class of this year, before anything is kept of it. Raises KnownError: bad_place, class_exists."""
    year = desk.today().year
    if class_called(desk, place, grade, section) is not None:
        raise KnownError(
            "class_exists",
            Message("This class is already on the laptop."),
            Message("Open it under Classes, or write another section."),
        )
    return enrol.new_group(place, year, grade, section)


def class_called(desk: Desk, place: str, grade: str, section: str) -> GroupRef | None:
    """The class of this year that is called so, if it is on the laptop; a class without words is never the same."""
    return class_of_year(desk, place, desk.today().year, grade, section)


def class_of_year(desk: Desk, place: str, year: int, grade: str, section: str) -> GroupRef | None:
    """The same for any year."""
    called = place, year, class_key(grade, section)
    known = desk.store.rosters.groups() if grade or section else []
    return next((group for group in known if _called(group) == called), None)


def _called(group: GroupRef) -> Hashable:
    """What tells classes apart: one that is not known again is made anew, and whoever said no in it is asked anew."""
    return group.place, group.year, class_key(group.grade, group.section)


def add_learner(desk: Desk, group: str, row: RosterRow) -> int:
    """One more learner behind the others; returns their line. Raises KnownError: too_many_learners, roll_taken."""
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
        return desk.store.rosters.add_line(group, enrol.kept_learner(desk, row, desk.store.rosters.basis(group)))


def change_learner(desk: Desk, group: str, line: int, row: RosterRow) -> None:
    """A learner is from now on as `row` says; its row number and card mean nothing here. Without consent the name goes
    at once, and the answers, too, where they or their guardian say no now. Raises KnownError: roll_taken."""
    row = _clean(row)
    with desk.store.transaction():
        was, lines = _line(desk, group, line), desk.store.rosters.lines(group)
        _check_roll([one for one in lines if one.id != line], row)
        turned = [line] if "no" in (row.guardian, row.assent) else []
        before = [one for one in desk.store.people.of_lines(turned) if not one.says_no]
        desk.store.rosters.change_line(changed_line(desk, was, row, desk.store.rosters.basis(group)))
        take_along(desk, before)
    clear_traces(desk)


def remove_learner(desk: Desk, group: str, line: int) -> None:
    """Takes a learner out of a class. Raises KnownError: class_not_finished."""
    _line(desk, group, line)
    check_not_running(desk, group)
    with desk.store.transaction():
        desk.store.rosters.remove_line(line)
    desk.forget_deleted()


def remove_class(desk: Desk, group: str) -> None:
    """Deletes a class that was never taught, as after taking the wrong list.

    Raises KnownError: class_not_finished, class_taught.
    """
    check_not_running(desk, group)
    # Not finished it is not: that was checked.
    if any(group in held.sat_in for held in desk.store.journal.finished().values()):
        raise KnownError(
            "class_taught",
            Message("This class was taught, so its record is kept."),
            Message("Remove single learners instead."),
        )
    with desk.store.transaction():
        desk.store.rosters.remove_group(group)
    desk.forget_deleted()


def as_row(learner: Learner) -> RosterRow:
    """A learner as `change_learner` takes them, to be changed in places."""
    return RosterRow(
        row=learner.line,
        roll=learner.roll or None,
        card=learner.card,
        name_bn=learner.name_bn or None,
        name_en=learner.name_en or None,
        sex=learner.sex,
        age=learner.age,
        disability=learner.disability,
        guardian=learner.guardian,
        assent=learner.assent,
    )


def changed_line(desk: Desk, was: KeptLearner, row: RosterRow, basis: Basis, notice: str = "") -> KeptLearner:
    """The learner as `row` says, in their place: with their lasting id while they may be named, and the day of an
    answer that did not change. A name that is typed once more after it was forgotten is a new learner's: the old id
    stands for nobody any more."""
    fresh = enrol.kept_learner(desk, row, basis, notice)
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


def _learner(line: KeptLearner, card: int, basis: Basis) -> Learner:
    # The words stand in the store as they were checked on their way in.
    learner = Learner(
        line=line.id,
        card=card,
        roll=line.roll,
        name_bn=line.name_bn or "",
        name_en=line.name_en or "",
        sex=cast(Sex, line.sex),
        age=cast(AgeBand, line.age),
        disability=cast(Disability, line.disability),
        guardian=cast(Answer, line.guardian),
        assent=cast(Answer, line.assent),
        named=_is_named(line),
        may_be_named=False,
    )
    return msgspec.structs.replace(learner, may_be_named=as_row(learner).may_be_named(basis))


def _is_named(line: KeptLearner) -> bool:
    return bool(line.name_bn or line.name_en)


def _clean(row: RosterRow) -> RosterRow:
    texts = {name: clean(getattr(row, name) or "") or None for name in ("roll", "name_bn", "name_en")}
    return msgspec.structs.replace(row, **texts)


def _line(desk: Desk, group: str, line: int) -> KeptLearner:
    found = {one.id: one for one in desk.store.rosters.lines(group)}
    if line not in found:
        raise LookupError(line)
    return found[line]


def _check_roll(others: Collection[KeptLearner], row: RosterRow) -> None:
    if row.roll and roll_key(row.roll) in {roll_key(line.roll) for line in others if line.roll}:
        raise KnownError(
            "roll_taken",
            Message("Roll {roll} is another learner's.", roll=row.roll),
            Message("Write the learner's own roll, or leave it empty."),
        )


def check_not_running(desk: Desk, group: str) -> None:
    """Raises KnownError("class_not_finished") while the class sits in a lesson."""
    if any(_sat_in(group, state) for state in desk.store.journal.unfinished()):
        raise KnownError(
            "class_not_finished",
            Message("A lesson of this class is not finished."),
            Message("Finish it, then try again."),
        )


def _sat_in(group: str, state: SessionState) -> bool:
    named = state.opened.groups if state.opened else ()
    return group in {one.id for one in named} or group in {one.seat.group for one in state.attendees.values()}
