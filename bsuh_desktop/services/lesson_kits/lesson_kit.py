"""The lesson kit of a module: its texts, pictures and pieces as a PDF, written where a person chose.

What it contains: the texts of a module in one language, its pictures painted, its pieces dealt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.content.placeholders import MONEY
from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import KitSet, Slide, note_paragraphs
from bsuh_desktop.documents.lesson_kit import content
from bsuh_desktop.domain.certificates import Ink
from bsuh_desktop.domain.lesson import dealt
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Form, Item, Option
from bsuh_desktop.services.certificates.certify import layout_of
from bsuh_desktop.services.classroom.voice_script import spoken_slide
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.helplines import CHILD, built_in_help
from bsuh_desktop.services.desk.modules import first_module, modules
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import refuse_own_folder
from bsuh_desktop.trust.programme import Programme

PaintPicture = Callable[[bytes, int], bytes]
"""Paints an SVG, PNG or JPEG at most so many pixels wide and high, as PNG; b"" if it cannot be painted."""

USUAL_GROUPS, USUAL_LEARNERS = 8, 40
MOST_GROUPS, MOST_LEARNERS = 20, 200
_PLANNED = (5, 6, 7, 8)
"""The numbers of groups for which every plan says who does what."""
_FORMS: tuple[Form, ...] = ("A", "lesson", "B")
_BETWEEN = " · "
_LARGE, _SMALL = 1600, 800
"""Pixels of a picture on a large piece, and on a card."""


class KitWish(msgspec.Struct, frozen=True):
    """Which kit to make."""

    pack: str = ""
    """The module; "" is the first one of the shelf."""
    version: int | None = None
    """None for the newest."""
    parts: tuple[content.KitPart, ...] = content.PARTS
    language: Language = "bn"
    ink: Ink = "colour"
    groups: int = USUAL_GROUPS
    learners: int = USUAL_LEARNERS


def wish_for(learners: int | None, language: Language, pack: str = "", version: int | None = None) -> KitWish:
    """The usual kit for a class of so many; None or 0 if nobody has counted them yet."""
    number = min(learners or USUAL_LEARNERS, MOST_LEARNERS)
    return KitWish(pack=pack, version=version, language=language, learners=number)


def kit_content(pack: Pack, programme: Programme, wish: KitWish, paint: PaintPicture) -> content.LessonKit:
    """The kit of `pack`, which was read with its placeholders filled.

    Raises KnownError: picture_missing, picture_unreadable.
    """
    language = wish.language
    slides = list(enumerate(pack.slides(language), start=1))
    pictures = _Pictures(pack, paint)
    return content.LessonKit(
        language=language,
        ink=wish.ink,
        parts=frozenset(wish.parts),
        programme=programme.names.text_in(language),
        title=pack.title.text_in(language),
        version=pack.version,
        minutes=pack.minutes,
        short_minutes=pack.short_minutes,
        chant=pack.chant.text_in(language) if pack.chant else "",
        rows=tuple(_row(number, slide, pack, language) for number, slide in slides),
        notes=tuple(_notes(number, slide, pack, language) for number, slide in slides if slide.note or slide.nopower),
        forms=tuple(_forms(pack, language, pictures if "questions" in wish.parts else None)),
        sets=tuple(_set(one, wish, pictures if "things" in wish.parts else None) for one in pack.kit),
        home=_home(pack, programme, language),
        learners=wish.learners,
    )


def _row(number: int, slide: Slide, pack: Pack, language: Language) -> content.PlanRow:
    spoken = spoken_slide(slide, language)
    return content.PlanRow(
        number=number,
        minutes=slide.minutes,
        short=slide.short if pack.short_minutes else None,
        title=_title(slide, pack, language),
        tag=_tag(slide),
        say=spoken.say,
        board=_BETWEEN.join(spoken.board),
    )


def _title(slide: Slide, pack: Pack, language: Language) -> str:
    """The slide's title; of a question that has none the question itself."""
    if slide.title or not slide.item:
        return slide.title
    return pack.item(slide.item).question.text_in(language)


