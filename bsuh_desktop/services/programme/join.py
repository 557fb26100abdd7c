"""Joins a desk to the programme in a file, or updates its programme.

A file on a stick or in a folder is examined first; then the desk joins it."""

from __future__ import annotations

import datetime
from collections.abc import Generator, Iterable
from pathlib import Path

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.file_endings import BEFORE, PROGRAMME, ends_in
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits, bangla_digits, clean
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox, read_sandboxed
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.programme.programme_view import ProgrammeView, programme_view
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.system.sandbox_errors import blames_file
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.programme import LARGEST_FILE, PROGRAMME_START, Programme, is_signed_by, read_programme
from bsuh_desktop.trust.refusals import unreadable

FILE_MARK = "-programme-v"
"""Part of the name of every programme file that an office writes."""
_LOOKED_AT = 50


class OfferedPartner(msgspec.Struct, frozen=True):
    """A partner of the programme; `number` is what `NewDesk` needs."""

    number: int
    id: str
    names: LocalText


class ProgrammeOffer(msgspec.Struct, frozen=True):
    """A programme that can be joined."""

    file: bytes
    """The bytes that `NewDesk` needs."""
    id: str
    version: int
    root_key: bytes
    names: LocalText
    partners: tuple[OfferedPartner, ...]
    issued: datetime.date
    """The first day of the programme."""
    expires: datetime.date
    """The last day."""
    places: int
    """The number of its places."""
    practice: bool
    """It is the demonstration, in which nothing ever counts."""


def look_at(path: Path) -> ProgrammeOffer:
    """What the programme file at `path` offers. Raises KnownError: file_not_opened, unreadable, altered."""
    with SignedDocumentSandbox() as sandbox:
        return _offer(path, sandbox)


def _offer(path: Path, sandbox: SignedDocumentSandbox) -> ProgrammeOffer:
    file = programme_bytes(path)
    if not file.startswith(PROGRAMME_START):
        raise unreadable()
    programme = sandbox.read(file, Programme)
    return ProgrammeOffer(
        file=file,
        id=programme.id,
        version=programme.version,
        root_key=programme.root_key,
        names=programme.names,
        partners=tuple(OfferedPartner(partner.number, partner.id, partner.names) for partner in programme.partners),
        issued=programme.issued,
        expires=programme.expires,
        places=len(programme.places),
        practice=is_demonstration(programme),
    )


def join(desk: Desk, file: bytes, partner: int) -> None:
    """Joins `desk` to the programme in `file`, for the partner with that number.

    Its classes are real from now on and wait for a grant; what was practice stays practice. A newer file of the desk's
    own programme replaces the old one, and its grants stay valid.
    Raises KnownError: unreadable, altered, unknown_partner, another_programme, older_programme, same_version.
    """
    programme = read_trusted(desk, file)
    if programme.find_partner(partner) is None:
        raise KnownError(
            "unknown_partner",
            Message("This programme has no partner of that number."),
            Message("Choose the partner that you work for."),
        )
    if not desk.practising:
        _check_follows(desk.programme, programme)
        if programme.version == desk.programme.version and file != desk.programme_file:
            raise _same_version(programme.version)
    desk.take_programme(programme, file, partner)


def read_trusted(desk: Desk, file: bytes) -> Programme:
    """The programme in a file that a person imports. A file signed by the desk's own root key is read here; one of
    another root key, which the person trusts from now on, in a limited process. Raises KnownError: unreadable,
    altered."""
    if is_signed_by(file, desk.programme.root_key):
        return read_programme(file)
    return read_sandboxed(file, Programme)


def _same_version(version: int) -> KnownError:
    return KnownError(
        "same_version",
        Message(
            "This programme file differs from the one in use, but both are version {version}.",
            version=version,
        ),
        Message("Do not use it. Show both files to the programme's office."),
    )


def _check_follows(joined: Programme, programme: Programme) -> None:
    if programme.root_key != joined.root_key:
        raise KnownError(
            "another_programme",
            Message("This desk works in another programme already."),
            Message("Set up a desk of its own for this programme."),
        )
    if programme.version < joined.version:
        raise KnownError(
            "older_programme",
            Message("This programme file is older than the one in use."),
            Message("Ask the coordinator for the newest one."),
        )


def find_offers(folders: Iterable[Path]) -> Generator[ProgrammeOffer]:
    """The programmes whose files are directly in one of `folders`, such as a coordinator's stick. Other files are
    skipped."""
    with SignedDocumentSandbox() as sandbox:
        for path in (path for folder in folders for path in _programme_files(folder)[:_LOOKED_AT]):
            try:
                offer = _offer(path, sandbox)
            except KnownError:
                continue
            yield offer


