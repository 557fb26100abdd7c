"""The rows of keys: who claims which place in them, and how far back a revocation's last trusted file leads.

What the desk remembers of other times says how far a row leads back, whatever order it came in. Which of two files
came first is said by the register alone, so that a run that was cut off ends as one that was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bsuh_desktop.exchange.manifest_order import Link
from bsuh_desktop.trust.key_list import Revocation


class FileSequenceIndex:
    """Which manifest was the first to claim a place: by its number, and by the one before."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, dict[int, bytes]] = {}
        self._behind: dict[bytes, dict[bytes, bytes]] = {}

    def claim(self, key: bytes, manifest: bytes, nth: int, prev: bytes) -> None:
        """A manifest of that key stands there; whoever stood there first stays."""
        self._numbers.setdefault(key, {}).setdefault(nth, manifest)
        self._behind.setdefault(key, {}).setdefault(prev, manifest)

    def rival(self, key: bytes, manifest: bytes, nth: int, prev: bytes) -> bool:
        """True if another manifest of the key claimed the same place before."""
        numbered = self._numbers.get(key, {}).get(nth, manifest)
        behind = self._behind.get(key, {}).get(prev, manifest)
        return numbered != manifest or behind != manifest


class RevocationIndex:
    """How far the rows of revoked keys lead back from the last manifests that are trusted. Each row is walked once,
    and on from where it ended when another of its files comes."""

    def __init__(self, revocations: Iterable[Revocation], links: Mapping[bytes, Link]) -> None:
        """Of `links` only those of revoked keys are kept."""
        self._before: dict[bytes, bytes] = {}
        self._walks: dict[bytes, dict[bytes, _Walk]] = {}
        for one in revocations:
            walk = _Walk(one.last_manifest, self._before)
            self._walks.setdefault(one.key, {}).setdefault(one.last_manifest, walk)
        for link in links.values():
            self.learn(link.key, link.sha256, link.prev)

    @property
    def revoked(self) -> frozenset[bytes]:
        """The public keys that lists name."""
        return frozenset(self._walks)

    def learn(self, key: bytes, manifest: bytes, prev: bytes) -> list[bytes]:
        """One manifest of a key, and the one before it. Returns those that are reached now and were not before."""
        walks = self._walks.get(key)
        if walks is None or manifest in self._before:
            return []
        self._before[manifest] = prev
        return [reached for walk in walks.values() for reached in walk.go_on()]

    def holds(self, key: bytes, last_trusted: Iterable[bytes], manifest: bytes) -> bool:
        """True if the row of `key` leads back to `manifest` from every one of `last_trusted`."""
        walks = self._walks.get(key, {})
        return all(manifest in walks[last].reached for last in last_trusted)

    def reaches_all(self, key: bytes, manifest: bytes) -> bool:
        """The same from every last manifest that any list names for the key."""
        return all(manifest in walk.reached for walk in self._walks.get(key, {}).values())


class _Walk:
    """Goes back from one manifest as far as links are known."""

    def __init__(self, last: bytes, before: Mapping[bytes, bytes]) -> None:
        self._before, self._place = before, last
        self.reached = {last} - {b""}

    def go_on(self) -> list[bytes]:
        """The manifests that are reached now."""
        found = []
        while (prev := self._before.get(self._place)) and prev not in self.reached:
            self.reached.add(prev)
            found.append(prev)
            self._place = prev
        return found
