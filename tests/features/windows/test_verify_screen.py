"""The Verify page, by mouse, keyboard, clipboard and dropped files alone: what people hold, and what it is worth.

A granted desk's certificates come as a photograph, a PDF, codes and serials; a forger changes a letter of each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFilter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bsuh_desktop.presenters.verify.proof_words import page_to_see
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import verified
from tests.helpers.access import name_of, out_of_reach
from tests.helpers.certificates import code_texts, embedded_in
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, named, pick, press_words, settle, tab_to, type_in, until, until_focused
from tests.helpers.list_pages import asked, on_page, told
from tests.helpers.papers import picture_of
from tests.helpers.slot_work import counting_work
from tests.helpers.verified import drop, serials_in, stick_of, with_papers
from tests.helpers.visit import Visit, visiting

GENUINE = "This certificate is genuine, nothing was changed."
NAME = "শ্রেয়া দাস"
SIGNED = f"{NAME} · Taps, Traps and Taka · 3\N{NO-BREAK SPACE}August\N{NO-BREAK SPACE}2026"
COMPARED = "The codes are genuine, and you compared the paper: name, module and date are the same."

pytestmark = pytest.mark.usefixtures("windows")


def photograph(pdf: Path) -> Path:
    """The first page as a phone takes it: turned a little, and not quite sharp."""
    page = picture_of(pdf.read_bytes(), dots=150)
    turned = page.rotate(4, expand=True, fillcolor=200).filter(ImageFilter.GaussianBlur(0.8))
    path = pdf.with_name("photo.jpg")
    turned.convert("L").save(path, quality=85)
    return path


def seen(visit: Visit) -> tuple[str, str]:
    """The shape's word and the sentence."""
    return name_of(visit.see("verdict_shape")), read(visit, "verdict_sentence")


def states_of_rings(visit: Visit) -> list[str]:
    return [str(light.property("state")) for light in visit.see("chain").findChildren(Light) if light.isVisible()]


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    settle()


def open_page(visit: Visit) -> Path:
    """The folder with the papers; nobody else looks on."""
    visit.unlock()
    visit.in_private()
    visit.press("rail_verify")
    return stick_of(visit.bridge.profile)


def a_photograph_is_chosen(visit: Visit, stick: Path) -> None:
    photo = photograph(stick / verified.GOOD)
    key(visit.window, "Ctrl+O")
    pick(photo)
    visit.quiet()
    assert seen(visit) == ("Compare the paper", SIGNED)
    assert read(visit, "paper_question") == "Is that what the paper says?"
    assert states_of_rings(visit) == ["ok"] * 4
    (serial,) = serials_in(stick / verified.GOOD)
    assert f"Serial number\n{serial}" in read(visit, "facts")
    until(lambda: shows(visit, "document_picture"), "its picture stands beside it")
    key(visit.window, "Return")
    assert seen(visit)[0] == "Compare the paper", "a second Enter neither answers it nor puts it away"
    visit.press("paper_same")
    assert seen(visit) == ("Good", COMPARED)
    assert read(visit, "verdict_about") == f"{NAME}, 3 August 2026"


def another_name_is_found_out(visit: Visit, stick: Path) -> None:
    visit.press("check_another")
    assert NAME not in _everything(visit), "what was checked before is forgotten"
    drop(visit.see("drop_zone"), stick / verified.ALTERED)
    visit.quiet()
    assert seen(visit) == ("Changed", "Page 1: what is printed and what was signed do not match.")
    assert states_of_rings(visit) == ["ok", "ok", "ok", "stop"]


def codes_are_pasted(visit: Visit, stick: Path) -> None:
    first, second = code_texts(embedded_in(stick / verified.GOOD), 1)
    copy(f"{first}\n{second}\n")
    visit.press("check_another", "typed")
    key(visit.see("typed"), "Ctrl+V")
    visit.quiet()
    assert seen(visit) == ("Compare the paper", SIGNED)
    place = len(first) - 40
    changed = first[:place] + str((int(first[place]) + 1) % 10) + first[place + 1 :]
    copy(f"{changed} {second}")
    key(visit.window, "Ctrl+V")
    visit.quiet()
    assert seen(visit)[0] == "Changed"


def codes_come_from_a_scanner(visit: Visit, stick: Path) -> None:
    """It types one code after the other, wherever the keys are; only at the end of each it presses Enter. One that
    is in a hurry gives many letters at a time."""
    first, second = code_texts(embedded_in(stick / verified.CLASS), 1)
    visit.press("check_another")
    for code, singly in ((first, 100), (second, 1)):
        key(visit.window, code[0])
        type_in(visit.see("typed"), code[1:singly])
        type_in(visit.see("typed"), code[singly:], at_once=True)
        key(visit.window, "Return")
        visit.quiet()
    assert seen(visit)[0] == "Compare the paper", "the Enter behind the second code answers nothing"
    assert shows(visit, "paper_same")


def by_keyboard_alone(visit: Visit) -> None:
    """Beside the codes of one certificate those of another are pasted."""
    copy("\n".join(codes_of(stick_of(visit.bridge.profile))))
    key(visit.window, "Ctrl+V")
    visit.quiet()
    until_focused(visit.see("verdict"))
    assert out_of_reach(visit.window) == []
    visit.see("verdict").setFocus()
    tab_to(visit.window, "paper_same")
    key(visit.window, "Space")
    visit.quiet()
    assert read(visit, "paper_question") == "Certificate 2 of 2: Is that what the paper says?"
    until_focused(visit.see("verdict"), "the keys do not stay where the next question would be answered")


