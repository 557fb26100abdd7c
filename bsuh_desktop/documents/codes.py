"""QR codes on paper (ISO/IEC 18004): the modules of a payload, and the picture that a printer gets.

The mask is chosen once for all: the standard's own search takes five times as long as making the code, and the
payloads are signatures, which look like noise under any mask.
"""

from __future__ import annotations

from typing import Literal, cast

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

from bsuh_desktop.documents.sheets import QrPayload

Correction = Literal["L", "M"]
Modules = list[list[bool]]

QUIET = 4
_MASK = 2
_NUMBERS: Literal[1] = 1  # the mode indicators of ISO/IEC 18004, table 2
_BYTES: Literal[4] = 4
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M}
_WHITE_FOR_FALSE = bytes.maketrans(b"\x00\x01", b"10")


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
    """PDF operators for the symbol, `size` points wide, its lower left corner at `x`, `y` (points).

    An inline image of one bit a pixel (ISO 32000-1, 8.9.7), black as the printer has it: a mixed ink would be
    rastered at the edges. White quiet zone of four modules all round, so that nothing printed below it shows.
    """
    side = len(modules) + 2 * QUIET
    edge = QUIET * size / len(modules)
    row_hex = -(-side // 8) * 2
    fill = row_hex * 4 - side
    rows = [_row_hex(row, fill, row_hex) for row in modules]
    blank = [f"{(1 << side) - 1 << fill:0{row_hex}x}"] * QUIET
    whole = size + 2 * edge
    place = f"q {whole:.3f} 0 0 {whole:.3f} {x - edge:.3f} {y - edge:.3f} cm"
    return f"{place} BI /W {side} /H {side} /BPC 1 /CS /G /F /AHx ID {''.join(blank + rows + blank)}> EI Q"


def _row_hex(row: list[bool], fill: int, width: int) -> str:
    quiet = (1 << QUIET) - 1
    bits = int(bytes(row).translate(_WHITE_FOR_FALSE), 2)
    return f"{(quiet << len(row) | bits) << QUIET + fill | quiet << fill:0{width}x}"
