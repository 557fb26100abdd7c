"""What the class answered: every question of the module in both languages fits its page, and says who was right."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.events import Channel, Level
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.quiz import Option
from bsuh_desktop.presenters.stage import Question, StageContent, Tally
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import COLOURS
from bsuh_desktop.qt.stage.renderer import content_image
from bsuh_desktop.qt.stage.slides import FOOTER_TOP, MARGIN
from tests.qt.stage.conftest import Written
from tests.qt.stage.test_slide_image import LONG

SIZES = [(1024, 768), (1920, 1080)]
COUNTS = {"A": 6, "B": 38, "C": 7, "D": 4}
LEVELS: dict[str, Level] = {"A": "some", "B": "most", "D": "few"}
READABLE = 20


def shown(content: StageContent, pack: Pack, width: int = 1024, height: int = 768) -> QImage:
    return content_image(content, pack, width, height)


def results(pack: Pack, language: Language, item: str = "q1", by: Channel = "shared", **counts: int) -> QImage:
    return shown(StageContent(language, 3, tally=Tally(item, by, counts or COUNTS)), pack)


def misfits(written: Written, width: float) -> list[str]:
    """The words that are cut, leave the page, or reach into the foot from above."""
    return [
        words.text
        for words, corner in written
        if not words.fits
        or corner.x() < MARGIN - 1
        or corner.x() + words.widest > width - MARGIN + 1
        or corner.y() < FOOTER_TOP < corner.y() + words.height
    ]


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_question_and_its_results_fit_their_page(
    module: Pack, written: Written, language: Language, width: int, height: int
) -> None:
    for item in module.items:
        for by in ("hands", "shared"):
            asked = Question(item.id, by, 41, 55)
            shown(StageContent(language, 3, question=asked), module, width, height)
        shown(StageContent(language, 3, tally=Tally(item.id, "shared", COUNTS)), module, width, height)
        shown(StageContent(language, 3, tally=Tally(item.id, "hands", {}, LEVELS)), module, width, height)
        shown(StageContent(language, 3, tally=Tally(item.id, "hands", {"A": 1})), module, width, height)
    assert not misfits(written, width * 768 / height)
    assert min(words.px for words, _ in written) >= READABLE


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_far_too_many_words_get_smaller_and_stay_in_their_boxes(
    pack: Pack, written: Written, language: Language, width: int, height: int
) -> None:
    text = LocalText(**{language: LONG[language] * 2})
    options = {letter: Option(text) for letter in "ABCD"}
    item = msgspec.structs.replace(pack.item("q1"), question=text, options=options, explanation=text)
    full = msgspec.structs.replace(pack, items=(item,))
    shown(StageContent(language, 3, tally=Tally("q1", "hands", COUNTS)), full, width, height)
    shown(StageContent(language, 3, tally=Tally("q1", "hands", {}, LEVELS)), full, width, height)
    shown(StageContent(language, 3, question=Question("q1", "shared", 1, 200)), full, width, height)
    assert not misfits(written, width * 768 / height)


def texts(written: Written) -> str:
    return "\n".join(words.text for words, _ in written)


def test_the_right_answer_is_named_and_explained(pack: Pack, written: Written) -> None:
    results(pack, "en")
    assert "Correct" in texts(written)
    assert "Why B? The code is yours alone." in texts(written)
    assert "55 answered" in texts(written)


def test_a_sensitive_question_has_no_right_answer(pack: Pack, written: Written) -> None:
    item = msgspec.structs.replace(pack.item("q1"), key="", sensitive=True)
    results(msgspec.structs.replace(pack, items=(item,)), "en", by="shared")
    assert "Correct" not in texts(written)
    assert "Why" not in texts(written)
    assert "The code is yours alone." in texts(written)


def test_hands_are_called_hands(pack: Pack, written: Written) -> None:
    results(pack, "en", by="hands")
    assert "Hands up: 55" in texts(written)
    assert "answered" not in texts(written)


@pytest.mark.parametrize(
    ("by", "how"),
    [
        ("hands", "Raise your hand for one answer"),
        ("shared", "Answer on the device, one by one"),
    ],
)
def test_an_open_question_says_how_to_answer(pack: Pack, written: Written, by: Channel, how: str) -> None:
    shown(StageContent("en", 3, question=Question("q1", by, 12, 55)), pack)
    assert how in texts(written)
    assert ("12 of 55 answered" in texts(written)) is (by != "hands")


def test_a_question_of_a_form_has_a_slide_though_the_module_has_none(pack: Pack, written: Written) -> None:
    shown(StageContent("en", 2, question=Question("a4", "shared", 0, 55)), pack)
    assert "Question 4 of 5 · 0 of 55 answered" in texts(written)
    assert pack.item("a4").question.en in texts(written)
    assert "2 / 7" in texts(written)


def test_before_the_first_slide_a_question_has_no_number(pack: Pack, written: Written) -> None:
    shown(StageContent("en", 0, question=Question("a1", "shared", 0, 55)), pack)
    assert " / " not in texts(written)


def test_a_question_on_its_own_slide_keeps_the_slides_title(pack: Pack, written: Written) -> None:
    slides = tuple(msgspec.structs.replace(slide, title="The caller") for slide in pack.slides("en"))
    titled = msgspec.structs.replace(pack, decks={"en": slides})
    shown(StageContent("en", 3, question=Question("q1", "shared", 0, 55)), titled)
    assert "The caller · 0 of 55 answered" in texts(written)


def bar(image: QImage, letter: str) -> int:
    """How many columns from where bars begin have the colour of `letter`."""
    colour = COLOURS[letter].rgb()
    filled = (any(image.pixel(x, y) == colour for y in range(170, 560, 4)) for x in range(140, 976))
    return sum(1 for _ in itertools.takewhile(bool, filled))


def test_bars_are_as_long_as_their_counts(pack: Pack) -> None:
    image = results(pack, "en", A=10, B=40, C=20)
    assert bar(image, "D") == 0
    assert bar(image, "B") == pytest.approx(4 * bar(image, "A"), abs=20)
    assert bar(image, "C") == pytest.approx(2 * bar(image, "A"), abs=20)


def test_one_answer_among_many_is_seen(pack: Pack) -> None:
    assert bar(results(pack, "en", A=1, B=199), "A") > 8


def test_hands_by_eye_are_words_and_never_numbers_or_bars(pack: Pack, written: Written) -> None:
    image = shown(StageContent("en", 3, tally=Tally("q1", "hands", {}, LEVELS)), pack)
    said = [words.text for words, _ in written]
    assert [word for word in said if word in LEVELS.values()] == ["some", "most", "few"]
    assert "Counted by eye" in texts(written)
    assert "Correct" in said
    assert not {bar(image, letter) for letter in "ABCD"} - {0}
    assert "of us" not in texts(written)
    assert "Hands up" not in texts(written)


def test_a_handful_of_answers_is_not_shown(pack: Pack, written: Written) -> None:
    image = results(pack, "en", A=1, B=3)
    assert "Too few answers to show" in texts(written)
    assert {bar(image, letter) for letter in "ABCD"} == {0}
    assert "of us" not in texts(written)
    assert not [words.text for words, _ in written if words.text in ("1", "3", "4")]
    assert "Why B? The code is yours alone." in texts(written), "what is right is told all the same"
    results(pack, "en", A=1, B=4)
    assert "4 of us" in texts(written)


def test_the_tick_is_green_and_white(pack: Pack) -> None:
    image = results(pack, "en")
    colours = {QColor(image.pixel(x, y)).name() for x in range(80, 145) for y in range(570, 690)}
    assert {palette.GREEN.name(), palette.WHITE.name(), palette.GREEN_TINT.name()} <= {one.lower() for one in colours}
