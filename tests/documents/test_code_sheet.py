from __future__ import annotations

import zxingcpp

from bsuh_desktop.documents.recovery_sheets import code_sheet_pdf
from tests.helpers.papers import copied, picture_of

CODE = ["7K3Q0", "W42XM", "9TD5R", "8ZC1V", "H6JB3N"]


def test_the_code_stands_in_its_groups_with_what_it_is_for() -> None:
    text = copied(code_sheet_pdf(CODE))
    rows = ["".join(line.split()[1:]) for line in text if line[0].isdigit() and line[0].isascii()]
    assert rows == CODE
    for words in ("উদ্ধার কোড", "Recovery code", "গোপনীয়", "Secret", "Whose laptop"):
        assert words in "\n".join(text)


def test_no_camera_reads_it_and_the_same_code_gives_the_same_bytes() -> None:
    pdf = code_sheet_pdf(CODE)
    assert not zxingcpp.read_barcodes(picture_of(pdf))
    assert pdf == code_sheet_pdf(CODE)
