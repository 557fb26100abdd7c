"""Whom to call when a child needs help: the programme's helplines and focal points, or else the country's.

An open desk has them from the programme file, whose signature was checked. A locked desk reads no file of its folder
for this: anybody who can write there could put their own number beside the name of the children's line. It uses the
numbers that come with the app.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.domain.local_text import LocalText

if TYPE_CHECKING:
    from bsuh_desktop.trust.programme import Programme

OLD_HELP_FILE = "help.json"
"""The file that locked desks used to read; every desk that is opened deletes it."""

CHILD, EMERGENCY = "child", "emergency"
"""The ids of the children's helpline and of the police in programme files and modules."""

_BUILT_IN = "programme/demonstration.json"


class Contact(msgspec.Struct, frozen=True):
    """A number to dial, in ASCII digits, and who answers there.

    `verified` once somebody of the programme has called it. A focal point's number may be empty, to be written in by
    hand.
    """

    number: str
    names: LocalText
    verified: bool = True


class Help(msgspec.Struct, frozen=True):
    """Whom to call: at once if a child is in `danger`, the `child` helpline, the `others` in the programme's order, and
    the focal points of this device's partner."""

    danger: Contact
    child: Contact
    others: tuple[Contact, ...] = ()
    focal_points: tuple[Contact, ...] = ()


class _Line(msgspec.Struct, frozen=True):
    id: str
    number: str
    names: LocalText
    verified: bool = False


class _Lines(msgspec.Struct, frozen=True):
    helplines: tuple[_Line, ...]


class _Shipped(msgspec.Struct, frozen=True):
    """The helplines in the programme file that comes with the app. Its signature is not checked: anybody who can change
    that file can change the app, and loading the signature check takes longer than help should."""

    programme: _Lines


def help_of(programme: Programme, partner: int = 0, resources: Path | None = None) -> Help:
    """The contacts of `programme`, with the focal points for all partners and for `partner`. The lines for children and
    for danger are the country's if the programme names none."""
    own = {line.id: Contact(line.number, line.names, line.verified) for line in programme.helplines}
    country = built_in_help(resources)
    return Help(
        danger=own.pop(EMERGENCY, country.danger),
        child=own.pop(CHILD, country.child),
        others=tuple(own.values()),
        focal_points=tuple(
            Contact(point.phone, point.names) for point in programme.focal_points if point.partner in (0, partner)
        ),
    )


def built_in_help(resources: Path | None = None) -> Help:
    """The country's own helplines, for when no programme was joined. Reads one file once."""
    return _shipped(resources or paths.resources())


def is_free_day_and_night(contact: Contact) -> bool:
    """True for the country's helpline for children; nothing is known here about other numbers."""
    return contact.number == built_in_help().child.number


@functools.cache
def _shipped(resources: Path) -> Help:
    lines = msgspec.json.decode((resources / _BUILT_IN).read_bytes(), type=_Shipped).programme.helplines
    known = {line.id: Contact(line.number, line.names, line.verified) for line in lines}
    return Help(known.pop(EMERGENCY), known.pop(CHILD), tuple(known.values()))
