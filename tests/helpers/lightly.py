"""Passphrases come to their keys at next to no cost, where they are not what is tested."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from nacl.pwhash import argon2id

_really = argon2id.kdf


@contextmanager
def derived_lightly() -> Iterator[None]:
    """Within it a desk is made and opened with the least work that the library allows. Nothing else can open one that
    was made so: only for desks that this process alone makes and opens, and none that others get copies of."""

    def light(size: int, words: bytes, salt: bytes, **_: object) -> bytes:
        return _really(size, words, salt, opslimit=argon2id.OPSLIMIT_MIN, memlimit=argon2id.MEMLIMIT_MIN)

    argon2id.kdf = cast(Any, light)
    try:
        yield
    finally:
        argon2id.kdf = _really
