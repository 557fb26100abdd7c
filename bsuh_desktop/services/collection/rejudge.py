"""Judges archived files again that may be worth something else by now: a grant came, or a key was revoked since.

Only files are opened again of which something that judges them has changed: those of keys that lists name, and those
that wait, of keys whose grant is known by now.
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
    """A file that came to something else than before. `anew`: it was opened once more, so its rows may differ."""

    verdict: FileVerdict
    opened: OpenedFile
    found: JudgedFile
    anew: bool


class Rejudge:
    """What stands in the register, seen once more. `unsettled` are the files that wait for a grant, or are dated
    outside of it, by their key, in the order in which they were received; `revoked` those that no row reaches, by
    manifest."""

    def __init__(
        self, collector: Collector, register: Register, kept: StoredFiles, judging: Judge, opening: FileOpener
    ) -> None:
        self._collector, self._register, self._kept = collector, register, kept
        self._judging, self._opening = judging, opening
        self.unsettled: dict[bytes, dict[bytes, None]] = {}
        self.revoked: dict[bytes, bytes] = {}
        self._lately: dict[bytes, OpenedFile] = {}
        self._learnt: set[bytes] = set()
        self.learnt: list[bytes] = []
        """Chains of grants (bytes of QR 2) that good files of this run held."""
        self._chains = set(collector.setting().rules.chains)
        for file, standing in register.standing.files.items():
            one = kept.of(file)
            if one is not None:
                self.note(one.key, one.manifest, file, standing.verdict)

    def note(self, key: bytes, manifest: bytes, file: bytes, verdict: str) -> None:
        """What a file of the register came to."""
        if verdict in _UNSETTLED:
            self.unsettled.setdefault(key, {})[file] = None
        elif key in self.unsettled:
            self.unsettled[key].pop(file, None)
        if verdict == "revoked":
            self.revoked[manifest] = file
        elif self.revoked:
            self.revoked.pop(manifest, None)

    def keep(self, opened: OpenedFile, verdict: str) -> None:
        """A file of this run whose row may yet lead back to it: then it need not be opened again."""
        if verdict == "revoked" and opened.fallen is None:
            self._lately[opened.about.file] = msgspec.structs.replace(opened, rows=b"")

    def learn(self, key: bytes, chain: bytes) -> bool:
        """One chain of grants (bytes of QR 2) that a good file of `key` holds; True if it is new here."""
        if chain in self._chains:
            return False
        self._chains.add(chain)
        self._learnt.add(key)
        self._opening.learn(chain)
        self.learnt.append(chain)
        return True

    def knows_more(self, key: bytes) -> bool:
        """True if grants of `key` are known that were not when this run began. A file that was judged by one may lie
        in the archive alone: what a run that was killed had learnt."""
        if key not in self._learnt and (file := self._kept.granted.get(key)) is not None:
            self._learnt.add(key)
            data = self._register.read(file)
            with contextlib.suppress(KnownError):
                if chain := members_of_proved(file, data, self._opening.opener)[GRANTS]:
                    self.learn(key, chain)
        return key in self._learnt

    def due(self) -> list[bytes]:
        """The files that may be worth something else than when they were judged, in the order of their coming."""
        named = self._judging.trust.revoked
        looked: dict[bytes, bool] = {}
        found = []
        for file, standing in self._register.standing.files.items():
            if not named and standing.verdict in _COUNTING:
                continue
            one = self._kept.of(file)
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
            # What the row still reaches stays good, unless somebody above the key fell.
            fallen = self._is_below(one.key, self._judging.trust.revoked)
            return fallen or not self._judging.trust.reaches_all(one.key, one.manifest)
        return False

    def _is_below(self, key: bytes, named: frozenset[bytes]) -> bool:
        """True if one of these granted a device, as far as is known here."""
        return any(chain[0].terms.subject in named for chain in self._collector.known.chains_of(key_id(key)))

    def _may_be_granted(self, one: StoredFile) -> bool:
        day = self._kept.shown(one.file).day
        chains = self._collector.known.chains_of(key_id(one.key))
        return any(day is not None and chain[-1].terms.covers(day) for chain in chains) or self.knows_more(one.key)

    def again(self, files: Sequence[bytes], seen: ObservationCollector) -> list[ChangedFile]:
        """Judges these files again, and decides where one is worth something else; those are returned. Raises
        KnownError: disk_full, read_only, archive_damaged."""
        every: list[ChangedFile] = []
        for start in range(0, len(files), _AT_ONCE):
            changed = [one for file in files[start : start + _AT_ONCE] if (one := self._changed(file, seen))]
            self._decide(changed)
            every += changed
        return every

    def _changed(self, file: bytes, seen: ObservationCollector) -> ChangedFile | None:
        standing = self._register.standing.files[file]
        lately = self._lately.pop(file, None)
        opened = lately or self._opening.file(file, self._register.read(file))
        if not isinstance(opened, OpenedFile):
            return None
        found = self._judging.again(opened, counts=standing.verdict in _COUNTING)
        seen.file(opened, found.worth, found.verdict != "conflict")
        if found.kept_as is None or found.kept_as == standing.verdict:
            return None
        verdict = FileVerdict(file, standing.session, standing.revision, found.kept_as)
        return ChangedFile(verdict, opened, found, anew=lately is None)

    def _decide(self, changed: Sequence[ChangedFile]) -> None:
        if not changed:
            return
        rows = [one.opened.facts() for one in changed if one.anew]
        if rows:
            self._register.rows.add(rows)
        verdicts = tuple(one.verdict for one in changed)
        self._register.decisions.append(Judged(verdicts), self._collector.signer, self._collector.wall_ms())
        for one in changed:
            about = one.opened.about
            self._kept.add(about)
            self.note(about.key, about.manifest, about.file, one.verdict.verdict)
