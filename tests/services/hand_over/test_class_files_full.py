"""The disk is full at any write of certificates and attendance file, and a stick is pulled out at any step.

In the suite at every sixth page, at the first step of each kind and some of the others; at each on demand:
`python -m pytest -m soak -s tests/services/hand_over/test_class_files_full.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.crash.papers import Papers, papers, small_disk, why_no_small_disk
from tests.helpers.crash.trace import why_not
from tests.helpers.desks import a_class, clock_at, end, prepared_in
from tests.helpers.sampled import few_or_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted and pulled out as Linux lets one")

LEARNERS = 4
FULL = {
    "code": "disk_full",
    "said": [
        "The disk is full. Remove some files and try again.",
        "ডিস্ক ভরে গেছে। কিছু ফাইল সরিয়ে আবার চেষ্টা করুন।",
    ],
}
PULLED_OUT = {
    "code": "stick_removed",
    "said": [
        "The stick came out too soon. Plug it in, hand over again.",
        "জমা শেষের আগে পেনড্রাইভ খোলা হয়েছে। লাগিয়ে আবার জমা দিন।",
    ],
}
SOME = few_or_all("each", 6, 1)
KINDS = pytest.mark.parametrize("kind", ["certificates", "attendance"])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A profile with one finished class of four, and an empty folder to write to."""
    home = tmp_path / "laptop"
    prepared_in(home, _finish_a_class, clock_at())
    (home / "stick").mkdir()
    return home


def _finish_a_class(desk: Desk) -> None:
    end(desk, a_class(desk))


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An empty folder to mount on."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if reason := why_no_small_disk(folder):
        pytest.skip(reason)
    return folder


def assert_written(person: Papers, told: dict[str, object], kind: str, folder: Path) -> None:
    """The order was carried out: the file is whole and alone in its folder, and serials were used but once."""
    assert told["remembered"]
    assert told["serials"] == (LEARNERS if kind == "certificates" else 0)
    assert person.tell("look", folder) == {told["written"]: "practice"}


@SOME
@KINDS
def test_a_stick_that_is_full_at_any_page(home: Path, disk: Path, kind: str, each: int) -> None:
    with papers(home, small_disk(disk, "size=1m")) as person:
        pages = 0
        person.tell("fill", disk, pages)
        while (told := person.tell(kind, disk)) == FULL:
            assert person.tell("look", disk) == {}, f"with room for {pages} pages"
            pages += each
            person.tell("fill", disk, pages)
        assert_written(person, told, kind, disk)
    assert pages > 0


@KINDS
def test_a_stick_that_has_no_room_for_a_name(home: Path, disk: Path, kind: str) -> None:
    """The root of the disk, the file and its two names: three are needed, and others hold some of them."""
    with papers(home, small_disk(disk, "nr_inodes=3")) as person:
        for others in (2, 1):
            person.tell("crowd", disk, others)
            assert person.tell(kind, disk) == FULL
            assert person.tell("look", disk) == {}
        person.tell("crowd", disk, 0)
        assert_written(person, person.tell(kind, disk), kind, disk)


@SOME
@KINDS
def test_a_profile_whose_disk_is_full_at_any_page(home: Path, disk: Path, kind: str, each: int) -> None:
    """Serials and sealed files are kept before they are written: neither lost nor used twice by trying again."""
    stick = home / "stick"
    with papers(disk, small_disk(disk, "size=4m", filled_from=home)) as person:
        pages = 0
        person.tell("fill", disk, pages)
        while (told := person.tell(kind, stick)) == FULL:
            pages += each
            person.tell("fill", disk, pages)
            # The file may stand there already, whole, and could not be noted.
            assert set(person.tell("look", stick).values()) <= {"practice"}, f"with room for {pages - each} pages"
    assert (told["remembered"], told["serials"]) == (True, LEARNERS if kind == "certificates" else 0)
    assert pages > 0


@pytest.mark.skipif(bool(why_not()), reason=why_not())
@few_or_all("each", 12, 1)
@KINDS
def test_a_stick_that_is_pulled_out_at_any_step(home: Path, tmp_path: Path, kind: str, each: int) -> None:
    stick, trace = home / "stick", tmp_path / "trace"
    with papers(home) as person:
        person.tell(kind, stick)
        _clear(stick)
        steps = person.steps(trace, kind, stick)
        assert {"openat", "write", "fsync", "read", "link", "unlink"} == {step.call for step in steps}
        first = [next(step for step in steps if step.call == call) for call in {step.call for step in steps}]
        for step in [step for number, step in enumerate(steps) if number % each == 0 or step in first]:
            _clear(stick)
            assert person.pulled_out(trace, step, kind, stick) == PULLED_OUT, f"at {step}"
            seen = person.tell("look", stick)
            assert {seen[name] for name in seen if not name.startswith(".")} <= {"practice"}, f"at {step}"
            # It is plugged in again, and the same is asked for once more.
            told = person.tell(kind, stick)
            assert told["remembered"]
            assert all(name.endswith((".pdf", ".bsuh")) for name in person.tell("look", stick)), f"at {step}"


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()
