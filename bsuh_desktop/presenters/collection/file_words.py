"""What is said of a collected file: its row, the card beside the table, and the list that is saved.

The card shows senders, details of one file, or the two files of a conflict to choose from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.domain.dates import BANGLA_MONTHS, ENGLISH_MONTHS, date_text, time_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.presenters.collection import collected_files
from bsuh_desktop.presenters.collection.files_presenter import sides
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, Part, Text, text_of
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.trust.refusals import cut_short

if TYPE_CHECKING:
    import datetime

    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.collection.collected_files import CollectedFile, CollectVerdict, ReceivedState
    from bsuh_desktop.services.collection.decisions import ConflictSide

_LIGHTS: dict[CollectVerdict, Light] = {
    "merged": "ok",
    "newer": "ok",
    "identical": "unused",
    "conflict": "look",
    "waiting": "info",
    "practice": "unused",
    "passed_over": "unused",
}
_WORDS: dict[CollectVerdict, Message] = {
    "merged": Message("Merged"),
    "newer": Message("Newer of the same class"),
    "identical": Message("Identical"),
    "conflict": Message("You decide"),
    "waiting": Message("Kept until its grant comes"),
    "altered": Message("Changed after signing"),
    "unknown_signer": Message("Unknown signer"),
    "revoked": Message("Key was revoked"),
    "expired": Message("Grant expired"),
    "practice": Message("Practice"),
    "not_ours": Message("Not ours"),
    "passed_over": Message("Skipped"),
    "unreadable": Message("Unreadable"),
}
COUNTING = ("merged", "newer")
TAKEN_OUT = Message("Removed")
DECIDED = Message("Decided: it counts")
NOT_CHOSEN = Message("Not chosen")
INCOMPLETE = Message("Incomplete")
_CUT = cut_short().message
_SHORT_MONTH = 3
_WITHIN = " › "
_MAY_BREAK = "\u200b"
_LONG, _PARTS = re.compile(r"\S{21,}"), re.compile(r"[-_.]+|[0-9A-Za-z]{20}")
"""Words longer than a narrow column, and the characters after which they may break."""

ReceivedGroup = Literal["answered", "person", "refused"]
"""Accepted or known already; needs a person; not accepted."""
_RECEIVED: dict[ReceivedState, tuple[ReceivedGroup, Light, Message]] = {
    "merged": ("answered", "ok", Message("Arrived")),
    "kept": ("answered", "info", Message("Kept until its grant comes")),
    "practice": ("answered", "info", Message("Practice, in no report")),
    "same": ("answered", "unused", Message("The same file again")),
    "conflict": ("person", "look", Message("You decide")),
    "refused": ("refused", "stop", Message("Refused")),
    "wrong": ("refused", "stop", Message("Refused")),
}
"""What Receive calls what becomes of a file: its group, light and word."""
_FIRST: tuple[ReceivedGroup, ...] = ("person", "refused", "answered")


def collected_columns(wide: bool) -> tuple[Column, ...]:
    """The columns of the Inbox. In a narrow table the reason is below the verdict."""
    name, verdict, why = Message("Class"), Message("Verdict"), Message("Reason, and what to do")
    return (Column(name, 240), Column(verdict, 184), Column(why)) if wide else (Column(name), Column(verdict))


def collected_row(
    key: str, one: CollectedFile, collected: collected_files.CollectedFiles, wide: bool, this_year: int
) -> Row:
    """One file in the Inbox. Days of `this_year` are shown without their year."""
    light, words = verdict_of(one, one.sha256 in collected.out)
    day = short_day(one.day, this_year) if one.day is not None else NO_TEXT
    name = Cell(_class_text(one, day), class_and_module(one, collected), bold=True)
    if not wide:
        return Row(key, (name, Cell(words, reason_text(one), light=light)))
    return Row(key, (name, Cell(words, light=light), Cell(one.text, _more_text(one))))


def verdict_of(one: CollectedFile, taken_out: bool = False) -> tuple[Light, Message]:
    """Light and verdict of a file. A file that counts but is doubtful gets “look”."""
    if taken_out:
        return "unused", TAKEN_OUT
    if one.settled is not None:
        return ("ok", DECIDED) if one.settled == "counts" else ("unused", NOT_CHOSEN)
    if one.text == _CUT:
        return "stop", INCOMPLETE
    light = _LIGHTS.get(one.verdict, "stop")
    return ("look" if light == "ok" and one.doubts else light), _WORDS[one.verdict]


def _class_text(one: CollectedFile, day: Text) -> Text:
    """Day and place; the file's name if it could not be opened."""
    known = one.day is not None or one.place.bn or one.place.en
    return Joined((day, one.place)) if known else file_text(one)


