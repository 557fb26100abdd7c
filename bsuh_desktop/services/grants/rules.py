"""Whether a request can be granted here, with which partner, days and number; if not, why, and what to do.

A partner is named here as screens and documents name it; a coordinator may have all of them."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.services.programme.issuers import Issuer, coordinator_issuer, issuers, require_issuers, root_issuer
from bsuh_desktop.services.programme.key_lists import require_known
from bsuh_desktop.store.office import BLOCK
from bsuh_desktop.trust.grant_request import GrantRequest
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, GrantKind, GrantTerms, decode_grants

ALL_PARTNERS = LocalText("সব সহযোগী সংস্থা", "all partners")


def partner_names(desk: Desk, number: int) -> LocalText:
    """A partner's names; for 0 the words for all partners."""
    found = desk.programme.find_partner(number)
    return found.names if found else LocalText("–", "–") if number else ALL_PARTNERS


def partner_id(desk: Desk, number: int) -> str:
    """A partner's id as documents name it; "*" for all partners."""
    found = desk.programme.find_partner(number)
    return found.id if found else "*"


def check_partner(desk: Desk) -> None:
    """Raises KnownError `no_partner` if the desk's partner is not known: none was chosen, or it was lost when the
    desk's data was repaired."""
    if desk.programme.find_partner(desk.partner) is None:
        raise KnownError(
            "no_partner",
            Message("No partner was chosen for this desk."),
            Message("Join the programme again, and choose the partner."),
        )


LONGEST_SHOWN = 40
DEVICE_CAPS = Cap.CERTIFICATE | Cap.ATTENDANCE


