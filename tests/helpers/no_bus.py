"""A laptop whose desktop offers nothing on a bus, or that has no bus at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

BUS = "DBUS_SESSION_BUS_ADDRESS"


@contextmanager
def nobody_listening() -> Iterator[None]:
    """A laptop without a bus: it cannot be kept awake."""
    bus = os.environ.pop(BUS, None)
    try:
        yield
    finally:
        if bus is not None:
            os.environ[BUS] = bus
