"""Receipts, programme files, key lists, answers and requests: changed, out of date, or by somebody who may not."""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import OUTCOMES, Outcome, Receipt, receipt_code, sign_receipt
from bsuh_desktop.trust.grant_request import GrantRequest, sign_request, write_answer
from bsuh_desktop.trust.grants import Cap, encode_grants, issue
from bsuh_desktop.trust.key_list import KeyList, Revocation, sign_key_list
from bsuh_desktop.trust.programme import Programme, place_list_hash, sign_programme
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attacks.cases import Case, Make, check, given, parametrized, proof_of
from tests.helpers.attacks.world import World, coordinator_terms, device_terms
from tests.helpers.keys import DAY, LAST

pytestmark = pytest.mark.sampled

ALTERED, UNKNOWN, UNREADABLE = Verdict.ALTERED, Verdict.UNKNOWN_SIGNER, Verdict.UNREADABLE
EXPIRED, REVOKED, OLDER, GOOD = Verdict.EXPIRED, Verdict.REVOKED, Verdict.OLDER_THAN_KNOWN, Verdict.GOOD
DAY_LONG = datetime.timedelta(days=1)
Maker = Callable[[World], bytes]
Signer = Callable[[World], SigningKey]
FILE = bytes(range(32))


def text(data: bytes) -> str:
    """Bytes as JSON holds them."""
    return base64.b64encode(data).decode()


def brought(make: Maker, *lists: Callable[[World], KeyList]) -> Make:
    """A file, to somebody who knows these lists."""
    return lambda world: given(make(world), known=world.known(*(one(world) for one in lists)), suffix=".json")


def edited(make: Maker, **changed: Any) -> Maker:
    """The file with values of its signed part changed, and its old signature."""

    def edit(world: World) -> bytes:
        value = json.loads(make(world))
        (name,) = value.keys() - {"signature"}
        value[name] = {**value[name], **changed}
        for key in [key for key, one in changed.items() if one is None]:
            del value[name][key]
        data = canonical_json(value)
        assert data != make(world)
        return data

    return edit


def signed_by(make: Maker, kind: str, key: Callable[[World], SigningKey]) -> Maker:
    """The file as it is, under a signature of another key or kind."""

    def sign(world: World) -> bytes:
        value = json.loads(make(world))
        (name,) = value.keys() - {"signature"}
        return canonical_json({name: value[name], "signature": key(world).sign(kind, 1, canonical_json(value[name]))})

    return sign


def receipt(world: World) -> bytes:
    return world.receipt()


def receipt_by(key: Signer, grants: Maker) -> Maker:
    """A receipt that another key truly signed, on these grants."""

    def sign(world: World) -> bytes:
        signer = key(world)
        usual = Receipt(
            programme="fresh",
            file=FILE,
            session="SESS00000000000X",
            revision=1,
            outcome="merged",
            day=DAY,
            signer=signer.public,
            grants=grants(world),
        )
        return sign_receipt(usual, signer)

    return sign


def _self_made(world: World) -> bytes:
    return issue(world.foreign, coordinator_terms(world.home.key.public, world.home.low, 1)).encode()


def _no_receipts(world: World) -> bytes:
    terms = coordinator_terms(world.home.key.public, world.home.low, 1, caps=Cap.CERTIFICATE | Cap.ATTENDANCE)
    return issue(world.root, terms).encode()


def _with_receipts(world: World) -> bytes:
    """A device to which its coordinator gave the cap of receipts."""
    terms = device_terms(world.device.key.public, world.device.number, 1, caps=Cap.RECEIPT)
    return encode_grants((world.home.grant, issue(world.home.key, terms, world.home.grant)))


def device(world: World) -> SigningKey:
    return world.device.key


def home(world: World) -> SigningKey:
    return world.home.key


def foreign(world: World) -> SigningKey:
    return world.foreign


def root(world: World) -> SigningKey:
    return world.root


