"""The lines of text on a page, and the words of a sheet in them.

A certificate of the earlier form has lines that nobody signed. They are taken from the page's text by their positions
and drawn with everything else, so that the visible text is compared with them; the verdict names the unsigned lines.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from bsuh_desktop.documents.certificate_layout import SheetLayout, Spot
from bsuh_desktop.documents.certificate_words import AFTER_TITLE, PRACTICE, both, english_reason
from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.documents.signed_lines import Signed, UnsignedLine
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.printed_words import AwardWording, PrintedWords

_MOST_LETTERS = 20_000
"""Maximum letters of a page. One of four certificates has 2,400."""
_NEAR = 1.0
"""Points by which a line may be displaced: programs that rewrite PDFs round positions."""


class PrintedLine(NamedTuple):
    """A text drawn from one position, `x` and `y` points from a lower left corner, in NFC."""

    x: float
    y: float
    text: str

    def __repr__(self) -> str:
        return f"PrintedLine({self.x:.1f}, {self.y:.1f})"


def printed_lines(text: Any) -> list[PrintedLine] | None:
    """The lines of a page's text (pypdfium2's PdfTextPage) in drawing order; None if there is more text than any
    certificate has. PDFium reports one position for a whole line that is copied as another text than its glyphs, and
    one position for each letter otherwise. The practice mark is left out: it begins where other lines may be, and where
    it is drawn twice, as an outline, Ghostscript reports another position."""
    count = text.count_chars()
    if count > _MOST_LETTERS:
        return None
    found: list[tuple[float, float, list[str]]] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if not found or found[-1][:2] != (x.value, y.value):
            found.append((x.value, y.value, []))
        found[-1][2].append(letter)
    lines = [PrintedLine(left, low, unicodedata.normalize("NFC", "".join(letters))) for left, low, letters in found]
    return [line for line in lines if line.text != both(PRACTICE)]


def on_sheet(lines: Iterable[PrintedLine], left: float, low: float, width: float, height: float) -> list[PrintedLine]:
    """The lines of a page that begin on the sheet whose lower left corner is at `left`, `low` (points)."""
    moved = (line._replace(x=line.x - left, y=line.y - low) for line in lines)
    return [line for line in moved if 0 <= line.x < width and 0 <= line.y < height]


def same_lines(some: Sequence[PrintedLine], others: Sequence[PrintedLine]) -> bool:
    """True if both are the same texts at the same positions, in any order."""
    rest = list(others)
    for line in some:
        match = next((one for one in rest if one.text == line.text and _near(one, line)), None)
        if match is None:
            return False
        rest.remove(match)
    return not rest


def words_in(lines: Sequence[PrintedLine], plan: SheetLayout, signed: Signed) -> PrintedWords | None:
    """The words of a sheet of the earlier form, from its lines; None if it contains something else than was signed, or
    than our drawings do."""
    try:
        module, award = _reason(lines, plan, signed)
        facilitator, coordinator = (
            _text_at(lines, plan, plan.signers.name._replace(base=y + plan.signers.name.base), x * MM)
            for x, y in plan.signers.places
        )
        return PrintedWords(
            programme=_text_at(lines, plan, plan.programme),
            second_name=_text_at(lines, plan, plan.second) if signed.name else "",
            group=_text_at(lines, plan, plan.group),
            module=module,
            award=award,
            facilitator=facilitator,
            coordinator=coordinator,
            practice=signed.practice,
            drawing=1,
        )
    except ValueError:
        return None


def unsigned_lines(words: PrintedWords, signed: Signed) -> tuple[UnsignedLine, ...]:
    """The lines of an earlier sheet that nobody signed."""
    found: dict[UnsignedLine, bool] = {
        "programme": words.programme != signed.programme,
        "second_name": bool(words.second_name),
        "group": bool(words.group),
        "module": not signed.titles,
        "award": True,
        "facilitator": bool(words.facilitator),
        "coordinator": bool(words.coordinator),
    }
    return tuple(line for line, stands in found.items() if stands)


def _reason(lines: Sequence[PrintedLine], plan: SheetLayout, signed: Signed) -> tuple[LocalText, AwardWording]:
    """The module's title and why the certificate was given, in both languages. Raises ValueError."""
    bangla, english = _text_at(lines, plan, plan.reason), " ".join(_text_at(lines, plan, spot) for spot in plan.english)
    for award, after in AFTER_TITLE.items():
        before, behind = " ".join(english_reason(award, "\0", date_words(signed.day, "en"))).split("\0")
        if bangla.startswith("“") and bangla.endswith(f"”{after}") and _is_between(english, before, behind):
            module = LocalText(bangla[1 : -len(after) - 1], english[len(before) : -len(behind)])
            if signed.titles and module not in signed.titles:
                break
            return module, award
    raise ValueError("no reason that a certificate gives")


def _is_between(text: str, before: str, behind: str) -> bool:
    return text.startswith(before) and text.endswith(behind) and len(text) >= len(before) + len(behind)


def _text_at(lines: Sequence[PrintedLine], plan: SheetLayout, spot: Spot, middle: float | None = None) -> str:
    """The text at a spot, "" if there is none. Raises ValueError if there are two lines."""
    x = plan.middle + spot.right * MM if middle is None else middle
    half = spot.widest * MM / 2 + _NEAR
    found = [line.text for line in lines if abs(line.y - plan.y(spot.base)) <= _NEAR and abs(line.x - x) <= half]
    if len(found) > 1:
        raise ValueError("two lines in one place")
    return found[0] if found else ""


def _near(one: PrintedLine, other: PrintedLine) -> bool:
    return abs(one.x - other.x) <= _NEAR and abs(one.y - other.y) <= _NEAR
