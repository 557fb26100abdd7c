"""Whether a chain of grants reaches the programme's root key, and covers a day, a serial and a partner.

A grant is checked against the date on the document, never against the reader's clock.
"""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.grants import Cap, Grant, GrantKind, GrantTerms

_CHAINS_CACHED = 2048
"""Cache size: about the devices of a country, whose files come in any order."""

NO_PROGRAMME = Message("No programme here gave this grant. Load the programme file.")
"""The first grant is not signed by a known root key."""


class GrantVerdict(msgspec.Struct, frozen=True):
    """The result of checking a chain."""

    verdict: Verdict
    """`good`, `unknown_signer`, `expired` or `altered`."""
    reason: Message | None
    """Why it is not `good`; None if it is."""
    key: bytes
    """The public key at the end of the chain."""
    partner: int
    """Its partner's number."""
    device: int | None
    """Its device number; None if the chain ends at a coordinator."""


def check_chain(
    grants: Sequence[Grant],
    root_public: bytes,
    on: datetime.date,
    serial: str | None = None,
    partner: int | None = None,
    cap: Cap = Cap.NONE,
) -> GrantVerdict:
    """Check `grants`, the coordinator's first, against the programme's root key for a document dated `on`.

    `serial`, `partner` and `cap` are checked if given. Raises ValueError if there is no grant.
    """
    if not grants:
        raise ValueError("a chain has at least one grant")
    grants, terms = tuple(grants), grants[-1].terms
    verdict, reason = Verdict.UNKNOWN_SIGNER, _broken(grants, root_public) or _uncovered(terms, serial, partner, cap)
    if reason is None:
        reason = _out_of_date(terms, on)
        verdict = Verdict.EXPIRED if reason else Verdict.GOOD
    elif _forged_below(grants, root_public):
        verdict = Verdict.ALTERED
    device = terms.serial_low if terms.kind is GrantKind.DEVICE else None
    return GrantVerdict(verdict, reason, terms.subject, terms.partner, device)


@functools.lru_cache(_CHAINS_CACHED)
def _broken(grants: tuple[Grant, ...], root_public: bytes) -> Message | None:
    """Why the chain does not reach the root, link by link; None if it does. Cached: the result depends only on these
    bytes, and all certificates of a class have the same chain."""
    first = grants[0]
    if first.terms.kind is not GrantKind.COORDINATOR or not _given_by_root(first, root_public):
        return NO_PROGRAMME
    for parent, child in itertools.pairwise(grants):
        if parent.terms.kind is not GrantKind.COORDINATOR or child.terms.kind is not GrantKind.DEVICE:
            return Message("The person who gave this grant may not give grants.")
        if child.parent != parent.name() or not child.signed_by(parent.terms.subject):
            return Message("The coordinator did not give this grant.")
        if reason := exceeds(child.terms, parent.terms):
            return reason
    return None


@functools.lru_cache(256)
def _given_by_root(grant: Grant, root_public: bytes) -> bool:
    """True if the root key signed `grant`. Cached: a hundred devices are below one coordinator's grant."""
    return grant.signed_by(root_public)


def exceeds(child: GrantTerms, parent: GrantTerms) -> Message | None:
    """Why `child` gives more than `parent` holds: days, device numbers, partner, caps. None if it does not."""
    if not parent.first_day <= child.first_day <= child.last_day <= parent.last_day:
        return Message("The grant lasts longer than the coordinator's own.")
    if not parent.serial_low <= child.serial_low <= child.serial_high <= parent.serial_high:
        return Message("The device number is not one of the coordinator's.")
    if parent.partner not in (0, child.partner):
        return Message("The grant is for a partner that is not the coordinator's.")
    if child.caps & ~parent.caps:
        return Message("The coordinator may not allow this much.")
    return None


def _uncovered(terms: GrantTerms, serial: str | None, partner: int | None, cap: Cap) -> Message | None:
    if serial is not None and not holds_serial(terms, serial):
        return Message("The serial belongs to another device.")
    if partner is not None and terms.partner not in (0, partner):
        return Message("The grant is for another partner.")
    if cap & ~terms.caps:
        return Message("The grant does not allow this.")
    return None


def holds_serial(terms: GrantTerms, serial: str) -> bool:
    """True if `serial` begins with a device number of these terms and its check character is right."""
    try:
        device, _ = read_serial(serial)
    except ValueError:
        return False
    return terms.serial_low <= device <= terms.serial_high


def _out_of_date(terms: GrantTerms, on: datetime.date) -> Message | None:
    if terms.covers(on):
        return None
    day, first, last = map(date_text, (on, terms.first_day, terms.last_day))
    return Message("It is dated {day}; the grant is valid from {first} to {last}.", day=day, first=first, last=last)


def _forged_below(grants: Sequence[Grant], root_public: bytes) -> bool:
    """True if a grant names a parent that is the programme's own, but its signature is wrong."""
    parent, child = grants[0], grants[-1]
    ours = len(grants) > 1 and parent.signed_by(root_public) and child.parent == parent.name()
    return ours and not child.signed_by(parent.terms.subject)