def _tag(slide: Slide) -> content.SlideTag:
    if slide.part is not None:
        return slide.part
    if slide.item:
        return "question"
    return "activity" if slide.layout == "activity" else ""


def _notes(number: int, slide: Slide, pack: Pack, language: Language) -> content.SlideNotes:
    note, nopower = (
        tuple(content.NoteLine(one.words, one.sign) for one in note_paragraphs(text))
        for text in (slide.note, slide.nopower)
    )
    return content.SlideNotes(number, _title(slide, pack, language), note, nopower)


def _forms(pack: Pack, language: Language, pictures: _Pictures | None) -> Iterator[content.QuestionForm]:
    """Those that have questions, in the order of the class."""
    for form in _FORMS:
        asked_by_hands = set() if form == "lesson" else {item.id for item in pack.hands_form(form)}
        items = pack.form(form)
        some = asked_by_hands != {item.id for item in items}
        questions = tuple(
            _question(number, item, language, some and item.id in asked_by_hands, pictures)
            for number, item in enumerate(items, start=1)
        )
        if questions:
            yield content.QuestionForm(form, questions)


def _question(
    number: int, item: Item, language: Language, by_hands: bool, pictures: _Pictures | None
) -> content.KitQuestion:
    return content.KitQuestion(
        number=number,
        text=item.question.text_in(language),
        options=tuple(_option(letter, one, language, pictures) for letter, one in sorted(item.options.items())),
        key=item.key,
        explanation=item.explanation.text_in(language),
        by_hands=by_hands,
    )


def _option(letter: str, option: Option, language: Language, pictures: _Pictures | None) -> content.KitOption:
    return content.KitOption(
        letter=letter,
        text=option.text.text_in(language),
        feedback=option.feedback.text_in(language) if option.feedback else "",
        picture=pictures.painted(option.picture, _SMALL) if pictures else b"",
    )


def _set(one: KitSet, wish: KitWish, pictures: _Pictures | None) -> content.PieceSet:
    keep = [piece.keep for piece in one.pieces]
    pixels = _SMALL if one.size == "card" else _LARGE
    pieces = tuple(
        content.PrintedPiece(
            number=number,
            text=piece.text.text_in(wish.language),
            answer=piece.answer.text_in(wish.language) if piece.answer else "",
            picture=pictures.painted(piece.picture, pixels) if pictures else b"",
        )
        for number, piece in enumerate(one.pieces, start=1)
    )
    shared = one.each == "class" and len(pieces) > 1
    return content.PieceSet(
        title=one.title.text_in(wish.language),
        size=one.size,
        copies={"class": 1, "group": wish.groups, "learner": wish.learners}[one.each],
        pieces=pieces,
        deals=tuple(dealt(keep, groups) for groups in sorted({*_PLANNED, wish.groups})) if shared else (),
    )


def _home(pack: Pack, programme: Programme, language: Language) -> content.HomeCard:
    """The children's line of the programme, else the country's; and its mobile-money lines that somebody called."""
    numbers = pack.fillings.helplines if pack.fillings else {}
    named = {line.id: line for line in programme.helplines}
    country = built_in_help().child
    child = named.get(CHILD)
    names, number = (child.names, numbers.get(CHILD, child.number)) if child else (country.names, country.number)
    return content.HomeCard(
        sentence=pack.home.text_in(language) if pack.home else "",
        child=content.PrintedNumber(names.text_in(language), number),
        money=tuple(
            content.PrintedNumber(line.names.text_in(language), line.number)
            for line in programme.helplines
            if line.id.startswith(MONEY) and line.verified
        ),
    )


