"""Colleagues who teach with this facilitator, known here by the code of their own desk.

Their names are a fact in the encrypted store and are written to no file: the journal contains only key ids. Staff are
never learners, and no class counts them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import read_staff_code, staff_code
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.signing import key_id

LONGEST_NAME = 80
_STAFF = "staff"


class Colleague(msgspec.Struct, frozen=True):
    """A colleague: the key id of their own desk, and their name as it was typed here."""

    key: str
    name: str


def printed_code(key_id: str) -> str:
    """A desk's code as it is shown and read out: 5-5-4 characters."""
    code = staff_code(key_id)
    return "-".join((code[:5], code[5:10], code[10:]))


def own_code(desk: Desk) -> str:
    """The code that a colleague types to add this desk's facilitator."""
    return printed_code(desk.vault.signing_key.key_id.hex())


def staff(desk: Desk) -> tuple[Colleague, ...]:
    """All colleagues known on this laptop, in the order in which they were added."""
    stored = desk.store.facts.get(_STAFF)
    return () if stored is None else msgspec.json.decode(stored, type=tuple[Colleague, ...])


def add_colleague(desk: Desk, code: str, name: str) -> Colleague:
    """Stores a colleague; a known one gets the new name. Raises KnownError: bad_staff_code, own_staff_code,
    no_staff_name."""
    found = Colleague(_key(desk, code), _name(name))
    known = staff(desk)
    if found.key in {one.key for one in known}:
        now = tuple(found if one.key == found.key else one for one in known)
    else:
        now = (*known, found)
    _keep(desk, now)
    return found


def drop_colleague(desk: Desk, key: str) -> None:
    """Takes a colleague off the list. Classes that they taught keep their key id. `erase_colleague` of `erasure.erase`
    deletes the name wherever else it is."""
    _keep(desk, [one for one in staff(desk) if one.key != key])


def names_of(known: Sequence[Colleague], keys: Sequence[str]) -> tuple[str, ...]:
    """The names for these key ids; the code for a colleague who is not, or no longer, known here."""
    names = {one.key: one.name for one in known}
    return tuple(names.get(key) or printed_code(key) for key in keys)


def _keep(desk: Desk, people: Sequence[Colleague]) -> None:
    desk.store.facts.put(_STAFF, msgspec.json.encode(people))


def _key(desk: Desk, code: str) -> str:
    try:
        key = read_staff_code(clean(code))
    except ValueError:
        raise KnownError(
            "bad_staff_code",
            Message("This is not a code of a desk."),
            Message("Ask to hear it again: 14 letters and digits, on their Home page."),
        ) from None
    if key in {key_id(own).hex() for own in (desk.vault.signing_key.public, *(one.key for one in desk.earlier))}:
        raise KnownError(
            "own_staff_code",
            Message("This is the code of your own desk."),
            Message("Write the code from your colleague's laptop."),
        )
    return key


def _name(name: str) -> str:
    name = clean(name)
    if not name or len(name) > LONGEST_NAME:
        raise KnownError(
            "no_staff_name",
            Message("A name has 1 to {most} letters.", most=LONGEST_NAME),
            Message("Write the name by which you know your colleague."),
        )
    return name
