"""The names of a class, sealed apart inside its file; opening them is a decision, never a side effect of reading."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.exchange.attendance_facts import NameRow
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.tables import read_names
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.sealing import unseal


def open_names(contents: Contents, identities: Sequence[str]) -> tuple[NameRow, ...]:
    """The names of those who may be named. Raises KnownError `not_ours`, `unreadable` or `altered`."""
    table = unseal(contents.sealed_names, identities)
    try:
        names = read_names(table)
    except ValueError as error:
        raise altered_file() from error
    if not {row.learner for row in names} <= {row.learner for row in contents.rows}:
        raise altered_file()
    return names
