from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.erasure.withdraw import withdraw
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.backup_file import backup_if_due
from bsuh_desktop.services.safekeeping.repair import StoreRepair, open_or_mend
from bsuh_desktop.store.backups import backups
from bsuh_desktop.store.store import FILE_NAME, Store
from bsuh_desktop.trust.vault import Vault
from tests.helpers.cipher import decrypted_file
from tests.helpers.damage import cut, flip
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, end, practice_desk

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture
def clock() -> RehearsalClock:
    return clock_at()


@pytest.fixture
def profile(tmp_path: Path, clock: RehearsalClock) -> Path:
    """A locked desk with one class, backed up at nine o'clock; five minutes later a slide was shown."""
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    backup_if_due(desk)
    desk.backups.wait()
    clock.advance(300)
    conduct.show_slide(5)
    desk.close()
    return desk.folder


def opened(profile: Path, clock: RehearsalClock, suspect: bool = False) -> Desk | StoreRepair:
    return open_or_mend(profile, PASSPHRASE, clock, suspect=suspect)


def mender(profile: Path, clock: RehearsalClock) -> StoreRepair:
    found = opened(profile, clock)
    assert isinstance(found, StoreRepair)
    return found


def test_a_good_file_is_simply_opened(profile: Path, clock: RehearsalClock) -> None:
    desk = opened(profile, clock)
    assert isinstance(desk, Desk)
    desk.close()


def test_the_newest_good_backup_is_offered_with_its_time_and_classes(profile: Path, clock: RehearsalClock) -> None:
    cut(profile / FILE_NAME, 20_000)
    told = mender(profile, clock).damage
    assert told.code == "store_damaged"
    assert told.offer is not None
    assert str(told.offer.sentence()) == "Newest good backup: 3 August 2026, 9:00 am, one class."


def test_a_backup_in_use_says_what_it_holds_and_where_the_damaged_file_is(profile: Path, clock: RehearsalClock) -> None:
    (profile / FILE_NAME).write_bytes(bytes(20_000))
    desk, news = mender(profile, clock).use_backup(clock)
    assert str(news.fact) == (
        "The backup is in use. It has one class. Only classes could be read from the damaged file. "
        "The last signatures of this desk may be missing here, so its old key can no longer sign."
    )
    assert str(news.remedy) == "The damaged file is kept in the data folder, in damaged-1."
    assert why_new_key(desk) == "mended"
    (session,) = desk.store.journal.sessions()
    assert desk.store.journal.state(session).slide == 0
    desk.close()


def test_what_was_written_since_is_carried_over(profile: Path, clock: RehearsalClock) -> None:
    # The last page holds none of the class.
    flip(profile / FILE_NAME, (profile / FILE_NAME).stat().st_size - 40)
    desk, news = mender(profile, clock).use_backup(clock)
    assert str(news.fact).startswith("The backup is in use. It has one class. ")
    (session,) = desk.store.journal.sessions()
    assert desk.store.journal.state(session).slide == 5
    desk.close()


def without_backups(profile: Path) -> None:
    for one in backups(profile):
        one.path.unlink()


def test_without_a_backup_what_can_be_read_is_offered_and_taken(profile: Path, clock: RehearsalClock) -> None:
    without_backups(profile)
    # The first page of the lists of classes.
    with Store(profile, store_key(profile)) as store:
        root = store.db.conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'groups'").fetchone()[0]
    flip(profile / FILE_NAME, (root - 1) * 4096 + 40)
    found = mender(profile, clock)
    assert str(found.damage) == "The data file is damaged. Use what can still be read. The damaged file is kept."
    assert found.damage.offer is not None
    said = "There is no good backup. One class can still be read from the damaged file."
    assert str(found.damage.offer.sentence()) == said
    desk, news = found.use_backup(clock)
    assert str(news.fact) == (
        "A new data file has what could still be read: one class. "
        "These could not be read completely: lists of learners."
    )
    report = msgspec.to_builtins(news.report)
    assert report["parts"] == ("lists",)
    assert (report["classes"], report["lost"], report["new_key"], report["kept"]) == (1, 0, False, "damaged-1")
    (session,) = desk.store.journal.sessions()
    assert desk.store.journal.state(session).slide == 5
    assert desk.grants, "the device is the same"
    desk.close()