def _programme_files(folder: Path) -> list[Path]:
    """The files of a folder that are programme files by their names, those of today's ending first: many other files
    ended like those of before."""
    try:
        found = [path for path in folder.iterdir() if ends_in(path.name, PROGRAMME, BEFORE)]
    except OSError:
        # The stick was removed in this moment.
        return []
    return sorted(found, key=lambda path: (not ends_in(path.name, PROGRAMME), path))


def newer_beside(path: Path, joined: Programme) -> bytes:
    """The newest file of the joined programme in the folder of `path` that is newer than it; empty if there is none."""
    found = []
    with SignedDocumentSandbox() as sandbox:
        for beside in [path for path in _programme_files(path.parent) if FILE_MARK in path.name][:_LOOKED_AT]:
            try:
                file = programme_bytes(beside)
                # Files of other signers are not parsed: there may be many, and large ones.
                version = sandbox.read(file, Programme).version if is_signed_by(file, joined.root_key) else 0
            except KnownError as refused:
                if not blames_file(refused):
                    raise
                continue
            if version > joined.version:
                found.append((version, file))
    return max(found, default=(0, b""))[1]


def programme_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`, cut off one byte above the largest programme file. Raises KnownError:
    file_not_opened."""
    return read_file(path, LARGEST_FILE)


_ASK = ("grant", "request", "--as", "device", "--partner", "ID", "--out", f"request{file_endings.REQUEST}")


def join_file(desk: Desk, path: Path, partner: int | None) -> ProgrammeView:
    """Joins `desk` to the programme in the file at `path` for the partner with that number, or updates it.

    `partner` may be None if the programme has one partner or the desk is in it already. A desk that waits for its grant
    may change its partner this way; a granted desk only by a new grant.
    Raises KnownError: partner_needed, partner_granted, file_not_opened, unreadable, altered, unknown_partner,
    another_programme, older_programme, same_version.
    """
    offer = look_at(path)
    if partner is not None and desk.grants and desk.programme.root_key == offer.root_key:
        _check_granted(desk, partner)
    join(desk, offer.file, settled_partner(offer, partner, desk))
    return programme_view(desk)


def _check_granted(desk: Desk, partner: int) -> None:
    """Checks that the partner is the one in the grant."""
    own = desk.programme.find_partner(desk.partner)
    if partner != desk.partner and not desk.practising:
        raise KnownError(
            "partner_granted",
            Message("The grant of this desk is for the partner “{own}”.", own=own.id if own else str(desk.partner)),
            Message(
                "Only a grant for the other partner can change it. Ask for one: {command}", command=typed_command(*_ASK)
            ),
        )


def settled_partner(offer: ProgrammeOffer, partner: int | None, desk: Desk | None = None) -> int:
    """The number of the partner to join for: the one that was named, else the desk's own, else the only one. Raises
    KnownError: partner_needed."""
    if partner is not None:
        return partner
    numbers = [one.number for one in offer.partners]
    if desk is not None and desk.programme.root_key == offer.root_key and desk.partner in numbers:
        return desk.partner
    if len(numbers) == 1:
        return numbers[0]
    raise KnownError(
        "partner_needed",
        Message("This programme has several partners."),
        Message("Name the partner that you work for: {partners}.", partners=listed_partners(offer)),
    )


def partner_of_words(offer: ProgrammeOffer | Programme, words: str | None) -> int | None:
    """The number of the partner that a person named by its number, its id or its name. Raises KnownError:
    unknown_partner."""
    if words is None:
        return None
    wanted = ascii_digits(clean(words)).casefold()
    for partner in offer.partners:
        known = (str(partner.number), partner.id, clean(partner.names.bn), clean(partner.names.en))
        if wanted in {word.casefold() for word in known if word}:
            return partner.number
    raise KnownError(
        "unknown_partner",
        Message("This programme has no partner “{name}”.", name=clean(words)),
        Message("Name the partner that you work for: {partners}.", partners=listed_partners(offer)),
    )


def listed_partners(offer: ProgrammeOffer | Programme) -> LocalText:
    """The partners by number and id, for a sentence."""
    bn = ", ".join(f"{bangla_digits(partner.number)} {partner.id}" for partner in offer.partners)
    return LocalText(bn, ", ".join(f"{partner.number} {partner.id}" for partner in offer.partners))