RECEIPTS: dict[str, tuple[Verdict, Maker]] = {
    "of another file": (ALTERED, edited(receipt, file=text(FILE))),
    "of another outcome": (ALTERED, edited(receipt, outcome="refused")),
    "of another day": (ALTERED, edited(receipt, day=(DAY + DAY_LONG).isoformat())),
    "of another session": (ALTERED, edited(receipt, session="SESS00000000000Y")),
    "of another revision": (ALTERED, edited(receipt, revision=2)),
    "of another programme": (ALTERED, edited(receipt, programme="demonstration")),
    "with a key more": (UNREADABLE, edited(receipt, more=1)),
    "without an outcome": (UNREADABLE, edited(receipt, outcome=None)),
    "of an outcome that is none": (UNREADABLE, edited(receipt, outcome="lost")),
    "of a newer format": (UNREADABLE, edited(receipt, format=2)),
    "cut short": (UNREADABLE, lambda w: w.receipt()[:-1]),
    "with a line feed": (UNREADABLE, lambda w: w.receipt() + b"\n"),
    "signed by somebody else": (ALTERED, signed_by(receipt, "receipt", foreign)),
    "signed as a key list": (ALTERED, signed_by(receipt, "key-list", home)),
    "by a device on its own grants": (UNKNOWN, receipt_by(device, lambda w: encode_grants(w.device.chain))),
    "by a device that may sign receipts": (UNKNOWN, receipt_by(device, _with_receipts)),
    "by a device on the coordinator's grant": (UNKNOWN, receipt_by(device, lambda w: w.home.grant.encode())),
    "by the coordinator on a device's grants": (UNKNOWN, receipt_by(home, lambda w: encode_grants(w.device.chain))),
    "by a coordinator of another root": (UNKNOWN, receipt_by(home, _self_made)),
    "by a coordinator who may not": (UNKNOWN, receipt_by(home, _no_receipts)),
    "by the root key on the coordinator's grant": (UNKNOWN, receipt_by(root, lambda w: w.home.grant.encode())),
    "by nobody on the coordinator's grant": (UNKNOWN, receipt_by(foreign, lambda w: w.home.grant.encode())),
    "of a programme that nobody knows": (UNKNOWN, lambda w: w.receipt(programme="unheard of")),
    "of the demonstration on real grants": (UNKNOWN, lambda w: w.receipt(programme="demonstration")),
    "before the grant": (EXPIRED, lambda w: w.receipt(day=DAY.replace(year=2025))),
    "after the grant": (EXPIRED, lambda w: w.receipt(day=LAST + DAY_LONG)),
}


@parametrized(
    Case(f"receipt: {name}", wanted, brought(receipt), brought(attack)) for name, (wanted, attack) in RECEIPTS.items()
)
def test_receipts(case: Case, world: World, tmp_path: Path) -> None:
    assert check(world, case, tmp_path).kind == "receipt"


def coordinator_revoked(world: World) -> KeyList:
    return world.root_list(Revocation(world.home.key.public, DAY))


def test_a_receipt_of_a_revoked_coordinator(world: World, tmp_path: Path) -> None:
    # A receipt has no place in a row: even an old day proves nothing.
    case = Case("", REVOKED, brought(receipt, World.root_list), brought(receipt, coordinator_revoked))
    check(world, case, tmp_path)


def dictated(outcome: Outcome, change: Callable[[str], str] = str, file: bytes = FILE) -> Make:
    """A code that was dictated to the laptop whose file has the hash `FILE`."""

    def make(world: World) -> Any:
        known = world.known(receipt_keys={FILE: b"k" * 32})
        return given(change(receipt_code(b"k" * 32, file, outcome)), known=known)

    return make


def other_letter(code: str, place: int) -> str:
    return code[:place] + ("2" if code[place] != "2" else "3") + code[place + 1 :]


