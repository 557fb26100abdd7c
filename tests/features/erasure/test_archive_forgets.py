"""Forty names are found in all that a coordinator can open of the register, and once their time is over in nothing.

Of one who withdrew the same, and their answers. Killed on the way it comes to the same in the end.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import journal_line, read_journal
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, build_attendance_file
from bsuh_desktop.exchange.package import unpack
from bsuh_desktop.exchange.reduced_copy import REDUCED, open_archived
from bsuh_desktop.register.folder import DECISIONS_FILE, SEGMENTS_FOLDER, Register
from bsuh_desktop.services.collection.archive_erasure import Forgotten, forget_in_archive
from bsuh_desktop.services.collection.ingest import rebuild
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.register_keys import unlock_bytes
from bsuh_desktop.trust.sealing import Opener, unseal
from tests.helpers import answered_files, attendance
from tests.helpers.answered_files import learner
from tests.helpers.attendance_files import open_file
from tests.helpers.collection import Office, picture, put, session
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.erasure import pass_days
from tests.helpers.erasure_process import forget, held_at
from tests.helpers.forty import NAMES, names_in
from tests.helpers.names import forms, found, words_of
from tests.helpers.sampled import few_or_all

pytestmark = pytest.mark.usefixtures("known_keys")

A_KILL = 20
"""Classes that are reduced for each kill, and once more as many for what comes after the last."""
GONE = learner(7)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    one = Office(tmp_path / "office")
    yield one
    one.desk.close()


def a_stick(office: Office, count: int = 3, names: tuple[str, ...] = NAMES) -> list[AttendanceFile]:
    """So many classes of the same forty, collected."""
    files: list[AttendanceFile] = []
    for number in range(1, count + 1):
        previous = files[-1].manifest_sha256 if files else b""
        who = attendance.sender(recipients=office.recipients, nth=number, previous=previous)
        files.append(build_attendance_file(answered_files.a_class(session(number), names), who))
    office.collect(put(office.folder / "stick", {f"{place}.bsuh": file for place, file in enumerate(files)}))
    return files


def readable(office: Office) -> dict[str, bytes]:
    """Everything in the register's folder that its coordinator can read, by where it stands, and every file as it
    lies there."""
    collector, folder = office.collector, office.register
    places = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        name = str(path.relative_to(folder))
        places[name] = name.encode() + b"\n" + data
        if data.startswith(b"age-encryption.org"):
            places |= {f"{name}: {member}": text for member, text in members(data, collector.opener()).items()}
        elif path.parent.name == SEGMENTS_FOLDER:
            places[f"{name}: unlocked"] = unlock_bytes(data, collector.keys.lock, path.name)
    return places


def members(data: bytes, opener: Opener) -> dict[str, bytes]:
    """What is in a file of the archive, with its names opened."""
    package = unseal(data, opener)
    inside = unpack(package, (REDUCED,) if REDUCED.encode() in package else ())
    names = inside[m.NAMES]
    return inside | {"names.csv": unseal(names, opener) if names else b"", "package": package}


def left_of(office: Office, one: str) -> list[tuple[str, int]]:
    """Each answer of a learner that can still be read: where, and its place in the journal."""
    return [
        (place, entry.header.seq)
        for place, data in readable(office).items()
        if place.endswith(m.JOURNAL)
        for entry in read_journal(data)
        if entry.header.kind.startswith("answered/") and one.encode() in (entry.data or b"")
    ]


def test_the_search_sees_each_form() -> None:
    for name in NAMES:
        for form, data in forms(name).items():
            assert (("place", name, form)) in found([name], {"place": b"x" + data + b"y"})


def test_forty_names_are_found_and_once_their_time_is_over_in_nothing(office: Office) -> None:
    a_stick(office)
    before = names_in(readable(office))
    assert len(before) == 3
    assert all(place.endswith("names.csv") and names == set(NAMES) for place, names in before.items())
    counted = picture(office)
    pass_days(office.desk, 90)
    office.collect()
    everything = readable(office)
    assert names_in(everything) == {}
    assert found(words_of(NAMES), everything) == []
    after = picture(office)
    assert (after.current, after.rows) == (counted.current, counted.rows)
    office.collect()
    assert readable(office) == everything


def test_one_who_withdrew_is_found_nowhere_and_the_others_are(office: Office) -> None:
    first, *_ = a_stick(office)
    assert len(left_of(office, GONE)) == 6
    opened = open_file(first.data, office.collector.opener())
    facts = answered_files.a_class(session(1), NAMES)
    lines = tuple(journal_line(entry) for entry in opened.journal)
    newer = answered_files.withdrawn(replace(facts, journal=lines), [GONE])
    who = attendance.sender(recipients=office.recipients, nth=4, previous=b"\1" * 32)
    office.collect(put(office.folder / "later", {"newer.bsuh": build_attendance_file(newer, who)}))
    there = names_in(readable(office))
    assert len(there) == 4
    assert set(map(frozenset, there.values())) == {frozenset(NAMES) - {NAMES[6]}}
    assert left_of(office, GONE) == []
    assert len(left_of(office, learner(8))) == 8
    before = picture(office)
    collector = office.collector
    with office.open() as register:
        rebuild(collector, register, workers=0)
    assert picture(office) == before
    assert left_of(office, GONE) == []


@few_or_all("kills", 1, 5)
def test_killed_on_the_way_it_comes_to_the_same(office: Office, kills: int) -> None:
    classes = A_KILL * (kills + 1)
    files = a_stick(office, classes, NAMES[:10])
    office.desk.store.forgotten.add_elsewhere(attendance.sender().signer.public, [GONE])
    collector, profile = office.collector, office.desk.folder
    office.desk.close()
    old = {file.sha256: file.data for file in files}
    chance = random.Random(20260803)
    for _ in range(kills):
        lines = decided(office)
        written = chance.randrange(2, A_KILL)
        with held_at(written, profile, office.register) as running:
            running.kill()
        assert decided(office) == lines + written
        with Register.open(office.register, collector.keys) as register:
            assert register.archive.staged() == {}
            assert_each_fits(register, old, collector.opener())
    forget(profile, office.register)
    office.desk = open_desk(profile, PASSPHRASE, clock_at())
    assert decided(office) == classes + 1
    assert left_of(office, GONE) == []
    assert not any(data in old.values() for data in readable(office).values())
    before = picture(office)
    with office.open() as register:
        assert forget_in_archive(collector, register, withdrawn=collector.forgotten) == Forgotten()
        rebuild(collector, register, workers=0)
    assert picture(office) == before


def assert_each_fits(register: Register, old: Mapping[bytes, bytes], opener: Opener) -> None:
    """Each file is the old one, or a copy without what had to go, and the decisions say which."""
    for sha256, data in old.items():
        copy, kept = register.status.files[sha256].copy, register.read(sha256)
        assert (kept == data) is (copy is None)
        assert (open_archived(sha256, kept, opener).rows[6].answered == 0) is (copy is not None)


def decided(office: Office) -> int:
    """How many lines stand in the decisions."""
    return (office.register / DECISIONS_FILE).read_bytes().count(b"\n")
