"""What is reported to a person about each collected file and each sender, and about classes that are missing.

Missing are classes that an earlier version of the app answered without keeping them: seen, but not in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import FileJudgement, Refused, doubts_of, earlier_judgement, refused_judgement
from bsuh_desktop.exchange.receipt import Outcome
from bsuh_desktop.register.archive import archive_damaged
from bsuh_desktop.register.decision_lines import FileStatus
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.candidates import Candidate
from bsuh_desktop.services.collection.collected_files import (
    COLLECT_VERDICTS,
    OUTCOMES,
    CollectedFile,
    CollectVerdict,
    Sender,
    typed_place,
    worth_of,
)
from bsuh_desktop.services.collection.collector import Collector, device_in
from bsuh_desktop.services.collection.decisions import CHOOSE
from bsuh_desktop.services.collection.judge import JudgedFile
from bsuh_desktop.services.collection.opened_file import OpenedFile
from bsuh_desktop.services.collection.stored_files import Shown, StoredFile
from bsuh_desktop.services.verify.evidence import code_of
from bsuh_desktop.trust.grants import check_chain, decode_grants
from bsuh_desktop.trust.signing import key_id

_TAKEN = Message("Added.")
_NEWER = Message("Added: it continues what was here before.")
_INSIDE = Message("This file adds nothing new.")
_TWICE = Message("This file is here twice.")
_HERE = Message("This file is already here.")
_HERE_WAITING = Message("This file is already here. It waits for its device's grant.")
_HERE_ASKING = Message("This file is already here. It waits for a decision.")
_HERE_OUT = Message("This file is already here, and was removed.")
_HERE_NOT = Message("This file is already here, and does not count.")
_OTHERS = Message("This file is from another programme.")
_TO_OTHERS = Message("Send it to that programme's office.")
_WAS_REAL = Message("If the class was real, its facilitator enters it again, from paper: then it counts.")
_FROM_A_COPY = Message("Restore it from a copy of the register's folder.")
_NO_FILE = Message("This is not an attendance file.")
_CODE = Message("This is a laptop's sealed recovery code. The desk keeps it.")


class Report:
    """Makes the rows of the report; values that many rows share are made once."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._places: dict[tuple[str, str], LocalText] = {}
        self._senders: dict[bytes, tuple[str, str, str]] = {}
        self._same: dict[LocalText, LocalText] = {}
        self._judgements: dict[FileJudgement, FileJudgement] = {}

    def other(self, candidate: Candidate) -> CollectedFile:
        """A candidate that is not an attendance file, or could not be read at all."""
        if candidate.trouble is not None:
            return replace(self._wrong(candidate.label, "unreadable", candidate.trouble), more=candidate.more)
        if candidate.closed is not None:
            row = self._wrong(candidate.label, "passed_over", candidate.closed)
            return replace(row, more=candidate.more, by_itself=None)
        copy = candidate.kind == "recovery_copy"
        text = _CODE if copy else _NO_FILE
        if candidate.more:
            text = Message("{count} more files in it are not attendance files.", count=candidate.more + 1)
        return CollectedFile(
            input=candidate.label, verdict="passed_over", text=text, recovery_copy=copy, more=candidate.more
        )

    def refused(self, label: str, sha256: bytes, refused: Refused) -> CollectedFile:
        """A file that could not be opened, or is not whole."""
        return replace(self._wrong(label, refused.why, refused.error()), sha256=sha256)

    def opened(self, label: str, opened: OpenedFile, found: JudgedFile) -> CollectedFile:
        """A file that was opened and judged."""
        about = opened.about
        text, remedy = _sentence(found)
        answered = found.verdict not in ("conflict", "not_ours", "altered")
        # A device without a grant from anybody we know may claim any number.
        granted = b"" if found.worth is Verdict.UNKNOWN_SIGNER else opened.grants
        row = self._with_sender(self._row(label, found.verdict, text, about), about.key, granted)
        return replace(
            row,
            remedy=remedy,
            class_name=self._same.setdefault(opened.class_name, opened.class_name),
            answers=opened.answers,
            doubts=(*doubts_of(about), *found.by_itself.doubts),
            outcome=OUTCOMES.get(found.worth) if answered else None,
            by_itself=self._judgements.setdefault(found.by_itself, found.by_itself),
            practice=opened.practice,
            withdrawn=len(opened.withdrawn),
            receipt_key=opened.receipt_key,
        )

    def known(self, label: str, stored: StoredFile, shown: Shown, status: FileStatus, counts: bool) -> CollectedFile:
        """A file whose exact bytes are in the register; `counts` is True if it is the one of its class that does."""
        outcome, place = _outcome(status, counts), self._place(shown.place, shown.place_name)
        asking = outcome is None and not status.taken_out
        row = CollectedFile(
            input=label, verdict="identical", text=_standing_text(status, outcome), sha256=stored.file,
            session=stored.session, revision=stored.revision, day=shown.day, place=place, module=shown.module,
            present=shown.present, doubts=doubts_of(shown), outcome=outcome,
            decided=status.settled or status.choice > 0, asking=asking, remedy=CHOOSE if asking else None,
            typed=typed_place(shown.place, shown.place_name), by_itself=earlier_judgement(worth_of(status.verdict)),
        )  # fmt: skip
        return self._with_sender(row, stored.key)

    def as_archived(self, row: CollectedFile, status: FileStatus, counts: bool) -> CollectedFile:
        """A file with the same content as an archived one: it gets the same outcome."""
        outcome = _outcome(status, counts)
        asking = outcome is None and not status.taken_out
        text = row.text if outcome == "merged" else _standing_text(status, outcome)
        return replace(row, outcome=outcome, asking=asking, text=text, remedy=CHOOSE if asking else None)

    def lost(self, row: CollectedFile) -> CollectedFile:
        """A file that was decided before, but that the archive has lost: it must not be reported as here."""
        trouble = archive_damaged(row.sha256)
        return replace(row, verdict="unreadable", text=trouble.message, remedy=_FROM_A_COPY, outcome=None, asking=False)

    def twice(self, label: str, first: CollectedFile, archived: bool) -> CollectedFile:
        """Another file with the same bytes in the same run. If the first one was not archived, this one is reported
        like it."""
        if archived:
            return replace(first, input=label, verdict="identical", text=_TWICE, remedy=None, asking=False, twice=True)
        return replace(first, input=label, twice=True)

    def _wrong(self, label: str, verdict: CollectVerdict, refused: KnownError) -> CollectedFile:
        found = refused_judgement(refused)
        found = self._judgements.setdefault(found, found)
        return CollectedFile(input=label, verdict=verdict, text=found.sentence, remedy=found.remedy, by_itself=found)

    def _row(self, label: str, verdict: CollectVerdict, text: Message, about: ClassFacts) -> CollectedFile:
        return CollectedFile(
            input=label, verdict=verdict, text=text, sha256=about.file, session=about.session, revision=about.revision,
            day=about.day, place=self._place(about.place, about.place_name), module=about.module, present=about.present,
            typed=typed_place(about.place, about.place_name),
        )  # fmt: skip

    def _with_sender(self, row: CollectedFile, key: bytes, grants: bytes = b"") -> CollectedFile:
        """Adds the sender. For a device that is new to this desk the number is taken from its own grants."""
        found = self._senders.get(key)
        if found is None or (grants and not found[1]):
            device = self._collector.device_of(key) or (device_in(decode_grants(grants)) if grants else "")
            self._senders[key] = found = (key_id(key).hex(), device, code_of(key))
        sender, device, code = found
        return replace(row, sender=sender, device=device, signer_code=code)

    def _place(self, place: str, typed: str) -> LocalText:
        if (place, typed) not in self._places:
            self._places[place, typed] = self._collector.place_names(place, typed)
        return self._places[place, typed]


