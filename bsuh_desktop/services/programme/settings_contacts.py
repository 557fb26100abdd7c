"""Whom a programme names for a child who needs help: focal points, and the helplines with their sources."""

from __future__ import annotations

import re

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.services.programme.finding_collector import Told
from bsuh_desktop.services.programme.settings_basics import names_of
from bsuh_desktop.trust.demonstration_contents import HELPLINES
from bsuh_desktop.trust.programme import FocalPoint, Helpline

_NUMBER = re.compile(r"\+?[0-9]{2,15}", re.ASCII)


def focal_points_of(told: Told) -> tuple[FocalPoint, ...]:
    """The focal points; none is told, since a child may tell of harm in any class."""
    numbers = {partner.number for partner in told.settings.partners}
    points = []
    for place, table in enumerate(told.settings.focal_points):
        path = ("focal_points", place)
        if table.partner and table.partner not in numbers:
            unknown_partner(told, (*path, "partner"), str(table.partner))
        phone = _dialled(table.phone)
        if phone and not _NUMBER.fullmatch(phone):
            _no_number(told, (*path, "phone"))
        points.append(FocalPoint(table.partner, names_of(told, (*path, "names"), table.names), phone))
    if not points:
        message = Message("The programme names no focal point for the safety of children.")
        told.at(("focal_points",), message, Message("Add a table [[focal_points]]."), stops=False)
    return tuple(points)


def helplines_of(told: Told) -> tuple[Helpline, ...]:
    """The helplines; where the settings name none, the country's own."""
    seen: set[str] = set()
    lines = []
    for place, table in enumerate(told.settings.helplines):
        path = ("helplines", place)
        number = _dialled(table.number)
        if not _NUMBER.fullmatch(number):
            _no_number(told, (*path, "number"))
        if table.id in seen:
            message = Message("Two helplines have the id “{name}”.", name=table.id)
            told.at((*path, "id"), message, Message("Give each an id of its own."))
        seen.add(table.id)
        names = names_of(told, (*path, "names"), table.names)
        lines.append(Helpline(table.id, number, names, clean(table.source), table.date, table.verified))
    return tuple(lines) or HELPLINES


def unknown_partner(told: Told, path: tuple[str | int, ...], name: str) -> None:
    """Says that no partner is called so."""
    message = Message("The programme has no partner “{name}”.", name=name)
    told.at(path, message, Message("Use the number or the id of one of its partners."))


def _dialled(number: str) -> str:
    return re.sub(r"[\s\-()]", "", ascii_digits(clean(number)))


def _no_number(told: Told, path: tuple[str | int, ...]) -> None:
    told.at(path, Message("This is no telephone number."), Message("Write its digits as they are dialled."))
