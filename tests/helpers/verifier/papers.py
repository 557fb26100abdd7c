"""The small signed files of an office, whole and broken, for the web verifier."""

from __future__ import annotations

import base64
import datetime
import json
import random
from collections.abc import Iterator
from dataclasses import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.exchange.receipt import sign_receipt
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import PROGRAMME_FILE, issue_demonstration_device_grant
from bsuh_desktop.trust.grant_request import sign_request, write_answer
from bsuh_desktop.trust.grants import Cap, encode_grants
from tests.helpers.demonstration_files import COORDINATOR
from tests.helpers.office_files import as_json, signed_anyhow
from tests.helpers.verifier.cases import DAYS, Case, Told
from tests.helpers.verifier.edges import encoded, torsion
from tests.helpers.verifier.office import DAY, DEVICE, HIGH, LAST, Office

FRESH = datetime.timedelta(days=90)


def lists(office: Office, told: Told) -> Iterator[Case]:
    """Key lists brought as inputs: who may sign one, and in which order they may come."""
    root, ours = office.root_list(), office.coordinators_list()
    signed = office.signed_list
    second = replace(told, lists=(signed(office.coordinators_list(version=2)),))
    revoked = replace(told, lists=(signed(office.root_list(revoked=(office.revoked("coordinator"),))),))
    stranger = office.coordinators_list(issuer=office.key("stranger").public)
    expired = office.coordinator(last_day=DAY - DAYS)
    yield Case("list root", [signed(root)], told)
    yield Case("list coordinator", [signed(ours)], told)
    yield Case("list nobody told", [signed(ours)])
    yield Case("list older", [signed(ours)], second)
    yield Case("list newer", [signed(office.coordinators_list(version=3))], second)
    yield Case("list the same", [signed(office.coordinators_list(version=2))], second)
    yield Case("list two of a version", [signed(office.coordinators_list(version=2, issued=DAY - DAYS))], second)
    yield Case("list stale", [signed(ours)], replace(told, today=DAY + FRESH + DAYS))
    for days in (90, 91, 400_000):
        lasting = office.coordinators_list(expires=DAY + datetime.timedelta(days=days))
        yield Case(f"list fresh for {days} days", [signed(lasting)], replace(told, today=DAY + FRESH + DAYS))
    yield Case("list last fresh day", [signed(ours)], replace(told, today=DAY + FRESH))
    yield Case("list of a dismissed one", [signed(ours)], revoked)
    yield Case("list stranger", [signed(stranger)], told)
    yield Case(
        "list stranger as root",
        [signed(office.coordinators_list(issuer=office.key("stranger").public, above=b""))],
        told,
    )
    yield Case("list root with a grant above", [signed(office.root_list(above=office.chain[0].encode()))], told)
    yield Case("list coordinator without", [signed(office.coordinators_list(above=b""))], told)
    yield Case("list after the grant", [signed(office.coordinators_list(above=expired.encode()))], told)
    yield Case("list of another programme", [signed(office.root_list(programme="other"))], told)
    yield Case("list of the demonstration's id", [signed(office.root_list(programme="demonstration"))], told)