def counts_of(files: Iterable[CollectedFile]) -> dict[CollectVerdict, int]:
    """How many files have each verdict; contains every verdict."""
    counts = dict.fromkeys(COLLECT_VERDICTS, 0)
    for one in files:
        counts[one.verdict] += one.count
    return counts


def senders_of(files: Iterable[CollectedFile]) -> tuple[Sender, ...]:
    """One line per device, in the order in which their first files came."""
    grouped: dict[str, list[CollectedFile]] = {}
    for one in files:
        if one.sender:
            grouped.setdefault(one.sender, []).append(one)
    return tuple(_sender(own) for own in grouped.values())


def _sender(own: Sequence[CollectedFile]) -> Sender:
    counts = counts_of(own)
    person = sum(one.for_a_person for one in own)
    here = counts["identical"] - sum(one.asking for one in own)
    other = counts["practice"] + counts["not_ours"] + counts["passed_over"]
    parts = [
        said
        for said, count in (
            (
                Message("added: {count}", count=counts["merged"] + counts["newer"]),
                counts["merged"] + counts["newer"],
            ),
            (Message("already here: {count}", count=here), here),
            (Message("waiting for a grant: {count}", count=counts["waiting"]), counts["waiting"]),
            (Message("to check: {count}", count=person), person),
            (Message("not counted: {count}", count=other), other),
        )
        if count
    ]
    sentence = parts[0]
    for part in parts[1:]:
        sentence = Message("{said}, {more}", said=sentence, more=part)
    return Sender(own[0].sender, own[0].device, own[0].signer_code, counts, sentence)


