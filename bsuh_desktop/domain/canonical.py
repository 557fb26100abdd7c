"""Canonical JSON: exactly one byte sequence for each value, so that it can be signed and chained.

RFC 8785 restricted to ASCII keys, NFC strings, whole numbers below 2^53, booleans, null, arrays and objects. Within
that restriction msgspec's sorted encoding is RFC 8785's. Bytes are written as base64 text (RFC 4648, section 4).
"""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec

LARGEST = 2**53

_encoder = msgspec.json.Encoder(order="sorted")


def canonical_json(value: Any) -> bytes:
    """The canonical UTF-8 bytes of `value`. Raises ValueError for values outside the restriction."""
    return canonical_bytes(msgspec.to_builtins(value))


def canonical_bytes(plain: Any) -> bytes:
    """Like `canonical_json`, for a value that already consists of builtins."""
    _check(plain)
    return _encoder.encode(plain)


def encoded(value: Any) -> bytes:
    """Like `canonical_json`, but without checking the restriction: for values that are known to have a canonical form,
    such as those that were read from one."""
    return _encoder.encode(value)


def check_canonical(value: Any) -> None:
    """Raises ValueError if `value`, which was read from JSON, is outside the restriction. The same check as in
    `canonical_json`, but without a copy of the value, which would cost memory for a large file. A field that is not set
    was not in the file."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            check_canonical(getattr(value, name))
    elif isinstance(value, dict):
        _check(dict.fromkeys(value))
        for item in value.values():
            check_canonical(item)
    elif isinstance(value, list | tuple):
        for item in value:
            check_canonical(item)
    elif value is not msgspec.UNSET:
        _check(msgspec.to_builtins(value))


def _check(value: Any) -> None:
    if isinstance(value, str):
        # Most texts are ASCII, and every ASCII text is NFC.
        if not (value.isascii() or unicodedata.is_normalized("NFC", value)):
            raise ValueError("a text that is not NFC")
    elif value is None or isinstance(value, bool):
        return
    elif isinstance(value, int):
        if not -LARGEST < value < LARGEST:
            raise ValueError(f"a whole number outside 2^53: {value}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise ValueError(f"a key that is not ASCII: {key!r}")
            _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    else:
        raise ValueError(f"canonical JSON has no {type(value).__name__}")
