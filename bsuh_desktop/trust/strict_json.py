"""Reads JSON that must be in canonical form, so that every other encoding of the same value is refused."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from bsuh_desktop.domain.canonical import check_canonical, encoded

Value = TypeVar("Value")

MOST_VALUES = 2_300_000
"""Values in one file, as `values_in` counts them: as many as in a programme file of 32 MB with 107,000 schools. A value
can take 3 bytes in the file and 120 in memory."""


def values_in(data: bytes) -> int:
    """An upper limit of the number of values in a JSON file, from its commas and brackets."""
    return sum(map(data.count, (b",", b"[", b"{")))


def read_canonical(data: bytes, kind: type[Value]) -> Value:
    """The value of canonical JSON. Raises ValueError for any bytes other than `canonical_json` of that value (so also
    for extra keys, and base64 with stray last bits), and for a file with more than MOST_VALUES."""
    if values_in(data) > MOST_VALUES:
        raise ValueError("more values than any file of ours holds")
    try:
        value = msgspec.json.decode(data, type=kind)
        written = encoded(value)
        check_canonical(value)
    except RecursionError as error:
        # The decoder accepts deeper nesting than the encoder.
        raise ValueError("nested too deep") from error
    if written != data:
        raise ValueError("JSON that is not in its canonical form")
    return value
