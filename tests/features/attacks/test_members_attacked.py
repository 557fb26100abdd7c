"""What a file consists of: members swapped, missing, doubled, edited; zipped and sealed again to the right people."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.package import LARGEST_CONTENTS, LARGEST_FILE, MEMBERS
from bsuh_desktop.trust.sealing import new_identity, recipient_of, seal
from tests.helpers.attacks import zips
from tests.helpers.attacks.cases import Case, Given, Make, check, given, parametrized, proof_of
from tests.helpers.attacks.world import Members, World, rechained

pytestmark = pytest.mark.sampled

ALTERED, UNREADABLE, NOT_OURS = Verdict.ALTERED, Verdict.UNREADABLE, Verdict.NOT_OURS
Change = Callable[[Members, World], None]
Packing = Callable[[Members, World], bytes]


def honest(world: World) -> Given:
    return given(world.sealed(world.members()))


def changed(change: Change) -> Make:
    """The file with members changed behind the back of its signer."""

    def make(world: World) -> Given:
        members = world.members()
        before = dict(members)
        change(members, world)
        assert members != before
        return given(world.sealed(members))

    return make


def packed(packing: Packing) -> Make:
    """The file's members, all of them honest, in another archive."""
    return lambda world: given(seal(packing(world.members(), world), world.recipients()))


def from_another_file(name: str) -> Change:
    def change(members: Members, world: World) -> None:
        other = world.members(world.facts(revision=2, journal=(*_journal(world)[:-1],)), world.sender(nth=2))
        members[name] = other[name]
        if name in (m.SESSION, m.ROWS, m.GRANTS):
            # These are the same in both; the other device's differ.
            members[name] = world.members(world.facts(world.other), world.sender(world.other))[name]
        if name == m.SESSION:
            members[name] = members[name].replace(b'"minutes":45', b'"minutes":90')

    return change


def _journal(world: World) -> tuple[bytes, ...]:
    return world.facts().journal


def _whole(name: str, edit: Callable[[bytes], bytes]) -> Change:
    def change(members: Members, _: World) -> None:
        members[name] = edit(members[name])

    return change


