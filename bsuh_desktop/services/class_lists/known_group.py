"""The existing class with which a later list is compared, and names prepared for comparing."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.services.class_lists.class_groups import Learner


class KnownGroup(msgspec.Struct, frozen=True):
    """A class as it is on the laptop, for a later list of it."""

    group: GroupRef
    basis: Basis
    learners: tuple[Learner, ...]


class Compared(msgspec.Struct, frozen=True):
    """Names normalised once, so that each decision is fast.

    `lines` and `rows` have the Bangla and the English name, by line of the class and by row of the list; `alike` are
    the pairs of row and line that have the same roll and similar names.
    """

    lines: dict[int, tuple[str, str]]
    rows: dict[int, tuple[str, str]]
    alike: frozenset[tuple[int, int]]
