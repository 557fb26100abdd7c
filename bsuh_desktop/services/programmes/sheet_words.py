"""Asks three words of a recovery sheet back, so that nobody locks away a sheet that was never really printed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.programmes.making import no_root_key
from bsuh_desktop.trust.root_key import WORDS, words_of

ASKED = 3


def asked_places() -> tuple[int, ...]:
    """The places, from 1, of three words of the sheet: others each time, in the sheet's order."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, WORDS + 1), ASKED)))


def wrong_places(desk: Desk, typed: Mapping[int, str]) -> tuple[int, ...]:
    """The places at which another word was typed than stands on the sheet of the root key that `desk` keeps; capitals
    and spaces around make no difference. Raises KnownError: no_root_key."""
    root = desk.root_key
    if root is None:
        raise no_root_key()
    words = words_of(root)
    return tuple(place for place, word in sorted(typed.items()) if word.strip().lower() != words[place - 1])
