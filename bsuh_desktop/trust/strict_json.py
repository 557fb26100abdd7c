"""Read JSON that must stand in its one canonical form, so that every other writing of the same thing is refused."""

from __future__ import annotations

from typing import Any

import msgspec

from bsuh_desktop.domain.canonical import canonical_json


def read_canonical(data: bytes) -> Any:
    """The value of canonical JSON. Raises ValueError for anything that `canonical_json` could not have written."""
    try:
        value = msgspec.json.decode(data)
        whole = canonical_json(value) == data
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not whole:
        raise ValueError("JSON that is not in its canonical form")
    return value
