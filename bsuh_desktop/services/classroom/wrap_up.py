"""Wrap-up: compares three counts, and shows results by question, what was learned, and who earns a certificate."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bsuh_desktop.domain import results
from bsuh_desktop.domain.certificates import Award
from bsuh_desktop.domain.events import Part
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.session.answers import blank_count, not_answered, published_counts
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.domain.session.summary import Attendance, reconcile
from bsuh_desktop.services.certificates.awards import ShortClass, awards, short_class
from bsuh_desktop.services.classroom.class_picture import called_in
from bsuh_desktop.services.desk.desk import Desk


class WrapUp(msgspec.Struct, frozen=True):
    """A class at its end."""

    attendance: Attendance
    questions: dict[str, results.QuestionResult]
    """By the name of the asking, in order; without those that nobody counted or answered, and without sensitive
    questions whose counts may not be shown."""
    learning: results.Learning | None
    """None if no form was asked twice; unpaired, and labelled so, if it was answered by hands."""
    objectives: tuple[results.ObjectiveResult, ...]
    """Paired if `learning` is."""
    cases: tuple[results.CaseResult, ...]
    """Traps seen, and honest things taken for traps; none in modules of format 1."""
    pairs: tuple[results.PairResult, ...]
    awards: dict[str, Award]
    """By learner id."""
    short: ShortClass | None
    """The class is too short for certificates, and a person may say that it counts all the same."""


def wrap_up(desk: Desk, session: str) -> WrapUp:
    """Everything that wrap-up shows of a class. No learner is compared with another."""
    state = desk.store.journal.state(session)
    pack = desk.pack_of(state)
    items = {item.id: item for item in pack.items}
    before, after = _answers(state, items, "pre"), _answers(state, items, "post")
    hands_before, hands_after = _hands(state, "pre"), _hands(state, "post")
    forms = tuple(items.values())
    learning = results.paired_learning(forms, before, after)
    objectives = results.paired_objectives(forms, before, after)
    cases = results.paired_cases(forms, before, after)
    if learning is None:
        learning = results.hands_learning(forms, hands_before, hands_after)
        objectives = results.hands_objectives(forms, hands_before, hands_after)
        cases = results.hands_cases(forms, hands_before, hands_after)
    return WrapUp(
        attendance=reconcile(state, called_in(desk, state, pack)),
        questions={
            name: result
            for name, asked in state.questions.items()
            if (result := _result(state, asked, items[asked.item_id], desk.programme.cell_limit)) is not None
        },
        learning=learning,
        objectives=objectives,
        cases=cases,
        pairs=results.pair_results(forms, before, after),
        awards=awards(desk, state),
        short=short_class(desk, state),
    )


def _result(state: SessionState, asked: Asked, item: Item, limit: int) -> results.QuestionResult | None:
    counts = published_counts(state, asked, item.form, limit) if asked.counted else None
    return None if counts is None else results.question_result(item, counts, blank_count(state, asked, item.form))


def _answers(state: SessionState, items: dict[str, Item], part: Part) -> results.Answers:
    """Learner → item → letter for one part, "" for a blank; hands and sensitive questions are not included."""
    given: dict[str, dict[str, str]] = {}
    for asked in _asked(state, part):
        if asked.by == "hands" or asked.sensitive:
            continue
        blank = dict.fromkeys(not_answered(state, asked, items[asked.item_id].form), "")
        for learner, letter in (blank | asked.answers).items():
            given.setdefault(learner, {})[asked.item_id] = letter
    return given


def _hands(state: SessionState, part: Part) -> results.Counts:
    """Item → letter → hands for one part, where they were counted."""
    return {asked.item_id: asked.counts() for asked in _asked(state, part) if asked.hands}


def _asked(state: SessionState, part: str) -> Iterable[Asked]:
    return (asked for asked in state.questions.values() if asked.part == part)
