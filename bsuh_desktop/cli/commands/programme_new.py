"""`bsuh programme new` and `sheet`: a programme from an office's settings, its next version, and its recovery sheet."""

from __future__ import annotations

import datetime
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from bsuh_desktop.cli.open_desk import (
    document_of,
    existing_desk,
    note_code_shown,
    open_or_make_desk,
    profile_of,
    tell,
    tell_code,
)
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.make_programme import (
    file_name,
    is_made_already,
    make_programme,
    settings_wrong,
    write_sheet,
)
from bsuh_desktop.services.programme.programme_view import programme_view
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.services.programme.values import Finding, MadeProgramme, ProgrammeDraft, ProgrammeView
from bsuh_desktop.services.safekeeping.fresh_desk import OFFICE
from bsuh_desktop.trust.programme import Programme

_COULD_NOT = 2


def new(options: Namespace) -> int:
    """Prints everything that has to be fixed in the settings, and makes the programme if nothing prevents it."""
    draft = read_settings(options.settings.absolute())
    _tell_findings(draft, options)
    if draft.programme is None:
        return _refuse_settings(draft, options)
    out = options.out.absolute()
    folder = profile_of(options) if options.profile else out / "profile"
    with open_or_make_desk(options, folder, options.name or OFFICE) as (desk, code):
        if is_made_already(desk, draft):
            return _tell_unchanged(desk, draft, out, folder, code, options)
        made = make_programme(desk, draft, out, _today(desk, draft.programme))
        view = programme_view(desk)
    if options.json:
        print_json(
            document_of(view, made.path, folder, code, partner="")
            | {"sheet": _path(made.sheet), "verifier": _path(made.verifier), "places": draft.places}
            | {"findings": [_finding(one, options) for one in draft.findings]}
        )
    else:
        _tell_made(made, view, folder, options)
        tell_code(code, options)
    note_code_shown(folder, code)
    return 0


def _tell_unchanged(
    desk: Desk, draft: ProgrammeDraft, out: Path, folder: Path, code: str | None, options: Namespace
) -> int:
    """Reports that unchanged settings make no new version."""
    view, path = programme_view(desk), out / file_name(desk.programme)
    if options.json:
        document = document_of(view, path, folder, code, partner="") | {"path": _path(path if path.exists() else None)}
        print_json(
            document
            | {"sheet": None, "verifier": None, "places": draft.places, "unchanged": True}
            | {"findings": [_finding(one, options) for one in draft.findings]}
        )
    else:
        version = digits_text(view.version)
        tell(
            options, Message("The settings are the same as in version {version}. Nothing was written.", version=version)
        )
        tell_code(code, options)
    note_code_shown(folder, code)
    return 0


def sheet(options: Namespace) -> int:
    """Writes the recovery sheet again."""
    folder = profile_of(options)
    with existing_desk(options, folder) as desk:
        path = write_sheet(desk, options.out.absolute(), _today(desk, desk.programme))
        view = programme_view(desk)
    if options.json:
        print_json(document_of(view, path, folder, None, partner=""))
        return 0
    _tell_sheet(path, options)
    return 0


def _tell_sheet(path: Path, options: Namespace) -> None:
    tell(options, Message("Recovery sheet: {path}", path=str(path)))
    tell(
        options,
        Message("Print the sheet, lock it away, then delete this file: anybody who has it controls the programme."),
    )


def _today(desk: Desk, programme: Programme) -> datetime.date:
    return day_of(desk.clock.now().wall_ms, programme.offset_minutes)


def _refuse_settings(draft: ProgrammeDraft, options: Namespace) -> int:
    """Reports that the settings are refused. The findings were printed already; scripts get them in one document."""
    refused = settings_wrong(draft)
    text, remedy = say(refused.message, options.lang), say(refused.remedy, options.lang)
    print(text, remedy, file=sys.stderr)
    if options.json:
        findings = [_finding(finding, options) for finding in draft.findings]
        print_json({"error": {"code": refused.code, "text": text, "remedy": remedy, "findings": findings}})
    return _COULD_NOT


def _finding(finding: Finding, options: Namespace) -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "stops": finding.stops,
        "text": say(finding.message, options.lang),
        "remedy": say(finding.remedy, options.lang),
    }


def _tell_findings(draft: ProgrammeDraft, options: Namespace) -> None:
    for finding in draft.findings:
        where: Message = Message("{file}: {problem}", file=finding.file, problem=finding.message)
        if finding.line is not None:
            line = digits_text(finding.line)
            where = Message("{file}, line {line}: {problem}", file=finding.file, line=line, problem=finding.message)
        print(say(where, options.lang), say(finding.remedy, options.lang), file=sys.stderr)


def _tell_made(made: MadeProgramme, view: ProgrammeView, folder: Path, options: Namespace) -> None:
    tell(
        options,
        Message("Programme file, version {version}: {path}", version=digits_text(made.version), path=str(made.path)),
    )
    if made.sheet is not None:
        _tell_sheet(made.sheet, options)
    if made.verifier is not None:
        tell(options, Message("Page where anybody can check certificates: {path}", path=str(made.verifier)))
    tell(options, Message("Root key, to compare: {print}", print=view.root_print))
    tell(options, Message("The office's locked data: {path}", path=str(folder)))


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)
