"""Key lists: this desk's own, signed again whenever something changes, and the newest of every other issuer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.codes import is_written
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import newest_of, stored_list_of
from bsuh_desktop.services.desk.small_files import write_into, write_to
from bsuh_desktop.services.programme import issuers
from bsuh_desktop.store.known_keys import StoredKeyList
from bsuh_desktop.trust import key_list
from bsuh_desktop.trust.grants import GrantKind, holds_serial
from bsuh_desktop.trust.signing import key_id


def next_list(
    desk: Desk,
    issuer: issuers.Issuer,
    day: datetime.date,
    revoked: Iterable[key_list.Revocation] | None = None,
    serials: Iterable[str] = (),
) -> bytes:
    """The next version of an issuer's list, signed and stored: its grants, its revocations and serials.

    `revoked` None keeps the revocations; `serials` are added to the earlier ones. If nothing has changed since today's
    list, returns that list.
    """
    before = newest_of(desk, issuer.key.public)
    # A list is checked against its issuer's grant on its own day; a day outside, as by a wrong clock, is refused.
    day = min(max(day, issuer.first_day), issuer.last_day)
    now = key_list.KeyList(
        programme=desk.programme.id,
        issuer=issuer.key.public,
        above=issuer.above.encode() if issuer.above else b"",
        version=(before.version if before else 0) + 1 + desk.store.office.skipped_lists(),
        issued=day,
        expires=day + datetime.timedelta(days=key_list.DAYS_FRESH),
        grants=_grants(desk, issuer, before),
        revoked=tuple(before.revoked if before and revoked is None else revoked or ()),
        serials=_serials(desk, issuer, before, serials),
    )
    kept = stored_list_of(desk, issuer.key.public)
    if before is not None and kept is not None and _says_the_same(before, now):
        return kept.file
    file = key_list.sign_key_list(now, issuer.key)
    desk.store.known.keep_key_list(StoredKeyList(now.issuer, now.version, file, day.isoformat()))
    desk.store.office.list_signed()
    return file


def _grants(desk: Desk, issuer: issuers.Issuer, before: key_list.KeyList | None) -> tuple[bytes, ...]:
    """All grants that were given; after data was damaged also those that only the previous list still has."""
    given = [one.grant_bytes for one in desk.store.office.every(issuer.gives)]
    kept = set(given)
    return (*(one for one in (before.grants if before else ()) if one not in kept), *given)


def _says_the_same(before: key_list.KeyList, now: key_list.KeyList) -> bool:
    same = (before.issued, before.above, before.grants) == (now.issued, now.above, now.grants)
    return same and (before.revoked, before.serials) == (now.revoked, now.serials)


def _serials(
    desk: Desk, issuer: issuers.Issuer, before: key_list.KeyList | None, more: Iterable[str]
) -> tuple[str, ...]:
    """The serials of the previous list, those that were revoked, and those in the issuer's own range that files
    reported."""
    told: list[str] = []
    if issuer.above is not None:
        terms = issuer.above.terms
        told = [one.serial for one in desk.store.known.serials_back() if holds_serial(terms, one.serial)]
        told = [serial for serial in told if is_written(serial)]
    return tuple(sorted({*(before.serials if before else ()), *more, *told}))


def take_list(desk: Desk, taken: key_list.KeyList, data: bytes) -> None:
    """Stores a list that was read from `data`, if it is newer than the known list of its issuer.

    Raises KnownError: practice, another_programme, unknown_signer, expired, revoked, older_than_known, altered.
    """
    if desk.practising:
        raise issuers.practising()
    if taken.programme != desk.programme.id:
        raise another_programme()
    key_list.check_issuer(taken, desk.programme.root_key)
    known = newest_of(desk, taken.issuer)
    key_list.check_follows(taken, known)
    if known is None or taken.version > known.version:
        _refuse_of_revoked(desk, taken)
        with desk.store.transaction():
            desk.store.known.keep_key_list(StoredKeyList(taken.issuer, taken.version, data, desk.today().isoformat()))
            issuers.remember(desk, taken)


def knows_its_past(desk: Desk, issuer: issuers.Issuer) -> bool:
    """False for a root key that was recovered from its sheet, until its newest list was imported."""
    return issuer.by != "root" or not desk.recovered_root or newest_of(desk, issuer.key.public) is not None


def require_known(desk: Desk, issuer: issuers.Issuer) -> None:
    """Raises KnownError `lists_needed` if earlier grants are not known: the desk would give numbers twice, and its
    first list would undo all revocations."""
    if not knows_its_past(desk, issuer):
        raise KnownError(
            "lists_needed",
            Message("The root key came from its sheet, so this desk does not know which grants were given before."),
            Message("Load the office's newest key list first: its name begins with “key-list-”."),
        )


def _refuse_of_revoked(desk: Desk, taken: key_list.KeyList) -> None:
    """Refuses a newer list by a revoked coordinator: with a stolen key it could undo revocations."""
    roots = newest_of(desk, desk.programme.root_key)
    found = roots.revocation_of(taken.issuer) if roots else None
    if found is not None:
        raise KnownError(
            Verdict.REVOKED,
            Message("The coordinator of this key list was revoked on {day}.", day=date_text(found.day)),
            Message("Ask the programme's office for its newest key list."),
        )


def another_programme() -> KnownError:
    """The error for a file of another programme than this desk's."""
    return KnownError(
        "another_programme",
        Message("This file is from another programme."),
        Message("Ask the coordinator of your own programme for it."),
    )


