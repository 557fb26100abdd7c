"""Whom to call when a child needs help: the programme's helplines and focal points, the country's where it names none.

An open desk has them from the programme file, whose signature was checked. A locked one reads no file of its folder for
it, since whoever may write there could put a number of their own beside the name of the children's line: what calls for
help at once comes from the app.
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
"""What a locked desk read before; every desk that is opened takes it away."""

CHILD, EMERGENCY = "child", "emergency"
"""The ids of the children's own line and of the police, as programme files and modules name them."""

_BUILT_IN = "programme/demonstration.json"


class Contact(msgspec.Struct, frozen=True):
    """A number to dial, in ASCII digits, and who answers there. `verified` once somebody of the programme called it; a
    focal point's number may be empty where the programme leaves it to be written in."""

    number: str
    names: LocalText
    verified: bool = True


class Help(msgspec.Struct, frozen=True):
    """Whom to call: at once where a child is in `danger`, the `child`ren's own line, the `others` in the programme's
    order, and the focal points of this device's partner."""

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
    """Of the programme that the app brings along only its helplines, without a look at its signature: whoever could
    change that file could change the app. Loading what checks one takes longer than help should."""

    programme: _Lines


def help_of(programme: Programme, partner: int = 0, resources: Path | None = None) -> Help:
    """Whom `programme` names; focal points are those of all partners and of `partner`. A line that it does not name,
    for children or for danger, is the country's own."""
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
    """Whom to call where no programme was joined: the country's own helplines. Reads one file once."""
    return _shipped(resources or paths.resources())


def is_free_day_and_night(contact: Contact) -> bool:
    """True for the country's own line for children; of another number nobody here can say so."""
    return contact.number == built_in_help().child.number


@functools.cache
def _shipped(resources: Path) -> Help:
    lines = msgspec.json.decode((resources / _BUILT_IN).read_bytes(), type=_Shipped).programme.helplines
    known = {line.id: Contact(line.number, line.names, line.verified) for line in lines}
    return Help(known.pop(EMERGENCY), known.pop(CHILD), tuple(known.values()))
