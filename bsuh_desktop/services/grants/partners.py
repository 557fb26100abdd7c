"""The partner that a grant is for, as screens and documents name it; a coordinator may have all of them."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk import Desk

ALL_PARTNERS = LocalText("সব সহযোগী সংস্থা", "all partners")


def partner_names(desk: Desk, number: int) -> LocalText:
    """A partner's names; those of all of them for 0."""
    found = desk.programme.find_partner(number)
    return found.names if found else LocalText("–", "–") if number else ALL_PARTNERS


def partner_id(desk: Desk, number: int) -> str:
    """A partner's id as documents name it; "*" for all of them."""
    found = desk.programme.find_partner(number)
    return found.id if found else "*"
