from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.attendance_facts import Headcount
from bsuh_desktop.exchange.attendance_writer import AttendanceFile
from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.archive_erasure import forget_in_archive
from bsuh_desktop.services.collection.collect import collect
from bsuh_desktop.services.collection.decisions import choose, take_out
from bsuh_desktop.services.collection.ingest import rebuild
from bsuh_desktop.services.collection.names import named_list
from bsuh_desktop.services.collection.receipt_writer import write_receipts
from bsuh_desktop.trust.key_list import Revocation
from bsuh_desktop.trust.register_keys import RegisterKeys
from tests.helpers import hand_over
from tests.helpers.archived import archive_files
from tests.helpers.attendance import row
from tests.helpers.collection import Device, Office, picture, put, session, verdicts
from tests.helpers.disks import disk_at
from tests.helpers.grants import refused
from tests.helpers.keys import key

Files = dict[str, bytes | AttendanceFile]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def device(office: Office) -> Device:
    return Device(office.recipients)


def test_what_was_found_so_far_is_told_while_it_goes_on(office: Office, device: Device, tmp_path: Path) -> None:
    stick = put(tmp_path / "stick", {f"{number:03}": device.seal(session(number)) for number in range(1, 71)})
    heard: list[list[str]] = []
    with Register.open(tmp_path / "reg", office.collector.keys) as register:
        found = collect(
            office.collector,
            register,
            [stick],
            keep=office.keep,
            workers=0,
            so_far=lambda files: heard.append([one.input for one in files]),
        )
    every = [one.input for one in found.files]
    assert [len(one) for one in heard] == [64, 70]
    assert all(one == every[: len(one)] for one in heard)


def test_every_file_has_its_verdict_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path, hand_over.brought)
    stick = tmp_path / hand_over.STICK
    first = office.collect(stick)
    assert verdicts(first) == {
        "changed.bsuh": "altered",
        "foreign.bsuh": "unknown_signer",
        "good.bsuh": "merged",
        "late.bsuh": "expired",
        "letter.txt": "passed_over",
        "one.bsuh": "merged",
        "other.bsuh": "conflict",
        "others.bsuh": "not_ours",
        "twice.bsuh": "identical",
        "waiting.bsuh": "waiting",
    }
    assert first.needs_a_person
    before, decisions = picture(office), (office.register / "decisions.jsonl").read_bytes()
    assert len(before.archive) == 6
    again = office.collect(stick)
    assert sum(again.counts.values()) == 10
    assert (again.counts["identical"], again.counts["merged"], again.counts["altered"]) == (7, 0, 1)
    assert picture(office) == before
    assert (office.register / "decisions.jsonl").read_bytes() == decisions


def test_a_newer_form_takes_the_earlier_ones_place_in_whichever_order_they_come(office: Office, device: Device) -> None:
    first = device.seal(session(1))
    device.goes_on(session(1))
    second = device.seal(session(1), 2)
    device.goes_on(session(1))
    third = device.seal(session(1), 3)
    assert verdicts(office.collect(put(office.folder / "a", {"1": first, "2": second}))) == {
        "1": "merged",
        "2": "newer",
    }
    assert verdicts(office.collect(put(office.folder / "b", {"3": third}))) == {"3": "newer"}
    other = Office(office.folder / "other")
    elsewhere = Device(other.recipients)
    early = elsewhere.seal(session(2))
    elsewhere.goes_on(session(2))
    late = elsewhere.seal(session(2), 2)
    backwards = other.collect(put(other.folder / "c", {"1 late": late, "2 early": early}))
    assert verdicts(backwards) == {"1 late": "merged", "2 early": "identical"}
    # What the newer one holds is not archived, and its receipt says that it is here.
    assert len(picture(other).archive) == 1
    assert {receipt.outcome for receipt in backwards.answers} == {"merged"}
    assert verdicts(other.collect(put(other.folder / "d", {"early again": early}))) == {"early again": "identical"}


