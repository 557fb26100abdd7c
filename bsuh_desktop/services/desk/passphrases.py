"""Passphrases: suggests four everyday words, and refuses weak ones when they are chosen."""

from __future__ import annotations

import re
import secrets

from bsuh_desktop import paths
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.passphrase import GOOD_WORDS, shortcoming

WORD_LISTS = "passphrase"

PRACTICE_PASSPHRASE = "practice makes calm"
"""The passphrase of the profile that `bsuh rehearse` creates if no passphrase file is given. It is public, so that a
script can resume after a kill; no other desk may have it."""

EASY_TO_GUESS = Message("This passphrase is easy to guess.")

_PUBLISHED = (PRACTICE_PASSPHRASE, "Be Smart Use Heart")
_FEWEST_GUESSES = 200_000_000
"""Most of a year for a thief with the laptop, as Argon2 makes each guess cost a tenth of a second."""

_FEWEST_GUESSES_OF_LETTERS = 1_000_000
"""For what remains without digits and signs at both ends: a year after a common word is no secret."""

_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")

_LONGEST_JUDGED = 64
"""Only so many characters are examined, because the time grows with the square of the length; the rest can only make it
harder to guess."""


def suggest_passphrase(language: Language) -> str:
    """Four different words: 33 bits if there are 300 to choose from. The vault makes each guess cost 64 MiB of
    memory."""
    words = paths.resources().joinpath(WORD_LISTS, f"{language}.txt").read_text("utf-8").split()
    return " ".join(secrets.SystemRandom().sample(words, GOOD_WORDS))


def is_easy_to_guess(passphrase: str) -> bool:
    """True for common passwords, words and names, also with digits at the ends or letters swapped; for repetitions and
    rows of keys; and for everything this project has published. Takes some ms; the first time 0.2 s, to read the word
    lists."""
    letters = _ENDS.sub("", passphrase)
    return _guesses(passphrase) < _FEWEST_GUESSES or _guesses(letters) < _FEWEST_GUESSES_OF_LETTERS


def _guesses(passphrase: str) -> float:
    from zxcvbn import zxcvbn

    published = [form for known in _PUBLISHED for form in (known, known.replace(" ", ""))]
    return float(zxcvbn(passphrase[:_LONGEST_JUDGED], published)["guesses"])


def check_passphrase(passphrase: str) -> None:
    """Checks a passphrase that is being chosen; one chosen earlier still opens its desk. Raises KnownError:
    weak_passphrase."""
    why = shortcoming(passphrase) or (EASY_TO_GUESS if is_easy_to_guess(passphrase) else None)
    if why is not None:
        raise KnownError("weak_passphrase", why, Message("Use a few words that nobody else would put together."))
