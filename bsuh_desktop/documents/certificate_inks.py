"""The inks of a certificate: the programme's colours, or black alone for a printer that makes dots of every other.

Black means black: no grey and no tint. What is pale in colour, the mark of practice, is drawn as an outline.
"""

from __future__ import annotations

import msgspec

from bsuh_desktop.documents.paper_style import CORAL, CORAL_PALE, EDGE, GREEN, INK, INK_SOFT
from bsuh_desktop.domain.print_layout import Ink

BLACK = "#000000"


class Inks(msgspec.Struct, frozen=True):
    """What is drawn in which colour, as #RRGGBB; `mark` is "" where the mark of practice is an outline in `text`."""

    text: str
    soft: str
    title: str
    heart: str
    rule: str
    mark: str


INKS: dict[Ink, Inks] = {
    "colour": Inks(INK, INK_SOFT, GREEN, CORAL, EDGE, CORAL_PALE),
    "black": Inks(BLACK, BLACK, BLACK, BLACK, BLACK, ""),
}
