"""The order in which one key sealed its files: each manifest names the previous one, so that a thief cannot backdate.

A revocation names the last manifest that is trusted. An earlier file is good only if it is reached from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from bsuh_desktop.trust.key_list import Revocation


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


def rivals(link: Link, links: Iterable[Link]) -> tuple[Link, ...]:
    """Other manifests of the same key with the same place in the order: one of two was made by somebody else, or from
    copied data."""
    return tuple(
        one
        for one in links
        if one.key == link.key and one.sha256 != link.sha256 and (one.prev == link.prev or one.nth == link.nth)
    )


class RevocationIndex:
    """How far the sequences of revoked keys lead back from their last trusted manifests. Each sequence is walked once,
    and the walk continues where it ended when another of its files comes."""

    def __init__(self, revocations: Iterable[Revocation], links: Mapping[bytes, Link]) -> None:
        """Only those `links` are stored whose keys are revoked."""
        self._before: dict[bytes, bytes] = {}
        self._walks: dict[bytes, dict[bytes, _Walk]] = {}
        for one in revocations:
            walk = _Walk(one.last_manifest, self._before)
            self._walks.setdefault(one.key, {}).setdefault(one.last_manifest, walk)
        for link in links.values():
            self.learn(link.key, link.sha256, link.prev)

    @property
    def revoked(self) -> frozenset[bytes]:
        """The public keys that revocations name."""
        return frozenset(self._walks)

    def learn(self, key: bytes, manifest: bytes, prev: bytes) -> list[bytes]:
        """Adds a manifest of a key with its predecessor. Returns the manifests that are reached now and were not
        before."""
        walks = self._walks.get(key)
        if walks is None or manifest in self._before:
            return []
        self._before[manifest] = prev
        return [reached for walk in walks.values() for reached in walk.go_on()]

    def holds(self, key: bytes, last_trusted: Iterable[bytes], manifest: bytes) -> bool:
        """True if the sequence of `key` leads back to `manifest` from every one of `last_trusted`."""
        walks = self._walks.get(key, {})
        return all(manifest in walks[last].reached for last in last_trusted)

    def reaches_all(self, key: bytes, manifest: bytes) -> bool:
        """The same, from every last trusted manifest that any list names for the key."""
        return all(manifest in walk.reached for walk in self._walks.get(key, {}).values())


class _Walk:
    """Walks back from one manifest as far as links are known."""

    def __init__(self, last: bytes, before: Mapping[bytes, bytes]) -> None:
        self._before, self._place = before, last
        self.reached = {last} - {b""}

    def go_on(self) -> list[bytes]:
        """Continues the walk; returns the manifests that are reached now."""
        found = []
        while (prev := self._before.get(self._place)) and prev not in self.reached:
            self.reached.add(prev)
            found.append(prev)
            self._place = prev
        return found
