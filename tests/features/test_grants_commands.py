"""Grants from outside: an office, a coordinator, a room of four laptops, a class before its grant, a laptop that is
stolen. Each command that a partner types is once a process of its own; three of the laptops ask through the services.
Ten laptops stand in tests/features/windows/test_room_of_ten.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from tests.helpers.command import Done, OnceApart, bsuh_here, write_script
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.scripts import FOUR, Step, group, set_up
from tests.helpers.settings_files import write_settings

pytestmark = pytest.mark.usefixtures("known_keys")

ASHA = 3
FIRST: list[Step] = [
    {"clock": "2026-08-03T09:00:00+06:00"},
    group(),
    set_up(),
    {"headcount": 4},
    {"roll": {"absent": [], "late": [], "left": []}},
    {"clock": "2026-08-03T09:45:00+06:00", "elapsed_s": 2700},
    {"finish": "s1"},
    {"certificates": "first.pdf"},
    {"hand_over": "stick"},
]
PAPERS: list[Step] = [
    {"clock": "2026-08-05T09:00:00+06:00"},
    {"certificates": "first.pdf"},
    {"hand_over": "stick"},
]
THIEF: list[Step] = [
    {"clock": "2026-08-06T09:00:00+06:00"},
    group("h"),
    set_up("s2", ["h"]),
    {"headcount": 4},
    {"roll": {"absent": [], "late": [], "left": []}},
    {"clock": "2026-08-06T09:45:00+06:00", "elapsed_s": 2700},
    {"finish": "s2"},
    {"certificates": "later.pdf"},
    {"hand_over": "stick"},
]


class Field:
    """The folders of everybody, and the words that all their commands share."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bsuh = folder, OnceApart()
        (folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
        (folder / "four.csv").write_text(FOUR, "utf-8")

    def run(self, whose: str, *words: str | Path) -> Done:
        """One command on somebody's desk."""
        profile = ("--profile", self.folder / whose, "--passphrase-file", self.folder / "passphrase.txt")
        return self.bsuh(*words, *profile, "--json")

    def done(self, whose: str, *words: str | Path) -> Any:
        """The document of a command that does what it was asked."""
        done = self.run(whose, *words)
        assert done.status == 0, done.err
        return done.json

    def rehearse(self, name: str, steps: list[Step]) -> Any:
        """What the device's desk makes of a script."""
        script = write_script(self.folder / f"{name}.jsonl", steps)
        return self.done("device", "rehearse", script, "--out", self.folder / name)

    def verdicts(self, whose: str, *paths: Path) -> list[str]:
        """What the files are worth to somebody."""
        done = self.run(whose, "verify", *paths)
        return [json.loads(line)["verdict"] for line in done.out.splitlines()]


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return Field(tmp_path)


def ask_by_services(field: Field, programme: Path, count: int) -> None:
    """So many laptops of the training room join and ask."""
    for number in range(count):
        wish = NewDesk(PASSPHRASE, f"সহায়ক {number}", None, programme.read_bytes(), ASHA)
        desk, _ = first_run(field.folder / f"room-{number}", wish, clock_at())
        write_request(desk, "device", field.folder / "room")
        desk.close()


def test_a_room_is_granted_and_a_stolen_laptop_taken_back(field: Field) -> None:
    field.bsuh = OnceApart("programme new", "grant request", "grant issue", "grant accept", "grant revoke")
    made = field.done("office", "programme", "new", write_settings(field.folder), "--out", field.folder / "programme")
    first = Path(made["path"])
    field.done("coordinator", "programme", "join", first, "--partner", "asha", "--name", "সমন্বয়কারী")
    (asked,) = field.done("coordinator", "grant", "request", "--as", "coordinator", "--out", field.folder / "c.json")[
        "grants"
    ]
    (given,) = field.done("office", "grant", "issue", asked["path"], "--out", field.folder / "answers")["grants"]
    assert (given["key"], given["role"], given["partner"]) == (asked["key"], "coordinator", "asha")
    assert (given["from"], given["to"]) == ("2026-07-01", "2027-06-30")
    taken = field.done("coordinator", "grant", "accept", given["path"])
    assert (taken["grants"][0]["role"], taken["programme_version"]) == ("coordinator", 2)

    newest = field.folder / "answers" / "kurigram-programme-v2.bsuh-programme"
    field.done("device", "programme", "join", newest, "--partner", "asha", "--name", "শিরিন আক্তার")
    (field.folder / "room").mkdir()
    before = field.rehearse("before", FIRST)
    assert [one["standing"] for one in before["sessions"]] == ["waiting"]
    (waiting,) = map(Path, before["files"])
    assert field.verdicts("coordinator", waiting) == ["waiting"]

    field.done("device", "grant", "request", "--as", "device", "--out", f"{field.folder}/room/")
    ask_by_services(field, newest, 3)
    (field.folder / "room" / "notes.txt").write_text("tea at four")
    broken = field.folder / "room" / "broken.json"
    broken.write_bytes(next((field.folder / "room").glob("request-*")).read_bytes().replace(b'"device"', b'"Device"'))
    issued = field.run("coordinator", "grant", "issue", field.folder / "room", "--out", field.folder / "answers")
    assert issued.status == 1, "one of them could not be granted"
    assert [Path(one["path"]).name for one in issued.json["refused"]] == ["broken.json"]
    assert "broken.json" in issued.err
    grants = issued.json["grants"]
    assert len({one["device"] for one in grants}) == 4
    assert field.verdicts("coordinator", waiting) == ["good"], "the same file, now that its grant is given"

    key = field.done("device", "grant", "request", "--as", "device", "--out", field.folder / "again.json")["grants"][0]
    mine = next(one for one in grants if one["key"] == key["key"])
    accepted = field.done("device", "grant", "accept", mine["path"])
    assert (accepted["waiting"], accepted["grants"][0]["device"]) == (1, mine["device"])
    after = field.rehearse("after", PAPERS)
    certificates, second = map(Path, after["files"])
    assert field.verdicts("coordinator", second, certificates) == ["good", "good"]

    revoked = field.done("coordinator", "grant", "revoke", mine["device"], "--out", field.folder / "revoked.json")
    assert revoked["grants"][0]["key"] == mine["key"]
    assert revoked["last_files"] == 2
    later = field.rehearse("later", THIEF)
    assert [one["standing"] for one in later["sessions"]] == ["granted"]
    thiefs_certificates, thiefs_file = map(Path, later["files"])
    verdicts = field.verdicts("coordinator", waiting, second, certificates, thiefs_file, thiefs_certificates)
    assert verdicts == ["good", "good", "good", "revoked", "revoked"]
    refused = field.run("coordinator", "grant", "issue", field.folder / "again.json", "--out", field.folder / "answers")
    assert (refused.status, refused.json["error"]["code"]) == (2, "revoked")
    assert not field.bsuh.left


def test_who_practises_can_only_ask_to_coordinate(field: Field) -> None:
    words = ("--profile", field.folder / "new", "--passphrase-file", field.folder / "passphrase.txt")
    request = field.folder / "request.json"
    asked = bsuh_here("grant", "request", "--as", "coordinator", "--out", request, *words, "--lang", "bn")
    assert asked.status == 0, asked.err
    assert str(request) in asked.out
    assert "উদ্ধার কোড" in asked.out
    for action in (
        ("request", "--as", "device", "--out", field.folder / "other.json"),
        ("issue", request, "--out", field.folder / "out"),
        ("accept", request),
        ("revoke", "0000", "--out", field.folder / "out"),
    ):
        refused = field.run("new", "grant", *action)
        assert (refused.status, refused.json["error"]["code"]) == (2, "practice")
        assert "Traceback" not in refused.err
    usage = field.run("new", "grant", "issue", request, "--out", field.folder / "out", "--from", "tomorrow")
    assert (usage.status, usage.json["error"]["code"]) == (2, "usage")
    assert not (field.folder / "out").exists()
