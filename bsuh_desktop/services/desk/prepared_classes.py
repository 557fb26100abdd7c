"""Prepared classes: what will be taught when, so that the next class begins with everything chosen.

They are not sessions: nothing of them is in a journal before they begin, and then they are removed from here. A day is
an ordered row of slots, each perhaps with a time; moving a class swaps the slots of two classes.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.services.desk.desk import Desk

_PREPARED = "prepared"


class ClassWish(msgspec.Struct, frozen=True):
    """What Set up asks for."""

    groups: tuple[str, ...]
    """The ids of the groups; none for a class without a list."""
    pack: str
    """The module."""
    by: Channel = "hands"
    stage_language: Language = "bn"
    practice: bool = False
    voice: bool | None = None
    co: tuple[str, ...] = ()
    """The key ids of colleagues who teach along."""
    prepared: str = ""
    """The prepared class that is begun with it; "" for none."""


class PreparedClass(msgspec.Struct, frozen=True):
    """A class that is to be held: its wish, the day, and the time if one was chosen."""

    wish: ClassWish
    day: datetime.date
    time: datetime.time | None = None

    @property
    def id(self) -> str:
        """Its id on this laptop."""
        return self.wish.prepared


def prepared_classes(desk: Desk) -> tuple[PreparedClass, ...]:
    """All prepared classes by day, in their order; of a list that was merged since, for the one it was merged into."""
    roots = desk.store.joined.roots()
    return tuple(_merged(one, roots) for one in _stored(desk))


def prepare_class(
    desk: Desk, wish: ClassWish, day: datetime.date | None = None, time: datetime.time | None = None
) -> PreparedClass:
    """Stores a class for `day`, by default today.

    It comes after the others of that day or, with a time, before those that begin later. A wish that names a prepared
    class changes that one, which keeps its slot as long as the times allow it.
    """
    known = _stored(desk)
    new = PreparedClass(wish if wish.prepared else _named(wish), day or desk.today(), time)
    same = next((place for place, one in enumerate(known) if one.id == new.id), None)
    if same is not None and new.wish.groups == _merged(known[same], desk.store.joined.roots()).wish.groups:
        new = _with(new, known[same].wish.groups)
    if same is not None and known[same].day == new.day and _in_time([*known[:same], new, *known[same + 1 :]], new.day):
        known[same] = new
    else:
        known = _placed([one for one in known if one.id != new.id], new)
    _keep(desk, known)
    return new


def move_earlier(desk: Desk, key: str) -> None:
    """Swaps the class with the one before it on the same day; the times stay with the slots. Does nothing for the
    first."""
    known = _stored(desk)
    for place in range(1, len(known)):
        before, one = known[place - 1], known[place]
        if one.id == key and before.day == one.day:
            known[place - 1] = PreparedClass(one.wish, before.day, before.time)
            known[place] = PreparedClass(before.wish, one.day, one.time)
            break
    _keep(desk, known)


def move_to(desk: Desk, key: str, day: datetime.date) -> None:
    """Moves a class to another day: after the others there, without a time."""
    for one in _stored(desk):
        if one.id == key:
            prepare_class(desk, one.wish, day)


def remove_prepared(desk: Desk, key: str) -> None:
    """Removes a prepared class. Does nothing if it has begun already."""
    _keep(desk, [one for one in _stored(desk) if one.id != key])


def prepared_for(desk: Desk, group: str) -> tuple[PreparedClass, ...]:
    """The prepared classes of that group alone."""
    return tuple(one for one in prepared_classes(desk) if set(one.wish.groups) == {group})


def drop_group(desk: Desk, group: str) -> None:
    """Removes the prepared classes of that group alone, and the group from those that it shares with others; with those
    that were merged into it."""
    gone, parts = {one.id for one in prepared_for(desk, group)}, desk.store.joined.parts(group)
    known = [one for one in _stored(desk) if one.id not in gone]
    _keep(desk, [_with(one, (other for other in one.wish.groups if other not in parts)) for one in known])


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


def _stored(desk: Desk) -> list[PreparedClass]:
    """The same with the groups for which they were prepared, so that merged lists that are taken apart have theirs
    again."""
    stored = desk.store.facts.get(_PREPARED)
    return [] if stored is None else msgspec.json.decode(stored, type=list[PreparedClass])


def _merged(one: PreparedClass, roots: Mapping[str, str]) -> PreparedClass:
    return _with(one, (roots.get(group, group) for group in one.wish.groups))


def _with(one: PreparedClass, groups: Iterable[str]) -> PreparedClass:
    """The same for these groups, each once."""
    wish = msgspec.structs.replace(one.wish, groups=tuple(dict.fromkeys(groups)))
    return msgspec.structs.replace(one, wish=wish)


def _named(wish: ClassWish) -> ClassWish:
    return msgspec.structs.replace(wish, prepared=secrets.token_hex(8))


def _in_time(known: Sequence[PreparedClass], day: datetime.date) -> bool:
    """True if the times of that day that were chosen are in order."""
    times = [one.time for one in known if one.day == day and one.time is not None]
    return times == sorted(times)


def _placed(known: list[PreparedClass], new: PreparedClass) -> list[PreparedClass]:
    """The list with `new` inserted before the first class of a later day or, on the same day, with a later time."""
    for place, one in enumerate(known):
        later = one.day == new.day and new.time is not None and one.time is not None and one.time > new.time
        if one.day > new.day or later:
            return [*known[:place], new, *known[place:]]
    return [*known, new]


def _keep(desk: Desk, classes: Sequence[PreparedClass]) -> None:
    desk.store.facts.put(_PREPARED, msgspec.json.encode(classes))
