"""Opens workbooks that are encrypted, but not locked: with the key that Excel uses where nobody typed a password."""

from __future__ import annotations

import io
import struct
import zipfile
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.features.xml_walk import walk

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
