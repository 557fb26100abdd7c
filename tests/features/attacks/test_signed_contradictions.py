"""What even a granted device cannot sign: parts that contradict each other, serials and days that are not its own."""

from __future__ import annotations

import base64
import datetime
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import TakenBack
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.credential import Credential, sign_credential
from bsuh_desktop.trust.demonstration import issue_demonstration_device_grant
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attacks.cases import Case, Given, Make, check, given, parametrized, proof_of
from tests.helpers.attacks.world import Members, World, code, dated, rechained, second
from tests.helpers.attendance import journal, row
from tests.helpers.keys import DAY, FIRST, LAST

pytestmark = pytest.mark.sampled

ALTERED, UNKNOWN, EXPIRED = Verdict.ALTERED, Verdict.UNKNOWN_SIGNER, Verdict.EXPIRED
DAY_LONG = datetime.timedelta(days=1)
OTHER_SESSION = "SESS00000000000Y"


def signed_again(members: Members, by: SigningKey, **changed: Any) -> None:
    """Hashes and signature made anew by a key, with other values in the manifest."""
    value = {**json.loads(members[m.MANIFEST]), **changed}
    value["members"] = json.loads(canonical_json(m.hashes_of(members)))
    members[m.MANIFEST] = canonical_json(value)
    members[m.SIGNATURE] = by.sign("attendance", 1, members[m.MANIFEST])


def resigned(change: Callable[[Members, World], None] = lambda members, world: None, **changed: Any) -> Make:
    """The device itself signs what it changed."""

    def make(world: World) -> Given:
        members = world.members()
        change(members, world)
        signed_again(members, world.device.key, **changed)
        return given(world.sealed(members))

    return make


def _set(name: str, edit: Callable[[bytes], bytes]) -> Make:
    def change(members: Members, _: World) -> None:
        before = members[name]
        members[name] = edit(before)
        assert members[name] != before

    return resigned(change)


def _by_thief(world: World) -> Given:
    """A thief puts its own key into the manifest and signs; the grants are the device's."""
    members = world.members()
    signed_again(members, world.foreign, signer=base64.b64encode(world.foreign.public).decode())
    return given(world.sealed(members))


def _for_another_signer(world: World) -> Given:
    """The device signs in the other device's name."""
    members = world.members()
    signed_again(members, world.device.key, signer=base64.b64encode(world.other.key.public).decode())
    return given(world.sealed(members))


def _weak_key(world: World) -> Given:
    """A key of small order, under which everything could be signed."""
    members = world.members()
    signed_again(members, world.device.key, signer=base64.b64encode(bytes(32)).decode())
    members[m.SIGNATURE] = bytes(64)
    return given(world.sealed(members))


def _practice_to_real(world: World) -> Given:
    """A practice class whose manifest says real."""
    members = world.members(replace(world.facts(practice=True), journal=journal(practice=True)))
    signed_again(members, world.device.key, practice=False)
    return given(world.sealed(members))


def _real_to_practice(world: World) -> Given:
    members = world.members()
    signed_again(members, world.device.key, practice=True)
    return given(world.sealed(members))


def _of(**changed: object) -> Make:
    """A file with other facts, signed as any."""
    return lambda world: given(world.file(replace(world.facts(), **changed)))


def _sent(**changed: object) -> Make:
    return lambda world: given(world.sealed(world.members(sender=replace(world.sender(), **changed))))


def _serials(*serials: str) -> Make:
    return _of(rows=tuple(row(card, serial=serial) for card, serial in enumerate(serials, start=1)))


def _of_device(place: int, grants: bool = True) -> Make:
    """A file whose serials are of the device number `place` away from its own."""

    def make(world: World) -> Given:
        rows = (row(1, serial=make_serial(world.device.number + place, 1)),)
        by: dict[str, object] = {} if grants else {"grants": ()}
        return given(world.file(world.facts(rows=rows), **by))

    return make


