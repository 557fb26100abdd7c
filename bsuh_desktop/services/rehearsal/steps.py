"""What each step of a script does: one function per step. It plays the same commands as the windows send.

A step with files returns what is to be recorded once they exist; the player records it in the step's own transaction.
Until then the step can be repeated: serials and sealed bytes are stored before any file is written. Erasing uses
transactions of its own, because deleted data leaves the write-ahead log only outside of one; repeated after a kill it
finds nothing left to do."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.events import GroupRef, HowCounted, Level, Status
from bsuh_desktop.domain.learner import StatedFacts, facts_of
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.certificates import certify, due
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import class_of_year, learners_of
from bsuh_desktop.services.classroom import commands, new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.erasure import retention as purge_names
from bsuh_desktop.services.erasure import withdraw as withdraw_consent
from bsuh_desktop.services.hand_over import hand_over as handing
from bsuh_desktop.services.hand_over.receipts import take_receipts
from bsuh_desktop.services.hand_over.seal import seal_with_papers
from bsuh_desktop.services.rehearsal.rehearsal import Rehearsal, ScriptStep, bad_step, read
from bsuh_desktop.services.safekeeping.recovery import write_recovery_copy
from bsuh_desktop.system.folders import make_folder

Settle = Callable[[], None]


def certificates(run: Rehearsal, step: ScriptStep) -> Settle:
    """Writes one batch file for all finished classes that have none yet.

    Classes that wait for a grant are skipped; so are practice classes if there are real ones, because one file cannot
    contain both. `per_page` and `ink` say how they are printed.
    """
    layout = read(step, step.fields, Layout)
    path = _below(run, step)
    ready, undated = due.not_yet_printed(run.desk), due.undated(run.desk)
    sessions = due.of_one_kind(run.desk, list(dict.fromkeys((*ready, *undated))))
    _require_dates(run, sessions)
    if not sessions:
        return lambda: None
    if run.memory.writing and path.exists() and _sha256(path.read_bytes()) == run.memory.writing:
        # An earlier run was killed just after it wrote this file.
        path.unlink()
    batch = certify.certify(run.desk, sessions, layout=layout)
    run.begin_writing(_sha256(batch.pdf))
    certify.save(run.desk, batch, path)

    def settle() -> None:
        certify.note_printed(run.desk, sessions)
        seal_with_papers(run.desk, sessions)
        run.memory.writing = ""
        run.remember_file(path)

    return settle


def hand_over(run: Rehearsal, step: ScriptStep) -> Settle:
    """Writes the attendance files of all finished classes that were not handed over in their present state."""
    folder = _below(run, step)
    _require_dates(run, run.desk.store.journal.finished())
    make_folder(folder)
    written = handing.hand_over(run.desk, not_yet_handed_over(run.desk), folder)
    write_recovery_copy(run.desk, folder)

    def settle() -> None:
        handing.note_handed_over(run.desk, written)
        for file in written:
            run.remember_file(file.path)

    return settle


def receipts(run: Rehearsal, step: ScriptStep) -> Settle:
    """Imports all receipts in a folder below `--out`, where hand-overs are, or beside the script. An invalid one stops
    the script, after the valid ones were imported."""
    named = Path(read(step, step.value, str))
    places = [place for place in (run.out / named, run.script.folder / named) if place.exists()]
    if not places:
        raise bad_step(step.line, Message("There is no such folder: {folder}", folder=str(named)))
    for taken in take_receipts(run.desk, places):
        if not taken.holds:
            raise KnownError(
                taken.state,
                taken.sentence,
                taken.remedy or Message("Remove this receipt from the folder, then run the script again."),
            )
    return lambda: None


def _require_dates(run: Rehearsal, sessions: Iterable[str]) -> None:
    """Stops the script and names a class whose day nobody has stated; a window would leave it out, but a script has
    nobody to ask."""
    names = {session: name for name, session in run.memory.sessions.items()}
    finished = run.desk.store.journal.finished()
    for session in sessions:
        held = finished[session]
        try:
            rules.require_date(held)
        except KnownError as doubt:
            name = names.get(session) or date_text(held.date)
            raise KnownError(
                doubt.code, Message("Class {name}: {why}", name=name, why=doubt.message), doubt.remedy
            ) from None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _below(run: Rehearsal, step: ScriptStep) -> Path:
    path: Path = (run.out / read(step, step.value, str)).absolute()
    make_folder(path.parent)
    return path


class _Who(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: str
    card: int


def withdraw(run: Rehearsal, step: ScriptStep) -> Callable[[], None]:
    """One learner withdraws; the card is the one that they hold in a class of their group alone."""
    who = read(step, step.value, _Who)
    if who.group not in run.memory.groups:
        raise bad_step(step.line, Message("No group of this script has this name."))
    learners = learners_of(run.desk, run.memory.groups[who.group])
    line = next((learner.line for learner in learners if learner.card == who.card), None)
    if line is None:
        raise bad_step(step.line, Message("Nobody in this group has this card."))
    withdraw_consent.withdraw(run.desk, [line])
    return lambda: None


def purge(run: Rehearsal, step: ScriptStep) -> Callable[[], None]:
    """Deletes the names whose time is over, on the day that the script stated if the clock is in doubt."""
    doubtful, said = bool(run.desk.doubts(run.desk.clock.now())), run.memory.stated_date
    stated = datetime.date.fromisoformat(said) if doubtful and said else None
    purge_names.purge(run.desk, stated)

    def settle() -> None:
        if stated is not None:
            run.memory.stated_date = None

    return settle


FIRST_YEAR, LAST_YEAR, MOST_ELAPSED_S = 1970, 2199, 10 * 366 * 86_400
"""The range of a laptop's clock, and how long it may stand still between two steps."""

