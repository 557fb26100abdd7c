"""The portable copy is for practice and for verifying only: it works in no programme whose classes count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.paths import is_portable

if TYPE_CHECKING:
    from bsuh_desktop.trust.programme import Programme

FOR_PRACTICE = Message("This copy on a stick is for practice and for verifying only.")
INSTALL = Message("For classes that count, install the app on a laptop.")


def require_practice(programme: Programme | None) -> None:
    """Raises KnownError `portable_copy` in the portable copy, unless `programme` is None or the demonstration."""
    if programme is None or not is_portable():
        return
    # Imported here: the first page of the first run needs only the sentences.
    from bsuh_desktop.trust.demonstration import is_demonstration

    if not is_demonstration(programme):
        raise KnownError("portable_copy", FOR_PRACTICE, INSTALL)
