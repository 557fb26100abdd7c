"""The key lists that this desk knows: the newest one of every issuer."""

from __future__ import annotations

import functools

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.known_keys import StoredKeyList
from bsuh_desktop.trust.key_list import KeyList, read_key_list


def key_lists(desk: Desk) -> tuple[KeyList, ...]:
    """The newest known list of every issuer, including this desk's own."""
    return tuple(_read(kept.file) for kept in desk.store.known.key_lists())


def newest_of(desk: Desk, issuer: bytes) -> KeyList | None:
    """The newest list of the issuer with this public key; None if there is none."""
    kept = stored_list_of(desk, issuer)
    return None if kept is None else _read(kept.file)


def stored_list_of(desk: Desk, issuer: bytes) -> StoredKeyList | None:
    """The same as the stored file."""
    return desk.store.known.key_list_of(issuer)


@functools.lru_cache(maxsize=64)
def _read(file: bytes) -> KeyList:
    return read_key_list(file)