_By = Literal["hands", "shared"]
"""The channels by which this app can ask."""

_SAME_PART = {"not_specified": "unspecified"}


Sent = TypeVar("Sent")


class _Group(msgspec.Struct, frozen=True):
    group: str
    place: str
    year: Annotated[int, msgspec.Meta(ge=1900, le=2999)]
    roster: str | None = None
    grade: str = ""
    section: str = ""
    basis: Basis = "letters"


class _Learner(StatedFacts, frozen=True, forbid_unknown_fields=True):
    name_bn: str | None = None
    name_en: str | None = None
    roll: str | None = None
    consent: ConsentAnswer = "not_asked"
    assent: ConsentAnswer = "not_asked"


class _Roll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    absent: list[int] = []
    late: list[int] = []
    left: list[int] = []


def _send(run: Rehearsal, command: commands.ClassCommand[Sent]) -> Sent:
    """Plays a command on the class that the script is in."""
    return command(run.conduct())


def set_clock(run: Rehearsal, step: ScriptStep) -> None:
    """Sets the wall clock."""
    wall = read(step, step.value, datetime.datetime)
    if wall.tzinfo is None:
        raise bad_step(step.line, Message("A time needs its offset, for example +06:00."))
    elapsed = read(step, step.fields.get("elapsed_s", 0), float)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR or not 0 <= elapsed <= MOST_ELAPSED_S:
        raise bad_step(step.line, Message("No laptop's clock shows this time."))
    run.clock.set(wall, elapsed)


def _group(run: Rehearsal, step: ScriptStep) -> None:
    group = read(step, step.fields, _Group)
    rows: tuple[RosterRow, ...] = ()
    if group.roster is not None:
        rows = _learners(run, step, group)
    there = class_of_year(run.desk, group.place, group.year, group.grade, group.section)
    if there is not None:
        run.memory.groups[group.group] = _same_class(run, step, there, rows)
        return
    kept = enrol.new_group(group.place, group.year, group.grade, group.section)
    enrol.agree(run.desk, kept, group.basis, rows)
    run.memory.groups[group.group] = kept.id


