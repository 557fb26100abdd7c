"""The certificates of a class as one PDF: A4 landscape, one learner a page, the name largest.

Each page holds the credential twice over: as it is printed, and as two QR codes that anybody can check without
internet (QR 1 this certificate, QR 2 the grants of the device that made it). Same sheets, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents import certificate_words as words
from bsuh_desktop.documents.certificate_ground import (
    CODES_BOTTOM,
    LEFT,
    MIDDLE,
    NOTE,
    NOTE_SIZE,
    SIGNED,
    SIGNED_SIZE,
    WIDEST,
    drawn_ground,
    height,
)
from bsuh_desktop.documents.codes import drawn_code, qr_modules
from bsuh_desktop.documents.paper import A4_LONG, A4_SHORT, EDGE, INK, INK_SOFT, MM, filled, line, stroked
from bsuh_desktop.documents.shaping import Line, Typesetter
from bsuh_desktop.documents.sheets import CertificateDesign, CertificateSheet
from bsuh_desktop.domain.codes import print_serial
from bsuh_desktop.domain.dates import said_date
from bsuh_desktop.domain.text import bangla_digits

_NAME_SIZE, _ENGLISH_NAME_SIZE, _LINE_SIZE, _SECOND_SIZE = 40.0, 17.0, 15.0, 11.5
_RULE_WIDTH = 130 * MM
_CODE1_SIZES = {49: 30 * MM, 53: 33 * MM}
_BETWEEN_CODES = 170 * MM
_GROUND = "ground"

# ReportLab would wrap each page in base 85, in Python: a quarter longer, and a fifth of the time of a sheet.
rl_config.useA85 = 0


def write_certificates(target: BinaryIO, sheets: Iterable[CertificateSheet], design: CertificateDesign) -> int:
    """Write one page a sheet to `target`, taking the sheets as they come; the number of pages.

    Raises ValueError for no sheets at all, and for a code that does not fit its place (QR 1: 53 modules, QR 2: 57).
    """
    canvas = Canvas(target, pagesize=(A4_LONG, A4_SHORT), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(f"{words.both(words.CERTIFICATE)} · {design.programme.said('bn')}")
    canvas.setAuthor(design.programme.said("en"))
    canvas.setSubject(words.CERTIFICATE.en)
    canvas.setCreator("Be Smart Use Heart Desktop")
    page = _Page(canvas, design)
    pages = 0
    for sheet in sheets:
        canvas.doForm(_GROUND)
        add_operators(canvas, page.drawn(sheet))
        canvas.showPage()
        pages += 1
    if not pages:
        raise ValueError("no certificate to write")
    canvas.save()
    return pages


def drawn_name(typesetter: Typesetter, large: str, small: str = "") -> str:
    """The name that is signed, another one below it, and a rule; or a line to write it by hand where none may be
    kept."""
    if not large:
        below = _centred(typesetter.lay_out(words.both(words.NAME)), height(117), NOTE_SIZE)
        return f"{stroked(INK, 0.25 * MM)} {line(MIDDLE - _RULE_WIDTH / 2, height(112), _RULE_WIDTH)} {below}"
    rule = f"{stroked(EDGE, 0.25 * MM)} {line(MIDDLE - _RULE_WIDTH / 2, height(118), _RULE_WIDTH)}"
    second = _centred(typesetter.lay_out(small), height(113.5), _ENGLISH_NAME_SIZE) if small else ""
    return f"{drawn_large_name(typesetter, large, above_another=bool(small))} {second} {rule}"


def drawn_large_name(typesetter: Typesetter, name: str, above_another: bool) -> str:
    """The name that is signed, alone: higher where another one stands below it."""
    return _centred(typesetter.lay_out(name, bold=True), height(102.5 if above_another else 106), _NAME_SIZE)


def drawn_serial(typesetter: Typesetter, serial: str) -> str:
    """The serial (10 characters) below QR 1."""
    return typesetter.lay_out(print_serial(serial)).drawn(LEFT, NOTE, NOTE_SIZE, "left")


def add_operators(canvas: Canvas, operators: str) -> None:
    """Write PDF `operators` to the canvas's page as they are."""
    # ReportLab has no public way to add marked content, which /ActualText is.
    canvas._code.append(operators)  # type: ignore[attr-defined]


def _centred(text: Line, y: float, size: float, widest: float = WIDEST) -> str:
    """One centred line, smaller where it would be wider than `widest` points."""
    return text.drawn(MIDDLE, y, text.fitted(size, widest))


class _Page:
    """Draws what differs from sheet to sheet over the batch's ground."""

    def __init__(self, canvas: Canvas, design: CertificateDesign) -> None:
        self._award = design.award
        self._typesetter = Typesetter(canvas._doc)  # type: ignore[attr-defined]
        self._reasons: dict[tuple[object, ...], str] = {}
        canvas.beginForm(_GROUND)
        add_operators(canvas, drawn_ground(design, self._typesetter))
        canvas.endForm()

    def drawn(self, sheet: CertificateSheet) -> str:
        """Operators of one page over the ground."""
        reason = (sheet.module, sheet.date)
        if reason not in self._reasons:
            self._reasons[reason] = self._reason(sheet)
        return "\n".join(
            [filled(INK), self._names(sheet), self._class(sheet), self._code(sheet), self._reasons[reason]]
        )

    def _names(self, sheet: CertificateSheet) -> str:
        large, small = (sheet.name_bn, sheet.name_en) if sheet.name_bn else (sheet.name_en, "")
        return drawn_name(self._typesetter, large, small)

    def _class(self, sheet: CertificateSheet) -> str:
        roll = f"{words.ROLL} {bangla_digits(sheet.roll)}" if sheet.roll else ""
        parts = (roll, sheet.grade.said("bn"), sheet.place.said("bn"))
        return self._set(", ".join(part for part in parts if part), height(128), _LINE_SIZE)

    def _code(self, sheet: CertificateSheet) -> str:
        size = next((size for most, size in _CODE1_SIZES.items() if sheet.code1.modules <= most), None)
        if size is None:
            raise ValueError(f"QR 1 is {sheet.code1.modules} modules wide, more than {max(_CODE1_SIZES)}")
        code = drawn_code(qr_modules(sheet.code1, "M"), LEFT, CODES_BOTTOM, size)
        return f"{code} {drawn_serial(self._typesetter, sheet.serial)}"

    def _reason(self, sheet: CertificateSheet) -> str:
        """The module, why the certificate was given, and the day: mostly the same on all sheets."""
        title = self._typesetter.lay_out(f"“{sheet.module.said('bn')}”", bold=True)
        whole = title.then(self._typesetter.lay_out(words.AFTER_TITLE[self._award]))
        english = words.ENGLISH_REASON[self._award].format(
            module=sheet.module.said("en"), date=said_date(sheet.date, "en")
        )
        return " ".join(
            [
                whole.drawn(MIDDLE, height(136.5), whole.fitted(_LINE_SIZE, WIDEST)),
                _centred(self._typesetter.lay_out(said_date(sheet.date, "bn"), bold=True), SIGNED, SIGNED_SIZE),
                filled(INK_SOFT),
                self._set(english, height(143.3), _SECOND_SIZE, widest=_BETWEEN_CODES),
            ]
        )

    def _set(self, text: str, y: float, size: float, widest: float = WIDEST) -> str:
        return _centred(self._typesetter.lay_out(text), y, size, widest)
