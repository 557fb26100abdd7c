"""What is the same on all certificates of a batch: frame, heart, programme, headings, signature lines and QR 2.

Drawn once, as one form XObject (ISO 32000-1, 8.10), and only named on every page: fourteen times faster than again.
"""

from __future__ import annotations

from bsuh_desktop.documents import certificate_words as words
from bsuh_desktop.documents.codes import drawn_code, qr_modules
from bsuh_desktop.documents.paper import (
    A4_LONG,
    A4_SHORT,
    CORAL,
    CORAL_PALE,
    GREEN,
    INK,
    INK_SOFT,
    MM,
    filled,
    frame,
    heart,
    line,
    running_stitch,
    stroked,
)
from bsuh_desktop.documents.shaping import Typesetter
from bsuh_desktop.documents.sheets import CertificateDesign, QrPayload

MIDDLE = A4_LONG / 2
LEFT, RIGHT = 21 * MM, 276 * MM
WIDEST = 245 * MM
CODES_BOTTOM = A4_SHORT - 179.5 * MM
CAPTION, NOTE = A4_SHORT - 185 * MM, A4_SHORT - 189.5 * MM
SIGNED, ROLE = A4_SHORT - 183.5 * MM, A4_SHORT - 188 * MM
CAPTION_SIZE, NOTE_SIZE, SIGNED_SIZE = 10.0, 9.5, 11.0

_SIGNATURE_LINE, _SIGNATURE_WIDTH = A4_SHORT - 178.25 * MM, 50 * MM
_FACILITATOR, _COORDINATOR = MIDDLE - 57.75 * MM, MIDDLE + 57.75 * MM
_CODE2_MODULES, _CODE2_SIZE = 57, 35 * MM
_TILT = 0.9563, 0.2924  # cosine and sine of 17 degrees: clear of both codes
_MARK_SIZE = 74.0


def height(from_top_mm: float) -> float:
    """Points above the lower edge, for a place measured in millimetres from the upper edge of A4 landscape."""
    return A4_SHORT - from_top_mm * MM


def drawn_ground(design: CertificateDesign, typesetter: Typesetter) -> str:
    """Operators of the whole ground. Raises ValueError if QR 2 is wider than 57 modules."""
    parts = [
        _practice_mark(typesetter) if design.practice else "",
        f"{stroked(GREEN, 0.75 * MM)} {frame(10 * MM, 3 * MM)}",
        f"{stroked(CORAL, 0.5 * MM)} {running_stitch(13 * MM, 1.5 * MM)}",
        heart(MIDDLE, height(21.2), 15 * MM),
        _headings(design, typesetter),
        _signatures(design, typesetter),
        _grants(design.code2, typesetter),
    ]
    return "\n".join(parts)


def _headings(design: CertificateDesign, typesetter: Typesetter) -> str:
    programme = typesetter.lay_out(design.programme.said("bn"))
    return " ".join(
        [
            filled(INK_SOFT),
            programme.drawn(MIDDLE, height(43.5), programme.fitted(13, WIDEST)),
            filled(GREEN),
            typesetter.lay_out(words.CERTIFICATE.bn, bold=True).drawn(MIDDLE, height(63.5), 48),
            typesetter.lay_out(words.CERTIFICATE.en).drawn(MIDDLE, height(72.7), 15),
            filled(INK),
            typesetter.lay_out(words.GIVEN_TO).drawn(MIDDLE, height(84.5), 15),
        ]
    )


def _signatures(design: CertificateDesign, typesetter: Typesetter) -> str:
    signers = (
        (_FACILITATOR, design.facilitator, words.FACILITATOR),
        (_COORDINATOR, design.coordinator, words.COORDINATOR),
    )
    parts = [stroked(INK, 0.25 * MM)]
    for middle, name, role in signers:
        signer = typesetter.lay_out(name, bold=True)
        parts += [
            line(middle - _SIGNATURE_WIDTH / 2, _SIGNATURE_LINE, _SIGNATURE_WIDTH),
            filled(INK),
            signer.drawn(middle, SIGNED, signer.fitted(SIGNED_SIZE, _SIGNATURE_WIDTH)) if name else "",
            filled(INK_SOFT),
            typesetter.lay_out(words.both(role)).drawn(middle, ROLE, NOTE_SIZE),
        ]
    parts.append(typesetter.lay_out(words.both(words.DATE)).drawn(MIDDLE, ROLE, NOTE_SIZE))
    return " ".join(parts)


def _grants(payload: QrPayload, typesetter: Typesetter) -> str:
    if payload.modules > _CODE2_MODULES:
        raise ValueError(f"QR 2 is {payload.modules} modules wide, more than {_CODE2_MODULES}")
    return " ".join(
        [
            drawn_code(qr_modules(payload, "L"), RIGHT - _CODE2_SIZE, CODES_BOTTOM, _CODE2_SIZE),
            filled(INK),
            typesetter.lay_out(words.CODE_1, bold=True).drawn(LEFT, CAPTION, CAPTION_SIZE, "left"),
            typesetter.lay_out(words.CODE_2, bold=True).drawn(RIGHT, CAPTION, CAPTION_SIZE, "right"),
            typesetter.lay_out(words.OFFLINE).drawn(RIGHT, NOTE, NOTE_SIZE, "right"),
        ]
    )


def _practice_mark(typesetter: Typesetter) -> str:
    """Across the sheet, so that it cannot be cut off; pale and below everything, so that all stays readable."""
    mark = typesetter.lay_out(words.both(words.PRACTICE), bold=True)
    cosine, sine = _TILT
    place = f"q {cosine} {sine} {-sine} {cosine} {MIDDLE:.2f} {height(96):.2f} cm"
    return f"{place} {filled(CORAL_PALE)} {mark.drawn(0, -0.35 * _MARK_SIZE, _MARK_SIZE)} Q"
