"""How certificates are printed: how many of them on a page of A4, and in which ink."""

from __future__ import annotations

from typing import Literal

import msgspec

PerPage = Literal[1, 2, 4]
Ink = Literal["colour", "black"]


class Layout(msgspec.Struct, frozen=True):
    """One, two or four certificates on a page; in the programme's colours, or in black only, for a printer without
    colours."""

    per_page: PerPage = 1
    ink: Ink = "colour"
