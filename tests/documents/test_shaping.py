from __future__ import annotations

import io
import unicodedata

import pytest
import uharfbuzz as hb
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.shaping import Line, Typesetter, undrawable
from bsuh_desktop.paths import resources
from tests.helpers.papers import HARD_NAMES, copied, picture_of

SIZE, LEFT, BASE = 48.0, 20.0, 40.0
PAGE = (1400.0, 100.0)


def typesetter() -> Typesetter:
    return Typesetter(Canvas(io.BytesIO())._doc)  # type: ignore[attr-defined]


def page_with(operators: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=PAGE)
    canvas._code.append(operators)  # type: ignore[attr-defined]
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def page_of(text: str, bold: bool = False) -> bytes:
    """One line, set by the typesetter."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=PAGE)
    line = Typesetter(canvas._doc).lay_out(text, bold)  # type: ignore[attr-defined]
    canvas._code.append(line.drawn(LEFT, BASE, SIZE, "left"))  # type: ignore[attr-defined]
    canvas.showPage()
    canvas.save()
    return target.getvalue()


class Outlines:
    """A pen that writes HarfBuzz's own outlines as PDF paths: letters without any font in the file."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.x = self.y = self.at_x = self.at_y = 0.0

    def draw(self, text: str, font: hb.Font) -> None:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            self.at_x, self.at_y = self.x + position.x_offset, position.y_offset
            font.draw_glyph_with_pen(info.codepoint, self)
            self.x += position.x_advance

    def moveTo(self, point: tuple[float, float]) -> None:
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._add("l", point)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._last, control, end
        self._add(
            "c", (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3), (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3), end
        )

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def closePath(self) -> None:
        self.path.append("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self._last = points[-1]
        self.path.append(" ".join(f"{x + self.at_x:.2f} {y + self.at_y:.2f}" for x, y in points) + f" {operator}")


def outlined(text: str, font: str) -> bytes:
    """`text` drawn as outlines, all in one font."""
    face = hb.Face(hb.Blob.from_file_path(str(resources() / "fonts" / f"{font}.ttf")))
    pen = Outlines()
    pen.draw(unicodedata.normalize("NFC", text), hb.Font(face))
    return page_with(f"q {SIZE / 1000} 0 0 {SIZE / 1000} {LEFT} {BASE} cm {' '.join(pen.path)} f Q")


def ink(picture: Image.Image) -> int:
    return sum(picture.histogram()[:128])


def likeness(one: bytes, other: bytes) -> float:
    """Ink that both pages have, as a share of the ink that either has."""
    pictures = picture_of(one, dots=300), picture_of(other, dots=300)
    either = ink(ImageChops.darker(*pictures))
    assert either > 1000
    return ink(ImageChops.lighter(*pictures)) / either


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("name", [name for name in HARD_NAMES if not name.startswith("Md.")])
def test_letters_stand_where_harfbuzz_puts_them(name: str, bold: bool) -> None:
    assert likeness(page_of(name, bold), outlined(name, f"NotoSansBengali-{'Bold' if bold else 'Regular'}")) > 0.93


def test_marks_that_stand_higher_are_raised() -> None:
    marks = "T̐ k̇h̄ " * 4
    assert likeness(page_of(marks), outlined(marks, "NotoSans-Regular")) > 0.93


def test_a_broken_conjunct_would_be_seen() -> None:
    whole = "লক্ষ্মী সন্ধ্যা"
    assert likeness(page_of(whole.replace("্", "্\u200c")), outlined(whole, "NotoSansBengali-Regular")) < 0.6


@pytest.mark.parametrize("name", [*HARD_NAMES, "Cher O’Neil", "৳ ১,২০,০০০ · 50%", "“ট্যাপ, ফাঁদ আর টাকা” (২০২৬)", "a)b(c\\d"])
def test_a_line_is_copied_as_it_was_written(name: str) -> None:
    assert copied(page_of(name)) == [unicodedata.normalize("NFC", name)]


def test_what_was_not_nfc_is_copied_in_nfc() -> None:
    whole = "আ\u09afেশা \u09dc".replace("\u09af", "\u09df")
    assert not unicodedata.is_normalized("NFC", whole)
    assert copied(page_of(whole)) == [unicodedata.normalize("NFC", whole)]


def test_a_conjunct_is_one_letter_wide() -> None:
    setter = typesetter()
    apart = setter.lay_out("ক").ems + setter.lay_out("ষ").ems
    assert setter.lay_out("ক্ষ").ems < 0.8 * apart


def test_each_script_is_set_in_its_own_face() -> None:
    setter = typesetter()
    mixed = setter.lay_out("Md. রাকিব")
    assert mixed.ems == pytest.approx(setter.lay_out("Md. ").ems + setter.lay_out("রাকিব").ems)
    assert undrawable("Md. রাকিব (José) “৳ ১২” ।") == ""


def test_blanks_and_commas_stay_with_their_script() -> None:
    assert typesetter().lay_out("“ক্ষমা, রাকিব (খ)” ১২।").code.count(" Tf") == 1


def test_letters_that_no_face_has_are_named() -> None:
    assert undrawable("রাকিব 𑄌𑄋𑄴 محمد") == "𑄌𑄋𑄴محمد"


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_line_is_made_smaller_until_it_fits_and_never_larger(name: str) -> None:
    line = typesetter().lay_out(name, bold=True)
    size = line.fitted(40, 300)
    assert line.width(size) <= 300.001
    assert size == 40 or line.width(size) == pytest.approx(300)
    assert line.fitted(10, 10_000) == 10


def test_an_empty_line_takes_no_room() -> None:
    line = typesetter().lay_out("")
    assert (line.width(40), line.fitted(40, 300)) == (0, 40)


def test_two_lines_stand_behind_each_other() -> None:
    setter = typesetter()
    title, rest = setter.lay_out("“টাকা”", bold=True), setter.lay_out(" মডিউল")
    whole = title.then(rest)
    assert (whole.text, whole.ems) == ("“টাকা” মডিউল", title.ems + rest.ems)


@pytest.mark.parametrize(("align", "left"), [("left", 100.0), ("centre", 90.0), ("right", 80.0)])
def test_a_line_is_placed_by_its_side_or_middle(align: str, left: float) -> None:
    drawn = Line("x", "", 2.0).drawn(100, 50, 10, align)  # type: ignore[arg-type]
    assert f"10.00 0 0 10.00 {left:.2f} 50.00 Tm" in drawn


def test_a_document_does_not_depend_on_those_before_it() -> None:
    setter = typesetter()
    first = [setter.lay_out(name).code for name in HARD_NAMES]
    other = typesetter()
    other.lay_out("ষ্ণ ত্ত্ব ঙ্ক্ষ")
    again = typesetter()
    assert [again.lay_out(name).code for name in HARD_NAMES] == first
