"""`bsuh programme`: make a programme, show it, join it, restore its root key, write its recovery sheet again."""

from __future__ import annotations

import datetime
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.cli import open_desk
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.exchange.signed_document_sandbox import read_sandboxed
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.rules import partner_id
from bsuh_desktop.services.programme import make_programme, programme_view
from bsuh_desktop.services.programme.join import join_file, look_at, partner_of_words, programme_bytes
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.services.safekeeping.first_run import OFFICE
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.root_key import root_print
from bsuh_desktop.trust.vault import Vault


def show(options: Namespace) -> int:
    """Prints the most important contents. A file without a valid signature is refused."""
    path = options.file.absolute()
    programme = read_sandboxed(programme_bytes(path), Programme)
    if options.json:
        print_json(_contents(programme, path))
        return 0
    for sentence in _sentences(programme):
        open_desk.tell(options, sentence)
    return 0


def _contents(programme: Programme, path: Path) -> dict[str, Any]:
    only = programme.partners[0].id if len(programme.partners) == 1 else ""
    partners = [
        {
            "number": one.number,
            "id": one.id,
            "names": msgspec.to_builtins(one.names),
            "recipients": list(one.recipients),
        }
        for one in programme.partners
    ]
    return {
        "id": programme.id,
        "version": programme.version,
        "partner": only,
        "path": str(path),
        "names": msgspec.to_builtins(programme.names),
        "issued": programme.issued,
        "expires": programme.expires,
        "root_print": root_print(programme.root_key),
        "partners": partners,
        "places": len(programme.places),
        "helplines": programme.helpline_numbers(),
        "modules": programme.modules,
        "retention_days": programme.retention_days,
        "cell_limit": programme.cell_limit,
        "offset_minutes": programme.offset_minutes,
        "url_prefix": programme.url_prefix,
    }


def _sentences(programme: Programme) -> Iterator[Message]:
    yield Message("Programme: {names}", names=programme.names)
    yield Message("Id {name}, version {version}", name=programme.id, version=digits_text(programme.version))
    first, last = date_text(programme.issued), date_text(programme.expires)
    yield Message("From {first} to {last}", first=first, last=last)
    for partner in programme.partners:
        number, count = digits_text(partner.number), len(partner.recipients)
        yield Message(
            "Partner {number}: {names}. Coordinators: {count}", number=number, names=partner.names, count=count
        )
    yield Message("Places: {count}", count=len(programme.places))
    yield Message("Names are deleted after {count} days", count=programme.retention_days)
    yield Message("Root key, to compare: {print}", print=root_print(programme.root_key))
    yield Message("The signature is valid. Compare the root key with the office's sheet.")


_ASK = ("grant", "request", "--as", "device", "--out", f"request{file_endings.REQUEST}")
_LARGEST_WORDS = 10_000


def join(options: Namespace) -> int:
    """Joins a programme, or accepts a newer file of it."""
    path, folder = options.file.absolute(), open_desk.profile_of(options)
    offer = look_at(path)
    fresh = not Vault.exists(folder)
    # Name and partner of a new desk are asked for before the passphrase.
    name = open_desk.name_of_new_desk(options) if fresh else options.name
    partner = open_desk.partner_of_new_desk(options, offer) if fresh else partner_of_words(offer, options.partner)
    with open_desk.open_or_make_desk(options, folder, name) as (desk, code):
        view = join_file(desk, path, partner)
        document = open_desk.document_of(view, path, folder, code, partner_id(desk, desk.partner))
    if options.json:
        print_json(document)
    else:
        _tell_joined(view, options)
        open_desk.tell_code(code, options)
    open_desk.note_code_shown(folder, code)
    return 0


def _tell_joined(view: programme_view.ProgrammeView, options: Namespace) -> None:
    open_desk.tell(options, Message("This desk now works in this programme: {names}", names=view.names))
    open_desk.tell(
        options,
        Message("Version {version}, partner: {partner}", version=digits_text(view.version), partner=view.partner),
    )
    open_desk.tell(options, Message("Root key, to compare: {print}", print=view.root_print))
    if view.standing == "waiting":
        open_desk.tell(
            options,
            Message(
                "Classes are real from now on, and count when the grant comes. Ask for it with: {command}",
                command=typed_command(*_ASK),
            ),
        )


def recover(options: Namespace) -> int:
    """Restores the root key from the words on its sheet."""
    path, folder = options.file.absolute(), open_desk.profile_of(options)
    file, words, fresh = programme_bytes(path), _words(options), not Vault.exists(folder)
    with open_desk.open_or_make_desk(options, folder, options.name or OFFICE) as (desk, code):
        make_programme.recover_root(desk, file, words)
        view = programme_view.programme_view(desk)
        # A new office works for no partner; an existing desk keeps its partner.
        document = open_desk.document_of(view, path, folder, code, "" if fresh else partner_id(desk, desk.partner))
    if options.json:
        print_json(document)
    else:
        open_desk.tell(options, Message("The programme's root key is restored: {names}", names=view.names))
        open_desk.tell(options, Message("Delete the file with the words."))
        open_desk.tell_code(code, options)
    open_desk.note_code_shown(folder, code)
    return 0


