"""The possible verdicts on a file or a certificate, and the exit codes that the command line returns for them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """The closed list of verdicts; the values are in the command line's JSON and are never renamed."""

    GOOD = "good"
    PRACTICE = "practice"
    WAITING = "waiting"
    AS_WRITTEN_HERE = "as_written_here"
    ALTERED = "altered"
    UNKNOWN_SIGNER = "unknown_signer"
    REVOKED = "revoked"
    EXPIRED = "expired"
    OLDER_THAN_KNOWN = "older_than_known"
    NOT_OURS = "not_ours"
    UNREADABLE = "unreadable"

    @property
    def exit_code(self) -> int:
        """0 good, 1 checked and found wrong, 2 could not be checked."""
        if self in _FINE:
            return 0
        return 2 if self in _UNCHECKED else 1


_FINE = (Verdict.GOOD, Verdict.PRACTICE, Verdict.AS_WRITTEN_HERE, Verdict.WAITING)
_UNCHECKED = (Verdict.NOT_OURS, Verdict.UNREADABLE)
_WRONG = (Verdict.OLDER_THAN_KNOWN, Verdict.EXPIRED, Verdict.REVOKED, Verdict.UNKNOWN_SIGNER, Verdict.ALTERED)
_FROM_BEST = _FINE + _UNCHECKED + _WRONG


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """The exit code of several inputs: 1 beats 2 beats 0; nothing checked is 0."""
    return max((verdict.exit_code for verdict in verdicts), key=(0, 2, 1).index, default=0)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several verdicts. Raises ValueError if there are none."""
    return max(verdicts, key=_FROM_BEST.index)


def badness(verdict: Verdict) -> int:
    """The rank of `verdict` in the order that `worst` uses; larger is worse."""
    return _FROM_BEST.index(verdict)
