"""The places of a programme: schools, clubs and centres, and their list as a desk stores it, compressed.

A country's list has twenty thousand schools. Unpacking it takes longer than everything else when a desk is opened, and
on many days no unknown place is looked up; so it is unpacked at the first lookup.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import overload

import msgspec

from bsuh_desktop.domain.local_text import LocalText

_Row = tuple[str, str, str, int, int, int, int, int]


class Area(msgspec.Struct, frozen=True, gc=False):
    """An upazila or a district with its official code."""

    code: str
    names: LocalText


NO_AREA = Area("", LocalText())


class Place(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place of the programme's list."""

    id: str
    """A school (`eiin:107845`, `emis:…`), a club (`club:…`) or a centre (`centre:…`)."""
    names: LocalText
    upazila: Area
    district: Area
    division: Area = NO_AREA
    pupils: int = 0
    """How many it has; 0 if unknown."""
    partner: int = 0
    """Number of the partner that works there; 0 for any."""


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    areas: tuple[Area, ...]
    rows: tuple[_Row, ...]


def pack_places(places: Sequence[Place]) -> bytes:
    """`places` in the packed form of `PlaceList`, with each area stored once; twenty thousand take about 200 KB."""
    areas: dict[Area, int] = {}

    def number(area: Area) -> int:
        return areas.setdefault(area, len(areas))

    rows = tuple(
        (
            *(place.id, place.names.bn, place.names.en),
            *(number(place.upazila), number(place.district), number(place.division)),
            *(place.pupils, place.partner),
        )
        for place in places
    )
    return zlib.compress(msgspec.json.encode(_Packed(tuple(areas), rows)), 6)


class PlaceList(Sequence[Place]):
    """Packed places in their order; equal to the tuple of them. May be used from any thread."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._unpacked: tuple[_Packed, dict[str, int]] | None = None

    def find(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        number = self._open()[1].get(place_id)
        return None if number is None else self[number]

    @overload
    def __getitem__(self, number: int) -> Place: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Place, ...]: ...
    def __getitem__(self, number: int | slice) -> Place | tuple[Place, ...]:
        packed = self._open()[0]
        if isinstance(number, slice):
            return tuple(_place(row, packed.areas) for row in packed.rows[number])
        return _place(packed.rows[number], packed.areas)

    def __iter__(self) -> Iterator[Place]:
        packed = self._open()[0]
        return (_place(row, packed.areas) for row in packed.rows)

    def __len__(self) -> int:
        return len(self._open()[0].rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlaceList | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return "PlaceList()"

    def _open(self) -> tuple[_Packed, dict[str, int]]:
        # Two threads may unpack it at the same time; both get the same result.
        if self._unpacked is None:
            packed = msgspec.json.decode(zlib.decompress(self._packed), type=_Packed)
            numbers = range(len(packed.rows) - 1, -1, -1)
            self._unpacked = packed, {packed.rows[number][0]: number for number in numbers}
        return self._unpacked


def _place(row: _Row, areas: Sequence[Area]) -> Place:
    place_id, bn, en, upazila, district, division, pupils, partner = row
    return Place(place_id, LocalText(bn, en), areas[upazila], areas[district], areas[division], pupils, partner)
