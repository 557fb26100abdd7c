"""Parses pasted or typed text: scanned codes, serials, codes of receipts, one or many, in any spacing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.codes import LONGEST_TEXT, SERIAL_LENGTH, decode, read_serial
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.exchange.receipt import CODE_LENGTH, read_receipt_code

_ENDING = ".txt"


def spread(inputs: Sequence[str]) -> list[str]:
    """The inputs, with each text file replaced by the codes in it. A file that contains anything else stays in the
    list, too, so that what was skipped is reported; its lines are never taken for names of files. A position mark,
    which a desk writes on a stick for itself, is skipped unless all inputs are such marks."""
    others = [given for given in inputs if not given.endswith(file_endings.POSITION)] or inputs
    return [one for given in others for one in _of_file(given)]


def _of_file(given: str) -> list[str]:
    text = _text(given)
    parts = text_inputs(text) if text else []
    known = [part for part in parts if codes_in(part) or typed_kind(part)]
    return known if known and len(known) == len(parts) else [*known, given]


def _text(given: str) -> str:
    """The content of a small text file in UTF-8; "" for any other file."""
    path = Path(given)
    if path.suffix.lower() != _ENDING:
        return ""
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_TEXT:
            return ""
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return ""


TypedKind = Literal["serial", "receipt"]
_DIGITS = "0123456789"
_FEWEST_DIGITS = 40
_SHORTEST_CODE = 200
"""Digits; a code with the shortest name and prefix has more."""
_BLANKS = re.compile(r"(\s+)")
_GAPS = re.compile(r"[\s\-‐‑–—]+")


def text_inputs(text: str) -> list[str]:
    """The inputs for `verify` in pasted or typed text: all scanned codes together, then each serial and each receipt's
    code, then the other lines unchanged. Empty for blanks only."""
    codes: list[str] = []
    others: list[str] = []
    for line in unbroken(text[:LONGEST_TEXT]).splitlines():
        words = line.split()
        codes += [word for word in words if is_code(word)]
        others += _typed_in([word for word in words if not is_code(word)])
    return ([" ".join(dict.fromkeys(codes))] if codes else []) + list(dict.fromkeys(others))


def codes_in(given: str) -> list[str]:
    """The scanned texts in `given`: one code, or several separated by blanks; empty if it is anything else."""
    words = unbroken(given).split()
    return words if words and all(map(is_code, words)) else []


def unbroken(text: str) -> str:
    """Joins codes that a mail broke into lines: pieces of equal width, the last one shorter. A single piece would be
    taken for an altered code, and a genuine certificate for a forged one."""
    parts = _BLANKS.split(text)
    words, gaps = parts[::2], [*parts[1::2], ""]
    whole, place = list[str](), 0
    while place < len(words):
        end = _end_of_code(words, place)
        whole += ["".join(words[place:end]), gaps[end - 1]]
        place = end
    return "".join(whole)


def _end_of_code(words: list[str], start: int) -> int:
    """Index after the last piece of the code that begins at `start`; `start` + 1 if that word is a whole code, or
    none."""
    width, end = len(words[start]), start + 1
    if not is_code(words[start]) or _digits(words[start]) >= _SHORTEST_CODE:
        return end
    while end < len(words) and 0 < len(words[end]) == _digits(words[end]) <= width:
        end += 1
        if len(words[end - 1]) < width:
            break
    return end


def _digits(word: str) -> int:
    """How many digits the word ends in."""
    return len(word) - len(word.rstrip(_DIGITS))


def is_code(word: str) -> bool:
    """True for what a scanner reads from a certificate: possibly an address, then many digits."""
    return _digits(word) >= _FEWEST_DIGITS


def typed_kind(text: str) -> TypedKind | None:
    """The kind of a typed text by its length and characters alone: a serial, a receipt's code, or neither. Its check
    character is verified when it is judged, except for a text without any digit: that is a word, or one of sixty
    genuine codes."""
    plain = plain_code(text)
    if len(plain) not in (SERIAL_LENGTH, CODE_LENGTH):
        return None
    serial = len(plain) == SERIAL_LENGTH
    try:
        decode(plain)
        if not any(sign.isdigit() for sign in plain):
            (read_serial if serial else read_receipt_code)(plain)
    except ValueError:
        return None
    return "serial" if serial else "receipt"


def is_like_code(text: str) -> bool:
    """True for what may be meant as a receipt's code, with a mistake in it: ten to fourteen letters and digits."""
    plain = plain_code(text)
    return plain.isascii() and plain.isalnum() and abs(len(plain) - CODE_LENGTH) <= 2


def plain_code(text: str) -> str:
    """The typed text without gaps and hyphens, in ASCII digits and capitals."""
    return _GAPS.sub("", ascii_digits(text)).upper()


def _typed_in(words: list[str]) -> list[str]:
    """The inputs in one line: the whole line if it is one code typed in groups, or each word if each is one; else the
    line unchanged."""
    line = " ".join(words)
    if not words or typed_kind(line):
        return [line] if words else []
    return words if all(map(typed_kind, words)) else [line]