def spoken() -> Iterator[Case]:
    """Dictated codes, each beside the one that was made for the file."""
    for outcome in OUTCOMES:
        honest = dictated(outcome)
        yield Case(f"dictated {outcome}: for another file", UNKNOWN, honest, dictated(outcome, file=bytes(32)))
        for place in (0, 1, 6, 11):
            wrong = dictated(outcome, lambda code, place=place: other_letter(code, place))  # type: ignore[misc]
            yield Case(f"dictated {outcome}: letter {place + 1} wrong", UNREADABLE, honest, wrong)
        swapped = dictated(outcome, lambda code: code[0] + code[2] + code[1] + code[3:])
        yield Case(f"dictated {outcome}: made for no key of this laptop", UNKNOWN, honest, _with_other_key(outcome))
        if outcome == "merged":
            yield Case("dictated: two letters swapped", UNREADABLE, honest, swapped)


def _with_other_key(outcome: Outcome) -> Make:
    def make(world: World) -> Any:
        return given(receipt_code(b"x" * 32, FILE, outcome), known=world.known(receipt_keys={FILE: b"k" * 32}))

    return make


@parametrized(spoken())
def test_receipts_that_were_dictated(case: Case, world: World, tmp_path: Path) -> None:
    if case.name.endswith("swapped"):
        code = receipt_code(b"k" * 32, FILE, "merged")
        if code[1] == code[2]:
            pytest.skip("two equal letters next to each other")
    assert check(world, case, tmp_path).kind == "receipt"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_does_not_become_another(outcome: Outcome, world: World, tmp_path: Path) -> None:
    from bsuh_desktop.domain.codes import check_character

    code = receipt_code(b"k" * 32, FILE, outcome)
    for other, letter in OUTCOMES.items():
        body = letter + code[1:-1]
        known = world.known(receipt_keys={FILE: b"k" * 32})
        proof = proof_of(world, given(body + check_character(body), known=known), tmp_path)
        assert proof.verdict is (GOOD if other == outcome else UNKNOWN)


def newest(world: World) -> bytes:
    return world.programme_file


def signed(programme: Programme, key: SigningKey) -> bytes:
    return sign_programme(programme, key)


def with_key(world: World, key: SigningKey, **changed: object) -> bytes:
    """A programme that somebody made under the known one's name."""
    return sign_programme(replace(world.programme(root_key=key.public), **changed), key)


PROGRAMMES: dict[str, tuple[Verdict, Maker]] = {
    "an older version": (OLDER, lambda w: signed(w.programme(version=1), w.root)),
    "the same version, other helplines": (ALTERED, lambda w: signed(w.programme(helplines=()), w.root)),
    "the same version, other recipients": (
        ALTERED,
        lambda w: signed(w.programme(partners=w.programme().partners[:1]), w.root),
    ),
    "a helpline changed": (ALTERED, lambda w: w.programme_file.replace(b'"1098"', b'"1099"')),
    "recipients changed": (ALTERED, edited(newest, recovery=[])),
    "the version raised": (ALTERED, edited(newest, version=3)),
    "another root key written in": (ALTERED, lambda w: edited(newest, root_key=text(w.foreign.public))(w)),
    "another root under the known name": (UNKNOWN, lambda w: with_key(w, w.foreign)),
    "another root, a newer version": (UNKNOWN, lambda w: with_key(w, w.foreign, version=9)),
    "another root under the demonstration's name": (UNKNOWN, lambda w: with_key(w, w.foreign, id="demonstration")),
    "a coordinator's key as the root": (UNKNOWN, lambda w: with_key(w, w.home.key)),
    "signed by a coordinator": (ALTERED, signed_by(newest, "programme", home)),
    "signed as a key list": (ALTERED, signed_by(newest, "key-list", root)),
    "a newer format": (UNREADABLE, edited(newest, format=2)),
    "without its root key": (UNREADABLE, edited(newest, root_key=None)),
    "places that are not those of its hash": (
        ALTERED,
        lambda w: signed(w.programme(place_list_hash=place_list_hash(w.programme().places[:1])), w.root),
    ),
    "cut short": (UNREADABLE, lambda w: w.programme_file[:-1]),
    "with blanks": (UNREADABLE, lambda w: w.programme_file.replace(b'":', b'": ', 3)),
    "nested deep": (UNREADABLE, lambda w: b'{"programme":{"a":' + b"[" * 1200 + b"]" * 1200 + b'},"signature":""}'),
}