def revocations(office: Office, told: Told) -> Iterator[Case]:
    """What lists say of certificates below them; lists that are known, and lists that come along."""
    from_list = office.coordinators_list
    above, below = office.chain
    serial = make_serial(DEVICE, 20)
    listed = {
        "nothing": from_list(),
        "device from 20": from_list(revoked=(office.revoked(counter=20),)),
        "device from 19": from_list(revoked=(office.revoked(counter=19),)),
        "device wholly": from_list(revoked=(office.revoked(counter=0),)),
        "device by root": office.root_list(revoked=(office.revoked(counter=20),)),
        "coordinator": office.root_list(revoked=(office.revoked("coordinator"),)),
        "coordinator, kept": office.root_list(revoked=(office.revoked("coordinator", kept=(below.name(),)),)),
        "coordinator, other kept": office.root_list(revoked=(office.revoked("coordinator", kept=(above.name(),)),)),
        "coordinator by itself": from_list(revoked=(office.revoked("coordinator"),)),
        "serial": from_list(serials=(serial,)),
        "serial by root": office.root_list(serials=(serial,)),
        "other serial": from_list(serials=(make_serial(DEVICE, 21),)),
        "serial of another block": from_list(serials=(make_serial(HIGH + 1, 20),)),
        "stranger": office.root_list(revoked=(office.revoked("stranger"),)),
    }
    for name, key_list in listed.items():
        data = office.signed_list(key_list)
        with_list = replace(told, lists=(data,))
        for counter in (0, 1, 20, 21):
            yield Case(f"{name}: {counter}", [office.codes(office.credential(counter=counter))], with_list)
        yield Case(f"{name}: typed", [serial], with_list)
        yield Case(f"{name}: first code alone", [office.text(office.credential())], with_list)
        yield Case(f"{name}: comes along", [office.codes(office.credential()), data], told)
        yield Case(f"{name}: receipt", [sign_receipt(office.receipt(), office.key("coordinator"))], with_list)
        yield Case(f"{name}: answer", [write_answer(office.chain)], with_list)
    late = replace(told, lists=(office.signed_list(from_list()),), today=DAY + FRESH + DAYS)
    fallen = office.signed_list(listed["coordinator, kept"])
    thief = office.signed_list(from_list(version=9, revoked=(office.revoked(counter=0),)))
    for place, brought in enumerate(([fallen, thief], [thief, fallen])):
        yield Case(f"a fallen one's list: {place}", [office.codes(office.credential()), *brought], told)
    yield Case("a stale list", [office.codes(office.credential())], late)
    demo = issue_demonstration_device_grant(resources(), office.key("device").public, DEVICE)[0]
    forged = from_list(issuer=COORDINATOR.public, above=demo.encode(), programme="demonstration", serials=(serial,))
    from bsuh_desktop.trust.key_list import sign_key_list

    yield Case(
        "the demonstration's list", [sign_key_list(forged, COORDINATOR), office.codes(office.credential())], told
    )


def receipts(office: Office, told: Told) -> Iterator[Case]:
    """Receipts of every outcome and of everybody who may not give one."""
    key = office.key("coordinator")
    for outcome in ("merged", "kept", "refused", "practice"):
        yield Case(f"receipt {outcome}", [sign_receipt(office.receipt(outcome=outcome), key)], told)
    whole = sign_receipt(office.receipt(), key)
    yield Case("receipt nobody told", [whole])
    weak = office.coordinator(caps=Cap.CERTIFICATE)
    device = office.receipt(signer=office.key("device").public, grants=encode_grants(office.chain))
    small = office.coordinator(subject=encoded(torsion()))
    yield Case("receipt late", [sign_receipt(office.receipt(day=LAST + DAYS), key)], told)
    yield Case("receipt no cap", [sign_receipt(office.receipt(grants=weak.encode()), key)], told)
    yield Case("receipt by a device", [sign_receipt(device, office.key("device"))], told)
    yield Case("receipt two grants", [sign_receipt(office.receipt(grants=encode_grants(office.chain)), key)], told)
    yield Case("receipt other programme", [sign_receipt(office.receipt(programme="other"), key)], told)
    yield Case("receipt demonstration's id", [sign_receipt(office.receipt(programme="demonstration"), key)], told)
    other = office.receipt(signer=office.key("stranger").public)
    yield Case("receipt stranger", [sign_receipt(other, office.key("stranger"))], told)
    nobody = as_json(office.receipt(grants=small.encode()), signer=base64.b64encode(encoded(torsion())).decode())
    yield Case("receipt of small order", [signed_anyhow("receipt", "receipt", nobody, key)], told)
    demo = issue_demonstration_device_grant(resources(), office.key("device").public, DEVICE)[0]
    ours = office.receipt(programme="demonstration", signer=COORDINATOR.public, grants=demo.encode())
    yield Case("receipt practice", [sign_receipt(ours, COORDINATOR)], told)


