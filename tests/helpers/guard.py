"""While it is active, windows that reach into store, exchange, documents or trust on the GUI thread are stopped."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType

from tests.helpers.call_listener import hearing
from tests.helpers.sources import PACKAGE

_BARRED = tuple(f"{PACKAGE / floor}/" for floor in ("store", "exchange", "documents", "trust"))
_WINDOWS = f"{PACKAGE / 'qt'}/"


class OffTheGuiThread(AssertionError):
    """A window did the desk's work itself."""


class Guard:
    """Looks at each call of a barred floor's function on its thread.

    A call counts if a module of `qt` stands below it: what a test itself does with a desk is its own affair. So is
    importing, which runs the module's own lines.
    """

    def __init__(self) -> None:
        self.offences: list[str] = []

    def begins(self, _: CodeType) -> None:
        """Stops the function that begins if a window has called it."""
        # Here, in what hears, and only then in the function itself.
        frame = sys._getframe(2)
        window = window_below(frame)
        if window is None:
            return
        offence = f"{place(frame)} was called from {place(window)} on the GUI thread"
        self.offences.append(offence)
        raise OffTheGuiThread(offence)


@functools.cache
def _is_barred(file: str) -> bool:
    return file.startswith(_BARRED)


def window_below(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of `qt` below `frame`; None if there is none, or if a module is being imported."""
    window = None
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return None
        if window is None and frame.f_code.co_filename.startswith(_WINDOWS):
            window = frame
        frame = frame.f_back
    return window


def place(frame: FrameType) -> str:
    """Where a frame stands: file below the package, line and function."""
    code = frame.f_code
    return f"{code.co_filename.removeprefix(f'{PACKAGE}/')}:{frame.f_lineno} {code.co_qualname}"


@contextmanager
def guarding() -> Iterator[Guard]:
    """Stops the first offender by OffTheGuiThread, and raises it again at the end if it was caught on its way."""
    guard = Guard()
    with hearing(_is_barred, guard.begins):
        yield guard
    if guard.offences:
        raise OffTheGuiThread("\n".join(guard.offences))