@parametrized(
    Case(f"programme: {name}", wanted, brought(newest), brought(attack))
    for name, (wanted, attack) in PROGRAMMES.items()
)
def test_programme_files(case: Case, world: World, tmp_path: Path) -> None:
    assert check(world, case, tmp_path).kind == "programme"


def test_a_newer_programme_file_is_good(world: World, tmp_path: Path) -> None:
    proof = proof_of(world, brought(lambda w: signed(w.programme(version=3), w.root))(world), tmp_path)
    assert (proof.kind, proof.verdict) == ("programme", GOOD)


def office_list(world: World) -> bytes:
    return sign_key_list(world.office_list(), world.home.key)


def root_list(world: World) -> bytes:
    return sign_key_list(world.root_list(), world.root)


def listed(key: Signer, make: Callable[[World], KeyList]) -> Maker:
    """A list that `key` truly signed, whatever entitles it."""

    def sign(world: World) -> bytes:
        signer = key(world)
        return sign_key_list(replace(make(world), issuer=signer.public), signer)

    return sign


def _foreign_above(world: World) -> KeyList:
    return world.office_list(above=_self_made(world))


LISTS: dict[str, tuple[Verdict, Maker]] = {
    "by a device": (UNKNOWN, listed(device, World.office_list)),
    "by a device on its own grant": (
        UNKNOWN,
        listed(device, lambda w: w.office_list(above=w.device.chain[1].encode())),
    ),
    "by a coordinator of another root": (UNKNOWN, listed(home, _foreign_above)),
    "by a coordinator on the other's grant": (
        UNKNOWN,
        listed(home, lambda w: w.office_list(above=w.away.grant.encode())),
    ),
    "by a coordinator without a grant": (UNKNOWN, listed(home, lambda w: w.office_list(above=b""))),
    "by another root": (UNKNOWN, listed(foreign, World.root_list)),
    "by the root on a coordinator's grant": (UNKNOWN, listed(root, World.office_list)),
    "of another programme": (UNKNOWN, lambda w: sign_key_list(w.root_list(programme="demonstration"), w.root)),
    "of a programme that nobody knows": (UNKNOWN, lambda w: sign_key_list(w.root_list(programme="new"), w.root)),
    "by a coordinator before its days": (
        EXPIRED,
        listed(home, lambda w: w.office_list(issued=DAY.replace(year=2025))),
    ),
    "by a coordinator after its days": (
        EXPIRED,
        listed(home, lambda w: w.office_list(issued=LAST + DAY_LONG, expires=LAST + 90 * DAY_LONG)),
    ),
    "an older one": (OLDER, lambda w: sign_key_list(w.office_list(version=1), w.home.key)),
    "the same version, other serials": (
        ALTERED,
        lambda w: sign_key_list(w.office_list(serials=(make_serial(w.device.number, 1),)), w.home.key),
    ),
    "a revocation taken away": (ALTERED, edited(lambda w: sign_key_list(_revoking(w), w.home.key), revoked=[])),
    "a serial added": (ALTERED, edited(office_list, serials=[make_serial(4101, 1)])),
    "its last day moved": (ALTERED, edited(office_list, expires=LAST.isoformat())),
    "the version raised": (ALTERED, edited(office_list, version=3)),
    "signed by a device": (ALTERED, signed_by(office_list, "key-list", device)),
    "signed as a programme": (ALTERED, signed_by(office_list, "programme", home)),
    "a newer format": (UNREADABLE, edited(office_list, format=2)),
    "a serial that is none": (UNREADABLE, edited(office_list, serials=["0"])),
    "a key more": (UNREADABLE, edited(office_list, more=1)),
    "cut short": (UNREADABLE, lambda w: office_list(w)[:-1]),
}