def _same_class(run: Rehearsal, step: ScriptStep, there: GroupRef, rows: tuple[RosterRow, ...]) -> str:
    """The id of a class that an earlier script imported, after checking by roll that its learners are the same. Names
    may have been withdrawn since."""
    before = [learner.roll for learner in learners_of(run.desk, there.id)]
    if rows and [row.roll or "" for row in rows] != before:
        raise bad_step(step.line, Message("This class is already on the laptop, with another list."))
    return there.id


def _learners(run: Rehearsal, step: ScriptStep, group: _Group) -> tuple[RosterRow, ...]:
    """The learners of the list; of a list with several classes those of this one."""
    from bsuh_desktop.rosters.read_options import Part, ReadOptions
    from bsuh_desktop.rosters.sandbox.reader import read_class_list

    wished = Part(group.grade, group.section)
    preview = read_class_list(run.script.folder / (group.roster or ""), ReadOptions(part=wished))
    if preview.part is not None and not preview.part.fits(wished):
        raise bad_step(step.line, Message("The list has several classes, but not this one."))
    return preview.learners


def _set_up(run: Rehearsal, step: ScriptStep) -> None:
    name = read(step, step.value, str)
    groups = read(step, step.fields.get("groups", []), list[str])
    unknown = [group for group in groups if group not in run.memory.groups]
    if unknown:
        raise bad_step(step.line, Message("No group of this script has this name."))
    if name in run.memory.sessions:
        raise bad_step(step.line, Message("A class of this script already has this name."))
    pack = read(step, step.fields.get("pack"), str)
    practice = read(step, step.fields.get("practice", False), bool)
    conduct = new_class.open_class(run.desk, [run.memory.groups[group] for group in groups], pack, practice)
    run.adopt(conduct)
    run.memory.sessions[name] = conduct.session
    run.memory.current = name
    if run.memory.stated_date is not None:
        _send(run, commands.StateDate(datetime.date.fromisoformat(run.memory.stated_date)))
        run.memory.stated_date = None


def _stated_date(run: Rehearsal, step: ScriptStep) -> None:
    """Answers Set up's question for the date: for the class that asks it, else for the next one."""
    day = read(step, step.value, datetime.date)
    if run.memory.current is not None:
        state = run.conduct().state
        if state.finished is None or state.needs_date:
            _send(run, commands.StateDate(day))
            return
    run.memory.stated_date = day.isoformat()


def _headcount(run: Rehearsal, step: ScriptStep) -> None:
    counted = read(step, step.value, int | dict[str, int])
    how = read(step, step.fields.get("how", "counted"), HowCounted)
    parts = {} if isinstance(counted, int) else {_SAME_PART.get(name, name): one for name, one in counted.items()}
    _send(run, commands.TypeHeadcount(counted if isinstance(counted, int) else sum(parts.values()), parts, how))


def _roll(run: Rehearsal, step: ScriptStep) -> None:
    roll = read(step, step.value, _Roll)
    named = [*roll.absent, *roll.late, *roll.left]
    if len(set(named)) < len(named):
        raise bad_step(step.line, Message("A card appears twice in this step."))
    marks: list[tuple[Status, list[int]]] = [("absent", roll.absent), ("late", roll.late), ("left_early", roll.left)]
    for status, cards in marks:
        for card in cards:
            _send(run, commands.SetStatus(card, status))
    for attendee in run.conduct().state.attendees.values():
        if attendee.seat.card not in named and attendee.status not in ("present", "not_called"):
            _send(run, commands.SetStatus(attendee.seat.card, "present"))
    _send(run, commands.CallRoll())


def _late(run: Rehearsal, step: ScriptStep) -> None:
    _send(run, commands.SetStatus(read(step, step.value, int), "late"))


def _left(run: Rehearsal, step: ScriptStep) -> None:
    _send(run, commands.SetStatus(read(step, step.value, int), "left_early"))


def _add(run: Rehearsal, step: ScriptStep) -> None:
    given = read(step, step.value, _Learner)
    names = [clean(name) or None if name else None for name in (given.name_bn, given.name_en)]
    row = RosterRow(
        row=NO_CARD,
        roll=clean(given.roll) if given.roll else None,
        card=NO_CARD,
        name_bn=names[0],
        name_en=names[1],
        guardian=given.consent,
        assent=given.assent,
        **facts_of(given),
    )
    _send(run, commands.AddLearner(row))


