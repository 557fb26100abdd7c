"""Reviews requests on a stick or in a folder, before anything is granted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.file_endings import BEFORE, REQUEST, ends_in
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.desk.staff import printed_code
from bsuh_desktop.services.grants.partners import partner_names
from bsuh_desktop.services.grants.rules import GrantDays, GrantRules
from bsuh_desktop.services.grants.values import WaitingRequest
from bsuh_desktop.trust.grant_request import LARGEST_REQUEST, REQUEST_START, GrantRequest, label_of
from bsuh_desktop.trust.grants import GrantKind
from bsuh_desktop.trust.signing import key_id

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
        data = read_file(path, LARGEST_REQUEST)
        if not named and not data.startswith(REQUEST_START):
            return None
        return _waiting(judge, path, sandbox.read(data, GrantRequest))
    except KnownError as error:
        return _unread(path, error)


def _waiting(judge: GrantRules, path: Path, request: GrantRequest) -> WaitingRequest:
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
        label=label_of(request, judge.desk.identities),
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
