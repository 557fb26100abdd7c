from __future__ import annotations

import datetime
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import RollCalled, SlideShown
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.store.backups import DAYS, FOLDER, NEWEST, Backup, backups, make_backup, newest_good, worth_keeping
from bsuh_desktop.store.file_check import look_into, prove_file
from bsuh_desktop.store.store import FILE_NAME, Store
from tests.helpers.classes import NINE, opened
from tests.helpers.damage import flip

KEY = bytes(range(32))
NOW = Moment(NINE, 5)
DAY = datetime.datetime(2026, 8, 3, 3, tzinfo=datetime.UTC)


def session(number: int) -> str:
    return f"SESSION{number:09d}"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path, KEY)
    for number in range(3):
        store.journal.append(session(number), [opened(58), RollCalled(), SlideShown(2)], NOW)
    return store


def backup(store: Store, made: datetime.datetime = DAY) -> Backup:
    return make_backup(store.file.parent, store.file, KEY, made)[0]


def test_a_backup_is_the_open_file_as_it_is(store: Store, tmp_path: Path) -> None:
    made = backup(store)
    store.journal.append(session(0), [SlideShown(3)], NOW)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["classes-20260803T030000Z-000001.db"]
    assert look_into(made.path, KEY).classes == 3
    (tmp_path / "other").mkdir()
    shutil.copy(made.path, tmp_path / "other" / FILE_NAME)
    with Store(tmp_path / "other", KEY) as copy:
        assert [copy.journal.state(session(number)).slide for number in range(3)] == [2, 2, 2]
        copy.journal.append(session(0), [SlideShown(4)], NOW)
    assert b"SQLite format" not in made.path.read_bytes()


def test_a_backup_is_proved_before_it_has_its_name(store: Store, tmp_path: Path) -> None:
    good = backup(store)
    # A chain that does not hold, in pages that all do.
    store.db.conn.execute("UPDATE journal SET data = zeroblob(9) WHERE id & 0xffffffff = 2")
    with pytest.raises(KnownError) as caught:
        backup(store)
    assert caught.value.code == "journal_altered"
    assert list((tmp_path / FOLDER).iterdir()) == [good.path]


def test_a_damaged_page_is_found_before_it_is_copied(store: Store, tmp_path: Path) -> None:
    """Any page, also the last of a long row: copied, it would be a good page with nothing on it."""
    store.facts.put("long", bytes(range(256)) * 40)
    store.close()
    pages = store.file.stat().st_size // 4096
    prove_file(store.file, KEY)
    for page in range(pages):
        flip(store.file, 4096 * page + 100)
        with pytest.raises(KnownError) as caught:
            backup(store)
        assert caught.value.code == "store_damaged"
        with pytest.raises(KnownError):
            prove_file(store.file, KEY)
        flip(store.file, 4096 * page + 100)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_the_newest_good_one_is_found_behind_damaged_ones(store: Store, tmp_path: Path) -> None:
    first, second, third = backup(store), backup(store), backup(store)
    flip(third.path, 4096 * 3 + 50)
    second.path.write_bytes(second.path.read_bytes()[:-4096])
    found = newest_good(tmp_path, KEY)
    assert found is not None
    assert found[0] == first
    flip(first.path, 20)
    assert newest_good(tmp_path, KEY) is None


def test_what_was_left_half_written_is_no_backup_and_taken_away(store: Store, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for name in (".classes-20260803T030000Z-000001.db.part", ".classes-20260803T030000Z-000001.db.part-journal"):
        (tmp_path / FOLDER / name).write_bytes(b"half")
    (tmp_path / FOLDER / "classes-99999999T999999Z-000009.db").write_bytes(b"a person's own")
    assert backups(tmp_path) == []
    made = backup(store)
    assert backups(tmp_path) == [made]
    assert len(list((tmp_path / FOLDER).iterdir())) == 2


def test_a_folder_that_cannot_be_made_disturbs_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_bytes(b"a file in its way")
    with pytest.raises(OSError, match="exists"):
        backup(store)
    assert store.journal.append(session(0), [SlideShown(3)], NOW).slide == 3


def test_after_a_deletion_older_ones_are_let_go(store: Store, tmp_path: Path) -> None:
    backup(store)
    backup(store)
    with store.transaction():
        store.mark_names_deleted()
    newest = backup(store)
    assert backups(tmp_path) == [newest]


def dated(days: list[int]) -> list[Backup]:
    """One for each, the newest last; the day by the laptop's clock."""
    made = [Backup(Path(str(n)), n, DAY + datetime.timedelta(days=day, minutes=n)) for n, day in enumerate(days)]
    return made[::-1]


def test_the_newest_three_and_one_a_day_are_kept() -> None:
    kept = worth_keeping(dated([0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 8, 8, 8]))
    # The newest three are all of one day; days 1 and 0 are the eighth and ninth.
    assert [one.number for one in kept] == [14, 13, 12, 10, 9, 8, 7, 6, 4]


@given(st.lists(st.integers(-3000, 4000), max_size=40))
def test_no_clock_pushes_the_newest_out(days: list[int]) -> None:
    made = dated(days)
    kept = worth_keeping(made)
    assert kept[:NEWEST] == made[:NEWEST]
    assert len(kept) <= NEWEST + DAYS
    newest_of_days = {one.made.date(): one for one in reversed(made)}
    last_days = list(dict.fromkeys(one.made.date() for one in made))[:DAYS]
    assert set(map(repr, kept)) == set(map(repr, [*made[:NEWEST], *(newest_of_days[day] for day in last_days)]))


def test_kept_over_many_days_with_a_clock_that_wakes_in_2019(store: Store, tmp_path: Path) -> None:
    chance = random.Random(4)
    for day in range(10):
        year = chance.choice([2019, 2026, 2036])
        for hour in (3, 5):
            store.journal.append(session(0), [SlideShown(day + 1)], NOW)
            backup(store, datetime.datetime(year, 8, 3 + day, hour, tzinfo=datetime.UTC))
    numbers = [one.number for one in backups(tmp_path)]
    assert numbers == [20, 19, 18, 16, 14, 12, 10, 8]
