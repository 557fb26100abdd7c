"""Classes on laptops whose clock lies, and classes that nobody finished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.command import bsuh_here
from tests.helpers.scripts import CLOCK, FINISH, Play, Step, group, later, pick, session, set_up

pytestmark = pytest.mark.usefixtures("light_keys")

WRONG: Step = {"clock": "2019-01-01T00:10:00+06:00"}
WRONG_FINISH: list[Step] = [later(45, "2019-01-01T00:55:00+06:00"), {"finish": "s1"}]
"""Forty-five minutes after WRONG."""
ROLL: list[Step] = [{"headcount": 4}, {"roll": {}}]


def minute(time: str) -> str:
    """A time without its seconds: a rehearsal's clock goes on by itself while it is worked through."""
    return time[:16]


def test_a_usual_class_raises_no_doubt(play: Play) -> None:
    facts = session(play(CLOCK, group(), set_up(), *ROLL, *FINISH))
    assert pick(facts, "date", "minutes", "doubt", "entered_later") == ("2026-08-03", 45, False, False)
    assert (minute(facts["start"]), minute(facts["end"])) == ("2026-08-03T09:00", "2026-08-03T09:45")


@pytest.mark.parametrize("year", [2019, 2036])
def test_a_laptop_in_another_year_is_asked_the_date_once(play: Play, tmp_path: Path, year: int) -> None:
    clock = {"clock": f"{year}-01-01T00:10:00+06:00"}
    end = later(45, f"{year}-01-01T00:55:00+06:00")
    steps = [clock, group(), set_up(), {"stated_date": "2026-08-04"}, *ROLL, end, {"finish": "s1"}]
    done = play(*steps, {"certificates": "c.pdf"}, {"hand_over": "stick"})
    facts = session(done)
    assert pick(facts, "date", "doubt", "minutes", "entered_later") == ("2026-08-04", True, 45, False)
    assert minute(facts["start"]) == f"{year}-01-01T00:10"
    certificates, attendance = done.json["files"]
    assert Path(attendance).name.startswith("2026-08-04-eiin-107845-")
    proofs = bsuh_here("verify", certificates, attendance, "--json")
    assert proofs.status == 0
    assert '"date": "2026-08-04"' in proofs.out
    doubts = json.loads(proofs.out.splitlines()[1])["doubts"]
    assert doubts
    assert all("clock" in doubt for doubt in doubts)


@pytest.mark.parametrize("year", [2019, 2036])
def test_without_a_stated_date_the_class_goes_on(play: Play, year: int) -> None:
    steps = [{"clock": f"{year}-01-01T00:10:00+06:00"}, group(), set_up(), *ROLL, {"finish": "s1"}]
    assert pick(session(play(*steps)), "doubt", "present") == (True, 4)


@pytest.mark.parametrize("paper", [{"certificates": "c.pdf"}, {"hand_over": "stick"}])
def test_what_carries_a_date_waits_for_it(play: Play, paper: Step) -> None:
    done = play(WRONG, group(), set_up(), *ROLL, *WRONG_FINISH, paper)
    assert (done.status, done.json["error"]["code"]) == (2, "date_needed")


def test_the_date_can_be_stated_before_set_up(play: Play) -> None:
    done = play(WRONG, group(), {"stated_date": "2026-08-04"}, set_up(), *ROLL, {"finish": "s1"})
    assert session(done)["date"] == "2026-08-04"


def test_the_date_can_be_stated_after_the_finish(play: Play) -> None:
    papers: Step = {"certificates": "c.pdf"}
    done = play(WRONG, group(), set_up(), *ROLL, *WRONG_FINISH, {"stated_date": "2026-08-04"}, papers)
    assert (session(done)["date"], len(session(done)["certificates"])) == ("2026-08-04", 4)


def test_a_clock_that_jumps_within_a_run_is_in_doubt(play: Play) -> None:
    steps = [CLOCK, group(), set_up(), *ROLL, {"clock": "2026-08-03T07:00:00+06:00", "elapsed_s": 600}]
    done = play(*steps, later(35, "2026-08-03T07:35:00+06:00"), {"finish": "s1"})
    assert pick(session(done), "doubt", "minutes") == (True, 45)


def test_a_class_long_after_the_last_one_is_in_doubt(play: Play) -> None:
    again = [later(0, "2027-03-01T09:00:00+06:00"), set_up("s2"), *ROLL, {"finish": "s2"}]
    done = play(CLOCK, group(), set_up(), *ROLL, *FINISH, *again)
    assert [session(done, number)["doubt"] for number in (0, 1)] == [False, True]


def test_a_class_of_yesterday_is_entered_later(play: Play) -> None:
    facts = session(play(CLOCK, group(), set_up(), {"stated_date": "2026-08-02"}, *ROLL, *FINISH))
    assert pick(facts, "date", "doubt", "entered_later") == ("2026-08-02", False, True)


@pytest.mark.parametrize("next_time", ["2026-08-04T09:00:00+06:00", "2026-08-03T12:30:00+06:00"])
def test_a_forgotten_finish_ends_with_the_last_thing_that_happened(play: Play, next_time: str) -> None:
    steps = [later(40, "09:40"), {"slide": 9}]
    done = play(CLOCK, group(), set_up(), *ROLL, *steps, later(0, next_time), {"reopen": "s1", "do": "end"})
    facts = session(done)
    assert (minute(facts["end"]), facts["minutes"]) == ("2026-08-03T09:40", 40)


def test_going_on_after_a_break_on_the_same_day(play: Play) -> None:
    pause: list[Step] = [later(20, "09:20"), {"slide": 5}, {"lock": True}, later(10, "09:30")]
    on: list[Step] = [{"reopen": "s1", "do": "go_on"}, {"slide": 6}, later(15, "09:45"), {"finish": "s1"}]
    steps = [*pause, *on]
    facts = session(play(CLOCK, group(), set_up(), *ROLL, *steps))
    assert pick(facts, "minutes", "doubt") == (45, False)
    # Opened, headcount, roll called, two slides, finished: locking and going on add nothing.
    assert facts["events"] == 6


def test_a_finished_class_is_not_reopened(play: Play) -> None:
    done = play(CLOCK, group(), set_up(), *ROLL, *FINISH, {"reopen": "s1", "do": "go_on"})
    assert (done.status, done.json["error"]["code"]) == (2, "not_now")
