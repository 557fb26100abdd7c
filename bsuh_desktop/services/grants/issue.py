"""Issues grants: all are stored first, then written as answers, together with the new key list.

After a recovery without any key list, and after damage, an issuer's desk starts over with what it remembers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.exchange.receipt import MOST_FORGOTTEN
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import newest_of
from bsuh_desktop.services.desk.small_files import code_of, write_into
from bsuh_desktop.services.grants.grants_view import GivenGrant, WaitingRequest
from bsuh_desktop.services.grants.rules import GrantDays, GrantRules, partner_id
from bsuh_desktop.services.programme.issuers import Issuer, coordinator_issuer, given_of, issuers, remember, root_issuer
from bsuh_desktop.services.programme.key_lists import carried, knows_its_past, list_into, next_list, require_known
from bsuh_desktop.services.programme.make_programme import republish, write_programme
from bsuh_desktop.services.safekeeping.recovery import take_copies_beside
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.grant_request import GrantRequest, write_answer
from bsuh_desktop.trust.grants import ALL_CAPS, Grant, GrantKind, GrantTerms
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.signing import key_id


def start_over(desk: Desk) -> None:
    """For a root key from its recovery sheet whose key lists are lost: from now on it gives numbers far from the old
    ones. What the lost lists revoked must be revoked again."""
    root = root_issuer(desk)
    if root is not None and newest_of(desk, root.key.public) is None:
        with desk.store.transaction():
            desk.store.office.skip()
            next_list(desk, root, desk.today())


def remember_own(desk: Desk) -> None:
    """After damage, one of its own key lists may contain more grants than its records: restores these, so that no key
    gets another number."""
    for issuer in issuers(desk):
        own = newest_of(desk, issuer.key.public)
        if own is not None and len(own.grants) > len(desk.store.office.every(issuer.gives)):
            remember(desk, own)


_MOST = 64
"""Most laptops in one line of successors; nobody has as many."""


def keys_of_one(desk: Desk, key: bytes) -> tuple[bytes, ...]:
    """A device's public key and the keys that it succeeds, the newest first, as this desk has granted them."""
    found = [key]
    while len(found) < _MOST:
        given = desk.store.office.of_key(found[-1], GrantKind.DEVICE)
        if given is None or not given.continues or given.continues in found:
            break
        found.append(given.continues)
    return tuple(found)


def withdrawn_elsewhere(desk: Desk, key: bytes) -> tuple[str, ...]:
    """Ids of learners who withdrew on that device, or on one that it succeeds, as far as their files said; at most as
    many as a receipt may contain."""
    if not key:
        return ()
    every = {learner for one in keys_of_one(desk, key) for learner in desk.store.forgotten.elsewhere(one)}
    return tuple(sorted(every))[:MOST_FORGOTTEN]


_LARGEST_ALONG = 64 * 1024
"""Largest programme file, in bytes, that is put into an answer."""


class _Made(msgspec.Struct, frozen=True):
    """A grant that was stored and must still be written."""

    request: GrantRequest
    chain: tuple[Grant, ...]


