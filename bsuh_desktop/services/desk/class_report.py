"""One class in figures, as the command line prints it and as wrap-up shows it."""

from __future__ import annotations

from typing import Any

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.session.answers import published_counts
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.domain.session.summary import reconcile
from bsuh_desktop.services.desk.desk import Desk


def class_report(desk: Desk, session: str) -> dict[str, Any]:
    """The facts of one class, with the keys that cli/CONTRACT.md lists (`rehearse`).

    `remarks` are the codes of counts that do not match; times are ISO 8601 at the programme's offset. A sensitive
    question whose counts may not be shown has only its name in `answers`, and so has one that nobody counted.
    """
    state = desk.store.journal.state(session)
    attendance = reconcile(state)
    issued = desk.store.outgoing.certificates(session).values()
    return {
        "session": session,
        "standing": desk.standing(state.practice, state.date),
        "place": state.place,
        "date": state.date.isoformat(),
        "start": _iso(state.started.wall_ms, state),
        "end": _iso(state.finished.ended_ms, state) if state.finished else None,
        "minutes": state.minutes,
        "headcount": attendance.headcount,
        "present": attendance.present,
        "late": attendance.late,
        "left": attendance.left,
        "absent": attendance.absent,
        "answers": {name: _answers(desk, state, asked) for name, asked in state.questions.items()},
        "by_eye": {name: asked.levels for name, asked in state.questions.items() if asked.levels},
        "certificates": [serial_text(one.serial) for one in issued],
        "unnamed": attendance.unnamed,
        "remarks": [remark.code for remark in attendance.remarks],
        "chain_ok": verify_chain(desk.store.journal.entries(session)).ok,
        "events": state.events,
        "doubt": bool(state.doubts),
        "entered_later": state.entered_later,
    }


def _answers(desk: Desk, state: SessionState, asked: Asked) -> dict[str, int]:
    # Only sensitive questions need the module, so other counts remain if it is gone.
    form = desk.pack_of(state).item(asked.item_id).form if asked.sensitive else "lesson"
    counts = published_counts(state, asked, form, desk.programme.cell_limit)
    if counts is None or not asked.counted:
        return {}
    not_asked = {"not_asked": len(asked.not_asked)} if asked.not_asked else {}
    return {**counts, "blank": asked.blank(), **not_asked}


def _iso(wall_ms: int, state: SessionState) -> str:
    return clock.local(wall_ms, state.offset_minutes).isoformat(timespec="seconds")
