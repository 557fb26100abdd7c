"""A class is opened: each learner on a card of their own, with how it answers and in which language its stage speaks.

The choices are made at Set up and changed at any question."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import new_learner_id, new_session_id
from bsuh_desktop.domain.events import Channel, Opened, Seat
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.roster import LAST_CARD, assign_cards
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, remove_prepared
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


_CHOICES = "choices/"


class ClassChoices(msgspec.Struct, frozen=True):
    """What was chosen for a class.

    `by` is how questions are answered, `stage_language` the language in which the class is taught. `voice`: True if it
    is taught without a projected picture, False with one, None if nobody chose and the connected screens decide.
    `here` is the number of a slide whose questions are answered another way, and how; the next slide's are not.
    """

    by: Channel = "hands"
    stage_language: Language = "bn"
    voice: bool | None = None
    here: tuple[int, Channel] | None = None


def open_wished_class(desk: Desk, wish: ClassWish, version: int | None = None) -> Conduct:
    """Opens the class with its choices, whole or not at all; with the newest version of its module unless it was held
    with another `version`.

    Raises KnownError: pack_not_found, pack_version_missing, too_many_learners.
    """
    with desk.store.transaction():
        conduct = open_class(desk, wish.groups, wish.pack, wish.practice, wish.co, version)
        _keep(desk, conduct.session, ClassChoices(wish.by, wish.stage_language, wish.voice))
    return conduct


def choices_of(desk: Desk, session: str) -> ClassChoices:
    """The choices of a class; the defaults for one that was set up without any (from the command line)."""
    stored = desk.store.facts.get(_CHOICES + session)
    return ClassChoices() if stored is None else msgspec.json.decode(stored, type=ClassChoices)


def choose(
    desk: Desk,
    session: str,
    by: Channel | None = None,
    stage_language: Language | None = None,
    voice: bool | None = None,
    here: tuple[int, Channel] | None = None,
) -> ClassChoices:
    """Changes a choice of a class from here on; None leaves it as it is."""
    was = choices_of(desk, session)
    here = here or (was.here if by is None else None)
    now = ClassChoices(by or was.by, stage_language or was.stage_language, was.voice if voice is None else voice, here)
    _keep(desk, session, now)
    return now


def _keep(desk: Desk, session: str, choices: ClassChoices) -> None:
    desk.store.facts.put(_CHOICES + session, msgspec.json.encode(choices))


def begin(desk: Desk, wish: ClassWish) -> Conduct:
    """Opens the class and removes the prepared class it comes from, both or neither.

    Raises KnownError: pack_not_found, too_many_learners.
    """
    with desk.store.transaction():
        conduct = open_wished_class(desk, wish)
        if wish.prepared:
            remove_prepared(desk, wish.prepared)
    return conduct
