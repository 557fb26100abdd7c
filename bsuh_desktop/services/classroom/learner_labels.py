"""Labels for a class's learners and questions that contain no name: roll or card, and position of the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.events import Part, Seat
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.domain.session.learner_labels import LearnerLabels
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.rosters import StoredLearner


def called_in(desk: Desk, state: SessionState, pack: Pack) -> LearnerLabels:
    """The labels of all learners and questions of a class."""
    return LearnerLabels(_learners(state, desk.store.rosters.seated(state.session)), _questions(state, pack))


def _learners(state: SessionState, seated: Mapping[str, StoredLearner]) -> dict[str, Message]:
    groups = state.opened.groups if state.opened else ()
    sections = {group.id: class_words("", group.section) for group in groups} if len(groups) > 1 else {}
    return {
        learner: _learner(attendee.seat, seated[learner].roll if learner in seated else "", sections)
        for learner, attendee in state.attendees.items()
    }


def _learner(seat: Seat, roll: str, sections: Mapping[str, LocalText]) -> Message:
    """The roll; also the card if its number differs, and the section if there are several in the room."""
    if seat.visitor:
        return Message("Visitor (number {card})", card=seat.card)
    if not roll:
        return Message("Number {card}", card=seat.card)
    section, said = sections.get(seat.group, LocalText()), digits_text(roll)
    if section.bn and roll_number(roll) == seat.card:
        return Message("Roll {roll}, {section}", roll=said, section=section)
    if section.bn:
        return Message("Number {card} (roll {roll}, {section})", card=seat.card, roll=said, section=section)
    if roll_number(roll) == seat.card:
        return Message("Roll {roll}", roll=said)
    return Message("Number {card} (roll {roll})", card=seat.card, roll=said)


def _questions(state: SessionState, pack: Pack) -> dict[str, Message]:
    """By question, its position in its part and its objective in a few words."""
    places: dict[Part, int] = defaultdict(int)
    called = {}
    objectives = {objective.id: objective.text for objective in pack.objectives}
    for name, asked in state.questions.items():
        places[asked.part] += 1
        number, about = places[asked.part], objectives.get(pack.item(asked.item_id).objective, LocalText())
        called[name] = {
            "pre": Message("First questions, question {number} ({about})", number=number, about=about),
            "lesson": Message("Question {number} of the lesson ({about})", number=number, about=about),
            "post": Message("Last questions, question {number} ({about})", number=number, about=about),
        }[asked.part]
    return called


def disambiguate(names: Mapping[str, tuple[str, str]]) -> dict[str, Message]:
    """By learner id, for learners who share a Bangla or English name: which of how many they are, in the order of
    `names`."""
    same: dict[str, list[str]] = defaultdict(list)
    for learner, pair in names.items():
        for name in {clean(name).casefold() for name in pair} - {""}:
            same[name].append(learner)
    return {
        learner: Message("{place} of {count} with this name", place=place, count=len(learners))
        for learners in same.values()
        if len(learners) > 1
        for place, learner in enumerate(learners, 1)
    }
