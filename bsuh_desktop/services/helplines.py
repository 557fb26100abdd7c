"""Whom to call when a child needs help: the programme's helplines and focal points, the country's before all that."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.programme import Programme


class Contact(msgspec.Struct, frozen=True):
    """A number to dial, in ASCII digits, and who answers there. `verified` once somebody of the programme called it; a
    focal point's number may be empty where the programme leaves it to be written in."""

    number: str
    names: LocalText
    verified: bool = True


class Help(msgspec.Struct, frozen=True):
    """The helplines in the programme's order, the children's first, and the focal points of this device's partner."""

    helplines: tuple[Contact, ...]
    focal_points: tuple[Contact, ...]


def help_of(programme: Programme, partner: int = 0) -> Help:
    """Whom `programme` names; focal points are those of all partners and of `partner`."""
    lines = sorted(programme.helplines, key=lambda line: line.id != "child")
    return Help(
        tuple(Contact(line.number, line.names, line.verified) for line in lines),
        tuple(Contact(point.phone, point.names) for point in programme.focal_points if point.partner in (0, partner)),
    )


def built_in_help(resources: Path | None = None) -> Help:
    """Whom to call while no desk is open: the country's own helplines. Reads one file."""
    return msgspec.structs.replace(help_of(demonstration_programme(resources or paths.resources())), focal_points=())