def _replaced(name: str, old: bytes, new: bytes) -> Change:
    def edit(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return _whole(name, edit)


EDITS: dict[str, Change] = {
    "a status": _replaced(m.ROWS, b",present,", b",absent,"),
    "an age": _replaced(m.ROWS, b",13-17,", b",9-12,"),
    "a certificate taken away": _replaced(m.ROWS, b",yes,", b",no,"),
    "a correct answer more": _replaced(m.ROWS, b",5,4,", b",5,5,"),
    "a learner swapped": _whole(m.ROWS, lambda data: data.replace(b"L000000000001", b"L000000000009")),
    "a row taken away": _whole(m.ROWS, lambda data: b"\r\n".join(data.split(b"\r\n")[:-2]) + b"\r\n"),
    "a row doubled": _whole(m.ROWS, lambda data: data + data.split(b"\r\n")[1] + b"\r\n"),
    "two rows swapped": _whole(m.ROWS, lambda data: _swapped(data, b"\r\n")),
    "the day": _replaced(m.SESSION, b'"date":"2026-07-14"', b'"date":"2026-07-15"'),
    "the headcount": _replaced(m.SESSION, b'"total":3', b'"total":9'),
    "the place": _replaced(m.SESSION, b"107845", b"107846"),
    "the module": _replaced(m.SESSION, b"taps-traps-taka", b"before-you-forwar"),
    "the lead": _whole(m.SESSION, lambda data: data.replace(b'"lead":"', b'"lead":"0')),
    "a doubt taken away": _whole(m.SESSION, lambda data: data.replace(b'"doubts":[]', b'"doubts":["jump"]')),
    "an event taken away": _whole(m.JOURNAL, lambda data: b"\n".join(data.split(b"\n")[:-2]) + b"\n"),
    "an event doubled": _whole(m.JOURNAL, lambda data: data + data.split(b"\n")[-2] + b"\n"),
    "two events swapped": _whole(m.JOURNAL, lambda data: _swapped(data, b"\n")),
    "a count in an event": _replaced(m.JOURNAL, b'"total":3', b'"total":4'),
    "the journal chained anew": _whole(m.JOURNAL, lambda data: rechained(data.splitlines()[:-1])),
    "the first event says practice": _replaced(m.JOURNAL, b'"practice":false', b'"practice":true'),
    "names sealed anew": lambda members, world: members.update({m.NAMES: seal(b"others", world.recipients())}),
    "names left out": lambda members, world: members.update({m.NAMES: seal(b"", world.recipients())}),
    "the grants left out": lambda members, _: members.update({m.GRANTS: b""}),
    "the manifest says practice": _replaced(m.MANIFEST, b'"practice":false', b'"practice":true'),
    "the revision": _replaced(m.MANIFEST, b'"revision":1', b'"revision":2'),
    "the place in the row": _replaced(m.MANIFEST, b'"nth":1', b'"nth":2'),
    "the programme": _replaced(m.MANIFEST, b'"programme":"fresh"', b'"programme":"trial"'),
    "the session": _replaced(m.MANIFEST, b"SESS00000000000X", b"SESS00000000000Y"),
    "a blank in the manifest": _replaced(m.MANIFEST, b":", b": "),
    "a signature of nothing": lambda members, _: members.update({m.SIGNATURE: bytes(64)}),
    "a signature that is not reduced": _whole(m.SIGNATURE, lambda data: data[:32] + _unreduced(data[32:])),
    "a thief's signature": lambda members, world: members.update(
        {m.SIGNATURE: world.foreign.sign("attendance", 1, members[m.MANIFEST])}
    ),
    "a signature on a receipt": lambda members, world: members.update(
        {m.SIGNATURE: world.device.key.sign("receipt", 1, members[m.MANIFEST])}
    ),
    "a signature of a later version": lambda members, world: members.update(
        {m.SIGNATURE: world.device.key.sign("attendance", 2, members[m.MANIFEST])}
    ),
}


def _swapped(data: bytes, by: bytes) -> bytes:
    first, second, third, *rest = data.split(by)
    return by.join([first, third, second, *rest])


def _unreduced(scalar: bytes) -> bytes:
    order = 2**252 + 27742317777372353535851937790883648493
    return (int.from_bytes(scalar, "little") + order).to_bytes(32, "little")


def edited() -> Iterator[Case]:
    """Every member in every way, and what an attacker would gain by."""
    for name in MEMBERS:
        ways: dict[str, Change] = {
            "of another file": from_another_file(name),
            "emptied": lambda members, _, name=name: members.update({name: b""}),  # type: ignore[misc]
            "longer by a line": _whole(name, lambda data: data + b"\n"),
            "shorter by a byte": _whole(name, lambda data: data[:-1]),
        }
        for way, change in ways.items():
            yield Case(f"{name} {way}", ALTERED, honest, changed(change))
    for name, change in EDITS.items():
        yield Case(f"edited: {name}", ALTERED, honest, changed(change))


@parametrized(edited())
def test_a_member_that_was_not_signed(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def both_from_another(members: Members, world: World) -> None:
    other = world.members(world.facts(revision=2))
    members.update({name: other[name] for name in (m.MANIFEST, m.SIGNATURE)})
    members[m.ROWS] = members[m.ROWS].replace(b",present,", b",absent,")


def test_manifest_and_signature_together_of_another_file(world: World, tmp_path: Path) -> None:
    check(world, Case("", ALTERED, honest, changed(both_from_another)), tmp_path)


def _without(members: Members, name: str) -> list[tuple[str, bytes]]:
    return [(one, data) for one, data in members.items() if one != name]


def _under(members: Members, name: str, other: str) -> list[tuple[str, bytes]]:
    return [(other if one == name else one, data) for one, data in members.items()]


def _escaping(new: bytes) -> Packing:
    return lambda members, _: zips.renamed(zips.archive(members.items()), b"attendance.csv", new)


def _more(*others: tuple[str, bytes]) -> Packing:
    return lambda members, _: zips.archive([*members.items(), *others])


def _bomb(members: Members, _: World) -> bytes:
    return zips.archive([*_without(members, m.ROWS), (m.ROWS, bytes(LARGEST_CONTENTS + 1))])


def _lying(size: int) -> Packing:
    """A directory that says another size than the member has."""
    return lambda members, _: zips.directory_edited(zips.stored(members), 24, size.to_bytes(4, "little"))


def _crc(members: Members, _: World) -> bytes:
    return zips.directory_edited(zips.stored(members), 16, b"\0\0\0\0")


def _encrypted(members: Members, _: World) -> bytes:
    return zips.flagged(zips.stored(members), 1)


def _nested(members: Members, _: World) -> bytes:
    return zips.archive([("inner.bsuh", zips.stored(members))])


def _with(method: int) -> Packing:
    return lambda members, _: zips.archive(members.items(), method)


def _garbled(method: int) -> Packing:
    """Packed by a method that is not ours, and damaged besides: no unpacker of it may be asked."""

    def packing(members: Members, _: World) -> bytes:
        whole = zips.archive(members.items(), method)
        place = 30 + len(next(iter(members))) + 12
        return whole[:place] + b"\x55" * 20 + whole[place + 20 :]

    return packing


PACKINGS: dict[str, tuple[Verdict, Packing]] = {
    "a bomb of zeros": (UNREADABLE, _bomb),
    "a bomb inside": (ALTERED, _nested),
    "a bomb beside": (UNREADABLE, lambda members, _: zips.archive([*members.items(), ("a", bytes(LARGEST_CONTENTS))])),
    "a hundred members and one": (UNREADABLE, _more(*((f"{n:03}", b"") for n in range(94)))),
    "one member more": (ALTERED, _more(("readme.txt", b""))),
    "a member without a name": (UNREADABLE, _more(("", b""))),
    "capitals": (ALTERED, lambda members, _: zips.archive(_under(members, m.ROWS, "Attendance.csv"))),
    "up a folder": (UNREADABLE, _escaping(b"../endance.csv")),
    "from the root": (UNREADABLE, _escaping(b"/ttendance.csv")),
    "in a folder": (UNREADABLE, _escaping(b"a/tendance.csv")),
    "back up by backslashes": (UNREADABLE, _escaping(b"..\\endance.csv")),
    "on a drive": (UNREADABLE, _escaping(b"C:tendance.csv")),
    "on another computer": (UNREADABLE, _escaping(b"\\\\srv\\ance.csv")),
    "in another stream": (UNREADABLE, _escaping(b"attendance:csv")),
    "a zero in a name": (UNREADABLE, _escaping(b"attendance\0csv")),
    "links": (UNREADABLE, lambda members, _: zips.link(members)),
    "encrypted": (UNREADABLE, _encrypted),
    "patched data": (ALTERED, lambda members, _: zips.flagged(zips.stored(members), 0x20)),
    "packed by bzip2": (ALTERED, _with(zipfile.ZIP_BZIP2)),
    "packed by LZMA": (ALTERED, _with(zipfile.ZIP_LZMA)),
    "garbled bzip2": (ALTERED, _garbled(zipfile.ZIP_BZIP2)),
    "garbled LZMA": (ALTERED, _garbled(zipfile.ZIP_LZMA)),
    "a method that nobody has": (
        ALTERED,
        lambda members, _: zips.directory_edited(zips.stored(members), 10, b"\x63\0"),
    ),
    "a version that nobody reads": (
        ALTERED,
        lambda members, _: zips.directory_edited(zips.stored(members), 6, b"\xff"),
    ),
    "a size that is too small": (ALTERED, _lying(3)),
    "a size that is too large": (UNREADABLE, _lying(LARGEST_CONTENTS)),
    "a wrong check": (ALTERED, _crc),
    "cut short": (ALTERED, lambda members, _: zips.stored(members)[:-30]),
    "no archive": (ALTERED, lambda members, _: b"no archive at all"),
    "nothing": (ALTERED, lambda members, _: b""),
    "a sealed file in a seal": (ALTERED, lambda members, world: world.sealed(members)),
}


def archives() -> Iterator[Case]:
    """Honest members, one of them missing, doubled or renamed; and archives that are traps."""
    for name in MEMBERS:
        missing: Packing = lambda members, _, name=name: zips.archive(_without(members, name))  # type: ignore[misc]  # noqa: E731
        renamed: Packing = lambda members, _, name=name: zips.archive(_under(members, name, name + "x"))  # type: ignore[misc]  # noqa: E731
        yield Case(f"{name} missing", ALTERED, honest, packed(missing))
        yield Case(f"{name} renamed", ALTERED, honest, packed(renamed))
    for name, (wanted, packing) in PACKINGS.items():
        yield Case(f"archive: {name}", wanted, packed(lambda members, _: zips.stored(members)), packed(packing))


@parametrized(archives())
def test_an_archive_that_no_honest_desk_packs(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_doubled(name: str, world: World, tmp_path: Path) -> None:
    def twice(members: Members, _: World) -> bytes:
        return zips.archive([*members.items(), (name, members[name])])

    def hidden(members: Members, _: World) -> bytes:
        return zips.archive([(name, b"what another reader would take"), *members.items()])

    for place, packing in enumerate((twice, hidden)):
        (tmp_path / str(place)).mkdir()
        check(world, Case("", ALTERED, honest, packed(packing)), tmp_path / str(place))


def test_packed_again_by_somebody_else_it_is_the_same_file(world: World, tmp_path: Path) -> None:
    # FORMAT.md: in any order, stored or deflated. Said here so that nobody takes it for a hole.
    members = world.members()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in reversed(MEMBERS):
            info = zipfile.ZipInfo(name, (1999, 12, 31, 0, 0, 0))
            info.external_attr = (stat.S_IFREG | 0o600) << 16
            file.writestr(info, members[name])
    again = seal(buffer.getvalue(), world.recipients())
    assert proof_of(world, given(again), tmp_path).verdict is Verdict.GOOD


def sealed_to(*who: str) -> Make:
    """The honest members sealed to the office, recovery, or others."""

    def make(world: World) -> Given:
        names = {
            "office": recipient_of(world.home.identity),
            "recovery": recipient_of(world.recovery),
            "away": recipient_of(world.away.identity),
            "stranger": recipient_of(new_identity()),
        }
        return given(seal(zips.stored(world.members()), [names[one] for one in who]))

    return make


RECIPIENTS: dict[str, tuple[Verdict, Make]] = {
    "recovery stripped": (ALTERED, sealed_to("office")),
    "the office stripped": (NOT_OURS, sealed_to("recovery")),
    "a stranger added": (ALTERED, sealed_to("office", "recovery", "stranger")),
    "the other office added": (ALTERED, sealed_to("office", "recovery", "away")),
    "the office doubled": (ALTERED, sealed_to("office", "office", "recovery")),
    "sealed on to a stranger": (NOT_OURS, sealed_to("stranger")),
    "sealed on to the other office": (NOT_OURS, sealed_to("away", "recovery")),
    "named in the manifest": (
        ALTERED,
        changed(lambda members, world: members.update({m.MANIFEST: _named(members, world)})),
    ),
}


def _named(members: Members, world: World) -> bytes:
    ours, away = (recipient_of(office.identity).encode() for office in world.offices)
    return members[m.MANIFEST].replace(ours, away)


@parametrized(Case(f"recipients: {name}", wanted, honest, attack) for name, (wanted, attack) in RECIPIENTS.items())
def test_people_for_whom_it_was_not_sealed(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def test_whoever_got_it_sealed_on_is_told(world: World, tmp_path: Path) -> None:
    away = world.known(identities=(world.away.identity,))

    def on(make: Make) -> Make:
        return lambda w: make(w)._replace(known=away)

    def meant(w: World) -> Given:
        both = (*w.recipients(w.away),)
        return given(w.file(recipients=both), known=away)

    check(world, Case("", ALTERED, meant, on(sealed_to("away", "recovery"))), tmp_path)


OUTSIDE: dict[str, tuple[Verdict, Callable[[bytes], bytes]]] = {
    "no seal": (UNREADABLE, lambda data: b"PK\x03\x04" + data),
    "another version of age": (UNREADABLE, lambda data: data.replace(b"/v1\n", b"/v2\n", 1)),
    "a header cut short": (UNREADABLE, lambda data: data[:90]),
    "the office's stanza taken away": (NOT_OURS, lambda data: _stanzas(data, 1, 2)),
    "recovery's stanza taken away": (UNREADABLE, lambda data: _stanzas(data, 0, 2)),
    "a stanza doubled": (UNREADABLE, lambda data: _stanzas(data, 0, 0, 1, 2)),
    "two stanzas swapped": (UNREADABLE, lambda data: _stanzas(data, 1, 0, 2)),
    "the text cut short": (ALTERED, lambda data: data[:-1]),
    "a byte more": (ALTERED, lambda data: data + b"\0"),
    "two files in one": (ALTERED, lambda data: data + data),
    "more than 16 MiB": (UNREADABLE, lambda data: data + bytes(LARGEST_FILE)),
    "nothing": (UNREADABLE, lambda data: b""),
    "the text in another header": (ALTERED, lambda data: data[:-200] + bytes(200)),
}


def _stanzas(data: bytes, *places: int) -> bytes:
    """The sealed file with these of its stanzas only; behind the two of its recipients stands one of grease."""
    header, text = data.split(b"\n---", 1)
    start, *stanzas = header.split(b"\n-> ")
    return b"\n-> ".join([start, *(stanzas[place] for place in places)]) + b"\n---" + text


def outside(change: Callable[[bytes], bytes]) -> Make:
    return lambda world: given(change(world.file()))


@parametrized(Case(f"seal: {name}", wanted, honest, outside(change)) for name, (wanted, change) in OUTSIDE.items())
def test_a_seal_that_was_touched(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)
