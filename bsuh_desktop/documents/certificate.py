"""The certificates of a class as one PDF: one, two or four to a page of A4, the name largest on each.

Each sheet contains the credential twice: in print, and as two QR codes that anybody can check without internet (QR 1
this certificate, QR 2 the grants of the device that made it). The same sheets give the same bytes. What a batch shares
(frame, heart, programme, headings, signature lines, QR 2) is drawn once, as one form XObject (ISO 32000-1, 8.10), and
only referred to on each page, which is fourteen times faster. Black alone means pure black: no grey and no tint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

import msgspec
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents import certificate_content
from bsuh_desktop.documents import certificate_content as words
from bsuh_desktop.documents.certificate_layout import CODE1_SIZES, CODE2_SIZE, PAGES, Border, Page, SheetLayout, Spot
from bsuh_desktop.documents.codes import drawn_code, qr_modules
from bsuh_desktop.documents.paper_style import (
    CORAL,
    CORAL_PALE,
    EDGE,
    GREEN,
    INK,
    INK_SOFT,
    MM,
    WHITE,
    filled,
    frame,
    heart,
    line,
    running_stitch,
    stroked,
)
from bsuh_desktop.documents.typesetter import Line, Typesetter
from bsuh_desktop.domain.certificates import DRAWING, Ink, Layout
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.dates import date_words

BLACK = "#000000"


class Inks(msgspec.Struct, frozen=True):
    """The colour of each part, as #RRGGBB."""

    text: str
    soft: str
    title: str
    heart: str
    rule: str
    mark: str
    """The practice mark; "" if it is an outline in the colour `text`."""


INKS: dict[Ink, Inks] = {
    "colour": Inks(INK, INK_SOFT, GREEN, CORAL, EDGE, CORAL_PALE),
    "black": Inks(BLACK, BLACK, BLACK, BLACK, BLACK, ""),
}


_OUTLINE, _OUTLINE_DASH = 0.7, "[2 1.4] 0 d"
_CUT, _CUT_DASH = 0.4, "[2 4] 0 d"
_UNPRINTED = 5 * MM


def centred(text: Line, plan: SheetLayout, spot: Spot, x: float | None = None) -> str:
    """One line centred on the sheet or at `x` points, set smaller if it would be wider than its spot."""
    size = text.fitted(spot.size, spot.widest * MM)
    return text.drawn(plan.middle + spot.right * MM if x is None else x, plan.y(spot.base), size)


class Ground(NamedTuple):
    """The content of a ground."""

    programme: str
    facilitator: str
    coordinator: str
    practice: bool
    code2: certificate_content.QrPayload

    @classmethod
    def of(cls, sheet: certificate_content.PrintedSheet) -> Ground:
        """The ground of a sheet."""
        words = sheet.words
        return cls(words.programme, words.facilitator, words.coordinator, words.practice, sheet.code2)


def drawn_ground(ground: Ground, plan: SheetLayout, inks: Inks, typesetter: Typesetter) -> str:
    """The operators of a sheet's whole ground. Raises ValueError if QR 2 is wider than 57 modules."""
    x, top, width = (length * MM for length in plan.heart)
    parts = [
        drawn_mark(plan, inks, typesetter) if ground.practice else "",
        f"{stroked(inks.title, plan.frame.thick * MM)} {frame(*_border(plan, plan.frame))}",
        f"{stroked(inks.heart, plan.stitch.thick * MM)} {running_stitch(*_border(plan, plan.stitch))}",
        heart(x, plan.height * MM - top, width, inks.heart),
        _headings(ground, plan, inks, typesetter),
        _signatures(ground, plan, inks, typesetter),
        _grants(ground.code2, plan, inks, typesetter),
    ]
    return "\n".join(parts)


def drawn_cuts(page: Page, inks: Inks) -> str:
    """The operators of the cutting lines between the sheets of a page."""
    width, height, sheet = page.width * MM, page.height * MM, page.sheet
    lines = [line(_UNPRINTED, sheet.height * MM, width - 2 * _UNPRINTED)]
    if sheet.width < page.width:
        x = sheet.width * MM
        lines.append(f"{x:.2f} {_UNPRINTED:.2f} m {x:.2f} {height - _UNPRINTED:.2f} l S")
    return f"q {stroked(inks.rule, _CUT)} {_CUT_DASH} {' '.join(lines)} Q"


