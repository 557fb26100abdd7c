"""A class that was answered *merged* is in the coordinator's archive: by command, in windows, after every kill.

And what an earlier version answered without keeping it is named, and comes back with its stick.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import collector_of
from bsuh_desktop.services.collection.stored_files import counted_classes
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.open_register import counting_desk, open_counted_classes
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.system.clock import SystemClock
from tests.helpers import hand_over
from tests.helpers.class_pages import read, shows
from tests.helpers.command import ROOT, bsuh
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.field import TAUGHT, Field
from tests.helpers.held_process import held
from tests.helpers.list_pages import table
from tests.helpers.receiving_desk import archived, receive, unarchived, write_receipts
from tests.helpers.visit import Visit, visiting

FROZEN = ROOT / "tests" / "frozen" / "answered-without-archive"
REAL, PRACTISED = "SESS000000000001", "SESS000000000002"
WITHOUT_PARTS = {"PYTHONPATH": f"{ROOT / 'tests' / 'helpers' / 'without_parts'}{os.pathsep}{ROOT}"}

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture
def field(tmp_path: Path) -> Field:
    """A class was held, and lies on the stick."""
    field = Field(tmp_path)
    taught = field.rehearse("taught", [*TAUGHT, {"hand_over": "stick"}])
    assert taught.status == 0, taught.err
    return field


def classes(field: Field, register: Path) -> int:
    """How many count in a register, by its archive, decisions and rows."""
    desk = open_desk(field.folder / "coordinator", PASSPHRASE, SystemClock())
    try:
        with Register.open_to_read(register, collector_of(desk).keys) as opened:
            open_counted_classes(opened, counting_desk(desk)).close()
            return len(counted_classes(opened))
    finally:
        desk.close()


def outcomes(folder: Path) -> list[str]:
    """What the receipts in a folder say."""
    return sorted(read_receipt(path.read_bytes()).outcome for path in folder.rglob("receipt-*"))


@pytest.mark.parametrize("parts", [True, False], ids=["with parts", "without parts"])
@pytest.mark.parametrize("named", [True, False], ids=["register", "profile"])
def test_a_class_that_is_answered_is_in_archive_and_figures(field: Field, parts: bool, named: bool) -> None:
    own = field.folder / "coordinator" / "register"
    register = field.folder / "elsewhere" if named else own
    words = ("receipts", field.stick, "--out", field.stick / "back", *(("--register", register) if named else ()))
    call = (*words, *field.opening("coordinator"), "--json")
    if not parts:
        refused = bsuh("figures", "--register", register, *field.opening("coordinator"), "--json", extra=WITHOUT_PARTS)
        assert refused.json["error"]["code"] == "no_coordinator_parts", "there is nothing to count with"
    received = bsuh(*call, extra=None if parts else WITHOUT_PARTS)
    assert received.status == 0, received.err
    (state,) = [one["state"] for one in received.json["files"] if one["session"]]
    assert state == "merged"
    assert outcomes(field.stick) == ["merged"]
    assert own.exists() is not named
    assert len(list((register / "archive").rglob("*.bsuh"))) == 1
    # A laptop that has the parts counts what one without them has collected.
    assert classes(field, register) == 1
    again = bsuh(*call, extra=None if parts else WITHOUT_PARTS).json
    assert [one["code"] for one in again["files"] if one["session"]] == [
        one["code"] for one in received.json["files"] if one["session"]
    ]
    assert len((register / "decisions.jsonl").read_text().splitlines()) == 1
    assert field.done("device", "hand-over", "--receipt", field.stick / "back")["receipts"][0]["state"] == "merged"


@pytest.mark.parametrize("step", ["begun", "decided"])
def test_killed_on_the_way_nothing_was_answered_that_is_not_kept(field: Field, step: Any) -> None:
    out = field.stick / "back"
    words = ("receipts", field.stick, "--out", out, *field.opening("coordinator"), "--json")
    with held(step, 1, words) as started:
        started.kill()
    assert started.returncode == -signal.SIGKILL
    assert not out.exists(), "no receipt is written before the decision"
    assert field.done("coordinator", *words[:4])["files"][0]["state"] == "merged"
    assert outcomes(out) == ["merged"]
    assert classes(field, field.folder / "coordinator" / "register") == 1


def test_a_disk_that_is_full_lets_nothing_be_answered(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("bsuh_desktop.register.decisions._write_all", full)
        done = field.run("coordinator", "receipts", field.stick, "--out", field.stick / "back")
    assert (done.status, done.json["error"]["code"]) == (2, "disk_full")
    assert outcomes(field.stick) == []
    assert field.done("coordinator", "receipts", field.stick, "--out", field.stick / "back")["files"][0]["code"]
    assert classes(field, field.folder / "coordinator" / "register") == 1


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The folder of a desk that an earlier version left, with the stick that it answered."""
    shutil.copytree(FROZEN, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_an_earlier_version_answered_is_named_and_collected_with_its_stick(earlier: Path) -> None:
    desk = open_desk(earlier / "profile", (earlier / "passphrase.txt").read_text("utf-8"), clock_at())
    assert outcomes(earlier / "stick") == ["merged", "merged"], "so the laptop has nothing left to hand over"
    assert archived(desk) == {}
    assert [(one.device, one.session) for one in unarchived(desk)] == [("0EKQ", REAL), ("0EKQ", PRACTISED)]
    found = receive(desk, [earlier / "stick"])
    assert {one.session: one.state for one in found.files if one.session} == {REAL: "merged", PRACTISED: "practice"}
    assert archived(desk) == {REAL: "counted"}
    assert unarchived(desk) == (), "what is practice stands in no archive, and is not missed"
    # A receipt that says the same is left as it is; that of the practised class says what it is.
    written = write_receipts(desk, found, earlier / "stick")
    assert sorted((one.state, one.new) for one in written) == [("merged", False), ("practice", True)]
    desk.close()


def on_door(folder: Path, then: Callable[[Visit], None]) -> None:
    with visiting(folder) as visit:
        visit.unlock()
        then(visit)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("page", ["receive", "inbox"])
def test_the_page_names_what_an_earlier_version_lost(earlier: Path, page: str) -> None:
    def look(visit: Visit) -> None:
        visit.go(page)
        visit.quiet()
        told = read(visit, "news")
        assert REAL in told
        assert "has no file of: 2" in told
        assert "Load their sticks again" in told

    def take(visit: Visit) -> None:
        hand_over.receive_page(visit, earlier / "stick")
        visit.press("add_files", "files_to_stick")
        assert sorted(row.cells[1].text for row in table(visit).rows()) == ["Arrived", "Practice, in no report"]
        practised = next(row for row in table(visit).rows() if "Practice" in row.cells[1].text)
        assert "its facilitator enters it again" in practised.cells[1].second
        assert practised.cells[2].text.startswith("P")
        visit.press("write_receipts", "file_to_stick")
        visit.go(page)
        visit.quiet()
        assert not shows(visit, "news")

    on_door(earlier, look)
    on_door(earlier, take)
    on_door(earlier, lambda visit: _is_counted(visit, page))
    desk = open_desk(earlier / "profile", PASSPHRASE, clock_at())
    assert archived(desk) == {REAL: "counted"}
    desk.close()


def _is_counted(visit: Visit, page: str) -> None:
    visit.go(page)
    visit.quiet()
    assert not shows(visit, "news")
    visit.go("figures")
    visit.quiet()


def test_by_command_they_are_named_until_they_are_collected(field: Field) -> None:
    """A class that was seen, and never collected, stands in no archive either."""
    (file,) = field.stick.glob("*.bsuh")
    assert json.loads(field.run("coordinator", "verify", file).out)["verdict"] == "good"
    empty = field.folder / "empty"
    empty.mkdir()
    before = field.done("coordinator", "receipts", empty, "--out", field.folder / "back")
    (missing,) = before["unarchived"]
    assert missing["session"] in file.name
    told = field.bsuh("collect", empty, "--register", field.folder / "coordinator" / "register",
                      *field.opening("coordinator"), "--lang", "en")  # fmt: skip
    assert missing["session"] in told.err
    after = field.done("coordinator", "receipts", field.stick, "--out", field.folder / "back")
    assert after["unarchived"] == []


def test_a_class_whose_stick_is_empty_by_now_comes_back_by_command(field: Field) -> None:
    out = field.stick / "back"
    (session,) = [one["session"] for one in field.done("coordinator", "receipts", field.stick, "--out", out)["files"]]
    field.done("device", "hand-over", "--receipt", out)
    shutil.rmtree(field.folder / "coordinator" / "register")
    shutil.rmtree(field.stick)
    assert field.done("device", "hand-over", "--to", field.stick)["files"][0]["state"] == "received"
    refused = field.run("device", "hand-over", "--to", field.stick, "--again", "SESS000000000000")
    assert (refused.status, refused.json["error"]["code"]) == (2, "no_class")
    again = field.done("device", "hand-over", "--to", field.stick, "--again", session)
    assert [(one["session"], one["state"]) for one in again["files"]] == [(session, "again")]
    received = field.done("coordinator", "receipts", field.stick, "--out", out)
    assert [(one["state"], one["revision"]) for one in received["files"]] == [("merged", 2)]
    assert received["unarchived"] == []
    assert classes(field, field.folder / "coordinator" / "register") == 1
    assert field.done("device", "hand-over", "--receipt", out)["receipts"][0]["state"] == "merged"
    assert field.done("device", "hand-over", "--to", field.stick)["files"][0]["state"] == "received"


def test_a_stranger_hides_no_class_by_its_name(earlier: Path) -> None:
    """Practice and waiting files that anybody can make up under a class's id say nothing of that class."""

    def made_up(desk: Desk) -> Path:
        return hand_over.made_up_beside(desk, earlier / "strange", REAL)

    desk = open_desk(earlier / "profile", PASSPHRASE, clock_at())
    found = receive(desk, [made_up(desk)])
    assert {one.state for one in found.files if one.session} == {"kept", "practice"}
    assert REAL in {one.session for one in unarchived(desk)}
    desk.close()
