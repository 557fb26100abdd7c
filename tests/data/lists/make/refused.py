"""Files that are no list, or none that can be read: each of them really made, not only named so."""

from __future__ import annotations

import hashlib
import importlib
import io
import re
import zipfile
import zlib

from tests.data.lists.make import forbidden
from tests.data.lists.make.biff5 import compound
from tests.data.lists.make.people import people
from tests.data.lists.make.raw_workbooks import photo, repacked
from tests.data.lists.make.text_lists import text
from tests.data.lists.make.truth import Shelf, Truth
from tests.data.lists.make.writers import Page, Value, ods, xls, xlsx

_PASSWORD = "shapla2026"


def _page() -> Page:
    rows: list[list[Value]] = [["রোল", "নাম", "মোবাইল"]]
    rows += [[number, one.bn, forbidden.phone(number)] for number, one in enumerate(people("refused", 30), 1)]
    return Page("তালিকা", rows)


def others(shelf: Shelf) -> None:
    """Other things under a list's name."""
    shelf.refuse("empty.csv", b"", "list_empty")
    shelf.refuse("only-blanks.csv", b"\r\n \r\n\t\r\n", "list_empty")
    shelf.refuse("only-headings.xlsx", xlsx(Page("Sheet1", [["রোল", "নাম", "লিঙ্গ"]])), "no_learners")
    shelf.refuse("photo.csv", photo(), "list_is_picture")
    writer = importlib.import_module("openpyxl").Workbook()
    writer.active.title = "Empty"
    file = io.BytesIO()
    writer.save(file)
    shelf.refuse("empty-sheet.xlsx", file.getvalue(), "list_empty")
    page = (
        "<html><body><table><tr><td>Roll</td><td>Name</td></tr><tr><td>1</td><td>Rahima</td></tr></table></body></html>"
    )
    truth = Truth(encoding="utf-8", taken="A B")
    truth.learner(2, "1", en="Rahima")
    shelf.put("web-page.xls", page.encode(), truth)
    shelf.refuse("letter.xlsx", _letter("word/document.xml", "[Content_Types].xml"), "list_is_document")
    shelf.refuse("letter.ods", _letter("content.xml", "mimetype"), "list_is_document")
    shelf.refuse("letter.xls", compound("WordDocument", b"\xec\xa5\xc1\x00" + bytes(8188)), "list_is_document")
    shelf.refuse(
        "scan.xlsx",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        "list_is_pdf",
    )


def _letter(body: str, first: str) -> bytes:
    """The bones of a letter: DOCX, or ODT (whose first member says what it is, as OpenDocument wants)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(first, "application/vnd.oasis.opendocument.text" if first == "mimetype" else "<Types/>")
        archive.writestr(body, "<document>রোল নাম ১ রহিমা</document>")
    return file.getvalue()


def packed(shelf: Shelf) -> None:
    """Two lists in a ZIP."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("6.csv", text(_page().rows))
        archive.writestr("7.csv", text(_page().rows))
    shelf.refuse("lists.zip", file.getvalue(), "list_is_archive")


def locked(shelf: Shelf) -> None:
    """Under a password, as Excel, Excel 97 and LibreOffice lock."""
    office = importlib.import_module("msoffcrypto.format.ooxml").OOXMLFile(io.BytesIO(xlsx(_page())))
    file = io.BytesIO()
    office.encrypt(_PASSWORD, file)
    shelf.refuse("locked.xlsx", file.getvalue(), "list_locked")
    shelf.refuse("locked.ods", _locked_ods(ods(_page())), "list_locked")
    shelf.refuse("locked.xls", _locked_xls(xls(_page())), "list_locked")


def _locked_ods(data: bytes) -> bytes:
    """OpenDocument 1.2 part 3, 3.4: the content deflated, then AES-256 in CBC, its key from PBKDF2."""
    ciphers = importlib.import_module("cryptography.hazmat.primitives.ciphers")
    salt, start, rounds = bytes(range(16)), bytes(range(16, 32)), 1024
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(_PASSWORD.encode()).digest(), salt, rounds, 32)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content, manifest = archive.read("content.xml"), archive.read("META-INF/manifest.xml").decode()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    small = deflate.compress(content) + deflate.flush()
    small += bytes([16 - len(small) % 16]) * (16 - len(small) % 16)
    cipher = ciphers.Cipher(ciphers.algorithms.AES(key), ciphers.modes.CBC(start)).encryptor()
    how = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" '
        f'manifest:size="{len(content)}">'
        "<manifest:encryption-data "
        'manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" '
        'manifest:checksum="AAAA"><manifest:algorithm '
        'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" '
        'manifest:initialisation-vector="EBESExQVFhcYGRobHB0eHw=="/><manifest:key-derivation '
        'manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="1024" '
        'manifest:salt="AAECAwQFBgcICQoLDA0ODw=="/></manifest:encryption-data></manifest:file-entry>'
    )
    manifest, found = re.subn(r'<manifest:file-entry[^>]*full-path="content.xml"[^>]*/>', how, manifest)
    assert found == 1
    return repacked(data, {"content.xml": cipher.update(small), "META-INF/manifest.xml": manifest.encode()})


def _locked_xls(data: bytes) -> bytes:
    """What tells a locked XLS: a record FILEPASS (MS-XLS 2.4.117, here the old XOR kind) behind the first BOF; in the
    place of another of its length that nobody misses."""
    at = data.index(b"\x09\x08\x10\x00")
    after = at + 4 + 16
    end = after
    while int.from_bytes(data[end : end + 2], "little") != 0x0042:
        end += 4 + int.from_bytes(data[end + 2 : end + 4], "little")
    filler = end - after - 4 - 6
    assert filler >= 4
    mark = (
        b"\x2f\x00\x06\x00\x00\x00\x12\x34\x56\x78"
        + b"\x00\xff"
        + (filler - 4).to_bytes(2, "little")
        + bytes(filler - 4)
    )
    return data[:after] + mark + data[end:]


def torn(shelf: Shelf) -> None:
    """Cut off on the way, as a stick pulled too soon leaves them."""
    book = xlsx(_page())
    shelf.refuse("torn.xlsx", book[: len(book) * 2 // 3], "list_torn")
    old = xls(_page())
    shelf.refuse("torn.xls", old[: len(old) // 3], "list_torn")
    free = ods(_page())
    shelf.refuse("torn.ods", free[: len(free) // 2], "list_torn")


def make(shelf: Shelf) -> None:
    """All of them."""
    for one in (others, packed, locked, torn):
        one(shelf)
