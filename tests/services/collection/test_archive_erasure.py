"""Who withdrew, and whose time is over, goes from the archive as well: counts stay, old bytes go, figures are equal."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli import open_desk
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, read_names
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, build_attendance_file
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.reduced_copy import open_archived
from bsuh_desktop.register.decision_lines import Reduced
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.archive_erasure import FILE_NAME, Forgotten, forget_in_archive
from bsuh_desktop.services.collection.ingest import rebuild
from bsuh_desktop.services.collection.names import named_list
from bsuh_desktop.trust.key_list import Revocation
from bsuh_desktop.trust.register_keys import pseudonym
from bsuh_desktop.trust.sealing import unseal
from tests.helpers import answered_files, attendance
from tests.helpers.answered_files import learner
from tests.helpers.attendance_files import what_is_gone
from tests.helpers.collection import Device, Office, picture, put, session, verdicts
from tests.helpers.command import bsuh_here
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import key

DAY_S = 86_400
KEEP = 90
"""The trial programme keeps names so many days."""
ONE, TWO = learner(1), learner(2)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    one = Office(tmp_path / "office")
    yield one
    one.desk.close()


class Laptop(Device):
    """A laptop that seals classes with names and answers."""

    def seals(self, facts: AttendanceFacts) -> AttendanceFile:
        self.nth += 1
        serials = self.key.public == key("device").public
        rows = facts.rows if serials else tuple(replace(row, serial="") for row in facts.rows)
        who = attendance.sender(
            signer=self.key, grants=self.grants, recipients=self.recipients, nth=self.nth, previous=self.previous
        )
        made = build_attendance_file(replace(facts, rows=rows), who)
        self.previous = made.manifest_sha256
        return made


def pass_days(office: Office, days: int) -> None:
    office.desk.clock.advance(days * DAY_S)  # type: ignore[attr-defined]


def bring(office: Office, *files: AttendanceFile) -> list[str]:
    folder = office.folder / f"stick {sum(1 for _ in office.folder.iterdir())}"
    found = verdicts(office.collect(put(folder, {f"{place}.bsuh": file for place, file in enumerate(files)})))
    return [found[f"{place}.bsuh"] for place in range(len(files))]


def opened(office: Office, file: AttendanceFile) -> Contents:
    with office.open() as register:
        return open_archived(file.sha256, register.read(file.sha256), office.collector.opener())


def names_of(office: Office, file: AttendanceFile) -> list[str]:
    contents = opened(office, file)
    if not contents.sealed_names:
        return []
    return [one.learner for one in read_names(unseal(contents.sealed_names, office.collector.opener()))]


def reductions(office: Office) -> list[tuple[bytes, str, tuple[str, ...]]]:
    with office.open() as register:
        found = [line.decision for line in register.decisions.lines() if isinstance(line.decision, Reduced)]
    return [(one.file, one.why, one.learners) for one in found]


def everything(office: Office) -> dict[str, str]:
    """All files of the register, by their hashes."""
    below = sorted(path for path in office.register.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in below if path.suffix != ".lock"}


def forget(office: Office, **changed: object) -> Forgotten:
    collector = office.collector
    with office.open() as register:
        return forget_in_archive(
            collector, register, withdrawn=collector.forgotten, **changed  # type: ignore[arg-type]
        )  # fmt: skip


def test_a_withdrawal_reaches_every_older_file_of_that_device(office: Office) -> None:
    laptop = Laptop(office.recipients)
    first, second = answered_files.a_class(session(1)), answered_files.a_class(session(2))
    older, other = laptop.seals(first), laptop.seals(second)
    assert bring(office, older, other) == ["merged", "merged"]
    old_bytes = {file.data for file in (older, other)}
    newer = laptop.seals(answered_files.withdrawn(first, [ONE]))
    assert bring(office, newer) == ["newer"]
    assert reductions(office) == [(older.sha256, "withdrawn", (ONE,)), (other.sha256, "withdrawn", (ONE,))]
    for file, facts in ((older, first), (other, second)):
        contents, theirs = opened(office, file), answered_files.withdrawn(facts, [ONE])
        assert contents.rows == theirs.rows
        assert [entry.header.seq for entry in contents.journal if entry.data is None] == [5, 9 + 1]
        assert names_of(office, file) == [TWO, learner(3)]
    assert not any(path.read_bytes() in old_bytes for path in office.register.rglob("*") if path.is_file())
    with office.open() as register:
        opener, files = office.collector.opener(), (older, other)
        gone = [what_is_gone(register.read(one.sha256), opener) for one in files]
    # The class that was sealed again tells the letters itself; of the other nobody else does yet.
    assert [one.tallies for one in gone] == [{}, answered_files.tallies(second, [ONE])]
    assert bring(office, older, other) == ["identical", "identical"]


def test_rows_forget_answers_and_roll_and_keep_who_it_was_and_all_counts(office: Office) -> None:
    laptop = Laptop(office.recipients)
    facts = answered_files.a_class(session(1))
    bring(office, laptop.seals(facts), laptop.seals(answered_files.a_class(session(2))))
    before = rows_of(office, session(2))
    bring(office, laptop.seals(answered_files.withdrawn(facts, [ONE])))
    after = rows_of(office, session(2))
    who = pseudonym(office.collector.keys.pseudonyms, "learner", ONE)
    (one,) = (row for row in after if row["learner"] == who)
    (was,) = (row for row in before if row["learner"] == who)
    blank = {"seat": 0, "answered": 0, "correct": 0, "pre": -1, "post": -1}
    assert was | blank == one != was
    assert [row for row in after if row != one] == [row for row in before if row != was]
    # What a segment said before is not left behind a newer one.
    with office.open() as register:
        files = [file for tables in register.segments.each() for file in tables.classes["file"].to_pylist()]
    assert len(files) == len(set(files)) == 3


def rows_of(office: Office, name: str) -> list[dict[str, object]]:
    from bsuh_desktop.register.arrow_rows import current_rows

    with office.open() as register:
        current = register.status.current
        tables = current_rows(register.segments.load(), lambda held, file: held == name and current[held] == file)
    return [dict(row) for row in tables.learners.to_pylist()]


def test_rows_made_anew_and_a_second_run_change_nothing(office: Office) -> None:
    laptop = Laptop(office.recipients)
    facts = answered_files.a_class(session(1))
    newer = laptop.seals(answered_files.withdrawn(facts, [ONE]))
    bring(office, laptop.seals(facts), laptop.seals(answered_files.a_class(session(2))), newer)
    before, here = picture(office), everything(office)
    assert reductions(office)
    assert forget(office) == Forgotten()
    assert bring(office, newer) == ["identical"]
    assert everything(office) == here
    collector = office.collector
    with office.open() as register:
        rebuild(collector, register, workers=0)
    assert picture(office) == before
    (office.register / FILE_NAME).unlink()
    assert forget(office) == Forgotten()
    assert picture(office) == before


def test_files_that_come_later_are_reduced_as_well(office: Office) -> None:
    laptop = Laptop(office.recipients)
    facts = answered_files.a_class(session(1))
    late = laptop.seals(answered_files.a_class(session(2)))
    bring(office, laptop.seals(facts), laptop.seals(answered_files.withdrawn(facts, [ONE])))
    here = len(reductions(office))
    assert bring(office, late) == ["merged"]
    assert reductions(office)[here:] == [(late.sha256, "withdrawn", (ONE,))]


def test_somebody_else_who_withdraws_later_goes_too(office: Office) -> None:
    laptop = Laptop(office.recipients)
    facts = answered_files.a_class(session(1))
    first = laptop.seals(facts)
    once = answered_files.withdrawn(facts, [ONE])
    bring(office, first, laptop.seals(once))
    again = answered_files.withdrawn(once, [ONE, TWO])
    bring(office, laptop.seals(again))
    assert opened(office, first).rows == again.rows
    assert names_of(office, first) == [learner(3)]


def test_a_withdrawal_holds_for_devices_that_this_one_goes_on_with_and_for_no_others(office: Office) -> None:
    old = Laptop(office.recipients, "older laptop", 5)
    new = Laptop(office.recipients, "newer laptop", 6)
    stranger = Laptop(office.recipients, "somebody else's", 7)
    office.grant("newer laptop", 6, continues=old.key.public)
    classes = [answered_files.a_class(session(number)) for number in (1, 2, 3)]
    files = [one.seals(facts) for one, facts in zip((old, new, stranger), classes, strict=True)]
    assert bring(office, *files) == ["merged"] * 3
    bring(office, new.seals(answered_files.withdrawn(classes[1], [ONE])))
    assert [file for file, _, _ in reductions(office)] == [files[0].sha256, files[1].sha256]
    assert opened(office, files[2]).rows[0].answered == 2


def test_the_desks_own_list_is_enough(office: Office) -> None:
    laptop = Laptop(office.recipients)
    file = laptop.seals(answered_files.a_class(session(1)))
    bring(office, file)
    office.desk.store.forgotten.add_elsewhere(laptop.key.public, [TWO])
    assert forget(office) == Forgotten(files=1)
    assert opened(office, file).rows[1].roll == ""
    assert bring(office, file) == ["identical"]


def test_names_go_so_many_days_after_the_last_class_of_the_same_learners_was_received(office: Office) -> None:
    laptop = Laptop(office.recipients)
    early, late = laptop.seals(answered_files.a_class(session(1))), laptop.seals(answered_files.a_class(session(2)))
    bring(office, early)
    pass_days(office, 20)
    bring(office, late)
    pass_days(office, KEEP - 1)
    assert forget(office) == Forgotten()
    assert names_of(office, early) == [ONE, TWO, learner(3)]
    before = picture(office)
    pass_days(office, 1)
    assert forget(office) == Forgotten(names=6)
    assert reductions(office) == [(early.sha256, "retention", ()), (late.sha256, "retention", ())]
    assert names_of(office, early) == names_of(office, late) == []
    after = picture(office)
    assert (after.rows, after.current) == (before.rows, before.current)
    assert opened(office, early).rows[0].answered == 2
    here = everything(office)
    assert forget(office) == Forgotten()
    assert everything(office) == here


def test_another_class_of_other_learners_waits_for_nobody(office: Office) -> None:
    first, second = Laptop(office.recipients), Laptop(office.recipients, "second laptop", 9)
    early = first.seals(answered_files.a_class(session(1)))
    facts = answered_files.a_class(session(2))
    others = tuple(replace(row, learner=learner(row.card + 50)) for row in facts.rows)
    late = second.seals(replace(facts, rows=others, names=()))
    bring(office, early)
    pass_days(office, 20)
    bring(office, late)
    pass_days(office, KEEP - 20)
    assert forget(office) == Forgotten(names=3)
    assert [file for file, _, _ in reductions(office)] == [early.sha256]


def test_a_class_that_waits_holds_names_until_the_programme_is_over(office: Office) -> None:
    laptop = Laptop(office.recipients)
    early = laptop.seals(answered_files.a_class(session(1)))
    stranger = Laptop(office.recipients, "nobody's laptop", 11)
    stranger.grants = ()
    waiting = stranger.seals(answered_files.a_class(session(2)))
    assert bring(office, early, waiting) == ["merged", "waiting"]
    pass_days(office, KEEP + 10)
    assert forget(office) == Forgotten()
    end = office.desk.programme.expires + datetime.timedelta(days=KEEP)
    assert forget(office, day=end - datetime.timedelta(days=1)) == Forgotten()
    assert forget(office, day=end) == Forgotten(names=6)


def test_an_office_that_has_ended_still_forgets(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(office, Laptop(office.recipients).seals(answered_files.a_class(session(1))))
    desk = office.desk
    office.revoke(Revocation(desk.vault.signing_key.public, desk.today()))
    pass_days(office, KEEP)
    desk.close()
    monkeypatch.setattr(open_desk, "SystemClock", lambda: desk.clock)
    (office.folder / "passphrase").write_text(PASSPHRASE, "utf-8")
    where = ("--profile", desk.folder, "--passphrase-file", office.folder / "passphrase")
    done = bsuh_here("purge", "--date", str(desk.today()), "--register", office.register, "--json", *where)
    assert (done.status, done.json["archive"]) == (0, {"names": 3, "withdrawn": 0}), done.err


def test_collecting_empties_names_unless_the_clock_is_in_doubt(office: Office) -> None:
    laptop = Laptop(office.recipients)
    bring(office, laptop.seals(answered_files.a_class(session(1))))
    pass_days(office, KEEP)
    doubtful = replace(office.collector, doubtful=True)
    with office.open() as register:
        assert forget_in_archive(doubtful, register, withdrawn={}) == Forgotten()
        assert forget_in_archive(doubtful, register, withdrawn={}, day=doubtful.today) == Forgotten(names=3)
    other = Laptop(office.recipients, "second laptop", 9)
    facts = answered_files.a_class(session(3))
    moved = tuple(replace(row, learner=learner(row.card + 50)) for row in facts.rows)
    bring(office, other.seals(replace(facts, rows=moved)))
    pass_days(office, -1)
    assert len(reductions(office)) == 1


def test_reduced_files_are_named_judged_and_compared_as_others(office: Office) -> None:
    laptop = Laptop(office.recipients)
    facts = answered_files.a_class(session(1))
    first, second = laptop.seals(facts), laptop.seals(answered_files.withdrawn(facts, [ONE]))
    third = laptop.seals(replace(answered_files.a_class(session(3)), revision=1))
    bring(office, first, third, second)
    collector = office.collector
    with office.open() as register:
        (held,) = named_list(register, collector, [third.sha256], "District coordinator", "named_list")
    assert [one.learner for one in held.learners] == [TWO, learner(3)]
    office.revoke(Revocation(laptop.key.public, office.desk.today()))
    bring(office)
    with office.open() as register:
        assert {one.verdict for one in register.status.files.values()} == {"revoked"}


def test_a_file_that_is_damaged_holds_up_no_other_and_is_looked_at_again(office: Office) -> None:
    laptop = Laptop(office.recipients)
    files = [laptop.seals(answered_files.a_class(session(number))) for number in (1, 2)]
    bring(office, *files)
    office.desk.store.forgotten.add_elsewhere(laptop.key.public, [ONE])
    with office.open() as register:
        path = register.archive.path(files[0].sha256)
    path.write_bytes(b"\0" + files[0].data[1:])
    assert forget(office) == Forgotten(files=1)
    path.write_bytes(files[0].data)
    assert forget(office) == Forgotten(files=1)


def test_a_copy_is_settled_at_the_next_opening(office: Office) -> None:
    """Between any two steps: new rows alone; the copy beside the file without its decision; with it."""
    laptop = Laptop(office.recipients)
    file = laptop.seals(answered_files.a_class(session(1)))
    bring(office, file)
    office.desk.store.forgotten.add_elsewhere(laptop.key.public, [ONE])
    collector = office.collector
    steps = (("archive.stage", 1), ("decisions.append", 1), ("archive.take_staged", 2))
    for step, decided in steps:
        with office.open() as register:
            _kill_before(register, step)
            with pytest.raises(_Killed):
                forget_in_archive(collector, register, withdrawn=collector.forgotten)
        with office.open() as register:
            assert len(register.decisions) == decided
            assert register.archive.staged() == {}
            assert (register.read(file.sha256) == file.data) is (decided == 1)
        assert rows_of(office, session(1))[0]["answered"] == 0
    assert forget(office) == Forgotten()
    assert opened(office, file).rows[0].answered == 0


class _Killed(Exception):
    pass


def _kill_before(register: Register, step: str) -> None:
    """The next time that step is taken the power is gone."""

    def gone(*_: object) -> None:
        raise _Killed

    part, name = step.split(".")
    setattr(getattr(register, part), name, gone)
    if name == "append":
        # The power is gone: nobody takes the copy away again.
        register.archive.drop_staged = lambda sha: None  # type: ignore[method-assign]


def test_serials_stay_as_on_the_devices_own_file(office: Office) -> None:
    laptop = Laptop(office.recipients)
    file = laptop.seals(answered_files.a_class(session(1)))
    bring(office, file)
    office.desk.store.forgotten.add_elsewhere(laptop.key.public, [ONE])
    forget(office)
    row = opened(office, file).rows[0]
    assert (row.awarded, row.serial) == (True, make_serial(0x3A77, 1))
