from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.files.reading import LARGEST_FILE, read_file

DATA = Path(__file__).parents[2] / "data"


def refusal(path: Path) -> str:
    with pytest.raises(KnownError) as refused:
        read_file(path)
    return refused.value.code


def test_a_file_is_what_it_holds_not_what_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes((DATA / "class-8-girls.xlsx").read_bytes())
    (tmp_path / "list.xlsx").write_bytes((DATA / "class-6-kha.csv").read_bytes())
    assert [len(sheet.rows) for sheet in read_file(tmp_path / "list.csv").sheets] == [48]
    assert [len(sheet.rows) for sheet in read_file(tmp_path / "list.xlsx").sheets] == [59]


def test_no_file_a_folder_and_too_much(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "list_not_found"
    assert refusal(tmp_path) == "list_not_a_file"
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(LARGEST_FILE + 1)
    assert refusal(tmp_path / "large.csv") == "list_too_large"
