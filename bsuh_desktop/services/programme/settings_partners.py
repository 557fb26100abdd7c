"""The partners of a programme with the keys of their coordinators, and the marks that stand on certificates."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import number_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.programme.finding_collector import Told
from bsuh_desktop.services.programme.settings_basics import names_of
from bsuh_desktop.services.programme.settings_schema import PartnerTable
from bsuh_desktop.trust.programme import Logo, Partner
from bsuh_desktop.trust.request import LARGEST_REQUEST, GrantRequest
from bsuh_desktop.trust.sealing import is_recipient

LARGEST_LOGO = 256 * 1024
_SMALL_NUMBERS = 24
_MAKES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_Path = tuple[str | int, ...]


def partners_of(told: Told, folder: Path) -> tuple[Partner, ...]:
    """The partners in the order of the settings."""
    tables = told.settings.partners
    if not tables:
        told.at(("partners",), Message("The programme has no partner."), Message("Add a table [[partners]]."))
    partners = tuple(_partner(told, place, table, folder) for place, table in enumerate(tables))
    for place, partner in enumerate(partners):
        before = partners[:place]
        if partner.number in {one.number for one in before}:
            message = Message("Two partners have the number {number}.", number=number_text(partner.number))
            told.at(("partners", place, "number"), message, Message("Give each partner a number of its own."))
        if partner.id in {one.id for one in before}:
            message = Message("Two partners have the id “{name}”.", name=partner.id)
            told.at(("partners", place, "id"), message, Message("Give each an id of its own."))
    return partners


def _partner(told: Told, place: int, table: PartnerTable, folder: Path) -> Partner:
    path: _Path = ("partners", place)
    if table.number >= _SMALL_NUMBERS:
        message = Message("A partner's number of {number} makes the codes on certificates larger.", number=table.number)
        told.at((*path, "number"), message, Message("Keep it below {limit}.", limit=_SMALL_NUMBERS), stops=False)
    recipients = [*_recipients(told, path, table), *_asking(told, path, table, folder)]
    if not recipients:
        told.at(
            path,
            Message(
                "No coordinator of this partner is named here. Until one is granted, only the recovery words open its "
                "attendance files."
            ),
            Message("Name its coordinators, or grant them later."),
            stops=False,
        )
    names = names_of(told, (*path, "names"), table.names)
    return Partner(table.number, table.id, names, tuple(dict.fromkeys(recipients)))


def _recipients(told: Told, path: _Path, table: PartnerTable) -> list[str]:
    for key, texts in (("recipients", table.recipients), ("removed", table.removed)):
        for place, text in enumerate(texts):
            if not is_recipient(text):
                message = Message("This is no key that can be sealed to.")
                told.at((*path, key, place), message, Message("Copy the whole line that begins with age1."))
    return [text for text in table.recipients if is_recipient(text) and text not in table.removed]


def _asking(told: Told, path: _Path, table: PartnerTable, folder: Path) -> list[str]:
    """The recipients of those whose request files are named."""
    found = []
    with SignedDocumentSandbox() as sandbox:
        for place, name in enumerate(table.requests):
            try:
                request = sandbox.read(read_beside(folder, name, LARGEST_REQUEST), GrantRequest)
            except KnownError as refused:
                told.at((*path, "requests", place), refused.message, refused.remedy)
                continue
            if request.role != "coordinator":
                message = Message("This is the request of a facilitator's device.")
                told.at((*path, "requests", place), message, Message("Name requests of coordinators here."))
            found.append(request.recipient)
    return found


def logos_of(told: Told, folder: Path) -> tuple[Logo, ...]:
    """The marks, PNG or JPEG."""
    logos = []
    for place, table in enumerate(told.settings.logos):
        path: _Path = ("logos", place)
        words = names_of(told, (*path, "words"), table.words)
        try:
            data = read_beside(folder, table.file, LARGEST_LOGO)
        except KnownError as refused:
            told.at((*path, "file"), refused.message, refused.remedy)
            continue
        kind = next((kind for start, kind in _MAKES if data.startswith(start)), "")
        if not kind:
            message = Message("This picture is neither PNG nor JPEG.")
            told.at((*path, "file"), message, Message("Save it as PNG."))
        logos.append(Logo(words, kind, data))
    return tuple(logos)


def read_beside(folder: Path, name: str, most: int) -> bytes:
    """The bytes of the file `name` in `folder`, at most `most`. Raises KnownError: file_not_opened, too_large."""
    path = folder / name
    try:
        # What is no plain file may never end.
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
    raise file_not_there(name)


def file_not_there(name: str) -> KnownError:
    """Nothing that could be opened stands at that name."""
    return KnownError(
        "file_not_opened",
        Message("There is no file “{name}” that could be opened.", name=name),
        Message("Put it beside the settings, and write its name as it is."),
    )
