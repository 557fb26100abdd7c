from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.events import Opened, PaperEntered
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.language import say
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.class_lists.class_groups import learners_of, remove_learner
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, save_sheet
from bsuh_desktop.services.class_sheets.paper_class import keep_paper_class, keep_rest
from bsuh_desktop.services.class_sheets.paper_form import (
    PaperDraft,
    PaperForm,
    form_of_rest,
    here_of,
    missing,
    paper_form,
    questions_of,
    remarks,
)
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.home.home import home
from bsuh_desktop.system.log import last_lines
from tests.helpers.certificates import embedded_of
from tests.helpers.desks import a_group, clock_at, practice_desk, resources_with_a_private_question, rows
from tests.helpers.programmes import joined_desk

PACK = "taps-traps-taka"
DAY = datetime.date(2026, 8, 2)
DRAFT = PaperDraft(
    day=DAY,
    start=datetime.time(10, 30),
    end=datetime.time(11, 15),
    headcount=4,
    parts={"girls": 3, "boys": 1},
    marks={2: "absent", 3: "late", 5: "left_early"},
    tallies={1: {"A": 2, "B": 1}, 4: {"B": 3}, 5: {}, 7: {"B": 2, "D": 1}},
)


def a_form(desk: Desk, learners: int = 5) -> PaperForm:
    return paper_form(desk, [a_group(desk, rows(learners))], PACK)


def replaced(**changes: object) -> PaperDraft:
    return msgspec.structs.replace(DRAFT, **changes)


