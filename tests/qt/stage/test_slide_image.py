"""Slides as pictures: every layout in both languages, nothing over the edge, nothing left out."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage

from bsuh_desktop.content.placeholders import Fillings, read_common
from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.content.schema import Block, Columns, ListBlock, Panel, Paragraph, Picture, Run, Slide, Speech
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.quiz import Option
from bsuh_desktop.paths import resources
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.renderer import LAYOUTS, slide_image
from tests.helpers.packs import good_files, write_folder

SIZES = [(1024, 768), (1366, 768), (1920, 1080), (320, 240)]
LONG = {
    "bn": "বিশ্বস্ত বড় কাউকে এখনই জানাও, প্রমাণ রাখো আর ক্ষমতাপ্রদর্শনকারীর কথায় টাকা পাঠাবে না। ",
    "en": "Tell a trusted adult now, keep the incontrovertible proof and send no money whatever they say. ",
}


def pixel(image: QImage, x: float, y: float) -> QColor:
    """The colour at (x, y) of a page 1024 by 768."""
    return QColor(image.pixel(int(x * image.width() / 1024), int(y * image.height() / 768)))


def by_layout(pack: Pack, language: Language) -> dict[str, Slide]:
    return {slide.layout: slide for slide in pack.slides(language)}


def long_pack(pack: Pack, language: Language) -> Pack:
    """`pack` with one slide a layout, each with far more words than anybody should write."""
    run = (Run(LONG[language]), Run(LONG[language], bold=True))
    words = (Paragraph(run), ListBlock((run,) * 4, ordered=True), Paragraph(run))
    picture = Picture("media/hook.svg", "")
    spoken = (Speech("top-left", run), Speech("bottom-right", run))
    bodies: dict[str, tuple[Block, ...]] = {
        "columns": (Columns((*words, picture), words),),
        "scene": (picture, Paragraph(run)),
        "comic": (*(Panel(picture, spoken) for _ in range(3)), Paragraph(run)),
        "choice": (Panel(picture, caption=run),) * 2,
    }
    slides = tuple(
        Slide(
            id=layout,
            layout=layout,
            minutes=4,
            title=LONG[language] * 2,
            body=bodies.get(layout, (*words, picture)),
            item="q1" if layout == "question" else "",
        )
        for layout in LAYOUTS
    )
    text = LocalText(**{language: LONG[language] * 3})
    item = msgspec.structs.replace(pack.item("q1"), question=text, options={letter: Option(text) for letter in "ABCD"})
    return msgspec.structs.replace(pack, decks={language: slides}, items=(item,), title=text)


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_slide_is_drawn_and_differs_from_the_others(
    pack: Pack, language: Language, width: int, height: int
) -> None:
    images = [slide_image(slide, pack, language, width, height) for slide in pack.slides(language)]
    assert {(image.width(), image.height()) for image in images} == {(width, height)}
    assert len({bytes(image.constBits()) for image in images}) == len(images)


def test_paper_header_and_foot(pack: Pack) -> None:
    image = slide_image(by_layout(pack, "en")["statement"], pack, "en", 1024, 768)
    assert pixel(image, 512, 95) == palette.IVORY
    assert pixel(image, 512, 75) == palette.INK
    assert pixel(image, 20, 75) == palette.IVORY
    assert pixel(image, 512, 766) == palette.WELL
    assert pixel(image, 64, 740) == palette.CORAL


def test_the_cover_is_green(pack: Pack) -> None:
    image = slide_image(pack.slides("en")[0], pack, "en", 1024, 768)
    assert pixel(image, 512, 640) == palette.NIGHT
    assert palette.AMBER.rgb() in {image.pixel(76, y) for y in range(300, 600)}


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"cover"}))
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768)])
def test_too_many_words_get_smaller_and_never_leave_the_page(
    pack: Pack, language: Language, layout: str, width: int, height: int
) -> None:
    full = long_pack(pack, language)
    slide = by_layout(full, language)[layout]
    image = slide_image(slide, full, language, width, height)
    margins = [*range(0, 44), *range(width - 44, width)]
    outside = {image.pixel(x, y) for x in margins for y in range(0, 700, 3)}
    outside |= {image.pixel(x, y) for x in range(0, width, 3) for y in (4, 90, 692, 700)}
    assert outside == {palette.IVORY.rgb()}


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_covers_words_stay_inside_its_stitched_edge(pack: Pack, language: Language) -> None:
    full = long_pack(pack, language)
    image = slide_image(by_layout(full, language)["cover"], full, language, 1024, 768)
    assert {image.pixel(x, y) for x in (*range(32, 70), 6) for y in range(60, 660)} == {palette.NIGHT.rgb()}
    assert {image.pixel(x, y) for x in range(40, 980) for y in (660, 695)} == {palette.NIGHT.rgb()}


def test_a_question_shows_its_four_marks(pack: Pack) -> None:
    image = slide_image(by_layout(pack, "en")["question"], pack, "en", 1024, 768)
    seen = {image.pixel(x, y) for x in range(60, 640, 2) for y in range(280, 680, 2)}
    assert {colour.rgb() for colour in (palette.CORAL, palette.INDIGO, palette.GREEN, palette.AMBER)} <= seen


def test_the_clock_of_an_activity_unwinds(pack: Pack) -> None:
    slide = by_layout(pack, "en")["activity"]

    def green(left: int | None) -> int:
        image = slide_image(slide, pack, "en", 1024, 768, left)
        area = ((x, y) for x in range(640, 980, 2) for y in range(90, 560, 2))
        return sum(image.pixel(x, y) == palette.GREEN.rgb() for x, y in area)

    assert green(None) == green(360) > green(180) > green(10) > green(0) == 0


def test_the_helpline_is_written_in_the_digits_of_the_slide(pack: Pack) -> None:
    slide = by_layout(pack, "bn")["statement"]
    bare = msgspec.structs.replace(pack, fillings=None)
    other = msgspec.structs.replace(pack, fillings=Fillings(helplines={"child": "1234"}))
    images = [slide_image(slide, one, "bn", 1024, 768) for one in (pack, bare, other)]
    assert len({bytes(image.constBits()) for image in images}) == 3


def test_a_picture_is_cut_at_its_frame_but_may_hang_into_a_cover(tmp_path: Path) -> None:
    files = good_files()
    wild = '<path d="M50 -300v600" stroke="#FF00FF" stroke-width="20"/></svg>'
    files["media/hook.svg"] = files["media/hook.svg"].replace("</svg>", wild)
    files["slides.en.md"] = files["slides.en.md"].replace("This is not an exam.", "Words.\n\n![](media/hook.svg)")
    pack = read_pack(write_folder(tmp_path / "wild", files))
    cover, statement, *_ = pack.slides("en")
    pink = [
        {y for y in range(768) for x in range(1024) if image.pixel(x, y) == QColor("#FF00FF").rgb()}
        for image in (slide_image(slide, pack, "en", 1024, 768) for slide in (cover, statement))
    ]
    assert min(pink[0]) == 0
    assert min(pink[1]) > 120


def test_a_picture_that_is_not_there_is_told(pack: Pack) -> None:
    with pytest.raises(KnownError) as caught:
        slide_image(pack.slides("en")[0], msgspec.structs.replace(pack, media_files={}), "en", 1024, 768)
    assert caught.value.code == "picture_missing"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_first_module_stays_within_its_margins(language: Language) -> None:
    words = Fillings(helplines={"child": "1098", "emergency": "999"}, common=read_common(resources()))
    module = read_pack(resources() / "packs" / "taps-traps-taka", words)
    for slide in module.slides(language):
        image = slide_image(slide, module, language, 1024, 768)
        if slide.layout != "cover":
            assert {image.pixel(x, y) for x in (*range(44), *range(980, 1024)) for y in range(700)} == {
                palette.IVORY.rgb()
            }
