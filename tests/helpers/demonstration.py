"""The demonstration class as a person gets it from the command line, and the list that its names come from."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from tests.helpers.command import ROOT, Done, bsuh

LIST = ROOT / "resources" / "demonstration" / "class-8-ka.csv"
PLACE = "eiin-107845"


class Listed(NamedTuple):
    """One line of the school's list."""

    roll: str
    name_bn: str
    name_en: str
    consented: bool


class Demonstration(NamedTuple):
    """How `bsuh demo` ended, and where it wrote."""

    out: Path
    home: Path
    done: Done

    @property
    def certificates(self) -> Path:
        """The batch of certificates."""
        return self.out / "certificates.pdf"

    @property
    def attendance_file(self) -> Path:
        """The one attendance file."""
        (file,) = self.out.glob("*.bsuh")
        return file


def listed(count: int) -> list[Listed]:
    """The first `count` learners of the demonstration's list, read without the programme's own reader."""
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1 : count + 1]
    return [Listed(row[0], row[1], row[2], row[5] == "হ্যাঁ") for row in rows]


def hold(folder: Path, *words: str) -> Demonstration:
    """Holds a demonstration class below `folder`, in a home and with temporary files of its own."""
    home = folder / "home"
    (home / "tmp").mkdir(parents=True)
    own = {"HOME": str(home), "TMPDIR": str(home / "tmp")}
    return Demonstration(folder / "out", home, bsuh("demo", "--out", folder / "out", *words, extra=own))
