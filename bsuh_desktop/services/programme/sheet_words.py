"""Asks for three words of a recovery sheet, so that nobody stores away a sheet that was never really printed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.make_programme import no_root_key
from bsuh_desktop.trust.root_key import WORDS, words_of

ASKED = 3
_ON_PAPER = "office/sheet_on_paper"


def asked_positions() -> tuple[int, ...]:
    """The positions, from 1, of three words of the sheet: different each time, in the sheet's order."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, WORDS + 1), ASKED)))


def check_words(desk: Desk, typed: Mapping[int, str]) -> tuple[int, ...]:
    """The positions at which the typed word is not the one on the sheet of the desk's root key.

    Capitals and surrounding spaces are ignored. If all are right, the sheet counts as printed from then on.
    Raises KnownError: no_root_key.
    """
    root = desk.root_key
    if root is None:
        raise no_root_key()
    words = words_of(root)
    wrong = tuple(place for place, word in sorted(typed.items()) if word.strip().lower() != words[place - 1])
    if not wrong:
        desk.store.facts.put(_ON_PAPER, root.public)
    return wrong


def sheet_due(desk: Desk) -> bool:
    """True if the desk keeps a root key whose sheet is not confirmed to be on paper."""
    root = desk.root_key
    if root is None or desk.recovered_root:
        return False
    return desk.store.facts.get(_ON_PAPER) != root.public
