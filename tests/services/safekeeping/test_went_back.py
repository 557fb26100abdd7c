"""A disk that goes back to an earlier day is noticed before anything is signed; what is as it was is no alarm."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import warnings
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Machine
from bsuh_desktop.paths import marks_folder
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.collection.sources import count_of
from bsuh_desktop.services.desk.desk import Desk, times_gone_back, why_new_key
from bsuh_desktop.services.desk.machine import this_machine
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.receipts import take_receipts
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.desk_folders import BackupFile
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.laptop_view import laptop_due
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_desk
from bsuh_desktop.services.safekeeping.repair import StoreRepair, open_or_mend
from bsuh_desktop.services.safekeeping.restore import restore
from bsuh_desktop.services.safekeeping.stick_backups import FOLDER, StickCopies, keep_on_stick, register_stick
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME
from bsuh_desktop.system import atomic_file
from bsuh_desktop.system.sticks import sticks
from bsuh_desktop.trust.key_position import LARGEST_POSITION
from bsuh_desktop.trust.vault import Vault
from tests.helpers import hand_over
from tests.helpers.account import STATE_VARIABLE
from tests.helpers.damage import cut, flip
from tests.helpers.desks import PASSPHRASE, copied_desk, next_of, rows
from tests.helpers.desks import clock_at as clock
from tests.helpers.prepared import PACK

pytestmark = pytest.mark.usefixtures("known_keys")


class Laptop:
    """A granted facilitator's computer: its person's folder, which has the marks, and in it the data folder."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place, self._monkeypatch = place / "laptop", monkeypatch
        self.place.mkdir()
        self.log_in("home")
        self.stick = self.place / "stick"
        desk = copied_desk(self.home, clock(), next_of("went back"))
        hand_over.joined(desk)
        teach(desk, "6", (1, 2, 3))
        desk.close()

    @property
    def folder(self) -> Path:
        return self.home / "profile"

    def log_in(self, account: str) -> None:
        """Another account from now on, or that of another computer with the same id: a card that was copied."""
        self.home = self.place / account
        self.home.mkdir(exist_ok=True)
        self._monkeypatch.setenv(STATE_VARIABLE, str(self.home / "state"))

    def open(self, machine: Machine = this_machine) -> Desk:
        return open_desk(self.folder, PASSPHRASE, clock(day=4), machine=machine)

    def keep(self, name: str, what: Path) -> Path:
        return shutil.copytree(what, self.place / name)

    def put_back(self, kept: Path, what: Path) -> None:
        shutil.rmtree(what)
        shutil.copytree(kept, what)


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(tmp_path, monkeypatch)


def teach(desk: Desk, grade: str, cards: tuple[int, ...]) -> str:
    """A class of these learners, with its certificates."""
    group = enrol.new_group("eiin:107845", 2026, grade, "ka")
    enrol.agree(desk, group, "letters", [row for row in rows(max(cards)) if row.card in cards])
    conduct = new_class.open_class(desk, [group.id], PACK)
    conduct.type_headcount(len(cards))
    conduct.call_roll()
    conduct.finish()
    certify(desk, [conduct.session])
    return conduct.session


def a_day(laptop: Laptop, grade: str = "8", cards: tuple[int, ...] = (4, 5, 6), stick: bool = True) -> None:
    """The desk is opened, a class is held, and handed over to the stick."""
    desk = laptop.open()
    assert why_new_key(desk) == ""
    teach(desk, grade, cards)
    if stick:
        hand_over_all(desk, laptop.stick)
    desk.close()


def signs_nothing(desk: Desk) -> bool:
    """True if certificates of a further class, and its file, are refused for the key; nothing was written."""
    given = desk.store.outgoing.next_counter()
    with pytest.raises(KnownError, check=lambda error: error.code == "new_key_needed"):
        teach(desk, "9", (1, 2))
    with pytest.raises(KnownError, check=lambda error: error.code == "new_key_needed"):
        hand_over_all(desk, desk.folder.parent / "another stick")
    assert not list((desk.folder.parent / "another stick").glob("*"))
    return desk.store.outgoing.next_counter() == given


