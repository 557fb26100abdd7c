"""Data knows the computer that it belongs to, also those that earlier builds recorded."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.desk.machine import MACHINE, is_another, is_settled, settle_on, this_machine
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk

pytestmark = pytest.mark.usefixtures("known_keys")

GUID = "5e4b7b3a-0f3c-4f0a-9d9c-6b1f0f3b9a11"
"""What Windows itself says, on both of two laptops that were set up from one image."""
OURS, OTHER = f"{GUID} 4c4c4544-0042-3510-8052-b3c04f4b4e32 1a2b3c4d", f"{GUID} 4c4c4544-0043-3510-8052 1a2b3c4d"


def opened(folder: Path, machine: str) -> Desk:
    return open_desk(folder, PASSPHRASE, clock_at(), machine=lambda: machine)


def test_the_computer_is_known_again_by_a_salted_hash(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    facts = desk.store.facts
    settle_on(facts, "one machine")
    kept = facts.get(MACHINE)
    assert kept is not None
    assert b"one machine" not in kept
    assert not is_another(facts, "one machine")
    assert is_another(facts, "another")
    # A system that tells nothing proves nothing.
    assert not is_another(facts, None)
    settle_on(facts, "one machine")
    assert facts.get(MACHINE) != kept
    settle_on(facts, None)
    assert not is_settled(facts, "another")
    assert is_settled(facts, None)
    assert not is_another(facts, "another")
    assert this_machine() is None or len(this_machine() or "") > 8
    desk.close()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' own file")
def test_the_id_of_a_linux_laptop_stays_what_it_was(tmp_path: Path) -> None:
    """Word for word, as earlier builds recorded it."""
    places = [Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")]
    there = next((place.read_text("ascii").strip().lower() for place in places if place.exists()), None)
    assert this_machine() == (there or None)
    desk = copied_desk(tmp_path, clock_at())
    salt, word = bytes(range(16)), "0123456789abcdef0123456789abcdef"
    kept = salt + hashlib.sha256(b"bsuh/machine/1\0" + salt + word.encode()).digest()
    desk.store.facts.put(MACHINE, kept)
    desk.close()
    desk = opened(desk.folder, word)
    assert why_new_key(desk) == ""
    assert desk.store.facts.get(MACHINE) == kept
    desk.close()


def test_a_desk_that_knows_its_windows_alone_learns_the_rest_and_keeps_its_key(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    settle_on(desk.store.facts, GUID)
    desk.close()
    for _ in range(2):
        desk = opened(desk.folder, OURS)
        assert why_new_key(desk) == ""
        assert is_settled(desk.store.facts, OURS)
        desk.close()
    # From here on the same Windows on another laptop is another one, and so is Windows' word alone.
    desk = opened(desk.folder, OTHER)
    assert why_new_key(desk) == "copied"
    assert is_another(desk.store.facts, GUID)
    assert not is_another(desk.store.facts, OURS)
    desk.close()


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' registry, firmware and volumes")
def test_a_windows_laptop_is_known_by_more_than_its_windows() -> None:
    words = (this_machine() or "").split(" ")
    assert len(words) in (2, 3)
    assert [len(word) for word in words] == [36, *[36] * (len(words) - 2), 8]