def test_where_nothing_can_be_read_the_file_is_kept_and_somebody_is_told(profile: Path, clock: RehearsalClock) -> None:
    without_backups(profile)
    (profile / FILE_NAME).write_bytes(bytes(20_000))
    found = mender(profile, clock)
    assert str(found.damage) == "The data file is damaged. Keep the file as it is, and tell your coordinator."
    with pytest.raises(KnownError) as caught:
        found.use_backup(clock)
    assert caught.value.code == "store_damaged"
    assert (profile / FILE_NAME).read_bytes() == bytes(20_000)


def test_a_name_that_the_backup_brings_back_is_forgotten_before_the_desk_opens(
    profile: Path, clock: RehearsalClock
) -> None:
    """Consent was withdrawn; the list is damaged, and a backup of before that is all there is."""
    before = backups(profile)[0].path.read_bytes()
    desk = opened(profile, clock)
    assert isinstance(desk, Desk)
    (session,) = desk.store.journal.sessions()
    line = next(one for one in desk.store.rosters.seated(session).values() if one.name_bn)
    withdraw(desk, [line.id])
    desk.close()
    page = lines_page(profile)
    without_backups(profile)
    backup = profile / "backups" / "classes-20260803T030000Z-000001.db"
    backup.write_bytes(before)
    assert str(line.name_bn).encode() in decrypted_file(backup, store_key(profile))
    flip(profile / FILE_NAME, page * 4096 + 100)
    desk, news = mender(profile, clock).use_backup(clock)
    assert news.remedy is None, "the damaged file is not kept: it may hold the name"
    assert desk.store.rosters.seated(session)[str(line.learner)].name_bn is None
    assert desk.store.forgotten.has(str(line.learner))
    desk.close()
    everything = [path for path in profile.rglob("*.db") if path.is_file()]
    assert everything
    assert not any(str(line.name_bn).encode() in decrypted_file(path, store_key(profile)) for path in everything)


def store_key(profile: Path) -> bytes:
    return Vault.unlock(profile, PASSPHRASE).store_key


def lines_page(profile: Path) -> int:
    with Store(profile, store_key(profile)) as store:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'roster'"
        return int(store.db.conn.execute(query).fetchone()[0]) - 1


def test_a_class_whose_list_is_lost_is_finished_and_written_all_the_same(
    profile: Path, clock: RehearsalClock, tmp_path: Path
) -> None:
    without_backups(profile)
    flip(profile / FILE_NAME, lines_page(profile) * 4096 + 100)
    desk, news = mender(profile, clock).use_backup(clock)
    assert news.report.nameless == 4
    assert "Learners whose row is lost, counted without a name: 4." in str(news.fact)
    (session,) = desk.store.journal.sessions()
    conduct = Conduct(desk, session)
    conduct.call_roll()
    end(desk, conduct)
    assert len(attendance_facts(desk, session, 1).rows) == 4
    assert class_picture(desk, conduct).counts.present == 4
    assert certify(desk, [session]).unnamed == 4
    desk.close()


def test_other_refusals_are_said_as_ever(profile: Path, clock: RehearsalClock) -> None:
    with pytest.raises(KnownError) as caught:
        open_or_mend(profile, "not these words", clock)
    assert caught.value.code == "wrong_passphrase"
    desk = opened(profile, clock)
    with pytest.raises(KnownError) as caught:
        opened(profile, clock)
    assert caught.value.code == "in_use"
    assert isinstance(desk, Desk)
    desk.close()


def test_a_suspect_file_is_proved_whole(profile: Path, clock: RehearsalClock) -> None:
    desk = opened(profile, clock)
    assert isinstance(desk, Desk)
    # A good page with a changed answer on it, as no disk but a person makes it.
    desk.store.db.conn.execute("UPDATE journal SET data = zeroblob(9) WHERE id & 0xffffffff = 2")
    desk.close()
    opened_again = opened(profile, clock)
    assert isinstance(opened_again, Desk)
    opened_again.close()
    assert isinstance(opened(profile, clock, suspect=True), StoreRepair)
