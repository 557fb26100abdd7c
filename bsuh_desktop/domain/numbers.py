"""Figures as text: 2,48,160 or ২,৪৮,১৬০, 24.9 lakh, 71%; grouped as people in Bangladesh read them aloud."""

from __future__ import annotations

import functools

from bsuh_desktop.domain.local_text import Language, LocalText, in_both
from bsuh_desktop.domain.text import ascii_digits, digits_in, grouped_bangla

LAKH, CRORE = 100_000, 10_000_000
LARGE = 10 * LAKH
"""From here on a headline is written in lakhs or crores."""

_LAKH, _CRORE = LocalText("লাখ", "lakh"), LocalText("কোটি", "crore")


def count_text(number: int, language: Language) -> str:
    """A count in groups of thousands and lakhs: 2,48,160 or ২,৪৮,১৬০."""
    grouped = grouped_bangla(number)
    return grouped if language == "bn" else ascii_digits(grouped)


def local_count(number: int) -> LocalText:
    """`count_text` in both languages."""
    return in_both(functools.partial(count_text, number))


def large_text(number: int, language: Language) -> str:
    """A headline figure: 62,418 as it is, 24,89,600 as 24.8 lakh. Truncated, never rounded up, so that no headline
    claims more than there was."""
    if number < LARGE:
        return count_text(number, language)
    unit, word = (CRORE, _CRORE) if number >= CRORE else (LAKH, _LAKH)
    whole, tenth = divmod(number * 10 // unit, 10)
    text = f"{count_text(whole, language)}.{tenth}"
    return f"{digits_in(language, text)} {word.text_in(language)}"


def share(part: int, whole: int) -> int | None:
    """`part` of `whole` in whole percent; None if `whole` is 0. Only all is 100, only none is 0."""
    if whole <= 0:
        return None
    if part <= 0 or part >= whole:
        return 0 if part <= 0 else 100
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def share_text(part: int, whole: int, language: Language) -> str:
    """`share` as text: 71%, ৭১%; a dash if `whole` is 0."""
    percent = share(part, whole)
    if percent is None:
        return "–"
    return f"{digits_in(language, percent)}%"
