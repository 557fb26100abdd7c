"""Which learners of a class have earned a certificate, and why: by the programme's rule, never by score."""

from __future__ import annotations

from bsuh_desktop.domain.awards import Award, award, counts
from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.services.desk.desk import Desk


def awards(desk: Desk, state: SessionState) -> dict[str, Award]:
    """The award of each learner of a class, with the reason. A rule of several modules looks at all finished classes on
    this laptop of the same kind, practice or real."""
    rule = desk.programme.award_rule
    sessions = desk.store.journal.sessions() if rule.modules > 1 else [state.session]
    taken: dict[str, dict[str, Status]] = {learner: {} for learner in state.attendees}
    for other in (desk.store.journal.state(session) for session in sessions):
        if other.session != state.session and (other.finished is None or other.practice != state.practice):
            continue
        pack = other.opened.pack if other.opened else ""
        for learner, attendee in other.attendees.items():
            if learner in taken and not counts(rule, taken[learner].get(pack, "absent")):
                taken[learner][pack] = attendee.status
    return {learner: award(rule, statuses) for learner, statuses in taken.items()}


def earned(desk: Desk, state: SessionState) -> dict[str, bool]:
    """True for each learner of a class who earns a certificate by the programme's rule; never by score."""
    return {learner: one.earned for learner, one in awards(desk, state).items()}
