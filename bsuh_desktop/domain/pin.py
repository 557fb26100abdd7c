"""The class PIN: how it is normalised, which ones are too easy for a class that is watching, and tries with waits."""

from __future__ import annotations

import itertools

import msgspec

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits, clean

FEWEST_DIGITS, MOST_DIGITS = 4, 8
FREE_TRIES = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 15, 240


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


class PinTries(msgspec.Struct, frozen=True):
    """The wrong tries so far: the third one has to wait, and each one after it doubles the wait, up to four minutes.

    Times are milliseconds of a monotonic clock.
    """

    wrong: int = 0
    until_ms: int = 0

    def one_more(self, now_ms: int) -> PinTries:
        """With another wrong try, at `now_ms`."""
        wrong = self.wrong + 1
        if wrong < FREE_TRIES:
            return PinTries(wrong)
        return PinTries(wrong, now_ms + 1000 * min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (wrong - FREE_TRIES)))

    def wait_s(self, now_ms: int) -> int:
        """Whole seconds until the next try, rounded up; 0 if one is allowed now."""
        return max(0, -(-(self.until_ms - now_ms) // 1000))
