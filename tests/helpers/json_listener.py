"""Hears what is parsed as JSON in this process."""

from __future__ import annotations

import msgspec
import pytest


def heard_parsing(patch: pytest.MonkeyPatch) -> list[bytes]:
    """What was parsed as JSON in this process since; it grows while `patch` holds."""
    found: list[bytes] = []
    real = msgspec.json.decode

    def heard(data: bytes, **options: object) -> object:
        found.append(bytes(data))
        return real(data, **options)  # type: ignore[call-overload]

    patch.setattr(msgspec.json, "decode", heard)
    return found
