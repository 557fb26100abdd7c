"""Credentials, grants and lists that were truly signed, but are written in another form than the one there is."""

from __future__ import annotations

import datetime
import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bsuh_desktop.domain.codes import decode, make_serial
from bsuh_desktop.exchange.receipt import sign_receipt
from bsuh_desktop.trust.demonstration import ROOT
from bsuh_desktop.trust.grants import ALL_CAPS, GrantKind, GrantTerms, encode_grants, issue
from bsuh_desktop.trust.key_list import sign_key_list
from tests.helpers.office_files import as_json, signed_anyhow
from tests.helpers.verifier.cases import DAYS, Case, Told
from tests.helpers.verifier.office import DAY, DEVICE, FIRST, HIGH, LAST, LOW, PARTNER, Office

Field = int | bytes
_EPOCH = datetime.date(1970, 1, 1)
NAMES = {
    "needless UTF-8": b"\0A",
    "needless UTF-8 in Bangla": b"\0" + "ক".encode(),
    "not NFC": b"\xdf",
    "NFC asked too much": b"\xa1\xbc",
    "control": b"\x04",
    "delete": b"\x7f",
    "decomposed": b"\0" + "e\u0301".encode(),
    "half a sign": b"\0\xc3",
    "overlong": b"\0\xc1\x81",
    "surrogate": b"\0\xed\xa0\x80",
    "mark of direction": b"\0" + "a\u200e\u00e9".encode(),
    "byte-order mark": b"\0\xef\xbb\xbf\xc3\xa9",
    "private": b"\0" + "\ue000".encode(),
    "line": b"\0" + "é\u2028".encode(),
    "zero alone": b"\0",
    "unassigned": b"\0" + "\u0378".encode(),
    "fine": b"\0" + "é".encode(),
    "75 bytes": b"A" * 75,
    "joiners": b"\x01\x02\x03",
    "unassigned Bangla": b"\x84",
}


def names(office: Office, told: Told) -> Iterator[Case]:
    """Names as bytes that a device signed, whatever they are."""
    key = office.key("device")
    head = b"\1" + decode(make_serial(DEVICE, 20)).to_bytes(7, "big") + b"\0\4" + (DAY - _EPOCH).days.to_bytes(2, "big")
    for name, written in NAMES.items():
        body = head + written + key.key_id
        yield Case(f"form {name}", [office.codes(body + key.sign("credential", 1, body))], told)
    wrong = b"\1" + (decode(make_serial(DEVICE, 20)) ^ 1).to_bytes(7, "big") + head[8:] + key.key_id
    yield Case("form serial", [office.codes(wrong + key.sign("credential", 1, wrong))], told)
    large = b"\1" + (1 << 50).to_bytes(7, "big") + head[8:] + key.key_id
    yield Case("form large serial", [office.codes(large + key.sign("credential", 1, large))], told)


def grants(office: Office, told: Told) -> Iterator[Case]:
    """Coordinators' grants as CBOR that the root signed, each above a device that is granted properly."""
    first, last = (FIRST - _EPOCH).days, (LAST - _EPOCH).days
    usual: list[Field] = [1, 1, b"", office.key("coordinator").public, first, last, LOW, HIGH, PARTNER, 7]
    written = {"usual": cbor(usual)}
    for place, longer in (
        (0, b"\x18\x01"),
        (4, b"\x1a" + struct.pack(">I", first)),
        (8, b"\x1b" + struct.pack(">Q", PARTNER)),
    ):
        written[f"longer {place}"] = cbor(usual, {place: longer})
    odd: dict[str, dict[int, bytes]] = {
        "longer bytes": {3: b"\x59\x00\x20" + office.key("coordinator").public},
        "bytes in pieces": {2: b"\x5f\xff"},
        "text": {2: b"\x60"},
        "true": {0: b"\xf5"},
        "float": {0: b"\xf9\x3c\x00"},
        "negative": {8: b"\x20"},
        "null": {2: b"\xf6"},
        "tagged": {0: b"\xc1\x01"},
        "big number": {0: b"\xc2\x41\x01"},
        "list": {2: b"\x80"},
        "shared": {0: b"\xd8\x1c\x01"},
    }
    written |= {name: cbor(usual, changed) for name, changed in odd.items()}
    values: dict[str, dict[int, Field]] = {
        "version 2": {0: 2},
        "kind 0": {1: 0},
        "kind 3": {1: 3},
        "a parent": {2: bytes(8)},
        "short key": {3: bytes(31)},
        "days turned": {4: last, 5: first},
        "late day": {5: 65536},
        "numbers turned": {6: HIGH, 7: LOW},
        "number too large": {7: 1 << 20},
        "largest number": {7: (1 << 20) - 1},
        "partner too large": {8: 65536},
        "cap 8": {9: 15},
        "no caps": {9: 0},
        "very large": {7: 1 << 40},
        "far beyond": {7: 1 << 63},
    }
    for name, changed in values.items():
        written[name] = cbor([changed.get(place, value) for place, value in enumerate(usual)])
    written |= {
        "eleven": b"\x8b" + written["usual"][1:] + b"\0",
        "endless": b"\x9f" + written["usual"][1:] + b"\xff",
        "nine": b"\x89" + written["usual"][1:-1],
    }
    for name, body in written.items():
        above = body + office.key("root").sign("grant", 1, body)
        yield Case(f"grant {name}", [_under(office, above)], told)
    other = office.coordinator(last_day=LAST + DAYS)
    yield Case(
        "grant other parent of the same kind", [office.codes(office.credential(), (other, office.chain[1]))], told
    )
    behind = encode_grants(office.chain)
    for name, data in {
        "more behind": behind + b"\0",
        "three": behind + office.chain[1].encode(),
        "cut": behind[:-1],
    }.items():
        yield Case(f"grants {name}", [f"{office.text(office.credential())} {office.text(data)}"], told)


