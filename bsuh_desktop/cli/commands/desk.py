"""`bsuh` alone opens the desk. Its windows come with the next release; until then it says so."""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message


def run(_: Namespace) -> int:
    """There is no window yet."""
    raise KnownError(
        "no_windows",
        Message("The windows of the desk are not part of this release."),
        Message("Hold a demonstration class with: bsuh demo --out FOLDER"),
    )
