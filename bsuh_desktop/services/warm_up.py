"""Loads the heavy parts of the desk ahead of the moment: while a person types the passphrase, the laptop has time."""

from __future__ import annotations


def warm_up() -> None:
    """Imports what unlocking and Home need. Nothing is opened."""
    import psutil  # noqa: F401

    from bsuh_desktop.services import home  # noqa: F401
    from bsuh_desktop.store.database import load_libraries

    load_libraries()
