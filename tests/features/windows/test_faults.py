"""What goes wrong with disks, sticks and second copies in real windows: a sentence, a remedy, and nothing lost.

The sentences are the model ones of the programme's style guide, in both languages.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from bsuh_desktop.app import desk_session
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.classroom.wrap_up.wrap_up import WrapUpPage
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.system.sticks import sticks
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.damage import cut, flip
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk
from tests.helpers.disks import Disk, disk_at, write_protected
from tests.helpers.hands import key, pick, press, type_in, until
from tests.helpers.sources import ROOT
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")

FULL = ("The disk is full. Remove some files and try again.", "ডিস্ক ভরে গেছে। কিছু ফাইল সরিয়ে আবার চেষ্টা করুন।")
REMOVED = (
    "The stick came out too soon. Plug it in, hand over again.",
    "জমা শেষের আগে পেনড্রাইভ খোলা হয়েছে। লাগিয়ে আবার জমা দিন।",
)
READ_ONLY = ("This stick cannot be written to. Use another.", "এই পেনড্রাইভে লেখা যায় না। অন্যটি নিন।")
WRONG = (
    "The passphrase does not match. Check the keyboard language.",
    "পাসবাক্য মেলেনি। কিবোর্ডের ভাষা দেখে আবার লিখুন।",
)
OPEN_ALREADY = ("The app is already open. Go to that window.", "অ্যাপটি আগেই খোলা। সেই উইন্ডোতে যান।")
PAPERS = {"certificates": "*.pdf", "attendance": "*.bsuh"}


def words(visit: Visit) -> str:
    """All that stands on labels now, in the window in front."""
    labels = (label for label in visit.seen().findChildren(QLabel) if label.isVisible() and label.text())
    return " ".join(label.text() for label in labels)


def is_said(visit: Visit, sentence: tuple[str, str]) -> None:
    """The sentence stands there with its remedy, in English, and in Bangla once the language is changed."""
    until(lambda: sentence[0] in words(visit), lambda: f"“{sentence[0]}” is said, not “{words(visit)}”")
    visit.press("language_bn")
    assert sentence[1] in words(visit)
    visit.press("language_en")


def nine_finished(desk: Desk) -> None:
    """A class of nine is over; nothing was printed or handed over."""
    prepared.at_slide(desk, 15, learners=9).finish()


@contextmanager
def at_the_papers(
    folder: Path, stick: Path | None = None, prepare: Callable[[Desk], object] = nine_finished
) -> Iterator[Visit]:
    """A finished class whose papers are not written yet; `stick` is plugged in."""
    with visiting(folder, prepare) as visit:
        visit.unlock()
        visit.press("certificates_now")
        if stick is not None:
            page = visit.window.page
            assert isinstance(page, WrapUpPage)
            page.find_sticks = lambda: sticks(lambda: [stick])
            page._watch.look()
            visit.quiet()
            visit.look_no_more()
        yield visit


def is_whole(folder: Path, papers: str) -> None:
    """One file of `papers` stands in `folder`, alone, and proves itself."""
    (file,) = folder.iterdir()
    assert file.match(PAPERS[papers])
    assert [proof.verdict for proof in verify([str(file)], known_to_everybody())] == [Verdict.PRACTICE]


def all_is_well(visit: Visit, folder: Path, sentence: tuple[str, str]) -> None:
    """The sentence is not said any more, and what the papers before have left is taken away."""
    assert sentence[0] not in words(visit)
    for path in folder.iterdir():
        path.unlink()


def test_a_disk_that_is_read_only_or_full_when_papers_are_written(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk", "ro") as disk, at_the_papers(tmp_path) as visit:
        a_folder_is_not_called_a_stick(visit, disk.path)
        disk.remount("rw")
        visit.press("try_again")
        is_whole(disk.path, "attendance")
        for papers in PAPERS:
            all_is_well(visit, disk.path, FULL)
            disk.remount("size=4k")
            visit.press(f"{papers}_to_folder")
            pick(disk.path)
            visit.let_names_go(papers)
            is_said(visit, FULL)
            assert list(disk.path.iterdir()) == []
            disk.remount("size=8m")
            visit.press("try_again")
            is_whole(disk.path, papers)


def a_folder_is_not_called_a_stick(visit: Visit, folder: Path) -> None:
    """It cannot be written to."""
    visit.press("attendance_to_folder")
    pick(folder)
    visit.quiet()
    is_said(
        visit,
        ("This folder cannot be written to. Choose another folder.", "এই ফোল্ডারে লেখা যায় না। অন্য ফোল্ডার বেছে নিন।"),
    )
    assert "stick" not in words(visit)


def test_a_stick_that_cannot_be_written_to(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk", "ro") as stick, at_the_papers(tmp_path, stick.path) as visit:
        for papers in PAPERS:
            all_is_well(visit, stick.path, READ_ONLY)
            stick.remount("ro")
            visit.press(f"{papers}_to_stick")
            visit.let_names_go(papers)
            is_said(visit, READ_ONLY)
            stick.remount("rw")
            visit.press("try_again")
            is_whole(stick.path, papers)


def test_a_stick_that_comes_out_while_papers_are_written_or_before(tmp_path: Path) -> None:
    """Fifty-five certificates take their while; an attendance file does not."""
    with disk_at(tmp_path / "disk") as stick, at_the_papers(tmp_path, stick.path, prepared.finished) as visit:
        visit.press("certificates_to_stick")
        press(visit.see("save_names"))
        until(lambda: visit.see("certificates_progress").isVisible(), "they are being written")
        stick.pull_out()
        visit.quiet()
        is_said(visit, REMOVED)
        assert not stick.path.exists()
        with disk_at(stick.path) as again:
            visit.press("try_again")
            is_whole(stick.path, "certificates")
            all_is_well(visit, stick.path, REMOVED)
            again.pull_out()
            visit.press("attendance_to_stick")
            is_said(visit, REMOVED)
            with disk_at(stick.path):
                visit.press("try_again")
                is_whole(stick.path, "attendance")


@pytest.fixture
def small_profile(tmp_path: Path) -> Iterator[Disk]:
    """The data folder stands on a disk of its own."""
    with disk_at(tmp_path / "profile", "size=3m") as disk:
        yield disk


def test_a_disk_that_is_full_when_hands_are_counted(tmp_path: Path, small_profile: Disk) -> None:
    with visiting(tmp_path, prepared.asking_by_hands) as visit:
        visit.unlock()
        visit.press("go_on")
        asked = class_of(visit).open_asking
        small_profile.fill()
        visit.press("next_step")
        is_said(visit, FULL)
        assert class_of(visit).open_asking == asked
        small_profile.make_room()
        visit.press("next_step")
        until(lambda: class_of(visit).open_asking is None, "the question is closed")
        counts = class_of(visit).askings[-1].counts
    reopened = open_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    (session,) = reopened.store.journal.sessions()
    assert reopened.store.journal.state(session).questions[asked.question if asked else ""].counts() == counts
    reopened.close()


def test_a_disk_that_is_full_when_a_learner_answers(tmp_path: Path, small_profile: Disk) -> None:
    with visiting(tmp_path, prepared.asking_by_device, projector=True) as visit:
        visit.unlock()
        visit.press("go_on", "next_step", "pass")
        until(lambda: visit.bridge.in_class_hands, "the device goes round")
        visit.write("number", "3")
        visit.press("that_is_me", "option_b")
        small_profile.fill()
        visit.press("my_answer")
        # The learner's words are in the stage's language; what to do about the disk is the facilitator's affair.
        not_kept = visit.see("ask_problem").accessibleName()
        assert not_kept == "উত্তরটি রাখা যায়নি। সহায়ককে ডাকো।"
        assert [row.card for row in class_of(visit).view.rows if row.answered] == [1, 2]
        small_profile.make_room()
        visit.press("my_answer")
        assert [row.card for row in class_of(visit).view.rows if row.answered] == [1, 2, 3]


HOLD = """
import sys
from pathlib import Path
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.services.safekeeping.opening import open_desk
desk = open_desk(Path(sys.argv[1]), sys.argv[2], SystemClock())
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_copy(tmp_path: Path) -> None:
    practice_desk(tmp_path).close()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "profile"), PASSPHRASE]
    first = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    try:
        assert first.stdout.readline() == "open\n"
        with visiting(tmp_path) as visit:
            visit.write("passphrase", PASSPHRASE)
            visit.press("primary")
            is_said(visit, OPEN_ALREADY)
            assert visit.bridge.facts is None
            assert visit.see("passphrase").property("state") != "stop", "the passphrase is not to blame"
            first.kill()
            first.wait()
            visit.unlock()
            assert visit.window.page.name == "home"
    finally:
        first.kill()
        first.communicate()


