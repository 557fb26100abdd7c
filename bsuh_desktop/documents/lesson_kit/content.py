"""The content of a lesson kit, without its drawing.

All texts are in the kit's language; numbers are drawn in its digits.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.certificates import Ink
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.quiz import Form

KitPart = Literal["plan", "notes", "questions", "things", "home", "trial"]
PARTS: tuple[KitPart, ...] = ("plan", "notes", "questions", "things", "home")
"""What a class needs, in the order in which it is printed."""
ALL_PARTS: tuple[KitPart, ...] = (*PARTS, "trial")
"""With the sheet on which an author's partner tries the questions."""

SlideTag = Literal["", "activity", "question", "pre", "post"]
PieceSize = Literal["page", "half", "card"]


class PlanRow(msgspec.Struct, frozen=True):
    """A slide in the plan."""

    number: int
    minutes: int
    short: int | None
    """Its minutes by the short plan, 0 if that leaves it out; None if there is no short plan."""
    title: str
    tag: SlideTag
    say: tuple[str, ...]
    """Paragraphs."""
    board: str


class NoteLine(msgspec.Struct, frozen=True):
    """A paragraph, or a point with a `sign` before it. In the words ** encloses what is bold."""

    words: str
    sign: str = ""


class SlideNotes(msgspec.Struct, frozen=True):
    """What the facilitator should know of a slide, and what to do without power."""

    number: int
    title: str
    note: tuple[NoteLine, ...]
    nopower: tuple[NoteLine, ...]


class KitOption(msgspec.Struct, frozen=True):
    """One answer; `feedback` is what is said to somebody who chose it, "" if nothing is."""

    letter: str
    text: str
    feedback: str = ""
    picture: bytes = b""
    """PNG; b"" if it is words alone."""


class KitQuestion(msgspec.Struct, frozen=True):
    """A question, numbered within its form."""

    number: int
    text: str
    options: tuple[KitOption, ...]
    key: str
    """The right letter; "" if there is none."""
    explanation: str
    by_hands: bool
    """A class that raises hands is asked it, but not all of its form."""


class QuestionForm(msgspec.Struct, frozen=True):
    """The questions of a form, or of the lesson."""

    form: Form
    questions: tuple[KitQuestion, ...]


class PrintedPiece(msgspec.Struct, frozen=True):
    """A piece of paper of an activity."""

    number: int
    text: str
    answer: str
    """For the facilitator alone: it never stands on the piece."""
    picture: bytes = b""
    """PNG; b"" if it is words alone."""


class PieceSet(msgspec.Struct, frozen=True):
    """Pieces of an activity, and how many sets of them are printed."""

    title: str
    size: PieceSize
    copies: int
    pieces: tuple[PrintedPiece, ...]
    deals: tuple[tuple[tuple[int, ...], ...], ...] = ()
    """If the class shares one set: for each number of groups the numbers of the pieces of each group."""


class PrintedNumber(msgspec.Struct, frozen=True):
    """Whom to call."""

    name: str
    number: str
    """In ASCII digits."""


class HomeCard(msgspec.Struct, frozen=True):
    """What a learner takes home."""

    sentence: str
    """"" if the module has none."""
    child: PrintedNumber
    money: tuple[PrintedNumber, ...] = ()
    """Mobile-money lines that somebody of the programme has called."""


class LessonKit(msgspec.Struct, frozen=True):
    """What the kit contains."""

    language: Language
    ink: Ink
    parts: frozenset[KitPart]
    """Those that are printed."""
    programme: str
    title: str
    version: int
    minutes: int
    short_minutes: int
    """0 if the module has no short plan."""
    chant: str
    rows: tuple[PlanRow, ...]
    notes: tuple[SlideNotes, ...]
    forms: tuple[QuestionForm, ...]
    sets: tuple[PieceSet, ...]
    home: HomeCard
    learners: int
    """One home card for each."""
