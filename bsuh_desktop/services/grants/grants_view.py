"""View of the coordinator's screen: whom this desk has granted, until when, and what it has revoked."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.validity import Validity, validity
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import stored_list_of
from bsuh_desktop.services.desk.staff import printed_code
from bsuh_desktop.services.grants.partners import partner_names
from bsuh_desktop.services.grants.values import GrantsView, ListedKey, State
from bsuh_desktop.services.programme.issuers import Issuer, issuers
from bsuh_desktop.store.given_grants import Given
from bsuh_desktop.trust.grants import GrantKind, GrantTerms, decode_grants
from bsuh_desktop.trust.signing import key_id

_STATES: Mapping[Validity, State] = {"holds": "granted", "ends_soon": "expires_soon", "ended": "expired"}


class _Taken(msgspec.Struct, frozen=True):
    key: bytes
    day: datetime.date


class _Glance(msgspec.Struct, frozen=True):
    """The shown parts of an own key list, which was verified when it was signed."""

    version: int
    expires: datetime.date
    revoked: tuple[_Taken, ...] = ()


class _File(msgspec.Struct, frozen=True):
    key_list: _Glance


def grants_view(desk: Desk, today: datetime.date) -> GrantsView:
    """The view as of `today`. Takes 15 µs a key the first time, then 5."""
    found = issuers(desk)
    glances = [glance for issuer in found if (glance := _glance(desk, issuer)) is not None]
    revoked = {one.key: one.day for glance in glances for one in glance.revoked}
    seen = desk.store.known.files_seen()
    kinds = (GrantKind.COORDINATOR, GrantKind.DEVICE)
    return GrantsView(
        keeps_root=any(issuer.by == "root" for issuer in found),
        coordinates=any(issuer.by == "coordinator" for issuer in found),
        keys=tuple(
            _listed(desk, one, revoked, seen.get(one.key, 0), today)
            for kind in kinds
            for one in desk.store.office.all(kind)
        ),
        list_version=glances[0].version if glances else 0,
        list_expires=min((glance.expires for glance in glances), default=None),
    )


def _glance(desk: Desk, issuer: Issuer) -> _Glance | None:
    kept = stored_list_of(desk, issuer.key.public)
    return None if kept is None else msgspec.json.decode(kept.file, type=_File).key_list


def _listed(
    desk: Desk, given: Given, revoked: Mapping[bytes, datetime.date], files: int, today: datetime.date
) -> ListedKey:
    terms, key, code = _read(given.grant_bytes)
    low, high = encode(given.low, DEVICE_LENGTH), encode(given.high, DEVICE_LENGTH)
    device = given.kind == GrantKind.DEVICE
    day = revoked.get(given.key)
    return ListedKey(
        key=key,
        code=code,
        role="device" if device else "coordinator",
        label=given.label,
        device=low if device else f"{low}-{high}",
        partner=partner_names(desk, terms.partner),
        first_day=terms.first_day,
        last_day=terms.last_day,
        state="revoked" if day else _STATES[validity(terms.last_day, today)],
        revoked_on=day,
        files_seen=files,
    )


@functools.lru_cache(maxsize=8192)
def _read(grant_bytes: bytes) -> tuple[GrantTerms, str, str]:
    """The terms of a grant, the granted key's id, and the code that its desk shows. Cached, because the screen is
    rebuilt after every step."""
    terms = decode_grants(grant_bytes)[0].terms
    key = key_id(terms.subject).hex()
    return terms, key, printed_code(key)
