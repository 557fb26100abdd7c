"""A learner's name in few bytes, so that the code on a certificate stays large enough for a phone's camera.

One byte a sign: the Bengali block (U+0980–09FF) is 0x80–0xFF, plain Latin (blank, dot, colon, letters, digits)
stays as in ASCII, and the joiners that Bangla spelling needs have a byte of their own. A name with any other sign
(é, ñ) is a zero byte and its UTF-8. Every name has one coding and every coding one name; names are NFC.
"""

from __future__ import annotations

import unicodedata

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

_BENGALI, _BENGALI_BYTE = 0x0980, 0x80
_SPECIAL = {"\u200d": 0x01, "\u200c": 0x02, "’": 0x03}
_SPECIAL_SIGN = {number: sign for sign, number in _SPECIAL.items()}
_UTF8_FOLLOWS = b"\0"
_NOT_PRINTED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def encode_name(name: str) -> bytes:
    """The bytes of `name`, none for no name. Raises KnownError `name_unprintable`, ValueError if it is not NFC."""
    if not unicodedata.is_normalized("NFC", name):
        raise ValueError("a name that is not NFC")
    if any(_unprinted(sign) for sign in name):
        raise KnownError(
            "name_unprintable",
            Message("A name holds a sign that cannot be printed."),
            Message("Write that name again in the list."),
        )
    numbers = [_byte(sign) for sign in name]
    if None in numbers:
        return _UTF8_FOLLOWS + name.encode("utf-8")
    return bytes(number for number in numbers if number is not None)


def decode_name(data: bytes) -> str:
    """The name that `encode_name` wrote. Raises ValueError for bytes that it could not have written."""
    utf8 = data.startswith(_UTF8_FOLLOWS)
    name = data[1:].decode("utf-8") if utf8 else "".join(_sign(number) for number in data)
    try:
        whole = encode_name(name) == data
    except KnownError:
        whole = False
    if not whole:
        raise ValueError("not the coding of a name")
    return name


def _unprinted(sign: str) -> bool:
    return sign not in _SPECIAL and unicodedata.category(sign) in _NOT_PRINTED


def _byte(sign: str) -> int | None:
    point = ord(sign)
    if _BENGALI <= point < _BENGALI + 0x80:
        return point - _BENGALI + _BENGALI_BYTE
    return point if 0x20 <= point < 0x7F else _SPECIAL.get(sign)


def _sign(number: int) -> str:
    if number >= _BENGALI_BYTE:
        return chr(number - _BENGALI_BYTE + _BENGALI)
    return chr(number) if 0x20 <= number < 0x7F else _SPECIAL_SIGN.get(number, "\0")
