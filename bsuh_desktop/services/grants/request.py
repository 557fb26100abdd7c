"""Requests for a grant: written for the coordinator or the programme's office that answers, and reviewed there.

Requests on a stick or in a folder are reviewed before anything is granted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.file_endings import BEFORE, REQUEST, ends_in
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import facilitator_name, printed_code
from bsuh_desktop.services.desk.grant_status import MADE, asked_for, earliest_waiting
from bsuh_desktop.services.desk.small_files import code_of, read_file, write_to
from bsuh_desktop.services.grants.grants_view import WaitingRequest
from bsuh_desktop.services.grants.rules import GrantDays, GrantRules, check_partner, partner_names
from bsuh_desktop.services.safekeeping.recovery import write_recovery_copy
from bsuh_desktop.system.log import log
from bsuh_desktop.trust import grant_request
from bsuh_desktop.trust.grants import GrantKind, decode_grants
from bsuh_desktop.trust.signing import key_id


def write_request(
    desk: Desk, role: grant_request.Role, path: Path, name: str | None = None, partner: int | None = None
) -> Path:
    """Writes the request of this desk's own key to the file `path`, or into it if it is a folder; returns the file's
    path. `name` is the person who asks, sealed for the programme's office; None: the facilitator's. `partner` is the
    number of the partner asked for; None: the desk's own. The desk moves to that partner only with the answer.

    Raises KnownError: practice, no_partner, disk_full, read_only, stick_removed, already_there.
    """
    if role == "device":
        _check_joined(desk)
    key, joined = desk.signing_key, not desk.practising
    wanted = desk.partner if partner is None else partner
    request = grant_request.GrantRequest(
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
    written = write_to(
        path, f"request-{code_of(key.public)}{file_endings.REQUEST}", grant_request.sign_request(request, key)
    )
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
    return grant_request.sealed_label(
        name, desk.programme.recipients_for(partner) if known else desk.programme.recovery
    )


MOST = 5000
"""Most files of one folder that are read."""


def look_at_requests(
    desk: Desk, paths: Sequence[Path], first: datetime.date | None = None, last: datetime.date | None = None
) -> tuple[WaitingRequest, ...]:
    """The requests at `paths`, each with what it would get from `first` to `last`, or why it gets nothing. Folders are
    searched one level deep; other files in them are skipped. A file that was named itself and is no request is returned
    as refused, so that it does not stop the others.

    Raises KnownError: practice, no_office.
    """
    judge = GrantRules(desk, GrantDays(first, last))
    found: dict[object, WaitingRequest] = {}
    with SignedDocumentSandbox() as sandbox:
        for path, named in _all(paths):
            one = _look(judge, path, named, sandbox)
            if one is not None:
                # The same request twice, such as from a folder and by its name, is listed once.
                found.setdefault(one.request or path, one)
    return tuple(found.values())


def _all(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Every file to read, and whether it was named itself."""
    for path in paths:
        if path.is_dir():
            yield from ((file, False) for file in _files(path))
        else:
            yield path, True


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and of its subfolders, sorted by name. Ends if the stick is pulled out."""
    try:
        inside = sorted(folder.iterdir())[:MOST]
        for path in inside:
            if path.name.startswith("."):
                continue
            if path.is_dir():
                yield from sorted(one for one in path.iterdir() if _may_be_one(one))[:MOST]
            elif _may_be_one(path):
                yield path
    except OSError:
        return


def _may_be_one(path: Path) -> bool:
    return ends_in(path.name, REQUEST, BEFORE) and not path.name.startswith(".") and path.is_file()


def _look(judge: GrantRules, path: Path, named: bool, sandbox: SignedDocumentSandbox) -> WaitingRequest | None:
    try:
        data = read_file(path, grant_request.LARGEST_REQUEST)
        if not named and not data.startswith(grant_request.REQUEST_START):
            return None
        return _waiting(judge, path, sandbox.read(data, grant_request.GrantRequest))
    except KnownError as error:
        return _unread(path, error)


def _waiting(judge: GrantRules, path: Path, request: grant_request.GrantRequest) -> WaitingRequest:
    issuer, terms, refused = judge.issuer(request), None, None
    try:
        terms = judge.terms(request)
    except KnownError as error:
        refused = error
    return WaitingRequest(
        path=path,
        role=request.role,
        key=request.key,
        code=printed_code(key_id(request.key).hex()),
        label=grant_request.label_of(request, judge.desk.identities),
        partner=partner_names(judge.desk, terms.partner if terms else request.partner),
        earliest=request.earliest,
        first_day=terms.first_day if terms else request.earliest or request.made,
        last_day=terms.last_day if terms else judge.desk.programme.expires,
        number=terms.serial_low if terms and terms.kind is GrantKind.DEVICE else None,
        renews=issuer is not None and judge.before(issuer.gives, request.key) is not None,
        has_earlier_key=bool(request.old_key),
        refused=refused.message if refused else None,
        remedy=refused.remedy if refused else None,
        refused_code=refused.code if refused else "",
        # The sealed name is not needed any more, and a stranger's may be long.
        request=replace(request, label=b""),
    )


def _unread(path: Path, error: KnownError) -> WaitingRequest:
    never = datetime.date.min
    return WaitingRequest(
        path=path,
        role="device",
        key=b"",
        code="",
        label="",
        partner=LocalText(),
        earliest=None,
        first_day=never,
        last_day=never,
        refused=error.message,
        remedy=error.remedy,
        refused_code=error.code,
    )