def _words(options: Namespace) -> str:
    try:
        with options.words_file.open("rb") as file:
            return str(file.read(_LARGEST_WORDS).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise KnownError(
            "words_file",
            Message("The file with the words cannot be read."),
            Message("Give a UTF-8 text file with only the 24 words."),
        ) from None


_COULD_NOT = 2


def new(options: Namespace) -> int:
    """Prints everything that has to be fixed in the settings, and makes the programme if nothing prevents it."""
    draft = read_settings(options.settings.absolute())
    _tell_findings(draft, options)
    if draft.programme is None:
        return _refuse_settings(draft, options)
    out = options.out.absolute()
    folder = open_desk.profile_of(options) if options.profile else out / "profile"
    with open_desk.open_or_make_desk(options, folder, options.name or OFFICE) as (desk, code):
        if make_programme.is_made_already(desk, draft):
            return _tell_unchanged(desk, draft, out, folder, code, options)
        made = make_programme.make_programme(desk, draft, out, _today(desk, draft.programme))
        view = programme_view.programme_view(desk)
    if options.json:
        print_json(
            open_desk.document_of(view, made.path, folder, code, partner="")
            | {"sheet": _path(made.sheet), "verifier": _path(made.verifier), "places": draft.places}
            | {"findings": [_finding(one, options) for one in draft.findings]}
        )
    else:
        _tell_made(made, view, folder, options)
        open_desk.tell_code(code, options)
    open_desk.note_code_shown(folder, code)
    return 0


def _tell_unchanged(
    desk: Desk, draft: programme_view.ProgrammeDraft, out: Path, folder: Path, code: str | None, options: Namespace
) -> int:
    """Reports that unchanged settings make no new version."""
    view, path = programme_view.programme_view(desk), out / make_programme.file_name(desk.programme)
    if options.json:
        document = open_desk.document_of(view, path, folder, code, partner="") | {
            "path": _path(path if path.exists() else None)
        }
        print_json(
            document
            | {"sheet": None, "verifier": None, "places": draft.places, "unchanged": True}
            | {"findings": [_finding(one, options) for one in draft.findings]}
        )
    else:
        version = digits_text(view.version)
        open_desk.tell(
            options, Message("The settings are the same as in version {version}. Nothing was written.", version=version)
        )
        open_desk.tell_code(code, options)
    open_desk.note_code_shown(folder, code)
    return 0


def sheet(options: Namespace) -> int:
    """Writes the recovery sheet again."""
    folder = open_desk.profile_of(options)
    with open_desk.existing_desk(options, folder) as desk:
        path = make_programme.write_sheet(desk, options.out.absolute(), _today(desk, desk.programme))
        view = programme_view.programme_view(desk)
    if options.json:
        print_json(open_desk.document_of(view, path, folder, None, partner=""))
        return 0
    _tell_sheet(path, options)
    return 0


def _tell_sheet(path: Path, options: Namespace) -> None:
    open_desk.tell(options, Message("Recovery sheet: {path}", path=str(path)))
    open_desk.tell(
        options,
        Message("Print the sheet, lock it away, then delete this file: anybody who has it controls the programme."),
    )


def _today(desk: Desk, programme: Programme) -> datetime.date:
    return day_of(desk.clock.now().wall_ms, programme.offset_minutes)


def _refuse_settings(draft: programme_view.ProgrammeDraft, options: Namespace) -> int:
    """Reports that the settings are refused. The findings were printed already; scripts get them in one document."""
    refused = make_programme.settings_wrong(draft)
    text, remedy = say(refused.message, options.lang), say(refused.remedy, options.lang)
    print(text, remedy, file=sys.stderr)
    if options.json:
        findings = [_finding(finding, options) for finding in draft.findings]
        print_json({"error": {"code": refused.code, "text": text, "remedy": remedy, "findings": findings}})
    return _COULD_NOT


def _finding(finding: programme_view.Finding, options: Namespace) -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "stops": finding.stops,
        "text": say(finding.message, options.lang),
        "remedy": say(finding.remedy, options.lang),
    }


def _tell_findings(draft: programme_view.ProgrammeDraft, options: Namespace) -> None:
    for finding in draft.findings:
        where: Message = Message("{file}: {problem}", file=finding.file, problem=finding.message)
        if finding.line is not None:
            line = digits_text(finding.line)
            where = Message("{file}, line {line}: {problem}", file=finding.file, line=line, problem=finding.message)
        print(say(where, options.lang), say(finding.remedy, options.lang), file=sys.stderr)


def _tell_made(
    made: programme_view.MadeProgramme, view: programme_view.ProgrammeView, folder: Path, options: Namespace
) -> None:
    open_desk.tell(
        options,
        Message("Programme file, version {version}: {path}", version=digits_text(made.version), path=str(made.path)),
    )
    if made.sheet is not None:
        _tell_sheet(made.sheet, options)
    if made.verifier is not None:
        open_desk.tell(options, Message("Page where anybody can check certificates: {path}", path=str(made.verifier)))
    open_desk.tell(options, Message("Root key, to compare: {print}", print=view.root_print))
    open_desk.tell(options, Message("The office's locked data: {path}", path=str(folder)))


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)


_ACTIONS = {"new": new, "sheet": sheet, "show": show, "join": join, "recover": recover}


def run(options: Namespace) -> int:
    """Does one of new, sheet, show, join and recover."""
    return _ACTIONS[options.action](options)
