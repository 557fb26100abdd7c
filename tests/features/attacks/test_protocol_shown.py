"""What strangers write into their files reaches no terminal as an order, and turns no sentence round."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.services.classroom.class_picture import ListedName
from bsuh_desktop.services.hand_over.seal import attendance_facts, seal_class
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attacks.world import World
from tests.helpers.attendance import COORDINATOR_IDENTITY
from tests.helpers.attendance_files import open_file
from tests.helpers.command import bsuh
from tests.helpers.desks import a_class
from tests.helpers.papers import sheet
from tests.helpers.programmes import joined_desk

pytestmark = pytest.mark.sampled

ORDERS = "\x1b[2J\x9b1mGood\r\n✓ all is good\u202edoog"


@pytest.mark.parametrize("words", [("verify",), ("programme", "show")], ids=" ".join)
def test_a_stranger_s_programme_gives_the_terminal_no_orders(words: tuple[str], world: World, tmp_path: Path) -> None:
    names = LocalText(ORDERS, ORDERS)
    (path := tmp_path / "programme.json").write_bytes(
        sign_programme(world.programme(root_key=world.foreign.public, names=names), world.foreign)
    )
    said = bsuh(*words, path, "--lang", "en").out
    assert "all is good" in said
    assert not set(said) & set("\x1b\x9b\r\u202e")
    assert not any(line.startswith("✓ all is good") for line in said.splitlines())


def test_what_is_said_keeps_its_letters() -> None:
    name = "র‍্যাচেল  মো. ইসলাম"
    assert shown(name) == name
    assert say(Message("{name}", name=LocalText(ORDERS, ORDERS)), "en") == shown(ORDERS)
    assert shown("a\u2028b\x00c\u2067d") == "a b cd"


def test_no_printed_form_shows_a_name_or_a_secret(tmp_path: Path) -> None:
    """A printed form comes to light where nobody thought of it: in a log, in a message, in a report of an error."""
    desk = joined_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    seal_class(desk, conduct.session)
    sealed = desk.store.outgoing.newest_sealed(conduct.session)
    assert sealed is not None
    contents = open_file(sealed.bytes, [COORDINATOR_IDENTITY])
    lines = list(desk.store.rosters.seated(conduct.session).values())
    names = {name for line in lines for name in (line.name_bn, line.name_en) if name}
    facts = attendance_facts(desk, conduct.session, 1)
    printed = repr((lines, [ListedName("1", *sorted(names)[:2])], facts, contents, sealed, known_to(desk), desk.vault))
    printed += repr([sheet(name_bn=name, name_en=name) for name in names])
    assert len(names) > 3
    assert not [name for name in names if name in printed]
    assert repr(sealed.receipt_key) not in printed
    desk.close()
