"""Judges one more file beside those in the register: to be imported, known already, or for a person to decide.

Of two files that contradict each other, nothing here picks one: the one that came first goes on counting until a person
has chosen. Everything is looked up by key, session and hash; no file is compared with all others.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import FileJudgement, judgement_of
from bsuh_desktop.exchange.manifest_order import RevocationIndex
from bsuh_desktop.exchange.sentences import SAME_PLACE
from bsuh_desktop.register.decision_lines import FirstVerdict
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.conflicts import TWO_FORMS, TWO_LAPTOPS
from bsuh_desktop.services.collection.key_index import FileSequenceIndex
from bsuh_desktop.services.collection.opened_file import OpenedFile
from bsuh_desktop.services.collection.stored_files import StoredFile, StoredFiles
from bsuh_desktop.services.collection.values import CollectVerdict
from bsuh_desktop.services.collection.verdicts import COLLECTED_AS, STORED_AS

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
