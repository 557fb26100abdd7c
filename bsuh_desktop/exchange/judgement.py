"""What one attendance file is worth by itself, and why: the same value and sentences for whoever was given the file.

Verifying shows it; collecting archives, counts and answers by it, and adds only what other files have to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.system.sandbox_errors import Failure, SandboxBugError, SandboxError
from bsuh_desktop.system.sandbox_frames import whole_message
from bsuh_desktop.trust.grants import NO_PROGRAMME
from bsuh_desktop.trust.refusals import UNKNOWN_SIGNATURE, altered_file, cut_short, not_ours, unreadable

_ALTERED = altered_file()

SENTENCES: Mapping[Verdict, tuple[Message, Message | None]] = {
    Verdict.GOOD: (Message("The file is complete, and its device has a grant."), None),
    Verdict.PRACTICE: (Message("The file is complete. It is practice and is in no report."), None),
    Verdict.WAITING: (
        Message("The file is complete. Its device waits for a grant."),
        Message("Issue the grant, then it counts."),
    ),
    Verdict.EXPIRED: (
        Message("The date of the class is outside the facilitator's grant."),
        Message("Ask the coordinator for a new grant."),
    ),
    Verdict.REVOKED: (
        Message("The key that signed this file was revoked."),
        Message("Ask the coordinator what stays valid of this class."),
    ),
    Verdict.UNKNOWN_SIGNER: (UNKNOWN_SIGNATURE, Message("Load the newer programme file.")),
    Verdict.ALTERED: (_ALTERED.message, _ALTERED.remedy),
}

_DOUBTS: Mapping[str, Message] = {
    clock.JUMP: Message("The clock jumped during the class."),
    clock.BEFORE_LAST: Message("The clock went back before the class."),
    clock.BEFORE_PROGRAMME: Message("The clock showed a date before the programme began."),
    clock.BEFORE_BUILD: Message("The clock showed a date before the app was made."),
    clock.LONG_AFTER: Message("The clock showed a date long after the last class."),
    clock.AFTER_PROGRAMME: Message("The clock showed a date after the programme ended."),
}
_OTHER_DOUBT = Message("The clock may have been wrong.")
_ENTERED_LATER = Message("The class was entered later.")
REVOKED_LATER = Message("The signer's key was revoked later.")
BY_NEWER_APP = Message("A newer version of the app made it; some of what is in it is not shown here.")
SAME_PLACE = Message("Two files from this laptop have the same number.")


class Doubtful(Protocol):
    """Anything with doubts about a class's clock, and whether it was entered later."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Codes of `domain.clock`."""
        ...

    @property
    def entered_later(self) -> bool:
        """True for a class that was not recorded while it was held."""
        ...


def doubts_of(details: Doubtful) -> tuple[Message, ...]:
    """The doubts about a class as messages: the clock first, then whether it was entered later."""
    clocks = tuple(_DOUBTS.get(doubt, _OTHER_DOUBT) for doubt in details.doubts)
    return clocks + ((_ENTERED_LATER,) if details.entered_later else ())


REVOCABLE = (Verdict.GOOD, Verdict.PRACTICE, Verdict.WAITING)
"""Verdicts that a revocation can change."""
REMEMBERED = (*REVOCABLE, Verdict.EXPIRED, Verdict.REVOKED)
"""Verdicts on files whose grants, and whose place in the order of their key's files, are worth remembering."""
_NOT_REACHED = Message("It is not one of the files that came before.")
_NO_PROGRAMME = Message("No programme here gave its grant.")

Broken = Literal["not_ours", "unreadable", "altered"]
_REFUSALS = {"not_ours": not_ours, "unreadable": unreadable, "altered": altered_file}


class FileOrder(Protocol):
    """The order in which keys sealed their files, as far as it is known."""

    def holds(self, key: bytes, last_trusted: Sequence[bytes], manifest: bytes) -> bool:
        """True if the files of `key` lead back to `manifest` from every one of `last_trusted`."""
        ...


