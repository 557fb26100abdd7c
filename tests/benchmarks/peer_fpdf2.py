"""The certificate as a user of fpdf2 would draw it: ground in `header`, shaped text in cells, codes as pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from fpdf import FPDF
from PIL import Image

from bsuh_desktop.documents import certificate_content as words
from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet
from bsuh_desktop.documents.codes import Modules, qr_modules
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.paths import resources

HEART = """<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 48 48">
<path d="M24 43C10 33 4 25 4 16.5A10.5 10.5 0 0 1 24 12a10.5 10.5 0 0 1 20 4.5C44 25 38 33 24 43z" fill="#E4572E"/>
<path d="M24 37.5C13 29.5 8.5 23 8.5 17a6.5 6.5 0 0 1 12.5-2.5M27 14.5A6.5 6.5 0 0 1 39.5 17c0 6-4.5 12.5-15.5 20.5"
fill="none" stroke="#FFFFFF" stroke-width="2" stroke-dasharray="4 3.5" stroke-linecap="round"/></svg>"""


def picture(modules: Modules) -> Image.Image:
    """The symbol as a picture of one bit a pixel."""
    side = len(modules)
    grey = Image.frombytes("L", (side, side), bytes(0 if dark else 255 for row in modules for dark in row))
    return grey.convert("1")


class Certificates(FPDF):
    """A batch; fpdf2 calls `header` for each page."""

    def __init__(self, design: CertificateDesign) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.design = design
        self.grants = picture(qr_modules(design.code2, "L"))
        self.set_auto_page_break(False)
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self.add_font("latin", style, resources() / "fonts" / f"NotoSans-{weight}.ttf")
            self.add_font("bangla", style, resources() / "fonts" / f"NotoSansBengali-{weight}.ttf")
        self.set_fallback_fonts(["latin"])
        self.set_text_shaping(True)

    def header(self) -> None:
        self.set_draw_color(11, 110, 79)
        self.set_line_width(0.75)
        self.rect(10, 10, 277, 190, round_corners=True, corner_radius=3)
        self.set_draw_color(228, 87, 46)
        self.set_line_width(0.5)
        self.set_dash_pattern(1.15, 1)
        self.rect(13, 13, 271, 184, round_corners=True, corner_radius=1.5)
        self.set_dash_pattern()
        self.image(io.BytesIO(HEART.encode()), x=141, y=20, w=15)
        self.set_draw_color(22, 48, 43)
        self.line(66, 178.25, 116, 178.25)
        self.line(181, 178.25, 231, 178.25)
        self.put(words.both(self.design.programme), 40, 13)
        self.put(words.CERTIFICATE.bn, 50, 48, "B")
        self.put(words.CERTIFICATE.en, 68, 15)
        self.put(words.GIVEN_TO, 80, 15)
        for x, name, role in (
            (66, self.design.facilitator, words.FACILITATOR),
            (181, self.design.coordinator, words.COORDINATOR),
        ):
            self.put(name, 180, 11, "B", x, 50)
            self.put(words.both(role), 185, 9.5, "", x, 50)
        self.put(words.both(words.DATE), 185, 9.5)
        self.image(self.grants, x=241, y=144.5, w=35)
        self.put(words.CODE_1, 182, 10, "B", 21, 40, "L")
        self.put(words.CODE_2, 182, 10, "B", 226, 50, "R")
        self.put(words.OFFLINE, 187, 9.5, "", 226, 50, "R")

    def put(
        self,
        text: str,
        y: float,
        size: float,
        style: Literal["", "B"] = "",
        x: float = 26,
        width: float = 245,
        align: str = "C",
    ) -> None:
        """One line of text."""
        # A Latin line asks for its own face: after a fallback, fpdf2 2.8 draws the next line in the wrong one.
        self.set_font("latin" if text[0].isascii() else "bangla", style, size)
        self.set_xy(x, y)
        self.cell(width, size * 0.4, text, align=align)

    def sheet(self, sheet: CertificateSheet) -> None:
        """One learner's page."""
        self.add_page()
        self.put(sheet.name_bn, 92, 40, "B")
        self.put(sheet.name_en, 110, 17)
        self.line(83.5, 118, 213.5, 118)
        self.put(f"{words.ROLL} {bangla_digits(sheet.roll)}, {sheet.grade.bn}, {sheet.place.bn}", 123, 15)
        self.put(f"“{sheet.module.bn}”{words.AFTER_TITLE[self.design.award]}", 132, 15)
        reason = words.english_reason(self.design.award, sheet.module.en, date_words(sheet.date, "en"))
        self.put(" ".join(reason), 140, 11.5)
        self.put(date_words(sheet.date, "bn"), 180, 11, "B")
        self.image(picture(qr_modules(sheet.code1, "M")), x=21, y=149.5, w=30)
        self.put(serial_text(sheet.serial), 187, 9.5, "", 21, 40, "L")


def write(sheets: Sequence[CertificateSheet], design: CertificateDesign) -> bytes:
    """The PDF of `sheets` by fpdf2."""
    batch = Certificates(design)
    for sheet in sheets:
        batch.sheet(sheet)
    return bytes(batch.output())
