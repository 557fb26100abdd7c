"""A column of a list: its heading, its content, and what is imported from it."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.rosters.columns.column import Holds
from bsuh_desktop.services.class_lists.import_plan import ListColumn

_HOLDS: dict[Holds, Message] = {
    "words": Message("words"),
    "numbers": Message("numbers"),
    "long_numbers": Message("long numbers"),
    "dates": Message("dates"),
    "answers": Message("answers"),
    "mixed": Message("words and numbers"),
    "nothing": Message("nothing"),
}


def school_words(bridge: Bridge, column: ListColumn) -> str:
    """The heading of the column; without one, its letter and its content."""
    words = column.words
    if not words or words == column.letter:
        words = bridge.say(Message("Column {place}: {holds}", place=column.letter, holds=_HOLDS[column.holds]))
    return bridge.say(Message("{words} (hidden)", words=words)) if column.hidden else words


def our_words(bridge: Bridge, column: ListColumn) -> str:
    """What is imported from the column, or that nothing is."""
    meaning = bridge.say(column.meaning)
    if column.taken:
        return f"→ {meaning}"
    return bridge.say(Message("skipped: {meaning}", meaning=meaning))
