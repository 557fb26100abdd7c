"""How this laptop prints certificates: chosen once, then used for all."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.print_layout import Layout
from bsuh_desktop.services.desk.desk import Desk

_LAYOUT = "certificates/layout"


def layout_of(desk: Desk) -> Layout:
    """The layout chosen last; one per page in colour if none was chosen, or if a newer app stored an unknown layout."""
    kept = desk.store.facts.get(_LAYOUT)
    try:
        return Layout() if kept is None else msgspec.json.decode(kept, type=Layout)
    except msgspec.DecodeError:
        return Layout()


def choose_layout(desk: Desk, layout: Layout) -> None:
    """Stores the layout for all certificates from now on."""
    desk.store.facts.put(_LAYOUT, msgspec.json.encode(layout))
