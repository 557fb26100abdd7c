from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from base64 import b64encode
from itertools import islice
from pathlib import Path

import pytest

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.decision_lines import Chosen, Decision, FileVerdict, Received, TakenOut
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.disks import disk_at, write_protected
from tests.helpers.keys import key
from tests.helpers.sampled import few_or_all

OFFICE = key("coordinator")
SESSION = "SESS000000000001"
NOW = 1_790_000_000_000


def file(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


A, B = file("A"), file("B")
THREE: tuple[Decision, ...] = (
    Received((FileVerdict(A, SESSION, 1, "merged"), FileVerdict(B, SESSION, 1, "conflict"))),
    Chosen(SESSION, B),
    TakenOut(B, "খাতার সাথে মেলে না"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


@pytest.fixture
def three(path: Path) -> bytes:
    decisions = Decisions(path)
    for nth, one in enumerate(THREE):
        decisions.append(one, OFFICE, NOW + nth)
    return path.read_bytes()


def refused(path: Path, data: bytes) -> str:
    """The code with which a file of these bytes is refused; "" where it is opened."""
    path.write_bytes(data)
    try:
        Decisions(path)
    except KnownError as error:
        assert path.read_bytes() == data
        return error.code
    return ""


def test_what_was_added_is_there_when_the_file_is_opened_again(path: Path, three: bytes) -> None:
    again = Decisions(path)
    assert tuple(line.decision for line in again.lines()) == THREE
    assert [line.number for line in again.lines()] == [1, 2, 3]
    assert [line.wall_ms for line in again.lines()] == [NOW, NOW + 1, NOW + 2]
    assert again.signers() == {OFFICE.public}
    assert again.status == again.snapshot()
    assert again.status.current == {SESSION: A}
    assert (again.files_of(SESSION), len(again), again.torn) == ((A, B), 3, 0)
    again.append(TakenOut(A, ""), OFFICE, NOW)
    assert again.status.current == Decisions(path).status.current == {}


def test_a_line_is_canonical_json_that_is_signed_and_names_the_line_before(three: bytes) -> None:
    first, second, third, rest = three.split(b"\n")
    assert rest == b""
    for written in (first, second, third):
        assert canonical_json(json.loads(written)) == written
    signature = OFFICE.sign("decision", 1, canonical_json(json.loads(second)["line"]))
    assert json.loads(second) == {
        "line": {
            "number": 2,
            "prev": b64encode(hashlib.sha256(first).digest()).decode(),
            "wall_ms": NOW + 1,
            "signer": b64encode(OFFICE.public).decode(),
            "decision": {"kind": "chosen/1", "session": SESSION, "file": b64encode(B).decode()},
        },
        "signature": b64encode(signature).decode(),
    }
    assert json.loads(first)["line"]["prev"] == b64encode(bytes(32)).decode()


@few_or_all("step", 3, 1)
def test_no_byte_can_be_changed_unnoticed(path: Path, three: bytes, step: int) -> None:
    for place in sorted({*range(0, len(three), step), len(three) - 1}):
        for turned in (1, 0x80, three[place] ^ 0x0A or 0x20):
            changed = three[:place] + bytes([three[place] ^ turned]) + three[place + 1 :]
            assert refused(path, changed) == "decisions_damaged", (place, turned)


def test_no_byte_can_be_put_in_or_left_out_unnoticed(path: Path, three: bytes) -> None:
    last = three.rstrip(b"\n").rfind(b"\n") + 1
    for place in range(0, last, 3):
        assert refused(path, three[:place] + three[place + 1 :]) == "decisions_damaged"
        assert refused(path, three[:place] + b"0" + three[place:]) == "decisions_damaged"


@pytest.mark.parametrize(
    "order", [(1, 2), (0, 2), (1, 0, 2), (0, 2, 1), (0, 0, 1, 2), (0, 1, 1, 2), (0, 1, 2, 2)], ids=str
)
def test_no_line_can_be_dropped_swapped_or_doubled(path: Path, three: bytes, order: tuple[int, ...]) -> None:
    lines = three.splitlines(keepends=True)
    assert refused(path, b"".join(lines[nth] for nth in order)) == "decisions_damaged"


def test_lines_of_another_register_cannot_be_put_in(tmp_path: Path, path: Path, three: bytes) -> None:
    other = Decisions(tmp_path / "other.jsonl")
    other.append(THREE[0], OFFICE, NOW + 7)
    theirs = (tmp_path / "other.jsonl").read_bytes()
    lines = three.splitlines(keepends=True)
    assert refused(path, theirs + lines[1] + lines[2]) == "decisions_damaged"
    assert refused(path, three + theirs) == "decisions_damaged"


def test_a_torn_last_line_is_cut_off_and_told_wherever_it_was_torn(path: Path, three: bytes) -> None:
    lines = three.splitlines(keepends=True)
    whole = len(lines[0] + lines[1])
    for end in range(whole + 1, len(three)):
        path.write_bytes(three[:end])
        decisions = Decisions(path)
        assert (decisions.torn, len(decisions)) == (end - whole, 2)
        assert path.read_bytes() == three[:whole]
    assert Decisions(path).torn == 0
    decisions.append(THREE[2], OFFICE, NOW + 2)
    assert path.read_bytes() == three


def test_a_first_line_that_was_torn_leaves_no_line(path: Path, three: bytes) -> None:
    path.write_bytes(three[:30])
    assert (Decisions(path).torn, path.read_bytes()) == (30, b"")


def test_pages_that_never_reached_the_disk_are_a_torn_line_too(path: Path, three: bytes) -> None:
    path.write_bytes(three + bytes(500))
    assert (Decisions(path).torn, path.read_bytes()) == (500, three)


def test_a_file_that_was_never_received_is_damage(path: Path, three: bytes) -> None:
    def forged(decision: dict[str, str]) -> bytes:
        prev = hashlib.sha256(three.splitlines()[2]).digest()
        line = {"number": 4, "prev": prev, "wall_ms": NOW, "signer": OFFICE.public, "decision": decision}
        return canonical_json({"line": line, "signature": OFFICE.sign("decision", 1, canonical_json(line))}) + b"\n"

    there, gone = ({"kind": "put_back/1", "file": b64encode(one).decode()} for one in (B, file("C")))
    assert refused(path, three + forged(there)) == ""
    assert refused(path, three + forged(gone)) == "decisions_damaged"
    assert refused(path, three + forged({"kind": "put_back/1"})) == "decisions_damaged"
    assert refused(path, three + forged({"kind": "put_back/2"})) == "newer_register"
    assert (
        refused(path, three + forged({"kind": "put_back/2"}).replace(b"put_back/2", b"put_back/3")) != "newer_register"
    )


def test_what_cannot_follow_is_never_written(path: Path, three: bytes) -> None:
    decisions = Decisions(path)
    for wrong in (TakenOut(file("C"), ""), THREE[0], TakenOut(A, "e\N{COMBINING ACUTE ACCENT}")):
        with pytest.raises(ValueError, match=r"file|NFC"):
            decisions.append(wrong, OFFICE, NOW)
    assert path.read_bytes() == three
    decisions.append(TakenOut(A, ""), OFFICE, NOW)
    assert len(Decisions(path)) == 4


def test_lines_are_only_ever_added(path: Path, three: bytes) -> None:
    Decisions(path).append(TakenOut(A, ""), OFFICE, NOW)
    assert path.read_bytes().startswith(three)


def test_a_full_disk_leaves_the_lines_that_were_there(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk") as disk:
        decisions = Decisions(disk.path / "decisions.jsonl")
        decisions.append(THREE[0], OFFICE, NOW)
        there = decisions._path.read_bytes()
        disk.fill()
        reason = "x" * 8000
        with pytest.raises(KnownError) as full:
            decisions.append(TakenOut(A, reason), OFFICE, NOW)
        assert full.value.code == "disk_full"
        assert decisions._path.read_bytes() == there
        assert decisions.status.current == {SESSION: A}
        disk.make_room()
        decisions.append(TakenOut(A, reason), OFFICE, NOW)
        assert [line.number for line in Decisions(decisions._path).lines()] == [1, 2]


def test_a_decision_is_on_the_disk_before_it_holds(path: Path, three: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions, sync, seen = Decisions(path), os.fsync, []

    def watched(handle: int) -> None:
        seen.append((path.stat().st_size, len(decisions)))
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    decisions.append(TakenOut(A, ""), OFFICE, NOW)
    assert seen == [(path.stat().st_size, 3)]


def test_what_a_refused_line_left_behind_stands_in_no_later_lines_way(path: Path, three: bytes) -> None:
    """The disk took a line, said that it did not, and would not let it go."""
    decisions = Decisions(path)
    path.write_bytes(three + b"x" * 5000 + b"\n")
    decisions.append(TakenOut(A, ""), OFFICE, NOW)
    assert len(Decisions(path)) == 4


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, three: bytes) -> None:
    decisions = Decisions(tmp_path / "decisions.jsonl")
    with write_protected(tmp_path):
        with pytest.raises(KnownError) as adding:
            decisions.append(TakenOut(A, ""), OFFICE, NOW)
        with pytest.raises(KnownError) as making:
            Decisions(tmp_path / "new.jsonl")
        assert len(Decisions(tmp_path / "decisions.jsonl")) == 3
    assert (adding.value.code, making.value.code) == ("read_only", "read_only")


def test_a_file_that_is_gone_while_it_is_open_is_told(path: Path, three: bytes) -> None:
    decisions = Decisions(path)
    path.unlink()
    with pytest.raises(KnownError) as error:
        decisions.append(TakenOut(A, ""), OFFICE, NOW)
    assert error.value.code == "register_gone"
    assert not path.exists()


def test_a_file_that_shrinks_while_it_is_open_is_damage(path: Path, three: bytes) -> None:
    decisions = Decisions(path)
    path.write_bytes(three[:100])
    with pytest.raises(KnownError) as damaged:
        decisions.append(TakenOut(A, ""), OFFICE, NOW)
    assert damaged.value.code == "decisions_damaged"


ON_AND_ON = """
import hashlib, sys
from pathlib import Path
from bsuh_desktop.register.decision_lines import FileVerdict, Received
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.trust.signing import SigningKey
decisions = Decisions(Path(sys.argv[1]))
while True:
    nth = len(decisions)
    files = [hashlib.sha256(b"%d %d" % (nth, one)).digest() for one in range(nth % 64 + 1)]
    verdicts = tuple(FileVerdict(one, one.hex()[:16], 1, "merged") for one in files)
    decisions.append(Received(verdicts), SigningKey.from_seed(bytes(32)), nth)
    print(len(decisions), flush=True)
"""


@few_or_all("kills", 2, 30)
def test_a_writer_that_is_killed_loses_nothing_that_it_was_told_is_kept(path: Path, kills: int) -> None:
    for times in range(1, kills + 1):
        with subprocess.Popen([sys.executable, "-c", ON_AND_ON, path], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = [int(line) for line in islice(writer.stdout, 7 * times % 11 + 1)]
            writer.kill()
            told += [int(line) for line in writer.stdout if line.endswith("\n")]
        decisions = Decisions(path)
        assert told[-1] <= len(decisions) <= told[-1] + 1
        assert len(decisions.status.current) == sum(nth % 64 + 1 for nth in range(len(decisions)))


def test_two_coordinators_may_sign_in_turn(path: Path) -> None:
    decisions, other = Decisions(path), SigningKey.from_seed(bytes(32))
    decisions.append(THREE[0], OFFICE, NOW)
    decisions.append(THREE[1], other, NOW)
    assert Decisions(path).signers() == {OFFICE.public, other.public}
