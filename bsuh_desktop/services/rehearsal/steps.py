"""What each step of a script does: the same services that the windows use, one function a step."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from bsuh_desktop.domain.events import Channel, Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import AgeBand, Answer, Basis, Sex
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services import enrol, prepare
from bsuh_desktop.services.rehearsal import script_files
from bsuh_desktop.services.rehearsal.run import Rehearsal
from bsuh_desktop.services.rehearsal.script import Step, bad_step


class _Group(msgspec.Struct, frozen=True):
    group: str
    place: str
    year: int
    roster: str | None = None
    grade: str = ""
    section: str = ""
    basis: Basis = "letters"


class _Learner(msgspec.Struct, frozen=True):
    name_bn: str | None = None
    name_en: str | None = None
    roll: str | None = None
    consent: Answer = "not_asked"
    assent: Answer = "not_asked"
    sex: Sex = "unspecified"
    age: AgeBand = "unspecified"


class _Roll(msgspec.Struct, frozen=True):
    absent: list[int] = []
    late: list[int] = []
    left: list[int] = []


def _read(step: Step, value: Any, kind: Any) -> Any:
    """`value` as `kind`; what does not fit is said with its line."""
    try:
        return msgspec.convert(value, kind, str_keys=True)
    except msgspec.ValidationError as error:
        raise bad_step(step.line, Message("What stands in this step is not as it should be.")) from error


def set_clock(run: Rehearsal, step: Step) -> None:
    """The wall clock from here on."""
    wall = _read(step, step.value, datetime.datetime)
    if wall.tzinfo is None:
        raise bad_step(step.line, Message("A clock needs its offset, as in +06:00."))
    run.clock.set(wall, _read(step, step.fields.get("elapsed_s", 0), float))


def _group(run: Rehearsal, step: Step) -> None:
    group = _read(step, step.fields, _Group)
    rows: tuple[RosterRow, ...] = ()
    if group.roster is not None:
        from bsuh_desktop.rosters.preview import read_class_list

        rows = read_class_list(run.script.folder / group.roster).learners
    kept = enrol.new_group(group.place, group.year, group.grade, group.section)
    enrol.agree(run.desk, kept, group.basis, rows)
    run.memory.groups[group.group] = kept.id


def _set_up(run: Rehearsal, step: Step) -> None:
    name = _read(step, step.value, str)
    groups = _read(step, step.fields.get("groups", []), list[str])
    unknown = [group for group in groups if group not in run.memory.groups]
    if unknown:
        raise bad_step(step.line, Message("No group of this script is called so."))
    if name in run.memory.sessions:
        raise bad_step(step.line, Message("A class of this script is called so already."))
    pack = _read(step, step.fields.get("pack"), str)
    practice = _read(step, step.fields.get("practice", False), bool)
    conduct = prepare.open_class(run.desk, [run.memory.groups[group] for group in groups], pack, practice)
    run.adopt(conduct)
    run.memory.sessions[name] = conduct.session
    run.memory.current = name
    if run.memory.stated_date is not None:
        conduct.state_date(datetime.date.fromisoformat(run.memory.stated_date))
        run.memory.stated_date = None


def _stated_date(run: Rehearsal, step: Step) -> None:
    """The answer to Set up's question: for the class that asks it, else for the next one."""
    day = _read(step, step.value, datetime.date)
    if run.memory.current is not None:
        state = run.conduct().state
        if state.finished is None or state.needs_date:
            run.conduct().state_date(day)
            return
    run.memory.stated_date = day.isoformat()


def _headcount(run: Rehearsal, step: Step) -> None:
    counted = _read(step, step.value, int | dict[str, int])
    parts = counted if isinstance(counted, dict) else {}
    run.conduct().type_headcount(sum(parts.values()) if parts else counted, parts)


def _roll(run: Rehearsal, step: Step) -> None:
    roll = _read(step, step.value, _Roll)
    marks: list[tuple[Status, list[int]]] = [("absent", roll.absent), ("late", roll.late), ("left_early", roll.left)]
    for status, cards in marks:
        for card in cards:
            run.conduct().mark(card, status)
    run.conduct().call_roll()


def _late(run: Rehearsal, step: Step) -> None:
    run.conduct().mark(_read(step, step.value, int), "late")


def _left(run: Rehearsal, step: Step) -> None:
    run.conduct().mark(_read(step, step.value, int), "left_early")


def _add(run: Rehearsal, step: Step) -> None:
    given = _read(step, step.value, _Learner)
    names = [clean(name) or None if name else None for name in (given.name_bn, given.name_en)]
    row = RosterRow(
        row=NO_CARD,
        roll=clean(given.roll) if given.roll else None,
        card=NO_CARD,
        name_bn=names[0],
        name_en=names[1],
        sex=given.sex,
        age=given.age,
        guardian=given.consent,
        assent=given.assent,
    )
    run.conduct().add_learner(row)


def _slide(run: Rehearsal, step: Step) -> None:
    run.conduct().show_slide(_read(step, step.value, int))


def _ask(run: Rehearsal, step: Step) -> None:
    word, by = _read(step, step.value, str), _read(step, step.fields.get("by", "hands"), Channel)
    if by in ("cards", "phones"):
        raise bad_step(step.line, Message("Answers by {channel} come with a later version.", channel=by))
    conduct = run.conduct()
    question = conduct.ask(word, by)
    taken = run.memory.words.setdefault(conduct.session, {})
    taken[question] = f"{word} again" if word in taken.values() else word
    run.memory.asked_at = step.line


def answer(run: Rehearsal, step: Step) -> None:
    """Answers by card number, in the order in which the script has them."""
    for card, letter in _read(step, step.value, dict[int, str]).items():
        run.conduct().answer(card, letter)


def _hands(run: Rehearsal, step: Step) -> None:
    run.conduct().count_hands(_read(step, step.value, dict[str, int]))


def _close(run: Rehearsal, _: Step) -> None:
    run.conduct().close_question()


def undo(run: Rehearsal, _: Step) -> None:
    """Takes back the last slip."""
    run.conduct().undo()


def _finish(run: Rehearsal, step: Step) -> None:
    run.conduct(_read(step, step.value, str)).finish()


def _reopen(run: Rehearsal, step: Step) -> None:
    name, do = _read(step, step.value, str), _read(step, step.fields.get("do"), Literal["end", "go_on"])
    if do == "end":
        run.conduct(name).take_offered_end()
    else:
        run.conduct(name).check_running()
        run.memory.current = name


STEPS: dict[str, Callable[[Rehearsal, Step], None]] = {
    "clock": set_clock,
    "group": _group,
    "set_up": _set_up,
    "stated_date": _stated_date,
    "headcount": _headcount,
    "roll": _roll,
    "late": _late,
    "left": _left,
    "add": _add,
    "slide": _slide,
    "ask": _ask,
    "answer": answer,
    "hands": _hands,
    "close": _close,
    "undo": undo,
    "finish": _finish,
    "reopen": _reopen,
}
"""The steps whose changes are one transaction; `files`, `lock` and `kill` are the player's."""

FILE_STEPS: dict[str, Callable[[Rehearsal, Step], script_files.Settle]] = {
    "certificates": script_files.certificates,
    "hand_over": script_files.hand_over,
}
"""The steps that also write files. They can be done twice: serials and sealed bytes are kept before any file."""
