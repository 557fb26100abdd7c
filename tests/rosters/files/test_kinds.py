from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.files.kinds import kind_of


def packed(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return file.getvalue()


def drawn(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("data", [b"roll,name\n", b"BM,1\n", "রোল".encode("utf-16"), b"RIFF,1\n", b"\xef\xbb\xbfroll"])
def test_text(data: bytes) -> None:
    assert kind_of(data) == "text"


def test_workbooks() -> None:
    assert kind_of(packed("[Content_Types].xml", "xl/workbook.xml")) == "xlsx"
    assert kind_of(packed("xl/workbook.bin")) == "xlsb"
    assert kind_of(packed("content.xml", "mimetype")) == "ods"
    assert kind_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0") == "xls"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_is_no_list(kind: str) -> None:
    with pytest.raises(KnownError) as refused:
        kind_of(drawn(kind))
    assert refused.value.code == "list_is_picture"
    assert str(refused.value) == "This is a picture, not a list. Give a CSV or XLSX."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "list_empty"),
        (b" \r\n\t\x00\n", "list_empty"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "list_is_picture"),
        (b"%PDF-1.7\n%...", "list_is_pdf"),
        (b"\n\n%PDF-1.4", "list_is_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "list_locked"),
        (packed("word/document.xml"), "not_a_list"),
        (packed("xl/workbook.xml")[:40], "list_torn"),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", "not_a_list"),
        (b"<html><table>", "not_a_list"),
        (b"{\\rtf1", "not_a_list"),
    ],
    # A ZIP holds the time of day: as a test's name it would be another one for each worker.
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_what_is_no_list_is_refused_with_its_own_sentence(data: bytes, code: str) -> None:
    with pytest.raises(KnownError) as refused:
        kind_of(data)
    assert refused.value.code == code
