"""What a repair recovered and what it could not, as values for a script and as sentences for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.store.replace_damaged import RepairResult

Part = Literal["lists", "certificates", "files", "desk", "office", "seen"]

_PARTS: dict[Part, tuple[str, ...]] = {
    "lists": ("groups", "roster", "seats", "forgotten", "joined_groups", "joined_learners"),
    "certificates": ("certificates", "serials_back"),
    "files": ("sealed", "handed", "receipts"),
    "desk": ("facts",),
    "office": ("given", "key_lists", "recovery_copies", "forgotten_elsewhere"),
    "seen": ("chains_seen", "manifests_seen"),
}
_WORDS: dict[Part, Message] = {
    "lists": Message("lists of learners"),
    "certificates": Message("certificates"),
    "files": Message("attendance files and receipts"),
    "desk": Message("facts about this desk"),
    "office": Message("what this desk gave to others"),
    "seen": Message("what was verified here before"),
}


class RepairReport(msgspec.Struct, frozen=True):
    """The outcome of one repair. If a backup was used, the counts are of what was recovered beyond it."""

    classes: int
    """The number of classes after the repair."""
    backup: bool
    """A backup was used."""
    events: int
    """How many events were recovered."""
    anew: int
    """How many of them got new numbers, because they follow a gap."""
    lost: int
    """How many events are known to be missing."""
    left_out: int
    """How many events were dropped because they mean nothing without the lost ones."""
    classes_lost: int
    """How many classes have lost their beginning."""
    nameless: int
    """How many learners have lost their line on a list."""
    parts: tuple[Part, ...]
    """The parts in which something may be missing."""
    everything: bool
    """Nothing is missing."""
    new_key: bool
    """The desk's key must not sign any more."""
    kept: str
    """The name of the folder with the damaged file; "" if there was none."""


def report_of(result: RepairResult, backup: bool = True) -> RepairReport:
    """The report of one repair."""
    carried = result.carried
    return RepairReport(
        classes=result.contents.classes,
        backup=backup,
        events=carried.events,
        anew=carried.renumbered,
        lost=carried.lost,
        left_out=carried.left_out,
        classes_lost=carried.classes_lost,
        nameless=carried.nameless,
        parts=tuple(part for part, tables in _PARTS.items() if not set(tables).isdisjoint(carried.tables)),
        everything=carried.everything,
        new_key=carried.new_key,
        kept=result.damaged_copy.name if result.damaged_copy else "",
    )


def given_back(report: RepairReport) -> Message:
    """A sentence on what there is after the repair."""
    fact = _holds(report)
    if not report.backup:
        return Message("{file} Everything that was written is in it.", file=fact) if report.everything else fact
    if report.everything:
        return Message("{backup} Everything written later is also in it.", backup=fact)
    if report.events:
        return Message("{backup} Later classes that could be read are also in it.", backup=fact)
    return fact


def missing(report: RepairReport) -> tuple[Message, ...]:
    """Sentences on what could not be recovered; empty if nothing is missing."""
    lost, out, classes, nameless = report.lost, report.left_out, report.classes_lost, report.nameless
    counted = (
        (lost, Message("Entries that cannot be read any more: {count}.", count=lost)),
        (out, Message("Entries skipped because they need those: {count}.", count=out)),
        (classes, Message("Classes without their beginning: {count}.", count=classes)),
        (nameless, Message("Learners whose row is lost, counted without a name: {count}.", count=nameless)),
    )
    said = [sentence for count, sentence in counted if count]
    if len(report.parts) == len(_PARTS):
        said.append(Message("Only classes could be read from the damaged file."))
    elif report.parts:
        said.append(Message("These could not be read completely: {what}.", what=_listed(report.parts)))
    if report.new_key:
        said.append(Message("The last signatures of this desk may be missing here, so its old key can no longer sign."))
    return tuple(said)


def where_kept(report: RepairReport) -> Message | None:
    """A sentence on where the damaged file is; None if there was none."""
    if not report.kept:
        return None
    return Message("The damaged file is kept in the data folder, in {folder}.", folder=report.kept)


def _listed(parts: tuple[Part, ...]) -> Message:
    listed = _WORDS[parts[0]]
    for part in parts[1:]:
        listed = Message("{several}, {one}", several=listed, one=_WORDS[part])
    return listed


def _holds(report: RepairReport) -> Message:
    one, count = report.classes == 1, report.classes
    if report.backup:
        if one:
            return Message("The backup is in use. It has one class.")
        return Message("The backup is in use. It has {count} classes.", count=count)
    if one:
        return Message("A new data file has what could still be read: one class.")
    return Message("A new data file has what could still be read: {count} classes.", count=count)
