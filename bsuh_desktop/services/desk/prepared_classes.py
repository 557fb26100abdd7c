"""Classes prepared beforehand: what will be taught when, so that the next class begins with everything chosen.

They are no sessions. Nothing of them stands in a journal before they begin, and then they are prepared no more. A day
is a row of places in their order, each perhaps with a time; whoever moves a class gives it the place of another.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.services.desk.desk import Desk

_PREPARED = "prepared"


class ClassWish(msgspec.Struct, frozen=True):
    """What Set up asks for: the ids of the groups (none for a class without a list), the module, the choices, the key
    ids of whoever teaches along (`co`), and the prepared class that is begun by it ("" for none)."""

    groups: tuple[str, ...]
    pack: str
    by: Channel = "hands"
    stage_language: Language = "bn"
    practice: bool = False
    voice: bool | None = None
    co: tuple[str, ...] = ()
    prepared: str = ""


class PreparedClass(msgspec.Struct, frozen=True):
    """A class that is to be held: what Set up would ask for, the day, and the time it begins if that was said."""

    wish: ClassWish
    day: datetime.date
    time: datetime.time | None = None

    @property
    def id(self) -> str:
        """What names it on this laptop."""
        return self.wish.prepared


def prepared_classes(desk: Desk) -> tuple[PreparedClass, ...]:
    """All of them, day by day in their order."""
    stored = desk.store.facts.get(_PREPARED)
    return () if stored is None else msgspec.json.decode(stored, type=tuple[PreparedClass, ...])


def prepared_class(desk: Desk, key: str) -> PreparedClass | None:
    """One of them; None if it has begun or was removed."""
    return next((one for one in prepared_classes(desk) if one.id == key), None)


def prepare_class(
    desk: Desk, wish: ClassWish, day: datetime.date | None = None, time: datetime.time | None = None
) -> PreparedClass:
    """Keeps a class for `day` (today by default), behind the others of that day; with a time before those that begin
    later. A wish that names a prepared class changes it: it keeps its place in its day while the times allow that."""
    known = list(prepared_classes(desk))
    new = PreparedClass(wish if wish.prepared else _named(wish), day or desk.today(), time)
    same = next((place for place, one in enumerate(known) if one.id == new.id), None)
    if same is not None and known[same].day == new.day and _in_time([*known[:same], new, *known[same + 1 :]], new.day):
        known[same] = new
    else:
        known = _placed([one for one in known if one.id != new.id], new)
    _keep(desk, known)
    return new


def move_earlier(desk: Desk, key: str) -> None:
    """Changes places with the class before it on the same day; the times stay with the places. The first stays."""
    known = list(prepared_classes(desk))
    for place in range(1, len(known)):
        before, one = known[place - 1], known[place]
        if one.id == key and before.day == one.day:
            known[place - 1] = PreparedClass(one.wish, before.day, before.time)
            known[place] = PreparedClass(before.wish, one.day, one.time)
            break
    _keep(desk, known)


def move_to(desk: Desk, key: str, day: datetime.date) -> None:
    """Holds a class on another day: behind the others there, and at no certain time."""
    one = prepared_class(desk, key)
    if one is not None:
        prepare_class(desk, one.wish, day)


def remove_prepared(desk: Desk, key: str) -> None:
    """It will not be held. Nothing happens where it has begun already."""
    _keep(desk, [one for one in prepared_classes(desk) if one.id != key])


def what_lacks(desk: Desk, one: PreparedClass, taught: Sequence[str]) -> Message | None:
    """What must be seen to before this class can begin as it was prepared; None if all is ready. `taught` are the ids
    of the modules on this laptop."""
    lines = {group.id: len(desk.store.rosters.lines(group.id)) for group in desk.store.rosters.groups()}
    wish = one.wish
    if wish.pack not in taught:
        return Message("Its module is not on this laptop.")
    if any(group not in lines for group in wish.groups):
        return Message("Its class list is gone.")
    if wish.groups and not sum(lines[group] for group in wish.groups):
        return Message("Nobody is on its list yet.")
    return None


def _named(wish: ClassWish) -> ClassWish:
    return msgspec.structs.replace(wish, prepared=secrets.token_hex(8))


def _in_time(known: Sequence[PreparedClass], day: datetime.date) -> bool:
    """True if the times of that day, as far as they were said, follow each other."""
    times = [one.time for one in known if one.day == day and one.time is not None]
    return times == sorted(times)


def _placed(known: list[PreparedClass], new: PreparedClass) -> list[PreparedClass]:
    """Before the first of another day that comes later, or of the same day that begins later."""
    for place, one in enumerate(known):
        later = one.day == new.day and new.time is not None and one.time is not None and one.time > new.time
        if one.day > new.day or later:
            return [*known[:place], new, *known[place:]]
    return [*known, new]


def _keep(desk: Desk, classes: Sequence[PreparedClass]) -> None:
    desk.store.facts.put(_PREPARED, msgspec.json.encode(classes))
