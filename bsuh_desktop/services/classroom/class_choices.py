"""How a class answers and in which language its stage speaks: chosen at Set up, changed at any question."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.services.classroom import new_session
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, remove_prepared

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


def open_class(desk: Desk, wish: ClassWish, version: int | None = None) -> Conduct:
    """Opens the class with its choices, whole or not at all; with the newest version of its module unless it was held
    with another `version`.

    Raises KnownError: pack_not_found, pack_version_missing, too_many_learners.
    """
    with desk.store.transaction():
        conduct = new_session.open_class(desk, wish.groups, wish.pack, wish.practice, wish.co, version)
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
        conduct = open_class(desk, wish)
        if wish.prepared:
            remove_prepared(desk, wish.prepared)
    return conduct
