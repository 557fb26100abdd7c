"""The web verifier as a parent uses it: on a phone, by camera, picture, file and text, in Bangla and in English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.exchange.receipt import sign_receipt
from bsuh_desktop.services.programme.make_programme import verifier_of
from tests.features.verifier.conftest import VERIFIER, Stick
from tests.helpers.chromium import Page, chromium_path
from tests.helpers.desks import practice_desk
from tests.helpers.verifier.cards import CARDS, FOREIGN, GOOD, LAPTOP, PHONE, check_room, seen, trust, wait_for_cards
from tests.helpers.verifier.office import Office
from tests.helpers.verifier.pictures import NAME


def test_a_photograph_on_a_phone_and_the_programme_file(page: Page, stick: Stick) -> None:
    page.size(*PHONE)
    page.choose("#files", stick.picture("jpeg"))
    wait_for_cards(page, FOREIGN)
    assert "কর্মসূচি-ফাইল" in seen(page, ".card")
    assert page.value("document.querySelector('.card').className") == "card unused", "nobody has called it bad"
    page.choose("#files", stick.programme)
    wait_for_cards(page, ["programme", "unknown_signer"], FOREIGN)
    digits = stick.office.key("root").key_id.hex().upper()
    assert " ".join(re.findall("....", digits)) in seen(page, "#trust")
    # It goes by the name of the practice programme, and has another key.
    assert "তার চাবি আলাদা" in seen(page, "#trust")
    check_room(page)
    page.press("#trust_yes")
    wait_for_cards(page, ["programme", "good"], GOOD)
    assert NAME in seen(page, "#results")
    check_room(page)
    page.press("#en")
    assert "14 July 2026" in seen(page)
    check_room(page)
    kept = page.value("JSON.stringify(localStorage)")
    assert NAME not in kept
    # The next time the programme is known, and of this device's certificates one code is enough.
    page.open(VERIFIER.as_uri())
    page.type("#text", stick.office.codes(stick.office.credential("Md. Rakib")).split()[0])
    page.press("#check")
    wait_for_cards(page, GOOD)


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_other_pictures_and_what_is_none(page: Page, stick: Stick, kind: str) -> None:
    trust(page, stick.programme)
    page.choose("#files", stick.picture(kind), stick.pdf, stick.broken)
    unread = ["certificate", "unreadable"]
    wait_for_cards(page, unread, unread, GOOD, ["programme", "good"])
    assert "ছবি" in seen(page, ".card:nth-child(2)")
    for size in (PHONE, LAPTOP):
        page.size(*size)
        check_room(page)


def test_the_camera(page: Page, stick: Stick) -> None:
    trust(page, stick.programme)
    page.press("#camera")
    page.until(f"{CARDS}[0][0] === 'certificate'")
    wait_for_cards(page, GOOD, ["programme", "good"])
    page.until("document.getElementById('viewfinder').hidden")
    assert page.value("document.getElementById('video').srcObject") is None


def test_codes_one_after_the_other_and_from_the_address(page: Page, stick: Stick) -> None:
    trust(page, stick.programme)
    first, second = stick.office.codes(stick.office.credential()).split()
    page.value(f"location.hash = {json.dumps(first.split('#')[1])}")
    wait_for_cards(page, ["certificate", "unknown_signer"], ["programme", "good"])
    assert page.value("location.hash") == ""
    page.type("#text", second)
    page.press("#check")
    wait_for_cards(page, GOOD, ["programme", "good"])


def test_a_newer_key_list_is_taken_and_none_older(page: Page, stick: Stick, tmp_path: Path) -> None:
    office = stick.office
    trust(page, stick.programme)
    page.type("#text", office.codes(office.credential(counter=21)))
    page.press("#check")
    wait_for_cards(page, GOOD, ["programme", "good"])
    newer = tmp_path / "newer.json"
    newer.write_bytes(office.signed_list(office.coordinators_list(version=2, revoked=(office.revoked(counter=20),))))
    page.choose("#files", newer)
    listed = ["programme", "good"]
    wait_for_cards(page, listed, ["certificate", "revoked"], listed)
    page.choose("#files", stick.key_list)
    wait_for_cards(page, ["programme", "older_than_known"], listed, ["certificate", "revoked"], listed)
    page.press("#forget")
    wait_for_cards(page)
    assert page.value("localStorage.length") == 0


def test_a_receipt_is_pasted_and_serials_are_typed(page: Page, stick: Stick) -> None:
    trust(page, stick.programme)
    page.type("#text", sign_receipt(stick.office.receipt(), stick.office.key("coordinator")).decode())
    page.press("#check")
    wait_for_cards(page, ["receipt", "good"], ["programme", "good"])
    page.type("#text", "044J0 000MS\n044J0-000MT")
    page.press("#check")
    page.until(f"{CARDS}.length === 4")
    assert page.value(CARDS)[:2] == [["certificate", "unreadable"], ["certificate", "unknown_signer"]]
    page.press("#check")
    assert "কিছু লেখা হয়নি" in seen(page, "#told")


def test_a_page_that_was_made_for_a_programme_knows_it(page: Page, stick: Stick, tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    made = verifier_of(desk, stick.office.programme)
    desk.close()
    assert made
    own = tmp_path / "verify.html"
    own.write_bytes(made)
    page.open(own.as_uri())
    page.type("#text", stick.office.codes(stick.office.credential()))
    page.press("#check")
    wait_for_cards(page, GOOD)
    page.press("#en")
    page.choose("#files", stick.programme)
    wait_for_cards(page, ["programme", "good"], GOOD)


def test_no_twin_of_its_programme_comes_from_what_is_kept(page: Page, stick: Stick, tmp_path: Path) -> None:
    """On a disk every page can write what another one has kept; and a twin's name may differ where nobody looks."""
    desk = practice_desk(tmp_path)
    made = verifier_of(desk, stick.office.programme)
    desk.close()
    twin = Office("twin")
    named = LocalText("", f" {stick.office.programme.names.en.upper()}. ")
    loaded, brought = tmp_path / "twin.json", tmp_path / "verify.html"
    loaded.write_bytes(twin.file(names=named, id="another"))
    brought.write_bytes(made or b"")
    page.open(brought.as_uri())
    page.choose("#files", loaded)
    page.until("!document.getElementById('trust').hidden")
    assert "তার চাবি আলাদা" in seen(page, "#trust")
    page.press("#trust_yes")
    page.type("#text", twin.codes(twin.credential()))
    page.press("#check")
    wait_for_cards(page, GOOD, ["programme", "good"])
    page.press("#en")
    assert "its root key was trusted in this browser" in seen(page, "#results")
    page.open(brought.as_uri())
    for office, card in ((twin, FOREIGN), (stick.office, GOOD)):
        page.type("#text", office.codes(office.credential()))
        page.press("#check")
        page.until(f"JSON.stringify({CARDS}[0] ?? 0) === {json.dumps(json.dumps(card, separators=(',', ':')))}")
    page.press("#en")
    assert "its root key is in this page" in seen(page, "#results")


def test_the_page_may_ask_nobody_for_anything(page: Page) -> None:
    tried = """(() => {
      window.found = [];
      addEventListener("securitypolicyviolation", (event) => window.found.push(event.effectiveDirective));
      fetch("data:,x").catch(() => 0);
      document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" }));
      document.body.append(Object.assign(document.createElement("iframe"), { src: "data:text/html,x" }));
      document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
      const form = "<form id=f action='https://example.org'></form><b onclick='1'></b>";
      document.body.insertAdjacentHTML("beforeend", form);
      document.getElementById("f").submit();
    })()"""
    stopped = ["connect-src", "form-action", "frame-src", "img-src", "script-src-attr", "script-src-elem"]
    page.value(tried)
    page.until(f"window.found.length >= {len(stopped)}")
    assert page.value("window.found.sort()") == stopped
    assert page.value("window.ran === undefined")
    # The browser says what it stopped.
    page.complaints.clear()
    page.requests.clear()


def test_a_missing_chromium_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AssertionError, match="installer/check"):
        chromium_path()