def _twice(column: str) -> Make:
    """The second row says in a column what the first one says."""

    def make(world: World) -> Given:
        rows = world.facts().rows
        again = replace(rows[1], **{column: getattr(rows[0], column)})
        return given(world.file(world.facts(rows=(rows[0], again, rows[2]))))

    return make


def _takes_back(count: int) -> Make:
    """A class that takes so many of the device's serials back."""

    def make(world: World) -> Given:
        serials = [make_serial(world.device.number, counter) for counter in range(1, count + 2)]
        back = tuple(TakenBack(old, new, DAY) for old, new in itertools.pairwise(serials))
        return given(world.file(world.facts(details=dated(DAY, taken_back=back))))

    return make


def _small_letters(world: World) -> Given:
    rows = world.facts().rows
    serial = make_serial(world.device.number, 1234567)
    assert serial != serial.lower()
    return given(world.file(world.facts(rows=(replace(rows[0], serial=serial.lower()), *rows[1:]))))


def honest(world: World) -> Given:
    return given(world.file())


CONTRADICTIONS: dict[str, tuple[Verdict, Make]] = {
    "a thief as the signer": (UNKNOWN, _by_thief),
    "another device as the signer": (ALTERED, _for_another_signer),
    "a weak key as the signer": (ALTERED, _weak_key),
    "practice made real": (ALTERED, _practice_to_real),
    "real made practice": (ALTERED, _real_to_practice),
    "the manifest of another session": (ALTERED, resigned(session=OTHER_SESSION)),
    "the journal of another session": (
        ALTERED,
        resigned(lambda members, _: members.update({m.JOURNAL: _lines(journal(session=OTHER_SESSION))})),
    ),
    "a journal cut short": (ALTERED, _set(m.JOURNAL, lambda data: _lines(data.splitlines()[:-1]))),
    "a journal chained anew": (ALTERED, _set(m.JOURNAL, lambda data: rechained(data.splitlines()))),
    "a journal without its last line feed": (ALTERED, _set(m.JOURNAL, lambda data: data[:-1])),
    "a journal with a blank line": (ALTERED, _set(m.JOURNAL, lambda data: data + b"\n")),
    "a journal with a scrap behind it": (ALTERED, _set(m.JOURNAL, lambda data: data + b"{}")),
    "the last event told otherwise": (
        ALTERED,
        _set(m.JOURNAL, lambda data: data.replace(b'"ended_ms":1', b'"ended_ms":2')),
    ),
    "an empty journal": (ALTERED, _set(m.JOURNAL, lambda data: b"")),
    "an event counted otherwise": (ALTERED, _set(m.JOURNAL, lambda data: data.replace(b'"total":3', b'"total":4'))),
    "a chain of another length": (ALTERED, resigned(chain={"head": base64.b64encode(bytes(32)).decode(), "length": 5})),
    "a newer format": (ALTERED, resigned(format=2)),
    "no place in the row": (ALTERED, resigned(nth=0)),
    "no revision": (ALTERED, resigned(revision=0)),
    "a predecessor that is no hash": (ALTERED, resigned(prev=base64.b64encode(bytes(31)).decode())),
    "a short receipt key": (ALTERED, resigned(receipt_key=base64.b64encode(bytes(16)).decode())),
    "a key more in the manifest": (ALTERED, resigned(more=1)),
    "a manifest without its place": (ALTERED, resigned(nth=None)),
    "facts with a key more": (ALTERED, _set(m.SESSION, lambda data: data[:-1] + b',"zz":1}')),
    "facts of another kind": (ALTERED, _set(m.SESSION, lambda data: data.replace(b'"minutes":45', b'"minutes":"45"'))),
    "facts with blanks": (ALTERED, _set(m.SESSION, lambda data: data.replace(b":", b": "))),
    "rows with line feeds only": (ALTERED, _set(m.ROWS, lambda data: data.replace(b"\r\n", b"\n"))),
    "rows without their mark": (ALTERED, _set(m.ROWS, lambda data: data[3:])),
    "a status that is none": (ALTERED, _set(m.ROWS, lambda data: data.replace(b"present", b"perhaps"))),
    "a column more": (ALTERED, _set(m.ROWS, lambda data: data.replace(b"\r\n", b",x\r\n"))),
    "grants with a byte more": (ALTERED, _set(m.GRANTS, lambda data: data + b"\0")),
    "another programme": (UNKNOWN, _sent(programme="demonstration")),
    "a programme that nobody knows": (UNKNOWN, _sent(programme="unheard of")),
    "the coordinator as a device": (UNKNOWN, lambda w: given(w.file(signer=w.home.key, grants=w.device.chain[:1]))),
    "another device's signature and grants": (UNKNOWN, lambda w: given(w.file(signer=w.other.key))),
    "a serial of the next device": (UNKNOWN, _of_device(1)),
    "a serial of the device before": (UNKNOWN, _of_device(-1)),
    "a serial of another block": (UNKNOWN, _of_device(4096)),
    "a serial whose check is wrong": (UNKNOWN, _serials("0000000001")),
    "a serial that is none": (UNKNOWN, _serials("no serial")),
    "a learner twice": (ALTERED, _twice("learner")),
    "a card twice": (ALTERED, _twice("card")),
    "one serial on two names": (ALTERED, _twice("serial")),
    "a serial in small letters": (ALTERED, _small_letters),
    "more taken back than a class has": (ALTERED, _takes_back(2001)),
    "serials before the grant": (UNKNOWN, _of_device(0, grants=False)),
}


