"""Forty children whose names must be found first and not afterwards, and the search that looks for them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Set
from pathlib import Path

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.exchange.package import unpack
from bsuh_desktop.paths import resources
from bsuh_desktop.store.database import connect
from bsuh_desktop.store.store import FILE_NAME
from bsuh_desktop.trust.demonstration import demonstration_identities
from bsuh_desktop.trust.sealing import unseal
from tests.helpers.bangla_names import whole_names
from tests.helpers.cipher import decrypted_file, decrypted_pages
from tests.helpers.names import found

NAMES = tuple(random.Random(40).sample(sorted(set(whole_names())), 40))
"""No two of them are alike."""


def forty() -> list[RosterRow]:
    """Their class list: everybody may be named."""
    return [
        RosterRow(row=number, roll=str(number), card=number, name_bn=name, name_en=None, guardian="yes")
        for number, name in enumerate(NAMES, start=1)
    ]


def readable(profile: Path, key: bytes) -> dict[str, bytes]:
    """Everything that whoever knows the key can read in the profile: each page of the data, of its log, of backups and
    of damaged files, and what stands in sealed files, which on a practising desk everybody can open."""
    places = {"data": decrypted_pages(profile, key)}
    for path in sorted([*profile.glob("backups/*.db"), *profile.glob(f"damaged-*/{FILE_NAME}")]):
        places[str(path.relative_to(profile))] = decrypted_file(path, key)
    for path in (profile / FILE_NAME, *profile.glob("backups/*.db")):
        places[f"sealed in {path.name}"] = _sealed(path, key)
    return places


def _sealed(path: Path, key: bytes) -> bytes:
    identities = demonstration_identities(resources())
    connection = connect(path, key, "rw")
    try:
        rows = connection.execute("SELECT bytes FROM sealed WHERE length(bytes) > 0").fetchall()
    finally:
        connection.close()
    members = [unpack(unseal(data, identities)) for (data,) in rows]
    return b"\n".join(unseal(one["names.csv.age"], identities) for one in members)


def names_in(places: Mapping[str, bytes]) -> dict[str, Set[str]]:
    """Whose whole names stand in each of the places, in any form; a place without one is left out."""
    there: dict[str, set[str]] = {}
    for place, name, _ in found(NAMES, places):
        there.setdefault(place, set()).add(name)
    return dict(there)
