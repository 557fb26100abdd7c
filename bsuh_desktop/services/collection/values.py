"""What collecting came to: each file with its verdict and what to do, and each sender in one sentence."""

from __future__ import annotations

import datetime
from typing import Literal, get_args

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.manifest_order import Link
from bsuh_desktop.exchange.receipt import Outcome, Receipt

CollectVerdict = Literal[
    "merged", "identical", "newer", "conflict", "waiting", "altered", "unknown_signer", "revoked", "expired",
    "practice", "not_ours", "passed_over", "unreadable",
]  # fmt: skip
"""The closed list of the command line's JSON; never renamed. *identical*: this very file, or an earlier form of the
class that the newer one contains, is here already; *passed_over*: no attendance file at all."""

COLLECT_VERDICTS: tuple[CollectVerdict, ...] = get_args(CollectVerdict)
FOR_A_PERSON: tuple[CollectVerdict, ...] = ("conflict", "altered", "unknown_signer", "revoked", "expired", "unreadable")
"""What somebody must look at: the command then ends with 1."""


ReceivedState = Literal["merged", "kept", "refused", "practice", "same", "conflict", "wrong"]
"""What becomes of a file as whoever handed it in hears it. The first four: what its receipt says; *same*: this very
file lies here twice; *conflict*: a person must decide; *wrong*: no receipt, for its verdict says that it is not one
that can be taken in, or somebody took it out."""

NOT_TYPED = ("", "")


def typed_place(place: str, words: str) -> tuple[str, str]:
    """The id (`local:…`) and the words of a place that a facilitator typed; NOT_TYPED for any other."""
    return (place, words) if place.startswith("local:") else NOT_TYPED


class CollectedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file; `input` says where it lay, within a mail or a ZIP as `mail.eml › classes.zip › a.bsuh`. What stands
    below `remedy` is known of a file that could be opened. `sender` is the signer's key id in hexadecimal, `device` its
    number ("" while it has none), `signer_code` as its desk shows it; `present` and `answers` are counts. `outcome` is
    what its receipt will say, None where it gets none. `decided` says that a person has chosen already, `asking` that
    this file is here already (*identical*) and waits for a person to choose. `typed` is as `typed_place` has it.
    `worth` is what the file is worth by itself (None for one that could not be opened), `withdrawn` how many learners
    it says withdrew their consent, `twice` that the same bytes lay before it in this run, and `receipt_key` what the
    code of its receipt is made by (b"" where it was not opened). `code` is that receipt to dictate, in its printed
    groups, where somebody asked for it (`receiving.receive`). `recovery_copy`: it is a laptop's sealed recovery code,
    which the desk keeps. `more`: so many files more of the same mail or ZIP are what this one is, and have no row."""

    input: str
    verdict: CollectVerdict
    text: Message
    remedy: Message | None = None
    sha256: bytes = b""
    session: str = ""
    revision: int = 0
    day: datetime.date | None = None
    place: LocalText = LocalText()
    typed: tuple[str, str] = NOT_TYPED
    class_name: LocalText = LocalText()
    module: str = ""
    present: int = 0
    answers: int = 0
    sender: str = ""
    device: str = ""
    signer_code: str = ""
    doubts: tuple[Message, ...] = ()
    outcome: Outcome | None = None
    decided: bool = False
    asking: bool = False
    worth: Verdict | None = None
    practice: bool = False
    withdrawn: int = 0
    twice: bool = False
    receipt_key: bytes = b""
    code: str = ""
    recovery_copy: bool = False
    more: int = 0

    def __repr__(self) -> str:
        # The receipt key is a secret of writer and coordinator.
        return f"CollectedFile({self.session}, {self.verdict})"

    @property
    def count(self) -> int:
        """The files for which it stands."""
        return 1 + self.more

    @property
    def state(self) -> ReceivedState:
        """What becomes of it."""
        if self.twice:
            return "same"
        if self.asking or (self.verdict == "conflict" and not self.decided):
            return "conflict"
        return self.outcome or "wrong"

    @property
    def for_a_person(self) -> bool:
        """True if somebody must look at it."""
        return self.asking or self.verdict in FOR_A_PERSON


class Sender(msgspec.Struct, frozen=True):
    """One device whose files came, in numbers by verdict, and in one sentence."""

    sender: str
    device: str
    signer_code: str
    counts: dict[CollectVerdict, int]
    sentence: Message


class CollectedObservations(msgspec.Struct, frozen=True):
    """What the desk must remember of files that came: grants of devices (the bytes of QR 2), the order of files,
    serials that were taken back (with what replaced them, the day and the session), ids of learners who withdrew with
    the public key of the device on which they did, sealed recovery codes, and
    sessions that were held as practice with the public key that says so."""

    chains: tuple[bytes, ...] = ()
    links: tuple[Link, ...] = ()
    taken_back: tuple[tuple[str, str, str, str], ...] = ()
    withdrawn: tuple[tuple[bytes, tuple[str, ...]], ...] = ()
    copies: tuple[bytes, ...] = ()
    practised: tuple[tuple[bytes, str], ...] = ()

    def __bool__(self) -> bool:
        return any(msgspec.structs.astuple(self))


class Collected(msgspec.Struct, frozen=True):
    """One run over some sources: its files in the order in which they were found, those that were passed over as well.
    `counts` has every verdict. `left` files were not looked at, for it was stopped: the next run goes on with them.
    `answers` are the receipts of everything that was taken in, not signed yet."""

    files: tuple[CollectedFile, ...]
    counts: dict[CollectVerdict, int]
    senders: tuple[Sender, ...]
    left: int = 0
    answers: tuple[Receipt, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """True if anything must be looked at."""
        return any(one.for_a_person for one in self.files)
