"""Certificates whose names were deleted at the end of their retention period: this laptop cannot print them again."""

from __future__ import annotations

from collections.abc import Collection

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk


def names_expired(desk: Desk, session: str) -> frozenset[str]:
    """The learners of a session whose names were deleted at the end of their retention period. A class held after that
    never had those names: nobody else can print its certificates, which have an empty line for the name."""
    over = [learner for learner, why in desk.store.forgotten.of_session(session).items() if why == "retention"]
    if not over:
        return frozenset()
    known, day = desk.store.forgotten.all(), desk.store.journal.state(session).date.isoformat()
    return frozenset(learner for learner in over if known[learner].day > day)


def require_names(desk: Desk, session: str, learners: Collection[str]) -> None:
    """Raises KnownError `names_forgotten` if the name of one of these `learners` was deleted."""
    if not names_expired(desk, session).isdisjoint(learners):
        raise KnownError(
            "names_forgotten",
            Message("The names of this class were deleted from this laptop."),
            Message("Your coordinator can print these certificates again."),
        )
