from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import GroupRef, RollCalled, SlideShown
from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.store.backups import FOLDER, make_backup, newest_good
from bsuh_desktop.store.database import connect
from bsuh_desktop.store.facts import OUTSIDE
from bsuh_desktop.store.file_check import extent_of, prove
from bsuh_desktop.store.office import LISTS_SKIPPED, SKIPPED, Given, skip_fact
from bsuh_desktop.store.outgoing import HandedOver, Issued, StoredReceipt
from bsuh_desktop.store.replace_damaged import GAP, mend
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, Store
from bsuh_desktop.trust.vault import Vault
from tests.helpers.classes import GROUP, NINE, opened
from tests.helpers.damage import cut, flip
from tests.helpers.sampled import examples_of

KEY = bytes(range(32))
NOW = Moment(NINE, 5)
DAY = datetime.datetime(2026, 8, 3, 3, tzinfo=datetime.UTC)
CLASSES, LATER = 4, 2
LINE = StoredLearner(
    position=2,
    roll="১২",
    learner="L000000000001",
    name_bn="ক্ষিতীশ রহমান",
    name_en=None,
    sex="f",
    age="13-17",
    guardian="yes",
    notice="1",
    consented_on="2026-08-03",
)

GIVEN = Given(b"1" * 8, b"1" * 32, 2, 7, 7, b"grant", "age1", "", "2026-08-03", b"")


def session(number: int) -> str:
    return f"SESSION{number:09d}"


def serial(counter: int) -> Issued:
    return Issued(counter, f"S{counter}", session(0), "L000000000001", "2026-08-03", 1, bytes(64))


def write(folder: Path) -> None:
    """Four classes, of which a backup was made; then one goes on, another one is held."""
    with Store(folder, KEY) as store:
        store.rosters.add_group(GROUP, "letters", [LINE])
        for number in range(CLASSES):
            store.journal.append(session(number), [opened(58), RollCalled(), SlideShown(2)], NOW)
        store.outgoing.keep_certificates([serial(counter) for counter in range(1, 5)])
        make_backup(folder, store.file, KEY, DAY)
        store.journal.append(session(0), [SlideShown(7)], NOW)
        store.journal.append(session(CLASSES), [opened(58), RollCalled(), SlideShown(LATER)], NOW)
        store.outgoing.keep_certificates([serial(5)])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write(folder)
    return folder


@pytest.fixture
def profile(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "profile")


def refusal(folder: Path, suspect: bool = True) -> str:
    """What opening the store says; nothing where it opens and every proof holds."""
    try:
        with Store(folder, KEY, suspect=suspect):
            return ""
    except KnownError as error:
        return error.code


def use_newest(folder: Path) -> tuple[int, int]:
    """Uses the newest good backup; how many classes there are, and how many had more in the damaged file."""
    found = newest_good(folder, KEY)
    assert found is not None
    mended = mend(folder, found[0].path, KEY)
    return mended.contents.classes, mended.carried.classes


def slides(folder: Path) -> list[int]:
    with Store(folder, KEY, suspect=True) as store:
        return [store.journal.state(one).slide for one in store.journal.sessions()]


def test_a_cut_off_file_is_replaced_and_kept(profile: Path) -> None:
    cut(profile / FILE_NAME, 30_000)
    damaged = (profile / FILE_NAME).read_bytes()
    assert refusal(profile) == "store_damaged"
    assert use_newest(profile) == (CLASSES, 0)
    assert slides(profile) == [2] * CLASSES
    assert (profile / "damaged-1" / FILE_NAME).read_bytes() == damaged
    flip(profile / FILE_NAME, 3)
    use_newest(profile)
    assert (profile / "damaged-2" / FILE_NAME).exists()


def test_what_can_be_read_beyond_the_backup_is_carried_over(profile: Path) -> None:
    """A page of the first class is altered; the class that was held since is read whole."""
    seen = set()
    for place in range(4096, (profile / FILE_NAME).stat().st_size, 4096):
        copy = shutil.copytree(profile, profile.parent / f"copy-{place}")
        flip(copy / FILE_NAME, place + 9)
        assert refusal(copy) == "store_damaged"
        classes, more = use_newest(copy)
        after = slides(copy)
        seen.add((classes, more))
        assert after[1:CLASSES] == [2] * (CLASSES - 1)
        assert after[0] in (2, 7)
        assert after[CLASSES:] in ([], [LATER])
        with Store(copy, KEY) as store:
            assert store.outgoing.next_counter() in (6, 5 + GAP)
            assert store.rosters.lines(GROUP.id) == [replace(LINE, id=1)]
        shutil.rmtree(copy)
    assert (CLASSES + 1, 2) in seen
    assert (CLASSES + 1, 1) in seen


