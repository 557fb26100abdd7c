"""What a heading about consent asks: whether it was given, by whom, or who refused.

A refusal that were taken for a yes would keep the name of a child who must not be named: so what denies comes first.
"""

from __future__ import annotations

import re

from bsuh_desktop.rosters.fields import Field, NotTaken
from bsuh_desktop.rosters.vocabulary import (
    ASSENT,
    CONSENT,
    LEARNER,
    NO,
    NOT,
    NOT_YET,
    OPTS,
    OUT,
    PARENT,
    REFUSAL,
    WHETHER,
    YES,
    words_of,
)
from bsuh_desktop.rosters.words import plain, read_answer

_BARE = 2
_OR = re.compile(r"[/|]|(?<!\S)(?:or|বা|অথবা|নাকি)(?!\S)")


def consent_of(*lines: str) -> Field | NotTaken | None:
    """What a column under a heading of these `lines`, from above, says about consent; None if that is not its matter.
    A tick under "no" or "refused" is a refusal, whosever."""
    words = [word for line in lines for word in words_of(line)]
    if not _is_given(words):
        return "refusal" if _is_refused(words) else None
    if any(map(_asks_which, lines)):
        return _whose(words, lines[-1])
    if _is_refused(words):
        return "refusal"
    if YES.among(words) or WHETHER.among(words) or not (NO.among(words) or NOT.among(words)):
        return _whose(words, lines[-1])
    denies = NOT.among(words) or read_answer(lines[-1]) == "no"
    return "refusal" if denies and not NOT_YET.among(words) else "other"


def _is_given(words: list[str]) -> bool:
    return CONSENT.among(words) or ASSENT.among(words)


def _is_refused(words: list[str]) -> bool:
    return REFUSAL.among(words) or (OPTS.among(words) and OUT.among(words))


def _asks_which(line: str) -> bool:
    """True for "agree / disagree": what stands below is the answer. "Refused / no consent" says one thing twice, and
    "consent form / letter not received" another one than consent."""
    sides = [words_of(side) for side in _OR.split(plain(line))]
    denied = [_is_refused(side) or NO.among(side) or NOT.among(side) for side in sides]
    bare = any(no and len(side) <= _BARE for side, no in zip(sides, denied, strict=True))
    return bare and any(_is_given(side) and not no for side, no in zip(sides, denied, strict=True))


def _whose(words: list[str], line: str) -> Field:
    """A consent column that names nobody is the guardian's; "student's consent" is the learner's own. Who stands in
    the last `line` counts before who stands in the line over it."""
    if ASSENT.among(words):
        return "assent"
    last = words_of(line)
    who = last if LEARNER.among(last) or PARENT.among(last) else words
    return "assent" if LEARNER.among(who) and not PARENT.among(who) else "guardian"
