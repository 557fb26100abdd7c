"""Certificates whose names were deleted when their time was over: this laptop cannot print them again."""

from __future__ import annotations

from collections.abc import Collection

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk import Desk


def names_over(desk: Desk, session: str) -> frozenset[str]:
    """The learners of a session whose names were deleted because their time was over."""
    forgotten = desk.store.forgotten.of_session(session)
    return frozenset(learner for learner, why in forgotten.items() if why == "retention")


def require_names(desk: Desk, session: str, learners: Collection[str]) -> None:
    """Raises KnownError `names_forgotten` if one of `learners` of that session cannot be named any more."""
    if not names_over(desk, session).isdisjoint(learners):
        raise KnownError(
            "names_forgotten",
            Message("The names of this class were deleted, because the time for which they may be kept is over."),
            Message("Your coordinator can print these certificates again."),
        )
