"""Read JSON that must stand in its one canonical form, so that every other writing of the same thing is refused."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from bsuh_desktop.domain.canonical import canonical_json, check_canonical, encoded

Value = TypeVar("Value")

MOST_VALUES = 2_300_000
"""Values in one file, as `values_in` counts them: as many as a programme's file of 32 MB with 107,000 schools has. A
value may take 3 bytes in the file and 120 in memory."""


def values_in(data: bytes) -> int:
    """How many values a JSON file holds, counted from above by its commas and brackets."""
    return sum(map(data.count, (b",", b"[", b"{")))


def read_canonical(data: bytes, kind: type[Value]) -> Value:
    """The value of canonical JSON. Raises ValueError for any bytes but those `canonical_json` makes of that value:
    other keys and base64 with stray last bits are refused too, and a file of more than MOST_VALUES."""
    if values_in(data) > MOST_VALUES:
        raise ValueError("more values than any file of ours holds")
    try:
        value = msgspec.json.decode(data, type=kind)
        written = encoded(value)
        check_canonical(value)
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
