"""Reads out a recovery code: the coordinator finds the laptop by its number, gives a reason, and reads the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Field, News, Notice, Part
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.rows import Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.safekeeping.recovery import CopyLine

Reason = Literal["forgotten", "successor", "other"]
REASONS: tuple[Reason, ...] = ("forgotten", "successor", "other")
_GROUPS = 5


class CopyTable(msgspec.Struct, frozen=True):
    """The laptops whose code is here, as far as they match the search; the chosen one is tinted. In a narrow table the
    dates are below the person."""

    things: tuple[CopyLine, ...] = ()
    chosen: str = ""
    """Its desk's code."""
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        which, who = Column(Message("Number"), 190 if self.wide else 0), Column(Message("Who"))
        if not self.wide:
            return which, who
        return which, who, Column(Message("Date of the code"), 180), Column(Message("Read out"), 180)

    def row(self, one: CopyLine) -> Row:
        """One laptop."""
        made = date_text(one.made)
        read_on = date_text(one.read_on) if one.read_on else Message("never")
        state = "ok" if one.code == self.chosen else ""
        number = Cell(one.device or Message("no number yet"), one.code, state, bold=True)
        if not self.wide:
            days = Message("Code of {day}, read out: {read_on}", day=made, read_on=read_on)
            return Row(one.code, (number, Cell(one.label, days)), state)
        last = Cell(read_on, light="look" if one.read_on else "")
        return Row(one.code, (number, Cell(one.label), Cell(made), last), state)


class ShownCode(msgspec.Struct, frozen=True):
    """The code that is read out, in its groups; empty ones if none is."""

    groups: tuple[str, ...] = ("",) * _GROUPS

    def __repr__(self) -> str:
        return "ShownCode()"


class ReadOutModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the laptops, or the code of one of them."""

    news: News
    hidden_names: Part
    choosing: Part
    explanation: Part
    search_part: Part
    search: Field
    nobody: Empty
    table_space: Part
    rows: CopyTable
    reasons: Part
    reason: Reason | None
    warning: Notice
    reading: Part
    reading_text: Part
    code: ShownCode
    back: Part
    reason_missing: Part
    primary: Part


class ReadOutScreen(TableView[ReadOutModel], Protocol):
    """The screen."""

    def show_top(self) -> None:
        """Shows the page from its top."""


class ReadOutPresenter(TablePresenter[ReadOutModel]):
    """Shows nothing in public view. A code is forgotten when the page is left."""

    above = Message("Grants")
    heading = Message("Read out a recovery code")
    view: ReadOutScreen

    def __init__(self, session: DeskSession, view: ReadOutScreen) -> None:
        super().__init__(session, view)
        self._lines: tuple[CopyLine, ...] | None = None
        self._model: ReadOutModel | None = None
        self._search = ""
        self._forget()

    def _forget(self) -> None:
        self._chosen: CopyLine | None = None
        self._reason: Reason | None = None
        self._read: tuple[CopyLine, ShownCode] | None = None
        self._search = ""

    def enter(self) -> None:
        """Reloads everything."""
        super().enter()
        self._forget()
        self.view.show_first_page()
        self.session.query(_look, self.in_visit(self._on_looked))

    def leave(self) -> None:
        """Forgets the code at once."""
        super().leave()
        self._forget()
        self._clear()

    def clear(self) -> None:
        """Removes names and code: the page is hidden, or the desk locked."""
        self._lines = None
        self._clear(rows=CopyTable(wide=self._wide))

    def _clear(self, **more: object) -> None:
        """Takes the code, what was typed, and `more` off the page, which is not shown any more."""
        if self._model is not None:
            none = {"code": ShownCode(), "reading_text": Part(text=NO_TEXT), "search": Field(value=""), "reason": None}
            self._bind(msgspec.structs.replace(self._model, **none, **more))

    def _bind(self, model: ReadOutModel) -> None:
        self._model = model
        self.view.bind(model)

    def refresh(self) -> None:
        """Shows what was loaded last; nothing if nothing was. In public view a code is forgotten."""
        if self.session.public:
            self._read = None
        if self._lines is not None:
            self._bind(self.model())

    def _on_looked(self, lines: tuple[CopyLine, ...]) -> None:
        self._lines = lines
        self.refresh()
        self.view.focus("search" if lines else "back")

    def search(self, text: str) -> None:
        """Somebody typed into the search; a laptop that is the only one found is chosen."""
        self._search = text
        self.view.show_first_page()
        found = _found(self._lines or (), text)
        self._chosen = found[0] if len(found) == 1 and text.strip() else None
        self.refresh()

    def choose(self, code: str) -> None:
        """Chooses the laptop with that desk's code."""
        self._chosen = next((one for one in self._lines or () if one.code == code), None)
        self.refresh()

    def choose_reason(self, reason: Reason) -> None:
        """Chooses why the code is read out."""
        self._reason = reason
        self.refresh()

    def go_on(self) -> None:
        """Shows the code; goes back if it is shown."""
        chosen, reason = self._chosen, self._reason
        if self._read is not None:
            self.view.open("grants")
        elif chosen is not None and reason is not None:
            key = chosen.key
            self.session.change(
                lambda desk: _read(desk, key, reason),
                self.in_visit(lambda code: self._on_read(chosen, code)),
                self.in_visit(self._fail),
            )

    def _on_read(self, line: CopyLine, code: str) -> None:
        self._read = line, ShownCode(tuple(code.split("-")))
        self.view.show_top()
        self.refresh()
        self.view.focus("primary")

    def model(self) -> ReadOutModel:
        """The screen as it should look now."""
        lines, public, read = self._lines or (), self.session.public, self._read
        found, any_there = _found(lines, self._search), Part(shown=bool(lines))
        opens = Message("The code opens every class on that laptop. The date on which you read it out is saved.")
        missing = None if read else self._missing()
        return ReadOutModel(
            news=self._news,
            hidden_names=Part(shown=public),
            choosing=Part(shown=not public and read is None),
            explanation=any_there,
            search_part=any_there,
            search=Field(value=self._search),
            nobody=_nobody(bool(lines), not found),
            table_space=Part(shown=bool(found)),
            rows=CopyTable(found, self._chosen.code if self._chosen else "", self._wide),
            reasons=any_there,
            reason=self._reason,
            warning=Notice(light="look", fact=opens),
            reading=Part(shown=read is not None),
            reading_text=Part(text=_which(read[0]) if read else NO_TEXT),
            code=read[1] if read else ShownCode(),
            back=Part(shown=read is None),
            reason_missing=Part(text=missing or NO_TEXT),
            primary=Part(text=Message("Done") if read else Message("Show the code"), enabled=missing is None),
        )

    def _missing(self) -> Message | None:
        if self.session.public:
            return Message("First say that nobody else sees this screen.")
        if self._chosen is None:
            return Message("Choose the laptop.") if self._lines else Message("There is no code to read out.")
        return None if self._reason else Message("Choose the reason.")