def lists(office: Office, told: Told) -> Iterator[Case]:
    """Lists and receipts that only one rule refuses."""
    root = office.key("root")
    serial = make_serial(DEVICE, 20)
    anyhow: dict[str, dict[str, object]] = {
        "lower case": {"serials": [serial.lower()]},
        "hyphen": {"serials": [f"{serial[:5]}-{serial[5:]}"]},
        "wrong check": {"serials": ["0000000001"]},
        "short serial": {"serials": ["0"]},
        "fine": {"serials": [serial, serial]},
        "format": {"format": 3},
        "version 0": {"version": 0},
        "ends before": {"expires": "2020-01-01"},
        "short issuer": {"issuer": "AAAA"},
        "broken grant": {"grants": ["AAAA"]},
        "no grant": {"grants": [""]},
        "broken above": {"above": "AAAA"},
        "null": {"revoked": None},
    }
    revoked = as_json(office.root_list(revoked=(office.revoked(),)))["revoked"]
    assert isinstance(revoked, list)
    usual: dict[str, object] = revoked[0]
    broken: dict[str, dict[str, object]] = {
        "counter": {"last_counter": -1},
        "manifest": {"last_manifest": "AAAA"},
        "kept": {"kept": ["AAAA"]},
        "more": {"a": 1},
        "key": {"key": "AAAA"},
    }
    for name, values in broken.items():
        anyhow[f"revoked {name}"] = {"revoked": [{**usual, **values}]}
    anyhow["revoked twice"] = {"revoked": revoked * 2}
    for name, values in anyhow.items():
        yield Case(
            f"list {name}", [signed_anyhow("key_list", "key-list", as_json(office.root_list(), **values), root)], told
        )
    coordinator, device = office.key("coordinator"), office.key("device")
    demo = issue(ROOT, GrantTerms(GrantKind.COORDINATOR, coordinator.public, FIRST, LAST, LOW, HIGH, 1, ALL_CAPS))
    ours = office.coordinators_list(
        above=demo.encode(), programme="demonstration", revoked=(office.revoked(counter=0),)
    )
    elsewhere = replace(told, lists=(sign_key_list(ours, coordinator),))
    yield Case("list of the same key in practice", [office.codes(office.credential())], elsewhere)
    full = (office.chain[0], office.device(office.chain[0], caps=ALL_CAPS))
    below = office.receipt(signer=device.public, grants=encode_grants(full))
    yield Case("receipt by a device with every cap", [sign_receipt(below, device)], told)
    above = office.receipt(grants=encode_grants(full))
    yield Case("receipt with a device's grant behind", [sign_receipt(above, coordinator)], told)


def cbor(fields: Sequence[Field], instead: dict[int, bytes] | None = None) -> bytes:
    """Deterministic CBOR (RFC 8949, 4.2.1) of an array, some fields written otherwise."""
    written = [_head(0, one) if isinstance(one, int) else _head(2, len(one)) + one for one in fields]
    return bytes([0x80 + len(fields)]) + b"".join((instead or {}).get(place, one) for place, one in enumerate(written))


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + number.to_bytes(size, "big")


def _under(office: Office, above: bytes) -> str:
    """Both codes of a certificate whose coordinator's grant is just these bytes."""
    first, last = (FIRST - _EPOCH).days, (LAST - _EPOCH).days
    name = hashlib.sha256(above).digest()[:8]
    body = cbor([1, 2, name, office.key("device").public, first, last, DEVICE, DEVICE, PARTNER, 3])
    below = body + office.key("coordinator").sign("grant", 1, body)
    return f"{office.text(office.credential())} {office.text(above + below)}"