def test_a_class_from_paper_is_one_like_any_other(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    session = keep_paper_class(desk, a_form(desk), DRAFT)
    facts = class_report(desk, session)
    assert (facts["start"], facts["end"]) == ("2026-08-02T10:30:00+06:00", "2026-08-02T11:15:00+06:00")
    names = ("date", "minutes", "headcount", "present", "late", "left", "absent")
    assert tuple(facts[name] for name in names) == ("2026-08-02", 45, 4, 4, 1, 1, 1)
    assert (facts["doubt"], facts["entered_later"], facts["chain_ok"], facts["remarks"]) == (False, True, True, [])
    assert facts["answers"] == {
        "a6": {"A": 2, "B": 1, "C": 0, "D": 0, "blank": 1},
        "q5": {"A": 0, "B": 3, "C": 0, "D": 0, "blank": 1},
        "b6": {"A": 0, "B": 2, "C": 0, "D": 1, "blank": 0},
    }
    state = desk.store.journal.state(session)
    assert [one.part for one in state.questions.values()] == ["pre", "lesson", "post"]
    assert state.paper_ms == desk.store.journal.entries(session)[1].header.wall_ms
    assert state.paper_ms > state.started.wall_ms + 20 * 3_600_000
    assert (wrap_up(desk, session).attendance.remarks, home(desk).unfinished) == ((), ())


def test_paper_asks_the_pairs_that_hands_are_asked(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    asked = ["a6", "a7", "a8", "q5", "q6", "q7", "b6", "b7", "b8"]
    assert [one.item for one in a_form(desk).questions] == asked
    conduct = open_wished_class(desk, ClassWish((a_group(desk, rows(5)),), PACK))
    for item in asked:
        conduct.ask(item, "hands")
        conduct.close_question()
    assert form_of_rest(desk, conduct.session).questions == (), "hands were asked everything"
    before = [one.item for one in paper_form(desk, [a_group(desk)], PACK, version=1).questions]
    assert (len(before), before[4]) == (14, "a5"), "a module that names no pairs has whole forms on its sheet"


def test_hands_by_eye_from_paper_are_in_no_number(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = a_form(desk)
    with pytest.raises(KnownError, match="not both"):
        keep_paper_class(desk, form, replaced(levels={1: {"A": "most"}}))
    session = keep_paper_class(desk, form, replaced(tallies={4: {"B": 3}}, levels={1: {"A": "most", "C": "few"}}))
    facts = class_report(desk, session)
    assert facts["by_eye"] == {"a6": {"A": "most", "C": "few"}}
    assert (facts["answers"]["a6"], facts["remarks"]) == ({}, [])
    assert list(wrap_up(desk, session).questions) == ["q5"]


def test_a_question_left_open_is_seen_by_eye_from_paper_once(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = open_wished_class(desk, ClassWish((a_group(desk, rows(5)),), PACK))
    conduct.ask("q5", "hands")
    clock.advance(26 * 3600)
    form = form_of_rest(desk, conduct.session)
    number = next(one.number for one in form.questions if one.item == "q5")
    conduct.estimate_hands({"C": "most"})
    assert number not in {one.number for one in form_of_rest(desk, conduct.session).questions}, "already seen"
    conduct.undo()
    draft = PaperDraft(day=form.day, end=datetime.time(9, 50), headcount=4, levels={number: {"B": "some"}})
    keep_rest(conduct, form, draft)
    assert conduct.state.questions["q5"].levels == {"B": "some"}


def test_its_certificates_are_of_the_day_on_the_sheet(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    batch = certify(desk, [keep_paper_class(desk, a_form(desk), DRAFT)])
    credentials = embedded_of(batch.pdf).credentials
    assert [one.serial for one in credentials] == list(batch.serials)
    # Of five one was absent, and one left before the end.
    assert [one.day for one in credentials] == [DAY] * 3


def test_who_entered_it_and_when_stands_in_the_journal(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    session = keep_paper_class(desk, a_form(desk), DRAFT)
    first, second, *_ = (entry.event() for entry in desk.store.journal.entries(session))
    assert isinstance(first, Opened)
    assert first.lead == desk.vault.signing_key.key_id.hex()
    assert isinstance(second, PaperEntered)
    details = attendance_facts(desk, session, 1).details
    assert (details.entered_later, details.doubts, details.date, details.minutes) == (True, (), DAY, 45)
    assert last_lines(1)[0].endswith(f"class_finished session={session} pack={PACK}")


def test_visitors_are_counted_without_a_name(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = a_form(desk)
    draft = replaced(added=2, headcount=6, parts={})
    assert here_of(form, draft) == 6
    session = keep_paper_class(desk, form, draft)
    state = desk.store.journal.state(session)
    assert [one.seat.card for one in state.attendees.values() if one.added] == [6, 7]
    assert class_report(desk, session)["present"] == 6


def test_a_class_without_a_list(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = paper_form(desk, [], PACK)
    draft = replaced(marks={}, headcount=40, parts={}, added=2)
    assert here_of(form, draft) == 0, "typed before the class was chosen: nobody stands on no list where there is none"
    assert class_report(desk, keep_paper_class(desk, form, draft))["present"] == 40


def test_nothing_is_kept_of_a_class_that_cannot_be_kept_whole(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = a_form(desk)
    for draft in (replaced(tallies={1: {"E": 3}}), replaced(marks={77: "absent"}), replaced(parts={"girls": 1})):
        with pytest.raises(KnownError):
            keep_paper_class(desk, form, draft)
    assert desk.store.journal.sessions() == []


def test_a_sheet_is_entered_once(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = a_form(desk)
    number = save_sheet(desk, SheetWish(form.groups, PACK), tmp_path).number
    keep_paper_class(desk, form, replaced(sheet=number))
    with pytest.raises(KnownError, match="already entered") as caught:
        keep_paper_class(desk, form, replaced(sheet=number.lower()))
    assert caught.value.code == "sheet_entered"
    assert "on 3 August 2026, 9:0" in say(caught.value.message, "en")
    assert len(desk.store.journal.sessions()) == 1


def test_whoever_tried_a_sheet_out_in_practice_can_still_enter_it(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path, clock_at())
    form = a_form(desk)
    number = save_sheet(desk, SheetWish(form.groups, PACK), tmp_path).number
    keep_paper_class(desk, form, replaced(sheet=number, practice=True))
    keep_paper_class(desk, form, replaced(sheet=number))
    for practice in (True, False):
        with pytest.raises(KnownError, match="already entered"):
            keep_paper_class(desk, form, replaced(sheet=number, practice=practice))


def test_no_mark_falls_on_whoever_has_the_number_since(tmp_path: Path) -> None:
    """Without rolls the numbers go on from the first learner, who leaves after the sheet was printed."""
    desk = practice_desk(tmp_path)
    group = a_group(desk, [msgspec.structs.replace(row, roll=None) for row in rows(5)])
    number = save_sheet(desk, SheetWish((group,), PACK), tmp_path).number
    remove_learner(desk, group, learners_of(desk, group)[0].line)
    form = paper_form(desk, [group], PACK)
    with pytest.raises(KnownError, match="Other learners now: 2, 3") as caught:
        keep_paper_class(desk, form, replaced(sheet=number, marks={2: "absent", 3: "late"}))
    assert caught.value.code == "list_changed"
    assert keep_paper_class(desk, form, replaced(sheet=number, marks={}))


def test_a_sheet_belongs_to_the_class_it_was_printed_for(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = a_form(desk)
    number = save_sheet(desk, SheetWish((a_group(desk),), PACK), tmp_path).number
    with pytest.raises(KnownError) as caught:
        keep_paper_class(desk, form, replaced(sheet=number))
    assert caught.value.code == "other_sheet"
    with pytest.raises(KnownError) as caught:
        keep_paper_class(desk, form, replaced(sheet="ZZZZZZ"))
    assert caught.value.code == "not_whole"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": datetime.date(2026, 8, 4)}, "future"),
        ({"day": datetime.date(2020, 8, 4)}, "programme runs"),
        ({"end": datetime.time(10, 30)}, "after the start"),
        ({"headcount": None}, "headcount"),
        ({"start": None}, "started and ended"),
        ({"day": None}, "date"),
    ],
)
def test_what_no_class_can_be(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError, match=said):
        keep_paper_class(desk, a_form(desk), replaced(**changes))


def test_a_clock_in_doubt_refuses_no_sheet(tmp_path: Path) -> None:
    clock = clock_at(2019)
    desk = practice_desk(tmp_path, clock)
    session = keep_paper_class(desk, a_form(desk), DRAFT)
    facts = class_report(desk, session)
    assert (facts["date"], facts["minutes"], facts["doubt"]) == ("2026-08-02", 45, True)
    assert not desk.store.journal.state(session).needs_date


def test_sums_that_do_not_meet_are_remarked_and_kept(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    form = a_form(desk)
    assert (missing(form, DRAFT), remarks(form, DRAFT)) == (None, ())
    odd = replaced(headcount=3, parts={}, end=datetime.time(14, 0))
    assert [say(remark, "en") for remark in remarks(form, replaced(headcount=2, parts={}))] == [
        "Headcount 2, roll call 4.",
        "Question 1: 3 hands, 2 people.",
        "Question 4: 3 hands, 2 people.",
        "Question 7: 3 hands, 2 people.",
    ]
    assert [say(remark, "en") for remark in remarks(form, odd)] == [
        "This class took 210 min.",
        "Headcount 3, roll call 4.",
    ]
    session = keep_paper_class(desk, form, odd)
    assert class_report(desk, session)["remarks"] == ["headcount_differs"]


def stopped(desk: Desk, learners: int = 5) -> Conduct:
    """The power went after roll call and the first question of the lesson; another one stands open."""
    conduct = open_wished_class(desk, ClassWish((a_group(desk, rows(learners)),), PACK))
    conduct.type_headcount(learners - 1)
    conduct.mark(2, "absent")
    conduct.call_roll()
    conduct.show_slide(6)
    conduct.ask("q5", "hands")
    conduct.count_hands({"B": 4})
    conduct.close_question()
    conduct.ask("q6", "hands")
    return conduct


def test_the_rest_of_a_class_that_stopped(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = stopped(desk)
    before = conduct.state
    clock.advance(26 * 3600)
    form = form_of_rest(desk, conduct.session)
    assert "q5" not in {one.item for one in form.questions}
    assert "q6" in {one.item for one in form.questions}
    assert (form.day, form.started_ms, form.headcount) == (before.date, before.started.wall_ms, 4)
    second, third = (one.number for one in form.questions if one.item in ("q6", "q7"))
    draft = PaperDraft(
        day=form.day,
        end=datetime.time(9, 50),
        headcount=4,
        marks={5: "left_early"},
        tallies={second: {"A": 1}, third: {"C": 2}},
    )
    session = keep_rest(conduct, form, draft)
    facts = class_report(desk, session)
    assert session == conduct.session
    assert [facts[name] for name in ("minutes", "present", "absent", "left", "date")] == [50, 4, 1, 1, "2026-08-03"]
    assert list(facts["answers"]) == ["q5", "q6", "q7"]
    assert facts["answers"]["q5"] == {"A": 0, "B": 4, "C": 0, "D": 0, "blank": 0}
    assert (facts["doubt"], facts["entered_later"], facts["chain_ok"]) == (False, True, True)
    assert desk.store.journal.state(session).worked_ms == before.worked_ms
    with pytest.raises(KnownError, match="finished"):
        keep_rest(conduct, form, draft)


def test_a_question_that_stands_open_is_closed_though_the_paper_does_not_tell_of_it(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = stopped(desk)
    clock.advance(3600)
    form = form_of_rest(desk, conduct.session)
    third = next(one.number for one in form.questions if one.item == "q7")
    draft = PaperDraft(day=form.day, end=datetime.time(9, 50), headcount=4, tallies={third: {"C": 2}})
    keep_rest(conduct, form, draft)
    assert [one.closed for one in conduct.state.questions.values()] == [True, True, True]


def test_who_was_absent_on_the_desk_and_left_early_on_paper_was_there(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = stopped(desk)
    clock.advance(3600)
    form = form_of_rest(desk, conduct.session)
    draft = PaperDraft(day=form.day, end=datetime.time(9, 50), headcount=5, marks={2: "left_early"})
    assert here_of(form, draft) == 5
    facts = class_report(desk, keep_rest(conduct, form, draft))
    assert (facts["absent"], facts["left"]) == (0, 1)


def test_the_rest_is_of_the_same_day(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = stopped(desk)
    form = form_of_rest(desk, conduct.session)
    clock.advance(50 * 3600)
    draft = PaperDraft(day=datetime.date(2026, 8, 4), end=datetime.time(9, 50), headcount=4)
    with pytest.raises(KnownError, match="another day"):
        keep_rest(conduct, form, draft)


def test_private_answers_in_memory_are_the_classs_own(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock, resources_with_a_private_question(tmp_path / "resources"))
    conduct = open_wished_class(desk, ClassWish((a_group(desk),), PACK))
    conduct.call_roll()
    private = next(one.id for one in conduct.pack.items if one.sensitive)
    assert private not in {one.item for one in questions_of(conduct.pack)}, "never asked by hands"
    conduct.ask(private, "shared")
    conduct.answer(1, "A")
    clock.advance(3600)
    form = form_of_rest(desk, conduct.session)
    assert private not in {one.item for one in form.questions}
    keep_rest(conduct, form, PaperDraft(day=form.day, end=datetime.time(9, 50), headcount=4))
    assert conduct.state.questions[private].closed
    assert conduct.state.questions[private].tally == {}, "one answer of four is told to nobody"


def test_the_rest_of_a_class_on_a_laptop_whose_clock_was_wrong(tmp_path: Path) -> None:
    clock = clock_at(2019)
    desk = practice_desk(tmp_path, clock)
    conduct = stopped(desk)
    conduct.state_date(DAY)
    clock.advance(3600)
    form = form_of_rest(desk, conduct.session)
    assert (form.day, form.started_ms) == (DAY, 0), "the hour is asked for, too"
    draft = PaperDraft(day=DAY, start=datetime.time(9, 5), end=datetime.time(9, 50), headcount=4)
    facts = class_report(desk, keep_rest(conduct, form, draft))
    assert [facts[name] for name in ("date", "minutes", "doubt")] == ["2026-08-02", 45, True]
    assert facts["start"] == "2026-08-02T09:05:00+06:00"


@pytest.mark.parametrize("open_still", [False, True])
def test_the_last_questions_are_told_by_paper_where_the_first_went_round(tmp_path: Path, open_still: bool) -> None:
    """On the device half of the class has form B first: it is asked again after the lesson."""
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = open_wished_class(desk, ClassWish((a_group(desk),), PACK, by="shared"))
    conduct.call_roll()
    conduct.ask("b6", "shared")
    conduct.answer(2, "B")
    if not open_still:
        conduct.close_question()
    clock.advance(3600)
    form = form_of_rest(desk, conduct.session)
    (last,) = (one for one in form.questions if one.item == "b6")
    assert last.part == "post"
    keep_rest(
        conduct,
        form,
        PaperDraft(day=form.day, end=datetime.time(9, 50), headcount=4, tallies={last.number: {"A": 4}}),
    )
    asked = conduct.state.questions
    assert [(one.part, one.counts()["A"], one.counts()["B"]) for one in asked.values()] == [
        ("pre", 0, 1),
        ("post", 4, 0),
    ]


def test_private_answers_stay_where_the_paper_is_refused(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock, resources_with_a_private_question(tmp_path / "resources"))
    conduct = open_wished_class(desk, ClassWish((a_group(desk),), PACK))
    conduct.call_roll()
    private = next(one.id for one in conduct.pack.items if one.sensitive)
    conduct.ask(private, "shared")
    conduct.answer(1, "A")
    clock.advance(3600)
    form = form_of_rest(desk, conduct.session)
    whole = PaperDraft(day=form.day, end=datetime.time(9, 50), headcount=4)
    number = form.questions[0].number
    for wrong in ({"tallies": {number: {"E": 1}}}, {"marks": {77: "absent"}}):
        with pytest.raises(KnownError):
            keep_rest(conduct, form, msgspec.structs.replace(whole, **wrong))
        assert conduct.private_learners == {one.seat.learner for one in [conduct.state.by_card(1)] if one}
    keep_rest(conduct, form, whole)
    assert conduct.state.questions[private].closed
    assert conduct.state.questions[private].tally == {}, "one answer of four is told to nobody"


def test_a_class_of_today_is_over_before_it_is_entered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    today = replaced(day=datetime.date(2026, 8, 3), start=datetime.time(8, 30), end=datetime.time(9, 10))
    with pytest.raises(KnownError, match="not over"):
        keep_paper_class(desk, a_form(desk), today)
    keep_paper_class(desk, a_form(desk), msgspec.structs.replace(today, end=datetime.time(9, 0)))
