"""The names of a class, sealed separately within its file.

Opening them is a decision, never a side effect of reading the file.
"""

from __future__ import annotations

from bsuh_desktop.exchange.attendance_facts import NameRow
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.tables import read_names
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.sealing import Opener, unseal


def open_names(contents: Contents, opener: Opener) -> tuple[NameRow, ...]:
    """The names of learners who may be named; empty if the names were removed from the file. A name of a learner who is
    in no row is `altered`: withdrawn learners are looked up in the rows, so that name would never be erased. Raises
    KnownError `not_ours`, `unreadable` or `altered`."""
    if not contents.sealed_names:
        return ()
    try:
        names = read_names(unseal(contents.sealed_names, opener))
    except ValueError as error:
        raise altered_file() from error
    if not {row.learner for row in names} <= {row.learner for row in contents.rows}:
        raise altered_file()
    return names
