"""Opens a school's file, or what was pasted, and returns its rows, whatever the file is called.

A workbook that is encrypted, but not locked, is opened with the key that Excel uses where nobody typed a password."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.document import read_document
from bsuh_desktop.rosters.files.features.xml_parts import walk
from bsuh_desktop.rosters.files.kinds import kind_of
from bsuh_desktop.rosters.files.table import LAST_ROW, ListFile
from bsuh_desktop.rosters.files.text_file import read_text
from bsuh_desktop.rosters.files.web_page import page_in_mail, read_web_page
from bsuh_desktop.rosters.files.workbook import from_flat, read_workbook
from bsuh_desktop.rosters.files.xml_workbook import read_xml_workbook

DEFAULT_KEY = "VelvetSweatshop"
"""[MS-OFFCRYPTO] 2.4.2.3: *Protect workbook* encrypts with it, and Excel opens such a file without asking."""

_ODD = (
    ExpatError,
    struct.error,
    zipfile.BadZipFile,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
)
"""What the library raises for an unusual file."""
_NUMBERS = 8
"""Bytes of numbers before the XML of the stream that says how a package is encrypted, [MS-OFFCRYPTO] 2.3.4.10."""


def decrypted(data: bytes) -> bytes:
    """The workbook in an encrypted one. Raises KnownError if it cannot be opened so.

    Only for the limited process: the library is fed a stranger's bytes, and how long it takes is theirs to say.
    """
    import msoffcrypto
    import olefile
    from msoffcrypto import exceptions as errors
    from msoffcrypto.format import xls97

    # The library decrypts an XLS into a temporary file; names must not get onto the disk, and this process may not
    # write.
    xls97.tempfile = _Memory
    plain = io.BytesIO()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            if compound.exists("EncryptionInfo"):
                _check_xml(compound.openstream("EncryptionInfo").read()[_NUMBERS:])
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=DEFAULT_KEY)
        file.decrypt(plain)
    except (errors.DecryptionError, errors.ParseError, errors.FileFormatError, *_ODD):
        raise refusals.locked() from None
    return plain.getvalue()


def _check_xml(xml: bytes) -> None:
    """Raises KnownError for a document type: the library would follow its entities. Older packages have no XML."""
    if xml.lstrip().startswith(b"<"):
        walk(xml, lambda *_: None)


class _Memory:
    """What the library finds in the place of the module `tempfile`."""

    TemporaryFile = io.BytesIO


LARGEST_FILE = 10 * 1024 * 1024
LARGEST_FILE_MB = LARGEST_FILE // 1024**2


def read_file(path: Path, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """As `read_bytes`, from the file at `path`. Raises KnownError also for what is no file, or cannot be opened."""
    return read_bytes(_bytes_of(path), encoding, last_row)


def read_bytes(data: bytes, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """Reads a file or what was pasted: one sheet of a text file, each visible sheet of a workbook, each table of a page
    or a document. `encoding` is chosen by a person and applies to text files and pages only. A list with rows below
    `last_row` is too long.

    Raises KnownError for what is not a list or cannot be read.
    """
    if len(data) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE_MB)
    kind = kind_of(data)
    if kind == "encrypted":
        data = decrypted(data)
        kind = kind_of(data)
    if kind == "text":
        return read_text(data, encoding, last_row)
    if kind == "web page":
        return read_web_page(data, encoding, last_row)
    if kind == "mail":
        return read_web_page(page_in_mail(data), encoding, last_row)
    if kind == "xml workbook":
        return read_xml_workbook(data, last_row)
    if kind == "docx" or kind == "odt":
        return read_document(data, kind, last_row)
    if kind == "fods":
        data, kind = from_flat(data), "ods"
    if kind == "encrypted":
        raise refusals.locked()
    return ListFile(read_workbook(data, kind, last_row), "")


def _bytes_of(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # Opening a pipe would wait for somebody to write into it; some devices never end.
            raise refusals.not_a_file()
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refusals.not_found() from None
    except OSError:
        raise refusals.not_opened() from None
