"""The class PIN: how it is kept, and which ones are too easy for a class that looks on."""

from __future__ import annotations

import itertools

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits, clean

FEWEST_DIGITS, MOST_DIGITS = 4, 8


def plain_pin(typed: str) -> str:
    """What was typed, in ASCII digits and without blanks."""
    return ascii_digits(clean(typed)).replace(" ", "")


def easy_pin(digits: str) -> KnownError | None:
    """What speaks against a PIN of one digit repeated, or of digits that count up or down, 0 after 9 as well as before
    1; None for every other."""
    steps = {(int(following) - int(digit)) % 10 for digit, following in itertools.pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return KnownError(
            "bad_pin",
            Message("The class can easily guess this PIN."),
            Message("Use digits that are not all the same, and do not count up or down."),
        )
    return None


def check_pin(typed: str) -> str:
    """A PIN that is being chosen, as it is kept; what was chosen before goes on opening. Raises KnownError: bad_pin."""
    digits = plain_pin(typed)
    if not (digits.isascii() and digits.isdigit() and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS):
        raise KnownError("bad_pin", Message("A PIN has 4 to 8 digits."), Message("Choose digits only, and try again."))
    easy = easy_pin(digits)
    if easy is not None:
        raise easy
    return digits
