"""The partner that a grant is for, as screens and documents name it; a coordinator may have all of them."""

from __future__ import annotations

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk

ALL_PARTNERS = LocalText("সব সহযোগী সংস্থা", "all partners")


def partner_names(desk: Desk, number: int) -> LocalText:
    """A partner's names; for 0 the words for all partners."""
    found = desk.programme.find_partner(number)
    return found.names if found else LocalText("–", "–") if number else ALL_PARTNERS


def partner_id(desk: Desk, number: int) -> str:
    """A partner's id as documents name it; "*" for all partners."""
    found = desk.programme.find_partner(number)
    return found.id if found else "*"


def check_partner(desk: Desk) -> None:
    """Raises KnownError `no_partner` if the desk's partner is not known: none was chosen, or it was lost when the
    desk's data was repaired."""
    if desk.programme.find_partner(desk.partner) is None:
        raise KnownError(
            "no_partner",
            Message("No partner was chosen for this desk."),
            Message("Join the programme again, and choose the partner."),
        )
