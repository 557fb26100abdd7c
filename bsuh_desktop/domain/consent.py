"""Whether a learner's name may be kept: the rule about letters from home, the school's authority, and a child's own no.

What nobody answered is *not asked*, and not asked is never yes.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.people import AgeBand

Answer = Literal["yes", "no", "not_asked"]
Basis = Literal["letters", "school", "none"]
"""On what ground names are kept: *letters* signed at home; *school*, authorised with a right to refuse; *none*."""


class Consent(msgspec.Struct, frozen=True):
    """What a guardian and the learner said about keeping the learner's name."""

    guardian: Answer = "not_asked"
    assent: Answer = "not_asked"

    def may_be_named(self, basis: Basis, age: AgeBand = "unspecified") -> bool:
        """True if the name may be kept where the programme keeps names on the ground of `basis`.

        *none*: never. Adults: by their own assent alone. *letters*: the guardian said yes and the learner did not
        refuse. *school*: neither refused. An unspecified age is treated as a child's.
        """
        if basis == "none":
            return False
        if age == "18+":
            return self.assent == "yes"
        if basis == "letters":
            return self.guardian == "yes" and self.assent != "no"
        return "no" not in (self.guardian, self.assent)
