from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.facilitator import desk_facts, facilitator_name, pin_matches, set_facilitator
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.cipher import decrypted_pages
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk
from tests.helpers.programmes import FACILITATOR, joined_desk

pytestmark = pytest.mark.usefixtures("known_keys")


def test_a_practice_desk_says_so(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    facts = desk_facts(desk)
    assert (facts.practising, facts.status, facts.basis) == (True, "practice", "letters")
    assert (facts.facilitator, facts.has_pin) == ("", False)
    assert facts.partner == LocalText("অনুশীলন", "Practice")
    assert facts.help.child.number == "1098"


def test_a_joined_desk_waits_and_knows_its_partner(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    facts = desk_facts(desk)
    assert (facts.practising, facts.status, facts.facilitator, facts.has_pin) == (False, "waiting", FACILITATOR, True)
    assert facts.partner.en


def test_name_and_pin_outlast_the_night_in_the_locked_file(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    set_facilitator(desk, "  শিরিন   আক্তার ", "৪৫৬৮৮")
    desk.close()
    for file in desk.folder.iterdir():
        assert "আক্তার".encode() not in file.read_bytes()
    assert "আক্তার".encode() in decrypted_pages(desk.folder, desk.vault.store_key)
    again = open_desk(desk.folder, PASSPHRASE, clock_at())
    assert facilitator_name(again) == "শিরিন আক্তার"
    assert pin_matches(again, "45688")
    set_facilitator(again, "শিরিন")
    assert pin_matches(again, "৪৫ ৬৮৮"), "a new name leaves the PIN as it is"


def test_no_pin_is_matched_by_nothing(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    assert not pin_matches(desk, "")
    set_facilitator(desk, "Shirin", "4826")
    assert not pin_matches(desk, "482")
    assert not pin_matches(desk, "48265")


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "১২৩", "²²²²"])
def test_a_pin_is_four_to_eight_digits(tmp_path: Path, pin: str) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError) as caught:
        set_facilitator(desk, "Shirin", pin)
    assert caught.value.code == "bad_pin"
    assert facilitator_name(desk) == "", "nothing is kept of half an answer"


@pytest.mark.parametrize("pin", ["0000", "৭৭৭৭৭", "1234", "4321", "১২৩৪৫৬", "7890", "9012", "0987", "12 34"])
def test_a_pin_that_a_class_guesses_is_refused_where_it_is_chosen_and_still_opens(tmp_path: Path, pin: str) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError, match="easily guess this PIN") as caught:
        set_facilitator(desk, "Shirin", pin)
    assert caught.value.code == "bad_pin"
    with desk.store.transaction():
        desk.store.facts.put("facilitator/pin", b"1234")
    set_facilitator(desk, "Shirin")
    assert pin_matches(desk, "১২৩৪")


@pytest.mark.parametrize("pin", ["1235", "1357", "2580", "1122", "0010", "89013"])
def test_other_digits_make_a_pin(tmp_path: Path, pin: str) -> None:
    desk = practice_desk(tmp_path)
    set_facilitator(desk, "Shirin", pin)
    assert pin_matches(desk, pin)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "\u3164", "\u2800\u2800", "\u200d"])
def test_a_facilitator_has_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError) as caught:
        set_facilitator(practice_desk(tmp_path), name)
    assert caught.value.code == "no_facilitator_name"
