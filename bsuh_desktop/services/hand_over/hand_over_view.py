"""View of the screen *Hand over*: every finished class, and its state."""

from __future__ import annotations

import datetime

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import HandOverStatus, hand_over_statuses
from bsuh_desktop.services.desk.titles import class_place, class_title, module_title
from bsuh_desktop.services.hand_over.values import HandedClass, HandedState, HandOverView

_CLOSED: dict[str, HandedState] = {"merged": "received", "kept": "kept", "refused": "refused", "practice": "practised"}


def hand_over_view(desk: Desk) -> HandOverView:
    """Every finished class of this laptop, the newest first."""
    today = desk.today()
    found = sorted(hand_over_statuses(desk), key=lambda one: (one.finished.date, one.finished.ended_ms), reverse=True)
    return HandOverView(tuple(_class(desk, one, today) for one in found))


def _class(desk: Desk, stand: HandOverStatus, today: datetime.date) -> HandedClass:
    held, (state, since) = stand.finished, _state(stand)
    return HandedClass(
        session=held.session,
        title=class_title(held.groups),
        place=class_place(desk, held),
        module=module_title(desk, held.pack),
        date=held.date,
        present=held.present,
        practice=held.practice,
        state=state,
        since=since,
        days=max(0, (today - since).days) if since else 0,
        again=state == "written",
        revision=stand.newest.revision if stand.newest else 0,
        changed=state == "ready" and stand.has_gone_out,
    )


def _state(stand: HandOverStatus) -> tuple[HandedState, datetime.date | None]:
    """The state of the class, and since when."""
    if stand.closed and stand.receipt is not None:
        return _CLOSED[stand.receipt.outcome], _day(stand.receipt.day)
    if stand.waits and stand.handed is not None:
        return "written", _day(stand.handed.day)
    return ("needs_date" if stand.finished.needs_date else "ready"), None


def _day(text: str) -> datetime.date | None:
    """An ISO 8601 date; None for ""."""
    return datetime.date.fromisoformat(text) if text else None
