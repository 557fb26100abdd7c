"""Grants as an office keeps them, and as it learns of them again from its own key list."""

from __future__ import annotations

import datetime

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.issuers import issuers
from bsuh_desktop.store.given_grants import Given
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.key_list import KeyList


def remember(desk: Desk, taken: KeyList) -> None:
    """An own list that comes from a stick tells a recovered desk what it has given before: no number is given twice."""
    issuer = next((one for one in issuers(desk) if one.key.public == taken.issuer), None)
    if issuer is None:
        return
    known = {one.key for one in desk.store.office.all(issuer.gives)}
    for grant in taken.given():
        # Of one key the newest comes last, and stands.
        if grant.terms.subject not in known:
            desk.store.office.give(given_of(grant, day=taken.issued))


def given_of(grant: Grant, day: datetime.date, recipient: str = "", label: str = "", continues: bytes = b"") -> Given:
    """A grant as the office keeps it."""
    terms = grant.terms
    return Given(
        name=grant.name(),
        key=terms.subject,
        kind=int(terms.kind),
        low=terms.serial_low,
        high=terms.serial_high,
        grant_bytes=grant.encode(),
        recipient=recipient,
        label=label,
        given_on=day.isoformat(),
        continues=continues,
    )
