"""Reads the settings of a programme that an office wrote: a TOML file, and the lists of places that it names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bsuh_desktop.content.finding import Finding as TableFinding
from bsuh_desktop.content.tables import Table, read_table
from bsuh_desktop.content.text_file import decode_text
from bsuh_desktop.domain.awards import AwardRule
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.programme.finding_collector import Told, said_of_settings
from bsuh_desktop.services.programme.place_lists import places_of
from bsuh_desktop.services.programme.place_rows import ListedPlace
from bsuh_desktop.services.programme.settings_basics import check_basics, modules_of, names_of
from bsuh_desktop.services.programme.settings_contacts import focal_points_of, helplines_of
from bsuh_desktop.services.programme.settings_partners import logos_of, partners_of
from bsuh_desktop.services.programme.settings_schema import SettingsTable
from bsuh_desktop.services.programme.values import Draft
from bsuh_desktop.trust.programme import ConsentPolicy, Place, Programme, place_list_hash

LARGEST_SETTINGS = 1024 * 1024


def read_settings(path: Path) -> Draft:
    """The settings at `path`, and everything in them that is to be mended, several things at once. Files that they name
    stand beside them. Takes about 2 s for twenty thousand places.

    Raises KnownError: file_not_opened.
    """
    table = _table(path.name, _read(path))
    if isinstance(table, TableFinding):
        return Draft(path, None, (said_of_settings(table),), {})
    told = Told(table)
    places = places_of(told, path.parent)
    programme = _programme(told, path.parent, places)
    return Draft(
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
            Message("The file of settings could not be opened."),
            Message("Choose a TOML file such as settings.example.toml."),
        ) from error


def _table(name: str, data: bytes) -> Table[SettingsTable] | TableFinding:
    if len(data) > LARGEST_SETTINGS:
        message = Message("This file is too large for settings.")
        return TableFinding(name, 1, "too_large", message, Message("Choose a TOML file such as settings.example.toml."))
    text = decode_text(name, data)
    return text if isinstance(text, TableFinding) else read_table(name, text, SettingsTable)


def _programme(told: Told, folder: Path, listed: tuple[ListedPlace, ...]) -> Programme:
    """What would be signed; worth nothing where `told` was stopped."""
    settings = told.settings
    check_basics(told)
    places: tuple[Place, ...] = tuple(one.place for one in listed)
    award, consent = settings.award_rule, settings.consent
    return Programme(
        id=settings.id,
        version=settings.version,
        issued=settings.issued,
        expires=settings.expires,
        root_key=b"",
        names=names_of(told, ("names",), settings.names),
        logos=logos_of(told, folder),
        partners=partners_of(told, folder),
        recovery=(),
        focal_points=focal_points_of(told),
        places=places,
        place_list_hash=place_list_hash(places),
        award_rule=AwardRule("attendance", award.late_counts, award.left_early_counts, award.modules),
        consent=ConsentPolicy(consent.basis, clean(consent.notice_version)),
        design=settings.design,
        url_prefix=settings.url_prefix,
        retention_days=settings.retention_days,
        cell_limit=settings.cell_limit,
        offset_minutes=settings.offset_minutes,
        helplines=helplines_of(told),
        modules=modules_of(told),
    )