@pytest.mark.parametrize("second", ["same revision", "higher revision", "same place"])
def test_of_two_that_contradict_each_other_the_first_goes_on_counting(
    office: Office, device: Device, second: str
) -> None:
    first = device.seal(session(1))
    if second == "same revision":
        rival = device.seal(session(1), place_name="ক")
    elif second == "higher revision":
        device.holds(session(1))
        rival = device.seal(session(1), 2)
    else:
        rival = device.seal(session(2), nth=1)
    found = office.collect(put(office.folder / "stick", {"1": first, "2": rival}))
    assert verdicts(found) == {"1": "merged", "2": "conflict"}
    assert [receipt.file for receipt in found.answers] == [first.sha256]
    with office.open() as register:
        assert register.status.current == {session(1): first.sha256}
        assert [files[-1] for files in register.status.conflicts.values()] == [rival.sha256]
        assert rival.sha256 in register.archive.hashes()
    again = office.collect(office.folder / "stick")
    assert [(one.verdict, one.asking) for one in again.files] == [("identical", False), ("identical", True)]
    assert again.needs_a_person
    assert say(again.senders[0].sentence, "en") == "already here: 1, to check: 1"
    with office.open() as register:
        ((name, files),) = register.status.conflicts.items()
        choose(register, office.collector, name, files[0])
    assert not office.collect(office.folder / "stick").needs_a_person


def test_a_class_from_two_laptops_is_a_conflict_unless_one_goes_on_with_the_other(office: Office) -> None:
    old, new = Device(office.recipients), Device(office.recipients, "new laptop", 0x3A78)
    office.grant("device", 0x3A77)
    for number in (1, 2):
        old.holds(session(number))
        new.goes_on(session(number), old)
    files = {"1 old": old.seal(session(1)), "2 new": new.seal(session(1), 2)}
    assert verdicts(office.collect(put(office.folder / "a", files))) == {"1 old": "merged", "2 new": "conflict"}
    office.grant("new laptop", 0x3A78, continues=old.key.public)
    files = {"1 old": old.seal(session(2)), "2 new": new.seal(session(2))}
    assert verdicts(office.collect(put(office.folder / "b", files))) == {"1 old": "merged", "2 new": "newer"}


def test_numbers_that_no_class_has_stop_no_other_file(office: Office, device: Device) -> None:
    """Whoever was granted a device can sign what no column has room for."""
    late, large = device.seal(session(1), minutes=2**40), device.seal(session(2), rows=(row(1, answered=2**40),))
    whole = device.seal(session(3))
    found = office.collect(put(office.folder / "stick", {"1": late, "2": large, "3": whole}))
    assert verdicts(found) == {"1": "unreadable", "2": "unreadable", "3": "merged"}


def test_a_class_waits_until_its_devices_grant_is_known(office: Office) -> None:
    device = Device(office.recipients, "new", 0x3A79)
    device.grants = ()
    stick = put(office.folder / "stick", {"1": device.seal(session(1)), "2": device.seal(session(2))})
    waiting = office.collect(stick)
    assert verdicts(waiting) == {"1": "waiting", "2": "waiting"}
    assert picture(office).current == {}
    assert {receipt.outcome for receipt in waiting.answers} == {"kept"}
    office.grant("new", 0x3A79)
    again = office.collect(stick)
    assert again.counts["identical"] == 2
    assert {receipt.outcome for receipt in again.answers} == {"merged"}
    assert len(picture(office).current) == 2
    with office.open() as register:
        rows = register.segments.load(learners=False).classes
        assert rows["partner"].to_pylist() == [3, 3]


def test_a_grant_in_a_later_file_is_good_for_those_before_it(office: Office) -> None:
    device = Device(office.recipients, "new", 0x3A79)
    device.grants = ()
    files = {"1": device.seal(session(1)), "2": device.seal(session(2))}
    device.grants = device.chain
    files |= {"3": device.seal(session(3))}
    device.grants = ()
    files |= {"4": device.seal(session(4))}
    found = office.collect(put(office.folder / "stick", files))
    assert set(verdicts(found).values()) == {"merged"}
    assert len(picture(office).current) == 4
    assert {receipt.outcome for receipt in found.answers} == {"merged"}
    # The next run knows it from the archive, also where the desk was not told.
    device.grants = ()
    with office.open() as register:
        more = put(office.folder / "more", {"5": device.seal(session(5))})
        later = collect(office.collector, register, [more], keep=office.keep, workers=0)
    assert verdicts(later) == {"5": "merged"}