def drawn_mark(plan: SheetLayout, inks: Inks, typesetter: Typesetter) -> str:
    """The practice mark: across the sheet, so that it cannot be cut off; pale and below everything, so that all text
    stays readable. With black ink it is an outline: its letters are drawn thick, then in white inside."""
    mark, tilted = typesetter.lay_out(words.both(words.PRACTICE), bold=True), plan.mark
    cosine, sine = tilted.cosine, tilted.sine
    place = f"q {cosine} {sine} {-sine} {cosine} {plan.middle:.2f} {plan.y(tilted.middle):.2f} cm"
    letters = mark.drawn(0, -0.35 * tilted.size, tilted.size)
    if inks.mark:
        return f"{place} {filled(inks.mark)} {letters} Q"
    outline = f"{stroked(inks.text, _OUTLINE)} {_OUTLINE_DASH} 1 Tr {letters} 0 Tr"
    return f"{place} {outline} {filled(WHITE)} {letters} Q"


def _border(plan: SheetLayout, border: Border) -> tuple[float, float, float, float]:
    return border.inset * MM, border.radius * MM, plan.width * MM, plan.height * MM


def _headings(ground: Ground, plan: SheetLayout, inks: Inks, typesetter: Typesetter) -> str:
    title, english = words.CERTIFICATE.bn, plan.title_english
    if english is None:
        title = words.both(words.CERTIFICATE)
    return " ".join(
        [
            filled(inks.soft),
            centred(typesetter.lay_out(ground.programme), plan, plan.programme),
            filled(inks.title),
            centred(typesetter.lay_out(title, bold=True), plan, plan.title),
            *([centred(typesetter.lay_out(words.CERTIFICATE.en), plan, english)] if english else []),
            filled(inks.text),
            centred(typesetter.lay_out(words.GIVEN_TO), plan, plan.given),
        ]
    )


def _signatures(ground: Ground, plan: SheetLayout, inks: Inks, typesetter: Typesetter) -> str:
    signers = plan.signers
    said = ((ground.facilitator, words.FACILITATOR), (ground.coordinator, words.COORDINATOR))
    parts = [stroked(inks.text, 0.25 * MM)]
    for (x, y), (name, role) in zip(signers.places, said, strict=True):
        middle, width = x * MM, signers.width * MM
        name_spot, role_spot = (spot._replace(base=y + spot.base) for spot in (signers.name, signers.role))
        parts += [
            line(middle - width / 2, plan.y(y), width),
            filled(inks.text),
            centred(typesetter.lay_out(name, bold=True), plan, name_spot, middle) if name else "",
            filled(inks.soft),
            centred(typesetter.lay_out(words.both(role)), plan, role_spot, middle),
        ]
    if plan.dated is not None:
        parts.append(centred(typesetter.lay_out(words.both(words.DATE)), plan, plan.dated))
    return " ".join(parts)


def _grants(payload: certificate_content.QrPayload, plan: SheetLayout, inks: Inks, typesetter: Typesetter) -> str:
    """QR 2 and the text below both codes."""
    if payload.modules > certificate_content.CODE2_MODULES:
        raise ValueError(f"QR 2 is {payload.modules} modules wide, more than {certificate_content.CODE2_MODULES}")
    caption, right, size = plan.caption, plan.right * MM, CODE2_SIZE * MM
    first = typesetter.lay_out(words.CODE_1, bold=True).drawn(
        plan.left * MM, plan.y(caption.base), caption.size, "left"
    )
    second, offline = typesetter.lay_out(words.CODE_2, bold=True), typesetter.lay_out(words.OFFLINE)
    note = [offline.drawn(right, plan.y(plan.note.base), plan.note.size, "right")] if plan.note else []
    if not note:
        second = second.then(typesetter.lay_out(" · ")).then(offline)
    return " ".join(
        [
            drawn_code(qr_modules(payload, "L"), right - size, plan.y(plan.codes), size),
            filled(inks.text),
            first,
            second.drawn(right, plan.y(caption.base), second.fitted(caption.size, caption.widest * MM), "right"),
            *note,
        ]
    )


