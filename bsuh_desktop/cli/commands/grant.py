"""`bsuh grant`: request, issue, accept and revoke grants."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bsuh_desktop.cli.open_desk import existing_desk, note_code_shown, open_or_make_desk, profile_of, tell, tell_code
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import Accepted, GivenGrant, Revoked, WaitingRequest
from bsuh_desktop.services.grants.issue import issue, start_over
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.grants.revoke import own_key_revoked, revoke
from bsuh_desktop.services.grants.rules import partner_id
from bsuh_desktop.services.programme.join import partner_of_words
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.first_run import OFFICE
from bsuh_desktop.system.folders import make_folder


def run(options: Namespace) -> int:
    """Does one of request, issue, accept and revoke on a desk; exit status 1 if some of several were refused."""
    actions = {"request": _request, "issue": _issue, "accept": _accept, "revoke": _revoke}
    return actions[options.action](options)


def _request(options: Namespace) -> int:
    with _asking_desk(options) as (desk, code):
        if options.new_key:
            start_new_key(desk)
        wanted = _wanted_partner(desk, options.partner)
        path = write_request(desk, options.role, _place(options.out), options.name, wanted)
        key, partner = desk.vault.signing_key.key_id.hex(), partner_id(desk, wanted)
    entry = _entry(key, path, options.role, partner=partner)
    if options.json:
        print_json({"grants": [entry]} | ({"recovery_code": code} if code else {}))
    else:
        tell(options, Message("Request written: {path}", path=str(path)))
        tell_code(code, options)
    note_code_shown(profile_of(options), code)
    return 0


def _wanted_partner(desk: Desk, words: str | None) -> int:
    """The number of the partner to ask for: the named one, else the desk's own."""
    if desk.practising:
        if words is not None:
            raise KnownError(
                "practice",
                Message("This desk has not joined a programme yet, so it has no partners."),
                Message("Join the programme with its file first, then ask."),
            )
        return 0
    named = partner_of_words(desk.programme, words)
    return desk.partner if named is None else named


@contextlib.contextmanager
def _asking_desk(options: Namespace) -> Iterator[tuple[Desk, str | None]]:
    """The desk that asks, and its recovery code if it is new: a coordinator may ask before having a desk, which is then
    made."""
    folder = profile_of(options)
    if options.role == "coordinator" and options.profile is not None:
        with open_or_make_desk(options, folder, options.name or OFFICE) as found:
            yield found
        return
    with existing_desk(options, folder) as desk:
        yield desk, None


def _place(text: str) -> Path:
    """Where a file is written. A text that ends like a folder is one, and is made if needed."""
    path = Path(text).absolute()
    if text.endswith(("/", os.sep)):
        make_folder(path)
    return path


def _issue(options: Namespace) -> int:
    with existing_desk(options, profile_of(options)) as desk:
        if options.lists_lost:
            start_over(desk)
        requests = look_at_requests(desk, [path.absolute() for path in options.requests], options.first, options.last)
        refused = [one for one in requests if one.refused]
        if len(refused) == len(requests):
            raise _nothing(options, requests)
        given = issue(desk, requests, options.out.absolute(), options.first, options.last)
    if options.json:
        document: dict[str, Any] = {"grants": [_given(one) for one in given]}
        if refused:
            document["refused"] = [_refusal(options, one) for one in refused]
        print_json(document)
    for one in given if not options.json else ():
        tell(options, _granted(one))
    for refusal in refused:
        _tell_refusal(options, refusal)
    return int(bool(refused))


def _nothing(options: Namespace, requests: Sequence[WaitingRequest]) -> KnownError:
    if len(requests) == 1 and requests[0].refused and requests[0].remedy:
        return KnownError(requests[0].refused_code, requests[0].refused, requests[0].remedy)
    for one in requests:
        _tell_refusal(options, one)
    return KnownError(
        "nothing_to_give",
        Message("None of these requests can get a grant here."),
        Message("Read what is written beside each one."),
    )