def _slide(run: Rehearsal, step: ScriptStep) -> None:
    _send(run, commands.ShowSlide(read(step, step.value, int)))


def _ask(run: Rehearsal, step: ScriptStep) -> None:
    word, by = read(step, step.value, str), read(step, step.fields.get("by", "hands"), _By)
    conduct, question = run.conduct(), _send(run, commands.Ask(word, by))
    taken = run.memory.words.setdefault(conduct.session, {})
    taken[question] = f"{word} again" if word in taken.values() else word
    run.memory.private.pop(conduct.session, None)


def _answer(run: Rehearsal, step: ScriptStep) -> None:
    """Answers by card number, in the order in which the script has them."""
    conduct = run.conduct()
    for card, letter in read(step, step.value, dict[int, str]).items():
        _send(run, commands.GiveAnswer(card, letter))
    if conduct.is_private:
        run.memory.private.setdefault(conduct.session, []).append((step.line, conduct.state.events))


def _decline(run: Rehearsal, step: ScriptStep) -> None:
    _send(run, commands.Decline(read(step, step.value, int)))


def _hands(run: Rehearsal, step: ScriptStep) -> None:
    _send(run, commands.CountHands(read(step, step.value, dict[str, int])))


def _hands_by_eye(run: Rehearsal, step: ScriptStep) -> None:
    _send(run, commands.EstimateHands(read(step, step.value, dict[str, Level])))


def _close(run: Rehearsal, _: ScriptStep) -> None:
    _send(run, commands.CloseQuestion())
    run.memory.private.pop(run.conduct().session, None)


def _undo(run: Rehearsal, step: ScriptStep) -> None:
    conduct = run.conduct()
    if conduct.private_slip_is_last:
        run.memory.private.setdefault(conduct.session, []).append((step.line, conduct.state.events))
    _send(run, commands.Undo())


def give_privately(conduct: Conduct, step: ScriptStep, events: int) -> None:
    """Repeats what a kill removed from memory: the answers of a step, or the undo of the last of them. `events` is how
    many events the class had when the step was first done."""
    if step.name == "undo":
        conduct.undo_private()
        return
    for card, letter in step.value.items():
        conduct.answer_privately(int(card), letter, events)


def _finish(run: Rehearsal, step: ScriptStep) -> None:
    conduct = run.conduct(read(step, step.value, str))
    commands.Finish()(conduct)
    run.memory.private.pop(conduct.session, None)


def _allow_certificates(run: Rehearsal, step: ScriptStep) -> None:
    commands.AllowCertificates()(run.conduct(read(step, step.value, str)))


def _reopen(run: Rehearsal, step: ScriptStep) -> None:
    name, do = read(step, step.value, str), read(step, step.fields.get("do"), Literal["end", "go_on"])
    if do == "end":
        commands.Finish(offered=True)(run.conduct(name))
        run.memory.private.pop(run.conduct(name).session, None)
    else:
        run.conduct(name).check_running()
        run.memory.current = name


STEPS: dict[str, Callable[[Rehearsal, ScriptStep], None]] = {
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
    "answer": _answer,
    "decline": _decline,
    "hands": _hands,
    "hands_by_eye": _hands_by_eye,
    "close": _close,
    "undo": _undo,
    "finish": _finish,
    "allow_certificates": _allow_certificates,
    "reopen": _reopen,
}
"""The steps whose changes are one transaction; `lock` and `kill` are done by the player."""

FILE_STEPS: dict[str, Callable[[Rehearsal, ScriptStep], Settle]] = {
    "certificates": certificates,
    "hand_over": hand_over,
    "receipts": receipts,
    "withdraw": withdraw,
    "purge": purge,
}
"""The steps that also write files or erase. They can be repeated: serials and sealed bytes are stored before any file,
learners who were erased are skipped, and importing a receipt twice changes nothing."""
