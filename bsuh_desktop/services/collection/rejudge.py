"""Judges archived files again whose verdict may have changed, because a grant came or a key was revoked since.

Files are opened again only if something that they are judged by has changed: files of keys that lists name, and waiting
files of keys whose grant is known by now.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.manifest import GRANTS
from bsuh_desktop.exchange.reduced_copy import members_of_proved
from bsuh_desktop.register.decision_lines import FileVerdict, Judged
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.judge import Judge, JudgedFile
from bsuh_desktop.services.collection.observations import ObservationCollector
from bsuh_desktop.services.collection.opened_file import FileOpener, OpenedFile
from bsuh_desktop.services.collection.stored_files import StoredFile, StoredFiles
from bsuh_desktop.trust.signing import key_id

_UNSETTLED = ("waiting", "expired")
_COUNTING = ("merged", "newer", "conflict")
_AT_ONCE = 256


class ChangedFile(msgspec.Struct, frozen=True):
    """A file whose verdict has changed. `reopened` is True if it was opened again, so that its rows may differ."""

    verdict: FileVerdict
    opened: OpenedFile
    found: JudgedFile
    reopened: bool


class Rejudge:
    """Judges files of the register again. `unsettled` are the files that wait for a grant, or are dated outside of it,
    by key, in the order in which they were received; `revoked` are the files that no sequence reaches, by manifest."""

    def __init__(
        self, collector: Collector, register: Register, stored: StoredFiles, judging: Judge, opening: FileOpener
    ) -> None:
        self._collector, self._register, self._stored = collector, register, stored
        self._judging, self._opening = judging, opening
        self.unsettled: dict[bytes, dict[bytes, None]] = {}
        self.revoked: dict[bytes, bytes] = {}
        self._lately: dict[bytes, OpenedFile] = {}
        self._learnt: set[bytes] = set()
        self.learnt: list[bytes] = []
        """Chains of grants (bytes of QR 2) that good files of this run contained."""
        self._chains = set(collector.setting().rules.chains)
        for file, standing in register.status.files.items():
            one = stored.of(file)
            if one is not None:
                self.note(one.key, one.manifest, file, standing.verdict)

    def note(self, key: bytes, manifest: bytes, file: bytes, verdict: str) -> None:
        """Notes the verdict of a file in the register."""
        if verdict in _UNSETTLED:
            self.unsettled.setdefault(key, {})[file] = None
        elif key in self.unsettled:
            self.unsettled[key].pop(file, None)
        if verdict == "revoked":
            self.revoked[manifest] = file
        elif self.revoked:
            self.revoked.pop(manifest, None)

    def keep(self, opened: OpenedFile, verdict: str) -> None:
        """Remembers a revoked file of this run that its key's sequence may still reach: then it need not be opened
        again."""
        if verdict == "revoked" and opened.grounds.fallen is None:
            self._lately[opened.about.file] = msgspec.structs.replace(opened, rows=b"")

    def learn(self, key: bytes, chain: bytes) -> bool:
        """Adds a chain of grants (bytes of QR 2) from a good file of `key`; True if it is new here."""
        if chain in self._chains:
            return False
        self._chains.add(chain)
        self._learnt.add(key)
        self._opening.learn(chain)
        self.learnt.append(chain)
        return True

    def knows_more(self, key: bytes) -> bool:
        """True if grants of `key` are known now that were not when this run began. A grant may be known only from an
        archived file, if the run that had learnt it was killed."""
        if key not in self._learnt and (file := self._stored.granted.get(key)) is not None:
            self._learnt.add(key)
            data = self._register.read(file)
            with contextlib.suppress(KnownError):
                if chain := members_of_proved(file, data, self._opening.opener)[GRANTS]:
                    self.learn(key, chain)
        return key in self._learnt

    def due(self) -> list[bytes]:
        """The files whose verdict may have changed since they were judged, in the order in which they were received."""
        named = self._judging.trust.revoked
        looked: dict[bytes, bool] = {}
        found = []
        for file, standing in self._register.status.files.items():
            if not named and standing.verdict in _COUNTING:
                continue
            one = self._stored.of(file)
            if one is None:
                continue
            if one.key not in looked:
                looked[one.key] = one.key in named or self._is_below(one.key, named)
            if self._is_due(one, standing.verdict, looked[one.key]):
                found.append(file)
        return found

    def _is_due(self, one: StoredFile, verdict: str, named: bool) -> bool:
        if verdict in _UNSETTLED:
            return named or self._may_be_granted(one)
        if verdict == "revoked":
            return not named or self._judging.trust.reaches_all(one.key, one.manifest)
        if verdict in _COUNTING and named:
            # What the sequence still reaches stays good, unless a key above it was revoked.
            fallen = self._is_below(one.key, self._judging.trust.revoked)
            return fallen or not self._judging.trust.reaches_all(one.key, one.manifest)
        return False

    def _is_below(self, key: bytes, named: frozenset[bytes]) -> bool:
        """True if one of the `named` keys granted the device, as far as is known here."""
        return any(chain[0].terms.subject in named for chain in self._collector.known.chains_of(key_id(key)))

    def _may_be_granted(self, one: StoredFile) -> bool:
        day = self._stored.shown(one.file).day
        chains = self._collector.known.chains_of(key_id(one.key))
        return any(day is not None and chain[-1].terms.covers(day) for chain in chains) or self.knows_more(one.key)

    def again(self, files: Sequence[bytes], seen: ObservationCollector) -> list[ChangedFile]:
        """Judges these files again, and signs a decision for those with another verdict, which are returned. Raises
        KnownError: disk_full, read_only, archive_damaged."""
        every: list[ChangedFile] = []
        for start in range(0, len(files), _AT_ONCE):
            changed = [one for file in files[start : start + _AT_ONCE] if (one := self._changed(file, seen))]
            self._decide(changed)
            every += changed
        return every

    def _changed(self, file: bytes, seen: ObservationCollector) -> ChangedFile | None:
        standing = self._register.status.files[file]
        lately = self._lately.pop(file, None)
        opened = lately or self._opening.file(file, self._register.read(file))
        if not isinstance(opened, OpenedFile):
            return None
        found = self._judging.again(opened, counts=standing.verdict in _COUNTING)
        seen.file(opened, found.worth, found.verdict != "conflict")
        if found.stored_as is None or found.stored_as == standing.verdict:
            return None
        verdict = FileVerdict(file, standing.session, standing.revision, found.stored_as)
        return ChangedFile(verdict, opened, found, reopened=lately is None)

    def _decide(self, changed: Sequence[ChangedFile]) -> None:
        if not changed:
            return
        rows = [one.opened.facts() for one in changed if one.reopened]
        if rows:
            self._register.rows.add(rows)
        verdicts = tuple(one.verdict for one in changed)
        self._register.decisions.append(Judged(verdicts), self._collector.signer, self._collector.wall_ms())
        for one in changed:
            about = one.opened.about
            self._stored.add(about)
            self.note(about.key, about.manifest, about.file, one.verdict.verdict)
