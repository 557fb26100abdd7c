"""What the register calls a file that is worth something by itself, and what its receipt says: one table for all doors.

`exchange.judgement` says what a file is worth. Beside others a good one may be a newer form, the same again, or in
conflict; and a file of another programme is not for this register, whatever it is worth.
"""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import Outcome
from bsuh_desktop.register.decision_lines import FirstVerdict
from bsuh_desktop.services.collection.values import CollectVerdict

COLLECTED_AS: Mapping[Verdict, CollectVerdict] = {
    Verdict.GOOD: "merged",
    Verdict.PRACTICE: "practice",
    Verdict.WAITING: "waiting",
    Verdict.EXPIRED: "expired",
    Verdict.REVOKED: "revoked",
    Verdict.UNKNOWN_SIGNER: "unknown_signer",
    Verdict.ALTERED: "altered",
    Verdict.NOT_OURS: "not_ours",
    Verdict.AS_WRITTEN_HERE: "not_ours",
    Verdict.UNREADABLE: "unreadable",
}
"""By itself, the first of its class."""
BESIDE_OTHERS: Mapping[Verdict, tuple[CollectVerdict, ...]] = {
    Verdict.GOOD: ("newer", "identical", "conflict"),
    Verdict.WAITING: ("identical",),
    Verdict.EXPIRED: ("identical",),
    Verdict.REVOKED: ("identical",),
    Verdict.UNKNOWN_SIGNER: ("identical",),
}
"""What else it may be called where other files of its class are there."""
STORED_AS: Mapping[Verdict, FirstVerdict] = {
    Verdict.WAITING: "waiting",
    Verdict.EXPIRED: "expired",
    Verdict.REVOKED: "revoked",
    Verdict.UNKNOWN_SIGNER: "unknown_signer",
}
"""How a file that is not good is archived; one with another verdict is not."""
OUTCOMES: Mapping[Verdict, Outcome] = {
    Verdict.GOOD: "merged",
    Verdict.PRACTICE: "practice",
    Verdict.WAITING: "kept",
    Verdict.EXPIRED: "refused",
    Verdict.REVOKED: "refused",
    Verdict.UNKNOWN_SIGNER: "refused",
}
"""What the receipt says; a file with another verdict gets none."""
_WORTH: Mapping[FirstVerdict, Verdict] = {stored: verdict for verdict, stored in STORED_AS.items()}


def may_be_called(verdict: Verdict) -> tuple[CollectVerdict, ...]:
    """Everything that the register may call a file with this verdict of its own, or of another programme."""
    return (COLLECTED_AS[verdict], *BESIDE_OTHERS.get(verdict, ()), "not_ours")


def worth_of(stored: FirstVerdict) -> Verdict:
    """What an archived file was worth by itself."""
    return _WORTH.get(stored, Verdict.GOOD)
