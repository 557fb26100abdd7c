"""Which learners of a class have earned a certificate, and why: by the programme's rule, never by score."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.certificates import REASONS, Award, award, counts
from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.services.desk.desk import Desk


class ShortClass(msgspec.Struct, frozen=True):
    """A class that is shorter than the programme asks, and of which nobody said that it counts all the same."""

    minutes: int
    """How long it took, or takes up to now."""
    asked: int

    @property
    def reason(self) -> Message:
        """Why whoever took part has earned none."""
        return Message(
            "The class took {minutes} of {asked} min, breaks included.", minutes=self.minutes, asked=self.asked
        )


def short_class(desk: Desk, state: SessionState) -> ShortClass | None:
    """Why nobody earns a certificate in a class that is too short; None if it counts."""
    rule = desk.programme.award_rule
    minutes = state.minutes if state.finished else state.minutes_until(desk.clock.now().wall_ms)
    return None if rule.long_enough(minutes, state.certificates_allowed) else ShortClass(minutes, rule.least_minutes)


def awards(desk: Desk, state: SessionState) -> dict[str, Award]:
    """The award of each learner of a class, with the reason. A rule of several modules looks at all finished classes on
    this laptop of the same kind, practice or real, that were long enough."""
    rule, short = desk.programme.award_rule, short_class(desk, state)
    if short is not None:
        # Whoever was absent earns none in a class of any length: that is the reason.
        statuses = {learner: attendee.status for learner, attendee in state.attendees.items()}
        return {
            learner: Award(False, short.reason if counts(rule, status) else REASONS[status])
            for learner, status in statuses.items()
        }
    sessions = desk.store.journal.sessions() if rule.modules > 1 else [state.session]
    taken: dict[str, dict[str, Status]] = {learner: {} for learner in state.attendees}
    for other in (desk.store.journal.state(session) for session in sessions):
        if other.session != state.session and (other.finished is None or other.practice != state.practice):
            continue
        if short_class(desk, other) is not None:
            continue
        pack = other.opened.pack if other.opened else ""
        for learner, attendee in other.attendees.items():
            if learner in taken and not counts(rule, taken[learner].get(pack, "absent")):
                taken[learner][pack] = attendee.status
    return {learner: award(rule, statuses) for learner, statuses in taken.items()}


def earned(desk: Desk, state: SessionState) -> dict[str, bool]:
    """True for each learner of a class who earns a certificate by the programme's rule; never by score."""
    return {learner: one.earned for learner, one in awards(desk, state).items()}
