"""The contents of a module pack: the tables of its two TOML files, and slides in a form that a painter can draw.

The tables are the schema: `tables.py` reads a TOML file against them and reports every missing or unknown key.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.quiz import Form

Layout = Literal["cover", "statement", "steps", "picture", "columns", "question", "activity", "help"]
Part = Literal["pre", "post"]
Audience = Literal["learners", "guardians", "teachers", "trainers", "club"]

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, msgspec.Meta(pattern=ID_PATTERN, max_length=60)]
Count = Annotated[int, msgspec.Meta(ge=1, le=600)]
Grade = Annotated[int, msgspec.Meta(ge=1, le=12)]


class Misconception(msgspec.Struct, frozen=True):
    """A wrong idea that learners really express; wrong options are tagged with its id."""

    id: Id
    bn: str = ""
    en: str = ""


class Objective(msgspec.Struct, frozen=True):
    """One thing that learners can do after the module."""

    id: Id
    text: LocalText
    misconceptions: tuple[Misconception, ...] = ()


class Competency(msgspec.Struct, frozen=True):
    """The module's competency in a framework such as DQ, DKAP or ITU, by name."""

    framework: str
    name: str


class MediaNote(msgspec.Struct, frozen=True):
    """A picture of the pack: a description for those who cannot see it, and where it comes from."""

    file: str
    alt: LocalText
    source: str


class ModuleFile(msgspec.Struct, frozen=True):
    """`module.toml`. `minutes` is the length of the whole class."""

    format: Literal[1]
    id: Id
    version: Annotated[int, msgspec.Meta(ge=1, le=9999)]
    title: LocalText
    summary: LocalText
    audience: Audience
    ages: tuple[str, ...]
    minutes: Count
    languages: tuple[Language, ...]
    objectives: tuple[Objective, ...]
    grades: tuple[Grade, ...] = ()
    competencies: tuple[Competency, ...] = ()
    media: tuple[MediaNote, ...] = ()


class OptionTable(msgspec.Struct, frozen=True):
    """One answer in `quiz.toml`; the right answer has no misconception."""

    bn: str = ""
    en: str = ""
    misconception: str = ""


class ItemTable(msgspec.Struct, frozen=True):
    """One question in `quiz.toml`."""

    id: Id
    form: Form
    objective: str
    question: LocalText
    options: dict[str, OptionTable]
    explanation: LocalText
    key: str = ""
    pair: int = 0
    sensitive: bool = False


class QuizFile(msgspec.Struct, frozen=True):
    """`quiz.toml`: the questions in the order in which they are asked."""

    items: tuple[ItemTable, ...] = ()


class Run(msgspec.Struct, frozen=True):
    """A piece of text in one weight."""

    text: str
    bold: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of text."""

    runs: tuple[Run, ...]


class ListBlock(msgspec.Struct, frozen=True):
    """A list, numbered if `ordered`; each line consists of runs."""

    lines: tuple[tuple[Run, ...], ...]
    ordered: bool = False


class Picture(msgspec.Struct, frozen=True):
    """A picture by its name inside the pack."""

    file: str
    alt: str


class Columns(msgspec.Struct, frozen=True):
    """Two columns side by side."""

    left: tuple[Paragraph | ListBlock | Picture, ...]
    right: tuple[Paragraph | ListBlock | Picture, ...]


Block = Paragraph | ListBlock | Picture | Columns


class Slide(msgspec.Struct, frozen=True):
    """One slide in one language."""

    id: str
    layout: Layout
    minutes: int
    """Its share of the class."""
    title: str = ""
    body: tuple[Block, ...] = ()
    say: str = ""
    """For the facilitator only, as `board`, `nopower` and `note`: what to say."""
    board: str = ""
    """What to write on the board."""
    nopower: str = ""
    """What to do in a power cut."""
    note: str = ""
    """Other notes for the facilitator."""
    item: str = ""
    """The question that it asks."""
    part: Part | None = None
    """The form that it runs."""


def plain(runs: tuple[Run, ...]) -> str:
    """The text of `runs` without weights."""
    return "".join(run.text for run in runs)
