"""Codes on a paper that somebody holds: the Verify page asks whether the paper says what was signed, and is neutral
until a person has answered. A forger's sheet bears the codes of another certificate."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.qt.verify.verdict_card import VerdictShape
from tests.helpers import verified
from tests.helpers.access import name_of, out_of_reach
from tests.helpers.certificates import code_texts, embedded_in
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, press_words, settle, tab_to, until_focused
from tests.helpers.papers import picture_of
from tests.helpers.verified import drop, serials_in, stick_of, with_papers
from tests.helpers.visit import Visit, visiting

QUESTION = "Is that what the paper says?"
NOT_THIS = "These codes were made for another paper."
SIGNED = "শ্রেয়া দাস · Taps, Traps and Taka · 3\N{NO-BREAK SPACE}August\N{NO-BREAK SPACE}2026"
PRACTICE = "The codes are as they were signed. It is PRACTICE and never counts."

pytestmark = pytest.mark.usefixtures("windows")


def state(visit: Visit) -> str:
    """The shape's colour and form."""
    shape = visit.see("verdict_shape")
    assert isinstance(shape, VerdictShape)
    return shape.state


def head(visit: Visit) -> tuple[str, str, str]:
    """State, word and large line of the verdict's card."""
    return state(visit), name_of(visit.see("verdict_shape")), read(visit, "verdict_sentence")


def rows(visit: Visit, table: str) -> list[tuple[str, str]]:
    """Light and second line of each row of a list on the page."""
    told = getattr(visit.window.page.form, table).rows()
    return [(row.cells[0].light, row.cells[0].second) for row in told]


def paste(visit: Visit, *codes: str) -> None:
    QGuiApplication.clipboard().setText("\n".join(codes))
    settle()
    key(visit.window, "Ctrl+V")
    visit.quiet()


def photograph(pdf: Path) -> Path:
    """The first page of a PDF as a picture."""
    path = pdf.with_suffix(".png")
    picture_of(pdf.read_bytes()).save(path)
    return path


def open_page(visit: Visit) -> Path:
    visit.unlock()
    visit.in_private()
    visit.press("rail_verify")
    return stick_of(visit.bridge.profile)


def the_paper_differs_and_that_was_a_slip(visit: Visit, stick: Path) -> None:
    drop(visit.see("verify"), photograph(stick / verified.GOOD))
    visit.quiet()
    assert head(visit) == ("unused", "Compare the paper", SIGNED)
    assert name_of(visit.see("verdict")) == f"Compare the paper. {SIGNED}. {QUESTION}"
    assert read(visit, "chain_title") == "Why the codes can be trusted"
    visit.press("paper_differs")
    assert head(visit) == ("stop", "Another paper", NOT_THIS)
    assert read(visit, "verdict_about") == "Codes can be copied. Ask for the original."
    assert not shows(visit, "paper_question")
    visit.press("take_back")
    assert head(visit) == ("unused", "Compare the paper", SIGNED)
    visit.press("paper_same")
    assert (state(visit), shows(visit, "paper_same")) == ("ok", False)


def by_keyboard_alone(visit: Visit, stick: Path) -> None:
    paste(visit, *code_texts(embedded_in(stick / verified.GOOD), 1))
    until_focused(visit.see("verdict"))
    assert out_of_reach(visit.window) == []
    visit.see("verdict").setFocus()
    tab_to(visit.window, "paper_same")
    key(visit.window, "Space")
    visit.quiet()
    assert state(visit) == "ok"
    until_focused(visit.see("verdict"), "the keys do not stay where the next question would be answered")


def the_same_codes_once_more_are_asked_anew(visit: Visit, stick: Path) -> None:
    paste(visit, *code_texts(embedded_in(stick / verified.GOOD), 1))
    assert state(visit) == "unused"


def several_are_asked_one_by_one(visit: Visit, stick: Path) -> None:
    embedded = embedded_in(stick / verified.CLASS)
    first, second = code_texts(embedded, 1)
    third, _ = code_texts(embedded, 3)
    paste(visit, first, third, second)
    assert read(visit, "paper_question") == f"Certificate 1 of 2: {QUESTION}"
    before = read(visit, "verdict_sentence")
    visit.press("paper_same")
    assert read(visit, "paper_question") == f"Certificate 2 of 2: {QUESTION}"
    assert read(visit, "verdict_sentence") != before
    assert state(visit) == "unused", "one of them is still to be compared"
    assert [light for light, _ in rows(visit, "items")] == ["ok", "unused"]
    visit.press("paper_same")
    told = "The codes are genuine, and you compared every paper: 2."
    assert head(visit) == ("ok", "Good", told)
    visit.press("take_back", "paper_differs")
    told = "Papers that do not match their codes: 1."
    assert head(visit) == ("stop", "Another paper", told)
    assert rows(visit, "items") == [("ok", "You compared the paper: it says the same."), ("stop", NOT_THIS)]


def one_of_several_differs_and_the_next_is_still_asked(visit: Visit, stick: Path) -> None:
    embedded = embedded_in(stick / verified.CLASS)
    paste(visit, *code_texts(embedded, 1)[:1], *code_texts(embedded, 3))
    visit.press("paper_differs")
    assert state(visit) == "stop"
    name = embedded.credentials[2].name
    assert read(visit, "paper_question").startswith(f"{name} · ")
    assert read(visit, "paper_question").endswith(f"Certificate 2 of 2: {QUESTION}")