def _revoking(world: World) -> KeyList:
    return world.office_list(Revocation(world.device.key.public, DAY), version=5)


@parametrized(
    Case(
        f"list: {name}",
        wanted,
        brought(office_list, World.root_list, World.office_list),
        brought(attack, World.root_list, World.office_list),
    )
    for name, (wanted, attack) in LISTS.items()
)
def test_key_lists(case: Case, world: World, tmp_path: Path) -> None:
    assert check(world, case, tmp_path).kind == "programme"


@pytest.mark.parametrize("make", [office_list, root_list], ids=["office", "root"])
@pytest.mark.parametrize("version", [3, 100])
def test_a_newer_key_list_is_good(make: Maker, version: int, world: World, tmp_path: Path) -> None:
    key = home if make is office_list else root
    base = World.office_list if make is office_list else World.root_list
    newer = listed(key, lambda w: base(w, version=version))
    proof = proof_of(world, brought(newer, World.root_list, World.office_list)(world), tmp_path)
    assert proof.verdict is GOOD


def test_a_new_list_of_a_revoked_coordinator(world: World, tmp_path: Path) -> None:
    def newer(w: World) -> bytes:
        return sign_key_list(w.office_list(version=3), w.home.key)

    honest = brought(newer, World.root_list, World.office_list)
    check(world, Case("", REVOKED, honest, brought(newer, coordinator_revoked, World.office_list)), tmp_path)
    # The one that was known before the revocation stays what it is.
    known = brought(office_list, coordinator_revoked, World.office_list)
    assert proof_of(world, known(world), tmp_path).verdict is GOOD


def test_a_revoked_coordinators_new_list_binds_nobody(world: World, tmp_path: Path) -> None:
    kept = world.root_list(Revocation(world.home.key.public, DAY, kept=(world.device.chain[1].name(),)))
    thief = sign_key_list(world.office_list(Revocation(world.device.key.public, DAY), version=9), world.home.key)
    for lists, wanted in (((world.root_list(),), REVOKED), ((kept,), GOOD)):
        brought_along = given(world.file(), thief, known=world.known(*lists))
        assert proof_of(world, brought_along, tmp_path).verdict is wanted


def answer(world: World) -> bytes:
    return write_answer(world.device.chain, world.programme_file, (root_list(world), office_list(world)))


def answering(chain: Callable[[World], Any], **parts: Callable[[World], Any]) -> Maker:
    """An answer of other grants or with other things in it."""

    def write(world: World) -> bytes:
        file: bytes = parts.get("programme", newest)(world)
        lists = parts["lists"](world) if "lists" in parts else ()
        return write_answer(chain(world), file, lists)

    return write


def granted(world: World) -> Any:
    return world.device.chain


def _foreign_chain(world: World) -> Any:
    parent = issue(world.foreign, coordinator_terms(world.home.key.public, world.home.low, 1))
    return parent, issue(world.home.key, device_terms(world.device.key.public, world.device.number, 1), parent)


def _too_long(world: World) -> Any:
    terms = device_terms(world.device.key.public, world.device.number, 1, last_day=LAST + DAY_LONG)
    return world.home.grant, issue(world.home.key, terms, world.home.grant)


def _ended(world: World) -> Any:
    terms = device_terms(world.device.key.public, world.device.number, 1, last_day=DAY - DAY_LONG)
    return world.home.grant, issue(world.home.key, terms, world.home.grant)


