"""The script for teaching by voice as rich text in large letters, options with their marks."""

from __future__ import annotations

from html import escape

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.services.classroom.voice_script import VoiceScript

_LINE = '<p style="margin:0 0 {below}px 0; line-height:112%">{words}</p>'
_OPTION = (
    '<p style="margin:0 0 {below}px {indent}px; text-indent:-{indent}px; line-height:112%">'
    '<img src="{source}" width="{mark}" height="{mark}" style="vertical-align:middle"/> {words}</p>'
)


def mark_size(px: int) -> int:
    """Side of a letter's mark beside text of `px`."""
    return round(px * 1.3)


def mark_source(letter: str, px: int) -> str:
    """Resource name of a letter's mark, `px` high."""
    return f"mark-{letter}-{px}"


def voice_text(spoken: VoiceScript, language: Language, px: int) -> str:
    """What to say, in letters of `px`; `language` is the one that the class is taught in."""
    lines = [_line(escape(paragraph), px) for paragraph in spoken.say]
    if spoken.question:
        lines.append(_line(f"<b>{escape(spoken.question)}</b>", px))
    lines += [_option(letter, words, px) for letter, words in spoken.options]
    letter, words = spoken.answer
    if letter:
        right = say(Message("The answer is {letter}: {words}", letter=letter, words=words), language)
        lines.append(_line(f"<b>{escape(right)}</b>", px))
    if spoken.why:
        lines.append(_line(escape(spoken.why), px))
    return f'<div style="font-size:{px}px">{"".join(lines)}</div>'


def _line(words: str, px: int) -> str:
    return _LINE.format(below=px // 3, words=words)


def _option(letter: str, words: str, px: int) -> str:
    """An option with its mark as a picture, and as alternative text for screen readers."""
    mark = mark_size(px)
    named = f"<b>{letter}</b>&nbsp; {escape(words)}"
    return _OPTION.format(
        below=px // 3, indent=mark + px // 2, source=mark_source(letter, mark), mark=mark, words=named
    )
