"""A path or a name that is too long is called that, with how much must go."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.system.disk_errors import (
    WINDOWS_FILE,
    WINDOWS_FOLDER,
    known_disk_error,
    path_too_long,
    too_long_for_windows,
)
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.files import open_or_refuse
from bsuh_desktop.system.folders import make_folder

TEMPORARY = ".{}.0123abcd.part"

linux = pytest.mark.skipif(sys.platform == "win32", reason="Windows counts otherwise")


def long_folder(length: int) -> str:
    """The path of a folder with exactly so many characters, each name of it short enough."""
    path = os.path.abspath(os.sep)
    while len(path) < length:
        left = length - len(path) - (len(path) > len(os.path.abspath(os.sep)))
        path = os.path.join(path, "f" * (left if left <= 100 else 90))
    assert len(path) == length
    return path


@pytest.mark.parametrize("most", [WINDOWS_FILE, WINDOWS_FOLDER])
def test_windows_takes_so_many_characters_and_no_more(most: int) -> None:
    assert too_long_for_windows(long_folder(most), most) is None
    refused = too_long_for_windows(long_folder(most + 12), most)
    assert str(refused) == (
        f"Folders and name together are too long: {most + 12} characters, 12 too many. "
        "Choose a folder with a shorter name, or one nearer to the top of the disk."
    )


def test_the_ending_of_a_temporary_name_is_not_counted_but_must_have_room() -> None:
    folder, name = long_folder(200), "n" * 50
    refused = too_long_for_windows(os.path.join(folder, TEMPORARY.format(name)), WINDOWS_FILE)
    assert refused is not None
    assert refused.message.fields == {"length": 251, "count": 251 + 15 - WINDOWS_FILE}


def test_a_letter_of_two_units_counts_as_two_for_windows() -> None:
    assert too_long_for_windows(os.path.join(long_folder(247), "🌱" * 6), WINDOWS_FILE + 1) is None
    refused = too_long_for_windows(os.path.join(long_folder(247), "🌱" * 7), WINDOWS_FILE + 1)
    assert refused is not None
    assert refused.message.fields == {"length": 255, "count": 1}


@linux
def test_a_name_of_bangla_letters_is_counted_in_letters(tmp_path: Path) -> None:
    name = "ক" * 90
    with pytest.raises(KnownError) as caught:
        write_new(tmp_path / name, b"")
    assert caught.value.code == "path_too_long"
    # Of 255 bytes fifteen are for the temporary name; each letter has three.
    assert str(caught.value) == "The name is too long: 90 characters, 10 too many. Choose a shorter name."
    write_new(tmp_path / name[:80], b"")


@linux
def test_a_path_that_is_too_long_as_a_whole_is_told_too() -> None:
    refused = known_disk_error(OSError(errno.ENAMETOOLONG, "", long_folder(4100)))
    assert refused is not None
    assert refused.message.fields == {"length": 4100, "count": 5}


def test_a_folder_and_a_file_to_read_say_so_too(tmp_path: Path) -> None:
    long = tmp_path / ("a" * 300)
    with pytest.raises(KnownError, check=lambda error: error.code == "path_too_long"):
        make_folder(long / "below")
    with pytest.raises(KnownError, check=lambda error: error.code == "path_too_long"):
        open_or_refuse(long)


def test_another_error_or_a_short_path_is_none_of_that(tmp_path: Path) -> None:
    assert path_too_long(OSError(errno.ENOENT, "", str(tmp_path / "a"))) is None
    assert path_too_long(OSError(errno.EACCES, "", long_folder(300))) is None
    assert path_too_long(OSError(errno.ENOENT, "")) is None


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere such a path is fine")
def test_what_windows_does_not_find_is_too_long_from_its_limit_on() -> None:
    assert path_too_long(OSError(errno.ENOENT, "", long_folder(WINDOWS_FILE))) is None
    assert path_too_long(OSError(errno.ENOENT, "", long_folder(WINDOWS_FILE + 1)))
    assert path_too_long(OSError(errno.ENOENT, "", long_folder(WINDOWS_FOLDER + 1)), WINDOWS_FOLDER)