def test_files_of_a_key_that_was_revoked_since_stop_counting(office: Office, device: Device) -> None:
    files = {str(number): device.seal(session(number)) for number in range(1, 5)}
    office.collect(put(office.folder / "stick", files))
    office.revoke(Revocation(device.key.public, office.desk.today(), files["2"].manifest_sha256, 99))
    later = device.seal(session(5))
    found = office.collect(put(office.folder / "later", {"5": later}))
    assert verdicts(found) == {"5": "revoked"}
    assert set(picture(office).current) == {session(1), session(2)}
    with office.open() as register:
        said = {one.session: one.verdict for one in register.status.files.values()}
    assert [said[session(number)] for number in range(1, 6)] == ["merged", "merged", "revoked", "revoked", "revoked"]


def test_the_row_of_a_revoked_key_may_come_in_any_order(office: Office, device: Device) -> None:
    files = {str(number): device.seal(session(number)) for number in range(1, 5)}
    office.revoke(Revocation(device.key.public, office.desk.today(), files["4"].manifest_sha256, 99))
    first = office.collect(put(office.folder / "a", {"1": files["1"], "4": files["4"]}))
    assert verdicts(first) == {"1": "revoked", "4": "merged"}
    second = office.collect(put(office.folder / "b", {"2": files["2"], "3": files["3"]}))
    assert verdicts(second) == {"2": "merged", "3": "merged"}
    assert len(picture(office).current) == 4


def test_a_coordinators_fall_takes_its_devices_along(office: Office, device: Device) -> None:
    office.collect(put(office.folder / "stick", {"1": device.seal(session(1))}))
    office.revoke(Revocation(key("coordinator").public, office.desk.today()))
    office.collect(put(office.folder / "empty", {}))
    assert picture(office).current == {}


def test_receipts_lie_in_a_folder_of_each_device(office: Office, device: Device) -> None:
    other = Device(office.recipients, "new", 0x3A79)
    other.grants = ()
    stick = put(office.folder / "stick", {"1": device.seal(session(1)), "2": other.seal(session(2))})
    found = office.collect(stick)
    out = office.folder / "back"
    written = write_receipts(office.collector, found, out)
    folders = {one.path.parent.name: read_receipt(one.path.read_bytes()).outcome for one in written}
    (waiting,) = (one.signer_code for one in found.files if one.verdict == "waiting")
    assert folders == {"0EKQ": "merged", waiting: "kept"}
    before = {path: path.read_bytes() for path in out.rglob("*.bsuh-receipt")}
    assert before
    assert not any(one.new for one in write_receipts(office.collector, office.collect(stick), out))
    assert {path: path.read_bytes() for path in out.rglob("*.bsuh-receipt")} == before


def test_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    office = Office(tmp_path)
    device = Device(office.recipients)
    stick = put(tmp_path / "stick", {f"{number:03}": device.seal(session(number)) for number in range(1, 40)})
    with disk_at(tmp_path / "disk") as disk:
        office.register = disk.path / "register"
        office.collect(put(tmp_path / "first", {"a": Device(office.recipients, "new", 0x3A79).seal(session(99))}))
        before = (office.register / "decisions.jsonl").read_bytes()
        disk.fill()
        with pytest.raises(KnownError) as full:
            office.collect(stick)
        assert full.value.code == "disk_full"
        assert (office.register / "decisions.jsonl").read_bytes() == before
        disk.make_room()
        assert office.collect(stick).counts["merged"] == 39
        assert len(picture(office).current) == 40


