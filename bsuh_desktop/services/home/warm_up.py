"""Imports the heavy parts of the desk in advance, while a person types the passphrase."""

from __future__ import annotations

from bsuh_desktop.content.reader import readable_packs
from bsuh_desktop.paths import resources


def warm_up() -> None:
    """Imports what unlocking and Home need, and reads the modules. Nothing of the facilitator's is opened."""
    import psutil  # noqa: F401

    from bsuh_desktop.store.database import load_libraries

    load_libraries()
    for _ in readable_packs(resources()):
        pass
