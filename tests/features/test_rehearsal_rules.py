"""Who: each rule about learners in FORMATS as a script, its document held against what that table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.scripts import CLOCK, FINISH, HEAD, Play, Step, group, later, pick, session, set_up

pytestmark = pytest.mark.usefixtures("light_keys")

PAPERS: Step = {"certificates": "c.pdf"}
CALL: Step = {"roll": {}}


def heads(count: int) -> Step:
    return {"headcount": count}


def test_two_of_one_name_stay_two(play: Play) -> None:
    same = HEAD + "1,রহিম উদ্দিন,M,,yes\n2,রহিম উদ্দিন,M,,yes\n"
    facts = session(play(CLOCK, group(roster="same.csv"), set_up(), heads(2), CALL, *FINISH, PAPERS, same=same))
    assert pick(facts, "present", "unnamed") == (2, 0)
    assert len(set(facts["certificates"])) == 2


def test_learners_without_a_roll_get_the_next_free_card(play: Play) -> None:
    text = HEAD + ",শ্রেয়া দাস,F,,yes\n1,রহিম উদ্দিন,M,,yes\n৮-ক-১২,করিম মিয়া,M,,yes\n"
    steps: list[Step] = [{"ask": "q5", "by": "shared"}, {"answer": {"1": "A", "2": "B", "3": "C"}}, {"close": True}]
    done = play(CLOCK, group(roster="none.csv"), set_up(), heads(3), CALL, *steps, *FINISH, none=text)
    assert session(done)["answers"]["q5"] == {"A": 1, "B": 1, "C": 1, "D": 0, "blank": 0}


SCHOOL = "class,section,roll,name,consent\n8,ka,1,রহিম,yes\n8,ka,2,করিম,yes\n৮,kha,1,শ্রেয়া,yes\n9,ka,1,মং,yes\n"


def test_of_a_schools_list_the_group_takes_its_own_class(play: Play) -> None:
    facts = session(play(CLOCK, group("kha", "s.csv"), set_up("s1", ["kha"]), heads(1), CALL, *FINISH, s=SCHOOL))
    assert (facts["present"], facts["headcount"]) == (1, 1)


def test_a_class_that_a_schools_list_does_not_hold(play: Play) -> None:
    done = play(CLOCK, group("ga", "s.csv"), s=SCHOOL)
    assert (done.status, done.json["error"]["code"]) == (2, "bad_step")
    assert done.json["error"]["text"].startswith("Line 2: ")


def test_two_sections_in_one_room_have_one_card_number_each(play: Play) -> None:
    answers = {str(card): "B" for card in range(1, 9)}
    steps: list[Step] = [{"ask": "q5", "by": "shared"}, {"answer": answers}, {"close": True}]
    opening = [CLOCK, group("ka"), group("kha"), set_up("s1", ["ka", "kha"])]
    facts = session(play(*opening, heads(8), CALL, *steps, *FINISH))
    assert pick(facts, "present", "headcount") == (8, 8)
    assert facts["answers"]["q5"]["B"] == 8


CONSENT = """roll,name,age,guardian consent,student assent
1,ক,13-17,yes,yes
2,খ,13-17,yes,no
3,গ,13-17,no,yes
4,ঘ,13-17,,
5,ঙ,18+,,yes
6,চ,18+,yes,
"""


@pytest.mark.parametrize(("basis", "unnamed"), [("letters", 4), ("school", 3), ("none", 6)])
def test_whose_names_may_be_kept(play: Play, basis: str, unnamed: int) -> None:
    opening = [CLOCK, group(roster="c.csv", basis=basis), set_up()]
    facts = session(play(*opening, heads(6), CALL, *FINISH, PAPERS, c=CONSENT))
    assert facts["unnamed"] == unnamed
    # Without a name they take part, are counted and get a certificate with a line to write on.
    assert (facts["present"], len(facts["certificates"])) == (6, 6)


def test_a_list_without_a_consent_column_was_not_asked(play: Play) -> None:
    text = "roll,name\n1,রহিম উদ্দিন\n2,করিম মিয়া\n"
    facts = session(play(CLOCK, group(roster="plain.csv"), set_up(), heads(2), CALL, *FINISH, plain=text))
    assert facts["unnamed"] == 2


def test_late_and_left_early_are_among_those_present(play: Play) -> None:
    steps = [{"roll": {"absent": [1, 2]}}, later(10, "09:10"), {"late": 1}, {"left": 3}, later(35, "09:45")]
    facts = session(play(CLOCK, group(), set_up(), heads(2), *steps, {"finish": "s1"}, PAPERS))
    assert pick(facts, "present", "late", "left", "absent") == (3, 1, 1, 1)
    # Late counts by the programme's rule, left early does not.
    assert len(facts["certificates"]) == 2


def test_late_and_left_at_roll_call(play: Play) -> None:
    marks = {"roll": {"absent": [1], "late": [2], "left": [3]}}
    facts = session(play(CLOCK, group(), set_up(), heads(3), marks, *FINISH))
    assert pick(facts, "present", "late", "left", "absent") == (3, 1, 1, 1)


def test_a_headcount_that_disagrees_is_kept_beside_the_roll(play: Play) -> None:
    facts = session(play(CLOCK, group(), set_up(), heads(28), {"roll": {"absent": [4]}}, *FINISH))
    assert pick(facts, "headcount", "present", "remarks") == (28, 3, ["headcount_differs"])


@pytest.mark.parametrize("groups", [["g"], []])
def test_headcount_only(play: Play, groups: list[str]) -> None:
    hands: list[Step] = [{"ask": "q5", "by": "hands"}, {"hands": {"A": 3, "B": 20}}, {"close": True}]
    counted = {"headcount": {"girls": 20, "boys": 8}}
    opening = [CLOCK, group(roster=None), set_up("s1", groups), counted]
    done = play(*opening, *hands, *FINISH, PAPERS, {"hand_over": "stick"})
    facts = session(done)
    assert pick(facts, "headcount", "present", "absent", "unnamed", "certificates") == (28, 28, 0, 0, [])
    assert facts["answers"]["q5"]["blank"] == 5
    assert [Path(file).suffix for file in done.json["files"]] == [".bsuh"]


def test_blank_answers_are_of_those_in_the_room_who_had_the_device(play: Play) -> None:
    on_device = {"answer": {"1": "A"}}
    first: list[Step] = [{"ask": "lesson/1", "by": "shared"}, on_device, {"decline": 3}, {"left": 2}, {"close": True}]
    second: list[Step] = [{"ask": "q6", "by": "shared"}, on_device, {"late": 4}, {"decline": 4}, {"close": True}]
    roll = {"roll": {"absent": [4]}}
    facts = session(play(CLOCK, group(), set_up(), heads(3), roll, *first, *second, *FINISH))
    one = {"A": 1, "B": 0, "C": 0, "D": 0, "blank": 1, "not_asked": 1}
    assert facts["answers"] == {"lesson/1": one, "q6": one}, "2 had left, and it did not come to 3"


def test_hands_by_eye_stand_apart(play: Play) -> None:
    steps: list[Step] = [{"ask": "q5"}, {"hands_by_eye": {"A": "few", "B": "most"}}, {"close": True}]
    facts = session(play(CLOCK, group(), set_up(), heads(4), CALL, *steps, *FINISH, {"hand_over": "stick"}))
    assert pick(facts, "by_eye", "answers", "remarks") == ({"q5": {"A": "few", "B": "most"}}, {"q5": {}}, [])


def test_undo_takes_back_the_last_slip(play: Play) -> None:
    roll: list[Step] = [{"roll": {"absent": [1, 2]}}, {"undo": True}]
    answers: list[Step] = [{"answer": {"2": "A", "3": "B"}}, {"answer": {"2": "C"}}, {"undo": True}, {"undo": True}]
    asked: list[Step] = [{"ask": "q5", "by": "shared"}, *answers, {"close": True}]
    facts = session(play(CLOCK, group(), set_up(), heads(3), *roll, *asked, *FINISH))
    assert pick(facts, "present", "absent") == (3, 1)
    assert facts["answers"]["q5"] == {"A": 1, "B": 0, "C": 0, "D": 0, "blank": 0, "not_asked": 2}


def test_what_the_desk_would_not_allow_stops_the_script_with_its_line(play: Play) -> None:
    done = play(CLOCK, group(), set_up(), {"undo": True}, *FINISH)
    assert done.status == 2
    assert done.json["error"]["text"] == "Line 4: There is nothing to undo."
    assert "Line 4" in done.err
    assert "Traceback" not in done.err


def test_an_added_learner_takes_part_with_or_without_a_name(play: Play) -> None:
    named: Step = {"add": {"name_bn": "রহিমা খাতুন", "roll": "৬১", "consent": "yes"}}
    unnamed: Step = {"add": {"name_bn": "সালমা", "consent": "no"}}
    facts = session(play(CLOCK, group(), set_up(), heads(6), CALL, named, unnamed, *FINISH, PAPERS))
    assert pick(facts, "present", "unnamed") == (6, 1)
    assert len(facts["certificates"]) == 6


def test_everything_on_the_demonstration_programme_is_practice(play: Play) -> None:
    real = {**set_up(), "practice": False}
    assert session(play(CLOCK, group(), real, heads(4), CALL, *FINISH))["standing"] == "practice"


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ({"dance": True}, "bad_step"),
        ({"slide": "seven"}, "bad_step"),
        ({"slide": 99}, "not_now"),
        ({"ask": "q99"}, "unknown_item"),
        ({"ask": "q5", "by": "cards"}, "bad_step"),
        ({"late": 77}, "no_such_card"),
        ({"set_up": "s2", "groups": ["nobody"], "pack": "taps-traps-taka"}, "bad_step"),
        ({"set_up": "s2", "groups": [], "pack": "no-such"}, "pack_not_found"),
        ({"group": "x", "place": "my school", "year": 2026}, "bad_place"),
        ({"clock": "yesterday"}, "bad_step"),
    ],
)
def test_a_step_that_cannot_be_is_said_with_its_line(play: Play, step: Step, code: str) -> None:
    done = play(CLOCK, group(), set_up(), step)
    assert (done.status, done.json["error"]["code"]) == (2, code)
    assert done.json["error"]["text"].startswith("Line 4: ")
    assert done.json["error"]["remedy"]