def test_stopped_it_goes_on_the_next_time(office: Office, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsuh_desktop.services.collection.collect.MOST_FILES", 4)
    stick = put(office.folder / "stick", {f"{number:03}": device.seal(session(number)) for number in range(1, 21)})
    enough = False

    def heard(done: int, _: int) -> None:
        nonlocal enough
        enough = done >= 8

    with office.open() as register:
        stopped = collect(
            office.collector, register, [stick], keep=office.keep, workers=1, progress=heard, stop=lambda: enough
        )
    assert 0 < len(stopped.files) < 20
    assert stopped.left == 20 - len(stopped.files)
    rest = office.collect(stick)
    assert (rest.counts["identical"], rest.counts["merged"], rest.left) == (len(stopped.files), stopped.left, 0)
    assert len(picture(office).current) == 20


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_come_to_the_same(
    office: Office, device: Device, workers: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bsuh_desktop.services.collection.collect.MOST_FILES", 5)
    sealed = {f"{number:03}": device.seal(session(number)) for number in range(1, 31)}
    files: Files = {**sealed, "007 cut": sealed["007"].data[:-5]}
    stick = put(office.folder / "stick", files)
    alone = office.collect(stick)
    before = picture(office)
    office.register = tmp_path / "another"
    together = office.collect(stick, workers=workers)
    assert verdicts(together) == verdicts(alone)
    assert picture(office) == before


def damage_nothing(folder: Path) -> None:
    """As it is."""


def lose_rows(folder: Path) -> None:
    for segment in (folder / "segments").iterdir():
        segment.unlink()


@pytest.mark.parametrize("damage", [damage_nothing, lose_rows])
def test_rows_are_made_anew_and_are_the_same(office: Office, device: Device, damage: Callable[[Path], None]) -> None:
    stick = put(office.folder / "stick", {str(number): device.seal(session(number)) for number in range(1, 6)})
    office.collect(stick)
    before = picture(office)
    damage(office.register)
    with office.open() as register:
        assert rebuild(office.collector, register, workers=0) == 5
        # More may come at once.
        device.goes_on(session(1))
        newer = put(office.folder / "more", {"newer": device.seal(session(1), 2)})
    assert picture(office) == before
    assert verdicts(office.collect(newer)) == {"newer": "newer"}


def test_rows_that_are_gone_are_read_again_by_the_next_run(office: Office, device: Device) -> None:
    stick = put(office.folder / "stick", {str(number): device.seal(session(number)) for number in range(1, 4)})
    office.collect(stick)
    before = picture(office)
    lose_rows(office.register)
    office.collect(stick)
    assert picture(office) == before


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def flip_a_byte(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])


@pytest.mark.parametrize("rows", [damage_nothing, lose_rows])
@pytest.mark.parametrize("harm", [Path.unlink, cut_short, flip_a_byte])
def test_a_file_that_the_archive_lost_comes_back_with_the_same_stick(
    office: Office, device: Device, harm: Callable[[Path], None], rows: Callable[[Path], None]
) -> None:
    stick = put(office.folder / "stick", {str(number): device.seal(session(number)) for number in range(1, 4)})
    office.collect(stick)
    before = picture(office)
    harm(sorted((office.register / "archive").rglob("*.bsuh"))[1])
    rows(office.register)
    office.collect(put(office.folder / "empty", {}))
    assert office.collect(stick).counts["identical"] == 3
    assert picture(office) == before
    with office.open() as register:
        assert rebuild(office.collector, register, workers=0) == 3
    assert picture(office) == before


def test_what_was_archived_and_not_decided_is_taken_in_from_there(office: Office, device: Device) -> None:
    file = device.seal(session(1))
    with office.open() as register:
        archive_files(register.archive, [(file.sha256, file.data)])
    found = office.collect(put(office.folder / "empty", {}))
    assert found.counts["merged"] == 1
    assert picture(office).current == {session(1): file.sha256}


def test_an_undecided_file_that_is_damaged_holds_nothing_up_and_comes_again(office: Office, device: Device) -> None:
    file, other = device.seal(session(1)), device.seal(session(2))
    with office.open() as register:
        archive_files(register.archive, [(file.sha256, file.data)])
        path = register.archive.path(file.sha256)
    path.write_bytes(file.data[:-1] + b"?")
    found = office.collect(put(office.folder / "other", {"2": other}))
    assert verdicts(found) == {"2": "merged", path.name: "unreadable"}
    assert found.needs_a_person
    assert verdicts(office.collect(put(office.folder / "stick", {"1": file}))) == {"1": "merged"}
    assert path.read_bytes() == file.data


def test_who_withdrew_travels_back_with_every_receipt_of_that_laptop(office: Office, device: Device) -> None:
    gone = "0000000000AAA"
    ours = office.recipients
    files: Files = {"1": device.seal(session(1)), "2": hand_over.attendance_file(ours, 9, withdrawn=(gone,))}
    found = office.collect(put(office.folder / "stick", files))
    assert {receipt.forgotten for receipt in found.answers} == {(gone,)}
    assert office.desk.store.forgotten.elsewhere(device.key.public) == (gone,)
    assert {receipt.forgotten for receipt in office.collect(office.folder / "stick").answers} == {(gone,)}


def test_the_desk_remembers_as_it_does_without_a_register(office: Office, device: Device) -> None:
    file = device.seal(session(1))
    office.collect(put(office.folder / "stick", {"1": file}))
    (seen,) = office.desk.store.known.manifests()
    assert (seen.sha256, seen.key, seen.nth) == (file.manifest_sha256, device.key.public, 1)
    assert office.collector.device_of(device.key.public) == "0EKQ"


def test_a_register_of_another_desk_is_left_alone(office: Office, device: Device, tmp_path: Path) -> None:
    office.collect(put(office.folder / "stick", {"1": device.seal(session(1))}))
    other = Office(tmp_path / "other", number=1)
    with (
        Register.open(office.register, RegisterKeys(bytes(32), bytes(32))) as register,
        refused("foreign_register"),
    ):
        collect(other.collector, register, [tmp_path / "stick"], keep=other.keep, workers=0)
    before = sorted((office.register / "segments").iterdir())
    with office.open() as register, refused("foreign_register"):
        rebuild(other.collector, register, workers=0)
    assert sorted((office.register / "segments").iterdir()) == before
    with office.open() as register:
        (file,) = register.status.files
        for signs in (
            lambda: take_out(register, other.collector, file, "twice"),
            lambda: named_list(register, other.collector, (file,), "office", "place"),
            lambda: forget_in_archive(other.collector, register, withdrawn={}),
        ):
            with refused("foreign_register"):
                signs()
        assert len(register.decisions) == 1


def test_a_desk_without_an_office_collects_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path, lambda desk: None)
    with refused("no_office"):
        office.collect(tmp_path)