def dismissed_recipients(desk: Desk) -> frozenset[str]:
    """The age recipients of coordinators who were granted here and revoked by the root key. Nothing is sealed to them
    any more, whatever the settings say."""
    roots = newest_of(desk, desk.programme.root_key)
    gone = {one.key for one in roots.revoked} if roots else set()
    given = desk.store.office.every(GrantKind.COORDINATOR)
    still = {one.recipient for one in given if one.key not in gone}
    return frozenset(one.recipient for one in given if one.key in gone and one.recipient) - still


def list_name(made: key_list.KeyList) -> str:
    """The file name of a list."""
    return f"key-list-{key_id(made.issuer).hex()}-{made.version}{file_endings.KEY_LIST}"


def write_list(place: Path, data: bytes) -> Path:
    """Writes a list to `place`, a file or a folder.

    Raises KnownError: disk_full, read_only, stick_removed, already_there.
    """
    return write_to(place, list_name(key_list.read_key_list(data)), data)


def list_into(folder: Path, data: bytes) -> Path:
    """Writes a list into `folder`, which is created if necessary.

    Raises KnownError: disk_full, read_only, stick_removed.
    """
    return write_into(folder, list_name(key_list.read_key_list(data)), data)


def carried(desk: Desk) -> tuple[bytes, ...]:
    """The lists that are included in an answer: those of the root key and of this desk, which apply to the key that is
    granted. Large ones are written as separate files."""
    binding = {desk.programme.root_key, *(issuer.key.public for issuer in issuers.issuers(desk))}
    kept = (one for one in desk.store.known.key_lists() if one.issuer in binding)
    return tuple(one.file for one in kept if len(one.file) <= LARGEST_CARRIED)


LARGEST_CARRIED = 64 * 1024
"""Bytes. Two thousand grants are half a megabyte, too much to write a thousand times onto a stick."""


def renew_lists(desk: Desk, day: datetime.date, folder: Path) -> tuple[Path, ...]:
    """Writes the newest list of each issuer of this desk into `folder`, signed again unless it is of `day`.

    Raises KnownError: practice, no_office, lists_needed, disk_full, read_only, stick_removed.
    """
    found = issuers.require_issuers(desk)
    with desk.store.transaction():
        for issuer in found:
            require_known(desk, issuer)
        files = [next_list(desk, issuer, day) for issuer in found]
    return tuple(list_into(folder, file) for file in files)