def test_a_wrong_passphrase_and_a_data_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    prepared.with_class(desk)
    desk.close()
    with visiting(tmp_path) as visit:
        visit.write("passphrase", "not these words at all")
        visit.press("primary")
        is_said(visit, WRONG)
        assert visit.bridge.facts is None
        visit.unlock()
        assert visit.window.page.name == "home"
    with write_protected(tmp_path / "profile"), visiting(tmp_path) as visit:
        field = visit.see("passphrase")
        assert isinstance(field, QLineEdit)
        type_in(field, PASSPHRASE)
        key(visit.window, "Return")
        visit.quiet()
        is_said(
            visit,
            (
                "The data folder cannot be written to. Give this person write permission, or choose another folder.",
                "তথ্যের ফোল্ডারে লেখা যায় না। এই ব্যবহারকারীকে লেখার অনুমতি দিন, অথবা অন্য ফোল্ডার বেছে নিন।",
            ),
        )
        assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("damage", [flip, cut])
def test_a_data_file_with_altered_pages_or_cut_off(
    tmp_path: Path, damage: Callable[[Path, int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_session, "LOOK_AFTER_MS", 50)
    with visiting(tmp_path, prepared.finished) as visit:
        visit.unlock()
        until(lambda: list((tmp_path / "profile" / "backups").glob("*.db")), "a backup is made")
    file = tmp_path / "profile" / "classes.db"
    damage(file, file.stat().st_size // 2)
    damaged = file.read_bytes()
    with visiting(tmp_path) as visit:
        visit.write("passphrase", PASSPHRASE)
        visit.press("primary")
        until(lambda: "Use it?" in words(visit), lambda: f"the backup is offered: {words(visit)}")
        assert "The damaged file is kept." in words(visit)
        visit.press("primary")
        if damage is cut:
            # What was sealed last may be lost with the end of the file: the old key signs no more.
            until(lambda: visit.window.page.name == "new_key", "a new key is explained")
            visit.quiet()
            visit.press("primary")
        until(lambda: visit.window.page.name == "home", "the desk is open")
        visit.quiet()
        visit.press("certificates_now")
        assert class_of(visit).ended_ms is not None
    assert damaged in [path.read_bytes() for path in (tmp_path / "profile").rglob("classes.db")]
