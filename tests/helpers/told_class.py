"""A class told in full for the search after names: from the school's list to the attendance file.

It has refusals on the list, learners who join late and one who is taken back, and is killed in the middle, so that its
log still lies beside the data.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.helpers.command import ROOT, Done, bsuh, write_script
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
    checked = [str(file) for file in (*(out / "stick").iterdir(), out / "certificates.pdf")]
    commands = {
        "killed": killed,
        "whole": whole,
        "again, for people": bsuh("rehearse", script, "--out", out, "--lang", "bn", extra=own),
        "verify": bsuh("verify", *checked, "--json", extra=own),
        "verify, for people": bsuh("verify", *checked, "--lang", "bn", extra=own),
    }
    printed = {name: f"{done.out}\n{done.err}".encode() for name, done in commands.items()}
    return Told(out, folder / "killed" / "profile", home, printed, whole)
