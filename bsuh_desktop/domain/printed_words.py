"""The words on one certificate apart from those signed in its first code, independent of layout and ink."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

AwardWording = Literal["taking_part", "completing"]

DRAWING = 1
"""Version of how a sheet is drawn: fonts, fixed words, positions and text shaping. Increment it when one of these
changes, and keep the old drawing: a certificate is compared with the drawing that it was made with."""


class PrintedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one sheet."""

    programme: str
    """The heading."""
    second_name: str
    """Printed below the large name; "" if there is none."""
    group: str
    """The line with roll, class and place."""
    module: LocalText
    """The title in both languages."""
    award: AwardWording
    facilitator: str
    """Printed below the line for the signature; "" if the name is written by hand."""
    coordinator: str
    """As `facilitator`."""
    practice: bool
    """Whether the practice mark is printed behind everything."""
    drawing: int = DRAWING

    def __repr__(self) -> str:
        # Hides the names that it contains.
        return f"PrintedWords({self.drawing})"
