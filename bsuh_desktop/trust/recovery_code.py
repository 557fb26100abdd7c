"""The recovery code: 26 characters on a sheet in a safe place, in case the passphrase is forgotten.

25 random characters of Crockford's base 32 (125 bits) and a check character, so that a typing error can be
distinguished from the code of another vault. It needs no slow hashing: nobody guesses 125 bits.
"""

from __future__ import annotations

import secrets

from bsuh_desktop.domain.codes import RECOVERY_LENGTH, check_character, decode, encode
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

_RANDOM_LENGTH = RECOVERY_LENGTH - 1


def new_recovery_code() -> str:
    """A new code of 26 characters without spaces."""
    body = encode(secrets.randbits(5 * _RANDOM_LENGTH), _RANDOM_LENGTH)
    return body + check_character(body)


def read_recovery_code(text: str) -> str:
    """The code in canonical form, read leniently. Raises KnownError `wrong_recovery_code`."""
    written = text.replace("-", "").replace(" ", "")
    try:
        code = encode(decode(written), RECOVERY_LENGTH)
    except ValueError:
        code = ""
    if len(written) != RECOVERY_LENGTH or not code or check_character(code[:-1]) != code[-1]:
        raise KnownError(
            "wrong_recovery_code",
            Message("The recovery code has a wrong character."),
            Message("Compare it with the sheet, one character at a time."),
        )
    return code
