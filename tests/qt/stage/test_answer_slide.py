"""A right answer of a form: every question of the module in both languages fits its page, and says why."""

from __future__ import annotations

import msgspec
import pytest

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.quiz import Option
from bsuh_desktop.presenters.stage import RightAnswer, StageContent
from tests.qt.stage.conftest import Written
from tests.qt.stage.test_results_slide import READABLE, SIZES, misfits, shown, texts
from tests.qt.stage.test_slide_image import LONG


def with_feedback(pack: Pack) -> Pack:
    """The pack with a long feedback to every answer, of fourteen words or so, said by the one with the longest name."""
    words = LocalText(
        bn="টাকা কম হলেও এটা ফাঁদ হতে পারে। আগে থামো, বাড়ির বড় কাউকে দেখাও।",
        en="Even a small sum can be a trap. Stop first, and show it to an adult.",
    )
    items = tuple(
        msgspec.structs.replace(
            item,
            options={
                letter: msgspec.structs.replace(option, feedback=words, by="rahim")
                for letter, option in item.options.items()
            },
        )
        for item in pack.items
    )
    return msgspec.structs.replace(pack, items=items)


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_right_answer_of_the_forms_fits_its_page(
    module: Pack, written: Written, language: Language, width: int, height: int
) -> None:
    for full in (module, with_feedback(module)):
        for item in (*full.form("A"), *full.form("B")):
            for chosen in (None, 155):
                shown(StageContent(language, 14, right=RightAnswer(item.id, 3, 10, chosen)), full, width, height)
    assert not misfits(written, width * 768 / height)
    assert min(words.px for words, _ in written) >= READABLE


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_right_answer_of_far_too_many_words_stays_in_its_boxes(
    pack: Pack, written: Written, language: Language, width: int, height: int
) -> None:
    text = LocalText(**{language: LONG[language] * 2})
    options = {letter: Option(text, feedback=text, by="shiuli") for letter in "ABCD"}
    item = msgspec.structs.replace(pack.item("a1"), question=text, options=options, explanation=text)
    full = msgspec.structs.replace(pack, items=(item,))
    shown(StageContent(language, 2, right=RightAnswer("a1", 1, 10, 7)), full, width, height)
    assert not misfits(written, width * 768 / height)


def test_a_right_answer_says_what_was_asked_who_says_what_and_why(pack: Pack, written: Written) -> None:
    full = with_feedback(pack)
    item = full.item("a1")
    shown(StageContent("en", 3, right=RightAnswer("a1", 2, 6)), full)
    told = texts(written)
    for words in (item.question.en, item.options[item.key].text.en, item.explanation.en, "Rahim Chacha: “Even"):
        assert words in told
    assert ("What we thought" in told, "Answer 2 of 6" in told, "Correct" in told) == (True, True, True)
    assert " of us" not in told
    others = [option.text.en for letter, option in item.options.items() if letter != item.key]
    assert not [words for words in others if words in told], "nobody is shown what they chose"
    shown(StageContent("en", 3, right=RightAnswer("a1", 2, 6, 9)), full)
    assert "9 of us" in texts(written)
