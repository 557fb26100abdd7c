"""How this laptop prints certificates: chosen once, and used from then on."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.print_layout import Layout
from bsuh_desktop.services.desk.desk import Desk

_LAYOUT = "certificates/layout"


def layout_of(desk: Desk) -> Layout:
    """What was chosen last; one a page in colour where nobody chose, or where a newer app knew more ways."""
    kept = desk.store.facts.get(_LAYOUT)
    try:
        return Layout() if kept is None else msgspec.json.decode(kept, type=Layout)
    except msgspec.DecodeError:
        return Layout()


def choose_layout(desk: Desk, layout: Layout) -> None:
    """Certificates are printed so from now on."""
    desk.store.facts.put(_LAYOUT, msgspec.json.encode(layout))
