"""Codes on a paper that somebody holds: the web verifier asks whether the paper says what was signed, and is
neutral until a person has answered. A forger's sheet bears the codes of another certificate."""

from __future__ import annotations

import json

import pytest

from tests.features.verifier.conftest import VERIFIER, Stick
from tests.helpers.chromium import Page
from tests.helpers.verifier import cases
from tests.helpers.verifier.cards import GOOD, LAPTOP, PHONE, check_room, seen, trust, wait_for_cards
from tests.helpers.verifier.cases import Told
from tests.helpers.verifier.office import Office
from tests.helpers.verifier.pictures import NAME

QUESTION = "Is that what the paper says?"
NOT_THIS = "These codes were made for another paper."
COMPARED = "The codes are genuine, and you compared the paper: name, module and date are the same."
OTHER = "Md. Rakib"
PROGRAMME = ["programme", "good"]


def signed(name: str) -> str:
    return f"{name} · module with the id before-you-forward · 14\N{NO-BREAK SPACE}July\N{NO-BREAK SPACE}2026"


def look(page: Page, place: int = 1) -> str:
    """The mark of a card, from the top."""
    name = page.value(f"document.querySelector('.card:nth-child({place})').className")
    return str(name).removeprefix("card ")


def answer(page: Page, which: str, place: int = 1) -> None:
    page.press(f".card:nth-child({place}) [data-answer={which}]")


def asks(page: Page) -> str:
    """The question of the uppermost card; nothing where none is asked."""
    return str(page.value("document.querySelector('.card [role=group] p')?.innerText ?? ''"))


def focused(page: Page) -> str:
    """The words of what holds the keys."""
    return str(page.value("document.activeElement.innerText"))


def give(page: Page, *codes: str) -> None:
    page.type("#text", " ".join(codes))
    page.press("#check")
    page.until("!document.getElementById('text').value && document.querySelectorAll('.card').length")


@pytest.fixture
def trusting(page: Page, stick: Stick) -> Page:
    """The page in English, which trusts the programme."""
    trust(page, stick.programme)
    page.press("#en")
    return page


def pair(office: Office) -> tuple[str, str, str]:
    """The first codes of two learners, and the second code that both have."""
    one, second = office.codes(office.credential()).split()
    return one, office.text(office.credential(OTHER, 21)), second


def test_a_photograph_is_neutral_until_a_person_compared_it(trusting: Page, stick: Stick) -> None:
    page = trusting
    page.choose("#files", stick.picture("png"))
    wait_for_cards(page, GOOD, PROGRAMME)
    assert (look(page), seen(page, ".card h3"), asks(page)) == ("unused", signed(NAME), QUESTION)
    assert "Why the codes can be trusted" in seen(page, ".card")
    for language, size in (("bn", PHONE), ("en", PHONE), ("en", LAPTOP)):
        page.press(f"#{language}")
        page.size(*size)
        check_room(page)
    answer(page, "same_yes")
    assert (look(page), seen(page, ".card h3"), asks(page)) == ("ok", COMPARED, "")
    assert focused(page) == COMPARED
    page.press("#bn")
    assert look(page) == "ok"
    assert seen(page, ".card h3").startswith("কোড আসল, আর আপনি কাগজ মিলিয়ে দেখেছেন")
    assert "same" not in page.value("JSON.stringify(localStorage)")


def test_a_paper_that_differs_is_told_and_the_answer_can_be_taken_back(trusting: Page, stick: Stick) -> None:
    page = trusting
    give(page, stick.office.codes(stick.office.credential()))
    answer(page, "same_no")
    assert (look(page), seen(page, ".card h3")) == ("stop", NOT_THIS)
    assert seen(page, ".card .banner p") == "Codes can be copied. Ask for the original."
    for size in (PHONE, LAPTOP):
        page.size(*size)
        check_room(page)
    answer(page, "same_again")
    assert (look(page), asks(page)) == ("unused", QUESTION)
    # The same codes on another paper are another question.
    answer(page, "same_yes")
    give(page, stick.office.codes(stick.office.credential()))
    wait_for_cards(page, GOOD, PROGRAMME)
    assert (look(page), asks(page)) == ("unused", QUESTION)


def test_by_keyboard_and_for_a_screen_reader(trusting: Page, stick: Stick) -> None:
    page = trusting
    give(page, stick.office.codes(stick.office.credential()))
    name = "document.querySelector('.card [role=group]').getAttribute('aria-labelledby')"
    group = page.value(f"document.getElementById({name}).innerText")
    assert group == QUESTION
    page.value("document.getElementById('check').focus()")
    while focused(page) != "Yes, the same":
        press_key(page, "Tab", 9)
        assert page.value("document.activeElement !== document.body"), "Tab passes it by"
    press_key(page, "Enter", 13)
    assert (look(page), focused(page)) == ("ok", COMPARED)


def press_key(page: Page, key: str, code: int) -> None:
    text = {"text": "\r"} if key == "Enter" else {}
    page.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
    page.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)


