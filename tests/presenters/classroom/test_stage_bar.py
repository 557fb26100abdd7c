"""The bar on a stage that covers the desk: a class is asked, counted and shown its answers without leaving it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.classroom.answers import StageBarModel
from bsuh_desktop.presenters.classroom.hand_count import HandKey
from bsuh_desktop.presenters.parts import Part, names_in, text_of
from bsuh_desktop.presenters.stage import Tally
from tests.helpers import prepared
from tests.helpers.lessons import TeachPage, teaching

PRE, ACTIVITY, QUESTION, LAST = 3, 5, 6, 15
KEYS: dict[str, HandKey] = {"⌫": "erase", "m": "by_eye", "+": "hand", ">": "letter"}


@contextmanager
def on_the_wall(folder: Path, slide: int) -> Iterator[TeachPage]:
    """A mirrored screen, and the stage on it."""
    with teaching(folder, prepared.standing_at(slide), private=False) as page:
        page.projector.plug("mirrored")
        page.presenter.toggle_wall()
        page.presenter.refresh()
        yield page


def press(page: TeachPage, keys: str) -> None:
    """Keys as the stage sends them; ↵ is Enter, → what comes next."""
    for key in keys:
        if key == "↵":
            page.presenter.enter_on_stage()
        elif key == "→":
            page.presenter.do("next")
        else:
            page.presenter.press(int(key) if key.isdigit() else KEYS[key])


def bar(page: TeachPage) -> StageBarModel:
    return page.model.stage_bar


def note(page: TeachPage, language: Language = "en") -> str:
    return text_of(bar(page).note.text or "", language)


def letters(page: TeachPage) -> list[tuple[str, str, str]]:
    return [(each.letter, each.state, text_of(each.words, "en")) for each in bar(page).letters]


def said(page: TeachPage, *but: str) -> set[str]:
    """Every word that stands on the bar, without those of the parts in `but`."""
    parts = [getattr(bar(page), name) for name in names_in(bar(page)) if name not in ("letters", "stays", *but)]
    texts = [text_of(part.text or "", "en") if isinstance(part, Part) else part for part in parts]
    return set(re.findall(r"\w+", " ".join([*texts, *(words for _, _, words in letters(page))])))


def names_of(page: TeachPage) -> set[str]:
    names = {name.text_in(language) for name in page.picture.names.values() for language in ("en", "bn")} - {""}
    assert len(names) > 100
    return {word for name in names for word in re.findall(r"\w+", name)}


def test_a_question_is_asked_counted_and_shown_by_the_keys_of_the_stage(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        assert (text_of(bar(page).next_step.text or "", "en"), bar(page).stays) == ("Ask the question", False)
        press(page, "→")
        assert page.stage.content.question is not None
        assert (note(page), bar(page).stays) == (
            "Hands for A: type the number. M: by eye. A clicker: forward is a hand, back the next letter.",
            True,
        )
        assert note(page, "bn").startswith("উত্তর A: কত হাত")
        press(page, "1")
        assert letters(page) == [("A", "now", "1"), ("B", "waits", ""), ("C", "waits", ""), ("D", "waits", "")]
        press(page, "4")
        assert letters(page)[:2] == [("A", "counted", ""), ("B", "now", "")], "no tally while the question is open"
        press(page, "1312")
        assert note(page) == "Enter: the others are D. 0: they did not answer."
        press(page, "↵")
        assert (note(page), [state for _, state, _ in letters(page)]) == ("", ["counted"] * 4)
        assert not page.last.closed
        press(page, "↵")
        counts = {"A": 14, "B": 13, "C": 12, "D": 16}
        assert page.stage.content.tally == Tally("q5", "hands", counts)
        assert (page.last.counts, page.asked, bar(page).letters) == (counts, [], ())


def test_the_bar_holds_no_name_and_no_count_while_a_question_is_open(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        names = names_of(page)
        press(page, "→")
        for key in "141312":
            press(page, key)
            numbers = {word for word in said(page, "clock", "timer") if word.isdigit()}
            assert numbers <= {"0", "1", key}, "the number that is typed, and keys to press"
            assert not said(page) & names
        assert [text for _, _, text in letters(page)] == ["", "", "", ""]


def test_by_eye_the_bar_holds_no_name_and_one_letter_with_its_word_until_the_question_is_closed(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        names = names_of(page)
        press(page, "→m")
        assert letters(page) == [(letter, "waits", "") for letter in "ABCD"]
        for key, noted in (("2", ("B", "most")), ("1", ("A", "some")), ("4", ("D", "some"))):
            press(page, key)
            assert [(letter, words) for letter, _, words in letters(page) if words] == [noted]
            assert len(said(page, "note") & {"most", "some", "few"}) == 1
            assert not said(page) & names
        assert {state for letter, state, _ in letters(page) if letter != "D"} == {"counted"}
        press(page, "⌫")
        assert [(letter, words) for letter, _, words in letters(page) if words] == [("A", "some")]
        press(page, "→")
        assert letters(page) == [
            ("A", "told", "some"),
            ("B", "told", "most"),
            ("C", "told", "few"),
            ("D", "told", "few"),
        ]
        assert not said(page) & names
        page.presenter.toggle_frozen()
        assert letters(page) == [], "the class sees something else"
        page.presenter.toggle_frozen()
        assert len(letters(page)) == 4
        page.presenter.answers.change_way()
        assert {words for _, state, words in letters(page) if state == "now"} == set(), "nobody has picked one yet"
        press(page, "→→")
        assert letters(page) == []


def test_more_hands_than_people_are_doubted_on_the_bar_and_kept_by_a_second_enter(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→30305↵0↵")
        assert note(page) == "More hands than people: 10. Enter keeps the count, Backspace corrects it."
        assert (page.last.closed, page.asked) == (False, [])
        press(page, "⌫")
        assert note(page) != "", "the last number is counted again"
        press(page, "0↵")
        assert note(page).startswith("More hands than people: 10.")
        press(page, "↵")
        assert (page.last.closed, page.last.counts) == (True, {"A": 30, "B": 30, "C": 5, "D": 0})


def test_by_eye_three_keys_show_words_and_no_number(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→m")
        assert note(page) == "By eye: which answer has most hands? Press 1 to 4."
        press(page, "2")
        assert note(page) == "By eye: which answer has some hands? Press 1 to 4."
        press(page, "1")
        assert note(page) == ""
        press(page, "→")
        levels = {"A": "some", "B": "most", "C": "few", "D": "few"}
        assert (page.last.levels, sum(page.last.counts.values()), page.last.closed) == (levels, 0, True)
        tally = page.stage.content.tally
        assert tally is not None
        assert (dict(tally.levels), tally.answered) == (levels, 0)
        assert page.text("way_words") == "Noted by eye, without numbers."
        page.presenter.answers.change_way()
        assert page.part("hands").by_eye.checked
        press(page, "m14131↵↵↵")
        assert (page.last.levels, page.last.counts) == ({}, {"A": 14, "B": 13, "C": 1, "D": 27})


def test_a_clicker_counts_one_press_a_hand(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→+++>++>+>>")
        assert page.presenter.answers.count.numbers == {"A": 3, "B": 2, "C": 1, "D": 49}
        assert not page.presenter.press("hand"), "all are counted: the clicker goes on with the lesson"


def test_a_clicker_counts_all_hands_of_the_last_answer(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→+>+>+>+")
        assert note(page).endswith("A clicker: forward is a hand, back ends it.")
        press(page, "++>")
        assert (page.presenter.answers.count.numbers, page.last.closed) == ({"A": 1, "B": 1, "C": 1, "D": 3}, False)
        assert not page.presenter.press("hand")


def test_a_clicker_goes_on_with_a_count_that_was_typed(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→7")
        assert not page.presenter.press("hand")
        press(page, "→")
        doubt = "Not every answer was counted: 48 raised no hand. Enter keeps the count, Backspace corrects it."
        assert (page.last.closed, note(page)) == (False, doubt)
        press(page, "→")
        assert (page.last.closed, page.last.counts["A"]) == (True, 7)


def test_a_count_that_the_bar_asked_about_goes_on_at_the_desk(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→141312→")
        assert note(page).endswith("Enter keeps the count, Backspace corrects it.")
        page.projector.leave()
        assert page.presenter.press("enter"), "the desk offers the rest"
        assert page.presenter.answers.count.numbers == {"A": 14, "B": 13, "C": 12, "D": 16}
        page.presenter.go_on()
        assert (page.asked, page.last.closed) == ([], True)


def test_enter_keeps_a_count_that_was_asked_about_and_gives_the_rest_to_nobody(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        press(page, "→7")
        press(page, "→")
        assert "Enter keeps the count" in note(page)
        press(page, "↵")
        assert (page.last.closed, page.last.hands) == (True, {"A": 7})


def test_what_needs_the_desk_is_not_opened_behind_the_stage(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        page.presenter.answers.change_way()
        assert note(page) == "This is done on the desk: press Esc."
        press(page, "→↵")
        assert (page.asked, page.picture.open_asking, page.projector.over_desk) == ([], None, True)
        page.next()
        assert (page.projector.over_desk, len(page.asked)) == (False, 1), "its button leaves the stage first"
    with on_the_wall(tmp_path / "last", LAST) as page:
        press(page, "→")
        assert (page.opened, note(page), bar(page).next_key) == ([], "", "F10")
        page.next()
        assert (page.opened, page.projector.over_desk) == (["wrap_up"], False)


def test_enter_on_the_last_slide_leaves_the_wall_for_wrap_up(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, LAST) as page:
        press(page, "↵")
        assert (page.opened, page.projector.over_desk) == (["wrap_up"], False)


def test_a_question_is_closed_without_a_count_on_the_stage(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        assert not bar(page).aside.shown, "what is offered on the desk alone"
        press(page, "→")
        assert (text_of(bar(page).aside.text or "", "en"), bar(page).aside.shown) == ("Close without a count", True)
        press(page, "1")
        assert not bar(page).aside.shown, "something is counted"
        press(page, "⌫")
        page.presenter.step_aside()
        assert (page.last.closed, page.last.hands, page.last.levels) == (True, {}, {})
        assert page.picture.open_asking is None
        assert (page.projector.over_desk, bar(page).letters, bar(page).stays) == (True, (), False)


def test_an_activity_has_its_clock_on_the_bar(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, ACTIVITY) as page:
        assert (bar(page).timer.shown, text_of(bar(page).timer.text or "", "en")) == (True, "Start 9:00")
        assert text_of(bar(page).timer.text or "", "bn") == "শুরু করুন ৯:০০"
        press(page, "→")
        assert not bar(page).timer.shown


def test_forms_go_from_question_to_question_on_the_stage(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, PRE) as page:
        press(page, "→")
        for _ in range(3):
            assert page.stage.content.question is not None
            press(page, "141312↵↵")
        assert page.stage.content.question is None
        assert [sum(each.counts.values()) for each in page.picture.askings] == [55] * 3


def test_black_says_how_to_come_back_and_the_clock_goes_on(tmp_path: Path) -> None:
    with on_the_wall(tmp_path, QUESTION) as page:
        before = text_of(bar(page).clock.text or "", "en")
        page.wait(1000)
        assert text_of(bar(page).clock.text or "", "en") != before
        page.presenter.do("black")
        page.presenter.refresh()
        assert (note(page), bar(page).black.checked) == ("Black. B shows the slide again.", True)
