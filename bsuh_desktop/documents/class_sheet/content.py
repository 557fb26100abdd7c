"""The content of a class sheet, without its drawing."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.local_text import Language, LocalText


class SheetLearner(msgspec.Struct, frozen=True):
    """A line of the roll."""

    number: str
    """The number that is typed in afterwards, as text."""
    name: str = ""
    """"" if no names are wanted."""

    def __repr__(self) -> str:
        return f"SheetLearner({self.number})"


class SheetQuestion(msgspec.Struct, frozen=True):
    """A question's number, text and answer letters."""

    number: int
    text: LocalText
    letters: str


class ClassSheet(msgspec.Struct, frozen=True):
    """What the sheet contains."""

    number: str
    """Printed large."""
    language: Language
    programme: LocalText
    """Heads the page."""
    school: LocalText
    title: LocalText
    module: LocalText
    facilitator: str
    practice: bool
    learners: tuple[SheetLearner, ...]
    questions: tuple[SheetQuestion, ...]
