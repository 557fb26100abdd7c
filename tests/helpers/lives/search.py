"""Looks for names of the forgotten wherever whoever has the passphrase, or a thief without it, could read them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bsuh_desktop.exchange.package import unpack
from bsuh_desktop.store.database import connect
from bsuh_desktop.store.store import FILE_NAME
from bsuh_desktop.trust.sealing import unseal
from tests.helpers.cipher import decrypted_file, decrypted_pages
from tests.helpers.names import forms


def unlocked(folder: Path, key: bytes, identities: Sequence[str]) -> dict[str, bytes]:
    """Each page of the data, of its log, of backups and damaged files that are kept, decrypted; and the names in sealed
    files that the data holds, as those can read them who have `identities`."""
    places = {"data": decrypted_pages(folder, key)}
    for path in sorted([*folder.glob("backups/*.db"), *folder.glob(f"damaged-*/{FILE_NAME}")]):
        places[str(path.relative_to(folder))] = decrypted_file(path, key)
    for path in (folder / FILE_NAME, *folder.glob("backups/*.db")):
        places[f"sealed in {path.name}"] = _sealed(path, key, identities)
    return places


def _sealed(path: Path, key: bytes, identities: Sequence[str]) -> bytes:
    connection = connect(path, key, "ro" if path.parent.name == "backups" else "rw")
    try:
        rows = connection.execute("SELECT bytes FROM sealed WHERE length(bytes) > 0").fetchall()
    finally:
        connection.close()
    return b"\n".join(_names_in(bytes(data), tuple(identities)) for (data,) in rows)


@functools.lru_cache(1000)
def _names_in(sealed: bytes, identities: tuple[str, ...]) -> bytes:
    """What is sealed stands in the data and in each backup, and opens to the same every time."""
    return unseal(unpack(unseal(sealed, identities))["names.csv.age"], identities)


def locked(folder: Path) -> dict[str, bytes]:
    """Every file as it lies there, with its name."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.name.encode() + b"\n" + path.read_bytes() for path in paths}


def found_in(places: Mapping[str, bytes], names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each (place, name, form) in which one of `names` stands."""
    sought = {data: (name, form) for name in names for form, data in reversed(forms(name).items())}
    return [(place, *said) for place, content in places.items() for data, said in sought.items() if data in content]
