"""The certificate as a user of WeasyPrint would draw it: one HTML section a page, CSS for the design, codes as PNG."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape

from weasyprint import HTML

from bsuh_desktop.documents import certificate_content as words
from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet
from bsuh_desktop.documents.codes import Modules, qr_modules
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.paths import resources
from tests.benchmarks.peer_fpdf2 import HEART, picture

STYLE = """
@page { size: 297mm 210mm; margin: 0 }
body { margin: 0; font-family: latin, bangla; color: #16302b; text-align: center }
section { position: relative; width: 297mm; height: 210mm; page-break-after: always }
.frame { position: absolute; inset: 10mm; border: .75mm solid #0b6e4f; border-radius: 3mm }
.stitch { position: absolute; inset: 13mm; border: .5mm dashed #e4572e; border-radius: 1.5mm }
section > p, section > img, section > svg { position: absolute; margin: 0 }
section > p { left: 26mm; width: 245mm }
.heart { left: 141mm; top: 20mm; width: 15mm; height: 15mm }
.code1 { left: 21mm; top: 149.5mm; width: 30mm; image-rendering: pixelated }
.code2 { left: 241mm; top: 144.5mm; width: 35mm; image-rendering: pixelated }
.soft { color: #4b5f58 } .green { color: #0b6e4f } b { font-weight: 700 }
"""
FACILITATOR = "left:66mm;width:50mm;border-top:.25mm solid"
COORDINATOR = "left:181mm;width:50mm;border-top:.25mm solid"


def coded(modules: Modules) -> str:
    """The symbol as a PNG in a data address."""
    target = io.BytesIO()
    picture(modules).save(target, "PNG")
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode("ascii")


def faces() -> str:
    """The same fonts as ours."""
    rule = "@font-face {{ font-family: {family}; font-weight: {weight}; src: url({address}) }}"
    fonts = resources() / "fonts"
    return "".join(
        rule.format(family=family, weight=weight, address=(fonts / f"{file}-{name}.ttf").as_uri())
        for family, file in (("latin", "NotoSans"), ("bangla", "NotoSansBengali"))
        for weight, name in ((400, "Regular"), (700, "Bold"))
    )


def line(text: str, top: float, size: float, tone: str = "", place: str = "") -> str:
    """One line of text, `top` millimetres from the upper edge."""
    return f'<p class="{tone}" style="top:{top}mm;font-size:{size}pt;{place}">{text}</p>'


def section(sheet: CertificateSheet, design: CertificateDesign, grants: str, heart: str) -> str:
    """One learner's page."""
    reason = " ".join(words.english_reason(design.award, sheet.module.en, date_words(sheet.date, "en")))
    parts = [
        '<section><div class="frame"></div><div class="stitch"></div>',
        heart,
        line(escape(words.both(design.programme)), 38, 13, "soft"),
        line(f"<b>{words.CERTIFICATE.bn}</b>", 48, 48, "green"),
        line(words.CERTIFICATE.en, 67, 15, "green"),
        line(words.GIVEN_TO, 79, 15),
        line(f"<b>{escape(sheet.name_bn)}</b>", 88, 40),
        line(escape(sheet.name_en), 108, 17),
        line(f"{words.ROLL} {bangla_digits(sheet.roll)}, {sheet.grade.bn}, {sheet.place.bn}", 122, 15),
        line(f"<b>“{sheet.module.bn}”</b>{words.AFTER_TITLE[design.award]}", 131, 15),
        line(reason, 139, 11.5, "soft"),
        line(f"<b>{escape(design.facilitator)}</b>", 179, 11, "", FACILITATOR),
        line(words.both(words.FACILITATOR), 184, 9.5, "soft", FACILITATOR),
        line(f"<b>{escape(design.coordinator)}</b>", 179, 11, "", COORDINATOR),
        line(words.both(words.COORDINATOR), 184, 9.5, "soft", COORDINATOR),
        line(f"<b>{date_words(sheet.date, 'bn')}</b>", 179, 11),
        line(words.both(words.DATE), 184, 9.5, "soft"),
        line(f"<b>{words.CODE_1}</b><br>{serial_text(sheet.serial)}", 181, 10, "", "left:21mm;text-align:left"),
        line(f"<b>{words.CODE_2}</b><br>{words.OFFLINE}", 181, 10, "", "left:31mm;text-align:right"),
        f'<img class="code1" src="{coded(qr_modules(sheet.code1, "M"))}"><img class="code2" src="{grants}"></section>',
    ]
    return "".join(parts)


def write(sheets: Sequence[CertificateSheet], design: CertificateDesign) -> bytes:
    """The PDF of `sheets` by WeasyPrint."""
    grants = coded(qr_modules(design.code2, "L"))
    heart = HEART.replace("<svg ", '<svg class="heart" ', 1)
    body = "".join(section(sheet, design, grants, heart) for sheet in sheets)
    whole = f"<html lang=bn><style>{faces()}{STYLE}</style><body>{body}</body></html>"
    return bytes(HTML(string=whole).write_pdf() or b"")