def test_a_folder_that_was_put_back(laptop: Laptop) -> None:
    """The mark outside of it stays; the desk goes on with a key of its own, and the second time it forgets."""
    kept = laptop.keep("yesterday", laptop.folder)
    a_day(laptop, stick=False)
    for times in (1, 2):
        laptop.put_back(kept, laptop.folder)
        desk = laptop.open()
        old = desk.vault.signing_key.public
        assert (why_new_key(desk), times_gone_back(desk)) == ("restored", times)
        assert signs_nothing(desk)
        assert laptop_due(desk).forgets is (times == 2)
        start_new_key(desk)
        assert ([one.key for one in desk.earlier], desk.standing(practice=False)) == ([old], "waiting")
        desk.close()
        desk = laptop.open()
        assert (why_new_key(desk), times_gone_back(desk)) == ("", times), "told once"
        assert hand_over_all(desk, laptop.place / f"new key {times}").written, "its classes wait under the new key"
        desk.close()


def test_a_class_that_nothing_was_signed_for_is_missed_too(laptop: Laptop) -> None:
    kept = laptop.keep("yesterday", laptop.folder)
    desk = laptop.open()
    hand_over.hold(desk, "8", "kha")
    desk.close()
    laptop.put_back(kept, laptop.folder)
    desk = laptop.open()
    assert (why_new_key(desk), times_gone_back(desk)) == ("restored", 1)
    desk.close()


def test_a_whole_account_that_was_put_back_with_its_mark(laptop: Laptop) -> None:
    """What puts back the whole disk leaves nothing but the stick, also of how often it did."""
    desk = laptop.open()
    hand_over_all(desk, laptop.stick)
    desk.close()
    kept = laptop.keep("frozen", laptop.home)
    a_day(laptop)
    (position,) = laptop.stick.glob("position-*.bsuhm")
    files = {path.name: path.read_bytes() for path in laptop.stick.iterdir() if path != position}
    assert count_of([laptop.stick]) == len(files), "whoever collects does not see it"
    for times in (1, 2):
        laptop.put_back(kept, laptop.home)
        desk = laptop.open()
        assert why_new_key(desk) == "", "nothing here tells of it"
        teach(desk, "9", (1, 2))
        with pytest.raises(KnownError, check=lambda error: error.code == "new_key_needed"):
            hand_over_all(desk, laptop.stick)
        assert {path.name: path.read_bytes() for path in laptop.stick.iterdir() if path != position} == files
        assert (why_new_key(desk), times_gone_back(desk)) == ("restored", times)
        assert laptop_due(desk).forgets is (times == 2)
        desk.close()


def test_the_sticks_that_are_plugged_in_are_looked_at_with_each_backup(laptop: Laptop) -> None:
    """A backup of later days is not written over by one of the earlier day."""
    laptop.stick.mkdir()
    there = sticks(lambda: [laptop.stick])
    desk = laptop.open()
    register_stick(desk, laptop.stick)
    hand_over_all(desk, laptop.place / "elsewhere")
    keep_on_stick(desk, there)
    desk.close()
    kept = laptop.keep("frozen", laptop.home)
    desk = laptop.open()
    teach(desk, "8", (4, 5, 6))
    assert keep_on_stick(desk, there)
    desk.close()
    (backup,) = (laptop.stick / FOLDER).glob("*.bsuhb")
    newest = backup.read_bytes()
    laptop.put_back(kept, laptop.home)
    desk = laptop.open()
    hand_over.hold(desk, "9", "ka")
    copies = StickCopies(desk, lambda: there)
    work = copies.prepare()
    assert work is not None
    outcome = work(threading.Event())
    assert isinstance(outcome, Path)
    copies.note(outcome)
    assert (why_new_key(desk), backup.read_bytes()) == ("restored", newest)
    desk.close()


def test_files_that_are_handed_over_while_a_backup_waits_are_no_sign(laptop: Laptop) -> None:
    """A copy is prepared, and looks at the stick when the backup before it is made: seconds later."""
    laptop.stick.mkdir()
    there = sticks(lambda: [laptop.stick])
    desk = laptop.open()
    register_stick(desk, laptop.stick)
    copies = StickCopies(desk, lambda: there)
    work = copies.prepare(coming=True)
    assert work is not None
    hand_over_all(desk, laptop.stick)
    outcome = work(threading.Event())
    assert isinstance(outcome, Path)
    copies.note(outcome)
    assert (why_new_key(desk), times_gone_back(desk)) == ("", 0)
    desk.backups.make_now(desk.clock.now())
    assert keep_on_stick(desk, there)
    desk.close()