def file_text(one: CollectedFile) -> str:
    """The file's name, with the mail or ZIP that contained it; the path of these is in the saved list only. A long name
    may break after each part."""
    outer, *inner = one.input.split(_WITHIN)
    return _LONG.sub(
        lambda long: _PARTS.sub(rf"\g<0>{_MAY_BREAK}", long[0]), _WITHIN.join((PurePath(outer).name, *inner))
    )


def short_day(day: datetime.date, this_year: int) -> LocalText:
    """Such as 14 Jul, with the year unless it is `this_year`. Bangla months are never abbreviated."""
    bangla = f"{bangla_digits(day.day)} {BANGLA_MONTHS[day.month - 1]}"
    english = f"{day.day} {ENGLISH_MONTHS[day.month - 1][:_SHORT_MONTH]}"
    if day.year == this_year:
        return LocalText(bangla, english)
    return LocalText(f"{bangla} {bangla_digits(day.year)}", f"{english} {day.year}")


def class_and_module(one: CollectedFile, collected: collected_files.CollectedFiles) -> Text:
    """Class and module."""
    return Joined((one.class_name, collected.titles.get(one.module, NO_TEXT)), ", ")


def reason_text(one: CollectedFile) -> Text:
    """Reason, remedy, and doubts."""
    return Joined((one.text, _more_text(one)), " ")


def _more_text(one: CollectedFile) -> Text:
    counts = Message("Present: {present}. Answers: {answers}.", present=one.present, answers=one.answers)
    first = counts if one.verdict in COUNTING else one.remedy
    # The reasons against a conflict are in its text already.
    doubts = () if one.verdict == "conflict" else one.doubts
    return Joined(tuple(part for part in (first, *doubts) if part is not None), " ")


def received_group(one: CollectedFile) -> ReceivedGroup:
    """The filter group of a file on Receive."""
    return _RECEIVED[one.state][0]


def urgency(one: CollectedFile) -> int:
    """Sort key, 0 to 2: what needs a person comes first."""
    return _FIRST.index(received_group(one))


def received_columns(wide: bool) -> tuple[Column, ...]:
    """The columns of Receive. In a narrow table the code is below the result."""
    both = Column(Message("Class")), Column(Message("Result"))
    return (*both, Column(Message("Receipt, to read out"), 210)) if wide else both


def received_row(key: str, one: CollectedFile, wide: bool) -> Row:
    """One file on Receive."""
    _, light, words = _RECEIVED[one.state]
    day = date_text(one.day) if one.day is not None else NO_TEXT
    name, state = Cell(_class_text(one, day), _sender_text(one), bold=True), "look" if light == "look" else ""
    if wide:
        code = Cell(one.code, bold=bool(one.code))
        return Row(key, (name, Cell(words, _received_text(one), light=light), code), state)
    # A hyphen allows a line break before letters only; in a narrow column a code may also break before digits.
    breaking = one.code.replace("-", f"-{_MAY_BREAK}")
    receipt = Message("Receipt: {code}", code=breaking) if one.code else NO_TEXT
    return Row(key, (name, Cell(words, Joined((_received_text(one), receipt), " "), light=light)), state)


def _sender_text(one: CollectedFile) -> Text:
    there = Message("present: {count}", count=one.present) if one.day is not None else NO_TEXT
    device = Message("laptop {number}", number=one.device) if one.device else NO_TEXT
    signer = Message("key {code}", code=one.signer_code) if one.signer_code and not one.device else NO_TEXT
    version = LocalText(bangla_digits(one.revision), str(one.revision))
    again = Message("version {number}", number=version) if one.revision > 1 else NO_TEXT
    practice = Message("Practice") if one.practice else NO_TEXT
    return Joined((there, device, signer, again, practice))


