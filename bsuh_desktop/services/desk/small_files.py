"""Reads and writes the small files that hold requests, answers, key lists and programmes on a stick."""

from __future__ import annotations

import itertools
from pathlib import Path

from bsuh_desktop.domain.codes import staff_code
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.files import file_not_opened, open_or_refuse
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.signing import key_id


def read_file(path: Path, most: int) -> bytes:
    """The file's bytes, cut off at `most` + 1. Raises KnownError `file_not_opened`."""
    with open_or_refuse(path) as file:
        try:
            return file.read(most + 1)
        except OSError as error:
            raise file_not_opened() from error


def write_into(folder: Path, name: str, data: bytes, private: bool = False) -> Path:
    """Writes a file of that name, or of the next unused one, into `folder` and returns its path.

    A file there with the same bytes is left as it is. `private` protects it from other users of the computer.
    Raises KnownError: disk_full, read_only, stick_removed.
    """
    make_folder(folder)
    stem, dot, ending = name.rpartition(".")
    for number in itertools.count(1):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        try:
            write_new(path, data, private)
        except KnownError as error:
            if error.code != "already_there":
                raise
            continue
        return path
    raise AssertionError("there is always a next number")


def write_to(place: Path, name: str, data: bytes) -> Path:
    """Writes `data` to the file `place`, or into the folder `place` under `name`.

    Raises KnownError: disk_full, read_only, stick_removed, already_there.
    """
    if place.is_dir():
        return write_into(place, name, data)
    make_folder(place.parent)
    write_new(place, data)
    return place


def code_of(key: bytes) -> str:
    """The code of the desk with this public key, as used in file names."""
    return staff_code(key_id(key).hex())
