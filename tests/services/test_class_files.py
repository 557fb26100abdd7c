from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.class_files import files_of, hand_over_class, save_certificates
from bsuh_desktop.services.conduct import Conduct
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.join import join
from bsuh_desktop.services.verifying.known import known_to_everybody
from bsuh_desktop.services.verifying.verify import verify
from tests.helpers.attendance import PARTNER
from tests.helpers.desks import a_class, clock_at, practice_desk, rows
from tests.helpers.programmes import programme_file


def finished(desk: Desk, absent: int = 1) -> Conduct:
    """A class of four, one of them absent."""
    conduct = a_class(desk)
    for card in range(1, absent + 1):
        conduct.mark(card, "absent")
    conduct.finish()
    return conduct


def test_certificates_are_saved_and_remembered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    before = files_of(desk, conduct.session)
    assert (before.certificates, before.saved, before.handed_over) == (3, False, False)
    told: list[tuple[int, int]] = []
    saved = save_certificates(desk, conduct.session, tmp_path, lambda done, total: told.append((done, total)))
    assert (saved.count, saved.unnamed) == (3, 0)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert files_of(desk, conduct.session).saved
    (proof,) = verify([str(saved.path)], known_to_everybody())
    assert proof.verdict is Verdict.PRACTICE


def test_certificates_of_a_practice_class_wait_where_the_laptop_has_no_serial_numbers(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    join(desk, programme_file(), PARTNER)
    files = files_of(desk, conduct.session)
    assert (files.certificates, files.waits_for_grant, files.saved) == (3, True, False)
    with pytest.raises(KnownError) as caught:
        save_certificates(desk, conduct.session, tmp_path)
    assert caught.value.code == "waiting"


def test_what_is_saved_once_more_stands_beside_the_first(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    first = save_certificates(desk, conduct.session, tmp_path).path
    kept = first.read_bytes()
    second = save_certificates(desk, conduct.session, tmp_path).path
    assert second.name == first.name.replace(".pdf", "-2.pdf")
    assert first.read_bytes() == kept


def test_the_file_names_say_nothing_personal(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    name = save_certificates(desk, conduct.session, tmp_path).path.name
    assert name == f"certificates-2026-08-03-{conduct.session[-6:]}.pdf"


def test_a_hand_over_is_due_again_when_certificates_follow_it(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    written = hand_over_class(desk, conduct.session, tmp_path)
    assert written.path.exists()
    assert files_of(desk, conduct.session).handed_over
    save_certificates(desk, conduct.session, tmp_path)
    assert not files_of(desk, conduct.session).handed_over
    hand_over_class(desk, conduct.session, tmp_path)
    assert files_of(desk, conduct.session).handed_over


def test_nothing_is_remembered_where_nothing_could_be_written(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    for write in (save_certificates, hand_over_class):
        with pytest.raises(KnownError) as caught:
            write(desk, conduct.session, tmp_path / "pulled out")
        assert caught.value.code == "stick_removed"
    files = files_of(desk, conduct.session)
    assert not files.saved
    assert not files.handed_over


def test_where_nobody_earned_one_there_is_nothing_to_save(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk, absent=4)
    files = files_of(desk, conduct.session)
    assert (files.certificates, files.saved) == (0, False)


def test_a_class_without_a_date_is_neither_saved_nor_handed_over(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    finished(desk)
    clock.advance(-3 * 86_400)
    doubtful = a_class(desk, rows(2))
    doubtful.finish()
    files = files_of(desk, doubtful.session)
    assert (files.needs_date, files.saved, files.handed_over) == (True, False, False)