def _nobody(any_there: bool, shown: bool) -> Empty:
    if any_there:
        return Empty(shown, Message("No laptop found"), Message("Try a part of the name, code or number."))
    comes = Message("It comes with a request for a grant, and with each hand-over.")
    return Empty(shown, Message("No recovery code has come here yet"), comes, Message("Receive"))


def _which(line: CopyLine) -> Message:
    last = Message("It was never read out before.")
    if line.read_on is not None:
        last = Message("It was read out before, on {day}.", day=date_text(line.read_on))
    return Message("The recovery code of the laptop {device}. {last}", device=line.device or line.code, last=last)


def _found(lines: Sequence[CopyLine], wanted: str) -> tuple[CopyLine, ...]:
    """Lines whose number begins with `wanted`, or whose code contains it."""
    plain = _plain(wanted)
    return tuple(one for one in lines if not plain or _plain(one.device).startswith(plain) or plain in _plain(one.code))


def _plain(text: str) -> str:
    return ascii_digits(text.casefold()).replace("-", "").replace(" ", "")


def _look(desk: Desk) -> tuple[CopyLine, ...]:
    from bsuh_desktop.services.safekeeping.recovery import copies

    return copies(desk)


def _read(desk: Desk, key: bytes, reason: Reason) -> str:
    from bsuh_desktop.services.safekeeping.recovery import read_out

    return read_out(desk, key, reason)


# Words that every school child learns first, for the telephone.
_WORDS: dict[str, Message] = {
    "A": Message("A as in apple"),
    "B": Message("B as in ball"),
    "C": Message("C as in cat"),
    "D": Message("D as in doll"),
    "E": Message("E as in egg"),
    "F": Message("F as in fish"),
    "G": Message("G as in goat"),
    "H": Message("H as in hen"),
    "J": Message("J as in jug"),
    "K": Message("K as in kite"),
    "M": Message("M as in mango"),
    "N": Message("N as in nest"),
    "P": Message("P as in parrot"),
    "Q": Message("Q as in queen"),
    "R": Message("R as in rose"),
    "S": Message("S as in sun"),
    "T": Message("T as in tiger"),
    "V": Message("V as in van"),
    "W": Message("W as in watch"),
    "X": Message("X as in X-ray"),
    "Y": Message("Y as in yak"),
    "Z": Message("Z as in zebra"),
}
_DIGITS = (
    Message("zero"),
    Message("one"),
    Message("two"),
    Message("three"),
    Message("four"),
    Message("five"),
    Message("six"),
    Message("seven"),
    Message("eight"),
    Message("nine"),
)


def spelled(group: str) -> tuple[Message, ...]:
    """One sentence per character. Raises LookupError for a character that no code contains."""
    return tuple(_DIGITS[int(letter)] if letter.isdecimal() else _WORDS[letter] for letter in group)