class FileJudgement(msgspec.Struct, frozen=True):
    """The verdict on one file by itself, in words."""

    verdict: Verdict
    sentence: Message
    remedy: Message | None = None
    reason: Message | None = None
    """More about the verdict."""
    doubts: tuple[Message, ...] = ()
    """What is not sure, although the verdict is good."""

    @property
    def alone(self) -> Message:
        """The sentence where nothing stands beside it: with the reason, or without one with what to do."""
        if self.reason is not None:
            return Message("{sentence} {reason}", sentence=self.sentence, reason=self.reason)
        if self.remedy is not None:
            return Message("{sentence} {remedy}", sentence=self.sentence, remedy=self.remedy)
        return self.sentence

    @property
    def beside_remedy(self) -> Message:
        """The sentence with its reason, where the remedy is shown beside it."""
        if self.reason is None:
            return self.sentence
        # The end of this reason says what to do.
        reason = _NO_PROGRAMME if self.reason == NO_PROGRAMME else self.reason
        return Message("{sentence} {reason}", sentence=self.sentence, reason=reason)


class Grounds(msgspec.Struct, frozen=True):
    """What a whole file is worth before the order of its key's files is looked at. Everything in it is public."""

    key: bytes
    """The signer's public key."""
    manifest: bytes
    """SHA-256 of the manifest."""
    verdict: Verdict
    """The verdict as if no key had been revoked."""
    reason: Message | None = None
    """Why it has that verdict."""
    fallen: Message | None = None
    """Why the revocation of a coordinator's key makes the whole file worthless; None if it does not."""
    last_trusted: tuple[bytes, ...] = ()
    """The last manifests that revocations of its own key trust (b"" for none). Its sequence must lead back here from
    each."""
    by_newer_app: bool = False
    """Its journal has kinds of events that this app does not know."""

    def unpacked(self) -> Grounds:
        """The same after it was sent through a pipe, where the values in messages arrive as plain mappings."""
        reason, fallen = (None if one is None else whole_message(one) for one in (self.reason, self.fallen))
        return msgspec.structs.replace(self, reason=reason, fallen=fallen)


def judgement_of(grounds: Grounds, order: FileOrder) -> FileJudgement:
    """The judgement on a whole file. After a revocation only what was sealed before counts: `order` shows what was."""
    verdict = grounds.verdict
    revocable = verdict in REVOCABLE
    if revocable and not _trusted(grounds, order):
        verdict = Verdict.REVOKED
    sentence, remedy = SENTENCES[verdict]
    reason = (grounds.fallen or _NOT_REACHED) if verdict is Verdict.REVOKED else grounds.reason
    later = (REVOKED_LATER,) if grounds.last_trusted and verdict in REVOCABLE else ()
    newer = (BY_NEWER_APP,) if grounds.by_newer_app else ()
    return FileJudgement(verdict, sentence, remedy, reason, (*later, *newer))


def _trusted(grounds: Grounds, order: FileOrder) -> bool:
    """True if no key above the signer is revoked, and its files lead back to this one from the last trusted."""
    if grounds.fallen is not None:
        return False
    return not grounds.last_trusted or order.holds(grounds.key, grounds.last_trusted, grounds.manifest)


def earlier_judgement(verdict: Verdict) -> FileJudgement:
    """The judgement on a file that was judged before: of the reason nothing was written down."""
    return FileJudgement(verdict, *SENTENCES[verdict])


class Refused(msgspec.Struct, frozen=True, tag=True):
    """A file that could not be opened, or is not whole."""

    why: Broken
    bug: str = ""
    """After a bug of ours: the place in our source and the kind of the error. It is logged, and the file is reported as
    unreadable; the others go on."""
    cut: bool = False
    """True if the file ends too early."""
    failed: Failure | None = None
    """How the process that read it ended, if it did."""

    def error(self) -> KnownError:
        """The error that is reported."""
        if self.failed is not None:
            return SandboxError(self.failed)
        return cut_short() if self.cut else _REFUSALS[self.why]()

    def judgement(self) -> FileJudgement:
        """The judgement on the file."""
        return refused_judgement(self.error())


def refusal_of(error: KnownError | SandboxBugError) -> Refused:
    """The refusal for a file whose reading failed with `error`."""
    if isinstance(error, SandboxBugError):
        return Refused("unreadable", error.place)
    if isinstance(error, SandboxError):
        return Refused("unreadable", failed=error.failure)
    return Refused(msgspec.convert(str(error.code), Broken), cut=error.message == cut_short().message)


def refused_judgement(error: KnownError) -> FileJudgement:
    """The judgement on a file that was refused with `error`. One that takes too much, or ends the process that reads
    it, is unreadable."""
    unread = isinstance(error, SandboxError) or error.code not in set(Verdict)
    return FileJudgement(Verdict.UNREADABLE if unread else Verdict(error.code), error.message, error.remedy)