def codes_of(stick: Path) -> list[str]:
    """Two certificates of three."""
    embedded = embedded_in(stick / verified.CLASS)
    return [*code_texts(embedded, 1)[:1], *code_texts(embedded, 3)]


def a_double_click_answers_once(visit: Visit) -> None:
    visit.press("take_back", "paper_same")
    double_click(visit.see("paper_same"))
    assert read(visit, "paper_question").startswith("Certificate 2 of 2:")


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


def the_language_is_another_one(visit: Visit) -> None:
    visit.press("paper_same", "language_bn")
    assert seen(visit)[0] == "ঠিক আছে"
    assert read(visit, "chain_title") == "কোডগুলো কেন বিশ্বাস করা যায়"
    assert "সনদ" in read(visit, "facts")
    assert read(visit, "take_back") == "আবার উত্তর দিন"
    assert visit.window.page.form.items.rows()[0].cells[0].text.startswith("পাতা ১")
    visit.press("language_en")
    assert seen(visit)[0] == "Good"


def a_serial_is_typed(visit: Visit, stick: Path) -> None:
    serial = serials_in(stick / verified.CLASS)[0]
    slip = serial[:-1] + ("0" if serial[-1] != "0" else "1")
    visit.press("check_another")
    visit.write("typed", slip.lower())
    assert read(visit, "typed_text").startswith("A character of this serial is wrong")
    assert not visit.see("check_typed").isEnabled()
    key(visit.see("typed"), "Return")
    visit.quiet()
    assert not shows(visit, "verdict"), "it waits to be put right"
    key(visit.see("typed"), "Backspace")
    assert not shows(visit, "typed_text")
    type_in(visit.see("typed"), serial[-1])
    visit.press("check_typed")
    assert seen(visit)[0] == "As written here"


def several_are_dropped(visit: Visit, stick: Path) -> None:
    names = (verified.PRACTICE, verified.KEY_LIST, verified.CLASS, verified.ALTERED, verified.WAITING)
    drop(visit.see("verdict"), *(stick / name for name in names))
    visit.quiet()
    rows = visit.window.page.form.several.rows()
    assert [row.cells[0].text for row in rows] == [names[place] for place in (3, 2, 4, 0, 1)]
    press_words(visit.see("several"), verified.PRACTICE)
    visit.quiet()
    assert seen(visit)[0] == "Practice"
    press_words(visit.see("several"), verified.CLASS)
    visit.quiet()
    assert seen(visit)[0] == "Revoked"
    items = visit.window.page.form.items.rows()
    assert [row.cells[0].light for row in items] == ["stop", "ok", "ok"]
    proofs = verify([str(stick / verified.CLASS)], asked(visit, known_to))
    assert [page_to_see(proof) for proof in proofs] == [2], "its serial was taken back"


def a_newer_list_is_taken_in(visit: Visit) -> None:
    assert list_version(visit) == 1, "it is not taken in by itself"
    press_words(visit.see("several"), verified.KEY_LIST)
    visit.quiet()
    visit.press("take_in")
    assert read(visit, "news_bar") == "The key list is loaded."
    assert list_version(visit) == 2


def list_version(visit: Visit) -> int:
    def newest(desk: Desk) -> int:
        (kept,) = desk.store.known.key_lists()
        return kept.version

    return asked(visit, newest)


def the_class_looks_on(visit: Visit, stick: Path) -> None:
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(stick / verified.GOOD))])
    QGuiApplication.clipboard().setMimeData(copied)
    settle()
    key(visit.window, "Ctrl+V")
    visit.quiet()
    assert NAME in _everything(visit)
    visit.bridge.projector.set_shows_this_screen(None)
    visit.quiet()
    assert seen(visit) == ("Good", GENUINE)
    assert read(visit, "verdict_about") == serials_in(stick / verified.GOOD)[0]
    assert not shows(visit, "document_picture")
    assert NAME not in _everything(visit)
    visit.press("nobody_sees")
    assert NAME in _everything(visit)


def what_is_left_is_forgotten(visit: Visit, stick: Path) -> None:
    page = visit.window.page
    drop(visit.see("verdict"), stick / verified.CLASS)
    named(visit.window, "rail_home").click()  # type: ignore[attr-defined]  # before the answer comes
    on_page(visit, "home")
    assert told(visit) == ""
    assert NAME not in _texts(page)
    visit.press("rail_verify")
    assert shows(visit, "asking")
    assert not shows(visit, "shown")


def _everything(visit: Visit) -> str:
    return _texts(visit.window.page)


def _texts(page: object) -> str:
    """All that stands on the page, seen or hidden."""
    form = page.form  # type: ignore[attr-defined]  # a screen
    words = [label.text() for label in page.findChildren(QLabel)]  # type: ignore[attr-defined]  # a screen
    cells = [
        cell.accessible_text() for table in (form.several, form.items) for row in table.rows() for cell in row.cells
    ]
    return "\n".join([*words, *cells, form.verdict.accessibleName(), form.typed.text()])


def test_what_people_hold_is_judged_and_forgotten(tmp_path: Path) -> None:
    with visiting(tmp_path, with_papers) as visit, counting_work() as counted:
        stick = open_page(visit)
        a_photograph_is_chosen(visit, stick)
        another_name_is_found_out(visit, stick)
        codes_are_pasted(visit, stick)
        codes_come_from_a_scanner(visit, stick)
        by_keyboard_alone(visit)
        a_double_click_answers_once(visit)
        the_language_is_another_one(visit)
        a_serial_is_typed(visit, stick)
        several_are_dropped(visit, stick)
        a_newer_list_is_taken_in(visit)
        the_class_looks_on(visit, stick)
        what_is_left_is_forgotten(visit, stick)
    assert counted.too_much == []
