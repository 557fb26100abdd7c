from __future__ import annotations

import bz2
import gzip
import io
import lzma

import pytest
from PIL import Image

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.files.kinds import kind_of


def drawn(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    "data", [b"roll,name\n", b"BM,1\n", "রোল".encode("utf-16"), b"RIFF,1\n", b"\xef\xbb\xbfroll", b"ID;Present\n"]
)
def test_text(data: bytes) -> None:
    assert kind_of(data) == "text"


def test_a_flat_workbook_of_libreoffice() -> None:
    root = f"<office:document {'x' * 5000} office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>"
    assert kind_of(b"<?xml version='1.0'?>\n" + root.encode()) == "fods"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_is_no_list(kind: str) -> None:
    with pytest.raises(KnownError) as refused:
        kind_of(drawn(kind))
    assert refused.value.code == "list_is_picture"
    assert (
        str(refused.value)
        == "This is a picture, not a list. Give an XLSX, XLS, ODS or CSV, or write the learners one by one."
    )


EMPTY = (b"", b" \r\n\t\x00\n")
PICTURES = (b"\0\0\0\x18ftypheic" + bytes(20), b"<?xml version='1.0'?><svg/>")
PDFS = (b"%PDF-1.7\n%...", b"\n\n%PDF-1.4")
DOCUMENTS = (
    b"{\\rtf1",
    b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>",
    b"<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.text'>",
)
WEB_PAGES = (
    b"\xef\xbb\xbf <!DOCTYPE html><p>",
    b"<HTML><body>",
    b"<style>td {}</style><TABLE border=1><tr>",
    b"List of students<br><table border=1><tr>",
    "<html><table>".encode("utf-16"),
    b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
)
ARCHIVES = (
    b"Rar!\x1a\x07\x01\0",
    b"7z\xbc\xaf\x27\x1c\0\4",
    gzip.compress(b"roll,name", mtime=0),
    bz2.compress(b"roll,name"),
    lzma.compress(b"roll,name"),
    b"list.csv".ljust(257, b"\0") + b"ustar\x0000",
    b"PK\x05\x06" + bytes(18),
)
OTHER_WORKBOOKS = (
    b"\x09\x02\x06\0\0\2\x10\0",
    b"ID;PWXL;N;E\r\nP;PGeneral\r\n",
    b"<?xml version='1.0'?><?mso-application progid=\"Excel.Sheet\"?>"
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
)
NO_LISTS = (
    b"\0\0\0\x20ftypisom" + bytes(20),
    b"ID3\x03\0" + bytes(20),
    b"RIFF\x24\0\0\0WAVEfmt ",
    b"\x1aE\xdf\xa3" + bytes(20),
    b"<?xml version='1.0'?><school/>",
)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (EMPTY, "list_empty"),
        (PICTURES, "list_is_picture"),
        (PDFS, "list_is_pdf"),
        (DOCUMENTS, "list_is_document"),
        (WEB_PAGES, "list_is_web_page"),
        (ARCHIVES, "list_is_archive"),
        (OTHER_WORKBOOKS, "other_workbook"),
        (NO_LISTS, "not_a_list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_refused_with_its_own_sentence(files: tuple[bytes, ...], code: str) -> None:
    refused = []
    for data in files:
        with pytest.raises(KnownError) as error:
            kind_of(data)
        refused.append(error.value.code)
    assert refused == [code] * len(files)
