from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import ALPHABET
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.facilitator import Colleague, add_colleague, names_of, own_code, printed_code, staff
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.erasure.erase import erase_colleague
from bsuh_desktop.services.hand_over.seal import seal_class
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.store.backups import backups
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.cipher import decrypted_file, decrypted_pages
from tests.helpers.desks import PASSPHRASE, a_group, clock_at, practice_desk

NAME = "তানভীর হাসান"


def test_a_colleague_is_known_by_the_code_that_their_own_desk_shows(tmp_path: Path) -> None:
    here, there = practice_desk(tmp_path / "here"), practice_desk(tmp_path / "there")
    code = own_code(there)
    assert [len(part) for part in code.split("-")] == [5, 5, 4]
    found = add_colleague(here, f" {code.lower().replace('-', ' ')} ", f"  {NAME} ")
    assert found == Colleague(there.vault.signing_key.key_id.hex(), NAME)
    here.close()
    again = open_desk(here.folder, PASSPHRASE, clock_at())
    assert staff(again) == (found,)
    assert names_of(staff(again), (found.key, "00" * 8)) == (NAME, printed_code("00" * 8))


def test_the_same_person_again_only_gets_the_new_name(tmp_path: Path) -> None:
    here, code = practice_desk(tmp_path / "here"), own_code(practice_desk(tmp_path / "there"))
    add_colleague(here, code, "Tanvir")
    add_colleague(here, code, NAME)
    assert [one.name for one in staff(here)] == [NAME]
    erase_colleague(here, staff(here)[0].key)
    assert staff(here) == ()


def test_what_cannot_be_a_colleague(tmp_path: Path) -> None:
    here, code = practice_desk(tmp_path / "here"), own_code(practice_desk(tmp_path / "there"))
    wrong = code[:3] + ALPHABET[(ALPHABET.index(code[3]) + 1) % 32] + code[4:]
    for typed, name, why in (
        (wrong, NAME, "bad_staff_code"),
        ("", NAME, "bad_staff_code"),
        (code + "7", NAME, "bad_staff_code"),
        ("কখগ", NAME, "bad_staff_code"),
        (own_code(here), NAME, "own_staff_code"),
        (code, "   ", "no_staff_name"),
        (code, "ক" * 81, "no_staff_name"),
    ):
        with pytest.raises(KnownError) as caught:
            add_colleague(here, typed, name)
        assert caught.value.code == why, typed
    assert staff(here) == ()


def test_the_attendance_file_tells_who_taught_along_by_their_key_alone(tmp_path: Path) -> None:
    here, there = practice_desk(tmp_path / "here"), practice_desk(tmp_path / "there")
    along = add_colleague(here, own_code(there), NAME)
    conduct = open_wished_class(here, ClassWish((a_group(here),), "taps-traps-taka", co=(along.key, along.key)))
    conduct.type_headcount(4)
    conduct.call_roll()
    conduct.finish()
    known = known_to_everybody()
    reading = read_attendance_file(seal_class(here, conduct.session).bytes, known.identities, known.programmes)
    assert reading.contents is not None
    details = reading.contents.details
    assert (details.lead, details.co) == (here.vault.signing_key.key_id.hex(), (along.key,))
    assert NAME not in repr(reading.contents)
    assert along.key not in {row.learner for row in reading.contents.rows}
    assert len(reading.contents.rows) == 4, "staff are never learners"


def test_a_forgotten_name_stands_nowhere_in_the_open_file(tmp_path: Path) -> None:
    here, code = practice_desk(tmp_path / "here"), own_code(practice_desk(tmp_path / "there"))
    key = add_colleague(here, code, NAME).key
    aside = here.folder / "damaged-1"
    aside.mkdir()
    (aside / "classes.db").write_bytes(b"old pages")
    erase_colleague(here, key)
    assert NAME.encode() not in decrypted_pages(here.folder, here.vault.store_key)
    assert not aside.exists(), "what a repair had set aside held the name, too"
    assert not [one for one in backups(here.folder) if NAME.encode() in decrypted_file(one.path, here.vault.store_key)]
