"""A class's way to its coordinator and back, from outside: each command is once a process of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command import OnceApart
from tests.helpers.field import TAUGHT, Field
from tests.helpers.scripts import CLOCK

pytestmark = pytest.mark.usefixtures("known_keys")


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
    again = {"collected": "identical", "text": "This file is already here."}
    assert same == [{**one, **again} for one in received["files"]]
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
