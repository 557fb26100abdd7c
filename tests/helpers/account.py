"""Whose account runs the app: a computer of its own, as far as what the app notes outside of data folders goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def account_in(place: Path) -> Iterator[None]:
    """A desk that is opened meanwhile has its mark below `place`, as long as it is open."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(place / "state"))
        yield
