from __future__ import annotations

import datetime
import unicodedata

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.local_text import LocalText
from tests.helpers.papers import (
    HARD_NAMES,
    code_text,
    copied,
    copied_pages,
    design,
    payload,
    pdf_of,
    picture_of,
    pictures_of,
    poppler,
    sheet,
)

QR = zxingcpp.barcode_formats_from_str("QRCode")
MM = 300 / 25.4
"""Pixels a millimetre at 300 dots an inch."""


def codes_on(picture: Image.Image) -> list[zxingcpp.Barcode]:
    found = zxingcpp.read_barcodes(picture, formats=QR)
    return sorted(found, key=lambda code: code.position.top_left.x)


@pytest.fixture(scope="module")
def hard_class() -> bytes:
    """A practice class of all the hard names, and last one learner without consent."""
    sheets = [sheet(number, name, f"Learner {number}") for number, name in enumerate(HARD_NAMES, 1)]
    return pdf_of([*sheets, sheet(99)], design(practice=True))


def test_each_name_is_copied_as_it_is_written(hard_class: bytes) -> None:
    pages = copied_pages(hard_class)
    assert len(pages) == len(HARD_NAMES) + 1
    for number, (name, lines) in enumerate(zip(HARD_NAMES, pages, strict=False), 1):
        assert unicodedata.normalize("NFC", name) in lines
        assert f"Learner {number}" in lines


def test_both_codes_of_each_page_are_read_from_another_reader_s_picture(hard_class: bytes) -> None:
    grants = code_text(design().code2)
    numbers = [*range(1, len(HARD_NAMES) + 1), 99]
    for number, picture in zip(numbers, pictures_of(hard_class), strict=True):
        assert [code.text for code in codes_on(picture)] == [code_text(sheet(number).code1), grants]


def test_without_consent_there_is_a_line_and_no_name(hard_class: bytes) -> None:
    lines = copied(hard_class, len(HARD_NAMES) + 1)
    before, after = lines.index("এই সনদ দেওয়া হলো"), next(n for n, line in enumerate(lines) if "রোল ৯৯" in line)
    between = [line for line in lines[before + 1 : after] if "PRACTICE" not in line]
    assert between == ["নাম · Name"]
    picture = picture_of(pdf_of([sheet(99)]), dots=300)
    rule = picture.crop((round(90 * MM), round(112 * MM), round(208 * MM), round(112 * MM) + 1))
    assert rule.getextrema()[1] < 160  # type: ignore[operator]
    assert picture.crop((round(60 * MM), round(90 * MM), round(237 * MM), round(111 * MM))).getextrema() == (255, 255)


def test_what_a_certificate_says() -> None:
    lines = copied(pdf_of([sheet(55, "উম্মে হাবিবা", "Umme Habiba")]))
    said = " ".join(lines)
    for words in (
        "সুনামগঞ্জ কিশোর-কিশোরী কর্মসূচি",
        "রোল ৫৫, ৮ম শ্রেণি, ক শাখা, কালীগঙ্গা উচ্চ বিদ্যালয়",
        "“ট্যাপ, ফাঁদ আর টাকা” মডিউলে অংশ নেওয়ার জন্য",
        "for taking part in the module “Taps, Traps and Taka” on 14 July 2026",
        "১৪ জুলাই ২০২৬",
        "শিরিন আক্তার",
        "রাশেদ চৌধুরী",
        serial_text(sheet(55).serial),
        "২ অনুমতিপত্র",
        "যাচাই ইন্টারনেট ছাড়াই",
    ):
        assert unicodedata.normalize("NFC", words) in said
    assert "PRACTICE" not in said


def test_completing_is_said_only_where_the_programme_awards_it() -> None:
    said = " ".join(copied(pdf_of([sheet(1, "রাকিব")], replace(design(), award="completing"))))
    assert "মডিউলটি শেষ করার জন্য" in said
    assert "for completing the module “Taps, Traps and Taka”" in said
    assert "taking part" not in said


