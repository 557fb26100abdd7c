"""The tour of a first class: whether somebody wants it on this desk, and which of its hints were read."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.services.desk.desk import Desk

_TOUR = "tour"


class Tour(msgspec.Struct, frozen=True):
    """Where the tour stands. `wanted` is "" as long as nobody has answered whether it is. Nothing of it is an event."""

    wanted: Literal["", "yes", "no"] = ""
    read: tuple[str, ...] = ()
    """The names of the hints that were read, or whose page was passed."""


def tour_of(desk: Desk) -> Tour:
    """Where the tour stands on this desk."""
    stored = desk.store.facts.get(_TOUR)
    try:
        return Tour() if stored is None else msgspec.json.decode(stored, type=Tour)
    except msgspec.DecodeError:
        # Such as an answer that a later version of the app knows.
        return Tour()


def keep_tour(desk: Desk, tour: Tour) -> None:
    """Keeps where the tour stands."""
    desk.store.facts.put(_TOUR, msgspec.json.encode(tour))
