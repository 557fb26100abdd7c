"""What is brought to a verifier: inputs by name, and what the verifier is told beforehand."""

from __future__ import annotations

import datetime
import random
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.credential import qr_segments, sign_credential
from bsuh_desktop.trust.demonstration import demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.grants import Cap, Grant, encode_grants
from tests.helpers.scanned import to_text
from tests.helpers.verifier.edges import encoded, odd_signatures, torsion
from tests.helpers.verifier.office import DAY, DEVICE, FIRST, HIGH, LAST, LOW, PREFIX, Office

Given = str | bytes
DAYS = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """Files that are trusted for one call, serials that were taken back, today's date."""

    programmes: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    taken_back: tuple[str, ...] = ()
    today: datetime.date = DAY


@dataclass(frozen=True)
class Case:
    """One call of a verifier."""

    name: str
    inputs: Sequence[Given]
    told: Told = field(default_factory=Told)


NAMES = (
    "শ্রেয়া খাতুন",
    "র‍্যাব আহমেদ",
    "ক্‌ষ",
    "মোঃ রকিব",
    "Md. Rakib",
    "D’Costa",
    "José Peña",
    "Zoë",
    "𑄌𑄋𑄴𑄟𑄳𑄦",
    "李雷",
    "O'Neil",
    "রহিমা (ক)",
    "A" * 74,
    "ক" * 74,
    "é" * 36,
    "",
    "ৎ",
    "A\u200dB",
    "ড়ঢ়য়",
    "শ্রেয়া é",
    "~",
    "…",
    "😀",
)


def certificates(office: Office, told: Told) -> Iterator[Case]:
    """Names, modules and days; codes in any order, alone, apart and doubled."""
    for name in NAMES:
        yield Case(f"name {name!r}", [office.codes(office.credential(name))], told)
    for module in (0, 1, 9, 77, 65535):
        yield Case(f"module {module}", [office.codes(office.credential(module=module))], told)
    for day in (FIRST, LAST, FIRST - DAYS, LAST + DAYS, datetime.date(1970, 1, 1), datetime.date(2149, 6, 6)):
        yield Case(f"day {day}", [office.codes(office.credential(day=day))], told)
    one, two = office.codes(office.credential()).split()
    other = office.text(office.credential("Md. Rakib", 21))
    orders = {
        "first alone": [one],
        "second alone": [two],
        "turned": [f"{two} {one}"],
        "apart": [one, two],
        "doubled": [f"{one} {one} {two} {two}"],
        "two learners": [f"{one} {other} {two}"],
        "three inputs": [one, other, two],
        "lines": [f"  {one}\n\n{two}\t"],
        "bare digits": [f"{one.removeprefix(PREFIX)} {two.removeprefix(PREFIX)}"],
        "other prefix": [f"https://{one} {two}"],
        "prefix twice": [PREFIX + one],
        "in a sentence": [f"see {one}"],
        "no prefix on one": [f"{one.removeprefix(PREFIX)} {two}"],
        "broken by a mail": ["\n".join(textwrap.wrap(one, 76) + textwrap.wrap(two, 76))],
        "broken in one place": [f"{one[:150]} {one[150:]} {two}"],
        "broken by hand": [f"{one[:80]} {one[80:]} {two}"],
    }
    for name, inputs in orders.items():
        yield Case(f"codes {name}", inputs, told)
    yield Case("nobody told of the programme", [f"{one} {two}"])
    yield Case("taken back here", [f"{one} {two}"], replace(told, taken_back=(make_serial(DEVICE, 20),)))


def practice(told: Told) -> Iterator[Case]:
    """The demonstration's own."""
    office = Office("practice")
    key = office.key("device")
    grants = issue_demonstration_device_grant(resources(), key.public, DEVICE)
    prefix = demonstration_programme(resources()).url_prefix
    for day in (DAY, datetime.date(2031, 1, 1)):
        data = sign_credential(key, make_serial(DEVICE, 5), 5, day, "রহিমা").encode()
        yield Case(f"practice {day}", [f"{to_text(prefix, data)} {to_text(prefix, encode_grants(grants))}"], told)


