"""The inks of a certificate: the programme's colours, or black alone for printers that dither all other colours.

Black means pure black: no grey and no tint. The practice mark, which is pale in colour, is drawn as an outline.
"""

from __future__ import annotations

import msgspec

from bsuh_desktop.documents.paper_style import CORAL, CORAL_PALE, EDGE, GREEN, INK, INK_SOFT
from bsuh_desktop.domain.print_layout import Ink

BLACK = "#000000"


class Inks(msgspec.Struct, frozen=True):
    """The colour of each part, as #RRGGBB."""

    text: str
    soft: str
    title: str
    heart: str
    rule: str
    mark: str
    """The practice mark; "" if it is an outline in the colour `text`."""


INKS: dict[Ink, Inks] = {
    "colour": Inks(INK, INK_SOFT, GREEN, CORAL, EDGE, CORAL_PALE),
    "black": Inks(BLACK, BLACK, BLACK, BLACK, BLACK, ""),
}
