"""Whose account runs the app: a computer of its own, as far as what the app notes outside of data folders goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

STATE_VARIABLE = "WIN_PD_OVERRIDE_LOCAL_APPDATA" if sys.platform == "win32" else "XDG_STATE_HOME"
"""Where the app notes what it does outside of data folders, as platformdirs reads it."""


@contextmanager
def account_in(place: Path) -> Iterator[None]:
    """A desk that is opened meanwhile has its mark below `place`, as long as it is open."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(STATE_VARIABLE, str(place / "state"))
        yield
