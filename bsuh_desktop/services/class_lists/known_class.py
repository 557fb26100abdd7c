"""The class that a later list is held against, as it is on the laptop, and what of both is made comparable."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.services.class_lists.class_groups import Learner


class KnownClass(msgspec.Struct, frozen=True):
    """A class as it is on the laptop, for a later list of it."""

    group: GroupRef
    basis: Basis
    learners: tuple[Learner, ...]


class Compared(msgspec.Struct, frozen=True):
    """Names made comparable once, so that each decision is answered at once: Bangla and English by line of the class
    and by row of the list, and which pairs of row and line with one roll are written alike."""

    lines: dict[int, tuple[str, str]]
    rows: dict[int, tuple[str, str]]
    alike: frozenset[tuple[int, int]]