def test_one_file_that_was_put_back(laptop: Laptop) -> None:
    kept = (laptop.folder / FILE_NAME).read_bytes()
    a_day(laptop, stick=False)
    (laptop.folder / FILE_NAME).write_bytes(kept)
    desk = laptop.open()
    assert (why_new_key(desk), times_gone_back(desk)) == ("restored", 1)
    assert signs_nothing(desk)
    desk.close()


def test_one_file_with_a_backup_from_in_between(laptop: Laptop) -> None:
    """The backup on the laptop is newer than the file, which is mended by it; and older than what was signed."""
    kept = (laptop.folder / FILE_NAME).read_bytes()
    desk = laptop.open()
    teach(desk, "8", (4, 5, 6))
    desk.backups.make_now(desk.clock.now())
    desk.close()
    a_day(laptop, "9", (1, 2), stick=False)
    (laptop.folder / FILE_NAME).write_bytes(kept)
    mender = open_or_mend(laptop.folder, PASSPHRASE, clock(day=4))
    assert isinstance(mender, StoreRepair)
    desk, _ = mender.use_backup(clock(day=4))
    assert len(desk.store.journal.sessions()) == 2
    assert why_new_key(desk) != ""
    assert signs_nothing(desk)
    desk.close()


def test_a_copied_card(laptop: Laptop) -> None:
    """Two computers with one id and one key: the stick that both use shows the other branch, number by number."""
    shutil.copytree(laptop.home, laptop.place / "card")
    a_day(laptop)
    laptop.log_in("card")
    desk = laptop.open()
    teach(desk, "9", (1, 2, 3))
    desk.close()
    desk = laptop.open()
    assert why_new_key(desk) == "", "that computer has a mark of its own"
    hand_over_all(desk, laptop.place / "own stick")
    assert len(list((laptop.place / "own stick").glob("*.bsuh"))) == 2, "as many as the other one has written"
    with pytest.raises(KnownError, check=lambda error: error.code == "new_key_needed"):
        hand_over_all(desk, laptop.stick)
    assert (why_new_key(desk), times_gone_back(desk)) == ("restored", 1)
    desk.close()
    laptop.log_in("home")
    desk = laptop.open(lambda: "another")
    assert (why_new_key(desk), times_gone_back(desk)) == ("copied", 0), "another computer's id is told as before"
    desk.close()


def test_a_copy_on_the_same_computer_that_signs_meanwhile(laptop: Laptop) -> None:
    other = laptop.keep("copy", laptop.folder)
    desk = laptop.open()
    second = open_desk(other, PASSPHRASE, clock(day=4))
    teach(second, "8", (4, 5, 6))
    assert signs_nothing(desk), "looked at once more before anything is signed"
    second.close()
    desk.close()
    desk = laptop.open()
    assert why_new_key(desk) == "restored"
    desk.close()


def test_a_receipt_for_what_is_not_here_counts_as_well_and_a_stick_is_seen_with_it(laptop: Laptop) -> None:
    kept = laptop.keep("frozen", laptop.home)
    a_day(laptop)
    (laptop.stick / "receipts").mkdir()
    laptop.put_back(kept, laptop.home)
    desk = laptop.open()
    take_receipts(desk, [laptop.stick / "receipts"])
    assert (why_new_key(desk), times_gone_back(desk)) == ("restored", 1)
    desk.close()


# Honest twins.


def test_a_moved_folder_and_another_account(laptop: Laptop) -> None:
    a_day(laptop)
    laptop.folder.rename(laptop.place / "moved")
    (laptop.place / "moved").rename(laptop.folder.with_name("elsewhere"))
    shutil.move(laptop.folder.with_name("elsewhere"), laptop.folder)
    a_day(laptop, "9", (1, 2))
    folder = laptop.folder
    laptop.log_in("another account")
    shutil.move(folder, laptop.folder)
    a_day(laptop, "7", (2, 3))
    assert list(marks_folder().iterdir()), "a mark is made there"