ANSWERS: dict[str, tuple[Verdict, Maker]] = {
    "grants of another root": (UNKNOWN, answering(_foreign_chain)),
    "a grant that outlives its coordinator's": (UNKNOWN, answering(_too_long)),
    "a grant that ended yesterday": (EXPIRED, answering(_ended)),
    "the device first": (UNKNOWN, answering(lambda w: w.device.chain[::-1])),
    "the device alone": (UNKNOWN, answering(lambda w: w.device.chain[1:])),
    "three grants": (ALTERED, answering(lambda w: (*w.device.chain, w.device.chain[1]))),
    "a signature taken away": (
        UNKNOWN,
        answering(lambda w: (w.device.chain[0], replace(w.device.chain[1], signature=bytes(64)))),
    ),
    "a programme file of another root": (UNKNOWN, answering(granted, programme=lambda w: with_key(w, w.foreign))),
    "a programme file that was changed": (ALTERED, answering(granted, programme=edited(newest, version=9))),
    "a key list of a device": (
        UNKNOWN,
        answering(granted, lists=lambda w: (listed(device, World.office_list)(w),)),
    ),
    "a key list that was changed": (ALTERED, answering(granted, lists=lambda w: (edited(office_list, version=9)(w),))),
    "cut short": (UNREADABLE, lambda w: answer(w)[:-1]),
    "a newer format": (UNREADABLE, lambda w: answer(w).replace(b'"format":1,"grants"', b'"format":2,"grants"')),
    "a key more": (UNREADABLE, lambda w: answer(w).replace(b'{"answer":{', b'{"answer":{"a":1,')),
}


@parametrized(
    Case(f"answer: {name}", wanted, brought(answer), brought(attack)) for name, (wanted, attack) in ANSWERS.items()
)
def test_answers(case: Case, world: World, tmp_path: Path) -> None:
    assert check(world, case, tmp_path).kind == "programme"


def test_an_answer_whose_coordinator_was_revoked(world: World, tmp_path: Path) -> None:
    case = Case("", REVOKED, brought(answer, World.root_list), brought(answer, coordinator_revoked))
    check(world, case, tmp_path)


def request(world: World) -> bytes:
    return sign_request(asked(world), world.device.key)


def asked(world: World, **changed: object) -> GrantRequest:
    """What the device asks for."""
    usual = GrantRequest(
        role="device",
        programme="fresh",
        programme_version=2,
        key=world.device.key.public,
        recipient=recipient_of(world.away.identity),
        partner=1,
        made=DAY,
    )
    return replace(usual, **changed)


REQUESTS: dict[str, tuple[Verdict, Maker]] = {
    "in another's name": (ALTERED, lambda w: edited(request, key=text(w.other.key.public))(w)),
    "with another recipient": (ALTERED, lambda w: edited(request, recipient=recipient_of(w.recovery))(w)),
    "as a coordinator": (ALTERED, edited(request, role="coordinator")),
    "for another partner": (ALTERED, edited(request, partner=2)),
    "for an earlier class": (ALTERED, edited(request, earliest="2026-01-01")),
    "going on with another's classes": (ALTERED, lambda w: edited(request, old_key=text(w.other.key.public))(w)),
    "signed by somebody else": (ALTERED, signed_by(request, "request", foreign)),
    "signed as a grant": (ALTERED, signed_by(request, "grant", device)),
    "of a programme that nobody knows": (
        UNKNOWN,
        lambda w: sign_request(asked(w, programme="unheard of"), w.device.key),
    ),
    "a role that is none": (UNREADABLE, edited(request, role="root")),
    "a recipient that is none": (UNREADABLE, edited(request, recipient="age1")),
    "a recipient of everybody": (UNREADABLE, edited(request, recipient="age1" + "q" * 52 + "cw5z4h")),
    "a newer format": (UNREADABLE, edited(request, format=2)),
    "cut short": (UNREADABLE, lambda w: request(w)[:-1]),
}


@parametrized(
    Case(f"request: {name}", wanted, brought(request), brought(attack)) for name, (wanted, attack) in REQUESTS.items()
)
def test_requests(case: Case, world: World, tmp_path: Path) -> None:
    assert check(world, case, tmp_path).kind == "programme"
