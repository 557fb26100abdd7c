"""The file sequences of keys: which file claims which place, and how far back a revocation's last trusted file leads.

How far a sequence leads back is found from all that the desk remembers, in whatever order it came. Which of two files
came first is found from the register alone, so that an interrupted run ends like one that was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bsuh_desktop.exchange.manifest_order import Link
from bsuh_desktop.trust.key_list import Revocation


class FileSequenceIndex:
    """Which manifest of a key was the first to claim a place: by its number, and by its predecessor."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, dict[int, bytes]] = {}
        self._behind: dict[bytes, dict[bytes, bytes]] = {}

    def claim(self, key: bytes, manifest: bytes, nth: int, prev: bytes) -> None:
        """Claims a place for a manifest of that key; an earlier claim stays."""
        self._numbers.setdefault(key, {}).setdefault(nth, manifest)
        self._behind.setdefault(key, {}).setdefault(prev, manifest)

    def rival(self, key: bytes, manifest: bytes, nth: int, prev: bytes) -> bool:
        """True if another manifest of the key claimed the same place before."""
        numbered = self._numbers.get(key, {}).get(nth, manifest)
        behind = self._behind.get(key, {}).get(prev, manifest)
        return numbered != manifest or behind != manifest


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