def test_a_backup_that_was_brought_back(laptop: Laptop) -> None:
    """It goes its own way, to a new key, and nobody says that this computer forgets."""
    desk = laptop.open()
    backup = write_backup(desk, laptop.place / "backups")
    desk.close()
    a_day(laptop)
    shutil.rmtree(laptop.folder)
    restore(backup.path, laptop.folder, PASSPHRASE, clock(day=5))
    desk = laptop.open()
    assert (why_new_key(desk), times_gone_back(desk), len(desk.earlier)) == ("", 0, 1)
    assert hand_over_all(desk, laptop.place / "another stick").written
    desk.close()


def _merged(laptop: Laptop, backup: BackupFile) -> str:
    restore(backup.path, laptop.folder, PASSPHRASE, clock(day=5))
    desk = laptop.open()
    found = f"{why_new_key(desk)}{times_gone_back(desk)}"
    desk.close()
    return found


def test_a_backup_that_was_brought_into_the_same_desk(laptop: Laptop) -> None:
    desk = laptop.open()
    backup = write_backup(desk, laptop.place / "backups")
    desk.close()
    a_day(laptop)
    assert _merged(laptop, backup) == "0", "nothing is lost"


def test_a_damaged_file_that_was_mended(laptop: Laptop) -> None:
    """Events that nothing was signed for are lost with one page of the file; that was told, and the key stays: also
    where the mark could not be written then, and under an account of which the mark is as it was before."""
    desk = laptop.open()
    desk.backups.make_now(desk.clock.now())
    for section in ("ka", "kha", "ga", "gha", "umo", "cho"):
        hand_over.hold(desk, "9", section)
    length = desk.store.journal.length()
    desk.close()
    (mark,) = marks_folder().iterdir()
    before = mark.read_bytes()
    whole = laptop.keep("whole", laptop.home)
    pages = (whole / "profile" / FILE_NAME).stat().st_size // 4096
    for page in range(pages - 1, 0, -1):
        laptop.put_back(whole, laptop.home)
        flip(laptop.folder / FILE_NAME, page * 4096 + 900)
        mender = open_or_mend(laptop.folder, PASSPHRASE, clock(day=4))
        assert isinstance(mender, StoreRepair)
        desk, news = mender.use_backup(clock(day=4))
        fewer = desk.store.journal.length() < length
        desk.close()
        if fewer and not news.report.new_key:
            break
    else:
        pytest.fail("no page holds such events alone")
    for _ in range(2):
        mark.write_bytes(before)
        desk = laptop.open()
        assert (why_new_key(desk), times_gone_back(desk)) == ("", 0)
        desk.close()


def test_a_damaged_file_of_which_a_backup_knows_less_that_has_left(laptop: Laptop) -> None:
    """With one page it is lost which files may be outside; the backup says fewer. The row goes on behind them all."""
    desk = laptop.open()
    hand_over_all(desk, laptop.stick)
    desk.backups.make_now(desk.clock.now())
    desk.close()
    a_day(laptop)
    whole, lost = laptop.keep("whole", laptop.home), 0
    pages = (whole / "profile" / FILE_NAME).stat().st_size // 4096
    for page in range(1, pages):
        laptop.put_back(whole, laptop.home)
        flip(laptop.folder / FILE_NAME, page * 4096 + 900)
        mender = open_or_mend(laptop.folder, PASSPHRASE, clock(day=4))
        assert isinstance(mender, StoreRepair)
        desk, news = mender.use_backup(clock(day=4))
        lost += news.report.parts == ("desk",)
        assert (why_new_key(desk), times_gone_back(desk)) == ("mended" if news.report.new_key else "", 0), page
        desk.close()
    assert lost


@pytest.mark.skipif(sys.platform == "win32", reason="fork is POSIX")
def test_no_kill_leaves_a_mark_or_a_stick_ahead_of_the_store(laptop: Laptop) -> None:
    """A whole day is cut off at one rename or write after the other; then it goes on as if nothing had been."""
    kept, number, done = laptop.keep("evening", laptop.home), 0, False
    while not done:
        laptop.put_back(kept, laptop.home)
        shutil.rmtree(laptop.stick, ignore_errors=True)
        done = _cut_off(laptop, number)
        desk = laptop.open()
        assert why_new_key(desk) == "", number
        hand_over_all(desk, laptop.stick)
        assert why_new_key(desk) == "", number
        assert len(desk.store.journal.finished()) == 2
        desk.close()
        number += 1
    assert number > 10, "cut off before the mark, before each file and before the position"


