"""A desk's programme and the desk's status in it, for the Programme page and the command line."""

from __future__ import annotations

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import request_made, uncovered_days
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.trust.root_key import root_print


def programme_view(desk: Desk) -> ProgrammeView:
    """The programme of `desk`, and the desk's status in it."""
    programme, grants = desk.programme, desk.grants
    partner = programme.find_partner(desk.partner)
    terms = grants[-1].terms if grants else None
    return ProgrammeView(
        practising=desk.practising,
        id=programme.id,
        names=programme.names,
        version=programme.version,
        issued=programme.issued,
        expires=programme.expires,
        root_print=root_print(programme.root_key),
        partner=partner.names if partner else LocalText(),
        places=len(programme.places),
        standing=desk.standing(practice=False),
        device=encode(terms.serial_low, DEVICE_LENGTH) if terms else "",
        first_day=terms.first_day if terms else None,
        last_day=terms.last_day if terms else None,
        waiting=len(uncovered_days(desk, terms)),
        request_made=request_made(desk),
        keeps_root=desk.root_key is not None,
        coordinates=desk.coordinator_grant is not None,
    )
