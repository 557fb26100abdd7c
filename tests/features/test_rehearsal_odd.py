"""Scripts as people write them by mistake, and scripts that share a profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.command import bsuh_here, write_script
from tests.helpers.scripts import CLOCK, FINISH, FOUR, Play, Step, group, later, pick, session, set_up

pytestmark = pytest.mark.usefixtures("light_keys")

OPEN: list[Step] = [CLOCK, group(), set_up(), {"headcount": 4}, {"roll": {}}]


@pytest.mark.parametrize(
    "step",
    [
        {"roll": {"abscent": [1]}},
        {"add": {"name_bn": "ক", "phone": "017"}},
        {"certificates": True},
        {"certificates": "c.pdf", "per_page": 3},
        {"certificates": "c.pdf", "ink": "grey"},
        {"hand_over": None},
        {"close": False},
        {"kill": False},
        {"headcount": -1},
        {"headcount": 10**18},
        {"stated_date": "1969-01-01"},
        {"stated_date": "2025-08-04"},
        {"roll": {"absent": [5], "late": [5]}},
        {"stated_date": "2300-01-01"},
        {"clock": "0001-01-01T00:00:00+06:00"},
        {"clock": "2026-08-03T09:10:00+06:00", "elapsed_s": -5},
        {"clock": "2026-08-03T09:10:00+06:00", "elapsed_s": 1e308},
        {"answer": "B"},
        {"hands": {"A": 2**60}},
        {"reopen": "s1", "do": "dance"},
    ],
)
def test_a_slip_in_a_script_is_said_and_changes_nothing(play: Play, step: Step) -> None:
    done = play(*OPEN, step)
    assert done.status == 2, done.out
    assert done.json["error"]["text"].startswith("Line 6: ")
    assert "Traceback" not in done.err


def test_names_never_go_into_the_apps_own_folder(play: Play) -> None:
    done = play(*OPEN, *FINISH, {"certificates": "profile/c.pdf"})
    assert (done.status, done.json["error"]["code"]) == (2, "own_folder")


@pytest.mark.parametrize("paper", [{"certificates": "c.pdf"}, {"hand_over": "stick"}])
def test_an_undated_class_is_not_passed_over_beside_a_dated_one(play: Play, paper: Step) -> None:
    jump: Step = {"clock": "2026-08-03T12:00:00+06:00"}
    second = [later(60, "13:00"), set_up("s2"), {"stated_date": "2026-08-03"}, *OPEN[3:], {"finish": "s2"}]
    done = play(*OPEN, jump, {"finish": "s1"}, *second, paper)
    assert (done.status, done.json["error"]["code"]) == (2, "date_needed")
    assert "Class s1: " in done.err


def test_a_second_roll_call_is_the_one_that_counts(play: Play) -> None:
    assert session(play(*OPEN, {"roll": {"absent": [1]}}, {"roll": {"absent": [2]}}, *FINISH))["absent"] == 1


def test_a_headcount_of_nobody_and_of_those_who_did_not_say(play: Play) -> None:
    assert session(play(*OPEN, {"headcount": {}}, *FINISH))["headcount"] == 0


def test_not_specified_is_a_part_of_the_headcount(play: Play) -> None:
    assert session(play(*OPEN, {"headcount": {"girls": 2, "not_specified": 2}}, *FINISH))["headcount"] == 4


def test_bangla_grades_and_sections_as_keyboards_type_them(play: Play) -> None:
    typed = {**group(), "grade": "\u09a6\u09cd\u09ac\u09bf\u09a4\u09c0\u09df", "section": "\u09dc"}
    done = play(
        CLOCK, typed, set_up("s1", ["g", "g"]), {"headcount": 4}, {"roll": {}}, *FINISH, {"certificates": "c.pdf"}
    )
    assert pick(session(done), "present", "unnamed") == (4, 0)


@pytest.mark.parametrize("between", [[], [{"lock": True}]])
def test_a_locked_desk_does_not_forget_a_jump(play: Play, between: list[Step]) -> None:
    jump: Step = {"clock": "2026-08-03T12:00:00+06:00"}
    assert session(play(*OPEN, *between, jump, {"slide": 2}, {"finish": "s1"}))["doubt"]


def test_a_class_that_ended_yesterday_gets_its_certificates(play: Play) -> None:
    tomorrow: Step = {"clock": "2026-08-04T09:00:00+06:00"}
    steps = [later(40, "09:40"), {"slide": 2}, tomorrow, {"reopen": "s1", "do": "end"}, {"certificates": "c.pdf"}]
    facts = session(play(*OPEN, *steps))
    assert pick(facts, "doubt", "date", "minutes") == (False, "2026-08-03", 40)
    assert len(facts["certificates"]) == 4


def test_four_a_page_in_black_prove_as_one_a_page_does(play: Play) -> None:
    done = play(*OPEN, *FINISH, {"certificates": "c.pdf", "per_page": 4, "ink": "black"})
    (path,) = done.json["files"]
    proof = bsuh_here("verify", path, "--json").json
    assert proof["verdict"] == "practice"
    assert [(item["page"], item["place"]) for item in proof["items"]] == [(1, place) for place in (1, 2, 3, 4)]


def test_a_persons_own_file_is_never_written_over(tmp_path: Path, play: Play) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "c.pdf").write_bytes(b"my thesis")
    for _ in range(2):
        done = play(*OPEN, *FINISH, {"certificates": "c.pdf"})
        assert (done.status, done.json["error"]["code"]) == (2, "already_there")
        assert (tmp_path / "out" / "c.pdf").read_bytes() == b"my thesis"


def test_two_scripts_on_one_profile(tmp_path: Path) -> None:
    (tmp_path / "four.csv").write_text(FOUR, "utf-8")
    first = write_script(tmp_path / "1.jsonl", [*OPEN, *FINISH])
    second = write_script(tmp_path / "2.jsonl", [{"certificates": "c.pdf"}, {"hand_over": "stick"}])
    assert bsuh_here("rehearse", first, "--out", tmp_path / "a", "--json").status == 0
    words: list[str | Path] = ["--profile", tmp_path / "a" / "profile", "--json"]
    done = bsuh_here("rehearse", second, "--out", tmp_path / "b", *words)
    assert done.status == 0, done.err
    assert [Path(file).suffix for file in done.json["files"]] == [".pdf", ".bsuh"]
    again = bsuh_here("rehearse", first, "--out", tmp_path / "c", *words)
    assert [facts["present"] for facts in again.json["sessions"]] == [4]
    other = bsuh_here("rehearse", second, "--out", tmp_path / "a", "--json")
    assert (other.status, other.json["error"]["code"]) == (2, "profile_exists")