def test_two_modules_in_one_batch_keep_their_own_words() -> None:
    other = replace(sheet(2, "সাবরিনা"), module=LocalText("মন ও মোবাইল", "Mind"), date=datetime.date(2026, 8, 1))
    later = replace(other, date=datetime.date(2026, 8, 2))
    pdf = pdf_of([sheet(1, "রাকিব"), other, later])
    assert "for taking part in the module “Mind” on 1 August 2026" in copied(pdf, 2)
    assert "১ আগস্ট ২০২৬" in " ".join(copied(pdf, 2))
    assert "for taking part in the module “Mind” on 2 August 2026" in copied(pdf, 3)
    assert "Mind" not in " ".join(copied(pdf, 1))


def test_a_latin_name_alone_takes_the_large_line() -> None:
    assert "Cher O’Neil José" in copied(pdf_of([sheet(1, "", "Cher O’Neil José")]))


def test_a_learner_without_roll_has_no_roll_on_paper() -> None:
    said = " ".join(copied(pdf_of([replace(sheet(1, "রাকিব"), roll="", grade=LocalText())])))
    assert "রোল" not in said
    assert ", কালীগঙ্গা" not in said


@pytest.mark.parametrize("long", [HARD_NAMES[-1], "র্দ্র" * 60, "Wolfeschlegelsteinhausenbergerdorff " * 4])
def test_a_long_name_stays_inside_the_stitches(long: str) -> None:
    one = replace(sheet(1, long, "W" * 120), module=LocalText("ক্ষ" * 80, "W" * 130), place=LocalText("শ্রেণি " * 40))
    shared = replace(design(), programme=LocalText("কর্মসূচি " * 30), facilitator="ক্ষিতীশ " * 12)
    pdf = pdf_of([one], shared)
    picture = picture_of(pdf, dots=300)
    for left, right in ((15, 19), (278, 282)):
        strip = picture.crop((round(left * MM), round(16 * MM), round(right * MM), round(194 * MM)))
        assert strip.getextrema() == (255, 255)
    between_codes = picture.crop((round(236 * MM), round(139 * MM), round(238 * MM), round(176 * MM)))
    assert between_codes.getextrema() == (255, 255)
    assert len(codes_on(picture_of(pdf))) == 2


@pytest.mark.parametrize(("modules", "width"), [(49, 30), (53, 33)])
def test_the_codes_are_as_large_as_agreed(modules: int, width: int) -> None:
    first, second = codes_on(picture_of(pdf_of([sheet(1, "রাকিব", modules=modules)]), dots=300))
    for code, expected in ((first, width), (second, 35)):
        corners = code.position
        assert (corners.top_right.x - corners.top_left.x) / MM == pytest.approx(expected, abs=0.5)
        assert corners.bottom_left.y / MM == pytest.approx(179.5, abs=0.5)


def test_a_code_too_wide_for_its_place_is_refused() -> None:
    with pytest.raises(ValueError, match="QR 1 is 57"):
        pdf_of([replace(sheet(1), code1=payload(1, 105, 57))])
    with pytest.raises(ValueError, match="QR 2 is 61"):
        pdf_of([sheet(1)], replace(design(), code2=payload(0, 226, 61)))


def test_no_certificates_are_no_file() -> None:
    with pytest.raises(ValueError, match="no certificate"):
        pdf_of([])


def test_practice_is_seen_on_every_sheet_and_real_sheets_are_clean() -> None:
    said = [copied(pdf_of([sheet(1, "রাকিব"), sheet(2)], design(practice=True)), page) for page in (1, 2)]
    assert all("অনুশীলন · PRACTICE" in " ".join(lines) for lines in said)
    marked = picture_of(pdf_of([sheet(1)], design(practice=True))).histogram()
    clean = picture_of(pdf_of([sheet(1)])).histogram()
    pale = slice(200, 230)
    assert sum(marked[pale]) > sum(clean[pale]) + 20_000


def test_the_same_sheets_make_the_same_bytes() -> None:
    sheets = [sheet(number, name) for number, name in enumerate(HARD_NAMES, 1)]
    first = pdf_of(sheets)
    pdf_of([sheet(1, "ষ্ণ ত্ত্ব ঙ্ক্ষ")], design(practice=True))
    assert pdf_of(sheets) == first


def test_the_file_s_own_description_holds_no_name() -> None:
    pdf = pdf_of([sheet(1, "লাবণ্য", "Labonno")])
    described = poppler(pdf, "pdfinfo", "-").decode()
    assert "সনদ · Certificate · সুনামগঞ্জ" in described
    assert "লাবণ্য" not in described
    assert "Labonno" not in described
