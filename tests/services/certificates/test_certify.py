from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.certificates import awards, certify, due
from tests.helpers.certificates import embedded_of
from tests.helpers.desks import a_class, clock_at, end, practice_desk, rows


def test_serials_are_used_up_before_printing_and_a_reprint_keeps_them(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    end(desk, conduct)
    first = certify.certify(desk, [conduct.session])
    again = certify.certify(desk, [conduct.session])
    assert first.serials == again.serials
    assert [read_serial(serial) for serial in first.serials] == [(desk.device_number, n) for n in range(1, 5)]
    other = a_class(desk, rows(2))
    end(desk, other)
    assert [read_serial(one)[1] for one in certify.certify(desk, [other.session]).serials] == [5, 6]


def test_the_credentials_inside_are_those_of_the_pages_in_the_order_of_cards(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(3, refusing=[2]))
    end(desk, conduct)
    batch = certify.certify(desk, [conduct.session])
    embedded = embedded_of(batch.pdf)
    assert [one.serial for one in embedded.credentials] == list(batch.serials)
    assert [bool(one.name) for one in embedded.credentials] == [True, False, True]
    assert batch.unnamed == 1


def test_a_kept_name_that_shows_nothing_is_not_signed(tmp_path: Path) -> None:
    """Of old data; no door takes one any more."""
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(2))
    line = next(iter(desk.store.rosters.seated(conduct.session).values()))
    desk.store.rosters.change_line(replace(line, name_bn="\u200d\u200c", name_en=None))
    end(desk, conduct)
    batch = certify.certify(desk, [conduct.session])
    assert sorted(bool(one.name) for one in embedded_of(batch.pdf).credentials) == [False, True]
    assert batch.unnamed == 1


def test_only_attendance_earns_a_certificate(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.mark(1, "absent")
    conduct.mark(2, "left_early")
    conduct.mark(3, "late")
    end(desk, conduct)
    assert len(certify.certify(desk, [conduct.session]).serials) == 2
    reasons = {str(one.reason): one.earned for one in awards.awards(desk, conduct.state).values()}
    assert reasons == {
        "Was absent.": False,
        "Left before the end.": False,
        "Came late.": True,
        "Was present.": True,
    }


def test_an_unfinished_class_has_no_certificates(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError) as caught:
        certify.certify(desk, [a_class(desk).session])
    assert caught.value.code == "not_finished"


def test_a_class_in_doubt_waits_for_its_date(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at(2019))
    conduct = a_class(desk)
    end(desk, conduct)
    with pytest.raises(KnownError) as caught:
        certify.certify(desk, [conduct.session])
    assert caught.value.code == "date_needed"
    assert desk.store.outgoing.next_counter() == 1


@pytest.mark.parametrize("name", ["ক" * 90, "王小明", "রহিম \u0007"])
def test_a_name_that_cannot_be_printed_is_left_to_a_hand_and_nobody_waits_for_it(tmp_path: Path, name: str) -> None:
    desk = practice_desk(tmp_path)
    listed = rows(3)
    listed[1] = replace(listed[1], name_bn=name)
    conduct = a_class(desk, listed)
    end(desk, conduct)
    batch = certify.certify(desk, [conduct.session])
    embedded = embedded_of(batch.pdf)
    assert [bool(one.name) for one in embedded.credentials] == [True, False, True]


def test_a_class_without_winners_has_nothing_to_print(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(1))
    conduct.mark(1, "absent")
    end(desk, conduct)
    assert due.not_yet_printed(desk) == []
    with pytest.raises(KnownError) as caught:
        certify.certify(desk, [conduct.session])
    assert caught.value.code == "no_certificates"


def test_printed_classes_are_not_printed_again_unasked(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    end(desk, conduct)
    assert due.not_yet_printed(desk) == [conduct.session]
    certify.note_printed(desk, [conduct.session])
    assert due.not_yet_printed(desk) == []
