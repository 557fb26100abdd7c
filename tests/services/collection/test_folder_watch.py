"""A watched folder tells a file once, when it is whole, and again when it changed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bsuh_desktop.services.collection.sources import FolderWatch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_what_lies_there_and_what_comes_is_told_once(folder: Path) -> None:
    (folder / "a").write_bytes(b"a")
    watch = FolderWatch(folder)
    assert watch.new() == ()
    assert watch.new() == (folder / "a",)
    (folder / "later").mkdir()
    (folder / "later" / "b").write_bytes(b"b")
    assert watch.new() == ()
    assert watch.new() == (folder / "later" / "b",)
    assert watch.new() == watch.new() == ()


def test_a_changed_file_is_told_again_and_one_that_came_back_as_well(folder: Path) -> None:
    (folder / "a").write_bytes(b"a")
    watch = FolderWatch(folder)
    watch.new(), watch.new()
    os.utime(folder / "a", ns=(1, 1))
    assert [watch.new(), watch.new(), watch.new()] == [(), (folder / "a",), ()]
    (folder / "a").unlink()
    assert watch.new() == ()
    (folder / "a").write_bytes(b"a")
    os.utime(folder / "a", ns=(1, 1))
    assert [watch.new(), watch.new(), watch.new()] == [(), (folder / "a",), ()]


def test_a_copy_in_progress_is_left_until_it_is_whole(folder: Path) -> None:
    """Another thread copies piece by piece, one between two looks."""
    watch, steps = FolderWatch(folder), 12
    goes_on, written = threading.Semaphore(0), threading.Semaphore(0)

    def copy() -> None:
        with (folder / "slow.bsuh").open("wb", buffering=0) as file:
            for _ in range(steps):
                goes_on.acquire()
                file.write(bytes(100))
                written.release()

    copying = threading.Thread(target=copy)
    copying.start()
    told = []
    for _ in range(steps):
        goes_on.release()
        written.acquire()
        told.append(watch.new())
    copying.join()
    assert told == [()] * steps
    assert watch.new() == (folder / "slow.bsuh",)


def test_an_empty_file_is_the_beginning_of_a_copy(folder: Path) -> None:
    (folder / "a").touch()
    watch = FolderWatch(folder)
    assert [watch.new(), watch.new()] == [(), ()]
    (folder / "a").write_bytes(b"a")
    assert [watch.new(), watch.new()] == [(), (folder / "a",)]


def test_a_folder_that_is_away_for_a_while_is_not_new(folder: Path) -> None:
    (folder / "a").write_bytes(b"a")
    watch = FolderWatch(folder)
    watch.new(), watch.new()
    folder.rename(folder.with_name("away"))
    assert watch.new() == ()
    folder.with_name("away").rename(folder)
    assert [watch.new(), watch.new()] == [(), ()]
    assert FolderWatch(folder.with_name("nowhere")).new() == ()
