"""What a class, its place and its module are called on screens, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.places import place_words

_WITHOUT_LIST = Message("Class without a list")


def message_text(message: Message) -> LocalText:
    """A message as text in both languages."""
    return LocalText(say(message, "bn"), say(message, "en"))


def group_title(group: GroupRef) -> LocalText:
    """৮ম শ্রেণি, ক শাখা; a group without grade and section is a class without a list."""
    words = class_words(group.grade, group.section)
    return words if words.bn or words.en else message_text(_WITHOUT_LIST)


def class_title(groups: Sequence[GroupRef]) -> LocalText:
    """The groups of one class, in the order in which they joined it."""
    if not groups:
        return message_text(_WITHOUT_LIST)
    titles = [group_title(group) for group in groups]
    return LocalText(" + ".join(title.bn for title in titles), " + ".join(title.en for title in titles))


def class_place(desk: Desk, session: SessionState | ClassSummary) -> LocalText:
    """Where a class is held; empty if nobody said it."""
    return place_words(desk, session.place)


def module_title(desk: Desk, pack: str) -> LocalText:
    """The module's title; its id if this laptop does not have it, or not any more."""
    try:
        return desk.pack(pack).title
    except KnownError:
        return LocalText(pack, pack)
