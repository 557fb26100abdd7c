"""Whole lives of a class as scripts: received and purged; consent withdrawn before and after the hand-over."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.services.desk.passphrases import PRACTICE_PASSPHRASE
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.trust.vault import Vault
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.command import Done, bsuh, bsuh_here, write_script
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk
from tests.helpers.forty import readable
from tests.helpers.names import found
from tests.helpers.scripts import CLOCK, FINISH, FOUR, Play, Step, group, later, session, set_up

pytestmark = pytest.mark.usefixtures("known_keys")

NAMES = ("রহিম উদ্দিন", "করিম মিয়া", "শ্রেয়া দাস", "মং চাই")
TAUGHT: list[Step] = [
    CLOCK,
    group(),
    set_up(),
    {"headcount": 4},
    {"roll": {}},
    {"ask": "q5", "by": "shared"},
    {"answer": {"1": "A", "2": "B", "3": "B"}},
    {"close": True},
    *FINISH,
]
HAND_OVER: Step = {"hand_over": "stick"}
CERTIFICATES: Step = {"certificates": "certificates.pdf"}


def withdraw(card: int) -> Step:
    return {"withdraw": {"group": "g", "card": card}}


def contents(path: Path | str) -> Contents:
    """What a handed-over file holds; it is as good as a practised one can be."""
    known = known_to_everybody()
    reading = read_attendance_file(Path(path).read_bytes(), known.identities, known.programmes)
    assert reading.verdict.value == "practice"
    assert reading.contents is not None
    return reading.contents


def left_in(profile: Path) -> set[str]:
    """The names that whoever knows the passphrase can still read there."""
    places = readable(profile, Vault.unlock(profile, PRACTICE_PASSPHRASE).store_key)
    return {name for _, name, _ in found(NAMES, places)}


def purge(folder: Path, *words: str, run: Callable[..., Done] = bsuh_here) -> Done:
    """Runs `bsuh purge` on the profile that the scripts of `folder` made."""
    file = folder / "passphrase"
    file.write_text(PRACTICE_PASSPHRASE)
    return run("purge", "--profile", folder / "out" / "profile", "--passphrase-file", file, *words)


def test_received_and_then_purged(play: Play, tmp_path: Path) -> None:
    out, receipts = tmp_path / "out", tmp_path / "out" / "receipts"
    done = play(*TAUGHT, CERTIFICATES, HAND_OVER)
    before, file = session(done), Path(done.json["files"][1])
    held_back = purge(tmp_path, "--date", "2026-08-03", "--json", run=bsuh)
    assert held_back.json == {"names": 0, "held_back": 4, "groups": 0}
    assert left_in(out / "profile") == set(NAMES)
    coordinator = copied_desk(tmp_path / "coordinator", clock_at())
    coordinator.close()
    (tmp_path / "theirs").write_text(PASSPHRASE)
    answered = bsuh_here(
        *("receipts", file.parent, "--out", receipts, "--json"),
        *("--profile", coordinator.folder, "--passphrase-file", tmp_path / "theirs"),
    )
    assert [one["state"] for one in answered.json["files"]] == ["practice"]
    # The coordinator's clock is that of this computer.
    end = datetime.date.today() + datetime.timedelta(days=92)
    script = write_script(
        tmp_path / "later.jsonl",
        [{"receipts": str(receipts)}, {"clock": f"{end}T09:00:00+06:00"}, {"stated_date": str(end)}, {"purge": True}],
    )
    ended = bsuh_here("rehearse", script, "--out", out, "--profile", out / "profile", "--json")
    assert ended.status == 0, ended.err
    assert left_in(out / "profile") == set()
    assert purge(tmp_path, "--date", str(datetime.date.today())).out == "Names deleted: 0\n"
    # What the class came to, and what was handed over, is as it was: nothing is due.
    again = bsuh_here(
        *("hand-over", "--to", out / "stick", "--json"),
        *("--profile", out / "profile", "--passphrase-file", tmp_path / "passphrase"),
    )
    assert [one["state"] for one in again.json["files"]] == ["practised"]
    assert [one.name for one in (out / "stick").glob("*.bsuh")] == [file.name]
    assert contents(file).details.counts.present == before["present"] == 4


def test_withdrawn_before_and_after_the_hand_over(play: Play, tmp_path: Path) -> None:
    steps = [*TAUGHT, withdraw(1), CERTIFICATES, HAND_OVER, withdraw(2), HAND_OVER, withdraw(2), HAND_OVER]
    done = play(*steps)
    facts = session(done)
    assert facts["answers"]["q5"] == {"A": 1, "B": 2, "C": 0, "D": 0, "blank": 0, "not_asked": 1}
    assert (facts["present"], len(facts["certificates"])) == (4, 4)
    first, second = (contents(path) for path in done.json["files"][1:])
    assert [len(one.details.withdrawn) for one in (first, second)] == [1, 2]
    assert (first.manifest.revision, second.manifest.revision) == (1, 2)
    rolls = [{row.card: row.roll for row in one.rows} for one in (first, second)]
    assert [list(one.values()) for one in rolls] == [["", "2", "3", "4"], ["", "", "3", "4"]]
    assert second.manifest.chain.length == first.manifest.chain.length + 1
    assert left_in(tmp_path / "out" / "profile") == set(NAMES[2:])


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_on_the_way_repeats_no_withdrawal(tmp_path: Path) -> None:
    (tmp_path / "four.csv").write_text(FOUR, "utf-8")
    steps = [*TAUGHT, withdraw(1), {"kill": True}, HAND_OVER]
    script = write_script(tmp_path / "script.jsonl", steps)
    assert bsuh("rehearse", script, "--out", tmp_path / "out", "--json").status < 0
    facts = session(bsuh_here("rehearse", script, "--out", tmp_path / "out", "--json"))
    assert facts["answers"]["q5"] == {"A": 1, "B": 2, "C": 0, "D": 0, "blank": 0, "not_asked": 1}
    assert left_in(tmp_path / "out" / "profile") == set(NAMES[1:])


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (withdraw(9), "Nobody in this group has this card."),
        ({"withdraw": {"group": "h", "card": 1}}, "No group of this script has this name."),
        ({"withdraw": 3}, "This is not written correctly: withdraw"),
        ({"purge": False}, "Write true for this step, or delete the line."),
    ],
)
def test_a_step_that_cannot_be_is_said_with_its_line(play: Play, step: Step, said: str) -> None:
    done = play(CLOCK, group(), step)
    assert done.status == 2
    assert f"Line 3: {said}" in done.err


def test_a_clock_in_doubt_asks_for_the_day(play: Play, tmp_path: Path) -> None:
    done = play(*TAUGHT, later(5, "2027-08-03T09:00:00+06:00"), {"purge": True})
    assert done.status == 2
    assert done.json["error"]["code"] == "date_needed"
    refused = purge(tmp_path, "--date", "2026-08-02", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "bad_date")
    assert purge(tmp_path, "--date", "yesterday", "--json").json["error"]["code"] == "usage"
