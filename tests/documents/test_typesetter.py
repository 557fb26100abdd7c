from __future__ import annotations

import functools
import io
import unicodedata
from collections.abc import Iterable

import pytest
import uharfbuzz as hb
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.typesetter import Line, Typesetter, undrawable
from bsuh_desktop.paths import resources
from tests.helpers.papers import HARD_NAMES, copied, copied_pages, pictures_of

SIZE, LEFT, BASE = 48.0, 20.0, 40.0
PAGE = (1400.0, 100.0)


def typesetter() -> Typesetter:
    return Typesetter(Canvas(io.BytesIO())._doc)  # type: ignore[attr-defined]


def pages_with(pages: Iterable[str]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=PAGE)
    for operators in pages:
        canvas._code.append(operators)  # type: ignore[attr-defined]
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def pages_of(texts: Iterable[str], bold: bool = False) -> bytes:
    """One line a page, set by the typesetter."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=PAGE)
    setter = Typesetter(canvas._doc)  # type: ignore[attr-defined]
    for text in texts:
        canvas._code.append(setter.lay_out(text, bold).drawn(LEFT, BASE, SIZE, "left"))  # type: ignore[attr-defined]
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


def outlined(texts: Iterable[str], font: str) -> bytes:
    """`texts`, a page each, drawn as outlines, all in one font."""
    face = hb.Face(hb.Blob.from_file_path(str(resources() / "fonts" / f"{font}.ttf")))
    return pages_with(map(functools.partial(drawn_outlines, hb.Font(face)), texts))


def drawn_outlines(font: hb.Font, text: str) -> str:
    pen = Outlines()
    pen.draw(unicodedata.normalize("NFC", text), font)
    return f"q {SIZE / 1000} 0 0 {SIZE / 1000} {LEFT} {BASE} cm {' '.join(pen.path)} f Q"


def ink(picture: Image.Image) -> int:
    return sum(picture.histogram()[:128])


def likenesses(one: bytes, other: bytes) -> list[float]:
    """Of each page of both: ink that both have, as a share of the ink that either has."""
    pairs = list(zip(pictures_of(one, dots=300), pictures_of(other, dots=300), strict=True))
    either = [ink(ImageChops.darker(*pictures)) for pictures in pairs]
    assert min(either) > 1000
    return [ink(ImageChops.lighter(*pictures)) / all_ink for pictures, all_ink in zip(pairs, either, strict=True)]


@pytest.mark.parametrize("bold", [False, True])
def test_letters_stand_where_harfbuzz_puts_them(bold: bool) -> None:
    names = [name for name in HARD_NAMES if not name.startswith("Md.")]
    alike = likenesses(pages_of(names, bold), outlined(names, f"NotoSansBengali-{'Bold' if bold else 'Regular'}"))
    assert len(alike) == len(names)
    assert [name for name, likeness in zip(names, alike, strict=True) if likeness <= 0.93] == []


def test_marks_that_stand_higher_are_raised() -> None:
    marks = "T̐ k̇h̄ " * 4
    assert likenesses(pages_of([marks]), outlined([marks], "NotoSans-Regular"))[0] > 0.93


def test_a_broken_conjunct_would_be_seen() -> None:
    whole = "লক্ষ্মী সন্ধ্যা"
    broken = whole.replace("্", "্\u200c")
    assert likenesses(pages_of([broken]), outlined([whole], "NotoSansBengali-Regular"))[0] < 0.6


def test_a_line_is_copied_as_it_was_written() -> None:
    lines = [*HARD_NAMES, "Cher O’Neil", "৳ ১,২০,০০০ · 50%", "“ট্যাপ, ফাঁদ আর টাকা” (২০২৬)", "a)b(c\\d"]
    assert copied_pages(pages_of(lines)) == [[unicodedata.normalize("NFC", line)] for line in lines]


def test_what_was_not_nfc_is_copied_in_nfc() -> None:
    whole = "আ\u09afেশা \u09dc".replace("\u09af", "\u09df")
    assert not unicodedata.is_normalized("NFC", whole)
    assert copied(pages_of([whole])) == [unicodedata.normalize("NFC", whole)]


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
    assert typesetter().lay_out("“ক্ষমা, রাকিব (খ)” ১২।").operators.count(" Tf") == 1


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
    first = [setter.lay_out(name).operators for name in HARD_NAMES]
    other = typesetter()
    other.lay_out("ষ্ণ ত্ত্ব ঙ্ক্ষ")
    again = typesetter()
    assert [again.lay_out(name).operators for name in HARD_NAMES] == first
