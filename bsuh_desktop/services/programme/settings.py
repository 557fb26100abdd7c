"""Reads the settings of a programme that an office wrote: a TOML file, and the lists of places that it names."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import msgspec

from bsuh_desktop.content.finding import Finding as TableFinding
from bsuh_desktop.content.schema import ID_PATTERN
from bsuh_desktop.content.tables import Table, decode_text, read_table
from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.programme import settings_schema
from bsuh_desktop.services.programme.place_lists import places_of
from bsuh_desktop.services.programme.place_rows import ListedPlace
from bsuh_desktop.services.programme.programme_view import ProgrammeDraft
from bsuh_desktop.trust import programme
from bsuh_desktop.trust.credential import LAST, LONGEST_PREFIX, day_of, usable_prefix
from bsuh_desktop.trust.demonstration import HELPLINES, MODULES
from bsuh_desktop.trust.grant_request import LARGEST_REQUEST, GrantRequest
from bsuh_desktop.trust.sealing import is_recipient

LONGEST_TEXT = 120
_FIRST, _LAST = day_of(0), day_of(LAST)


def check_basics(findings: settings_schema.FindingCollector) -> None:
    """Checks days, prefix and notice."""
    settings = findings.settings
    for key, day in (("issued", settings.issued), ("expires", settings.expires)):
        if not _FIRST <= day <= _LAST and not findings.about(key):
            findings.at((key,), Message("A programme runs between 1970 and 2149."), Message("Write another day."))
    if settings.expires < settings.issued and not findings.about("issued", "expires"):
        message = Message("The programme's last day comes before its first day.")
        findings.at(("expires",), message, Message("Write a later day for “expires”."))
    if not usable_prefix(settings.url_prefix):
        findings.at(
            ("url_prefix",),
            Message("Codes cannot begin with this prefix."),
            Message(
                "Use at most {most} Latin characters, with no digit at the end; a # at the end is best.",
                most=LONGEST_PREFIX,
            ),
        )
    if not clean(settings.consent.notice_version):
        message = Message("The notice for families has no version.")
        findings.at(("consent", "notice_version"), message, Message("Write its version, or remove the line."))


def undrawable(text: str) -> str:
    """The letters that certificates cannot show."""
    from bsuh_desktop.documents.typesetter import undrawable as not_in_fonts

    return "" if text.isascii() and text.isprintable() else not_in_fonts(text)


def names_of(findings: settings_schema.FindingCollector, path: tuple[str | int, ...], names: LocalText) -> LocalText:
    """A name in both languages in its stored form. One language is enough, but is reported; none stops."""
    name = LocalText(clean(names.bn), clean(names.en))
    if max(len(name.bn), len(name.en)) > LONGEST_TEXT:
        message = Message("This name has more than {most} letters.", most=LONGEST_TEXT)
        findings.at(path, message, Message("Write a shorter one."))
    if not (name.bn or name.en):
        findings.at(path, Message("A name is missing here."), Message('Write {{bn = "…", en = "…"}}.'))
    elif undrawable(name.bn + name.en):
        message = Message(
            "The certificates' fonts have no letter for: {letters}", letters=undrawable(name.bn + name.en)
        )
        findings.at(path, message, Message("Write the name without it."))
    elif not (name.bn and name.en):
        message = Message("This name is in one language only.")
        findings.at(
            path,
            message,
            Message("Add the name in the other language; until then everybody sees this one."),
            stops=False,
        )
    return name


def modules_of(findings: settings_schema.FindingCollector) -> dict[str, int]:
    """The numbers of the modules; if the settings name none, those of the modules that come with the app."""
    given = findings.settings.modules
    numbers: dict[int, str] = {}
    for module, number in given.items():
        if not re.fullmatch(ID_PATTERN, module):
            message = Message("“{name}” cannot be the id of a module.", name=module[:LONGEST_TEXT])
            findings.at(("modules", module), message, Message("Use small Latin letters, digits and hyphens."))
        if number in numbers:
            message = Message("Two modules have the number {number}.", number=digits_text(number))
            findings.at(("modules", module), message, Message("Give each module a number of its own."))
        numbers[number] = module
    return dict(given) or {module: number for number, module in enumerate(MODULES, start=1)}


LARGEST_LOGO = 256 * 1024
_SMALL_NUMBERS = 24
_MAKES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_Path = tuple[str | int, ...]


def partners_of(findings: settings_schema.FindingCollector, folder: Path) -> tuple[programme.Partner, ...]:
    """The partners in the order of the settings."""
    tables = findings.settings.partners
    if not tables:
        findings.at(("partners",), Message("The programme has no partner."), Message("Add a table [[partners]]."))
    partners = tuple(_partner(findings, place, table, folder) for place, table in enumerate(tables))
    for place, partner in enumerate(partners):
        before = partners[:place]
        if partner.number in {one.number for one in before}:
            message = Message("Two partners have the number {number}.", number=digits_text(partner.number))
            findings.at(("partners", place, "number"), message, Message("Give each partner a number of its own."))
        if partner.id in {one.id for one in before}:
            message = Message("Two partners have the id “{name}”.", name=partner.id)
            findings.at(("partners", place, "id"), message, Message("Give each an id of its own."))
    return partners


def _partner(
    findings: settings_schema.FindingCollector, place: int, table: settings_schema.PartnerTable, folder: Path
) -> programme.Partner:
    path: _Path = ("partners", place)
    if table.number >= _SMALL_NUMBERS:
        message = Message("A partner's number of {number} makes the codes on certificates larger.", number=table.number)
        findings.at((*path, "number"), message, Message("Keep it below {limit}.", limit=_SMALL_NUMBERS), stops=False)
    recipients = [*_recipients(findings, path, table), *_asking(findings, path, table, folder)]
    if not recipients:
        findings.at(
            path,
            Message(
                "No coordinator of this partner is named here. Until one has a grant, only the "
                "recovery words can open its attendance files."
            ),
            Message("Name its coordinators, or give them grants later."),
            stops=False,
        )
    names = names_of(findings, (*path, "names"), table.names)
    return programme.Partner(table.number, table.id, names, tuple(dict.fromkeys(recipients)))


def _recipients(
    findings: settings_schema.FindingCollector, path: _Path, table: settings_schema.PartnerTable
) -> list[str]:
    for key, texts in (("recipients", table.recipients), ("removed", table.removed)):
        for place, text in enumerate(texts):
            if not is_recipient(text):
                message = Message("This key cannot be used for sealing.")
                findings.at((*path, key, place), message, Message("Copy the whole line that begins with age1."))
    return [text for text in table.recipients if is_recipient(text) and text not in table.removed]


def _asking(
    findings: settings_schema.FindingCollector, path: _Path, table: settings_schema.PartnerTable, folder: Path
) -> list[str]:
    """The recipients in the request files that the partner's table names."""
    found = []
    with SignedDocumentSandbox() as sandbox:
        for place, name in enumerate(table.requests):
            try:
                request = sandbox.read(read_beside(folder, name, LARGEST_REQUEST), GrantRequest)
            except KnownError as refused:
                findings.at((*path, "requests", place), refused.message, refused.remedy)
                continue
            if request.role != "coordinator":
                message = Message("This is the request of a facilitator's device.")
                findings.at((*path, "requests", place), message, Message("Name requests of coordinators here."))
            found.append(request.recipient)
    return found