def _lines(lines: Any) -> bytes:
    return b"".join(line + b"\n" for line in lines)


@parametrized(Case(f"device: {name}", wanted, resigned(), attack) for name, (wanted, attack) in CONTRADICTIONS.items())
def test_a_device_cannot_sign_this(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def on(day: datetime.date) -> Make:
    return lambda world: given(world.file(world.facts(day=day)))


def certificate_on(day: datetime.date) -> Make:
    return lambda world: given(world.codes(world.credential(day=day)))


def dates() -> Iterator[Case]:
    """One day outside the grant, beside the last day that is inside."""
    for name, make in (("file", on), ("certificate", certificate_on)):
        yield Case(f"{name}: the day before the grant", EXPIRED, make(FIRST), make(FIRST - DAY_LONG))
        yield Case(f"{name}: the day after the grant", EXPIRED, make(LAST), make(LAST + DAY_LONG))
        yield Case(f"{name}: years later", EXPIRED, make(DAY), make(DAY.replace(year=2031)))
        yield Case(f"{name}: years before", EXPIRED, make(DAY), make(DAY.replace(year=1999)))


@parametrized(dates())
def test_a_day_outside_the_grant(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def test_a_stated_date_is_honoured_and_its_doubt_is_shown(world: World, tmp_path: Path) -> None:
    # The clock stood in 1999; the facilitator stated the day, and by it the grant is judged.
    stated = dated(DAY, start_ms=915_148_800_000, doubts=("before_build",), entered_later=True)
    proof = proof_of(world, given(world.file(world.facts(details=stated))), tmp_path)
    assert proof.verdict is Verdict.GOOD
    assert len(proof.doubts) == 2
    assert Message("The class was entered later.") in proof.doubts
    outside = replace(stated, date=LAST + DAY_LONG)
    assert proof_of(world, given(world.file(world.facts(details=outside))), tmp_path).verdict is EXPIRED


def test_practice_stays_practice(world: World, tmp_path: Path) -> None:
    practice = replace(world.facts(practice=True), journal=journal(practice=True))
    assert proof_of(world, given(world.file(practice)), tmp_path).verdict is Verdict.PRACTICE


def test_a_real_class_of_the_demonstration_is_practice(world: World, tmp_path: Path) -> None:
    known = world.known()
    chain = issue_demonstration_device_grant(resources(), world.device.key.public, world.device.number)
    recipients = known.programmes[0].recipients_for(1)
    by = replace(world.sender(), grants=chain, programme="demonstration", recipients=recipients)
    data = world.sealed(world.members(sender=by), recipients)
    assert proof_of(world, given(data), tmp_path).verdict is Verdict.PRACTICE


def _first(text: str, place: int = -1) -> str:
    """The text with one digit changed."""
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place:][1:]


def _codes(change: Callable[[World], str]) -> Make:
    return lambda world: given(change(world))


CODES: dict[str, tuple[Verdict, Callable[[World], str]]] = {
    "another name": (ALTERED, lambda w: w.codes(w.credential(name="রহিম খান"))),
    "no name": (ALTERED, lambda w: w.codes(w.credential(name=""))),
    "another day": (ALTERED, lambda w: w.codes(w.credential(day=DAY, module=6))),
    "another serial": (ALTERED, lambda w: w.codes(replace(w.credential(1), serial=make_serial(w.device.number, 2)))),
    "another device's serial": (UNKNOWN, lambda w: w.codes(_signed(w, make_serial(w.other.number, 1)))),
    "another block's serial": (UNKNOWN, lambda w: w.codes(_signed(w, make_serial(w.stranger.number, 1)))),
    "a signature of nothing": (ALTERED, lambda w: w.codes(w.credential(signature=bytes(64)))),
    "another credential's signature": (ALTERED, lambda w: w.codes(w.credential(signature=w.credential(2).signature))),
    "signed by another device": (UNKNOWN, lambda w: w.codes(w.credential(device=w.other))),
    "another device posing": (ALTERED, lambda w: w.codes(_posing(w))),
    "signed by the coordinator": (UNKNOWN, lambda w: code(_by(w, w.home.key)) + " " + second(w.device.chain)),
    "signed by the coordinator on its own grant": (
        UNKNOWN,
        lambda w: code(_by(w, w.home.key)) + " " + second(w.device.chain[:1]),
    ),
    "the first code alone": (UNKNOWN, lambda w: code(w.credential())),
    "only the second code": (Verdict.UNREADABLE, lambda w: second(w.device.chain)),
    "the second code of another device": (UNKNOWN, lambda w: w.codes(chain=w.other.chain)),
    "a digit of the first code": (ALTERED, lambda w: _first(code(w.credential())) + " " + second(w.device.chain)),
    "a digit of the second code": (ALTERED, lambda w: code(w.credential()) + " " + _first(second(w.device.chain))),
    "a digit more": (ALTERED, lambda w: code(w.credential()) + "0 " + second(w.device.chain)),
    "a digit less": (ALTERED, lambda w: code(w.credential())[:-1] + " " + second(w.device.chain)),
    "an address that ends in a digit": (ALTERED, lambda w: w.codes().replace("/c#", "/c#7")),
    "an address that no code can have": (ALTERED, lambda w: w.codes().replace("v.bsuh.bd", "www.bsuh.example.bd")),
    "one good and one forged": (
        ALTERED,
        lambda w: w.codes() + " " + code(w.credential(2, name="রহিম খান")),
    ),
}


def _signed(world: World, serial: str) -> Credential:
    return sign_credential(world.device.key, serial, 5, DAY, "")


def _by(world: World, key: SigningKey) -> Credential:
    return sign_credential(key, make_serial(world.device.number, 1), 5, DAY, "")


def _posing(world: World) -> Credential:
    return replace(_by(world, world.other.key), key_id=world.device.key.key_id)


def test_an_address_is_not_signed(world: World, tmp_path: Path) -> None:
    # A programme may move; what proves is behind the address.
    moved = world.codes().replace("v.bsuh.bd", "w.bsuh.bd")
    assert proof_of(world, given(moved), tmp_path).verdict is Verdict.GOOD


@parametrized(Case(f"codes: {n}", wanted, _codes(World.codes), _codes(make)) for n, (wanted, make) in CODES.items())
def test_codes_that_the_device_did_not_print(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)
