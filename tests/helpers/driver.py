"""A class that is driven without pause until somebody kills it: the child process of the crash harness.

Called as `driver.py PROFILE PASSPHRASE`. Before each command it writes `w` and a line that says what it is about to do
to standard output, after the command has returned `a`, the number of the last event and how many are new.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.conduct import Conduct
from bsuh_desktop.services.desk import open_desk


def main() -> None:
    """Goes on with the profile's one class: questions, answers, roll marks, slides and slips, for ever."""
    desk = open_desk(Path(sys.argv[1]), sys.argv[2], SystemClock())
    conduct = Conduct(desk, desk.store.journal.sessions()[0])
    for what in _turns(conduct, random.Random(os.getpid())):
        before = conduct.state.events
        _tell(f"w {what}")
        _do(conduct, what)
        _tell(f"a {conduct.state.events} {conduct.state.events - before}")


def _turns(conduct: Conduct, chance: random.Random) -> Iterator[str]:
    cards = [attendee.seat.card for attendee in conduct.state.attendees.values()]
    for turn in itertools.count():
        card, letter = chance.choice(cards), chance.choice("ABCD")
        if conduct.state.open_question is None:
            yield f"mark {card} {chance.choice(['present', 'late', 'left_early', 'absent'])}"
            yield f"slide {turn % 12 + 1}"
            unasked = [item.id for item in conduct.pack.items if f"{item.id}-again" not in conduct.state.questions]
            if unasked:
                yield f"ask {chance.choice(unasked)}"
        elif turn % 60 == 59:
            yield "close"
        elif turn % 11 == 10:
            yield "undo"
        else:
            yield f"answer {card} {letter}"


def _do(conduct: Conduct, what: str) -> None:
    name, *words = what.split()
    if name == "answer":
        conduct.answer(int(words[0]), words[1])
    elif name == "mark":
        conduct.mark(int(words[0]), words[1])  # type: ignore[arg-type]
    elif name == "slide":
        conduct.show_slide(int(words[0]))
    elif name == "ask":
        conduct.ask(words[0], "shared")
    elif name == "undo":
        conduct.undo()
    else:
        conduct.close_question()


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
