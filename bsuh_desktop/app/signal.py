"""Signals of the app, for faces and presenters alike: whoever listens is called when something has changed."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, cast

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls its listeners in the order in which they connected, on the thread of whoever emits: the face's.

    A method is held weakly, so that a screen that is gone needs no disconnecting; a function is held for ever.
    `is_alive` says of a method's owner whether it can still be called (`app.face.Face.is_alive`).
    """

    def __init__(self, is_alive: Callable[[object], bool]) -> None:
        self._is_alive = is_alive
        self._listeners: list[Callable[[], Callable[P, object] | None]] = []

    def connect(self, listener: Callable[P, object]) -> None:
        """Adds a listener; the same one twice is called twice."""
        self._listeners.append(_reference(listener, self._is_alive))

    def disconnect(self, listener: Callable[P, object] | None = None) -> None:
        """Removes a listener, or all of them. Does nothing if it is not connected."""
        self._listeners = [one for one in self._listeners if listener is not None and one() != listener]

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Calls every listener. One that fails is a bug: it is reported by `sys.excepthook`, as Qt's are, and keeps
        the news neither from the others nor from whoever emits."""
        for reference in list(self._listeners):
            listener = reference()
            if listener is None:
                self._listeners = [one for one in self._listeners if one is not reference]
                continue
            try:
                listener(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 (a bug of one listener must not stop a lock half way)
                sys.excepthook(type(error), error, error.__traceback__)


def _reference(
    listener: Callable[P, object], is_alive: Callable[[object], bool]
) -> Callable[[], Callable[P, object] | None]:
    """Returns what gives `listener` as long as it can be called. Methods of C++ objects are not `MethodType`, so the
    owner is held weakly and asked for the method by its name. A list, which cannot be held weakly, is held."""
    owner, name = getattr(listener, "__self__", None), getattr(listener, "__name__", "")
    if getattr(owner, name, None) != listener:
        return lambda: listener
    try:
        weak: weakref.ref[Any] = weakref.ref(owner)
    except TypeError:
        return lambda: listener

    def method() -> Callable[P, object] | None:
        there = weak()
        return None if there is None or not is_alive(there) else cast(Callable[P, object], getattr(there, name))

    return method
