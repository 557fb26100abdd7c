"""Whether a learner's name may be stored: letters from home, the school's authority, and a child's own refusal.

An unanswered question is *not_asked*, which never counts as yes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from bsuh_desktop.domain.people import AgeBand

ConsentAnswer = Literal["yes", "no", "not_asked"]
Basis = Literal["letters", "school", "none"]
"""The ground on which names are stored: *letters* signed at home; *school*: authorised, with a right to refuse;
*none*."""

_NARROW: tuple[Basis, ...] = ("none", "letters", "school")
"""From the narrowest ground to the widest."""


def narrowest(grounds: Iterable[Basis]) -> Basis:
    """The ground that holds where lists on several of them are merged."""
    return min(grounds, key=_NARROW.index)


class Consent(msgspec.Struct, frozen=True):
    """What a guardian and the learner answered about storing the learner's name."""

    guardian: ConsentAnswer = "not_asked"
    assent: ConsentAnswer = "not_asked"

    def may_be_named(self, basis: Basis, age: AgeBand = "unspecified") -> bool:
        """True if the name may be stored in a programme that stores names on the ground of `basis`.

        *none*: never. Adults: only by their own assent. *letters*: the guardian said yes and the learner did not
        refuse. *school*: neither refused. An unspecified age is treated as a child's.
        """
        if basis == "none":
            return False
        if age == "18+":
            return self.assent == "yes"
        if basis == "letters":
            return self.guardian == "yes" and self.assent != "no"
        return "no" not in (self.guardian, self.assent)
