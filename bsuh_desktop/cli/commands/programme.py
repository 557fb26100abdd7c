"""`bsuh programme`: make a programme, show it, join it, bring its root key back."""

from __future__ import annotations

import contextlib
import datetime
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bsuh_desktop import paths
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.cli.passphrase import ask_passphrase
from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.desk import Desk, open_desk
from bsuh_desktop.services.first_run import NewDesk
from bsuh_desktop.services.join import look_at, programme_bytes
from bsuh_desktop.services.programmes.joining import join_file, partner_of_words
from bsuh_desktop.services.programmes.making import make_programme
from bsuh_desktop.services.programmes.office import OFFICE, fresh_desk
from bsuh_desktop.services.programmes.recovering import recover_root
from bsuh_desktop.services.programmes.settings import read_settings
from bsuh_desktop.services.programmes.showing import programme_view, root_print
from bsuh_desktop.services.programmes.values import Draft, Finding, MadeProgramme, ProgrammeView
from bsuh_desktop.trust.programme import Programme, read_programme
from bsuh_desktop.trust.vault import Vault

_COULD_NOT = 2
_LARGEST_WORDS = 10_000


def run(options: Namespace) -> int:
    """Does one of new, show, join and recover."""
    actions = {"new": _new, "show": _show, "join": _join, "recover": _recover}
    return actions[options.action](options)


@contextlib.contextmanager
def _desk(options: Namespace, folder: Path, name: str | None) -> Iterator[tuple[Desk, str | None]]:
    """The desk in `folder`; a new one of that name, with its recovery code, where there is none."""
    clock = SystemClock()
    if not Vault.exists(folder):
        if name is None:
            raise _nobody()
        with fresh_desk(folder, NewDesk(ask_passphrase(options), name), clock) as (desk, code):
            yield desk, code
        return
    desk = open_desk(folder, ask_passphrase(options), clock)
    try:
        yield desk, None
    finally:
        desk.close()


def _nobody() -> KnownError:
    return KnownError(
        "no_facilitator_name",
        Message("There is no desk yet, and nobody said whose it will be."),
        Message("Give the facilitator's name with --name, or the folder of a desk with --profile."),
    )


def _profile(options: Namespace) -> Path:
    return Path(options.profile or paths.profile_folder()).absolute()


def _new(options: Namespace) -> int:
    draft = read_settings(options.settings.absolute())
    _tell_findings(draft, options)
    if draft.programme is None:
        return _refuse_settings(draft, options)
    out = options.out.absolute()
    folder = _profile(options) if options.profile else out / "profile"
    with _desk(options, folder, options.name or OFFICE) as (desk, code):
        made = make_programme(desk, draft, out, _today(desk, draft.programme))
        view = programme_view(desk)
    if options.json:
        print_json(
            _document(view, made.path, folder, code, partner="")
            | {"sheet": _path(made.sheet), "verifier": _path(made.verifier), "places": draft.places}
            | {"findings": [_finding(one, options) for one in draft.findings]}
        )
        return 0
    _tell_made(made, view, folder, options)
    _tell_code(code, options)
    return 0


def _today(desk: Desk, programme: Programme) -> datetime.date:
    return day_of(desk.clock.now().wall_ms, programme.offset_minutes)


def _refuse_settings(draft: Draft, options: Namespace) -> int:
    """Each finding was told already; a script gets them in one document."""
    stopping = [finding for finding in draft.findings if finding.stops]
    text = say(Message("Things to be mended in the settings: {count}.", count=len(stopping)), options.lang)
    remedy = say(Message("Mend them, and choose the settings again."), options.lang)
    print(text, remedy, file=sys.stderr)
    if options.json:
        findings = [_finding(finding, options) for finding in draft.findings]
        print_json({"error": {"code": "settings_wrong", "text": text, "remedy": remedy, "findings": findings}})
    return _COULD_NOT


def _finding(finding: Finding, options: Namespace) -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "stops": finding.stops,
        "text": say(finding.message, options.lang),
        "remedy": say(finding.remedy, options.lang),
    }


def _tell_findings(draft: Draft, options: Namespace) -> None:
    for finding in draft.findings:
        where: Message = Message("{file}: {problem}", file=finding.file, problem=finding.message)
        if finding.line is not None:
            line = str(finding.line)
            where = Message("{file}, line {line}: {problem}", file=finding.file, line=line, problem=finding.message)
        print(say(where, options.lang), say(finding.remedy, options.lang), file=sys.stderr)


