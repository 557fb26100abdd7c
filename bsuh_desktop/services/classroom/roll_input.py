"""Parses what is typed into the roll: "5 12 17 8L 40E +1", a card number, or part of a name.

Several rolls may be typed at once. A letter after one marks it late (L, দ) or left early (E, চ); + and a number are
visitors. If a roll or name is ambiguous, a letter after it (5b, ৫খ) or a digit after the name chooses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.services.classroom.class_picture import ClassPicture, ListedName

RollMark = Literal["absent", "late", "left_early"]
"""The mark that a touch sets; a second touch means present again."""

MARK_LETTERS: dict[str, RollMark] = {"l": "late", "দ": "late", "e": "left_early", "চ": "left_early"}
CHOICES = ("abcd", "কখগঘ")
"""The letters that choose among learners with the same roll, in either script."""

_PLACES = {letter: place for letters in CHOICES for place, letter in enumerate(letters)}
_APART = re.compile(r"[\s,;،।]+")
_ROLL = re.compile(rf"(\d+)([{''.join(CHOICES)}]?)([{''.join(MARK_LETTERS)}]?)")
_VISITORS = re.compile(r"\+(\d{0,2})")
_CHOSEN_NAME = re.compile(r"(.*\D)(\d)")


class MeantLearner(msgspec.Struct, frozen=True):
    """One roll or name of the entry: the cards that it can mean, and the mark that its letter gives it."""

    typed: str
    cards: tuple[int, ...]
    mark: RollMark | None = None


class Entry(msgspec.Struct, frozen=True):
    """All that was typed; `visitors` is how many more people are here who are on no list."""

    meant: tuple[MeantLearner, ...] = ()
    visitors: int = 0

    @property
    def ready(self) -> bool:
        """True if everything in it means one learner."""
        return bool(self.meant or self.visitors) and all(len(one.cards) == 1 for one in self.meant)

    @property
    def unclear(self) -> MeantLearner | None:
        """The first part that means nobody or several learners."""
        return next((one for one in self.meant if len(one.cards) != 1), None)


class _Person(msgspec.Struct, frozen=True):
    """A learner prepared for searching; the roll is parsed once for the whole entry."""

    card: int
    name: ListedName
    roll: str
    number: int | None


def read_entry(picture: ClassPicture, typed: str, by_name: bool) -> Entry:
    """Parses `typed`. `by_name` is False in public view: names are then neither shown nor searched."""
    names = {row.card: picture.names.get(row.learner, ListedName()) for row in picture.view.rows}
    return read_among(names, typed, by_name)


def read_among(names: Mapping[int, ListedName], typed: str, by_name: bool) -> Entry:
    """The same, among these learners by their cards."""
    people = [_Person(card, one, _plain(one.roll), roll_number(one.roll or None)) for card, one in names.items()]
    parts = [part for part in _APART.split(_plain(typed)) if part]
    meant = [_roll(people, part) for part in parts if not _VISITORS.fullmatch(part)]
    visitors = sum(int(found[1] or 1) for part in parts if (found := _VISITORS.fullmatch(part)))
    if None not in meant:
        return Entry(tuple(one for one in meant if one), visitors)
    return Entry((_name(people, _plain(typed), by_name),))


def _roll(people: list[_Person], part: str) -> MeantLearner | None:
    """A roll or card number with its letters; None if `part` is neither."""
    written = tuple(one.card for one in people if part == one.roll)
    found = _ROLL.fullmatch(part)
    if written and not part.isdigit():
        return MeantLearner(part, written)
    if found is None:
        return None
    number, mark = roll_number(found[1]), MARK_LETTERS.get(found[3])
    cards = tuple(one.card for one in people if number is not None and number in (one.card, one.number))
    place = _PLACES.get(found[2])
    return MeantLearner(part, cards if place is None else cards[place : place + 1], mark)


def _name(people: list[_Person], typed: str, by_name: bool) -> MeantLearner:
    cards = tuple(one.card for one in people if _matches(one.name, typed, by_name))
    chosen = _CHOSEN_NAME.fullmatch(typed)
    if not cards and chosen and by_name:
        several = _name(people, chosen[1].strip(), by_name).cards
        place = int(chosen[2]) - 1
        return MeantLearner(typed, several[place : place + 1] if place >= 0 else ())
    return MeantLearner(typed, cards)


def _matches(name: ListedName, wanted: str, by_name: bool) -> bool:
    texts = (name.roll, name.name_bn, name.name_en) if by_name else (name.roll,)
    return any(wanted in _plain(text) for text in texts)


def _plain(text: str) -> str:
    return ascii_digits(clean(text)).casefold()


def marks_of(entry: Entry, mark: RollMark) -> dict[int, Status]:
    """The marks of a ready entry by card; `mark` is for those without a letter."""
    return {one.cards[0]: one.mark or mark for one in entry.meant}
