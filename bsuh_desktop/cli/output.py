"""What commands print: one JSON document, sentences, and progress on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say

_BAR = 24


def print_json(document: Any) -> None:
    """One JSON document on one line of standard output, in UTF-8."""
    print(json_text(document))


def json_text(document: Any) -> str:
    """The same JSON as text, without the line end."""
    return json.dumps(document, ensure_ascii=False, default=str)


def progress_bar(
    what: Message, language: Language, remaining: Callable[[int, int], int | None] | None = None
) -> Callable[[int, int], None] | None:
    """A progress bar on standard error; None if that is not a terminal. `remaining` estimates the seconds that are
    left, or returns None."""
    if not sys.stderr.isatty():
        return None
    title = say(what, language)

    def show(done: int, total: int) -> None:
        filled = _BAR * done // max(total, 1)
        count = say(_how_far(done, total, remaining(done, total) if remaining else None), language)
        end = "\n" if done == total else ""
        # \x1b[K deletes the rest of a longer line.
        print(f"\r{title} {'█' * filled}{'·' * (_BAR - filled)} {count}\x1b[K", end=end, file=sys.stderr, flush=True)

    return show


def _how_far(done: int, total: int, seconds: int | None) -> Message:
    if not seconds:
        return Message("{done} of {total}", done=done, total=total)
    return Message("{done} of {total}, seconds left: {seconds}", done=done, total=total, seconds=seconds)
