"""A ZIP is read as far as it is honest; where it lies about a size, nothing more is unpacked than it says."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.system.bounded_zip import BROKEN, LARGEST_DIRECTORY, open_zip, read_member
from tests.helpers.hostile_lists import understated
from tests.helpers.peak_memory import linux, megabytes_of

MEGABYTE = 1024 * 1024
BOMB = 200 * MEGABYTE
"""What a member holds that says 100 bytes."""

READS = """
import zipfile
from bsuh_desktop.system.bounded_zip import BROKEN, open_zip, read_member
"""
WORK = """
with open(sys.argv[1], "rb") as file:
    try:
        with open_zip(file) as archive:
            print([len(read_member(archive, one, 1 << 24)) for one in archive.infolist()])
    except BROKEN as error:
        print(type(error).__name__)
"""


def zipped(data: bytes, method: int = zipfile.ZIP_DEFLATED, name: str = "member") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def bomb(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A member of BOMB zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, archive.open("member", "w") as member:
        for _ in range(BOMB // MEGABYTE):
            member.write(bytes(MEGABYTE))
    return file.getvalue()


def read(data: bytes, most: int = MEGABYTE) -> bytes:
    with open_zip(io.BytesIO(data)) as archive:
        return read_member(archive, archive.infolist()[0], most)


def test_a_name_stays_as_it_is_written_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "folder\\file"
    data = zipped(b"x", name=name.replace("\\", "/")).replace(b"folder/file", name.encode())
    for separator in ("/", "\\"):
        with monkeypatch.context() as patched:
            patched.setattr(os, "sep", separator)
            with open_zip(io.BytesIO(data)) as archive:
                assert archive.namelist() == [name]
                assert read_member(archive, archive.infolist()[0], 1) == b"x"


@given(st.binary(max_size=3000), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_an_honest_member_comes_back(data: bytes, method: int) -> None:
    assert read(zipped(data, method), len(data)) == data


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 1, 4999, 5001, 900_000])
def test_a_member_that_is_not_as_long_as_it_says_is_broken(method: int, size: int) -> None:
    with pytest.raises(BROKEN):
        read(understated(zipped(b"taka" * 1250, method), "member", size))


def test_a_member_of_more_than_it_may_be_is_broken() -> None:
    assert len(read(zipped(bytes(5000)), 5000)) == 5000
    with pytest.raises(BROKEN):
        read(zipped(bytes(5001)), 5000)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_method_is_broken(method: int) -> None:
    with pytest.raises(BROKEN):
        read(zipped(b"taka", method))


def test_a_large_directory_is_broken() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(LARGEST_DIRECTORY // 50):
            archive.writestr(f"{number:09}", b"")
    with pytest.raises(BROKEN):
        open_zip(file)


@linux
@pytest.mark.parametrize(
    ("method", "says"), [(zipfile.ZIP_DEFLATED, 100), (zipfile.ZIP_DEFLATED, BOMB), (zipfile.ZIP_BZIP2, 100)]
)
def test_a_bomb_takes_no_memory(tmp_path: Path, method: int, says: int) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(understated(bomb(method), "member", says))
    grown, said = megabytes_of(READS, WORK, path)
    assert said == "BadZipFile"
    assert grown < 50


@linux
def test_a_stored_member_that_is_longer_than_it_says_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(understated(bomb(zipfile.ZIP_STORED), "member", 100))
    grown, said = megabytes_of(READS, WORK, path)
    assert said == "BadZipFile"
    assert grown < 50


@linux
def test_a_directory_that_says_it_is_large_takes_no_memory(tmp_path: Path) -> None:
    path, size = tmp_path / "bomb.zip", 200 * MEGABYTE
    with path.open("wb") as file:
        file.truncate(size)
        file.seek(size)
        file.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, size, 0, 0))
    grown, said = megabytes_of(READS, WORK, path)
    assert said == "BadZipFile"
    assert grown < 50
