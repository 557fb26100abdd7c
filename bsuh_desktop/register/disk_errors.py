"""What goes wrong with the disk on which a register lies, in a person's words: it may be one that is pulled out."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system import disk_errors

_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE}


@contextlib.contextmanager
def raising_known_errors() -> Iterator[None]:
    """As `system.disk_errors` says it, and besides KnownError `register_gone`."""
    try:
        with disk_errors.raising_known_errors():
            yield
    except OSError as error:
        if error.errno not in _GONE:
            raise
        raise KnownError(
            "register_gone",
            Message("The register's folder cannot be found any more."),
            Message("Plug its disk in again, then do the same again to continue."),
        ) from error
