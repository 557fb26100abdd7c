from __future__ import annotations

import os
from pathlib import Path

import pytest

from bsuh_desktop.trust.new_file import write_new_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_file_is_written_whole_and_nothing_stays_beside_it(folder: Path) -> None:
    write_new_file(folder / "a.bsuh", b"\0\r\n" * 1000)
    assert (folder / "a.bsuh").read_bytes() == b"\0\r\n" * 1000
    assert os.listdir(folder) == ["a.bsuh"]


def test_a_file_that_is_there_stays_as_it_is(folder: Path) -> None:
    (folder / "a").write_bytes(b"first")
    with pytest.raises(FileExistsError):
        write_new_file(folder / "a", b"second")
    assert (folder / "a").read_bytes() == b"first"
    assert os.listdir(folder) == ["a"]


def test_a_link_that_leads_nowhere_is_a_name_that_is_taken(folder: Path) -> None:
    (folder / "a").symlink_to(folder / "elsewhere")
    with pytest.raises(FileExistsError):
        write_new_file(folder / "a", b"data")
    assert os.listdir(folder) == ["a"]


def test_a_folder_that_is_not_there_is_an_error_of_the_system(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_new_file(folder / "gone" / "a", b"data")
