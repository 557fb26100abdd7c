"""Ctrl-C and SIGTERM: long work stops at a safe point, with a message on how to continue."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.language import say


@contextlib.contextmanager
def stopping(language: Language) -> Iterator[Stop]:
    """Yields a function that returns True once somebody asked to stop; a second request raises KeyboardInterrupt. Main
    thread only."""
    asked = False

    def ask(_: int, __: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        print(say(Message("Stopping after the files that are being checked"), language), file=sys.stderr)

    with _handled(ask):
        yield lambda: asked


@contextlib.contextmanager
def ending_at_once() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt as Ctrl-C does, so that everything is closed."""
    with _handled(signal.default_int_handler):
        yield


@contextlib.contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = {one: signal.signal(one, handler) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handled in before.items():
            signal.signal(one, handled)


def stopped(left: int) -> KnownError:
    """Collecting was stopped before its end; `left` files were not checked."""
    return KnownError(
        "stopped",
        Message("Stopped. Not checked yet: {count}", count=left) if left else Message("Stopped"),
        Message("Collect from the same places again to continue."),
    )


def not_rebuilt() -> KnownError:
    """Rebuilding the rows was stopped before its end."""
    return KnownError(
        "stopped",
        Message("Stopped: the rows are as they were before."),
        Message("Make them again; it starts from the beginning."),
    )