def logos_of(findings: settings_schema.FindingCollector, folder: Path) -> tuple[programme.Logo, ...]:
    """The logos, PNG or JPEG."""
    logos = []
    for place, table in enumerate(findings.settings.logos):
        path: _Path = ("logos", place)
        words = names_of(findings, (*path, "words"), table.words)
        try:
            data = read_beside(folder, table.file, LARGEST_LOGO)
        except KnownError as refused:
            findings.at((*path, "file"), refused.message, refused.remedy)
            continue
        kind = next((kind for start, kind in _MAKES if data.startswith(start)), "")
        if not kind:
            message = Message("This picture is neither PNG nor JPEG.")
            findings.at((*path, "file"), message, Message("Save it as PNG."))
        logos.append(programme.Logo(words, kind, data))
    return tuple(logos)


def read_beside(folder: Path, name: str, most: int) -> bytes:
    """The bytes of the file `name` in `folder`, at most `most`. Raises KnownError: file_not_opened, too_large."""
    path = folder / name
    try:
        # Reading anything but a regular file might never end.
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= most else None
        there = path.is_file()
    except (OSError, ValueError):
        data, there = None, False
    if data is not None:
        return data
    if there:
        raise KnownError(
            "too_large",
            Message("The file “{name}” is larger than {kilobytes} kB.", name=name, kilobytes=most // 1024),
            Message("Name a smaller one."),
        )
    raise settings_schema.file_not_there(name)


_NUMBER = re.compile(r"\+?[0-9]{2,15}", re.ASCII)


def focal_points_of(findings: settings_schema.FindingCollector) -> tuple[programme.FocalPoint, ...]:
    """The focal points. If there are none, that is reported: a child may tell of harm in any class."""
    numbers = {partner.number for partner in findings.settings.partners}
    points = []
    for place, table in enumerate(findings.settings.focal_points):
        path = ("focal_points", place)
        if table.partner and table.partner not in numbers:
            unknown_partner(findings, (*path, "partner"), str(table.partner))
        phone = _dialled(table.phone)
        if phone and not _NUMBER.fullmatch(phone):
            _no_number(findings, (*path, "phone"))
        points.append(programme.FocalPoint(table.partner, names_of(findings, (*path, "names"), table.names), phone))
    if not points:
        message = Message("The programme names no focal point for the safety of children.")
        findings.at(("focal_points",), message, Message("Add a table [[focal_points]]."), stops=False)
    return tuple(points)


def helplines_of(findings: settings_schema.FindingCollector) -> tuple[programme.Helpline, ...]:
    """The helplines; if the settings name none, the country's."""
    seen: set[str] = set()
    lines = []
    for place, table in enumerate(findings.settings.helplines):
        path = ("helplines", place)
        number = _dialled(table.number)
        if not _NUMBER.fullmatch(number):
            _no_number(findings, (*path, "number"))
        if table.id in seen:
            message = Message("Two helplines have the id “{name}”.", name=table.id)
            findings.at((*path, "id"), message, Message("Give each an id of its own."))
        seen.add(table.id)
        names = names_of(findings, (*path, "names"), table.names)
        lines.append(programme.Helpline(table.id, number, names, clean(table.source), table.date, table.verified))
    return tuple(lines) or HELPLINES


def unknown_partner(findings: settings_schema.FindingCollector, path: tuple[str | int, ...], name: str) -> None:
    """Adds a finding that no partner has this name."""
    message = Message("The programme has no partner “{name}”.", name=name)
    findings.at(path, message, Message("Use the number or the id of one of its partners."))


def _dialled(number: str) -> str:
    return re.sub(r"[\s\-()]", "", ascii_digits(clean(number)))


def _no_number(findings: settings_schema.FindingCollector, path: tuple[str | int, ...]) -> None:
    findings.at(path, Message("This is not a telephone number."), Message("Write the digits that people dial."))


LARGEST_SETTINGS = 1024 * 1024


def read_settings(path: Path) -> ProgrammeDraft:
    """Reads the settings at `path` and collects everything that has to be fixed.

    Files that they name are in the same folder. Takes about 2 s for twenty thousand places.
    Raises KnownError: file_not_opened.
    """
    table = _table(path.name, _read(path))
    if isinstance(table, TableFinding):
        return ProgrammeDraft(path, None, (settings_schema.settings_finding(table),), {})
    told = settings_schema.FindingCollector(table)
    places = places_of(told, path.parent)
    programme = _programme(told, path.parent, places)
    return ProgrammeDraft(
        settings=path,
        programme=None if told.stopped else programme,
        findings=tuple(sorted(told.findings, key=lambda one: (one.file != path.name, one.file, one.line or 0))),
        places=dict(Counter(place.kind for place in places)),
        with_pupils=sum(place.place.pupils > 0 for place in places),
        removed=tuple(text for partner in table.value.partners for text in partner.removed),
    )


def _read(path: Path) -> bytes:
    try:
        return read_file(path, LARGEST_SETTINGS)
    except KnownError as error:
        raise KnownError(
            error.code,
            Message("The settings file could not be opened."),
            Message("Choose a TOML file such as settings.example.toml."),
        ) from error


def _table(name: str, data: bytes) -> Table[settings_schema.SettingsTable] | TableFinding:
    if len(data) > LARGEST_SETTINGS:
        message = Message("This file is too large to be settings.")
        return TableFinding(name, 1, "too_large", message, Message("Choose a TOML file such as settings.example.toml."))
    text = decode_text(name, data)
    return text if isinstance(text, TableFinding) else read_table(name, text, settings_schema.SettingsTable)


def _award_rule(award: settings_schema.AwardTable) -> AwardRule:
    minutes = award.minutes or msgspec.UNSET
    return AwardRule("attendance", award.late_counts, award.left_early_counts, award.modules, minutes)


def _programme(
    findings: settings_schema.FindingCollector, folder: Path, listed: tuple[ListedPlace, ...]
) -> programme.Programme:
    """The programme that would be signed; not valid if `findings` is stopped."""
    settings = findings.settings
    check_basics(findings)
    places: tuple[programme.Place, ...] = tuple(one.place for one in listed)
    consent = settings.consent
    return programme.Programme(
        id=settings.id,
        version=settings.version,
        issued=settings.issued,
        expires=settings.expires,
        root_key=b"",
        names=names_of(findings, ("names",), settings.names),
        logos=logos_of(findings, folder),
        partners=partners_of(findings, folder),
        recovery=(),
        focal_points=focal_points_of(findings),
        places=places,
        place_list_hash=programme.place_list_hash(places),
        award_rule=_award_rule(settings.award_rule),
        consent=programme.ConsentPolicy(consent.basis, clean(consent.notice_version)),
        design=settings.design,
        url_prefix=settings.url_prefix,
        retention_days=settings.retention_days,
        cell_limit=settings.cell_limit,
        offset_minutes=settings.offset_minutes,
        helplines=helplines_of(findings),
        modules=modules_of(findings),
    )
