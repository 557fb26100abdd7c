"""The ground of a certificate, which a batch shares: frame, heart, programme, headings, signature lines and QR 2.

Drawn once, as one form XObject (ISO 32000-1, 8.10), and only referred to on each page, which is fourteen times faster
than drawing it again.
"""

from __future__ import annotations

from typing import NamedTuple

from bsuh_desktop.documents import certificate_words as words
from bsuh_desktop.documents.certificate_content import CODE2_MODULES, PrintedSheet, QrPayload
from bsuh_desktop.documents.certificate_inks import Inks
from bsuh_desktop.documents.certificate_layout import CODE2_SIZE, Border, Page, SheetLayout, Spot
from bsuh_desktop.documents.codes import drawn_code, qr_modules
from bsuh_desktop.documents.paper_style import MM, WHITE, filled, frame, heart, line, running_stitch, stroked
from bsuh_desktop.documents.typesetter import Line, Typesetter

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
    code2: QrPayload

    @classmethod
    def of(cls, sheet: PrintedSheet) -> Ground:
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


def _grants(payload: QrPayload, plan: SheetLayout, inks: Inks, typesetter: Typesetter) -> str:
    """QR 2 and the text below both codes."""
    if payload.modules > CODE2_MODULES:
        raise ValueError(f"QR 2 is {payload.modules} modules wide, more than {CODE2_MODULES}")
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