class GrantDays(msgspec.Struct, frozen=True):
    """The days that a person chose. None: the first day as requested, the last as late as the issuer's own."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    def check_order(self) -> None:
        """Raises KnownError `days_turned`."""
        if self.first and self.last and self.last < self.first:
            raise KnownError(
                "days_turned",
                Message(
                    "The last day, {last}, comes before the first, {first}.",
                    first=date_text(self.first),
                    last=date_text(self.last),
                ),
                Message("Put them in order."),
            )


class GrantRules:
    """Checks one request after the other, and counts the numbers that they would get. It issues nothing."""

    def __init__(self, desk: Desk, days: GrantDays) -> None:
        """Raises KnownError `practice` or `no_office`."""
        require_issuers(desk)
        self.desk, self._days = desk, days
        self._today = desk.today()
        self.root = root_issuer(desk)
        self.coordinator = coordinator_issuer(desk) or self._coming_coordinator()
        self._revoked = self._revoked_keys()
        self._next = {GrantKind.COORDINATOR: self._next_block(), GrantKind.DEVICE: self._next_device()}
        self._numbers: dict[tuple[GrantKind, bytes], int] = {}
        self._continued: dict[bytes, bytes] = {}

    def _revoked_keys(self) -> set[bytes]:
        """All keys in the lists of the root key and of this desk; from other coordinators' lists only keys that they
        granted and that this desk did not: otherwise every coordinator could revoke everybody's devices."""
        every = {issuer.key.public for issuer in issuers(self.desk)} | {self.desk.programme.root_key}
        own = {one.key for kind in GrantKind for one in self.desk.store.office.all(kind)}
        found: set[bytes] = set()
        for key_list in key_lists(self.desk):
            keys = {one.key for one in key_list.revoked}
            if keys and key_list.issuer not in every:
                keys &= {grant.terms.subject for grant in key_list.given()} - own
            found |= keys
        return found

    def _next_block(self) -> int:
        first = self.desk.store.office.next_number(GrantKind.COORDINATOR, 0)
        return -(-first // BLOCK) * BLOCK

    def _next_device(self) -> int:
        if self.coordinator is None:
            return 0
        return self.desk.store.office.next_number(GrantKind.DEVICE, self.coordinator.low, self.coordinator.high)

    def _coming_coordinator(self) -> Issuer | None:
        """The coordinator that a desk with the root key becomes before it grants its first device."""
        if self.root is None:
            return None
        low = self._next_block()
        days = self.root.first_day, self.root.last_day
        return Issuer("coordinator", self.desk.signing_key, None, *days, low, low + BLOCK - 1, 0)

    def terms(self, request: GrantRequest) -> GrantTerms:
        """The terms under which a request is granted. Raises KnownError if it cannot be."""
        issuer = self._issuer(request)
        require_known(self.desk, self.root if self.root and issuer.above is None else issuer)
        self._check_programme(request)
        partner = self._partner(request, issuer)
        if request.key in self._revoked:
            raise KnownError(
                "revoked",
                Message("This key was revoked. It cannot get a new grant."),
                Message("Ask for the desk to be set up again: it gets a new key and asks with it."),
            )
        self._check_old_key(request, issuer)
        before = self.before(issuer.gives, request.key)
        first, last = self._dates(request, issuer, before)
        low, high = self._number(issuer, request.key, before)
        if request.old_key:
            self._continued[request.old_key] = request.key
        caps = ALL_CAPS if issuer.gives is GrantKind.COORDINATOR else DEVICE_CAPS
        return GrantTerms(issuer.gives, request.key, first, last, low, high, partner, caps)

    def issuer(self, request: GrantRequest) -> Issuer | None:
        """The issuer by whom a request would be granted."""
        return self.root if request.role == "coordinator" else self.coordinator

    def _issuer(self, request: GrantRequest) -> Issuer:
        issuer = self.issuer(request)
        if issuer is None:
            raise KnownError(
                "not_the_office",
                Message("A coordinator cannot make coordinators."),
                Message("Send this request to the programme's office, which keeps the root key."),
            )
        if issuer.key.public in self._revoked:
            raise KnownError(
                "own_key_revoked",
                Message("Your own key was revoked, so you cannot give grants."),
                Message("Ask the programme's office what to do."),
            )
        return issuer

    def _check_programme(self, request: GrantRequest) -> None:
        if request.programme != self.desk.programme.id and (request.programme or request.role == "device"):
            raise KnownError(
                "another_programme",
                Message("This request is for another programme: {programme}", programme=_shown(request.programme)),
                Message("Ask the desk to join this programme, and to ask again."),
            )

    def _partner(self, request: GrantRequest, issuer: Issuer) -> int:
        programme = self.desk.programme
        if request.role == "coordinator" and request.partner == 0:
            # A grant for all partners would open every partner's names: nobody gets it by leaving a field empty.
            if len(programme.partners) > 1:
                raise KnownError(
                    "no_partner_named",
                    Message("This request names no partner, and the programme has several."),
                    Message("Ask the coordinator to join the programme for one partner and to ask again."),
                )
            return programme.partners[0].number
        if programme.find_partner(request.partner) is None:
            raise KnownError(
                "unknown_partner",
                Message("The partner in the request is not in this programme."),
                Message("Load the newest programme file, or ask the desk to join with its partner and to ask again."),
            )
        if issuer.partner not in (0, request.partner):
            raise KnownError(
                "another_partner",
                Message(
                    "This request is for the partner {asked}. You coordinate {own}.",
                    asked=partner_names(self.desk, request.partner),
                    own=partner_names(self.desk, issuer.partner),
                ),
                Message("Send it to that partner's coordinator."),
            )
        return request.partner

    def _check_old_key(self, request: GrantRequest, issuer: Issuer) -> None:
        """Only the issuer of the old key's grant knows whose it was, and can say that this is the same person."""
        old = request.old_key
        if old and (old == request.key or self.before(issuer.gives, old) is None):
            raise KnownError(
                "unknown_old_key",
                Message("The request continues a key that did not get its grant here."),
                Message("Send it to the coordinator who gave that key its grant."),
            )
        if old and self._successors(issuer.gives, old) - self._revoked - {request.key}:
            raise KnownError(
                "already_continued",
                Message("Another key already continues that old key."),
                Message("Ask both who they are. Revoke the wrong key, then give this one its grant."),
            )

    def _successors(self, kind: GrantKind, old: bytes) -> set[bytes]:
        """The keys that succeed an old one, by issued grants and by the requests before this one."""
        given = {one.key for one in self.desk.store.office.every(kind) if one.continues == old}
        return given | ({self._continued[old]} if old in self._continued else set())

    def before(self, kind: GrantKind, key: bytes) -> GrantTerms | None:
        """The terms of the grant that a key already has, or None."""
        given = self.desk.store.office.of_key(key, kind)
        return None if given is None else decode_grants(given.grant_bytes)[0].terms

    def _dates(
        self, request: GrantRequest, issuer: Issuer, before: GrantTerms | None
    ) -> tuple[datetime.date, datetime.date]:
        first, last = self._days.first or self._first(request, issuer, before), self._days.last or issuer.last_day
        asked = request.earliest
        if self._days.first and asked and asked < first:
            raise KnownError(
                "begins_too_late",
                Message("A class of {day} waits for this grant. The grant must not begin later.", day=date_text(asked)),
                Message("Choose that day or an earlier one as the first day."),
            )
        self._days.check_order()
        reaches = asked is None or asked <= last
        if not (issuer.first_day <= first <= last <= issuer.last_day and reaches):
            raise KnownError(
                "outside_dates",
                Message(
                    "You can give grants from {first} to {last}.",
                    first=date_text(issuer.first_day),
                    last=date_text(issuer.last_day),
                ),
                Message("Choose days between these, or ask the programme's office to renew your own grant."),
            )
        # If the issuer's own days begin later now, the grant may begin later, too.
        named_later = before is not None and self._days.first is not None and first > before.first_day
        if before is not None and (named_later or last < before.last_day):
            raise _shorter(before)
        return first, last

    def _first(self, request: GrantRequest, issuer: Issuer, before: GrantTerms | None) -> datetime.date:
        """The first day if none was chosen. A coordinator's grant covers the whole programme, so that earlier classes
        of its devices are covered."""
        if issuer.by == "root":
            return issuer.first_day
        asked = [request.made, self._today, *([request.earliest] if request.earliest else [])]
        return max(issuer.first_day, min(asked + ([before.first_day] if before else [])))

    def _number(self, issuer: Issuer, key: bytes, before: GrantTerms | None) -> tuple[int, int]:
        kind = issuer.gives
        size = BLOCK if kind is GrantKind.COORDINATOR else 1
        if before is not None and issuer.low <= before.serial_low <= before.serial_high <= issuer.high:
            return before.serial_low, before.serial_high
        number = self._numbers.setdefault((kind, key), self._next[kind])
        if number + size - 1 > min(issuer.high, LAST_DEVICE):
            raise KnownError(
                "numbers_used_up",
                Message("All device numbers of this block are used."),
                Message("Ask the programme's office for another coordinator's grant."),
            )
        if number == self._next[kind]:
            self._next[kind] += size
        return number, number + size - 1


def _shorter(before: GrantTerms) -> KnownError:
    """The device would not accept it: it never accepts a grant that covers less."""
    days = {"first": date_text(before.first_day), "last": date_text(before.last_day)}
    return KnownError(
        "shorter_grant",
        Message("This key already has a grant from {first} to {last}. It cannot get a shorter one.", **days),
        Message("Choose days that cover these, or revoke the key."),
    )


def _shown(programme: str) -> str:
    """A stranger's programme id, made safe to be shown."""
    return "".join(sign for sign in clean(programme) if sign.isprintable())[:LONGEST_SHOWN] or "–"