def _received_text(one: CollectedFile) -> Text:
    gone = Message("Consent withdrawn: {count}.", count=one.withdrawn) if one.withdrawn else None
    # The objections are in its text already.
    doubts = () if one.state == "conflict" else one.doubts
    parts = (one.text, one.remedy, *doubts, gone)
    return Joined(tuple(part for part in parts if part is not None), " ")


NONE = "–"


class TwoFiles(msgspec.Struct, frozen=True):
    """The two files of a conflict, side by side: the titles of the columns, and (name, value before, value now)."""

    titles: tuple[Text, Text]
    rows: tuple[tuple[Text, Text, Text], ...]


class SenderLines(msgspec.Struct, frozen=True):
    """The senders, worst first."""

    shown: bool
    lines: tuple[collected_files.SenderLine, ...] = ()


class FileSideModel(msgspec.Struct, frozen=True, kw_only=True):
    """The card."""

    side: Part
    side_light: Part
    side_title: Part
    side_text: Part
    sides: TwoFiles | None
    senders: SenderLines
    side_more: Part
    take_newer: Part
    keep_earlier: Part
    take_out: Part
    put_back: Part
    to_summary: Part
    open_names: Part
    which_school: Part


class _Words(msgspec.Struct, frozen=True):
    title: Text
    text: Text = NO_TEXT
    more: Text = NO_TEXT
    light: Light = "look"
    lit: bool = True
    two: TwoFiles | None = None
    senders: SenderLines = SenderLines(False)


class FileSide:
    """`changed` is called once the numbers of both files of a conflict have been read."""

    def __init__(self, session: DeskSession, changed: Callable[[], object]) -> None:
        self._session = session
        self._changed = changed
        self._collected = collected_files.CollectedFiles()
        self.one: CollectedFile | None = None
        """The chosen file."""
        self._sides: tuple[ConflictSide, ...] = ()
        self._busy = False

    def show(self, collected: collected_files.CollectedFiles, one: CollectedFile | None, busy: bool) -> None:
        """Takes other files. The buttons are disabled while the register is `busy`."""
        session = self.one.session if self.one is not None and _is_open(self.one) else ""
        self._collected, self.one, self._busy = collected, one, busy
        if one is None or not _is_open(one):
            self._sides = ()
        elif one.session != session or not self._sides:
            self._sides = ()
            self._ask(one.session)

    def _ask(self, session: str) -> None:
        if self._busy:
            return

        def answered(found: tuple[ConflictSide, ...]) -> None:
            if self.one is not None and self.one.session == session:
                self._sides = found
                self._changed()

        self._session.register.use(sides(session), answered, lambda _: None)

    def choice(self, newer: bool) -> tuple[str, bytes] | None:
        """The session, and the file of it that counts if a person chooses the newer or the earlier one."""
        if self.one is None or not self._sides:
            return None
        before, now = self._two(self.one)
        return self.one.session, now.file if newer or before is None else before.file

    def model(self, open_names: Part, which_school: Part) -> FileSideModel:
        """The card as it should look now."""
        one, free = self.one, not self._busy
        to_decide = one is not None and _is_open(one)
        out = one is not None and one.sha256 in self._collected.out
        both = bool(self._sides) and free
        words = self._of_senders() if one is None else self._of_conflict(one) if to_decide else self._of_file(one)
        return FileSideModel(
            side=Part(shown=bool(self._collected.files)),
            side_light=Part(shown=words.lit, light=words.light),
            side_title=Part(text=words.title),
            side_text=Part(text=words.text, shown=words.text != NO_TEXT),
            sides=words.two,
            senders=words.senders,
            side_more=Part(text=words.more, shown=words.more != NO_TEXT),
            take_newer=Part(shown=to_decide, enabled=both),
            keep_earlier=Part(shown=to_decide and len(self._sides) != 1, enabled=both),
            take_out=Part(shown=one is not None and one.verdict in COUNTING and not out, enabled=free),
            put_back=Part(shown=out, enabled=free),
            to_summary=Part(shown=one is not None),
            open_names=open_names,
            which_school=which_school,
        )

    def _of_senders(self) -> _Words:
        senders = collected_files.worst_first(self._collected.senders)
        waiting = Message("These have waited for you since earlier days. Choose one in the table.")
        rest = len(senders) - collected_files.MOST_SENDERS
        return _Words(
            title=Message("Who sent what") if senders else Message("You decide"),
            text=NO_TEXT if senders else waiting,
            more=Message("And {count} more, in the saved list.", count=rest) if rest > 0 else NO_TEXT,
            light=collected_files.light_of(self._collected),
            lit=bool(senders),
            senders=SenderLines(True, tuple(map(collected_files.sender_line, senders[: collected_files.MOST_SENDERS]))),
        )

    def _of_file(self, one: CollectedFile) -> _Words:
        light, title = verdict_of(one, one.sha256 in self._collected.out)
        device = Message("Laptop {number}", number=one.device) if one.device else None
        signer = Message("Key {code}", code=one.signer_code) if one.signer_code and not one.device else None
        file = Message("File: {file}", file=file_text(one)) if one.input else None
        more = _lines(collected_files.typed_place_text(self._collected, one), device, signer, file)
        return _Words(title, reason_text(one), more, light)

    def _of_conflict(self, one: CollectedFile) -> _Words:
        later = Message("You see the numbers of both files when nothing is being collected.")
        meanwhile = Message("Until you choose, the earlier one counts. Both files stay in the archive.")
        alone = Message("Both files stay in the archive.")
        state = (meanwhile if len(self._sides) > 1 else alone) if self._sides else later
        more = _lines(collected_files.typed_place_text(self._collected, one), state)
        two = _numbers(*self._two(one)) if self._sides else None
        return _Words(Message("You decide"), reason_text(one), more, two=two)

    def _two(self, one: CollectedFile) -> tuple[ConflictSide | None, ConflictSide]:
        """(the file that counts for now, or None; the file that contradicts it). With several rivals, the one of the
        row."""
        first, *rivals = self._sides
        now = next((side for side in rivals if side.file == one.sha256), rivals[-1] if rivals else first)
        return (first if rivals else None), now