def test_a_file_of_an_earlier_day_brings_nothing_back(written: Path, tmp_path: Path) -> None:
    """What was deleted since must not come back with it."""
    profile = shutil.copytree(written, tmp_path / "profile")
    early = profile.with_name("early")
    shutil.copytree(written, early)
    with Store(profile, KEY) as store:
        kept = store.rosters.lines(GROUP.id)[0]
        store.rosters.change_line(replace(kept, name_bn=None, learner=None, guardian="no"))
        make_backup(profile, store.file, KEY, DAY)
    shutil.copy(early / FILE_NAME, profile / FILE_NAME)
    flip(profile / FILE_NAME, (profile / FILE_NAME).stat().st_size - 5)
    assert use_newest(profile) == (CLASSES + 1, 0)
    with Store(profile, KEY) as store:
        assert [line.name_bn for line in store.rosters.lines(GROUP.id)] == [None]


def test_an_unreadable_list_of_serials_leaves_a_gap(profile: Path) -> None:
    cut(profile / FILE_NAME, 4096)
    use_newest(profile)
    with Store(profile, KEY) as store:
        # The fifth was printed after the backup was made.
        assert store.outgoing.next_counter() == 4 + GAP + 1


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_missing_file_is_no_new_beginning_where_there_are_backups(profile: Path, how: str) -> None:
    cut(profile / FILE_NAME, 0)
    if how == "gone":
        (profile / FILE_NAME).unlink()
    assert refusal(profile, suspect=False) == "store_damaged"
    assert use_newest(profile) == (CLASSES, 0)
    assert (profile / "damaged-1").exists() is (how == "empty")


def test_a_log_without_its_file_is_no_new_beginning(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).write_bytes(b"the last minutes")
    assert refusal(tmp_path) == "store_damaged"
    assert (tmp_path / LOG_NAME).read_bytes() == b"the last minutes"


def test_begun_again_after_a_power_cut_between_two_names(profile: Path) -> None:
    flip(profile / FILE_NAME, 5000)
    (profile / "damaged-1").mkdir()
    (profile / FILE_NAME).rename(profile / "damaged-1" / FILE_NAME)
    (profile / LOG_NAME).write_bytes(b"left")
    (profile / f".{FILE_NAME}.part").write_bytes(b"half")
    assert refusal(profile, suspect=False) == "store_damaged"
    assert use_newest(profile) == (CLASSES + 1, 2)
    assert slides(profile) == [7, *[2] * (CLASSES - 1), LATER], "what was set aside is carried over all the same"
    assert sorted(path.name for path in (profile / "damaged-2").iterdir()) == [LOG_NAME]
    assert not (profile / f".{FILE_NAME}.part").exists()


def test_a_backup_of_an_older_app_is_brought_up_to_date(profile: Path) -> None:
    found = newest_good(profile, KEY)
    assert found is not None
    with contextlib.closing(connect(found[0].path, KEY, "rw")) as backup:
        backup.execute("DROP TABLE v_classes")
        backup.execute("DROP INDEX certificates_of")
        backup.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0003_classes'")
    assert use_newest(profile) == (CLASSES + 1, 2)
    assert slides(profile) == [7, *[2] * (CLASSES - 1), LATER]


def test_what_was_set_aside_long_ago_brings_nothing_back(profile: Path) -> None:
    early = (profile / FILE_NAME).read_bytes()
    with Store(profile, KEY) as store:
        kept = store.rosters.lines(GROUP.id)[0]
        store.rosters.change_line(replace(kept, name_bn=None, learner=None, guardian="no"))
        make_backup(profile, store.file, KEY, DAY)
    (profile / "damaged-1").mkdir()
    (profile / "damaged-1" / FILE_NAME).write_bytes(early)
    (profile / FILE_NAME).unlink()
    assert use_newest(profile) == (CLASSES + 1, 0)
    with Store(profile, KEY) as store:
        assert [line.name_bn for line in store.rosters.lines(GROUP.id)] == [None]


def test_nothing_is_touched_while_the_app_is_open(profile: Path) -> None:
    found = newest_good(profile, KEY)
    assert found is not None
    with Store(profile, KEY):
        with pytest.raises(KnownError) as caught:
            mend(profile, found[0].path, KEY)
        assert caught.value.code == "in_use"
    assert not (profile / "damaged-1").exists()


