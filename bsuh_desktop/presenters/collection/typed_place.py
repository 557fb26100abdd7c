"""The typed place of a collected file: its words, the school it is mapped to, and the schools to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import CollectedFile
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.trust.places import Place


class SchoolList(msgspec.Struct, frozen=True):
    """The places of the programme, up to 20,000. Built on the desk's thread. All tuples but `near` have one order."""

    ids: tuple[str, ...]
    """Place ids."""
    called: tuple[LocalText, ...]
    """Names."""
    areas: tuple[LocalText, ...]
    """Upazila, district and official code."""
    words: dict[Language, tuple[str, ...]]
    """By language, the text that distinguishes each place from all others."""
    numbers: dict[str, int]
    """Index of a place by these texts, casefolded."""
    near: tuple[int, ...]
    """Indexes of places with names like the typed one, the most likely first."""


class TypedPlace(msgspec.Struct, frozen=True):
    """A place that a facilitator typed: its id and its words."""

    local: str
    words: str

    def is_now(self, called: LocalText) -> Message:
        """What is said once it is mapped to the school of that name."""
        return Message("“{words}” is {place} from now on.", words=self.words, place=called)


def unmapped(collected: CollectedFiles, one: CollectedFile | None) -> TypedPlace | None:
    """The typed place of a file of the register that is not mapped yet; None if there is nothing to ask."""
    if one is None or not one.typed[0] or one.typed[0] in collected.mapped:
        return None
    return TypedPlace(*one.typed) if one.session in collected.classes.get("all", ()) else None


def typed_place_text(collected: CollectedFiles, one: CollectedFile) -> Message | None:
    """What was typed, and the school it is mapped to; None if the place is in the list."""
    local, words = one.typed
    if not local:
        return None
    if local in collected.mapped:
        return Message("Typed as “{words}”. It is {place}.", words=words, place=one.place)
    return Message("Place as it was typed: “{words}”", words=words)


def schools(typed: str) -> Callable[[Desk], SchoolList]:
    """Returns work for the desk's thread: the places to choose from, with proposals for `typed`."""

    def asked(desk: Desk) -> SchoolList:
        from bsuh_desktop.services.collection.typed_places import near_places

        listed = tuple(desk.programme.places)
        places = {place.id: number for number, place in enumerate(listed)}
        words: dict[Language, tuple[str, ...]] = {
            language: tuple(_label(place, language) for place in listed) for language in get_args(Language)
        }
        numbers = {each.casefold(): number for labels in words.values() for number, each in enumerate(labels)}
        near = tuple(places[place.id] for place in near_places(typed, listed))
        called, areas = tuple(place.names for place in listed), tuple(map(_areas, listed))
        return SchoolList(tuple(places), called, areas, words, numbers, near)

    return asked


def _label(place: Place, language: Language) -> str:
    """Name with areas and code, since many schools of a country share one name."""
    return ", ".join(part for part in (place.names.text_in(language), _areas(place).text_in(language)) if part)


def _areas(place: Place) -> LocalText:
    """Upazila, district and the official code."""
    parts = [part.names for part in (place.upazila, place.district) if part.names.bn or part.names.en]
    bangla, english = (", ".join(part.text_in(language) for part in parts) for language in ("bn", "en"))
    code = f"({place.id.partition(':')[2]})"
    return LocalText(f"{bangla} {code}".strip(), f"{english} {code}".strip())
