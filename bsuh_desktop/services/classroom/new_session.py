"""Opens a class for its groups with a module, each learner on a card of their own."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.domain.codes import new_learner_id, new_session_id
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import Opened, Seat
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import LAST_CARD, assign_cards
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.rosters import StoredLearner


def open_class(
    desk: Desk,
    groups: Sequence[str],
    pack_id: str,
    practice: bool = False,
    co: Sequence[str] = (),
    version: int | None = None,
) -> Conduct:
    """Opens a session of `groups` with the module `pack_id`: its newest version, unless `version` says otherwise.

    `groups` are ids, none for a class without a list; `co` are the key ids of colleagues who teach along. On the
    demonstration programme it is always practice.
    Raises KnownError: pack_not_found, pack_version_missing, too_many_learners.
    """
    pack, groups = desk.pack(pack_id, version), tuple(dict.fromkeys(groups))
    lines = [(group, line) for group in groups for line in desk.store.rosters.lines(group)]
    if len(lines) > LAST_CARD:
        raise KnownError(
            "too_many_learners",
            Message("These groups have {count} learners together.", count=len(lines)),
            Message("Open two classes: there are only {most} numbers.", most=LAST_CARD),
        )
    session, now = new_session_id(), desk.clock.now()
    seated = _seat(lines)
    opened = Opened(
        pack=pack.id,
        pack_version=pack.version,
        groups=tuple(desk.store.rosters.group(group) for group in groups),
        seats=tuple(seat for seat, _ in seated),
        practice=practice or desk.practising,
        offset_minutes=desk.programme.offset_minutes,
        lead=desk.vault.signing_key.key_id.hex(),
        co=tuple(dict.fromkeys(co)),
        doubts=desk.doubts(now),
    )
    with desk.store.transaction():
        desk.store.rosters.seat(session, [(seat.learner, line.id) for seat, line in seated])
        desk.store.journal.append(session, [opened], now)
    return Conduct(desk, session)


def _seat(lines: Sequence[tuple[str, StoredLearner]]) -> list[tuple[Seat, StoredLearner]]:
    """The seat of each learner. A learner whose name is not stored gets an id for this session only."""
    cards = assign_cards([line.roll or None for _, line in lines])
    return [
        (Seat(line.learner or new_learner_id(), card, group, named=line.learner is not None), line)
        for card, (group, line) in zip(cards, lines, strict=True)
    ]
