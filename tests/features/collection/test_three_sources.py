"""Two sticks and a mail with a ZIP, as they come on a Monday: each file gets its verdict, nothing else stays."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.paths import resources
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.trust.demonstration import demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import attendance, programme_desks
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER
from tests.helpers.collection import Device, put, session
from tests.helpers.command import Done, bsuh_here, command_line, environment
from tests.helpers.containers import LETTER, PHOTO, mail, zipped
from tests.helpers.desks import PASSPHRASE
from tests.helpers.held_process import held
from tests.helpers.keys import LAST, coordinator_terms, key
from tests.helpers.programmes import take_programme
from tests.helpers.sampled import few_or_all
from tests.helpers.until import wait_for

pytestmark = pytest.mark.usefixtures("known_keys")

SMALL = 300


class Monday:
    """A coordinator's desk, its register, and what was brought."""

    def __init__(self, folder: Path, recipients: tuple[str, ...] | None = None) -> None:
        """Made anew, or one that stands in `folder` and opens files to `recipients`."""
        self.folder, self.register = folder, folder / "register"
        self.recipients = recipients or self._prepare()

    def _prepare(self) -> tuple[str, ...]:
        (self.folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
        desk = self._made()
        recipient = recipient_of(desk.vault.age_identity)
        take_programme(desk, programme_desks.trial_file(2, recipient), PARTNER)
        # Decisions are dated by the real clock.
        last = max(LAST, desk.today() + datetime.timedelta(days=60))
        terms = programme_desks.replace_last(coordinator_terms(desk.vault.signing_key.public), last)
        desk.take_office(issue(key("root"), terms))
        desk.close()
        return (recipient,)

    def _made(self) -> Desk:
        wish = NewDesk(PASSPHRASE, "শিরিন আক্তার", None, programme_desks.trial_file(2), PARTNER)
        return first_run(self.folder / "desk", wish, SystemClock())[0]

    def words(self, *words: str | Path) -> list[str | Path]:
        """A command on this desk."""
        profile = ("--profile", self.folder / "desk", "--passphrase-file", self.folder / "passphrase.txt")
        return [*words, *profile, "--json"]

    def collect(self, *sources: Path, register: Path | None = None) -> Done:
        """`bsuh collect` of some sources, by processes beside this one."""
        return bsuh_here(*self.words("collect", *sources, "--register", register or self.register))

    def collect_here(self, *sources: Path, register: Path | None = None) -> Done:
        """The same by this process alone."""
        words = self.words("collect", *sources, "--register", register or self.register, "--workers", "0")
        return bsuh_here(*words)


def practice(recipients: tuple[str, ...]) -> bytes:
    """A practice class of the demonstration, which everybody can open."""
    programme = demonstration_programme(resources())
    chain = issue_demonstration_device_grant(resources(), key("device").public, 0x3A77)
    who = attendance.sender(grants=chain, programme=programme.id, recipients=programme.recipients_for(1))
    return build_attendance_file(attendance.facts(practice=True), who).data


def foreign(device: Device) -> bytes:
    """A class of another programme, sealed to that one's coordinator."""
    other = Device((recipient_of(COORDINATOR_IDENTITY),), "stranger")
    return other.seal(session(90)).data


def of_another_programme(recipients: tuple[str, ...]) -> bytes:
    """A class of another programme that was sealed to this coordinator as well."""
    who = replace(attendance.sender(recipients=recipients), programme="another")
    whole = attendance.facts(session=session(91), journal=attendance.journal(session=session(91)))
    return build_attendance_file(whole, who).data


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Monday:
    """The desk before anything was brought; only copies of it are worked at."""
    return Monday(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def stick(prepared: Monday, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of many classes, which takes a while."""
    device = Device(prepared.recipients)
    files = {f"{number:04}.bsuh": device.seal(session(number)) for number in range(1, SMALL + 1)}
    return put(tmp_path_factory.mktemp("stick") / "stick", files)


@pytest.fixture
def monday(prepared: Monday, tmp_path: Path) -> Monday:
    shutil.copytree(prepared.folder, tmp_path, dirs_exist_ok=True)
    return Monday(tmp_path, prepared.recipients)


def brought(monday: Monday) -> list[Path]:
    """The three sources. Names say nothing: a whole file is called as a photo would be, a letter as a class."""
    device = Device(monday.recipients)
    files = {number: device.seal(session(number)) for number in range(1, 7)}
    first = put(
        monday.folder / "stick 1",
        {
            "1.bsuh": files[1],
            "2 cut.bsuh": files[2].data[:-100],
            "3 whole.bsuh": files[2],
            "holiday.jpg": files[3],
            "letter.txt": LETTER,
        },
    )
    second = put(
        monday.folder / "stick 2",
        {
            "a (1).bin": files[4],
            "practice.bsuh": practice(monday.recipients),
            "foreign.bsuh": foreign(device),
            "programme.bsuh": of_another_programme(monday.recipients),
            "photo.jpg": PHOTO,
            "again.bsuh": files[1],
        },
    )
    attached = zipped({"5.bsuh": files[5].data, "class.jpg": PHOTO, "6": files[6].data})
    saved = put(monday.folder / "mail", {"message": mail({"classes.zip": attached, "photo.bsuh.jpg": PHOTO})})
    return [first, second, saved / "message"]


EXPECTED = {
    "1.bsuh": "merged",
    "2 cut.bsuh": "altered",
    "3 whole.bsuh": "merged",
    "holiday.jpg": "merged",
    "letter.txt": "passed_over",
    "a (1).bin": "merged",
    "practice.bsuh": "practice",
    "foreign.bsuh": "not_ours",
    "programme.bsuh": "not_ours",
    "photo.jpg": "passed_over",
    "again.bsuh": "identical",
    "5.bsuh": "merged",
    "class.jpg": "passed_over",
    "6": "merged",
    "photo.bsuh.jpg": "passed_over",
}


def told(document: Any) -> dict[str, str]:
    """The verdicts by the last part of each name; a mail's own text has none."""
    named = {one["input"].split(" › ")[-1].rsplit("/", 1)[-1]: one["verdict"] for one in document["files"]}
    return {name: verdict for name, verdict in named.items() if name in EXPECTED}


def state(register: Path) -> dict[str, str]:
    """The hash of each file that the register's folder holds, but for the rows: locked, they differ each time."""
    files = [one for one in register.rglob("*") if one.is_file() and one.suffix not in (".seg3", ".lock")]
    return {str(one.relative_to(register)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def figures(monday: Monday, register: Path) -> bytes:
    """What `bsuh figures` prints."""
    done = bsuh_here(*monday.words("figures", "--by", "module,month", "--register", register))
    assert done.status == 0, done.err
    return done.out.encode()


def test_each_file_has_its_verdict_and_nothing_else_is_kept(monday: Monday) -> None:
    sources = brought(monday)
    first = monday.collect(*sources)
    assert first.status == 1, first.err
    assert told(first.json) == EXPECTED
    said = {verdict: count for verdict, count in first.json["counts"].items() if count and verdict != "passed_over"}
    assert said == {"merged": 6, "altered": 1, "practice": 1, "not_ours": 2, "identical": 1}
    altered = next(one for one in first.json["files"] if one["verdict"] == "altered")
    assert altered["text"] == "This file is incomplete: a part of it is missing."
    assert altered["remedy"] == "Copy it again from where it came."

    archive = sorted((monday.register / "archive").rglob("*.bsuh"))
    assert len(archive) == 6
    everything = b"".join(one.read_bytes() for one in monday.register.rglob("*") if one.is_file())
    assert PHOTO not in everything
    assert LETTER not in everything
    for data in (PHOTO, LETTER):
        assert hashlib.sha256(data).hexdigest() not in everything.decode("latin-1")
    names = " ".join(str(one) for one in monday.register.rglob("*"))
    assert not any(word in names for word in ("photo", "letter", "holiday"))

    before, counted = state(monday.register), figures(monday, monday.register)
    again = monday.collect_here(*sources)
    assert (again.json["counts"]["identical"], again.json["counts"]["merged"]) == (7, 0)
    assert state(monday.register) == before
    assert figures(monday, monday.register) == counted


def test_receipts_go_back_by_device(monday: Monday) -> None:
    sources = brought(monday)
    out = monday.folder / "back"
    done = bsuh_here(*monday.words("receipts", *sources, "--out", out, "--register", monday.register))
    assert done.status == 1, done.err
    (folder,) = (one for one in out.iterdir())
    assert folder.name == "0EKQ"
    states = {one["state"] for one in done.json["files"] if one["path"]}
    assert states == {"merged", "practice"}
    assert len(list(folder.iterdir())) == 7
    path = next(one["path"] for one in done.json["files"] if one["verdict"] == "merged")
    assert json.loads(bsuh_here("verify", path, *monday.words()).out)["verdict"] == "good"


def test_the_summary_is_told_first(monday: Monday) -> None:
    told = [str(word) for word in monday.words("collect", *brought(monday), "--register", monday.register)]
    done = bsuh_here(*[word for word in told if word != "--json"], "--lang", "en", "--workers", "1")
    assert done.status == 1
    first, *_ = done.out.splitlines()
    assert first == "Added: 6, already here: 1, to check: 1"
    assert "0EKQ: added: 6, already here: 1" in done.out
    assert "Practice classes, in no report: 1\nFiles for others, refused: 2\n" in done.out
    assert "2 cut.bsuh: This file is incomplete: a part of it is missing." in done.err
    anew = bsuh_here(*monday.words("collect", "--rebuild", "--register", monday.register))
    assert (anew.status, anew.json) == (0, {"rebuilt": 6})
    nothing = bsuh_here(*monday.words("collect", "--register", monday.register))
    assert (nothing.status, nothing.json["error"]["code"]) == (2, "usage")


@few_or_all("kills", 2, 6)
def test_killed_on_the_way_it_comes_to_the_same(monday: Monday, stick: Path, kills: int) -> None:
    undisturbed = monday.folder / "undisturbed"
    assert monday.collect_here(stick, register=undisturbed).status == 0
    chance = random.Random(20260803)
    for _ in range(kills):
        begun = chance.randrange(1, SMALL // (kills + 1))
        with held("begun", begun, monday.words("collect", stick, "--register", monday.register)) as started:
            started.kill()
        assert started.returncode == -signal.SIGKILL
    done = monday.collect_here(stick)
    assert done.status == 0, done.err
    assert done.json["counts"]["identical"] + done.json["counts"]["merged"] == SMALL
    assert standing(monday.register) == standing(undisturbed)
    assert figures(monday, monday.register) == figures(monday, undisturbed)


def test_stopped_on_the_way_the_same_sources_go_on(monday: Monday, stick: Path) -> None:
    started = subprocess.Popen(
        command_line(*monday.words("collect", stick, "--register", monday.register, "--lang", "en")),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until_archived(monday.register)
    # As at a terminal every process of it hears of it.
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate()
    assert (started.returncode, json.loads(out)["error"]["code"]) == (2, "stopped"), err
    assert "Collect from the same places again to continue." in err
    assert "Traceback" not in err
    done = monday.collect_here(stick)
    assert done.status == 0, done.err
    assert done.json["counts"]["identical"] + done.json["counts"]["merged"] == SMALL


def wait_until_archived(register: Path) -> None:
    """Waits until a file lies in the archive."""
    wait_for(lambda: list((register / "archive").glob("??/*.bsuh")), "a file lies in the archive")


def standing(register: Path) -> tuple[dict[str, str], dict[str, str]]:
    """What is archived, and what was decided of each file."""
    archive = {name: sha for name, sha in state(register).items() if name.startswith("archive")}
    verdicts: dict[str, str] = {}
    for line in (register / "decisions.jsonl").read_bytes().splitlines():
        decision = msgspec.json.decode(line)["line"]["decision"]
        assert decision["kind"] == "received/1"
        verdicts |= {file: verdict for file, _, _, verdict in decision["files"]}
    return archive, verdicts
