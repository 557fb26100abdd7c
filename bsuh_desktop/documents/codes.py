"""QR codes on paper (ISO/IEC 18004): the modules of a payload, and their drawing in a PDF.

The mask is always the same: the standard's search for the best one takes five times as long as making the code, and the
payloads are signatures, which look like noise under any mask.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Literal, cast

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

from bsuh_desktop.documents.certificate_content import QrPayload

Correction = Literal["L", "M"]
Modules = list[list[bool]]

QUIET = 4
_MASK = 2
_NUMBERS: Literal[1] = 1  # the mode indicators of ISO/IEC 18004, table 2
_BYTES: Literal[4] = 4
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M}
_PIXELS, _PACKED = 4, 3
_DIGITS = bytes.maketrans(b"\x00\x01", b"f0")


def qr_modules(payload: QrPayload, correction: Correction) -> Modules:
    """The symbol, row by row, True for dark, without its quiet zone.

    Raises ValueError if the payload does not fit `payload.modules`, or if that is no side of a QR code.
    """
    version, rest = divmod(payload.modules - 17, 4)
    if rest or not 1 <= version <= 40:
        raise ValueError(f"no QR code is {payload.modules} modules wide")
    code = qrcode.QRCode(version, error_correction=_LEVELS[correction], border=0, mask_pattern=_MASK)
    if payload.prefix:
        code.add_data(QRData(payload.prefix, mode=_BYTES))
    if payload.digits:
        code.add_data(QRData(payload.digits.encode("ascii"), mode=_NUMBERS))
    try:
        code.make(fit=False)
    except DataOverflowError as overflow:
        raise ValueError(f"the payload does not fit {payload.modules} modules at level {correction}") from overflow
    return cast(Modules, code.modules)


def drawn_code(modules: Modules, x: float, y: float, size: float) -> str:
    """PDF operators for the symbol, `size` points wide, with its lower left corner at `x`, `y` (points).

    An inline image of one bit a pixel (ISO 32000-1, 8.9.7) in the printer's pure black: a mixed ink would be rastered
    at the edges. It has a white quiet zone of four modules all round, which covers anything printed below it.

    Because toner and ink spread, a module is 4 pixels wide, and a dark area ends one of them before a white one to its
    right or below. Of 600 bad photographs at 150 dots an inch (tests/helpers/photographs.py) 14 could not be read
    without that if ink had spread by 1/600 inch, 2 if it had not; with it all can be read. The image is packed here,
    because compressing sixteen times the pixels with the page takes a fifth of the time of a sheet.
    """
    side = len(modules) + 2 * QUIET
    edge = QUIET * size / len(modules)
    rows = ["f" * side] * QUIET * _PIXELS
    for row, last in _pixel_rows(modules):
        rows += [row] * (_PIXELS - 1) + [last]
    rows += rows[: QUIET * _PIXELS]
    image = zlib.compress(bytes.fromhex(("f" * (side % 2)).join([*rows, ""])), _PACKED).hex()
    whole, pixels = size + 2 * edge, side * _PIXELS
    place = f"q {whole:.3f} 0 0 {whole:.3f} {x - edge:.3f} {y - edge:.3f} cm"
    return f"{place} BI /W {pixels} /H {pixels} /BPC 1 /CS /G /F [/AHx /Fl] ID {image}> EI Q"


def _pixel_rows(modules: Modules) -> Iterator[tuple[str, str]]:
    """For each row of modules, a row of pixels and the last one, which is white wherever the module below is. All rows
    are processed together, each with a white module at its end: one by one they take a tenth of the time of a sheet."""
    width = len(modules) + 1
    rows = b"\x00".join(map(bytes, modules)) + b"\x00"
    below = int.from_bytes(rows[width:] + bytes(width), "big")
    ends = (int.from_bytes(rows, "big") & below).to_bytes(len(rows), "big")
    whole, last = _digits_of(rows), _digits_of(ends)
    white = "f" * QUIET
    for start in range(0, len(rows), width):
        end = start + width - 1
        yield f"{white}{whole[start:end]}{white}", f"{white}{last[start:end]}{white}"


def _digits_of(modules: bytes) -> str:
    """One hexadecimal digit for each module: white, dark, or dark except for its last pixel. White is 1."""
    return modules.replace(b"\x01\x00", b"1\x00").translate(_DIGITS).decode("ascii")