class _Pictures:
    """The pictures of a pack, each painted once in a size."""

    def __init__(self, pack: Pack, paint: PaintPicture) -> None:
        self._pack, self._paint = pack, paint
        self._painted: dict[tuple[str, int], bytes] = {}

    def painted(self, file: str, pixels: int) -> bytes:
        """PNG; b"" for no picture. Raises KnownError: picture_missing, picture_unreadable."""
        if not file:
            return b""
        if (file, pixels) not in self._painted:
            png = self._paint(self._pack.media(file), pixels)
            if not png:
                raise KnownError(
                    "picture_unreadable",
                    Message("The picture “{file}” of the module cannot be painted.", file=file),
                    Message("Install the module pack again, or print without activity papers and questions."),
                )
            self._painted[file, pixels] = png
        return self._painted[file, pixels]


_MOST_BESIDE = 99
"""So many different kits of one module may lie in a folder."""


class KitModule(msgspec.Struct, frozen=True):
    """A module whose papers can be printed."""

    id: str
    title: LocalText
    things: bool
    """It has papers for activities."""


class KitOffer(msgspec.Struct, frozen=True):
    """What can be printed on this laptop."""

    modules: tuple[KitModule, ...]
    ink: Ink
    """That in which certificates are printed here."""


class NewKit(msgspec.Struct, frozen=True):
    """A kit as a PDF, and the number of its pages. It names no learner."""

    pdf: bytes
    pages: int
    parts: dict[content.KitPart, int]
    """Part → number of its pages."""


class SavedKit(msgspec.Struct, frozen=True):
    """A kit in a file."""

    path: Path
    pages: int


def kit_offer(desk: Desk) -> KitOffer:
    """The modules of the shelf, and the ink of this laptop's printer."""
    offered = (KitModule(one.id, one.title, bool(desk.pack(one.id).kit)) for one in modules(desk))
    return KitOffer(tuple(offered), layout_of(desk).ink)


def save_kit(desk: Desk, wish: KitWish, paint: PaintPicture, folder: Path) -> SavedKit:
    """Makes the kit and writes it into `folder`, beside kits that are there already.

    Raises KnownError: as `new_kit`; own_folder, already_there, disk_full, read_only, stick_removed.
    """
    refuse_own_folder(folder, desk.folder, Message("This is the app's own folder; do not save lesson kits here."))
    pack = _pack(desk, wish)
    kit = kit_of_pack(pack, desk.programme, wish, paint)
    stem = f"lesson-kit-{pack.id}-{pack.version}-{wish.language}"
    for number in range(1, _MOST_BESIDE + 1):
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
        try:
            write_new(path, kit.pdf)
            break
        except KnownError as error:
            if error.code != "already_there" or number == _MOST_BESIDE:
                raise
    return SavedKit(path, kit.pages)


def new_kit(desk: Desk, wish: KitWish, paint: PaintPicture) -> NewKit:
    """The kit of a module of the shelf. Raises KnownError: pack_not_found, pack_version_missing, and as
    `kit_of_pack`."""
    return kit_of_pack(_pack(desk, wish), desk.programme, wish, paint)


def _pack(desk: Desk, wish: KitWish) -> Pack:
    return desk.pack(wish.pack or first_module(desk), wish.version)


def kit_of_pack(pack: Pack, programme: Programme, wish: KitWish, paint: PaintPicture) -> NewKit:
    """The kit of `pack`, which was read with its placeholders filled.

    Raises KnownError: nothing_to_print if the module has nothing of the wished parts, picture_missing,
    picture_unreadable.
    """
    from bsuh_desktop.documents.lesson_kit.kit import lesson_kit_pdf

    pdf, parts = lesson_kit_pdf(kit_content(pack, programme, wish, paint))
    if not any(parts.values()):
        raise KnownError(
            "nothing_to_print",
            Message("This module has nothing of what you chose to print."),
            Message("Choose other papers, or another module."),
        )
    return NewKit(pdf, sum(parts.values()), parts)
