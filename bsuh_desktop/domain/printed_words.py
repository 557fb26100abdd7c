"""What a certificate says beside what its first code signs: the words of one sheet, whatever its layout and ink."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

Award = Literal["taking_part", "completing"]

DRAWING = 1
"""Numbers how a sheet is drawn: its fonts, fixed words, places and the shaping of letters. Whoever changes one of these
counts it up, and keeps the old drawing: a certificate is compared with the drawing that it was made by."""


class PrintedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one sheet.

    `programme` is the heading. `second_name` stands below the large one, "" where there is none. `group` is the line
    of roll, class and place. `module` is the title in both languages. `facilitator` and `coordinator` stand below the
    lines on which they sign, "" where they write their names, too. `practice`: the mark of practice lies behind it all.
    """

    programme: str
    second_name: str
    group: str
    module: LocalText
    award: Award
    facilitator: str
    coordinator: str
    practice: bool
    drawing: int = DRAWING

    def __repr__(self) -> str:
        # Names stand in it.
        return f"PrintedWords({self.drawing})"
