"""Accepts files from the office: the answer to a request, or a key list. Everything in them is verified again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.desk.grant_status import key_lists, uncovered_days
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.erasure.erase import apply_ids
from bsuh_desktop.services.grants.grants_view import Accepted
from bsuh_desktop.services.grants.revoke import is_revoked
from bsuh_desktop.services.grants.rules import partner_id
from bsuh_desktop.services.programme.issuers import practising
from bsuh_desktop.services.programme.join import newer_beside, read_trusted
from bsuh_desktop.services.programme.key_lists import another_programme, take_list
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.grant_request import ANSWER_START, LARGEST_ANSWER, GrantAnswer
from bsuh_desktop.trust.grants import Grant, GrantKind, GrantTerms, check_chain, decode_grants
from bsuh_desktop.trust.key_list import KEY_LIST_START, KeyList, revocations_of
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.signing import key_id


def accept(desk: Desk, path: Path) -> Accepted:
    """Accepts the file at `path`: the answer for this desk's key as a device or a coordinator, or a key list. It is
    never replaced by an older one; accepting the same file again changes nothing.

    Raises KnownError: practice, file_not_opened, not_an_answer, unreadable, altered, unknown_signer, expired, revoked,
    another_key, another_programme, unknown_partner, older_grant, older_than_known.
    """
    if desk.practising:
        raise _joins_first()
    data = read_file(path, LARGEST_ANSWER)
    with SignedDocumentSandbox() as sandbox:
        if data.startswith(KEY_LIST_START):
            accepted = _take_list(desk, path, sandbox.read(data, KeyList), data)
        elif data.startswith(ANSWER_START):
            accepted = _take_answer(desk, path, sandbox.read(data, GrantAnswer), sandbox)
        else:
            raise _no_answer()
    log("command", code=f"accept_{accepted.kind}", device=accepted.key)
    return accepted


def _take_list(desk: Desk, path: Path, taken: KeyList, data: bytes) -> Accepted:
    take_list(desk, taken, data)
    partner = decode_grants(taken.above)[0].terms.partner if taken.above else 0
    days = taken.issued, taken.fresh_until
    key, own = key_id(taken.issuer).hex(), is_revoked(desk)
    return Accepted("key_list", path, key, "", *days, partner_id(desk, partner), own_key_revoked=own)


def _take_answer(desk: Desk, path: Path, answer: GrantAnswer, sandbox: SignedDocumentSandbox) -> Accepted:
    chain = answer.chain()
    terms = chain[-1].terms
    _check_key(desk, terms)
    file = answer.programme_file or newer_beside(path, desk.programme)
    programme = sandbox.read(file, Programme) if file else None
    lists = [(sandbox.read(data, KeyList), data) for data in answer.key_lists]
    with desk.transaction():
        version = _take_programme(desk, file, programme)
        _check_chain(desk, chain)
        for taken, data in lists:
            _take_list_along(desk, taken, data)
    _refuse_revoked(desk, chain)
    forgotten = _withdrawn_since(desk, answer, chain)
    with desk.store.transaction():
        accepted = _take_grant(desk, path, chain, version)
    apply_ids(desk, dict.fromkeys(forgotten, "withdrawn"))
    return accepted


def _withdrawn_since(desk: Desk, answer: GrantAnswer, chain: tuple[Grant, ...]) -> tuple[str, ...]:
    """Ids of learners who withdrew since. Only a desk that was restored from an older copy accepts them, with the first
    grant of its new key: answers are not signed and grants are on every certificate, so at any other time nothing is
    erased."""
    goes_on = bool(answer.continues) and answer.continues in {one.key for one in desk.earlier}
    return answer.forgotten if goes_on and not desk.grants and len(chain) > 1 else ()


def _check_key(desk: Desk, terms: GrantTerms) -> None:
    own, other = desk.vault.signing_key.public, terms.subject
    if other != own:
        raise KnownError(
            "another_key",
            Message("This grant is for the desk {other}. This desk is {own}.", other=_code(other), own=_code(own)),
            Message("Choose the file with the code of this desk in its name."),
        )


def _code(key: bytes) -> str:
    return printed_code(key_id(key).hex())


def _take_programme(desk: Desk, file: bytes, programme: Programme | None) -> int | None:
    """Accepts a newer programme file and returns its version; None if there is none."""
    if programme is None:
        return None
    if programme.root_key != desk.programme.root_key:
        raise another_programme()
    if programme.version <= desk.programme.version:
        return None
    desk.take_programme(read_trusted(desk, file), file, desk.partner)
    return programme.version


def _check_chain(desk: Desk, chain: tuple[Grant, ...]) -> None:
    terms = chain[-1].terms
    judged = check_chain(chain, desk.programme.root_key, terms.first_day)
    if judged.verdict is not Verdict.GOOD:
        raise KnownError(
            judged.verdict,
            judged.reason or altered_file().message,
            Message("Ask the coordinator for a new grant. Nothing was changed."),
        )
    if desk.programme.find_partner(terms.partner) is None and (terms.partner or terms.kind is GrantKind.DEVICE):
        raise KnownError(
            "unknown_partner",
            Message("This grant is for a partner that is not in the programme file here."),
            Message("Load the newest programme file first."),
        )
    _refuse_older(terms, _in_use(desk, terms.kind))


def _refuse_older(terms: GrantTerms, before: GrantTerms | None) -> None:
    """Refuses a grant that ends earlier than the one in use, or on the same day and begins later."""
    if before is None or terms.last_day > before.last_day:
        return
    if terms.last_day < before.last_day:
        days = {"day": date_text(terms.last_day), "own": date_text(before.last_day)}
        message = Message("This grant is valid until {day}; the one in use is valid until {own}.", **days)
    elif terms.first_day > before.first_day:
        days = {"day": date_text(terms.first_day), "own": date_text(before.first_day)}
        message = Message("This grant begins on {day}; the one in use already began on {own}.", **days)
    else:
        return
    raise KnownError("older_grant", message, Message("Nothing was changed. Ask the coordinator for the newest one."))


def _in_use(desk: Desk, kind: GrantKind) -> GrantTerms | None:
    if kind is GrantKind.COORDINATOR:
        return desk.coordinator_grant.terms if desk.coordinator_grant else None
    return desk.grants[-1].terms if desk.grants else None


def _take_list_along(desk: Desk, taken: KeyList, data: bytes) -> None:
    """Accepts a key list that came with a grant. A list older than the known one is no reason to refuse the grant."""
    try:
        take_list(desk, taken, data)
    except KnownError as error:
        if error.code not in (Verdict.OLDER_THAN_KNOWN, Verdict.REVOKED):
            raise


def _refuse_revoked(desk: Desk, chain: tuple[Grant, ...]) -> None:
    if not revocations_of(chain, desk.programme.root_key, key_lists(desk)).nothing:
        raise KnownError(
            Verdict.REVOKED,
            Message("This key was revoked, or the coordinator who gave its grant was."),
            Message("Ask the programme's office what to do."),
        )


def _take_grant(desk: Desk, path: Path, chain: tuple[Grant, ...], version: int | None) -> Accepted:
    terms = chain[-1].terms
    accepted = Accepted(
        kind="device" if terms.kind is GrantKind.DEVICE else "coordinator",
        path=path,
        key=key_id(terms.subject).hex(),
        device=encode(terms.serial_low, DEVICE_LENGTH) if terms.kind is GrantKind.DEVICE else "",
        first_day=terms.first_day,
        last_day=terms.last_day,
        partner=partner_id(desk, terms.partner),
        programme_version=version,
    )
    if terms.kind is GrantKind.COORDINATOR:
        desk.take_office(chain[0])
        return accepted
    waiting, outside = _waited(desk, terms)
    changed = desk.partner not in (0, terms.partner)
    desk.take_grants(chain)
    return msgspec.structs.replace(accepted, waiting=waiting, outside=outside, partner_changed=changed)


def _waited(desk: Desk, terms: GrantTerms) -> tuple[int, int]:
    """How many finished real classes this grant covers that the one in use does not, and how many neither covers."""
    waited = uncovered_days(desk, _in_use(desk, GrantKind.DEVICE))
    covered = sum(map(terms.covers, waited))
    return covered, len(waited) - covered


def _joins_first() -> KnownError:
    return KnownError(
        practising().code,
        Message("This desk is for practice, so it needs no grant."),
        Message("Join the programme with its file first, then load the grant."),
    )


def _no_answer() -> KnownError:
    return KnownError(
        "not_an_answer",
        Message("This file is neither a grant nor a key list."),
        Message("Choose the file that came from the coordinator: its name begins with “grant-”."),
    )
