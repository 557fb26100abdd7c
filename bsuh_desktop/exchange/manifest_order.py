"""The order in which one key sealed its files: each manifest names the previous one, so that a thief cannot backdate.

A revocation names the last manifest that is trusted. An earlier file is good only if it is reached from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec


class Link(msgspec.Struct, frozen=True):
    """One manifest among those of its key."""

    sha256: bytes
    """SHA-256 of the manifest."""
    key: bytes
    """Its signer's public key."""
    nth: int
    """Counts the key's manifests from 1."""
    prev: bytes
    """SHA-256 of the previous manifest; empty for the first."""
    session: str = ""
    last_counter: int = 0
    """The highest counter of a serial in that file; 0 if it has none."""


def reaches(last: bytes, wanted: bytes, links: Mapping[bytes, Link]) -> bool:
    """True if following `prev` from the manifest `last` leads to `wanted`; `links` are the known manifests, by hash."""
    place, steps = last, 0
    while place != wanted:
        link = links.get(place)
        if link is None or not link.prev or steps > len(links):
            return False
        place, steps = link.prev, steps + 1
    return wanted != b""


def rivals(link: Link, links: Iterable[Link]) -> tuple[Link, ...]:
    """Other manifests of the same key with the same place in the order: one of two was made by somebody else, or from
    copied data."""
    return tuple(
        one
        for one in links
        if one.key == link.key and one.sha256 != link.sha256 and (one.prev == link.prev or one.nth == link.nth)
    )
