"""Disk errors of a register as KnownErrors; its disk may be one that can be pulled out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system import disk_errors


@contextlib.contextmanager
def raising_known_errors() -> Iterator[None]:
    """Converts errors as `system.disk_errors` does, and to KnownError `register_gone`."""
    try:
        with disk_errors.raising_known_errors():
            yield
    except OSError as error:
        if not disk_errors.is_gone(error):
            raise
        raise KnownError(
            "register_gone",
            Message("The register's folder cannot be found any more."),
            Message("Plug its disk in again, then do the same again to continue."),
        ) from error
