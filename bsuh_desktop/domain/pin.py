"""The class PIN: how it is normalised, and which ones are too easy for a class that is watching."""

from __future__ import annotations

import itertools

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits, clean

FEWEST_DIGITS, MOST_DIGITS = 4, 8


def plain_pin(typed: str) -> str:
    """The typed PIN in ASCII digits, without spaces."""
    return ascii_digits(clean(typed)).replace(" ", "")


def easy_pin(digits: str) -> KnownError | None:
    """The error for a PIN of one repeated digit, or of digits that count up or down (0 follows 9 and precedes 1); else
    None."""
    steps = {(int(following) - int(digit)) % 10 for digit, following in itertools.pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return KnownError(
            "bad_pin",
            Message("The class can easily guess this PIN."),
            Message("Use digits that are not all the same, and do not count up or down."),
        )
    return None


def check_pin(typed: str) -> str:
    """A newly chosen PIN in the form in which it is stored. PINs chosen earlier stay valid. Raises KnownError:
    bad_pin."""
    digits = plain_pin(typed)
    if not (digits.isascii() and digits.isdigit() and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS):
        raise KnownError("bad_pin", Message("A PIN has 4 to 8 digits."), Message("Choose digits only, and try again."))
    easy = easy_pin(digits)
    if easy is not None:
        raise easy
    return digits