def what_is_wrong_stays_the_headline(visit: Visit, stick: Path) -> None:
    """The serial of the second of three was taken back."""
    embedded = embedded_in(stick / verified.CLASS)
    paste(visit, *(code_texts(embedded, number)[0] for number in (1, 2, 3)), code_texts(embedded, 1)[1])
    assert head(visit)[:2] == ("stop", "Revoked")
    assert read(visit, "verdict_sentence").startswith("Certificates not in order: 1 of 3.")
    assert read(visit, "paper_question").endswith(f"Certificate 1 of 2: {QUESTION}")
    visit.press("paper_same", "paper_same")
    assert head(visit)[:2] == ("stop", "Revoked")
    assert sorted(light for light, _ in rows(visit, "items")) == ["ok", "ok", "stop"]
    visit.press("take_back", "paper_differs")
    assert head(visit)[:2] == ("stop", "Revoked")
    assert read(visit, "verdict_about").startswith("Papers that do not match their codes: 1.")
    assert sorted(light for light, _ in rows(visit, "items")) == ["ok", "stop", "stop"]


def a_double_click_answers_once(visit: Visit, stick: Path) -> None:
    embedded = embedded_in(stick / verified.CLASS)
    paste(visit, *code_texts(embedded, 1)[:1], *code_texts(embedded, 3))
    visit.press("paper_same")
    double_click(visit.see("paper_same"))
    assert read(visit, "paper_question") == f"Certificate 2 of 2: {QUESTION}"


def double_click(button: QWidget) -> None:
    """The second half of a double click: press and release."""
    middle = QPointF(button.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    kinds = ((QMouseEvent.Type.MouseButtonDblClick, left), (QMouseEvent.Type.MouseButtonRelease, none))
    for kind, held in kinds:
        at = QPointF(button.mapToGlobal(middle))
        QApplication.sendEvent(button, QMouseEvent(kind, middle, at, left, held, plain))
    settle()


def practice_keeps_its_doubt(visit: Visit, stick: Path) -> None:
    drop(visit.see("verify"), photograph(stick / verified.PRACTICE))
    visit.quiet()
    assert head(visit)[:2] == ("look", "Practice")
    assert read(visit, "verdict_about") == PRACTICE
    assert read(visit, "paper_question") == QUESTION
    visit.press("paper_same")
    assert head(visit) == ("look", "Practice", f"{PRACTICE} You compared the paper: it says the same.")
    visit.press("take_back", "paper_differs")
    assert head(visit) == ("stop", "Another paper", NOT_THIS)


def among_several_files_it_is_neutral_in_the_list(visit: Visit, stick: Path) -> None:
    files = [stick / verified.GOOD, photograph(stick / verified.GOOD)]
    drop(visit.see("verify"), *files)
    visit.quiet()
    assert rows(visit, "several") == [("ok", "Good"), ("unused", "Compare the paper")]
    press_words(visit.see("several"), files[1].name)
    visit.quiet()
    visit.press("paper_differs")
    assert rows(visit, "several") == [("ok", "Good"), ("stop", "Another paper")]
    press_words(visit.see("several"), files[0].name)
    visit.quiet()
    assert head(visit) == ("ok", "Good", "This certificate is genuine, nothing was changed."), (
        "of a PDF nothing is asked"
    )
    assert not shows(visit, "paper_question")
    press_words(visit.see("several"), files[1].name)
    visit.quiet()
    assert head(visit) == ("stop", "Another paper", NOT_THIS)


def where_the_class_may_look_on_it_asks_to_turn_the_screen(visit: Visit, stick: Path) -> None:
    visit.bridge.projector.set_shows_this_screen(None)
    drop(visit.see("verify"), photograph(stick / verified.GOOD))
    visit.quiet()
    assert state(visit) == "unused"
    assert read(visit, "verdict_about") == serials_in(stick / verified.GOOD)[0]
    assert read(visit, "paper_question").startswith("Turn this screen away from others")
    assert not shows(visit, "paper_same")
    assert "শ্রেয়া" not in read(visit, "body") + name_of(visit.see("verdict"))
    visit.press("nobody_sees")
    assert head(visit) == ("unused", "Compare the paper", SIGNED)
    visit.press("paper_same")
    visit.bridge.projector.set_shows_this_screen(True)
    visit.quiet()
    assert state(visit) == "ok"
    assert "শ্রেয়া" not in read(visit, "body") + name_of(visit.see("verdict"))
    assert not shows(visit, "take_back")


def a_serial_alone_gets_no_tick(visit: Visit, stick: Path) -> None:
    visit.in_private()
    paste(visit, serials_in(stick / verified.GOOD)[0])
    assert head(visit)[:2] == ("unused", "As written here")
    assert not shows(visit, "paper_question")


def test_codes_are_asked_about_until_a_person_compared_the_paper(tmp_path: Path) -> None:
    with visiting(tmp_path, with_papers) as visit:
        stick = open_page(visit)
        the_paper_differs_and_that_was_a_slip(visit, stick)
        by_keyboard_alone(visit, stick)
        the_same_codes_once_more_are_asked_anew(visit, stick)
        several_are_asked_one_by_one(visit, stick)
        one_of_several_differs_and_the_next_is_still_asked(visit, stick)
        what_is_wrong_stays_the_headline(visit, stick)
        a_double_click_answers_once(visit, stick)
        practice_keeps_its_doubt(visit, stick)
        among_several_files_it_is_neutral_in_the_list(visit, stick)
        where_the_class_may_look_on_it_asks_to_turn_the_screen(visit, stick)
        a_serial_alone_gets_no_tick(visit, stick)
