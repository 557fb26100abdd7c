"""The certificates of a class as one PDF: one, two or four learners a page of A4, on each sheet the name largest.

Each sheet holds the credential twice over: as it is printed, and as two QR codes that anybody can check without
internet (QR 1 this certificate, QR 2 the grants of the device that made it). Same sheets, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents import certificate_words as words
from bsuh_desktop.documents.certificate_ground import centred, drawn_cuts, drawn_ground
from bsuh_desktop.documents.certificate_inks import INKS, Inks
from bsuh_desktop.documents.certificate_plan import CODE1_SIZES, Plan, Spot
from bsuh_desktop.documents.certificate_plans import PAGES
from bsuh_desktop.documents.codes import drawn_code, qr_modules
from bsuh_desktop.documents.paper import MM, filled, line, stroked
from bsuh_desktop.documents.shaping import Typesetter
from bsuh_desktop.documents.sheets import CertificateDesign, CertificateSheet
from bsuh_desktop.domain.codes import print_serial
from bsuh_desktop.domain.dates import said_date
from bsuh_desktop.domain.text import bangla_digits

_GROUND, _CUTS = "ground", "cuts"

# ReportLab would wrap each page in base 85, in Python: a quarter longer, and a fifth of the time of a sheet.
rl_config.useA85 = 0


def write_certificates(target: BinaryIO, sheets: Iterable[CertificateSheet], design: CertificateDesign) -> int:
    """Write the sheets to `target` as `design.layout` says, taking them as they come: on each page from left to right,
    then from top to bottom; places that are left over on the last one stay empty. The number of pages.

    Raises ValueError for no sheets at all, and for a code that does not fit its place (QR 1: 53 modules, QR 2: 57).
    """
    page = PAGES[design.layout.per_page]
    canvas = Canvas(target, pagesize=(page.width * MM, page.height * MM), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(f"{words.both(words.CERTIFICATE)} · {design.programme.said('bn')}")
    canvas.setAuthor(design.programme.said("en"))
    canvas.setSubject(words.CERTIFICATE.en)
    canvas.setCreator("Be Smart Use Heart Desktop")
    drawing, rest, pages = _Drawing(canvas, design), iter(sheets), 0
    while several := list(islice(rest, design.layout.per_page)):
        drawing.put(several)
        canvas.showPage()
        pages += 1
    if not pages:
        raise ValueError("no certificate to write")
    canvas.save()
    return pages


def drawn_name(typesetter: Typesetter, plan: Plan, inks: Inks, large: str, small: str = "") -> str:
    """The name that is signed, another one below it, and a rule; or a line to write it by hand where none may be
    kept."""
    width = plan.rule_width * MM
    left = plan.middle - width / 2
    if not large:
        below = centred(typesetter.lay_out(words.both(words.NAME)), plan, plan.hand)
        return f"{stroked(inks.text, 0.25 * MM)} {line(left, plan.y(plan.hand_rule), width)} {below}"
    rule = f"{stroked(inks.rule, 0.25 * MM)} {line(left, plan.y(plan.rule), width)}"
    second = centred(typesetter.lay_out(small), plan, plan.second) if small else ""
    return f"{drawn_large_name(typesetter, plan, large, above_another=bool(small))} {second} {rule}"


def drawn_large_name(typesetter: Typesetter, plan: Plan, name: str, above_another: bool) -> str:
    """The name that is signed, alone: higher where another one stands below it."""
    return centred(typesetter.lay_out(name, bold=True), plan, plan.above if above_another else plan.alone)


def drawn_serial(typesetter: Typesetter, plan: Plan, serial: str) -> str:
    """The serial (10 characters) below QR 1."""
    x, base, size, align = plan.serial
    return typesetter.lay_out(print_serial(serial)).drawn(x * MM, plan.y(base), size, align)


def add_operators(canvas: Canvas, operators: str) -> None:
    """Write PDF `operators` to the canvas's page as they are."""
    # ReportLab has no public way to add marked content, which /ActualText is.
    canvas._code.append(operators)  # type: ignore[attr-defined]