def issue(
    desk: Desk,
    requests: Sequence[WaitingRequest],
    out: Path,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> tuple[GivenGrant, ...]:
    """Grants `requests` from `first` to `last` and writes one answer for each key into the folder `out`, with the new
    key list and, for coordinators, the new programme file. Refused requests are skipped; each of the others is checked
    again. What was stored before a power cut is written by a second call: no number is given twice.

    Raises KnownError: practice, no_office, nothing_to_give, disk_full, read_only, stick_removed; what
    `GrantRules.terms` raises for a request that can no longer be granted.
    """
    with desk.transaction():
        made = _give_all(desk, [one for one in requests if one.request and not one.refused], GrantDays(first, last))
        lists = [next_list(desk, issuer, desk.today()) for issuer in _issuers_of(desk, made)]
    take_copies_beside(desk, [one.path for one in requests])
    given = tuple(_write(desk, out, one) for one in made)
    for key_list in lists:
        list_into(out, key_list)
    if any(one.request.role == "coordinator" or (_is_behind(desk, one) and not _goes_along(desk)) for one in made):
        write_programme(desk, out)
    log("command", code="grant_issue", count=len(given))
    return given


def _give_all(desk: Desk, requests: Sequence[WaitingRequest], days: GrantDays) -> list[_Made]:
    if not requests:
        raise KnownError(
            "nothing_to_give",
            Message("None of these requests can get a grant here."),
            Message("Read what is written beside each one."),
        )
    remember_own(desk)
    if any(one.role == "device" for one in requests):
        _become_coordinator(desk)
    judge = GrantRules(desk, days)
    made: dict[tuple[str, bytes], _Made] = {}
    for one in requests:
        assert one.request is not None
        terms, issuer = judge.terms(one.request), judge.issuer(one.request)
        assert issuer is not None
        made[one.role, one.key] = _Made(one.request, _give(desk, issuer, one.request, one.label, terms))
    _add_recipients(desk, list(made.values()))
    return list(made.values())


def _become_coordinator(desk: Desk) -> None:
    """Makes the desk with the root key a coordinator of all partners, so that it can grant devices."""
    root = root_issuer(desk)
    if root is None or coordinator_issuer(desk) is not None:
        return
    require_known(desk, root)
    coming = GrantRules(desk, GrantDays()).coordinator
    assert coming is not None
    days = coming.first_day, coming.last_day
    terms = GrantTerms(GrantKind.COORDINATOR, coming.key.public, *days, coming.low, coming.high, 0, ALL_CAPS)
    grant = sign_grant(root.key, terms)
    desk.store.office.give(given_of(grant, desk.today(), desk.vault.age_recipient))
    desk.take_office(grant)


def _give(desk: Desk, issuer: Issuer, request: GrantRequest, label: str, terms: GrantTerms) -> tuple[Grant, ...]:
    grant = sign_grant(issuer.key, terms, issuer.above)
    known = desk.store.office.of_key(request.key, issuer.gives)
    if known is None or known.grant_bytes != grant.encode():
        desk.store.office.give(given_of(grant, desk.today(), request.recipient, label, request.old_key))
    return (grant,) if issuer.above is None else (issuer.above, grant)


def _add_recipients(desk: Desk, made: Sequence[_Made]) -> None:
    """Adds new coordinators to the recipients of their partner in the programme file, so that they can open its
    files."""
    changes: dict[int, list[str]] = {}
    for one in made:
        if one.request.role == "coordinator":
            changes.setdefault(one.chain[-1].terms.partner, []).append(one.request.recipient)
    if changes:
        republish(desk, changes)


def _issuers_of(desk: Desk, made: Sequence[_Made]) -> list[Issuer]:
    """The issuers whose lists have changed. A desk that has just become a coordinator is in the root key's list."""
    kinds = {one.chain[-1].terms.kind for one in made}
    root, coordinator = root_issuer(desk), coordinator_issuer(desk)
    found = [root] if root and (GrantKind.COORDINATOR in kinds or coordinator) and knows_its_past(desk, root) else []
    return found + ([coordinator] if coordinator and GrantKind.DEVICE in kinds else [])


def _is_behind(desk: Desk, made: _Made) -> bool:
    """True if the desk that asks has an older programme file than this one."""
    request = made.request
    return request.programme != desk.programme.id or request.programme_version < desk.programme.version


def _goes_along(desk: Desk) -> bool:
    """False for a large file with a country's schools: it is written once beside the answers, not into each."""
    return len(desk.programme_file) <= _LARGEST_ALONG


def _write(desk: Desk, out: Path, made: _Made) -> GivenGrant:
    request, terms = made.request, made.chain[-1].terms
    programme = desk.programme_file if _is_behind(desk, made) and _goes_along(desk) else b""
    forgotten = withdrawn_elsewhere(desk, request.old_key)
    answer = write_answer(made.chain, programme, carried(desk), request.old_key, forgotten)
    path = write_into(out, f"grant-{code_of(request.key)}{file_endings.GRANT}", answer)
    return GivenGrant(
        key=key_id(request.key).hex(),
        path=path,
        role=request.role,
        device=encode(terms.serial_low, DEVICE_LENGTH) if terms.kind is GrantKind.DEVICE else "",
        first_day=terms.first_day,
        last_day=terms.last_day,
        partner=partner_id(desk, terms.partner),
    )
