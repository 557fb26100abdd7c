"""The results of collecting: each file with its verdict and what to do, and each sender in one sentence.

`exchange.judgement` says what a file is worth by itself. Beside others a good one may be a newer form, the same again,
or in conflict; and a file of another programme is not for this register, whatever it is worth. What the register calls
it and what its receipt says is one table for all doors."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import FileJudgement
from bsuh_desktop.exchange.package import Link
from bsuh_desktop.exchange.receipt import Outcome, Receipt, print_receipt_code, receipt_code
from bsuh_desktop.register.decision_lines import FirstVerdict

CollectVerdict = Literal[
    "merged", "identical", "newer", "conflict", "waiting", "altered", "unknown_signer", "revoked", "expired",
    "practice", "not_ours", "passed_over", "unreadable",
]  # fmt: skip
"""The closed list of the command line's JSON; never renamed. *identical*: this very file, or an earlier form of the
class that the newer one contains, is here already; *passed_over*: not an attendance file."""

COLLECT_VERDICTS: tuple[CollectVerdict, ...] = get_args(CollectVerdict)
FOR_A_PERSON: tuple[CollectVerdict, ...] = ("conflict", "altered", "unknown_signer", "revoked", "expired", "unreadable")
"""Verdicts that a person must look at: the command then ends with status 1."""


ReceivedState = Literal["merged", "kept", "refused", "practice", "same", "conflict", "wrong"]
"""What becomes of a file, as reported to the person who handed it in. The first four are on its receipt; *same*: this
very file is here twice; *conflict*: a person must decide; *wrong*: no receipt, because its verdict forbids accepting
it, or because somebody took it out."""

Settled = Literal["counts", "not_chosen"]
"""What a settled conflict has made of one of its files."""

NOT_TYPED = ("", "")


def typed_place(place: str, words: str) -> tuple[str, str]:
    """The id (`local:…`) and the words of a place that a facilitator typed; NOT_TYPED for any other."""
    return (place, words) if place.startswith("local:") else NOT_TYPED


class CollectedFile(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One collected file. Fields below `remedy` have values only for a file that could be opened or was known."""

    input: str
    """Where the file was found; in a mail or a ZIP, `mail.eml › classes.zip › a.bsuh`."""
    verdict: CollectVerdict
    text: Message
    remedy: Message | None = None
    sha256: bytes = b""
    session: str = ""
    revision: int = 0
    day: datetime.date | None = None
    place: LocalText = LocalText()
    typed: tuple[str, str] = NOT_TYPED
    """As `typed_place` returns it."""
    class_name: LocalText = LocalText()
    module: str = ""
    present: int = 0
    """Number of people present."""
    answers: int = 0
    """Number of answers."""
    sender: str = ""
    """The signer's key id in hexadecimal."""
    device: str = ""
    """The signer's device number; "" while it has none."""
    signer_code: str = ""
    """The code of the signer's key, as its desk shows it."""
    doubts: tuple[Message, ...] = ()
    outcome: Outcome | None = None
    """What its receipt will say; None if it gets none."""
    decided: bool = False
    """True if a person has chosen already."""
    asking: bool = False
    """True if this file is here already (*identical*) and waits for a person to choose."""
    by_itself: FileJudgement | None = None
    """What it is worth without other files; None for what is no attendance file."""
    practice: bool = False
    withdrawn: int = 0
    """How many learners withdrew their consent, according to the file."""
    twice: bool = False
    """True if the same bytes were found before in this run."""
    receipt_key: bytes = b""
    """Makes the code of its receipt; b"" if the file was not opened in this run. After `receive` every answered file
    has it that can be opened."""
    recovery_copy: bool = False
    """True for a laptop's sealed recovery code, which the desk keeps."""
    more: int = 0
    """How many more files of the same mail or ZIP this row stands for."""

    def __repr__(self) -> str:
        # The receipt key is a secret of writer and coordinator.
        return f"CollectedFile({self.session}, {self.verdict})"

    @property
    def count(self) -> int:
        """The number of files that this row stands for."""
        return 1 + self.more

    @property
    def worth(self) -> Verdict | None:
        """Its verdict by itself; None for what is no attendance file."""
        return self.by_itself.verdict if self.by_itself is not None else None

    @functools.cached_property
    def code(self) -> str:
        """The code of its receipt, to dictate, in its printed groups; "" without receipt or key. Worked out once."""
        if self.outcome is None or not self.receipt_key:
            return ""
        return print_receipt_code(receipt_code(self.receipt_key, self.sha256, self.outcome))

    @property
    def to_decide(self) -> bool:
        """True for a file in conflict of which no person has decided yet."""
        return self.verdict == "conflict" and not self.decided

    @property
    def settled(self) -> Settled | None:
        """What a person's decision has made of a file in conflict; None for every other file."""
        if self.verdict != "conflict" or not self.decided:
            return None
        return "counts" if self.outcome == "merged" else "not_chosen"

    @property
    def state(self) -> ReceivedState:
        """What becomes of the file."""
        if self.twice:
            return "same"
        if self.asking or self.to_decide:
            return "conflict"
        return self.outcome or "wrong"

    @property
    def for_a_person(self) -> bool:
        """True if a person must look at it."""
        return self.asking or self.verdict in FOR_A_PERSON


