"""What strangers write into their files reaches no terminal as an order, and turns no sentence round."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attacks.world import World
from tests.helpers.command import bsuh

ORDERS = "\x1b[2J\x9b1mGood\r\n✓ all is good\u202edoog"


@pytest.mark.parametrize("words", [("verify",), ("programme", "show")], ids=" ".join)
def test_a_stranger_s_programme_gives_the_terminal_no_orders(words: tuple[str], world: World, tmp_path: Path) -> None:
    names = LocalText(ORDERS, ORDERS)
    (path := tmp_path / "programme.json").write_bytes(
        sign_programme(world.programme(root_key=world.foreign.public, names=names), world.foreign)
    )
    for lang in ("bn", "en"):
        said = bsuh(*words, path, "--lang", lang).out
        assert "all is good" in said
        assert not set(said) & set("\x1b\x9b\r\u202e")
        assert not any(line.startswith("✓ all is good") for line in said.splitlines())


def test_what_is_said_keeps_its_letters() -> None:
    name = "র‍্যাচেল  মো. ইসলাম"
    assert shown(name) == name
    assert say(Message("{name}", name=LocalText(ORDERS, ORDERS)), "en") == shown(ORDERS)
    assert shown("a\u2028b\x00c\u2067d") == "a b cd"
