"""Where classes are held: the programme's schools and clubs, and places that were typed here."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits, bangla_digits, clean
from bsuh_desktop.services.desk.desk import Desk

LONGEST_NAME = 80
_PLACE, _EIIN_DIGITS = "place/", 6


class KnownPlace(msgspec.Struct, frozen=True):
    """A place to choose: its id (`eiin:107845`, `club:…`, `local:…`) and what people call it."""

    id: str
    names: LocalText


def places(desk: Desk) -> tuple[KnownPlace, ...]:
    """The programme's places, then those of the classes here that are on no list, each once."""
    listed = [KnownPlace(place.id, place.names) for place in desk.programme.places]
    used = dict.fromkeys(group.place for group in desk.store.rosters.groups())
    own = [KnownPlace(place, place_words(desk, place)) for place in used if desk.programme.place(place) is None]
    return (*listed, *(place for place in own if place.names.bn))


def place_of_words(desk: Desk, words: str) -> str:
    """The id of the place that a person typed: a known place by its name, a school by its EIIN, else a new place of
    this laptop, which a coordinator maps later. Raises KnownError: no_place."""
    name = clean(words)
    if not name or len(name) > LONGEST_NAME:
        raise KnownError(
            "no_place",
            Message("A place has a name of 1 to {most} letters, or an EIIN.", most=LONGEST_NAME),
            Message("Write the school or the club."),
        )
    known = known_place(desk, name)
    if known is not None:
        return known
    fresh = f"local:{new_learner_id()}"
    desk.store.facts.put(_PLACE + fresh, name.encode())
    return fresh


def known_place(desk: Desk, words: str) -> str | None:
    """The id of the place that `words` name, without creating one; None if there is none."""
    name = clean(words)
    for place in places(desk):
        if name and name.casefold() in (place.names.bn.casefold(), place.names.en.casefold()):
            return place.id
    digits = ascii_digits(name.casefold().removeprefix("eiin").strip(" :"))
    is_eiin = digits.isascii() and digits.isdigit() and len(digits) == _EIIN_DIGITS
    return f"eiin:{digits}" if is_eiin else None


def typed_name(desk: Desk, place: str) -> str:
    """The name that was typed for a place that is on no list; "" if there is none."""
    return (desk.store.facts.get(_PLACE + place) or b"").decode()


def place_words(desk: Desk, place: str) -> LocalText:
    """The name of a place: from the programme's list; by EIIN for a school that is not on it; as it was typed for a
    place of this laptop."""
    known = desk.programme.place(place)
    if known is not None:
        return known.names
    kind, _, number = place.partition(":")
    if kind == "eiin":
        return LocalText(f"EIIN {bangla_digits(number)}", f"EIIN {number}")
    name = typed_name(desk, place)
    return LocalText(name, name)
