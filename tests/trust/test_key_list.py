"""Key lists: whose they are, that they are whole, and that no reader goes back to an older one."""

from __future__ import annotations

import base64
import datetime

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.grants import Cap, issue
from bsuh_desktop.trust.key_list import (
    DAYS_FRESH,
    KEY_LIST_START,
    KeyList,
    Revocation,
    check_follows,
    check_issuer,
    read_key_list,
    sign_key_list,
)
from tests.helpers.attendance import programme
from tests.helpers.keys import DAY, DEVICE, FIRST, LAST, chain, coordinator_terms, flipped, key
from tests.helpers.office_files import as_json, coordinators_list, refusal, root_list, signed_anyhow

ROOT = key("root").public
COORDINATOR = key("coordinator")
FULL = coordinators_list(
    version=7,
    revoked=(
        Revocation(key("device").public, DAY, bytes(32), 5),
        Revocation(key("other").public, DAY, kept=(b"8" * 8,)),
    ),
    serials=(make_serial(DEVICE, 1), make_serial(DEVICE, 2)),
)


def text(data: bytes) -> str:
    """Bytes as JSON holds them."""
    return base64.b64encode(data).decode()


def refused(check: object, *given: object) -> str:
    assert callable(check)
    with pytest.raises(KnownError) as caught:
        check(*given)
    return caught.value.code


@pytest.mark.parametrize("issuer", ["root", "coordinator"])
def test_comes_back_as_it_was_signed(issuer: str) -> None:
    given = root_list() if issuer == "root" else FULL
    data = sign_key_list(given, key(issuer))
    assert data.startswith(KEY_LIST_START)
    read = read_key_list(data)
    assert read == given
    check_issuer(read, ROOT)
    assert read.given() == (chain()[:1] if issuer == "root" else chain()[1:])


def test_a_revocation_is_found_by_its_key() -> None:
    assert FULL.revocation_of(key("device").public) == FULL.revoked[0]
    assert FULL.revocation_of(key("nobody").public) is None


def test_it_is_fresh_for_as_long_as_the_programme_says() -> None:
    assert (root_list().expires - root_list().issued).days == DAYS_FRESH


def test_nobody_lists_in_anothers_name() -> None:
    with pytest.raises(ValueError, match="its issuer"):
        sign_key_list(root_list(), COORDINATOR)
    assert refusal(read_key_list, signed_anyhow("key_list", "key-list", root_list(), COORDINATOR)) == "altered"
    for kind in ("programme", "grant", "request", "receipt"):
        assert refusal(read_key_list, signed_anyhow("key_list", kind, root_list(), key("root"))) == "altered"


def test_every_turned_bit_is_refused() -> None:
    data = sign_key_list(FULL, COORDINATOR)
    assert {refusal(read_key_list, one) for one in flipped(data)} == {"altered", "unreadable"}


def revoked(**changed: object) -> list[dict[str, object]]:
    return [as_json(FULL.revoked[0], **changed)]


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"more": 1},
        {"serials": None},
        {"version": 0},
        {"version": -1},
        {"issuer": text(bytes(31))},
        {"expires": (DAY - datetime.timedelta(days=1)).isoformat()},
        {"issued": "yesterday"},
        {"above": text(chain()[0].encode()[:-1])},
        {"above": text(b"".join(grant.encode() for grant in chain()))},
        {"grants": [text(b"no grant")]},
        {"grants": [""]},
        {"serials": [""]},
        {"serials": ["0"]},
        {"serials": [make_serial(DEVICE, 1).lower()]},
        {"serials": [make_serial(DEVICE, 1)[:5] + "-" + make_serial(DEVICE, 1)[5:]]},
        {"serials": ["0" + make_serial(DEVICE, 1)]},
        {"serials": [make_serial(DEVICE, 1)[:-1] + "*"]},
        {"serials": [make_serial(DEVICE, 1)[::-1]]},
        {"revoked": revoked(key=text(bytes(31)))},
        {"revoked": revoked() * 2},
        {"revoked": revoked(last_manifest=text(bytes(31)))},
        {"revoked": revoked(last_counter=-1)},
        {"revoked": revoked(kept=[text(bytes(7))])},
        {"revoked": revoked(more=1)},
        {"revoked": revoked(kept=None)},
        {"revoked": revoked(day="2026-13-01")},
    ],
    ids=lambda changed: " ".join(f"{name}={str(value)[:40]}" for name, value in changed.items()),
)
def test_what_no_list_can_say_is_unreadable_even_when_signed(changed: dict[str, object]) -> None:
    data = signed_anyhow("key_list", "key-list", as_json(FULL, **changed), COORDINATOR)
    assert refusal(read_key_list, data) == "unreadable"


def below(grant: object, by: str = "coordinator", **changed: object) -> KeyList:
    """A list by the key `by`, which points to `grant` as what entitles it."""
    encoded = getattr(grant, "encode", lambda: b"")()
    return coordinators_list(issuer=key(by).public, above=encoded, **changed)


def test_only_the_root_key_and_its_coordinators_may_list() -> None:
    above, device = chain()
    foreign = issue(key("foreign root"), coordinator_terms(COORDINATOR.public))
    onward = issue(COORDINATOR, coordinator_terms(key("other").public))
    for bad in (
        below(None),
        below(None, by="other"),
        below(above, by="other"),
        below(device, by="device"),
        below(above, by="device"),
        below(foreign),
        below(onward, by="other"),
        below(above, by="root"),
        root_list(issuer=key("foreign root").public),
    ):
        assert refused(check_issuer, bad, ROOT) == "unknown_signer"
    check_issuer(below(above), ROOT)


def test_a_coordinator_lists_within_its_own_days() -> None:
    above, day = chain()[0], datetime.timedelta(days=1)
    for issued in (FIRST - day, LAST + day):
        assert refused(check_issuer, below(above, issued=issued, expires=issued + 90 * day), ROOT) == "expired"
    for issued in (FIRST, LAST):
        check_issuer(below(above, issued=issued, expires=issued + 90 * day), ROOT)


def test_a_coordinator_needs_no_cap_to_list() -> None:
    plain = issue(key("root"), replace(coordinator_terms(COORDINATOR.public), caps=Cap.NONE))
    check_issuer(below(plain), ROOT)


def test_no_reader_goes_back() -> None:
    known = root_list(version=3)
    check_follows(known, None)
    check_follows(known, known)
    check_follows(root_list(version=4), known)
    assert refused(check_follows, root_list(version=2), known) == "older_than_known"
    assert refused(check_follows, root_list(version=3, serials=(make_serial(1, 1),)), known) == "altered"
    assert refused(check_follows, root_list(version=3, issued=FIRST), known) == "altered"


def test_the_programmes_root_key_is_the_one_that_is_asked_about() -> None:
    assert programme().root_key == ROOT
    assert refused(check_issuer, root_list(), key("foreign root").public) == "unknown_signer"