class Sender(msgspec.Struct, frozen=True):
    """One device that files came from, in numbers by verdict, and in one sentence."""

    sender: str
    device: str
    signer_code: str
    counts: dict[CollectVerdict, int]
    sentence: Message


class CollectedObservations(msgspec.Struct, frozen=True):
    """What the desk must remember of collected files."""

    chains: tuple[bytes, ...] = ()
    """Grants of devices, as the bytes of QR 2."""
    links: tuple[Link, ...] = ()
    """The sequence of files."""
    taken_back: tuple[tuple[str, str, str, str], ...] = ()
    """Serials taken back: serial, replacement, day, session."""
    withdrawn: tuple[tuple[bytes, tuple[str, ...]], ...] = ()
    """Public key of the device on which learners withdrew, and their ids."""
    copies: tuple[bytes, ...] = ()
    """Sealed recovery codes."""
    practised: tuple[tuple[bytes, str], ...] = ()
    """Public key and session of classes held as practice."""

    def __bool__(self) -> bool:
        return any(msgspec.structs.astuple(self))


class Collected(msgspec.Struct, frozen=True):
    """One run over some sources."""

    files: tuple[CollectedFile, ...]
    """In the order in which they were found, including those passed over."""
    counts: dict[CollectVerdict, int]
    """Contains every verdict."""
    senders: tuple[Sender, ...]
    left: int = 0
    """How many files were not read because the run was stopped; the next run continues with them."""
    answers: tuple[Receipt, ...] = ()
    """Receipts of all accepted files, not signed yet."""

    @property
    def needs_a_person(self) -> bool:
        """True if a person must look at any file."""
        return any(one.for_a_person for one in self.files)


COLLECTED_AS: Mapping[Verdict, CollectVerdict] = {
    Verdict.GOOD: "merged",
    Verdict.PRACTICE: "practice",
    Verdict.WAITING: "waiting",
    Verdict.EXPIRED: "expired",
    Verdict.REVOKED: "revoked",
    Verdict.UNKNOWN_SIGNER: "unknown_signer",
    Verdict.ALTERED: "altered",
    Verdict.NOT_OURS: "not_ours",
    Verdict.AS_WRITTEN_HERE: "not_ours",
    Verdict.UNREADABLE: "unreadable",
}
"""By itself, the first of its class."""
BESIDE_OTHERS: Mapping[Verdict, tuple[CollectVerdict, ...]] = {
    Verdict.GOOD: ("newer", "identical", "conflict"),
    Verdict.WAITING: ("identical",),
    Verdict.EXPIRED: ("identical",),
    Verdict.REVOKED: ("identical",),
    Verdict.UNKNOWN_SIGNER: ("identical",),
}
"""What else it may be called where other files of its class are there."""
STORED_AS: Mapping[Verdict, FirstVerdict] = {
    Verdict.WAITING: "waiting",
    Verdict.EXPIRED: "expired",
    Verdict.REVOKED: "revoked",
    Verdict.UNKNOWN_SIGNER: "unknown_signer",
}
"""How a file that is not good is archived; one with another verdict is not."""
OUTCOMES: Mapping[Verdict, Outcome] = {
    Verdict.GOOD: "merged",
    Verdict.PRACTICE: "practice",
    Verdict.WAITING: "kept",
    Verdict.EXPIRED: "refused",
    Verdict.REVOKED: "refused",
    Verdict.UNKNOWN_SIGNER: "refused",
}
"""What the receipt says; a file with another verdict gets none."""
_WORTH: Mapping[FirstVerdict, Verdict] = {stored: verdict for verdict, stored in STORED_AS.items()}


def may_be_called(verdict: Verdict) -> tuple[CollectVerdict, ...]:
    """Everything that the register may call a file with this verdict of its own, or of another programme."""
    return (COLLECTED_AS[verdict], *BESIDE_OTHERS.get(verdict, ()), "not_ours")


def worth_of(stored: FirstVerdict) -> Verdict:
    """What an archived file was worth by itself."""
    return _WORTH.get(stored, Verdict.GOOD)