def cut_off(folder: Path) -> None:
    """A class after which the power fails: what was written since the backup stands in the log alone."""
    with Store(folder / "open", KEY) as store:
        write_log(store)
        for name in (FILE_NAME, LOG_NAME):
            shutil.copy(folder / "open" / name, folder / name)
    shutil.copytree(folder / "open" / FOLDER, folder / FOLDER)


def write_log(store: Store) -> None:
    for number in range(CLASSES):
        store.journal.append(session(number), [opened(58), RollCalled(), SlideShown(2)], NOW)
    make_backup(store.file.parent, store.file, KEY, DAY)
    store.journal.append(session(0), [SlideShown(7)], NOW)


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("torn")
    (folder / "open").mkdir()
    cut_off(folder)
    shutil.rmtree(folder / "open")
    assert (folder / LOG_NAME).stat().st_size > 4096
    return folder


def test_a_page_torn_on_its_way_out_of_the_log_is_mended_by_the_log(torn: Path, tmp_path: Path) -> None:
    profile = shutil.copytree(torn, tmp_path / "profile")
    # Every page stands in the log, too. The first 512 bytes, with the salt, are the same in both.
    with (profile / FILE_NAME).open("r+b") as file:
        file.seek(512)
        file.write(bytes(4096))
    assert refusal(profile) == ""
    assert slides(profile)[0] == 7


def test_a_lost_log_is_found_and_damaged_backups_are_set_aside(torn: Path, tmp_path: Path) -> None:
    profile = shutil.copytree(torn, tmp_path / "profile")
    first = newest_good(profile, KEY)
    with Store(profile, KEY) as store:
        make_backup(profile, store.file, KEY, DAY)
    shutil.copy(torn / FILE_NAME, profile / FILE_NAME)
    assert refusal(profile, suspect=False) == "store_damaged"
    newest = newest_good(profile, KEY)
    assert first is not None
    assert newest is not None
    flip(newest[0].path, 4096 * 2 + 1)
    assert use_newest(profile) == (CLASSES, 0)
    assert refusal(profile, suspect=False) == ""
    assert {path.name for path in (profile / "damaged-1").iterdir()} >= {FILE_NAME, newest[0].path.name}
    assert slides(profile) == [2] * CLASSES


@examples_of(20, 400)
def test_whatever_is_altered_the_store_opens_or_the_backup_helps(written: Path, torn: Path, examples: settings) -> None:
    ends = set[str]()

    @examples
    @given(data=st.data())
    def altered(data: st.DataObject) -> None:
        with TemporaryDirectory() as folder:
            profile = shutil.copytree(data.draw(st.sampled_from([written, torn])), Path(folder) / "profile")
            names = [name for name in (FILE_NAME, LOG_NAME) if (profile / name).exists()]
            file = profile / data.draw(st.sampled_from(names))
            size = file.stat().st_size
            if data.draw(st.booleans()):
                cut(file, data.draw(st.integers(0, size - 1)))
            else:
                for place in data.draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=4)):
                    flip(file, place, data.draw(st.integers(0, 7)))
            ends.add(code := refusal(profile))
            if not code:
                return
            assert code in DAMAGED
            classes, _ = use_newest(profile)
            assert classes >= CLASSES
            with Store(profile, KEY) as store:
                assert prove(store.db.conn).classes == classes
                assert set(store.journal.sessions()) >= {session(number) for number in range(CLASSES)}

    altered()
    assert len(ends) > 1


