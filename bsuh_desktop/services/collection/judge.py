"""Judges one more file beside those in the register: to be imported, known already, or for a person to decide.

Of two files that contradict each other, nothing here picks one: the one that came first goes on counting until a
person has chosen. Everything is looked up by key, session and hash; no file is compared with all others. Archived
files are judged again if a grant came or a key was revoked since: files of keys that lists name, and waiting files of
keys whose grant is known by now. No other is opened again.

Which file of a key was the first to claim a place in the order of its files is found from the register alone, so that
an interrupted run ends like one that was not. How far a sequence leads back (`exchange.package`) is found from
all that the desk remembers, in whatever order it came."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

import msgspec

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import SAME_PLACE, FileJudgement, judgement_of
from bsuh_desktop.exchange.package import GRANTS, RevocationIndex
from bsuh_desktop.exchange.reduced_copy import members_of_proved
from bsuh_desktop.register.decision_lines import FileVerdict, FirstVerdict, Judged
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collected_files import COLLECTED_AS, STORED_AS, CollectVerdict
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.decisions import TWO_FORMS, TWO_LAPTOPS
from bsuh_desktop.services.collection.observations import ObservationCollector
from bsuh_desktop.services.collection.opened_file import FileOpener, OpenedFile
from bsuh_desktop.services.collection.stored_files import StoredFile, StoredFiles
from bsuh_desktop.trust.signing import key_id


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


_HEAD_BYTES = 32

Heads = Callable[[bytes], bytes]
"""Returns the journal heads of an opened or archived file, 32 bytes each, by its hash."""


class JudgedFile(msgspec.Struct, frozen=True):
    """The result of judging one opened file."""

    verdict: CollectVerdict
    by_itself: FileJudgement
    """What it is worth without the others of its class, with all revocations."""
    stored_as: FirstVerdict | None = None
    """The verdict with which it is archived; None if it is not."""
    against: Message | None = None
    """Why it is in conflict."""
    same_as: bytes | None = None
    """The archived file with the same content, sealed another time."""

    @property
    def worth(self) -> Verdict:
        """Its verdict by itself."""
        return self.by_itself.verdict


class Judge:
    """Judges files in their order. `heads` reads a file again; it is called only if two files of a class did not come
    as a first revision and then a newer one."""

    def __init__(
        self,
        collector: Collector,
        register: Register,
        stored: StoredFiles,
        heads: Heads,
        is_archived: Callable[[bytes], bool],
    ) -> None:
        """`is_archived` returns True if the archive really has a file."""
        self._collector, self._register, self._stored, self._heads = collector, register, stored, heads
        self._is_archived = is_archived
        self._places = FileSequenceIndex()
        known = collector.known
        self.trust = RevocationIndex([one for each in known.lists for one in each.revoked], known.links)
        self._answerable = (collector.programme.id, collector.practice_programme)
        # What this batch has found, and no decision says yet.
        self._counting: dict[str, bytes] = {}
        self._beside: dict[str, list[bytes]] = {}
        self._open: dict[str, list[bytes]] = {}
        for one in stored.every():
            self._places.claim(one.key, one.manifest, one.nth, one.prev)
            self.trust.learn(one.key, one.manifest, one.prev)

    def by_itself(self, opened: OpenedFile) -> FileJudgement:
        """What a file is worth by itself, with all revocations."""
        return judgement_of(opened.grounds, self.trust)

    def decide(self, opened: OpenedFile) -> JudgedFile:
        """Judges a file without a decision. From now on its place in the sequence of its key is claimed."""
        about, itself = opened.about, self.by_itself(opened)
        if opened.programme not in self._answerable:
            return JudgedFile("not_ours", itself)
        if itself.verdict is Verdict.PRACTICE:
            return JudgedFile("practice", itself)
        if opened.programme != self._collector.programme.id:
            return JudgedFile("not_ours", itself)
        found = self._real(opened, itself)
        if itself.verdict is not Verdict.UNKNOWN_SIGNER:
            self._places.claim(about.key, about.manifest, about.nth, about.prev)
        if found.verdict in ("merged", "newer"):
            self._counting[about.session] = about.file
        elif found.stored_as is not None:
            self._beside.setdefault(about.session, []).append(about.file)
            if found.stored_as == "conflict":
                self._open.setdefault(about.session, []).append(about.file)
        return found

    def decided(self) -> None:
        """Call when the decisions of this batch are in the register."""
        self._counting.clear()
        self._beside.clear()
        self._open.clear()

    def again(self, opened: OpenedFile, counts: bool) -> JudgedFile:
        """Judges an archived file by what is known now. A file that `counts`, or waits for a choice, stays so while it
        is good."""
        itself = self.by_itself(opened)
        if itself.verdict is not Verdict.GOOD:
            kept_as = STORED_AS.get(itself.verdict, "unknown_signer")
            return JudgedFile(kept_as, itself, kept_as)
        if counts:
            return JudgedFile("merged", itself)
        found = self._good(opened, itself)
        # A file that a newer one contains ranks below it.
        return JudgedFile("merged", itself, "merged") if found.verdict == "identical" else found

    def _real(self, opened: OpenedFile, itself: FileJudgement) -> JudgedFile:
        is_good = itself.verdict is Verdict.GOOD
        same = [one for one in self._of_session(opened.about.session) if one.manifest == opened.about.manifest]
        for one in same:
            # The same signed class, sealed once more.
            if self._is_archived(one.file):
                return JudgedFile("identical", itself, same_as=one.file)
        if is_good and any(self._counts(one.file, one.session) for one in same):
            # The file that counts for this class is missing from the archive: this one replaces it.
            return JudgedFile("merged", itself, "merged")
        if is_good and same:
            return JudgedFile("conflict", itself, "conflict", TWO_FORMS)
        if is_good:
            return self._good(opened, itself)
        # Altered: its grants were forged. Then it is not archived.
        return JudgedFile(COLLECTED_AS[itself.verdict], itself, STORED_AS.get(itself.verdict))

    def _counts(self, file: bytes, session: str) -> bool:
        return file in (self._counting.get(session), self._register.status.current.get(session))

    def _good(self, opened: OpenedFile, itself: FileJudgement) -> JudgedFile:
        about = opened.about
        beside, counts = self._against_which(about)
        if beside is None:
            verdict: CollectVerdict = "merged"
        else:
            verdict, against = self._beside_one(opened, beside)
            if verdict == "identical" and counts:
                return JudgedFile("identical", itself)
            if verdict == "conflict" or not counts:
                return JudgedFile("conflict", itself, "conflict", against or TWO_FORMS)
        if not opened.grounds.last_trusted and self._places.rival(about.key, about.manifest, about.nth, about.prev):
            # For a revoked key, the file that is reached from the last trusted one is the right one.
            return JudgedFile("conflict", itself, "conflict", SAME_PLACE)
        return JudgedFile(verdict, itself, "newer" if verdict == "newer" else "merged")

    def _of_session(self, session: str) -> list[StoredFile]:
        pending = [self._counting[session]] if session in self._counting else []
        files = [*pending, *self._beside.get(session, ())]
        return [*self._stored.of_session(session), *(one for file in files if (one := self._stored.of(file)))]

    def _against_which(self, about: ClassFacts) -> tuple[StoredFile | None, bool]:
        """The file that another one of its session is compared with, and whether it counts: the one that counts, else
        the first of those that wait for a choice."""
        standing = self._register.status
        current = self._counting.get(about.session) or standing.current.get(about.session)
        if current is not None and current != about.file:
            return self._stored.of(current), True
        asking = (*standing.conflicts.get(about.session, ()), *self._open.get(about.session, ()))
        waiting = [file for file in asking if file != about.file]
        return (self._stored.of(waiting[0]), False) if waiting else (None, False)

    def _beside_one(self, opened: OpenedFile, one: StoredFile) -> tuple[CollectVerdict, Message | None]:
        """The verdict of a good file compared with another one of its session, and why they conflict."""
        about = opened.about
        known = self._collector.known
        if about.key != one.key:
            if about.key not in known.keys_of_one(one.key) and one.key not in known.keys_of_one(about.key):
                return "conflict", TWO_LAPTOPS
        elif about.revision == one.revision:
            return "conflict", TWO_FORMS
        if about.revision >= one.revision and self._goes_on(opened, one):
            same = about.revision == one.revision and about.chain_length == one.chain_length
            return ("identical" if same else "newer"), None
        earlier = about.revision <= one.revision and self._is_in(about, one)
        return ("identical", None) if earlier else ("conflict", TWO_FORMS)

    def _goes_on(self, opened: OpenedFile, one: StoredFile) -> bool:
        """True if the file's journal begins with all of the other one's."""
        about = opened.about
        if about.chain_length == one.chain_length:
            return about.chain_head == one.chain_head
        if about.chain_length < one.chain_length:
            return False
        return _head(opened.heads or self._heads(about.file), one.chain_length) == one.chain_head

    def _is_in(self, about: ClassFacts, one: StoredFile) -> bool:
        """True if the other file's journal begins with all of this one's."""
        if about.chain_length == one.chain_length:
            return about.chain_head == one.chain_head
        if about.chain_length > one.chain_length:
            return False
        return _head(self._heads(one.file), about.chain_length) == about.chain_head


def _head(heads: bytes, length: int) -> bytes:
    """The head after `length` entries; empty if there are fewer."""
    return heads[_HEAD_BYTES * (length - 1) : _HEAD_BYTES * length] if length > 0 else b""


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
