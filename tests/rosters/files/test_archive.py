from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.kinds import LARGEST_UNPACKED_MB, check_archive


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as refused:
        check_archive(data)
    return refused.value.code


def test_a_whole_archive() -> None:
    check_archive(packed({"xl/workbook.xml": b"<x/>", "xl/media/image1.png": b"\x89PNG"}))


def test_no_more_is_unpacked_than_a_list_can_need() -> None:
    data = packed({"xl/media/bomb": bytes((LARGEST_UNPACKED_MB + 1) * 1024**2)})
    assert len(data) < 1024**2
    assert refusal(data) == "list_too_large"


def test_a_part_that_is_larger_than_it_says() -> None:
    honest = bytes(1024**2)
    data = packed({"xl/workbook.xml": honest})
    lying = data.replace(struct.pack("<I", len(honest)), struct.pack("<I", 100))
    assert lying != data
    assert refusal(lying) == "list_torn"


def test_members_under_a_password() -> None:
    data = bytearray(packed({"xl/workbook.xml": b"<x/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), bytes(data)):
            data[match.start() + offset] |= 1
    assert refusal(bytes(data)) == "list_locked"


def test_a_part_with_a_wrong_byte() -> None:
    data = bytearray(packed({"xl/workbook.xml": b"abcdefgh" * 50}))
    data[40:46] = b"\xff\xff\xff\xff\xff\xff"
    assert refusal(bytes(data)) == "list_torn"
