"""What a class sheet says, before anybody draws it."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.local_text import Language, LocalText


class SheetLearner(msgspec.Struct, frozen=True):
    """A line of the roll: the number that is typed afterwards, as text, and the name; "" where none is wanted."""

    number: str
    name: str = ""

    def __repr__(self) -> str:
        return f"SheetLearner({self.number})"


class SheetQuestion(msgspec.Struct, frozen=True):
    """A question's number, its words and its letters."""

    number: int
    text: LocalText
    letters: str


class ClassSheet(msgspec.Struct, frozen=True):
    """What stands on the sheet. `number` is printed large; `programme` heads the page."""

    number: str
    language: Language
    programme: LocalText
    school: LocalText
    title: LocalText
    module: LocalText
    facilitator: str
    practice: bool
    learners: tuple[SheetLearner, ...]
    questions: tuple[SheetQuestion, ...]
