"""The joined programme as a desk stores it: the signed file, and what was read from it, which loads at once.

Checking a file with all schools of a country takes a third of a second and is done once, when the desk joins. The
result is kept in the encrypted store, where nobody else can change it.
"""

from __future__ import annotations

import zlib
from typing import cast

import msgspec
from msgspec.structs import replace

from bsuh_desktop.store.facts import Facts
from bsuh_desktop.trust.places import Place, PlaceList, pack_places
from bsuh_desktop.trust.programme import Programme, read_programme

_FILE, _HEAD, _PLACES = "programme", "programme/head", "programme/places"
_JSON = b"{"


def keep_programme(facts: Facts, file: bytes, programme: Programme) -> None:
    """Stores the signed `file`, and `programme` that was read from it."""
    facts.put(_FILE, zlib.compress(file))
    facts.put(_HEAD, msgspec.json.encode(replace(programme, places=())))
    facts.put(_PLACES, pack_places(programme.places))


def joined_programme(facts: Facts) -> Programme | None:
    """The joined programme; None while the desk practises. Raises KnownError: unreadable, altered."""
    head, places = facts.get(_HEAD), facts.get(_PLACES)
    if head is None or places is None:
        file = joined_programme_file(facts)
        return read_programme(file) if file else None
    programme = msgspec.json.decode(head, type=Programme)
    return replace(programme, places=cast("tuple[Place, ...]", PlaceList(places)))


def joined_programme_file(facts: Facts) -> bytes:
    """The signed file of the joined programme; empty while the desk practises."""
    stored = facts.get(_FILE) or b""
    # Version 0.1.0 stored the file uncompressed.
    return stored if stored[:1] in (b"", _JSON) else zlib.decompress(stored)