def _sentence(found: JudgedFile) -> tuple[Message, Message | None]:
    """The sentence, and what to do."""
    plain = {"merged": _TAKEN, "newer": _NEWER, "identical": _INSIDE}.get(found.verdict)
    if plain is not None:
        return plain, None
    if found.verdict == "conflict":
        return found.against or _INSIDE, CHOOSE
    if found.verdict == "not_ours":
        return _OTHERS, _TO_OTHERS
    itself = found.by_itself
    return itself.beside_remedy, _WAS_REAL if found.verdict == "practice" else itself.remedy


def _outcome(status: FileStatus, counts: bool) -> Outcome | None:
    """The outcome on the receipt of an archived file as of now; None if there is none."""
    if status.taken_out:
        return None
    if status.verdict == "conflict":
        return "merged" if counts else "refused" if status.settled else None
    if status.verdict in ("merged", "newer"):
        return "merged"
    return "kept" if status.verdict == "waiting" else "refused"


def _standing_text(status: FileStatus, outcome: Outcome | None) -> Message:
    if status.taken_out:
        return _HERE_OUT
    if outcome is None:
        return _HERE_ASKING
    return {"merged": _HERE, "kept": _HERE_WAITING, "refused": _HERE_NOT}[outcome]


_NAMED = 5
_AGAIN = Message(
    "Load their sticks again. If a stick is empty, the facilitator writes the class's attendance "
    "file again, under Held classes."
)


class UnarchivedClass(msgspec.Struct, frozen=True, order=True):
    """One class."""

    device: str
    """Number of its device, four characters."""
    signer_code: str
    """Code of the device's key, as its desk shows it."""
    session: str
    """Occurs in the name of its attendance file."""


def unarchived_classes(
    collector: Collector, register: Register, files: Sequence[CollectedFile] = ()
) -> tuple[UnarchivedClass, ...]:
    """Classes of granted devices that this desk has seen, and of which the archive has no file (any more), by device.
    Known practice is left out, also practice found just now among `files`. Raises KnownError `register_damaged`."""
    known = collector.known
    if collector.programme.id == collector.practice_programme:
        return ()
    column = register.rows.class_columns()
    there = register.archive.hashes()
    rows = zip(column("file"), column("key"), column("session"), strict=True)
    archived = dict.fromkeys((key, session) for file, key, session in rows if file in there)
    here = {(one, session) for key, session in archived for one in known.keys_of_one(key)} | known.practised
    practised = {(one.sender, one.session) for one in files if one.practice}
    missing = {(link.key, link.session) for link in known.links.values()} - here
    granted = {key for key in {key for key, _ in missing} if _is_granted(collector, key)}
    found = (
        UnarchivedClass(collector.device_of(key), code_of(key), session)
        for key, session in missing
        if key in granted and (key_id(key).hex(), session) not in practised
    )
    return tuple(sorted(found))


def unarchived_text(classes: Sequence[UnarchivedClass]) -> tuple[Message, Message]:
    """The fact, with a few of the classes by name, and what to do."""
    named = ", ".join(f"{one.session} ({one.device or one.signer_code})" for one in classes[:_NAMED])
    if len(classes) > _NAMED:
        named += " …"
    fact = Message(
        "Classes that this desk saw before but has no file of: {count}. {classes}",
        count=len(classes),
        classes=named,
    )
    return fact, _AGAIN


def _is_granted(collector: Collector, key: bytes) -> bool:
    """True if the programme granted this key, for whatever days."""
    chains = (chain for chain in collector.known.chains_of(key_id(key)) if chain[-1].terms.subject == key)
    root = collector.programme.root_key
    return any(check_chain(chain, root, chain[-1].terms.first_day).verdict is Verdict.GOOD for chain in chains)
