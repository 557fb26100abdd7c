from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.files.reading import LARGEST_FILE, read_tables

DATA = Path(__file__).parents[2] / "data"


def refusal(path: Path) -> str:
    with pytest.raises(KnownError) as refused:
        list(read_tables(path))
    return refused.value.code


def test_a_file_is_what_it_holds_not_what_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes((DATA / "class-8-girls.xlsx").read_bytes())
    (tmp_path / "list.xlsx").write_bytes((DATA / "class-6-kha.csv").read_bytes())
    assert [sum(1 for _ in table) for table in read_tables(tmp_path / "list.csv")] == [48]
    assert [sum(1 for _ in table) for table in read_tables(tmp_path / "list.xlsx")] == [59]


def test_no_file_a_folder_and_too_much(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "list_not_found"
    assert refusal(tmp_path) == "list_not_opened"
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(LARGEST_FILE + 1)
    assert refusal(tmp_path / "large.csv") == "list_too_large"