FROZEN = Path(__file__).parents[1] / "frozen" / "0.1.0"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A profile as the first release left it, with its backup; after that a file was sealed and a certificate given."""
    profile = shutil.copytree(FROZEN, tmp_path_factory.mktemp("older") / "profile")
    key = Vault.unlock(profile, (profile / "passphrase.txt").read_text("utf-8")).store_key
    make_backup(profile, profile / FILE_NAME, key, DAY)
    with contextlib.closing(connect(profile / FILE_NAME, key, "rw")) as file:
        file.execute(
            """INSERT INTO sealed SELECT session, 2, 2, file_name, x'02', x'02', chain_head, receipt_key, last_counter,
            bytes FROM sealed"""
        )
        file.execute(
            """INSERT INTO certificates SELECT 4, 'S4', session, learner, date, named, signature
            FROM certificates WHERE counter = 3"""
        )
    return profile, key


@pytest.mark.parametrize("view", ["v_attendance", "v_answers"])
def test_a_damaged_file_of_an_older_app_is_carried_over(older: tuple[Path, bytes], tmp_path: Path, view: str) -> None:
    """The app was updated, and only then the damage was found: the file has fewer tables and columns than there are,
    and a view that there is no more."""
    profile, key = shutil.copytree(older[0], tmp_path / "profile"), older[1]
    # A page of a view, which is made anew, or goes.
    with contextlib.closing(connect(profile / FILE_NAME, key, "ro")) as file:
        root = file.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (view,)).fetchone()[0]
    flip(profile / FILE_NAME, (root - 1) * 4096 + 9)
    found = newest_good(profile, key)
    assert found is not None
    mended = mend(profile, found[0].path, key)
    assert mended.contents.classes == 1
    with Store(profile, key, suspect=True) as store:
        (session_id,) = store.journal.sessions()
        newest = store.outgoing.newest_sealed(session_id)
        assert newest is not None
        assert (newest.revision, newest.partner, newest.granted) == (2, 0, 1)
        assert store.outgoing.next_counter() == 5
        assert store.office.next_number(2, 0) == 0, "an older app gave no grants: none is missing"


def test_an_office_whose_grants_cannot_be_read_leaves_numbers_out(profile: Path) -> None:
    with Store(profile, KEY) as store:
        store.office.give(GIVEN)
        make_backup(profile, store.file, KEY, DAY)
        store.office.give(replace(GIVEN, name=b"2" * 8, key=b"2" * 32, low=8, high=8))
    cut(profile / FILE_NAME, 4096)
    use_newest(profile)
    with Store(profile, KEY) as store:
        assert store.office.next_number(2, 0) == 7 + 1 + SKIPPED[skip_fact(2)]
        assert store.office.skipped_lists() == SKIPPED[LISTS_SKIPPED]
        store.office.give(replace(GIVEN, name=b"3" * 8))
        assert store.office.next_number(2, 0) == 7 + 1 + SKIPPED[skip_fact(2)], "a renewal gives no new number"
        store.office.give(replace(GIVEN, name=b"4" * 8, key=b"4" * 32, low=300, high=300))
        assert store.office.next_number(2, 0) == 301


def test_what_an_office_gave_since_the_backup_is_carried_over(profile: Path) -> None:
    with Store(profile, KEY) as store:
        store.office.give(GIVEN)
    flip(profile / FILE_NAME, 4096 * 2 + 9)
    use_newest(profile)
    with Store(profile, KEY) as store:
        assert store.office.all(2) in ([GIVEN], [])
        assert store.office.next_number(2, 0) in (8, SKIPPED[skip_fact(2)])


@pytest.mark.parametrize(
    "written",
    [
        lambda store: store.outgoing.keep_certificates([serial(9)]),
        lambda store: store.handed.note(HandedOver(bytes(32), session(0), "2026-08-03")),
        lambda store: store.handed.keep_receipt(StoredReceipt(bytes(32), "merged", "2026-08-03", b"")),
        lambda store: store.facts.put(f"{OUTSIDE}ab", (7).to_bytes(8, "big")),
        lambda store: store.rosters.add_group(GroupRef("GROUP00000009", "eiin:107845", 2026, "9", "ka"), "letters", []),
        lambda store: store.mark_names_deleted(),
    ],
    ids=["serials", "hand-over", "receipt", "outside", "list", "names"],
)
def test_a_file_that_lost_what_no_journal_tells_is_behind_its_backup(
    written: Callable[[Store], object], tmp_path: Path
) -> None:
    """A log that is lost takes serials along, and what was sealed: neither may be given a second time."""
    write(tmp_path)
    early = (tmp_path / FILE_NAME).read_bytes()
    with Store(tmp_path, KEY) as store:
        written(store)
        backup, _ = make_backup(tmp_path, store.file, KEY, DAY)
    (tmp_path / FILE_NAME).write_bytes(early)
    with pytest.raises(KnownError, check=lambda error: error.code == "store_damaged"):
        Store(tmp_path, KEY)
    assert mend(tmp_path, backup.path, KEY).carried.new_key
    with Store(tmp_path, KEY) as store, contextlib.closing(connect(backup.path, KEY, "ro")) as copy:
        assert not extent_of(store.db.conn).lacks(extent_of(copy))
        assert store.outgoing.next_counter() > GAP
