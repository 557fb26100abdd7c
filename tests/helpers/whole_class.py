"""A class told in full for the search after names: from the school's list to the attendance file.

It has refusals on the list, learners who join late and one who is taken back, and is killed in the middle, so that its
log still lies beside the data.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.cached_work import derived_once
from tests.helpers.command import ROOT, Done, bsuh, bsuh_here, write_script
from tests.helpers.names import words_of
from tests.helpers.scripts import CLOCK, FINISH, Step, group, set_up

LIST = ROOT / "tests" / "data" / "class-6-kha.csv"
JOINED = {"name_bn": "জ্যোতির্ময়ী তঞ্চঙ্গ্যা", "name_en": "Jyotirmoyee Tanchangya", "roll": "৬১", "consent": "yes"}
UNASKED = {"name_bn": "ঊর্মিমালা দেওয়ান", "name_en": "Urmimala Dewanjee", "roll": "৬২"}
UNWILLING = {"name_bn": "ধৃতিমান হাজং", "name_en": "Dhritiman Hajongee", "consent": "yes", "assent": "no"}
TAKEN_BACK = {"name_bn": "তূর্য খীসা", "name_en": "Turjotirtho Khisha", "consent": "no"}

QUESTION: list[Step] = [{"ask": "form-a/1", "by": "shared"}, {"answer": {"1": "A", "9": "B"}}, {"close": True}]
STEPS: list[Step] = [
    CLOCK,
    group(roster=LIST.name),
    set_up(),
    {"headcount": 58},
    {"roll": {"absent": [3]}},
    *({"add": learner} for learner in (JOINED, UNASKED, UNWILLING, TAKEN_BACK)),
    {"undo": True},
    *QUESTION,
    {"kill": True},
    *FINISH,
    {"certificates": "certificates.pdf"},
    {"hand_over": "stick"},
]


def _papers(out: Path) -> list[Path]:
    return [*(out / "stick").iterdir(), out / "certificates.pdf"]


class Told(NamedTuple):
    """A class as it was told in full: its folders, a copy of its data as the kill left it, and what was printed."""

    out: Path
    killed: Path
    home: Path
    printed: dict[str, bytes]
    done: Done

    @property
    def attendance_file(self) -> Path:
        """What is handed over."""
        (file,) = (self.out / "stick").iterdir()
        return file


def listed() -> list[tuple[str, bool]]:
    """Each name of the school's list, and whether it may be kept."""
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        return [(row["name"], row["consent"] == "yes") for row in csv.DictReader(file)]


KEPT = [name for name, yes in listed() if yes] + [JOINED["name_bn"], JOINED["name_en"]]
REFUSED = [name for name, yes in listed() if not yes]
REFUSED += [learner[name] for learner in (UNASKED, UNWILLING, TAKEN_BACK) for name in ("name_bn", "name_en")]
NOBODYS = words_of(REFUSED) - words_of(KEPT)
"""The refused names and those of their long words that nobody else has."""


@contextmanager
def _at_home(own: Mapping[str, str]) -> Iterator[None]:
    """Within it this process has that home and those temporary files, too."""
    with pytest.MonkeyPatch.context() as patch, derived_once():
        for name, place in own.items():
            patch.setenv(name, place)
        patch.setattr(tempfile, "tempdir", None)
        assert tempfile.gettempdir() == own["TMPDIR"]
        yield


def tell(folder: Path) -> Told:
    """Plays the class below `folder`, with a home and temporary files of its own."""
    home = folder / "home"
    (home / "tmp").mkdir(parents=True)
    own = {"HOME": str(home), "TMPDIR": str(home / "tmp")}
    shutil.copy(LIST, folder / LIST.name)
    script, out = write_script(folder / "script.jsonl", STEPS), folder / "out"
    killed = bsuh("rehearse", script, "--out", out, "--json", extra=own)
    assert killed.status < 0
    shutil.copytree(out, folder / "killed")
    whole = bsuh("rehearse", script, "--out", out, "--json", extra=own)
    assert whole.status == 0, whole.err
    with _at_home(own):
        again = bsuh_here("rehearse", script, "--out", out, "--lang", "bn")
        verified = [bsuh_here("verify", *_papers(out), *words) for words in (["--json"], ["--lang", "bn"])]
    commands = {"killed": killed, "whole": whole, "again, for people": again}
    commands |= zip(("verify", "verify, for people"), verified, strict=True)
    printed = {name: f"{done.out}\n{done.err}".encode() for name, done in commands.items()}
    return Told(out, folder / "killed" / "profile", home, printed, whole)
