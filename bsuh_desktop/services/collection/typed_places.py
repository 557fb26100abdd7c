"""Places that facilitators typed, and nobody has mapped yet: what they are called, and which they may be."""

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
from bsuh_desktop.trust.places import Place

TYPED = "local:"
_PROPOSED, _ALIKE = 3, 0.5
_PIECE = 3


class TypedPlace(msgspec.Struct, frozen=True):
    """One of them: its id (`local:…`), the words that were typed, in how many classes that count it stands, and places
    of the programme's list whose names are like it, the likeliest first."""

    id: str
    words: str
    classes: int
    near: tuple[Place, ...] = ()


def typed_places(register: Register, collector: Collector) -> tuple[TypedPlace, ...]:
    """Those of classes that count and that are not mapped, most classes first. Raises KnownError
    `register_damaged`."""
    words: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in counted_classes(register):
        if one.place.startswith(TYPED) and one.place not in register.standing.places:
            counts[one.place] += 1
            words[one.place] = one.place_name
    names = _Names(collector.programme.places) if counts else None
    return tuple(
        TypedPlace(place, words[place], count, names.near(words[place]) if names else ())
        for place, count in sorted(counts.items(), key=lambda each: (-each[1], words[each[0]], each[0]))
    )


def near_places(words: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Places whose name in either language is like these words, the likeliest first."""
    return _Names(places).near(words)


def map_typed(register: Register, collector: Collector, local: str, place: str) -> tuple[str, Place, int]:
    """A typed place is this one of the programme's list, by its id; returns what was typed, the place, and how many
    classes that count this is about. Raises KnownError: typed_place_not_known, and as `map_place` and
    `typed_places`."""
    held = [one for one in counted_classes(register) if one.place == local] if local.startswith(TYPED) else []
    if not held:
        raise KnownError(
            "typed_place_not_known",
            Message("No class that counts was held at the typed place {word}.", word=shown(local)),
            Message("See the typed places: bsuh places."),
        )
    map_place(register, collector, local, place)
    known = collector.programme.place(place)
    assert known is not None
    return held[0].place_name, known, len(held)


class _Names:
    """The names of a list, found by pieces of three letters: each name twice, in Bangla and in English."""

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
    """Every three letters that follow each other, with a blank at both ends."""
    text = f" {clean(words).casefold()} "
    return {text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)}