_GROUND, _CUTS = "ground", "cuts"

# ReportLab would encode each page in base 85, in Python: a quarter larger, and a fifth of the time of a sheet.
rl_config.useA85 = 0


def write_certificates(
    target: BinaryIO,
    sheets: Iterable[certificate_content.CertificateSheet],
    design: certificate_content.CertificateDesign,
) -> int:
    """Writes the sheets to `target`, arranged by `design.layout`, consuming them one by one: on each page from left to
    right, then from top to bottom; unused places on the last page stay empty. Returns the number of pages.

    Raises ValueError if there are no sheets, and for a code that does not fit its place (QR 1: 53 modules, QR 2: 57).
    """
    drawing = SheetDrawing(target, design.layout)
    canvas = drawing.canvas
    canvas.setTitle(f"{words.both(words.CERTIFICATE)} · {design.programme.text_in('bn')}")
    canvas.setAuthor(design.programme.text_in("en"))
    canvas.setSubject(words.CERTIFICATE.en)
    canvas.setCreator("Be Smart Use Heart Desktop")
    rest, pages = (printed_sheet(sheet, design) for sheet in sheets), 0
    while several := list(islice(rest, design.layout.per_page)):
        drawing.put(several)
        pages += 1
    if not pages:
        raise ValueError("no certificate to write")
    canvas.save()
    return pages


def printed_sheet(
    sheet: certificate_content.CertificateSheet, design: certificate_content.CertificateDesign
) -> certificate_content.PrintedSheet:
    """What is drawn for a certificate."""
    large = sheet.name_bn or sheet.name_en
    printed = sheet.words or words.words_of(sheet, design)
    return certificate_content.PrintedSheet(sheet.serial, sheet.date, large, sheet.code1, design.code2, printed)


def drawn_name(typesetter: Typesetter, plan: SheetLayout, inks: Inks, large: str, small: str = "") -> str:
    """The signed name, another one below it, and a rule; or a line to write the name by hand if none may be stored."""
    width = plan.rule_width * MM
    left = plan.middle - width / 2
    if not large:
        below = centred(typesetter.lay_out(words.both(words.NAME)), plan, plan.hand)
        return f"{stroked(inks.text, 0.25 * MM)} {line(left, plan.y(plan.hand_rule), width)} {below}"
    rule = f"{stroked(inks.rule, 0.25 * MM)} {line(left, plan.y(plan.rule), width)}"
    second = centred(typesetter.lay_out(small), plan, plan.second) if small else ""
    return f"{drawn_large_name(typesetter, plan, large, above_another=bool(small))} {second} {rule}"


def drawn_large_name(typesetter: Typesetter, plan: SheetLayout, name: str, above_another: bool) -> str:
    """The signed name only; higher if another one follows below it."""
    return centred(typesetter.lay_out(name, bold=True), plan, plan.above if above_another else plan.alone)


def drawn_serial(typesetter: Typesetter, plan: SheetLayout, serial: str) -> str:
    """The serial (10 characters) below QR 1."""
    x, base, size, align = plan.serial
    return typesetter.lay_out(serial_text(serial)).drawn(x * MM, plan.y(base), size, align)


def add_operators(canvas: Canvas, operators: str) -> None:
    """Writes PDF `operators` to the canvas's page unchanged."""
    # ReportLab has no public way to add marked content, which /ActualText is.
    canvas._code.append(operators)  # type: ignore[attr-defined]


