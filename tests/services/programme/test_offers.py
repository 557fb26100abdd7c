from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.paths import resources
from bsuh_desktop.services.certificates import certify, due
from bsuh_desktop.services.hand_over import hand_over
from bsuh_desktop.services.programme.join import find_offers, join, look_at
from bsuh_desktop.trust.demonstration import PROGRAMME_FILE
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER, RECOVERY_IDENTITY, programme
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.desks import a_class, practice_desk
from tests.helpers.keys import key
from tests.helpers.programmes import joined_desk, programme_file, write_programme


def test_what_a_file_offers(tmp_path: Path) -> None:
    offer = look_at(write_programme(tmp_path))
    trial = programme()
    assert (offer.file, offer.names, offer.issued, offer.expires) == (
        programme_file(),
        trial.names,
        trial.issued,
        trial.expires,
    )
    assert [(one.number, one.names) for one in offer.partners] == [(PARTNER, trial.partners[0].names)]
    assert (offer.places, offer.practice) == (len(trial.places), False)
    assert look_at(resources() / PROGRAMME_FILE).practice


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(programme_file()[:-10])
    for wrong, code in (
        (path, "unreadable"),
        (tmp_path / "none.json", "file_not_opened"),
        (tmp_path, "file_not_opened"),
    ):
        with pytest.raises(KnownError) as caught:
            look_at(wrong)
        assert caught.value.code == code


def test_a_stick_with_other_files_on_it(tmp_path: Path) -> None:
    (tmp_path / "z.bsuh-programme").write_bytes(programme_file())
    for number in range(60):
        (tmp_path / f"receipt-{number:02}.json").write_text("[]")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "note.txt").write_bytes(programme_file())
    assert [offer.file for offer in find_offers([tmp_path, tmp_path / "gone"])] == [programme_file()]


def test_a_programme_file_of_before_is_found(tmp_path: Path) -> None:
    assert write_programme(tmp_path).suffix == ".json"
    assert [offer.file for offer in find_offers([tmp_path])] == [programme_file()]


def test_a_class_of_a_joined_desk_waits_and_is_sealed_for_its_partner(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    conduct = a_class(desk)
    assert not conduct.state.practice
    assert desk.standing(conduct.state.practice) == "waiting"
    conduct.finish()
    with pytest.raises(KnownError) as caught:
        certify.certify(desk, [conduct.session])
    assert caught.value.code == "waiting"
    assert due.not_yet_printed(desk) == []
    (written,) = hand_over.hand_over(desk, [conduct.session], tmp_path)
    for identity in (COORDINATOR_IDENTITY, RECOVERY_IDENTITY):
        reading = read_attendance_file(written.path.read_bytes(), [identity], [programme()])
        assert reading.verdict is Verdict.WAITING
        assert reading.contents is not None
        assert not reading.contents.manifest.practice
    assert read_attendance_file(written.path.read_bytes(), desk.identities, [programme()]).verdict is Verdict.NOT_OURS


def test_who_practised_first_joins_later_and_what_was_practice_stays_so(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    practised = a_class(desk)
    practised.finish()
    join(desk, programme_file(), PARTNER)
    assert (desk.grants, desk.partner, desk.standing(practice=False)) == ((), PARTNER, "waiting")
    assert desk.standing(practised.state.practice) == "practice"
    real = a_class(desk)
    assert not real.state.practice
    assert due.not_yet_printed(desk) == []
    with pytest.raises(KnownError) as caught:
        certify.certify(desk, [practised.session])
    assert caught.value.code == "waiting", "the demonstration's number is gone"
    (written,) = hand_over.hand_over(desk, [practised.session], tmp_path)
    assert (
        read_attendance_file(written.path.read_bytes(), [COORDINATOR_IDENTITY], [programme()]).verdict
        is Verdict.PRACTICE
    )


def test_a_desk_stays_in_its_programme_and_takes_a_newer_file_of_it(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    newer = sign_programme(replace(programme(), version=9, retention_days=30), key("root"))
    join(desk, newer, PARTNER)
    assert desk.programme.retention_days == 30
    other = sign_programme(replace(programme(), root_key=key("other").public), key("other"))
    for file, code in ((programme_file(), "older_programme"), (other, "another_programme")):
        with pytest.raises(KnownError) as caught:
            join(desk, file, PARTNER)
        assert caught.value.code == code
    assert desk.programme.version == 9
