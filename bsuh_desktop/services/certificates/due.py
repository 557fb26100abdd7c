"""Which certificates are to be printed now: those of classes that have none yet, and those of corrected names.

Names that were deleted at the end of their retention period cannot be printed again on this laptop."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from bsuh_desktop.domain.certificates import counts
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.certificates.awards import earned
from bsuh_desktop.services.certificates.serials import printed_up_to, stale
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


def of_one_kind(desk: Desk, sessions: Sequence[str]) -> list[str]:
    """The real classes among finished `sessions`, or the practice classes if there are no real ones."""
    finished = desk.store.journal.finished()
    real = [session for session in sessions if not finished[session].practice]
    return real or list(sessions)


class DueCertificates(msgspec.Struct, frozen=True):
    """What is to be printed now."""

    sessions: tuple[str, ...] = ()
    """The finished classes with a certificate that is not printed or saved yet."""
    first: int = 0
    """How many of these classes were never printed."""
    granted: int = 0
    """How many certificates of those had to wait for the grant."""
    to_reprint: int = 0
    """How many certificates replace one with another spelling."""


def not_yet_printed(desk: Desk) -> list[str]:
    """The finished classes with certificates that were not printed yet, without those that wait for a grant."""
    return list(due(desk).sessions)


def due(desk: Desk) -> DueCertificates:
    """Everything that is to be printed."""
    if not desk.grants:
        return DueCertificates()
    finished, printed, again = _coverable(desk), printed_up_to(desk), reprints(desk)
    done = printed.keys() | desk.store.forgotten.sessions_over()
    first = {one.session: _earners(desk, one) for one in finished.values() if one.session not in done}
    waiting = [held for held in finished.values() if (first | again).get(held.session)]
    return DueCertificates(
        sessions=tuple(held.session for held in rules.dated(waiting)),
        first=sum(count > 0 for count in first.values()),
        granted=sum(count for session, count in first.items() if has_waited(desk, finished[session])),
        to_reprint=sum(again.values()),
    )


def undated(desk: Desk) -> list[str]:
    """The finished classes with certificates that wait until somebody states their day."""
    if not desk.grants:
        return []
    printed = printed_up_to(desk)
    doubtful = (one for one in _coverable(desk).values() if one.needs_date and one.session not in printed)
    return [held.session for held in doubtful if _earners(desk, held)]


def _coverable(desk: Desk) -> dict[str, ClassSummary]:
    """The finished classes by session that the grant in use covers, or may cover once their day is stated."""
    finished, grant = desk.store.journal.finished(), desk.covering
    return {name: one for name, one in finished.items() if one.needs_date or grant.covers(one.date, one.practice)}


def reprints(desk: Desk) -> dict[str, int]:
    """How many certificates are to be printed again, for each session with any. One changed name may be on the
    certificates of many classes, so only learners with a changed name are checked."""
    if not desk.grants:
        return {}
    finished, last = _coverable(desk), desk.store.outgoing.last_counters()
    respelled = desk.store.rosters.respelled()
    found = {
        session: len(is_reprinted(desk, finished[session], up_to, respelled.get(session, ())))
        for session, up_to in printed_up_to(desk).items()
        if session in finished and (session in respelled or last.get(session, 0) > up_to)
    }
    return {session: count for session, count in found.items() if count}


def reprints_of_class(desk: Desk, group: str) -> dict[str, int]:
    """The same for the sessions in which the class group of that id sat."""
    found = reprints(desk)
    finished = desk.store.journal.finished() if found else {}
    parts = set(desk.store.joined.parts(group))
    return {session: count for session, count in found.items() if parts & finished[session].sat_in}


def has_waited(desk: Desk, finished: ClassSummary) -> bool:
    """True for a real class that ended before the grant came."""
    return not finished.practice and finished.ended_ms < desk.granted_ms


def _earners(desk: Desk, finished: ClassSummary) -> int:
    rule = desk.programme.award_rule
    if rule.modules > 1:
        return sum(earned(desk, desk.store.journal.state(finished.session)).values())
    if not rule.long_enough(finished.minutes, finished.certificates_allowed):
        return 0
    return sum(number for status, number in finished.statuses.items() if counts(rule, status))


def is_reprinted(
    desk: Desk, finished: ClassSummary, up_to: int | None, learners: Collection[str] | None = None
) -> frozenset[str]:
    """Learners who need another certificate in a class that was printed `up_to` a counter: their name was corrected
    (all learners are checked, or `learners`), or their page was never written. Empty if nothing was printed yet: then
    the whole class is due."""
    if up_to is None:
        return frozenset()
    issued = desk.store.outgoing.certificates(finished.session)
    unprinted = {learner for learner, one in issued.items() if one.counter > up_to}
    return (stale(desk, finished, learners).respelled | unprinted) - names_expired(desk, finished.session)