def chains(office: Office) -> Iterator[tuple[str, tuple[Grant, ...]]]:
    """Chains of grants of which one link does not hold, and one that does."""
    above = office.coordinator()
    yield "whole", (above, office.device(above))
    yield "renewed", (above, office.device(above, first_day=DAY, last_day=DAY))
    foreign = office.coordinator("stranger")
    yield "foreign coordinator", (foreign, office.device(foreign))
    mine = office.coordinator("stranger", subject=office.key("device").public)
    yield "self-made coordinator", (mine, office.device(mine, "device"))
    yield "not the coordinator's", (above, office.device(above, "stranger"))
    yield "other parent", (office.coordinator(caps=Cap.CERTIFICATE), office.device(above))
    late = office.coordinator(last_day=DAY)
    yield "outlives", (late, office.device(late))
    narrow = office.coordinator(serial_high=LOW + 10)
    yield "number outside", (narrow, office.device(narrow))
    weak = office.coordinator(caps=Cap.ATTENDANCE)
    yield "allows more", (weak, office.device(weak))
    poor = office.coordinator(partner=2)
    yield "other partner", (poor, office.device(poor))
    every = office.coordinator(partner=0)
    yield "every partner", (every, office.device(every, partner=9))
    yield "no certificates", (above, office.device(above, caps=Cap.ATTENDANCE))
    yield "other number", (above, office.device(above, serial_low=DEVICE + 1, serial_high=DEVICE + 1))
    yield "coordinator alone", (above,)
    yield "device alone", (office.device(above),)
    yield "turned", (office.device(above), above)
    yield "coordinator twice", (above, office.coordinator())
    yield "onward", (office.device(above), office.device(office.device(above), "device"))
    yield "expired", (above, office.device(above, last_day=DAY - DAYS))


def chained(office: Office, told: Told) -> Iterator[Case]:
    """Every chain under a good certificate, and under one of another device."""
    for name, chain in chains(office):
        yield Case(f"chain {name}", [office.codes(office.credential(), chain)], told)
    yield Case("another device's number", [office.codes(office.credential(device=HIGH))], told)
    yield Case("another device's key", [office.codes(office.credential(signer="stranger"))], told)
    first = office.text(office.credential())
    all_at_once = [first, *(office.text(encode_grants(chain)) for _, chain in chains(office))]
    yield Case("many second codes", all_at_once, told)
    odd = msgspec.structs.replace(office.chain[1], signature=bytes(64))
    yield Case("no signature", [office.codes(office.credential(), (office.chain[0], odd))], told)


def edges(office: Office, told: Told) -> Iterator[Case]:
    """A key's own signatures in forms that only a part of all implementations takes."""
    body = office.credential()[:-64]
    for name, signature in odd_signatures(office.key("device").seed, "credential", body):
        yield Case(f"edge {name}", [office.codes(body + signature)], told)
    small = encoded(torsion())
    above = office.coordinator(subject=small)
    yield Case("edge A of small order", [office.codes(office.credential(), (above, office.device(above)))], told)


def flips(office: Office, told: Told, draw: random.Random, count: int) -> Iterator[Case]:
    """One or two bits turned in either code."""
    codes = [office.credential("রহিমা"), encode_grants(office.chain)]
    for number in range(count):
        turned = list(codes)
        for _ in range(1 + number % 2):
            which = draw.randrange(2)
            bit = draw.randrange(8 * len(turned[which]))
            whole = int.from_bytes(turned[which], "big") ^ (1 << bit)
            turned[which] = whole.to_bytes(len(turned[which]), "big")
        yield Case(f"flip {number}", [" ".join(map(office.text, turned))], told)


def misread(office: Office, told: Told, draw: random.Random, count: int) -> Iterator[Case]:
    """Texts as a bad scanner or a typing hand gives them, and codes of other lengths and kinds."""
    whole = office.codes(office.credential("Md. Rakib"))
    for number in range(count):
        place, sign = draw.randrange(len(whole)), draw.choice("0123456789০৫ OlA#\u00a0\u2003é-")
        cut = draw.randrange(3)
        yield Case(f"misread {number}", [whole[:place] + sign * (cut != 1) + whole[place + (cut != 0) :]], told)
    for length in (1, 17, 83, 84, 85, 158, 159, 200, 415):
        for first in (0x00, 0x01, 0x02, 0x8A, 0xFF):
            data = bytes([first]) + draw.randbytes(length - 1)
            yield Case(f"{length} bytes from {first}", [PREFIX + qr_segments("", data)[1]], told)
    yield Case("too many digits", [PREFIX + "1" * 1001], told)
    yield Case("as many as there are", [PREFIX + "9" * 1000], told)
    yield Case("39 digits", ["1" * 39], told)
    yield Case("40 digits", ["1" * 40], told)


def typed(told: Told) -> Iterator[Case]:
    """Serials and receipts' codes in any spacing."""
    serial = make_serial(DEVICE, 20)
    back = replace(told, taken_back=(serial,))
    wrong = serial[:-1] + ("0" if serial[-1] != "0" else "1")
    bangla = serial.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    texts = [
        serial,
        f"{serial[:5]}-{serial[5:]}",
        serial.lower(),
        " ".join(serial),
        bangla,
        f"{serial[:5]}–{serial[5:]}",
        wrong,
        "0000000000",
        "O1L0000000",
        "M00000000000",
        "K12345678901",
        "R1234 56789 01",
        "X12345678901",
        "ABCDEFGHJK",
        "12345678901",
        "",
        "  ",
        "hello",
        "١٢٣٤٥٦٧٨٩٠",
        "1234567890\n",
        "U123456789",
        "{",
        "ſ123456789",
        "ı123456789",
    ]
    for text in texts:
        yield Case(f"typed {text!r}", [text], told)
        yield Case(f"typed {text!r}, taken back", [text], back)
