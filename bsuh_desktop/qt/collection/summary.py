"""The result of a collection in one sentence; also one sentence for each sender."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.collection.inbox_model import FileFilter, InboxModel

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


def summary(inbox: InboxModel) -> Message:
    """Such as: 37 merged, 2 identical, 1 to decide. Files taken out or not chosen are not counted, and named
    separately."""
    counts = inbox.counts()
    parts = [
        Message("{count} merged", count=counts["merged"] - inbox.taken_out),
        Message("{count} removed", count=inbox.taken_out),
        Message("{count} identical", count=counts["identical"] - inbox.not_chosen),
        Message("{count} not chosen", count=inbox.not_chosen),
        Message("{count} to decide", count=counts["decide"]),
        Message("{count} waiting", count=counts["waiting"]),
        Message("{count} refused", count=counts["refused"]),
    ]
    said = [part for part in parts if part.fields["count"]] or parts[:1]
    return listed(said)


def listed(parts: Sequence[Message]) -> Message:
    """Joins the parts with commas."""
    return functools.reduce(lambda before, part: Message("{some}, {more}", some=before, more=part), parts)


def light_of(inbox: InboxModel) -> str:
    """The light of the whole: files that need a person decide it."""
    counts = inbox.counts()
    return "look" if counts["decide"] or counts["refused"] else "ok"


def worst_first(senders: Sequence[Sender]) -> list[Sender]:
    """Senders sorted by how much there is to look at, most first."""
    return sorted(senders, key=_to_look_at, reverse=True)


def sender_text(one: Sender) -> Message:
    """The sender and the result, as one sentence."""
    return Message("{who}: {what}", who=_who(one), what=one.sentence)


def sender_parts(one: Sender, say: Callable[[Message], str]) -> tuple[str, str]:
    """`sender_text` split after its colon."""
    who = f"{say(_who(one))}:"
    return who, say(sender_text(one)).removeprefix(who).lstrip()


def _who(one: Sender) -> Message:
    return Message("Laptop {number}", number=one.device) if one.device else Message("Key {code}", code=one.signer_code)


def _to_look_at(one: Sender) -> int:
    from bsuh_desktop.services.collection.values import FOR_A_PERSON

    return sum(one.counts.get(verdict, 0) for verdict in FOR_A_PERSON)