def odd_json(office: Office, told: Told, draw: random.Random, count: int) -> Iterator[Case]:
    """JSON in other forms than the one that is signed, each truly signed where that can be."""
    key = office.key("coordinator")
    changed: dict[str, dict[str, object]] = {
        "extra": {"more": 1},
        "missing": {"session": None},
        "format 2": {"format": 2},
        "format true": {"format": True},
        "text": {"revision": "1"},
        "revision 0": {"revision": 0},
        "large": {"revision": 2**53 - 1},
        "negative": {"revision": -1},
        "day": {"day": "2026-7-14"},
        "no day": {"day": "2026-02-30"},
        "year 0": {"day": "0000-01-01"},
        "outcome": {"outcome": "Merged"},
        "stray bits": {"file": "A" * 42 + "B="},
        "unpadded": {"file": "A" * 43},
        "urlsafe": {"file": "-" * 43 + "="},
        "short": {"file": "AAAA"},
        "no grants": {"grants": ""},
        "a list": {"session": []},
        "nested": {"session": json.loads("[" * 300 + "]" * 300)},
        "object": {"file": {}},
        "control": {"session": '\u0001\u007f\u2028"\\/'},
        "bangla": {"session": "সেশন"},
        "astral": {"session": "𑄌"},
        "bool": {"revision": False},
        "old day": {"day": "1969-12-31"},
        "late day": {"day": "9999-12-31"},
    }
    for name, values in changed.items():
        body = as_json(office.receipt(), **values)
        yield Case(f"receipt {name}", [signed_anyhow("receipt", "receipt", body, key)], told)
    whole = sign_receipt(office.receipt(), key)
    text = whole.decode()
    rewritten: dict[str, bytes] = {
        "blank": text.replace(":", ": ", 1).encode(),
        "line feed": whole + b"\n",
        "BOM": b"\xef\xbb\xbf" + whole,
        "key twice": text.replace('{"receipt"', '{"receipt":0,"receipt"', 1).encode(),
        "escaped": text.replace("merged", "\\u006derged").encode(),
        "1.0": text.replace('"revision":1', '"revision":1.0').encode(),
        "-0": text.replace('"revision":1', '"revision":-0').encode(),
        "1e0": text.replace('"revision":1', '"revision":1e0').encode(),
        "large": text.replace('"revision":1', '"revision":9007199254740993').encode(),
        "surrogate": text.replace("SESS", "\\ud800").encode(),
        "no UTF-8": whole.replace(b"SESS", b"\xed\xa0\x80"),
        "half": whole[: len(whole) // 2],
        "nothing more": b'{"receipt":',
        "null": b'{"receipt":null,"signature":""}',
        "no signature": b'{"receipt":{}}',
        "empty": b'{"receipt":{},"signature":""}',
        "more": text.replace('"signature"', '"a":1,"signature"').encode(),
        "turned": json.dumps(dict(reversed(json.loads(text).items())), separators=(",", ":")).encode(),
        "decomposed": text.replace("SESS", "\u09af\u09bc").replace("\u09af\u09bc", "\u09df").encode(),
    }
    for name, data in rewritten.items():
        yield Case(f"receipt written {name}", [data], told)
    for number in range(count):
        bit = draw.randrange(8 * len(whole))
        turned = int.from_bytes(whole, "big") ^ (1 << bit)
        yield Case(f"receipt flip {number}", [turned.to_bytes(len(whole), "big")], told)


def programmes(office: Office, told: Told) -> Iterator[Case]:
    """Programme files beside the one that is known."""
    root = office.key("root")
    body = office.programme
    foreign = Office(office.seed + " foreign")
    yield Case("programme known", [office.file()], told)
    yield Case("programme nobody told", [office.file()])
    yield Case("programme older", [office.file(version=1)], told)
    yield Case("programme newer", [office.file(version=3)], told)
    yield Case("programme two of a version", [office.file(design="other")], told)
    yield Case("programme foreign", [foreign.file()], told)
    yield Case("programme demonstration", [(resources() / PROGRAMME_FILE).read_bytes()], told)
    yield Case("programme no places", [office.file(places=())], told)
    anyhow: dict[str, dict[str, object]] = {
        "format 2": {"format": 2},
        "no id": {"id": None},
        "extra": {"more": {"a": [1]}},
        "places hash": {"place_list_hash": "A" * 43 + "="},
        "prefix": {"url_prefix": "https://a/1"},
        "long prefix": {"url_prefix": "https://example.org/v#"},
        "basis": {"consent": {"basis": "any", "notice_version": "1"}},
        "modules": {"modules": {"a": "1"}},
        "other root": {"root_key": "A" * 43 + "="},
        "logo": {"logos": [{"words": {}, "media_type": "image/png", "data": "AA=="}]},
        "names": {"names": {}},
        "award": {"award_rule": {}},
        "bangla prefix": {"url_prefix": "ক"},
    }
    for name, values in anyhow.items():
        yield Case(
            f"programme {name}",
            [signed_anyhow("programme", "programme", as_json(body, version=3, **values), root)],
            told,
        )
    tampered = office.file(version=3).replace(b'"cell_limit":5', b'"cell_limit":4')
    yield Case("programme tampered", [tampered], told)


def requests(office: Office, told: Told) -> Iterator[Case]:
    """Requests and answers."""
    key = office.key("device")
    yield Case("request", [sign_request(office.request(), key)], told)
    yield Case("request of nobody", [sign_request(office.request(programme=""), key)], told)
    yield Case("request of the demonstration", [sign_request(office.request(programme="demonstration"), key)], told)
    small = {
        "recipient": _recipient(bytes(32)),
        "one": _recipient(b"\1" + bytes(31)),
        "fine": _recipient(b"\t" + bytes(31)),
        "padding": _recipient(b"\t" + bytes(31), "0001"),
    }
    anyhow: dict[str, dict[str, object]] = {
        "role": {"role": "root"},
        "upper": {"recipient": office.recipient.upper()},
        "checksum": {"recipient": office.recipient[:-1] + "q"},
        "partner": {"partner": 65536},
        "no partner": {"partner": -1},
        "old key": {"old_key": "AAAA"},
        "earliest": {"earliest": "2026-07-01"},
        "label": {"label": "AAAA"},
        "version": {"programme_version": -1},
        **{f"recipient {name}": {"recipient": recipient} for name, recipient in small.items()},
    }
    for name, values in anyhow.items():
        yield Case(
            f"request {name}", [signed_anyhow("request", "request", as_json(office.request(), **values), key)], told
        )
    above = office.chain[:1]
    listed = [office.signed_list(office.coordinators_list(revoked=(office.revoked(counter=1),)))]
    yield Case("answer device", [write_answer(office.chain)], told)
    yield Case("answer coordinator", [write_answer(above, office.file())], told)
    yield Case("answer nobody told", [write_answer(above)])
    yield Case("answer expired", [write_answer(office.chain)], replace(told, today=LAST + DAYS))
    yield Case("answer early", [write_answer(office.chain)], replace(told, today=datetime.date(2025, 1, 1)))
    yield Case(
        "answer brings a list", [write_answer(office.chain, key_lists=listed), office.codes(office.credential())], told
    )
    yield Case("answer lends its grants", [write_answer(office.chain), office.text(office.credential())], told)
    yield Case("answer broken programme", [write_answer(above, office.file()[:-9])], told)
    yield Case("answer tampered programme", [write_answer(above, office.file().replace(b"fresh", b"fresj"))], told)
    yield Case("answer broken list", [write_answer(above, key_lists=[b"{}"])], told)
    stranger = office.signed_list(office.coordinators_list(issuer=office.key("stranger").public))
    other = office.signed_list(office.root_list(programme="other"))
    twin = Office(f"{office.seed} twin").file()
    yield Case("answer with a stranger's list", [write_answer(office.chain, key_lists=[stranger])], told)
    yield Case("answer with a list of another programme", [write_answer(office.chain, key_lists=[other])], told)
    yield Case("answer with another root's programme", [write_answer(office.chain, twin)], told)
    yield Case("answer old key", [write_answer(above, continues=b"short")], told)
    yield Case("answer format", [canonical_json({"answer": {"format": 2}})], told)
    demo = issue_demonstration_device_grant(resources(), key.public, DEVICE)
    yield Case("answer practice", [write_answer(demo)], told)


def sealed(office: Office, told: Told) -> Iterator[Case]:
    """Attendance files of others, and what only begins like one."""
    from bsuh_desktop.trust.sealing import seal

    data = seal(b"anything", [office.recipient])
    yield Case("sealed for others", [data], told)
    yield Case("sealed, cut in its header", [data[:60]], told)
    yield Case("sealed, header changed", [data.replace(b"X25519", b"X\x0025519")], told)
    yield Case("sealed, another version", [data.replace(b"/v1", b"/v2")], told)
    for name, content in {"empty": b"", "text": b"hello", "zip": b"PK\3\4", "object": b"{}"}.items():
        yield Case(f"file {name}", [content], told)


def _recipient(point: bytes, padding: str = "0000") -> str:
    """The recipient of a point, in Bech32 (BIP 173)."""
    letters, generator = (
        "qpzry9x8gf2tvdw0s3jn54khce6mua7l",
        (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3),
    )
    bits = "".join(f"{byte:08b}" for byte in point) + padding
    values = [int(bits[place : place + 5], 2) for place in range(0, 260, 5)]
    check = 1
    for value in [3, 3, 3, 0, 1, 7, 5, *values, 0, 0, 0, 0, 0, 0]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for place, word in enumerate(generator):
            check ^= word if top >> place & 1 else 0
    check ^= 1
    return "age1" + "".join(
        letters[value] for value in [*values, *(check >> 5 * (5 - place) & 31 for place in range(6))]
    )
