"""Stores a class that was held on paper, completely or not at all, marked as entered later."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.session.commands import check_day, check_over
from bsuh_desktop.services.class_sheets import paper_form
from bsuh_desktop.services.class_sheets.class_sheet import check_sheet
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish


def keep_paper_class(desk: Desk, form: paper_form.PaperForm, draft: paper_form.PaperDraft) -> str:
    """Opens, marks, counts and finishes the class of `form` as `draft` says; returns the session's id.

    Raises KnownError: not_whole, bad_sheet, other_sheet, sheet_entered, list_changed, date_outside_programme,
    bad_times, not_now, too_many_learners, no_card.
    """
    return _keep(desk, form, draft, None)


def keep_rest(conduct: Conduct, form: paper_form.PaperForm, draft: paper_form.PaperDraft) -> str:
    """Finishes a class that was begun on the desk, as `draft` says, and returns its id. Private answers in memory
    belong to it.

    Raises KnownError as `keep_paper_class`; the private answers are then still in memory.
    """
    with conduct.transaction():
        return _keep(conduct.desk, form, draft, conduct)


def _keep(desk: Desk, form: paper_form.PaperForm, draft: paper_form.PaperDraft, begun: Conduct | None) -> str:
    why, times = paper_form.missing(form, draft), paper_form.times_of(form, draft)
    if why is not None or times is None or draft.day is None:
        raise KnownError("not_whole", why or Message("Write the date first."), Message("Check the sheet again."))
    practice = begun.state.practice if begun else draft.practice or desk.practising
    sheet = check_sheet(desk, form, draft, practice)
    _check_day(desk, draft.day, times[1])
    with desk.store.transaction():
        conduct = begun or _begin(desk, form, draft)
        conduct.take_from_paper(sheet, *times)
        _count_heads(conduct, draft)
        _call_roll(conduct, draft, paper_form.added_of(form, draft))
        _count_hands(conduct, form, draft)
        conduct.finish_on_paper()
    return conduct.session


def _begin(desk: Desk, form: paper_form.PaperForm, draft: paper_form.PaperDraft) -> Conduct:
    return open_wished_class(desk, ClassWish(form.groups, form.pack, practice=draft.practice), form.pack_version)


def _check_day(desk: Desk, day: datetime.date, ended_ms: int) -> None:
    """Checks that the class is within the programme and in the past, as far as the clock can be trusted."""
    now, programme = desk.clock.now(), desk.programme
    in_doubt = bool(desk.doubts(now))
    check_day(day, day_of(now.wall_ms, programme.offset_minutes), (programme.issued, programme.expires), in_doubt)
    check_over(ended_ms, now.wall_ms, in_doubt)


def _count_heads(conduct: Conduct, draft: paper_form.PaperDraft) -> None:
    typed, known = draft.headcount or 0, conduct.state.headcount
    parts = {name: number for name, number in draft.parts.items() if number}
    if known is None or (known.total, known.parts) != (typed, parts):
        conduct.type_headcount(typed, parts)


def _call_roll(conduct: Conduct, draft: paper_form.PaperDraft, added: int) -> None:
    """Marks the learners. Those who left early were there for the first questions, so they are marked after those."""
    for _ in range(added):
        conduct.add_visitor()
    for card, mark in sorted(draft.marks.items()):
        attendee = conduct.state.by_card(card)
        if mark != "left_early":
            conduct.mark(card, mark)
        elif attendee is not None and attendee.status == "absent":
            conduct.mark(card, "present")
    if conduct.state.attendees:
        conduct.call_roll()


def _count_hands(conduct: Conduct, form: paper_form.PaperForm, draft: paper_form.PaperDraft) -> None:
    counted = [one for one in form.questions if one.number in draft.asked]
    last = [one for one in counted if one.part == "post"]
    for question in (one for one in counted if one not in last):
        _tally(conduct, question, draft)
    for card, mark in sorted(draft.marks.items()):
        if mark == "left_early":
            conduct.mark(card, mark)
    for question in last:
        _tally(conduct, question, draft)


def _tally(conduct: Conduct, question: paper_form.PaperQuestion, draft: paper_form.PaperDraft) -> None:
    conduct.tally(
        question.item, question.part, draft.tallies.get(question.number, {}), draft.levels.get(question.number)
    )
