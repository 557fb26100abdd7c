"""What figures need of a coordinator's desk, read at once: programme, keys, and which devices succeed which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.earlier_devices import earlier_devices
from bsuh_desktop.services.desk.modules import module_titles
from bsuh_desktop.services.desk.stored_programme import joined_programme
from bsuh_desktop.store.facts import Facts
from bsuh_desktop.store.given_grants import GivenGrants
from bsuh_desktop.store.read_only import ReadOnlyStore
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.grants import GrantKind
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.register_keys import RegisterKeys, register_keys
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.vault import Vault


class CountingDesk(msgspec.Struct, frozen=True):
    """What figures need of a desk. May be used on any thread."""

    programme: Programme
    titles: Mapping[str, LocalText]
    """Titles of the programme's modules, by their ids."""
    keys: RegisterKeys
    own_keys: tuple[bytes, ...]
    """The public keys of this desk, the newest last."""
    first_keys: Mapping[str, str]
    """For the key id (hexadecimal) of a device that succeeds another one, the key id of the first device in that line:
    a facilitator whose laptop was replaced is one person."""

    def __repr__(self) -> str:
        return f"CountingDesk({self.programme.id})"


def counting_desk(desk: Desk) -> CountingDesk:
    """Reads an open desk, on the desk's own thread."""
    return _of(desk.programme, desk.vault, desk.store.facts, desk.store.office, desk.resources)


def counting_desk_beside(folder: Path, vault: Vault, resources: Path) -> CountingDesk:
    """Reads a desk in `folder` that another copy of the app has open. Raises KnownError: store_damaged, unreadable,
    altered."""
    with ReadOnlyStore(folder, vault.store_key) as store:
        programme = joined_programme(store.facts) or demonstration_programme(resources)
        return _of(programme, vault, store.facts, store.office, resources)


def _of(programme: Programme, vault: Vault, facts: Facts, office: GivenGrants, resources: Path) -> CountingDesk:
    own = (*(one.key for one in earlier_devices(facts)), vault.signing_key.public)
    given = {one.key: one.continues for one in office.every(GrantKind.DEVICE) if one.continues}
    continues = given | dict(zip(own[1:], own, strict=False))
    return CountingDesk(
        programme=programme,
        titles=module_titles(programme, resources),
        keys=register_keys(vault.store_key),
        own_keys=own,
        first_keys={key_id(key).hex(): key_id(_first(key, continues)).hex() for key in continues},
    )


def _first(key: bytes, continues: Mapping[bytes, bytes]) -> bytes:
    seen = {key}
    while (older := continues.get(key)) is not None and older not in seen:
        seen.add(older)
        key = older
    return key
