"""CHANGELOG.md: versions with their days, headings of Keep a Changelog, and no command or file that is not there."""

from __future__ import annotations

import datetime
import re

from bsuh_desktop import __version__
from tests.helpers.contract import contract
from tests.helpers.markdown import words_in
from tests.helpers.sources import ROOT

TEXT = (ROOT / "CHANGELOG.md").read_text("utf-8")
KINDS = {"Before you update", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
READERS = {"Facilitator", "Student", "Coordinator", "Office", "Verifier", "Script writer"}


def headings(marks: str) -> list[str]:
    return re.findall(rf"^{marks} (.+)$", TEXT, re.MULTILINE)


def test_the_newest_version_is_that_of_the_app() -> None:
    unreleased, *released = headings("##")
    assert unreleased == "[Unreleased]"
    versions = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (.+)", one) for one in released]
    assert [one[1] for one in versions if one][:1] == [__version__]
    days = [datetime.date.fromisoformat(one[2]) for one in versions if one]
    assert len(days) == len(released)
    assert days == sorted(days, reverse=True)


def test_changes_stand_under_their_kind_and_whoever_sees_them() -> None:
    assert set(headings("###")) <= KINDS
    assert set(headings("####")) <= READERS
    assert not [line for line in TEXT.splitlines() if len(line) > 500]


def test_what_it_names_is_there() -> None:
    commands = {word for command in contract().commands for word in (command, *command.split())}
    for words in words_in(TEXT):
        first, *more = words.split()
        if first == "bsuh" and more:
            assert more[0] in commands, words
        if re.fullmatch(r"[\w/]+/[\w./]+", first):
            assert (ROOT / first).exists(), words