class _Drawing:
    """Fills page after page: what differs from sheet to sheet over the batch's ground."""

    def __init__(self, canvas: Canvas, design: CertificateDesign) -> None:
        self._canvas = canvas
        self._award = design.award
        self._page = PAGES[design.layout.per_page]
        self._plan, self._inks = self._page.sheet, INKS[design.layout.ink]
        self._typesetter = Typesetter(canvas._doc)  # type: ignore[attr-defined]
        self._reasons: dict[tuple[object, ...], str] = {}
        ground = drawn_ground(design, self._typesetter)
        if len(self._page.places) == 1:
            self._form(_GROUND, ground)
            return
        self._form(_CUTS, drawn_cuts(self._page, self._inks))
        # One form moved to each place would do, but PDFium then finds its text where it was not moved to.
        for number, moved in enumerate(self._page.moves()):
            self._form(f"{_GROUND}{number}", f"{moved} {ground} Q")

    def _form(self, name: str, operators: str) -> None:
        self._canvas.beginForm(name)
        add_operators(self._canvas, operators)
        self._canvas.endForm()

    def put(self, sheets: Sequence[CertificateSheet]) -> None:
        """Draws a page of them."""
        if len(self._page.places) == 1:
            self._canvas.doForm(_GROUND)
            add_operators(self._canvas, self._drawn(sheets[0]))
            return
        self._canvas.doForm(_CUTS)
        for number, (moved, sheet) in enumerate(zip(self._page.moves(), sheets, strict=False)):
            self._canvas.doForm(f"{_GROUND}{number}")
            add_operators(self._canvas, f"{moved} {self._drawn(sheet)} Q")

    def _drawn(self, sheet: CertificateSheet) -> str:
        """Operators of one sheet over the ground."""
        reason = (sheet.module, sheet.date)
        if reason not in self._reasons:
            self._reasons[reason] = self._reason(sheet)
        return "\n".join(
            [filled(self._inks.text), self._names(sheet), self._class(sheet), self._code(sheet), self._reasons[reason]]
        )

    def _names(self, sheet: CertificateSheet) -> str:
        large, small = (sheet.name_bn, sheet.name_en) if sheet.name_bn else (sheet.name_en, "")
        return drawn_name(self._typesetter, self._plan, self._inks, large, small)

    def _class(self, sheet: CertificateSheet) -> str:
        roll = f"{words.ROLL} {bangla_digits(sheet.roll)}" if sheet.roll else ""
        parts = (roll, sheet.grade.said("bn"), sheet.place.said("bn"))
        return self._set(", ".join(part for part in parts if part), self._plan.group)

    def _code(self, sheet: CertificateSheet) -> str:
        plan = self._plan
        size = next((size for most, size in CODE1_SIZES.items() if sheet.code1.modules <= most), None)
        if size is None:
            raise ValueError(f"QR 1 is {sheet.code1.modules} modules wide, more than {max(CODE1_SIZES)}")
        code = drawn_code(qr_modules(sheet.code1, "M"), plan.left * MM, plan.y(plan.codes), size * MM)
        return f"{code} {drawn_serial(self._typesetter, plan, sheet.serial)}"

    def _reason(self, sheet: CertificateSheet) -> str:
        """The module, why the certificate was given, and the day: mostly the same on all sheets."""
        plan = self._plan
        title = self._typesetter.lay_out(f"“{sheet.module.said('bn')}”", bold=True)
        whole = title.then(self._typesetter.lay_out(words.AFTER_TITLE[self._award]))
        english = words.english_reason(self._award, sheet.module.said("en"), said_date(sheet.date, "en"))
        lines = [" ".join(english)] if len(plan.english) == 1 else english
        return " ".join(
            [
                centred(whole, plan, plan.reason),
                centred(self._typesetter.lay_out(said_date(sheet.date, "bn"), bold=True), plan, plan.date),
                filled(self._inks.soft),
                *(self._set(text, spot) for text, spot in zip(lines, plan.english, strict=True)),
            ]
        )

    def _set(self, text: str, spot: Spot) -> str:
        return centred(self._typesetter.lay_out(text), self._plan, spot)