def test_several_are_asked_one_by_one(trusting: Page, stick: Stick) -> None:
    page = trusting
    one, other, second = pair(stick.office)
    give(page, one, other, second)
    assert (look(page), seen(page, ".card h3")) == ("unused", signed(NAME))
    assert asks(page) == f"Certificate 1 of 2: {QUESTION}"
    double_click(page, ".card [data-answer=same_yes]")
    assert asks(page) == f"Certificate 2 of 2: {QUESTION}", "a double click answers once"
    assert (look(page), seen(page, ".card h3")) == ("unused", signed(OTHER))
    answer(page, "same_yes")
    assert (look(page), seen(page, ".card h3")) == ("ok", "The codes are genuine, and you compared every paper: 2.")
    answer(page, "same_again")
    answer(page, "same_no")
    assert (look(page), seen(page, ".card h3")) == (
        "stop",
        "Papers that do not match their codes: 1.",
    )
    told = page.value("[...document.querySelectorAll('.item > p')].map((one) => one.innerText)")
    assert told == ["You compared the paper: it says the same.", NOT_THIS]


def double_click(page: Page, selector: str) -> None:
    """Two quick clicks at one place: the second falls on whatever stands there by then."""
    page.press(selector)
    found = f"const box = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
    at = page.value(f"(() => {{ {found} return [box.x + box.width / 2, box.y + box.height / 2]; }})()")
    for kind in ("mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=2)


def test_what_is_wrong_stays_the_headline(trusting: Page, stick: Stick) -> None:
    page = trusting
    one, other, second = pair(stick.office)
    forged = stick.office.text(stick.office.credential("Somebody Else", 22, signer="stranger"))
    give(page, one, forged, other, second)
    wait_for_cards(page, ["certificate", "unknown_signer"], PROGRAMME)
    give(page, stick.office.text(changed(stick.office)), one, other, second)
    wait_for_cards(page, ["certificate", "altered"], ["certificate", "unknown_signer"], PROGRAMME)
    assert (look(page), seen(page, ".card h3")) == ("stop", "This certificate was changed.")
    assert asks(page) == f"{signed(NAME)}\nCertificate 1 of 2: {QUESTION}"
    answer(page, "same_yes")
    answer(page, "same_no")
    assert (look(page), seen(page, ".card h3")) == ("stop", "This certificate was changed.")
    assert "Papers that do not match their codes: 1." in seen(page, ".card .banner")


def changed(office: Office) -> bytes:
    """A first code with another name than was signed."""
    return office.credential("AAAA", 22).replace(b"AAAA", b"AAAB")


def test_an_answer_stays_with_its_certificate_when_more_is_known(page: Page, stick: Stick) -> None:
    """The second programme is trusted when a certificate of the first one has been compared already."""
    page.press("#en")
    (case, *_) = cases.practice(Told())
    practice = str(case.inputs[0])
    one, _, second = pair(stick.office)
    give(page, one, second, practice)
    answer(page, "same_yes")
    trust(page, stick.programme)
    wait_for_cards(page, PROGRAMME, ["certificate", "practice"])
    assert (look(page, 2), seen(page, ".card:nth-child(2) h3")) == ("look", signed(NAME))
    told = "Certificate 2 of 2:"
    assert told in seen(page, ".card:nth-child(2) .banner")


def test_practice_keeps_its_doubt(page: Page) -> None:
    page.press("#en")
    (case, *_) = cases.practice(Told())
    give(page, str(case.inputs[0]))
    assert look(page) == "look"
    assert "Practice: no real certificate." in seen(page, ".card .banner")
    answer(page, "same_yes")
    assert (look(page), seen(page, ".card h3")) == ("look", "Practice: no real certificate.")
    assert "You compared the paper: it says the same." in seen(page, ".card .banner")


def test_modules_without_a_title_are_told_by_id_or_number(trusting: Page, stick: Stick) -> None:
    page, office = trusting, stick.office
    for counter, module, words in (
        (30, 77, "id a-module-of-our-own"),
        (31, 500, "number 500"),
        (32, 5, "Taps, Traps and Taka"),
    ):
        give(page, office.codes(office.credential(counter=counter, module=module)))
        assert words in seen(page, ".card h3")


def test_a_certificate_without_a_name(trusting: Page, stick: Stick) -> None:
    page = trusting
    give(page, stick.office.codes(stick.office.credential("")))
    assert seen(page, ".card h3").startswith("no name was signed · ")
    answer(page, "same_yes")
    assert seen(page, ".card h3").endswith("module and date are the same.")
    assert "name" not in seen(page, ".card h3")


def test_the_camera_shown_another_paper_with_the_same_codes_asks_anew(trusting: Page) -> None:
    page = trusting
    for _ in range(2):
        page.press("#camera")
        page.until("document.getElementById('viewfinder').hidden && document.querySelectorAll('.card').length === 2")
        assert (look(page), asks(page)) == ("unused", QUESTION)
        answer(page, "same_yes")
        assert look(page) == "ok"


def test_programmes_hear_that_nothing_was_compared(page: Page, stick: Stick) -> None:
    given = json.dumps([stick.office.codes(stick.office.credential()), "{}"])
    assert page.value(f"window.bsuh.verify({given}).then((all) => all.map((one) => one.compared))") == [False, None]


def test_the_page_says_nowhere_that_nothing_was_changed() -> None:
    text = VERIFIER.read_text("utf-8")
    assert "nothing was changed" not in text
    assert "বদলানো হয়নি" not in text
