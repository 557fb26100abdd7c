"""The card beside the table: senders, details of one file, or the two files of a conflict to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.dates import time_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles
from bsuh_desktop.presenters.collection.file_commands import sides
from bsuh_desktop.presenters.collection.file_words import COUNTING, file_text, reason_text, verdict_of
from bsuh_desktop.presenters.collection.summary import (
    MOST_SENDERS,
    SenderLine,
    light_of,
    sender_line,
    worst_first,
)
from bsuh_desktop.presenters.collection.typed_place import typed_place_text
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, Part, Text

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.collection.conflicts import ConflictSide
    from bsuh_desktop.services.collection.values import CollectedFile

NONE = "–"


class TwoFiles(msgspec.Struct, frozen=True):
    """The two files of a conflict, side by side: the titles of the columns, and (name, value before, value now)."""

    titles: tuple[Text, Text]
    rows: tuple[tuple[Text, Text, Text], ...]


class SenderLines(msgspec.Struct, frozen=True):
    """The senders, worst first."""

    shown: bool
    lines: tuple[SenderLine, ...] = ()


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
        self._collected = CollectedFiles()
        self.one: CollectedFile | None = None
        """The chosen file."""
        self._sides: tuple[ConflictSide, ...] = ()
        self._busy = False

    def show(self, collected: CollectedFiles, one: CollectedFile | None, busy: bool) -> None:
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
        senders = worst_first(self._collected.senders)
        waiting = Message("These have waited for you since earlier days. Choose one in the table.")
        rest = len(senders) - MOST_SENDERS
        return _Words(
            title=Message("Who sent what") if senders else Message("You decide"),
            text=NO_TEXT if senders else waiting,
            more=Message("And {count} more, in the saved list.", count=rest) if rest > 0 else NO_TEXT,
            light=light_of(self._collected),
            lit=bool(senders),
            senders=SenderLines(True, tuple(map(sender_line, senders[:MOST_SENDERS]))),
        )

    def _of_file(self, one: CollectedFile) -> _Words:
        light, title = verdict_of(one, one.sha256 in self._collected.out)
        device = Message("Laptop {number}", number=one.device) if one.device else None
        signer = Message("Key {code}", code=one.signer_code) if one.signer_code and not one.device else None
        file = Message("File: {file}", file=file_text(one)) if one.input else None
        more = _lines(typed_place_text(self._collected, one), device, signer, file)
        return _Words(title, reason_text(one), more, light)

    def _of_conflict(self, one: CollectedFile) -> _Words:
        later = Message("You see the numbers of both files when nothing is being collected.")
        meanwhile = Message("Until you choose, the earlier one counts. Both files stay in the archive.")
        alone = Message("Both files stay in the archive.")
        state = (meanwhile if len(self._sides) > 1 else alone) if self._sides else later
        more = _lines(typed_place_text(self._collected, one), state)
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
