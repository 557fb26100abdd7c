"""Imports the heavy parts of the desk in advance, while a person types the passphrase."""

from __future__ import annotations

import contextlib

from bsuh_desktop.content.shelf import built_in_packs
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.paths import resources


def warm_up() -> None:
    """Imports what unlocking and Home need, and reads the modules. Nothing of the facilitator's is opened."""
    import psutil  # noqa: F401

    from bsuh_desktop.store.database import load_libraries

    load_libraries()
    with contextlib.suppress(KnownError):
        # A damaged module is reported when somebody opens it.
        built_in_packs(resources())
