"""Places that facilitators typed and nobody has mapped yet: their names, and places of the list that they may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean, shown
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.counted_classes import counted_classes
from bsuh_desktop.services.collection.decide import map_place
from bsuh_desktop.system.typed_command import typed_command
from bsuh_desktop.trust.places import Place

TYPED = "local:"
_PROPOSED, _ALIKE = 3, 0.5
_PIECE = 3


class TypedPlace(msgspec.Struct, frozen=True):
    """A typed place."""

    id: str
    """`local:…`"""
    words: str
    """The words that were typed."""
    classes: int
    """In how many counting classes it occurs."""
    near: tuple[Place, ...] = ()
    """Places of the programme's list with similar names, the most similar first."""


def typed_places(register: Register, collector: Collector) -> tuple[TypedPlace, ...]:
    """The unmapped typed places of counting classes, most classes first. Raises KnownError `register_damaged`."""
    words: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in counted_classes(register):
        if one.place.startswith(TYPED) and one.place not in register.status.places:
            counts[one.place] += 1
            words[one.place] = one.place_name
    names = _Names(collector.programme.places) if counts else None
    return tuple(
        TypedPlace(place, words[place], count, names.near(words[place]) if names else ())
        for place, count in sorted(counts.items(), key=lambda each: (-each[1], words[each[0]], each[0]))
    )


def near_places(words: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Places whose name in either language is similar to these words, the most similar first."""
    return _Names(places).near(words)


def map_typed(register: Register, collector: Collector, local: str, place: str) -> tuple[str, Place, int]:
    """Maps a typed place to a place of the programme's list, by ids. Returns the words that were typed, the place, and
    the number of counting classes. Raises KnownError: typed_place_not_known, and as `map_place` and `typed_places`."""
    held = [one for one in counted_classes(register) if one.place == local] if local.startswith(TYPED) else []
    if not held:
        raise KnownError(
            "typed_place_not_known",
            Message("No class that counts was held at the typed place {word}.", word=shown(local)),
            Message("See the typed places: {command}", command=typed_command("places")),
        )
    map_place(register, collector, local, place)
    known = collector.programme.place(place)
    assert known is not None
    return held[0].place_name, known, len(held)


class _Names:
    """An index of the names of a list by groups of three letters; each place under its Bangla and its English name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: list[Place] = []
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = {}
        for place in places:
            for name in {place.names.bn, place.names.en} - {""}:
                pieces = _pieces(name)
                for piece in pieces:
                    self._holding.setdefault(piece, []).append(len(self._places))
                self._places.append(place)
                self._sizes.append(len(pieces))

    def near(self, words: str) -> tuple[Place, ...]:
        pieces = _pieces(words)
        shared = Counter(number for piece in pieces for number in self._holding.get(piece, ()))
        likeness: dict[str, tuple[float, Place]] = {}
        for number, count in shared.items():
            alike = 2 * count / (len(pieces) + self._sizes[number])
            place = self._places[number]
            if alike >= _ALIKE and alike > likeness.get(place.id, (0.0, place))[0]:
                likeness[place.id] = (alike, place)
        best = sorted(likeness.values(), key=lambda each: (-each[0], each[1].id))
        return tuple(place for _, place in best[:_PROPOSED])


def _pieces(words: str) -> set[str]:
    """All groups of three consecutive letters, with a blank added at both ends."""
    text = f" {clean(words).casefold()} "
    return {text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)}
