"""The facilitator's notes of a slide: paragraphs and points. ** encloses what is bold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_LINE = re.compile(r"(?P<indent>\s*)(?P<sign>[-*]\s+|[0-9০-৯]+\.\s+)?(?P<words>.*)")


class NoteParagraph(msgspec.Struct, frozen=True):
    """A paragraph, or a point with a `sign` before it: a bullet, or a number in either script. A line may break in the
    words."""

    words: str
    sign: str = ""


def note_paragraphs(text: str) -> Iterator[NoteParagraph]:
    """The paragraphs and points of a note; an indented line without a bullet continues the one before."""
    blocks: list[str] = []
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        goes_on = bool(found and found["indent"] and not found["sign"])
        if goes_on and blocks and line.strip():
            blocks[-1] += f"\n{line.strip()}"
        elif line.strip():
            blocks.append(line.strip())
    return map(_paragraph, blocks)


def _paragraph(block: str) -> NoteParagraph:
    first, *more = block.split("\n")
    found = _LINE.fullmatch(first)
    words = "\n".join([found["words"] if found else first, *more])
    sign = found["sign"].strip() if found and found["sign"] else ""
    return NoteParagraph(words, "•" if sign in ("-", "*") else sign)
