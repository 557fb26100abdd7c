"""Read JSON that must stand in its one canonical form, so that every other writing of the same thing is refused."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from bsuh_desktop.domain.canonical import canonical_json

Value = TypeVar("Value")


def read_canonical(data: bytes, kind: type[Value]) -> Value:
    """The value of canonical JSON. Raises ValueError for any bytes but those `canonical_json` makes of that value:
    other keys and base64 with stray last bits are refused too."""
    try:
        value = msgspec.json.decode(data, type=kind)
        written = canonical_json(value)
    except RecursionError as error:
        # The one reads deeper than the other writes.
        raise ValueError("nested too deep") from error
    if written != data:
        raise ValueError("JSON that is not in its canonical form")
    return value


def convert_canonical(body: dict[str, object], kind: type[Value]) -> Value:
    """The value of the signed part of a file. Raises ValueError for one with other keys, or where a key is missing."""
    value = msgspec.convert(body, kind)
    if canonical_json(value) != canonical_json(body):
        raise ValueError("not all that the format has, or more")
    return value
