"""Desks of a real programme for windows: waiting, granted, a coordinator's, and the office with its root key."""

from __future__ import annotations

import datetime
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.store.office import Given
from bsuh_desktop.trust.grant_request import GrantRequest, Role, sealed_label, sign_request
from bsuh_desktop.trust.grants import GrantTerms
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.programme import Programme, sign_programme
from bsuh_desktop.trust.root_key import recovery_identity
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers import prepared
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import a_class
from tests.helpers.keys import coordinator_terms, device_terms, key
from tests.helpers.programmes import take_programme

NAMES = ("ক্ষিতীশ রহমান", "শ্রেয়া দাস", "জ্যোৎস্না চাকমা", "আর্দ্র হাঁসদা", "উম্মে হাবিবা", "মং চাই")
ASHA = LocalText("আশা কেন্দ্র", "Asha Centre")
LAST = datetime.date(2026, 12, 31)


def trial(version: int = 1, recipient: str = "") -> Programme:
    """The trial programme of `tests.helpers.attendance`, whose sheet of words is that of the test key `root`."""
    pattern = programme()
    (partner,) = pattern.partners
    mine = (recipient,) if recipient else ()
    return replace(
        pattern,
        version=version,
        expires=LAST,
        names=LocalText("কুড়িগ্রাম ডিজিটাল সুরক্ষা", "Kurigram digital safety"),
        partners=(replace(partner, names=ASHA, recipients=(*partner.recipients, *mine)),),
        recovery=(recipient_of(recovery_identity(key("root"))),),
    )


def trial_file(version: int = 1, recipient: str = "") -> bytes:
    """Its signed file."""
    return sign_programme(trial(version, recipient), key("root"))


def waiting(desk: Desk) -> None:
    """A desk that joined; one class was held and waits for the grant."""
    set_facilitator(desk, prepared.FACILITATOR, "4826")
    join(desk, trial_file(), PARTNER)
    a_class(desk).finish()


def granted(desk: Desk, last: datetime.date = LAST) -> None:
    """The same desk, granted until `last`."""
    waiting(desk)
    grant(desk, last)


def grant(desk: Desk, last: datetime.date = LAST) -> None:
    """The grant of a desk that waits."""
    above = sign_grant(key("root"), coordinator_terms(key("coordinator").public))
    terms = replace_last(device_terms(desk.vault.signing_key.public), last)
    desk.take_grants((above, sign_grant(key("coordinator"), terms, above)))


def replace_last(terms: GrantTerms, last: datetime.date) -> GrantTerms:
    """The same terms until another day."""
    return replace(terms, last_day=last)


def ending(desk: Desk) -> None:
    """Its grant ends in ten days."""
    granted(desk, desk.today() + datetime.timedelta(days=10))


def ended(desk: Desk) -> None:
    """Its grant ended three days ago."""
    granted(desk, desk.today() - datetime.timedelta(days=3))


def office(desk: Desk) -> None:
    """The desk that keeps the programme's root key; nobody was granted yet."""
    set_facilitator(desk, prepared.FACILITATOR, "4826")
    with desk.store.transaction():
        desk.take_root(key("root"))
        take_programme(desk, trial_file(), PARTNER)


def coordinator(desk: Desk) -> None:
    """A coordinator's desk under that root key; nobody was granted yet."""
    set_facilitator(desk, prepared.FACILITATOR, "4826")
    join(desk, trial_file(recipient=desk.vault.age_recipient), PARTNER)
    terms = coordinator_terms(desk.vault.signing_key.public, 0, 4095)
    desk.take_office(sign_grant(key("root"), terms))


def ending_coordinator(desk: Desk) -> None:
    """The same, whose own grant ends in ten days."""
    coordinator(desk)
    terms = coordinator_terms(desk.vault.signing_key.public, 0, 4095)
    desk.take_office(sign_grant(key("root"), replace_last(terms, desk.today() + datetime.timedelta(days=10))))


def requests(desk: Desk, folder: Path, count: int, role: Role = "device", first: int = 1) -> None:
    """Writes the requests of `count` people into `folder`, for the programme of `desk`; the first has a class that
    waits since July."""
    for number in range(first, first + count):
        asking = key(f"asking {role} {number}")
        request = GrantRequest(
            role=role,
            programme=desk.programme.id,
            programme_version=desk.programme.version,
            key=asking.public,
            recipient=desk.vault.age_recipient,
            partner=PARTNER,
            made=desk.today(),
            earliest=datetime.date(2026, 7, 14) if number == 1 else None,
            label=sealed_label(NAMES[number % len(NAMES)], desk.programme.recipients_for(PARTNER)),
        )
        (folder / f"request-{number}.bsuh-request").write_bytes(sign_request(request, asking))


def granting(desk: Desk, count: int) -> None:
    """A coordinator who granted `count` devices; the grant of the third ends in ten days."""
    coordinator(desk)
    stick = desk.folder.parent / "stick"
    stick.mkdir(exist_ok=True)
    requests(desk, stick, count)
    found = look_at_requests(desk, [stick])
    soon = desk.today() + datetime.timedelta(days=10)
    issue(desk, found[2:3], stick, last=soon)
    issue(desk, [*found[:2], *found[3:]], stick)


def ask(desk: Desk, folder: Path, role: Role = "device") -> Path:
    """Writes the request of `desk` itself."""
    return write_request(desk, role, folder)


def many(desk: Desk, count: int) -> None:
    """A coordinator who granted `count` laptops of seeded keys, written straight into the store."""
    coordinator(desk)
    with desk.store.transaction():
        for number in range(count):
            grant_to(desk, key(f"many {number}"), number, NAMES[number % len(NAMES)])


def grant_to(desk: Desk, asking: SigningKey, number: int, label: str) -> None:
    """A grant of this coordinator, written straight into the store."""
    above = desk.coordinator_grant
    assert above is not None
    grant = sign_grant(desk.vault.signing_key, device_terms(asking.public, number), above)
    desk.store.office.give(
        Given(
            name=grant.name(),
            key=asking.public,
            kind=int(grant.terms.kind),
            low=number,
            high=number,
            grant_bytes=grant.encode(),
            recipient=desk.vault.age_recipient,
            label=label,
            given_on="2026-07-01",
            continues=b"",
        )
    )
