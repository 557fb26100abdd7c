"""The contents of a module pack: the tables of its TOML files, and slides in a form that a painter can draw.

The tables are the schema: `tables.py` reads a TOML file against them and reports every missing or unknown key. They are
those of the newest format; what format 1 does not have yet stands in `SINCE_2`. At the end: notes of a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.quiz import Case, Form

NEWEST_FORMAT = 2
Layout = Literal[
    "cover", "statement", "steps", "picture", "columns", "question", "activity", "help", "scene", "comic", "choice"
]
SpeechPlace = Literal["top-left", "top", "top-right", "bottom-left", "bottom", "bottom-right"]
Part = Literal["pre", "post"]
Audience = Literal["learners", "guardians", "teachers", "trainers", "club"]

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, msgspec.Meta(pattern=ID_PATTERN, max_length=60)]
Count = Annotated[int, msgspec.Meta(ge=1, le=600)]
Grade = Annotated[int, msgspec.Meta(ge=1, le=12)]


SINCE_2: dict[str, frozenset[str]] = {
    "module": frozenset({"short_minutes", "hands_pairs", "key_words", "home", "chant", "sentences", "kit"}),
    "item": frozenset({"case"}),
    "misconception": frozenset({"alarm"}),
    "option": frozenset({"feedback", "by", "picture"}),
    "directive": frozenset({"short"}),
    "layout": frozenset({"scene", "comic", "choice"}),
}
"""What format 1 does not have: keys of `module.toml`, of a question and of an option, directives and layouts."""


class Misconception(msgspec.Struct, frozen=True):
    """A wrong idea that learners really express; wrong options are tagged with its id."""

    id: Id
    bn: str = ""
    en: str = ""
    alarm: bool = False
    """It takes something honest for a trap."""


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


class OwnSentence(msgspec.Struct, frozen=True):
    """A sentence of the pack with numbers that not every programme has: then `otherwise` stands in its place."""

    id: Id
    text: LocalText
    otherwise: LocalText


class KitPiece(msgspec.Struct, frozen=True):
    """One piece of paper of an activity: its words or picture, and what the facilitator alone reads of it."""

    text: LocalText
    picture: str = ""
    answer: LocalText | None = None
    keep: bool = False
    """It is played however few groups there are."""


class KitSet(msgspec.Struct, frozen=True):
    """Pieces of paper that an activity needs, printed from the pack."""

    id: Id
    title: LocalText
    size: Literal["page", "half", "card"]
    """One, two or eight pieces on a sheet of A4."""
    each: Literal["class", "group", "learner"]
    """Who gets a set of them."""
    pieces: tuple[KitPiece, ...]


class ModuleFile(msgspec.Struct, frozen=True):
    """`module.toml`. `minutes` is the length of the whole class, `short_minutes` that of its short plan (0: none)."""

    format: Annotated[int, msgspec.Meta(ge=1, le=NEWEST_FORMAT)]
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
    short_minutes: Annotated[int, msgspec.Meta(ge=0, le=600)] = 0
    hands_pairs: tuple[Annotated[int, msgspec.Meta(ge=1, le=99)], ...] = ()
    """The pairs that a class is asked which raises hands; all if there are none here."""
    key_words: tuple[LocalText, ...] = ()
    """Beginnings of words of what is taught: none of them stands on a slide before the first questions."""
    home: LocalText | None = None
    """The sentence that goes home."""
    chant: LocalText | None = None
    sentences: tuple[OwnSentence, ...] = ()
    kit: tuple[KitSet, ...] = ()


class OptionTable(msgspec.Struct, frozen=True):
    """One answer in `quiz.toml`; the right answer has no misconception."""

    bn: str = ""
    en: str = ""
    misconception: str = ""
    feedback: LocalText | None = None
    by: str = ""
    """Who of the cast says it."""
    picture: str = ""


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
    case: Case | None = None


class QuizFile(msgspec.Struct, frozen=True):
    """`quiz.toml`: the questions in the order in which they are asked."""

    items: tuple[ItemTable, ...] = ()


class Person(msgspec.Struct, frozen=True):
    """One of the people of the module's stories, as whoever looks at them as a whole needs it."""

    name: LocalText
    sex: Literal["f", "m"]
    faith: str
    region: str
    role: Literal["tempted", "harmed", "helps"]


class PeopleFile(msgspec.Struct, frozen=True):
    """`people.toml`: who comes up in the module. It is not taught."""

    people: tuple[Person, ...] = ()


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


class Speech(msgspec.Struct, frozen=True):
    """What somebody says in a panel, and in which part of its picture it stands."""

    place: SpeechPlace
    runs: tuple[Run, ...]


class Panel(msgspec.Struct, frozen=True):
    """A picture of a comic with what is said in it, or of a choice with the words under it."""

    picture: Picture
    speech: tuple[Speech, ...] = ()
    caption: tuple[Run, ...] = ()


Block = Paragraph | ListBlock | Picture | Columns | Panel


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
    short: int | None = None
    """Its minutes by the short plan; None if there is none, 0 if that plan leaves it out."""


def plain(runs: tuple[Run, ...]) -> str:
    """The text of `runs` without weights."""
    return "".join(run.text for run in runs)


_LINE = re.compile(r"(?P<indent>\s*)(?P<sign>[-*]\s+|[0-9০-৯]+\.\s+)?(?P<words>.*)")


class NoteParagraph(msgspec.Struct, frozen=True):
    """A paragraph, or a point with a `sign` before it: a bullet, or a number in either script. A line may break in the
    words."""

    words: str
    sign: str = ""


def note_paragraphs(text: str) -> Iterator[NoteParagraph]:
    """The paragraphs and points of a note; an indented line without a bullet continues the one before."""
    blocks: list[str] = []
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        goes_on = bool(found and found["indent"] and not found["sign"])
        if goes_on and blocks and line.strip():
            blocks[-1] += f"\n{line.strip()}"
        elif line.strip():
            blocks.append(line.strip())
    return map(_paragraph, blocks)


def _paragraph(block: str) -> NoteParagraph:
    first, *more = block.split("\n")
    found = _LINE.fullmatch(first)
    words = "\n".join([found["words"] if found else first, *more])
    sign = found["sign"].strip() if found and found["sign"] else ""
    return NoteParagraph(words, "•" if sign in ("-", "*") else sign)