class SheetDrawing:
    """Draws page after page of a PDF: what differs between sheets over what many of them share."""

    def __init__(self, target: BinaryIO, layout: Layout) -> None:
        self._page = PAGES[layout.per_page]
        self._plan, self._inks = self._page.sheet, INKS[layout.ink]
        size = (self._page.width * MM, self._page.height * MM)
        self.canvas = Canvas(target, pagesize=size, pageCompression=1, invariant=1, lang="bn")
        self._typesetter = Typesetter(self.canvas._doc)  # type: ignore[attr-defined]
        self._reasons: dict[tuple[object, ...], str] = {}
        self._grounds: dict[Ground, str] = {}

    def put(self, sheets: Sequence[certificate_content.PrintedSheet | None]) -> None:
        """Draws the next page: one sheet for each of its places, or fewer; a place stays empty for None. Raises
        ValueError for a code that does not fit, and for a drawing number that does not exist."""
        several = len(self._page.slots) > 1
        if several and not self.canvas.hasForm(_CUTS):
            self._form(_CUTS, drawn_cuts(self._page, self._inks))
        grounds = {place: self._ground(sheet) for place, sheet in enumerate(sheets) if sheet is not None}
        if several:
            self.canvas.doForm(_CUTS)
        for place, (moved, sheet) in enumerate(zip(self._page.moves(), sheets, strict=False)):
            if sheet is not None:
                self.canvas.doForm(f"{grounds[place]}{place}" if several else grounds[place])
                add_operators(self.canvas, f"{moved} {self._drawn(sheet)} Q" if several else self._drawn(sheet))
        self.canvas.showPage()

    def _ground(self, sheet: certificate_content.PrintedSheet) -> str:
        """The name of the form with a sheet's ground, which is only drawn once."""
        ground = Ground.of(sheet)
        if ground not in self._grounds:
            if sheet.words.drawing != DRAWING:
                raise ValueError(f"there is no drawing number {sheet.words.drawing}")
            several = len(self._page.slots) > 1
            name = f"{_GROUND}-{len(self._grounds) + 1}-" if self._grounds else _GROUND
            self._grounds[ground] = name
            operators = drawn_ground(ground, self._plan, self._inks, self._typesetter)
            # One form moved to each place would be enough, but PDFium then finds its text at the unmoved place.
            for number, moved in enumerate(self._page.moves()):
                self._form(f"{name}{number}" if several else name, f"{moved} {operators} Q" if several else operators)
        return self._grounds[ground]

    def _form(self, name: str, operators: str) -> None:
        self.canvas.beginForm(name)
        add_operators(self.canvas, operators)
        self.canvas.endForm()

    def _drawn(self, sheet: certificate_content.PrintedSheet) -> str:
        """The operators of one sheet over its ground."""
        reason = (sheet.words.module, sheet.words.award, sheet.date)
        if reason not in self._reasons:
            self._reasons[reason] = self._reason(sheet)
        name = drawn_name(self._typesetter, self._plan, self._inks, sheet.name, sheet.words.second_name)
        group = self._set(sheet.words.group, self._plan.group)
        return "\n".join([filled(self._inks.text), name, group, self._code(sheet), self._reasons[reason]])

    def _code(self, sheet: certificate_content.PrintedSheet) -> str:
        plan = self._plan
        size = next((size for most, size in CODE1_SIZES.items() if sheet.code1.modules <= most), None)
        if size is None:
            raise ValueError(f"QR 1 is {sheet.code1.modules} modules wide, more than {max(CODE1_SIZES)}")
        code = drawn_code(qr_modules(sheet.code1, "M"), plan.left * MM, plan.y(plan.codes), size * MM)
        return f"{code} {drawn_serial(self._typesetter, plan, sheet.serial)}"

    def _reason(self, sheet: certificate_content.PrintedSheet) -> str:
        """The module, why the certificate was given, and the day: mostly the same on all sheets."""
        plan, award, module = self._plan, sheet.words.award, sheet.words.module
        title = self._typesetter.lay_out(f"“{module.bn}”", bold=True)
        whole = title.then(self._typesetter.lay_out(words.AFTER_TITLE[award]))
        english = words.english_reason(award, module.en, date_words(sheet.date, "en"))
        lines = [" ".join(english)] if len(plan.english) == 1 else english
        return " ".join(
            [
                centred(whole, plan, plan.reason),
                centred(self._typesetter.lay_out(date_words(sheet.date, "bn"), bold=True), plan, plan.date),
                filled(self._inks.soft),
                *(self._set(text, spot) for text, spot in zip(lines, plan.english, strict=True)),
            ]
        )

    def _set(self, text: str, spot: Spot) -> str:
        return centred(self._typesetter.lay_out(text), self._plan, spot)
