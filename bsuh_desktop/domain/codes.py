"""Codes that people read, copy and dictate: Crockford's base 32, and the check character of a serial.

Alphabet and reading rules: Douglas Crockford, Base 32 (o is 0; i and l are 1; hyphens are ignored). Check character:
Luhn mod N with N = 32 (ISO/IEC 7812-1's Luhn, generalised); it catches every single wrong character.
"""

from __future__ import annotations

import functools
import re
import secrets

from bsuh_desktop.domain.text import ascii_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = ALPHABET.encode()
_VALUE = bytes.maketrans(_LETTERS, bytes(range(32)))
_DOUBLED = bytes.maketrans(_LETTERS, bytes(2 * number // 32 + 2 * number % 32 for number in range(32)))
"""The value of a letter in every second place, counted from the last."""
_READ = {letter: number for number, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_PYTHONS = b"0123456789abcdefghijklmnopqrstuv"
_AS_PYTHON_READS = bytes.maketrans("".join(_READ).encode(), bytes(_PYTHONS[number] for number in _READ.values()))
_READABLE = re.compile("[0-9A-TV-Z]+")
_WRITTEN = re.compile(f"[{ALPHABET}]*")

LEARNER_BITS, LEARNER_LENGTH = 64, 13
SESSION_BITS, SESSION_LENGTH = 80, 16
DEVICE_LENGTH, COUNTER_LENGTH = 4, 5
SERIAL_LENGTH = DEVICE_LENGTH + COUNTER_LENGTH + 1
RECOVERY_LENGTH = 26
SHEET_LENGTH = 6
STAFF_LENGTH = 13
LONGEST_TEXT = 100_000
"""Characters of a text in which codes are looked for; more than all codes of a class together."""
_GROUP = 5


def encode(number: int, length: int) -> str:
    """`number` in `length` Crockford characters. Raises ValueError if it does not fit."""
    if number < 0 or number >= 32**length:
        raise ValueError(f"{number} does not fit in {length} characters")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length - 1, -1, -1))


def decode(text: str) -> int:
    """The number that `text` encodes, read leniently (case, hyphens, spaces, o/i/l, Bangla digits). Raises ValueError
    for any other character."""
    plain = text if _READABLE.fullmatch(text) else ascii_digits(text).upper().replace("-", "").replace(" ", "")
    if _READABLE.fullmatch(plain):
        return _number(plain)
    for letter in plain:
        if letter not in _READ:
            raise ValueError(f"not a code character: {letter!r}")
    return 0


def _number(plain: str) -> int:
    """The number that `plain` encodes; all its characters must be readable."""
    return int(plain.encode().translate(_AS_PYTHON_READS), 32)


def in_groups(code: str) -> list[str]:
    """A long code split for writing down or dictating: groups of five characters, the last one with the rest (five to
    nine)."""
    cuts = list(range(0, max(1, len(code) - _GROUP + 1), _GROUP))
    return [code[start:end] for start, end in zip(cuts, [*cuts[1:], len(code)], strict=True)]


def new_learner_id() -> str:
    """A learner's id: 64 random bits in 13 characters. Reveals nothing about the learner."""
    return encode(secrets.randbits(LEARNER_BITS), LEARNER_LENGTH)


def is_learner_id(text: str) -> bool:
    """True for a learner's id in canonical form."""
    return _is_code(text, LEARNER_LENGTH)


def is_session_id(text: str) -> bool:
    """True for a session's id in canonical form. Nothing else that a file contains may be used in a file name."""
    return _is_code(text, SESSION_LENGTH)


def _is_code(text: str, length: int) -> bool:
    return len(text) == length and _WRITTEN.fullmatch(text) is not None


def new_session_id() -> str:
    """A session's id: 80 random bits, 16 characters."""
    return encode(secrets.randbits(SESSION_BITS), SESSION_LENGTH)


def check_character(body: str) -> str:
    """The Luhn mod 32 check character of `body`, which must be in the alphabet."""
    letters = body.encode()
    total = sum(letters[::-2].translate(_DOUBLED)) + sum(letters[-2::-2].translate(_VALUE))
    return ALPHABET[-total % 32]


def make_serial(device: int, counter: int) -> str:
    """A certificate's serial, without the hyphen: 4 characters for the device, 5 for the counter, 1 check character."""
    body = encode(device, DEVICE_LENGTH) + encode(counter, COUNTER_LENGTH)
    return body + check_character(body)


def serial_text(serial: str) -> str:
    """The serial as it is printed: 5-5."""
    return f"{serial[:5]}-{serial[5:]}"


@functools.lru_cache(maxsize=1024)
def read_serial(text: str) -> tuple[int, int]:
    """(device, counter) of a serial as typed or printed. Raises ValueError if its check character is wrong. Cached,
    since each serial of a class is read several times in a row."""
    written = len(text) == SERIAL_LENGTH and _WRITTEN.fullmatch(text)
    plain = text if written else encode(decode(text), SERIAL_LENGTH)
    if check_character(plain[:-1]) != plain[-1]:
        raise ValueError("the check character does not match")
    device, counter = divmod(_number(plain[:-1]), 1 << 5 * COUNTER_LENGTH)
    return device, counter


def is_in_form(text: str) -> bool:
    """True for the 10 characters of a serial in canonical form, whether or not its check character is right."""
    return _is_code(text, SERIAL_LENGTH)


def is_written(text: str) -> bool:
    """True for a serial as documents store it: 10 characters in canonical form with the right check character."""
    try:
        read_serial(text)
    except ValueError:
        return False
    return is_in_form(text)


def staff_code(key_id: str) -> str:
    """The code by which a person of the staff identifies themselves aloud: the 64 bits of their key id (16 hexadecimal
    digits) in 13 Crockford characters, and the check character. Raises ValueError for another length."""
    if len(key_id) != 16:
        raise ValueError("a key id has 16 hexadecimal digits")
    body = encode(int(key_id, 16), STAFF_LENGTH)
    return body + check_character(body)


def read_staff_code(text: str) -> str:
    """The key id (16 hexadecimal digits) of a staff code as typed. Raises ValueError if it cannot be one, or if its
    check character is wrong."""
    plain = encode(decode(text), STAFF_LENGTH + 1)
    number = decode(plain[:-1])
    if len(text.replace("-", "").replace(" ", "")) != len(plain):
        raise ValueError("a code has 14 characters")
    if number >= 1 << 64 or check_character(plain[:-1]) != plain[-1]:
        raise ValueError("the check character does not match")
    return f"{number:016x}"


def new_sheet_number() -> str:
    """A class sheet's number, without the hyphen: 25 random bits in 5 characters, 1 check character."""
    body = encode(secrets.randbits(5 * (SHEET_LENGTH - 1)), SHEET_LENGTH - 1)
    return body + check_character(body)


def print_sheet_number(number: str) -> str:
    """The number as it is printed: 3-3."""
    return f"{number[:3]}-{number[3:]}"


def read_sheet_number(text: str) -> str:
    """The sheet number as typed. Raises ValueError if its length or its check character is wrong."""
    typed = text.replace("-", "").replace(" ", "")
    if len(typed) != SHEET_LENGTH:
        raise ValueError("a sheet number has another length")
    plain = encode(decode(typed), SHEET_LENGTH)
    if check_character(plain[:-1]) != plain[-1]:
        raise ValueError("the check character does not match")
    return plain
