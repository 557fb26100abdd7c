"""The facilitator's notes as rich text: script, board, notes, and what to do without power."""

from __future__ import annotations

import re
from html import escape

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.language import say

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINE = re.compile(r"(?P<indent>\s*)(?P<sign>[-*]\s+|[0-9০-৯]+\.\s+)?(?P<words>.*)")
_PARAGRAPH = '<p style="margin:0 0 8px 0; line-height:115%">{}</p>'
# Qt's percentage refers to the font's own line height, 1.36 em: 115 % is 1.56 em.
# Qt's own lists lose the line height, and tables take three times as long: points are indented with a tab.
_INDENT = "\x1f"
_POINT = (
    '<p style="margin:0 0 6px {indent}px; text-indent:-{indent}px; line-height:115%; white-space:pre-wrap">'
    "{sign}\t{words}</p>"
)


def note_lines(slide: Slide, language: Language, by_voice: bool, indent: int = 28) -> str:
    """The notes of `slide` as rich text. `indent`: hanging indent of points in px, equal to the tab width of the
    widget.

    `by_voice`: there is no projector, so what to do without power comes first; script and board are shown elsewhere,
    and a slide without notes gives "".
    """
    said = _headed(Message("Say"), slide.say, language)
    board = _headed(Message("On the board"), slide.board, language)
    voice = Message("Without a projector") if by_voice else Message("If the power fails")
    nopower = _headed(voice, slide.nopower, language)
    rest = _rich(slide.note, language)
    parts = (nopower, rest) if by_voice else (said, board, rest, nopower)
    text = "".join(parts).replace(_INDENT, str(indent))
    if by_voice:
        return text
    return text or _PARAGRAPH.format(escape(say(Message("This slide has no notes."), language)))


def _headed(head: Message, text: str, language: Language) -> str:
    """`text` after its heading on one line; below it if it has several lines."""
    if not text:
        return ""
    bold = f"<b>{escape(say(head, language))}:</b>"
    if "\n" in text:
        return _PARAGRAPH.format(bold) + _rich(text, language)
    return _PARAGRAPH.format(f"{bold} {_words(text)}")


def _rich(text: str, language: Language) -> str:
    """Rich text for the paragraphs, points and bold words of the pack's notes."""
    return "".join(_line(block, language) for block in _blocks(text))


def _blocks(text: str) -> list[str]:
    """The lines of `text`; an indented line without a bullet continues the one before."""
    blocks: list[str] = []
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        goes_on = bool(found and found["indent"] and not found["sign"])
        if goes_on and blocks and line.strip():
            blocks[-1] += f"\n{line.strip()}"
        elif line.strip():
            blocks.append(line.strip())
    return blocks


def _line(block: str, language: Language) -> str:
    found = _LINE.fullmatch(block.replace("\n", "\u2028"))
    words = "<br>".join(_words(part) for part in (found["words"] if found else block).split("\u2028"))
    if found and found["sign"]:
        sign = found["sign"].strip()
        number = digits_in(language, sign)
        return _POINT.format(indent=_INDENT, sign="•" if sign in "-*" else number, words=words)
    return _PARAGRAPH.format(words)


def _words(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