def _cut_off(laptop: Laptop, writes: int) -> bool:
    """A day in a process that ends at once before so many things get their name, or are written to the disk; True if it
    came to its end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            left = [writes]

            def hook(event: str, words: object) -> None:
                if event in ("os.rename", "os.link") or (event == "open" and ".part" in str(words)):
                    left[0] -= 1
                    if left[0] < 0:
                        os._exit(9)

            sys.addaudithook(hook)
            a_day(laptop)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 0


def test_a_mark_tells_nobody_anything_and_is_believed_by_its_own_desk_alone(laptop: Laptop) -> None:
    a_day(laptop)
    (mark,) = marks_folder().iterdir()
    assert mark.stat().st_mode & 0o777 == 0o600 or sys.platform == "win32"
    assert len(mark.read_bytes()) < LARGEST_POSITION
    key = Vault.unlock(laptop.folder, PASSPHRASE).signing_key
    assert key.key_id.hex() not in mark.name
    assert key.public not in mark.read_bytes()
    # What somebody else writes there is no mark, and neither is half of one.
    for forged in (mark.read_bytes().replace(b'"serials":6', b'"serials":9'), mark.read_bytes()[:-9], b"", b"[" * 5000):
        mark.write_bytes(forged)
        desk = laptop.open()
        assert why_new_key(desk) == ""
        desk.close()
        assert b'"serials":6' in mark.read_bytes(), "made again"


def test_a_place_that_takes_no_mark_stops_nothing(laptop: Laptop) -> None:
    shutil.rmtree(laptop.home / "state")
    (laptop.home / "state").write_text("a file in its way")
    a_day(laptop)
    desk = laptop.open()
    assert why_new_key(desk) == ""
    desk.close()


def test_a_data_file_that_is_gone_is_told_and_not_made_anew(laptop: Laptop) -> None:
    """The folder of the command line, which has no backups beside it."""
    a_day(laptop)
    file = laptop.folder / FILE_NAME
    kept = file.read_bytes()
    (laptop.folder / LOG_NAME).unlink(missing_ok=True)
    for _ in range(2):
        file.unlink(missing_ok=True)
        with pytest.raises(KnownError, check=lambda error: error.code == "store_gone"):
            laptop.open()
        assert not file.exists()
    file.touch()
    with pytest.raises(KnownError, check=lambda error: error.code == "store_gone"):
        laptop.open()
    # Its door alone knows it, or the mark alone.
    door = (laptop.folder / "desk.json").read_bytes()
    (laptop.folder / "desk.json").unlink()
    with pytest.raises(KnownError, check=lambda error: error.code == "store_gone"):
        laptop.open()
    (laptop.folder / "desk.json").write_bytes(door)
    shutil.rmtree(marks_folder())
    with pytest.raises(KnownError, check=lambda error: error.code == "store_gone"):
        laptop.open()
    file.write_bytes(kept)
    desk = laptop.open()
    assert len(desk.store.journal.finished()) == 2
    desk.close()


def test_a_first_run_that_was_cut_off_before_its_data_file_was_made_opens(tmp_path: Path) -> None:
    Vault.create(tmp_path, PASSPHRASE)
    desk = open_desk(tmp_path, PASSPHRASE, clock())
    desk.close()
    cut(tmp_path / FILE_NAME, 0)
    with pytest.raises(KnownError, check=lambda error: error.code in ("store_gone", "store_damaged")):
        open_desk(tmp_path, PASSPHRASE, clock())


def test_a_place_that_cannot_be_looked_into_stops_no_first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is too long for the disk: whoever asks for what is in it gets an error, as without the permission."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / ("state" * 60)))
    new_practice_desk(tmp_path / "profile", PASSPHRASE, clock()).close()


def test_a_stick_that_takes_no_position_has_its_files_all_the_same(laptop: Laptop) -> None:
    real = atomic_file.write_over

    def full(path: Path, data: bytes, private: bool = False) -> None:
        if path.parent == laptop.stick:
            raise OSError(28, "full")
        real(path, data, private)

    laptop.stick.mkdir()
    stick_position = sys.modules["bsuh_desktop.services.safekeeping.desk_key"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stick_position, "write_over", full)
        a_day(laptop)
    assert [path.suffix for path in sorted(laptop.stick.iterdir())].count(".bsuh") == 2
    assert not list(laptop.stick.glob("*.bsuhm"))
