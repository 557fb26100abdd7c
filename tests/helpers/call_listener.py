"""Hears of every call on one thread, for the instruments that count or forbid calls."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import BuiltinFunctionType, CodeType, FrameType, MethodDescriptorType

TOOL = 3
"""One of the numbers that Python gives to whoever listens; no known profiler or debugger lays claim to it."""

_LOADS: CodeType = importlib._bootstrap._find_and_load.__code__  # type: ignore[attr-defined]  # the stubs pass it over
_OF_C = frozenset((BuiltinFunctionType, MethodDescriptorType))

Tells = Callable[[str], object]
Begins = Callable[[CodeType], object]
Calls = Callable[[], object]


@contextmanager
def hearing(tells: Tells, begins: Begins, calls: Calls | None = None) -> Iterator[None]:
    """Within it `begins` hears of each function of Python's that begins on this thread, and `calls` of each call of one
    of C's. Neither hears of files that `tells` says no of, which is asked by their names: the hash of a function's code
    takes all its steps. Nor do they hear of what is called while a module is loaded, by whoever needs it first.

    Of a file without interest Python 3.12 and later tell once; before, of each call and of each return.
    """
    if sys.version_info >= (3, 12):
        yield from _monitored(tells, begins, calls)
    else:
        yield from _profiled(tells, begins, calls)


def listeners() -> tuple[object, ...]:
    """Who hears of calls on this thread now."""
    if sys.version_info >= (3, 12):
        return (sys.getprofile(), monitoring.get_tool(TOOL))
    return (sys.getprofile(),)


def _profiled(tells: Tells, begins: Begins, calls: Calls | None) -> Iterator[None]:
    loading = 0

    def hear(frame: FrameType, event: str, _: object) -> None:
        nonlocal loading
        code = frame.f_code
        if code is _LOADS:
            loading += {"call": 1, "return": -1}.get(event, 0)
        elif loading or event not in ("call", "c_call") or not tells(code.co_filename):
            return
        elif event == "call":
            begins(code)
        elif calls is not None:
            calls()

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        yield
    finally:
        sys.setprofile(before)


if sys.version_info >= (3, 12):
    from sys import monitoring

    def _monitored(tells: Tells, begins: Begins, calls: Calls | None) -> Iterator[None]:
        loading, thread, events = 0, threading.get_ident(), monitoring.events

        def begun(code: CodeType, _: int) -> object:
            nonlocal loading
            if code is _LOADS:
                loading += threading.get_ident() == thread
            elif not tells(code.co_filename):
                return monitoring.DISABLE
            elif not loading and threading.get_ident() == thread:
                begins(code)
            return None

        def called(code: CodeType, _: int, what: object, __: object) -> object:
            if not tells(code.co_filename):
                return monitoring.DISABLE
            if not loading and calls is not None and type(what) in _OF_C and threading.get_ident() == thread:
                calls()
            return None

        def left(code: CodeType, *_: object) -> None:
            nonlocal loading
            if code is _LOADS:
                loading -= threading.get_ident() == thread

        heard: dict[int, Callable[..., object]] = {
            events.PY_START: begun,
            events.PY_RESUME: begun,
            events.PY_UNWIND: left,
        }
        if calls is not None:
            heard[events.CALL] = called
        with _listening(heard, {events.PY_RETURN: left}):
            yield

    @contextmanager
    def _listening(
        heard: dict[int, Callable[..., object]], of_loading: dict[int, Callable[..., object]]
    ) -> Iterator[None]:
        """`heard` are the events of all code, `of_loading` those of the function that loads a module."""
        monitoring.use_tool_id(TOOL, __name__)
        try:
            for event, hear in {**heard, **of_loading}.items():
                monitoring.register_callback(TOOL, event, hear)
            monitoring.set_local_events(TOOL, _LOADS, sum(of_loading))
            monitoring.set_events(TOOL, sum(heard))
            yield
        finally:
            monitoring.set_events(TOOL, 0)
            monitoring.set_local_events(TOOL, _LOADS, 0)
            for event in (*heard, *of_loading):
                monitoring.register_callback(TOOL, event, None)
            monitoring.free_tool_id(TOOL)
            # What one listener did not want to hear of, the next one may.
            monitoring.restart_events()