def _is_open(one: CollectedFile) -> bool:
    return one.to_decide and bool(one.session)


def _lines(*parts: Text | None) -> Text:
    lines = tuple(part for part in parts if part is not None)
    return Joined(lines, "\n") if lines else NO_TEXT


def _numbers(before: ConflictSide | None, now: ConflictSide) -> TwoFiles:
    def row(name: Message, of: Callable[[ConflictSide], Text]) -> tuple[Text, Text, Text]:
        return name, of(before) if before is not None else NONE, of(now)

    return TwoFiles(
        (Message("Earlier"), Message("Newer")),
        (
            row(Message("Finished"), _finished),
            row(Message("Present"), lambda side: side.present),
            row(Message("Answers"), lambda side: side.answers),
            row(Message("In both files"), lambda _: now.in_both),
        ),
    )


def _finished(side: ConflictSide) -> Text:
    return NONE if side.finished is None else time_text(side.finished.time())


_HEAD = (
    Message("Day"),
    Message("Place"),
    Message("Class"),
    Message("Module"),
    Message("Present"),
    Message("Answers"),
    Message("Verdict"),
    Message("Why"),
    Message("What to do"),
    Message("Doubts"),
    Message("Laptop"),
    Message("File"),
)


def save(
    collected: collected_files.CollectedFiles, places: Sequence[int], folder: Path, day: str, language: Language
) -> Path:
    """Saves the files at these places in `language`. Runs on the thread of files. Raises KnownError as `save_list`."""
    from bsuh_desktop.services.collection.export import save_list
    from bsuh_desktop.system.folders import require_folder

    require_folder(folder)
    return save_list(folder, f"collected-{day}", _rows(collected, places, language))


def _rows(collected: collected_files.CollectedFiles, places: Sequence[int], language: Language) -> Iterator[list[str]]:
    yield [text_of(title, language) for title in _HEAD]
    for place in places:
        yield _row(collected, collected.files[place], language)


def _row(collected: collected_files.CollectedFiles, one: CollectedFile, language: Language) -> list[str]:
    def text(value: Text | None) -> str:
        return "" if value is None else text_of(value, language)

    opened = one.day is not None
    return [
        one.day.isoformat() if one.day is not None else "",
        text(one.place),
        text(one.class_name),
        text(collected.titles.get(one.module, one.module)),
        str(one.present) if opened else "",
        str(one.answers) if opened else "",
        text(verdict_of(one, one.sha256 in collected.out)[1]),
        text(one.text),
        text(one.remedy),
        " ".join(map(text, one.doubts)),
        one.device or one.signer_code,
        one.input,
    ]
