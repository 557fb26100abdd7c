from __future__ import annotations

import datetime

import zxingcpp
from msgspec.structs import replace

from bsuh_desktop.documents.recovery_sheets import RecoverySheet, recovery_sheet_pdf
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.root_key import words_of
from tests.helpers.keys import key
from tests.helpers.papers import copied, picture_of

SHEET = RecoverySheet(
    LocalText("কুড়িগ্রাম ডিজিটাল সুরক্ষা", "Kurigram digital safety"),
    "kurigram",
    "3A9F 01BC 77DE 4410",
    datetime.date(2026, 8, 3),
    words_of(key("root")),
)


def test_the_words_stand_in_their_order_with_what_they_are_for() -> None:
    text = "\n".join(copied(recovery_sheet_pdf(SHEET)))
    rows = [line.split() for line in text.splitlines() if line.split()[0].isascii() and line.split()[0].isdigit()]
    assert [row[:4] for row in rows] == [
        [str(left), SHEET.words[left - 1], str(left + 12), SHEET.words[left + 11]] for left in range(1, 13)
    ]
    for words in ("কুড়িগ্রাম ডিজিটাল সুরক্ষা", "Kurigram digital safety", SHEET.root_print, "৩ আগস্ট ২০২৬", "3 August 2026"):
        assert words in text
    assert "Secret" in text
    assert "গোপনীয়" in text


def test_no_camera_reads_the_words() -> None:
    assert not zxingcpp.read_barcodes(picture_of(recovery_sheet_pdf(SHEET)))


def test_the_largest_words_are_large_and_have_a_line_to_copy_them() -> None:
    """At 150 dots an inch small letters of 17 points are some 18 dots high; a line of 44 mm is 260 dots of ink."""
    longest = replace(SHEET, words=("abstract",) * 24)
    picture = picture_of(recovery_sheet_pdf(longest))
    lines = [
        row
        for row in range(picture.height * 2 // 5, picture.height * 9 // 10)
        if sum(picture.getpixel((x, row)) < 128 for x in range(0, picture.width, 2)) > 200  # type: ignore[operator]
    ]
    assert len({row // 10 for row in lines}) >= 12


def test_a_name_that_cannot_be_drawn_gives_way_to_the_id() -> None:
    text = "\n".join(copied(recovery_sheet_pdf(replace(SHEET, programme=LocalText("", "🎈")))))
    assert "kurigram" in text


def test_the_same_sheet_gives_the_same_bytes_and_its_words_stand_in_no_report() -> None:
    assert recovery_sheet_pdf(SHEET) == recovery_sheet_pdf(SHEET)
    assert SHEET.words[0] not in repr(SHEET)
