"""Requests a grant: writes the request that a coordinator, or the programme's office, answers."""

from __future__ import annotations

import datetime
from pathlib import Path

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import facilitator_name
from bsuh_desktop.services.desk.grant_status import MADE, asked_for, earliest_waiting
from bsuh_desktop.services.desk.small_files import code_of, write_to
from bsuh_desktop.services.grants.partners import check_partner
from bsuh_desktop.services.safekeeping.recovery_copy import write_recovery_copy
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.grant_request import GrantRequest, Role, sealed_label, sign_request
from bsuh_desktop.trust.grants import decode_grants


def write_request(desk: Desk, role: Role, path: Path, name: str | None = None, partner: int | None = None) -> Path:
    """Writes the request of this desk's own key to the file `path`, or into it if it is a folder; returns the file's
    path. `name` is the person who asks, sealed for the programme's office; None: the facilitator's. `partner` is the
    number of the partner asked for; None: the desk's own. The desk moves to that partner only with the answer.

    Raises KnownError: practice, no_partner, disk_full, read_only, stick_removed, already_there.
    """
    if role == "device":
        _check_joined(desk)
    key, joined = desk.signing_key, not desk.practising
    wanted = desk.partner if partner is None else partner
    request = GrantRequest(
        role=role,
        programme=desk.programme.id if joined else "",
        programme_version=desk.programme.version if joined else 0,
        key=key.public,
        recipient=desk.vault.age_recipient,
        partner=wanted if joined else 0,
        made=desk.today(),
        earliest=_earliest(desk, wanted) if role == "device" else None,
        old_key=_old_key(desk) if role == "device" else b"",
        label=_label(desk, facilitator_name(desk) if name is None else name, wanted),
    )
    written = write_to(path, f"request-{code_of(key.public)}{file_endings.REQUEST}", sign_request(request, key))
    write_recovery_copy(desk, written.parent)
    if joined:
        desk.store.facts.put(MADE[role], asked_for(desk, role))
    log("command", code=f"request_{role}", device=key.key_id.hex())
    return written


def _old_key(desk: Desk) -> bytes:
    """The key that this one succeeds, until this one is granted itself: the newest with a grant in this programme. The
    issuer of that grant knows whose key it was."""
    if desk.grants:
        return b""
    root = desk.programme.root_key
    held = [one for one in desk.earlier if one.grants and decode_grants(one.grants)[0].signed_by(root)]
    return held[-1].key if held else b""


def _earliest(desk: Desk, partner: int) -> datetime.date | None:
    """The first day that the grant must cover. A grant for another partner must cover all days of the one in use:
    classes not received yet go to the new partner, and no desk accepts a grant that covers less."""
    waiting = earliest_waiting(desk)
    if not desk.grants or partner == desk.partner:
        return waiting
    return min(day for day in (desk.grants[-1].terms.first_day, waiting) if day)


def _check_joined(desk: Desk) -> None:
    if desk.practising:
        raise KnownError(
            "practice",
            Message("This desk is for practice, so it does not ask for a grant."),
            Message("Join the programme with its file first, then ask."),
        )
    check_partner(desk)


def _label(desk: Desk, name: str, partner: int) -> bytes:
    """The sealed name; empty on a practising desk, because the demonstration's recipients have public keys."""
    if desk.practising:
        return b""
    known = desk.programme.find_partner(partner) is not None
    return sealed_label(name, desk.programme.recipients_for(partner) if known else desk.programme.recovery)