def test_a_class_that_was_only_counted_is_granted_later_too(office: Office) -> None:
    device = Device(office.recipients, "new", 0x3A79)
    device.grants = ()
    counted = device.seal(session(1), headcount=Headcount(30, {"girls": 18, "boys": 10}), rows=())
    assert verdicts(office.collect(put(office.folder / "stick", {"1": counted}))) == {"1": "waiting"}
    office.grant("new", 0x3A79)
    office.collect(put(office.folder / "empty", {}))
    with office.open() as register:
        tables = register.segments.load()
    assert tables.classes["partner"].to_pylist() == [3]
    assert sorted(tables.learners["heads"].to_pylist()) == [10, 18]


@pytest.mark.started_children
def test_a_worker_that_dies_takes_no_file_along(
    office: Office, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever killed it: the files of its piece are read by the next one."""
    monkeypatch.setattr("bsuh_desktop.services.collection.collect.MOST_FILES", 5)
    stick = put(office.folder / "stick", {f"{number:03}": device.seal(session(number)) for number in range(1, 31)})
    killed: list[int] = []
    of_others = psutil.Process().children()

    def kill(done: int, total: int) -> None:
        for child in psutil.Process().children():
            if not killed and child not in of_others and "worker" in " ".join(child.cmdline()):
                child.kill()
                killed.append(child.pid)

    with office.open() as register:
        found = collect(office.collector, register, [stick], keep=office.keep, workers=1, progress=kill)
    assert killed
    assert (found.counts["merged"], len(found.files)) == (30, 30)


@pytest.mark.started_children
def test_no_worker_outlives_the_collecting(office: Office, device: Device) -> None:
    of_others = psutil.Process().children()  # what another test left to be waited for is none of this one's
    office.collect(put(office.folder / "stick", {"1": device.seal(session(1))}), workers=2)
    here = [one for one in psutil.Process().children() if one not in of_others]
    assert not [one for one in here if one.status() == psutil.STATUS_ZOMBIE or "worker" in " ".join(one.cmdline())]