def _accept(options: Namespace) -> int:
    with existing_desk(options, profile_of(options)) as desk:
        done = accept(desk, options.file.absolute())
    if options.json:
        entry = _entry(done.key, done.path, done.kind, done.device, done.first_day, done.last_day, done.partner)
        more = {"waiting": done.waiting, "outside": done.outside, "programme_version": done.programme_version}
        print_json(
            {
                "grants": [entry],
                **more,
                "partner_changed": done.partner_changed,
                "own_key_revoked": done.own_key_revoked,
            }
        )
        return 0
    for message in _taken(done):
        tell(options, message)
    return 0


def _taken(done: Accepted) -> list[Message]:
    first, last = date_text(done.first_day), date_text(done.last_day)
    if done.kind == "key_list":
        taken = Message("Key list loaded: up to date until {last}.", last=last)
        return [taken, own_key_revoked().message, own_key_revoked().remedy] if done.own_key_revoked else [taken]
    said = [Message("Grant loaded: valid from {first} to {last}.", first=first, last=last)]
    if done.device:
        said.append(Message("Device number: {device}", device=done.device))
    if done.waiting:
        said.append(Message("Classes that waited and can now have certificates: {count}", count=done.waiting))
    if done.outside:
        said.append(Message("Classes with a date outside the grant: {count}", count=done.outside))
    if done.partner_changed:
        said.append(Message("The grant is for another partner. Hand over your classes again."))
    if done.programme_version is not None:
        said.append(
            Message("Newer programme file loaded: version {version}", version=digits_text(done.programme_version))
        )
    return said


def _revoke(options: Namespace) -> int:
    with existing_desk(options, profile_of(options)) as desk:
        done = revoke(
            desk,
            options.key,
            _place(options.out),
            last_manifest=options.last_manifest,
            last_serial=options.last_serial,
            keep_none=options.keep_none,
        )
    if options.json:
        entry = _entry(done.key, done.path, done.role, done.device)
        more = {"last_files": done.last_files, "last_serial": done.last_serial, "kept": done.remaining}
        print_json({"grants": [entry], "version": done.version, **more})
        return 0
    for message in _taken_back(done):
        tell(options, message)
    return 0


def _taken_back(done: Revoked) -> list[Message]:
    said = [Message("Revoked: {key}", key=done.key), Message("New key list: {path}", path=str(done.path))]
    if done.role == "device":
        said.append(Message("Files of this key that stay valid: {count}", count=done.last_files))
        if done.last_serial:
            said.append(Message("Last certificate that stays valid: {serial}", serial=done.last_serial))
    if done.role == "coordinator":
        said.append(Message("Devices of this coordinator that keep their grant: {count}", count=done.remaining))
    return said


def _granted(one: GivenGrant) -> Message:
    last = date_text(one.last_day)
    if one.device:
        return Message(
            "Grant for device {device} until {last}: {path}", device=one.device, last=last, path=str(one.path)
        )
    return Message("Coordinator's grant until {last}: {path}", last=last, path=str(one.path))


def _given(one: GivenGrant) -> dict[str, Any]:
    return _entry(one.key, one.path, one.role, one.device, one.first_day, one.last_day, one.partner)


def _entry(
    key: str, path: Path, role: str, device: str = "", first: object = None, last: object = None, partner: str = ""
) -> dict[str, Any]:
    """One entry of the document; missing values are null."""
    entry = {"key": key, "path": str(path), "role": role, "device": device or None}
    return {**entry, "from": first, "to": last, "partner": partner or None}


def _refusal(options: Namespace, one: WaitingRequest) -> dict[str, Any]:
    text, remedy = (say(message, options.lang) if message else "" for message in (one.refused, one.remedy))
    return {"path": str(one.path), "code": one.refused_code, "text": text, "remedy": remedy}


def _tell_refusal(options: Namespace, one: WaitingRequest) -> None:
    told = _refusal(options, one)
    print(f"{one.path.name}: {told['text']} {told['remedy']}", file=sys.stderr)
