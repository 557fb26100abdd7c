"""A class's way to its coordinator and back, from outside: each command is once a process of its own."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.first_run import NewDesk, first_run
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import offices
from tests.helpers.attendance import PARTNER
from tests.helpers.command import Done, OnceApart, bsuh, write_script
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import LAST, coordinator_terms, device_terms, key
from tests.helpers.scripts import CLOCK, FOUR, Step, group, later, set_up

pytestmark = pytest.mark.usefixtures("known_keys")

TAUGHT: list[Step] = [
    CLOCK,
    group(),
    set_up(),
    {"headcount": 4},
    {"roll": {"absent": [4], "late": [], "left": []}},
    later(45, "09:45"),
    {"finish": "s1"},
    {"certificates": "first.pdf"},
]


class Field:
    """A facilitator's desk and its coordinator's, and the stick that goes to and fro."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stick, self.bsuh = folder, folder / "stick", OnceApart()
        (folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
        (folder / "four.csv").write_text(FOUR, "utf-8")
        coordinator = self._made("coordinator", "")
        recipient = recipient_of(coordinator.vault.age_identity)
        coordinator.take_programme(offices.trial_file(2, recipient), PARTNER)
        # Receipts are dated by the real clock.
        last = max(LAST, coordinator.today() + datetime.timedelta(days=60))
        terms = coordinator_terms(coordinator.vault.signing_key.public)
        above = issue(key("root"), offices.replace_last(terms, last))
        coordinator.take_office(above)
        device = self._made("device", recipient)
        terms = device_terms(device.vault.signing_key.public)
        device.take_grants((above, issue(coordinator.vault.signing_key, terms, above)))
        device.close()
        coordinator.close()

    def _made(self, name: str, recipient: str) -> Desk:
        wish = NewDesk(PASSPHRASE, "শিরিন আক্তার", None, offices.trial_file(2, recipient), PARTNER)
        return first_run(self.folder / name, wish, SystemClock())[0]

    def run(self, whose: str, *words: str | Path) -> Done:
        """One command on somebody's desk."""
        return self.bsuh(*words, *self.opening(whose), "--json")

    def opening(self, whose: str) -> tuple[str | Path, ...]:
        """The words that open somebody's desk."""
        return ("--profile", self.folder / whose, "--passphrase-file", self.folder / "passphrase.txt")

    def done(self, whose: str, *words: str | Path) -> Any:
        """The document of a command that does what it was asked."""
        done = self.run(whose, *words)
        assert done.status == 0, done.err
        return done.json

    def rehearse(self, name: str, steps: list[Step]) -> Done:
        """What the device's desk makes of a script that writes below the stick's folder."""
        script = write_script(self.folder / f"{name}.jsonl", steps)
        # A script that kills itself needs a process of its own.
        run = bsuh if any("kill" in step for step in steps) else self.bsuh
        return run("rehearse", script, "--out", self.folder, *self.opening("device"), "--json")


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return Field(tmp_path)


def states(done: Any) -> list[str]:
    return [one["state"] for one in done["files"]]


def test_a_class_goes_to_its_coordinator_and_is_closed(field: Field) -> None:
    field.bsuh = OnceApart("hand-over", "receipts")
    taught = field.rehearse("taught", TAUGHT)
    assert taught.status == 0, taught.err
    (session,) = (one["session"] for one in taught.json["sessions"])

    first = field.done("device", "hand-over", "--to", field.stick)
    (row,) = first["files"]
    assert (row["session"], row["state"], first["safe"], first["left"]) == (session, "written", True, 0)
    assert Path(row["path"]).parent == field.stick
    assert Path(first["recovery"]).name.startswith("recovery-")
    before = Path(row["path"]).read_bytes()
    (again,) = field.done("device", "hand-over", "--to", field.stick)["files"]
    assert (again["state"], again["sha256"], Path(again["path"]).read_bytes()) == ("again", row["sha256"], before)

    (field.stick / "tea.txt").write_text("at four")
    received = field.done("coordinator", "receipts", field.stick, "--out", field.stick / "back")
    (answer,) = received["files"]
    assert (answer["state"], answer["verdict"], answer["session"]) == ("merged", "good", session)
    assert (answer["input"], received["passed_over"], received["copies"]) == (row["path"], 1, 1)
    same = field.done("coordinator", "receipts", field.stick, "--out", field.stick / "back")["files"]
    assert same == received["files"]
    verified = field.run("device", "verify", answer["path"])
    assert json.loads(verified.out)["verdict"] == "good"

    # A script takes the receipts in that lie below its folder; killed after it, it goes on.
    killed = field.rehearse("received", [{"receipts": "stick"}, {"kill": True}, {"receipts": "stick"}])
    assert killed.status < 0
    assert field.rehearse("received", [{"receipts": "stick"}, {"kill": True}, {"receipts": "stick"}]).status == 0
    last = field.done("device", "hand-over", "--to", field.folder / "another", "--receipt", answer["code"])
    assert states(last) == ["received"]
    assert last["files"][0]["path"] is None
    assert [one["state"] for one in last["receipts"]] == ["same"]
    assert list((field.folder / "another").iterdir()) == []
    assert not field.bsuh.left


def test_what_does_not_hold_is_told_and_closes_nothing(field: Field) -> None:
    assert field.rehearse("taught", [*TAUGHT, {"hand_over": "stick"}]).status == 0
    (file,) = field.stick.glob("*.bsuh")
    spoiled = bytearray(file.read_bytes())
    spoiled[-1] ^= 1
    (field.stick / "spoiled.bsuh").write_bytes(spoiled)
    received = field.run("coordinator", "receipts", field.stick, "--out", field.stick / "back")
    assert received.status == 1
    assert sorted(states(received.json)) == ["merged", "wrong"]
    (receipt,) = (field.stick / "back").iterdir()
    receipt.write_bytes(receipt.read_bytes().replace(b'"merged"', b'"kept"'))

    stopped = field.rehearse("received", [CLOCK, {"receipts": "stick/back"}])
    assert stopped.status == 2
    assert "Line 2" in stopped.err
    told = field.run("device", "hand-over", "--receipt", receipt, "--receipt", "M000-0000-0000")
    assert told.status == 1
    assert [one["state"] for one in told.json["receipts"]] == ["altered", "unreadable"]
    assert states(told.json) == ["written"]

    for words, code in (
        (("receipts", field.stick, "--out", field.stick, "--register", "postgresql://x"), "register_not_known"),
        (("receipts", field.folder / "gone", "--out", field.stick), "file_not_opened"),
    ):
        refused = field.run("coordinator", *words)
        assert (refused.status, refused.json["error"]["code"]) == (2, code)


def test_a_class_without_a_date_is_told_and_holds_up_no_other(field: Field) -> None:
    doubtful = [{**CLOCK, "clock": "2019-01-01T09:00:00+06:00"}, *TAUGHT[1:5], {"finish": "s1"}]
    assert field.rehearse("doubtful", doubtful).status == 0
    handed = field.run("device", "hand-over", "--to", field.stick)
    assert (handed.status, states(handed.json)) == (1, ["needs_date"])
