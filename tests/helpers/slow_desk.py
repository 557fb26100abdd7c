"""Holds the desk's thread up, so that a test sees what a window shows before anything is committed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bsuh_desktop.qt.bridge.bridge import Bridge
from tests.helpers.until import PATIENCE_S


@contextmanager
def held(bridge: Bridge) -> Iterator[None]:
    """Whatever is handed over to the desk waits until the end of the block."""
    gate = threading.Event()
    bridge.query(lambda _: gate.wait(PATIENCE_S), lambda _: None)
    try:
        yield
    finally:
        gate.set()
