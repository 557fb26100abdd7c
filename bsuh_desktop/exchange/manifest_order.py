"""In which order one key sealed its files: each manifest names the one before, so that a thief cannot date back.

A revocation names the last manifest that is trusted. An earlier file is good only if that chain reaches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec


class Link(msgspec.Struct, frozen=True):
    """One manifest in the row of its key: `sha256` of the manifest, `key` its signer's public key, `nth` from 1, `prev`
    the SHA-256 of the one before (no bytes for the first). `last_counter` is the highest counter of a serial in that
    file, 0 where it has none."""

    sha256: bytes
    key: bytes
    nth: int
    prev: bytes
    session: str = ""
    last_counter: int = 0


def reaches(last: bytes, wanted: bytes, links: Mapping[bytes, Link]) -> bool:
    """True if going back from the manifest `last` one comes to `wanted`; `links` are those that are known, by hash."""
    place, steps = last, 0
    while place != wanted:
        link = links.get(place)
        if link is None or not link.prev or steps > len(links):
            return False
        place, steps = link.prev, steps + 1
    return wanted != b""


def rivals(link: Link, links: Iterable[Link]) -> tuple[Link, ...]:
    """Other manifests of the same key that claim the same place in its row: of two, one was made by somebody else, or
    from copied data."""
    return tuple(
        one
        for one in links
        if one.key == link.key and one.sha256 != link.sha256 and (one.prev == link.prev or one.nth == link.nth)
    )
