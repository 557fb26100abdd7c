"""What a person sees of the web verifier: its cards, its words, and whether there is room for them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.chromium import Page

PHONE, LAPTOP = (360, 740), (1366, 768)
CARDS = "[...document.querySelectorAll('.card')].map((card) => [card.dataset.kind, card.dataset.verdict])"
GOOD = ["certificate", "good"]
FOREIGN = ["certificate", "unknown_signer"]


def wait_for_cards(page: Page, *cards: list[str]) -> None:
    """Waits until just these cards are shown, the newest first."""
    page.until(f"JSON.stringify({CARDS}) === {json.dumps(json.dumps(cards, separators=(',', ':')))}")


def seen(page: Page, selector: str = "body") -> str:
    """The words that a person sees."""
    return str(page.value(f"document.querySelector({json.dumps(selector)}).innerText"))


def trust(page: Page, programme: Path) -> None:
    """Loads the programme file, compares the print, and trusts it."""
    page.choose("#files", programme)
    page.until("!document.getElementById('trust').hidden")
    page.press("#trust_yes")
    page.until("document.getElementById('trust').hidden")


def check_room(page: Page) -> None:
    """Nothing is wider than the page or the box that holds it, and whatever is pressed is large enough for a finger."""
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    everything = "[...document.querySelectorAll('body *:not(#files)')]"
    wide = f"{everything}.filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)"
    assert page.value(f"{wide}.map((one) => one.outerHTML.slice(0, 90))") == []
    buttons = "[...document.querySelectorAll('button, .button, textarea')].filter((one) => one.offsetHeight)"
    assert min(page.value(f"{buttons}.map((one) => Math.min(one.offsetHeight, one.offsetWidth))")) >= 44