def _tell_made(made: MadeProgramme, view: ProgrammeView, folder: Path, options: Namespace) -> None:
    _say(options, Message("Programme file, version {version}: {path}", version=str(made.version), path=str(made.path)))
    if made.sheet is not None:
        _say(options, Message("Recovery sheet: {path}", path=str(made.sheet)))
        _say(
            options, Message("Print the sheet, lock it away, then delete this file: whoever has it has the programme.")
        )
    if made.verifier is not None:
        _say(options, Message("Page on which anybody can check certificates: {path}", path=str(made.verifier)))
    _say(options, Message("Root key, to compare by eye: {print}", print=view.root_print))
    _say(options, Message("The office's locked data: {path}", path=str(folder)))


def _show(options: Namespace) -> int:
    path = options.file.absolute()
    programme = read_programme(programme_bytes(path))
    if options.json:
        print_json(_contents(programme, path))
        return 0
    for sentence in _sentences(programme):
        _say(options, sentence)
    return 0


def _contents(programme: Programme, path: Path) -> dict[str, Any]:
    only = programme.partners[0].id if len(programme.partners) == 1 else ""
    partners = [
        {"number": one.number, "id": one.id, "names": _both(one.names), "recipients": list(one.recipients)}
        for one in programme.partners
    ]
    return {
        "id": programme.id,
        "version": programme.version,
        "partner": only,
        "path": str(path),
        "names": _both(programme.names),
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
    yield Message("Id {name}, version {version}", name=programme.id, version=str(programme.version))
    first, last = date_text(programme.issued), date_text(programme.expires)
    yield Message("From {first} to {last}", first=first, last=last)
    for partner in programme.partners:
        number, count = str(partner.number), len(partner.recipients)
        yield Message(
            "Partner {number}: {names}. Coordinators: {count}", number=number, names=partner.names, count=count
        )
    yield Message("Places: {count}", count=len(programme.places))
    yield Message("Names are deleted after days: {count}", count=programme.retention_days)
    yield Message("Root key, to compare by eye: {print}", print=root_print(programme.root_key))
    yield Message("Its signature holds. Whether this root key is the right one, compare with the office's sheet.")


def _join(options: Namespace) -> int:
    path, folder = options.file.absolute(), _profile(options)
    offer = look_at(path)
    partner = partner_of_words(offer, options.partner)
    with _desk(options, folder, options.name) as (desk, code):
        view = join_file(desk, path, partner)
        document = _document(view, path, folder, code, _partner_id(desk))
    if options.json:
        print_json(document)
        return 0
    _say(options, Message("This desk works in the programme now: {names}", names=view.names))
    _say(options, Message("Version {version}, partner: {partner}", version=str(view.version), partner=view.partner))
    _say(options, Message("Root key, to compare by eye: {print}", print=view.root_print))
    if view.standing == "waiting":
        _say(options, Message("Classes are real from now on. Ask for a grant with: {command}", command=_ASK))
    _tell_code(code, options)
    return 0


_ASK = "bsuh grant request --as device --out request.json"


def _recover(options: Namespace) -> int:
    path, folder = options.file.absolute(), _profile(options)
    file, words = programme_bytes(path), _words(options)
    with _desk(options, folder, options.name or OFFICE) as (desk, code):
        recover_root(desk, file, words)
        view, document = programme_view(desk), _document(programme_view(desk), path, folder, code, _partner_id(desk))
    if options.json:
        print_json(document)
        return 0
    _say(options, Message("The root key of the programme is here again: {names}", names=view.names))
    _say(options, Message("Delete the file with the words."))
    _tell_code(code, options)
    return 0


def _words(options: Namespace) -> str:
    try:
        with options.words_file.open("rb") as file:
            return str(file.read(_LARGEST_WORDS).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise KnownError(
            "words_file",
            Message("The file with the words cannot be read."),
            Message("Give a text file in UTF-8 that holds the 24 words alone."),
        ) from None


def _partner_id(desk: Desk) -> str:
    return next((one.id for one in desk.programme.partners if one.number == desk.partner), "")


def _document(view: ProgrammeView, path: Path, folder: Path, code: str | None, partner: str) -> dict[str, Any]:
    facts = {"id": view.id, "version": view.version, "partner": partner, "path": str(path), "profile": str(folder)}
    document = {**facts, "standing": view.standing, "root_print": view.root_print, "keeps_root": view.keeps_root}
    return document | ({"recovery_code": code} if code else {})


def _both(names: Any) -> dict[str, str]:
    return {"bn": names.bn, "en": names.en}


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _tell_code(code: str | None, options: Namespace) -> None:
    if code:
        _say(options, Message("Recovery code: {code}", code=code))
        _say(options, Message("Write it on paper: it opens the desk when the passphrase is forgotten."))


def _say(options: Namespace, sentence: Message) -> None:
    print(say(sentence, options.lang))
