"""The result of a collection in one sentence; also one sentence for each sender."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, FileFilter
from bsuh_desktop.presenters.parts import Light

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import Sender

MOST_SENDERS = 12
"""As many sentences as a person reads. The saved list has all of them."""

FILTERS: dict[FileFilter, tuple[str, Message]] = {
    "all": ("", Message("All")),
    "merged": ("ok", Message("Merged")),
    "identical": ("unused", Message("Identical")),
    "decide": ("look", Message("You decide")),
    "waiting": ("info", Message("Waiting")),
    "refused": ("stop", Message("Refused")),
}
"""The light of each group, and the label of its filter button."""


class SenderLine(msgspec.Struct, frozen=True):
    """One sender: the name, which stands before a colon at the beginning of the `whole` sentence."""

    who: Message
    whole: Message


def summary(collected: CollectedFiles) -> Message:
    """Such as: 37 merged, 2 identical, 1 to decide. Files taken out or not chosen are not counted, and named
    separately."""
    counts = collected.counts()
    parts = [
        Message("{count} merged", count=counts["merged"] - collected.taken_out),
        Message("{count} removed", count=collected.taken_out),
        Message("{count} identical", count=counts["identical"] - collected.not_chosen),
        Message("{count} not chosen", count=collected.not_chosen),
        Message("{count} to decide", count=counts["decide"]),
        Message("{count} waiting", count=counts["waiting"]),
        Message("{count} refused", count=counts["refused"]),
    ]
    some = [part for part in parts if part.fields["count"]] or parts[:1]
    return listed(some)


def listed(parts: Sequence[Message]) -> Message:
    """Joins the parts with commas."""
    return functools.reduce(lambda before, part: Message("{some}, {more}", some=before, more=part), parts)


def light_of(collected: CollectedFiles) -> Light:
    """The light of the whole: files that need a person decide it."""
    counts = collected.counts()
    return "look" if counts["decide"] or counts["refused"] else "ok"


def worst_first(senders: Sequence[Sender]) -> list[Sender]:
    """Senders sorted by how much there is to look at, most first."""
    return sorted(senders, key=_to_look_at, reverse=True)


def sender_line(one: Sender) -> SenderLine:
    """The sender and the result, as one sentence."""
    who = Message("Laptop {number}", number=one.device) if one.device else Message("Key {code}", code=one.signer_code)
    return SenderLine(who, Message("{who}: {what}", who=who, what=one.sentence))


def _to_look_at(one: Sender) -> int:
    from bsuh_desktop.services.collection.values import FOR_A_PERSON

    return sum(one.counts.get(verdict, 0) for verdict in FOR_A_PERSON)
