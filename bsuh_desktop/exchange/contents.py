"""The contents of an opened attendance file, after every member was checked against the signed manifest.

The names of a class are sealed separately within its file. Opening them is a decision, never a side effect of reading
the file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence, Set

import msgspec

from bsuh_desktop.domain.chain import Entry, read_journal, verify_chain
from bsuh_desktop.domain.codes import is_in_form, is_learner_id, is_written, read_serial
from bsuh_desktop.domain.events import Opened, is_known
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import AttendanceRow, NameRow, SessionDetails, read_names, read_rows
from bsuh_desktop.exchange.package import Link, unpack
from bsuh_desktop.trust.grants import Grant, decode_grants, holds_serial
from bsuh_desktop.trust.refusals import altered_file, unreadable
from bsuh_desktop.trust.sealing import Opener, unseal
from bsuh_desktop.trust.signed_document import read_canonical

MOST_TAKEN_BACK = 2000
"""Serials that one class can take back: each of 200 certificates is corrected ten times."""
MOST_EARLIER = 16
"""Earlier laptops of one facilitator within one class's life."""
LARGEST_NUMBER = 2**31 - 1
"""More people, minutes, files or lines than a class can have, or a device can write."""
MOST_ANSWERS = 2**15 - 1
"""Of one learner in one class."""
_ANSWERED = "answered/"


class Contents(msgspec.Struct, frozen=True):
    """A complete file, in which nothing differs from what its signer signed."""

    manifest: m.Manifest
    details: SessionDetails
    rows: tuple[AttendanceRow, ...]
    journal: tuple[Entry, ...]
    grants: tuple[Grant, ...]
    """Empty while the device waits for its own."""
    sealed_names: bytes
    link: Link
    """Its place among the manifests of its key."""
    earlier: tuple[tuple[Grant, ...], ...] = ()
    """Grants of earlier devices whose serials are in rows."""
    by_newer_app: bool = False
    """Its journal has kinds of events that this app does not know."""


def read_contents(package: bytes) -> Contents:
    """The contents of an opened file. Raises KnownError `altered` or `unreadable`."""
    members = unpack(package)
    try:
        return contents_of(members)
    except (ValueError, RecursionError) as error:
        raise altered_file() from error


def contents_of(members: Mapping[str, bytes], changed: Collection[str] = (), erased: Collection[int] = ()) -> Contents:
    """The contents in these members. Only a reduced copy has `changed` members, which differ from the signed ones, and
    `erased` entries of its journal that no event in it names. Raises ValueError if anything else is not as it was
    signed, and KnownError `unreadable` for numbers that no class can have."""
    manifest = m.read_manifest(members[m.MANIFEST], members[m.SIGNATURE])
    signed = {**m.hashes_of(members), **{name: manifest.members.get(name, b"") for name in changed}}
    if manifest.members != signed:
        raise ValueError("a member is not the one that was signed")
    rows, details = read_rows(members[m.ROWS]), read_canonical(members[m.SESSION], SessionDetails)
    _check_once(rows)
    _check_taken_back(details, {row.learner for row in rows})
    grants = decode_grants(members[m.GRANTS]) if members[m.GRANTS] else ()
    link = _link(manifest, hashlib.sha256(members[m.MANIFEST]).digest(), rows, grants)
    _check_numbers(manifest, details, rows, link)
    journal = _journal(members[m.JOURNAL], manifest, erased)
    return Contents(
        manifest=manifest,
        details=details,
        rows=rows,
        journal=journal,
        grants=grants,
        sealed_names=members[m.NAMES],
        link=link,
        earlier=_earlier(details),
        by_newer_app=not all(is_known(entry.header.kind) for entry in journal),
    )


def _check_numbers(manifest: m.Manifest, details: SessionDetails, rows: Sequence[AttendanceRow], link: Link) -> None:
    """Raises KnownError `unreadable` for numbers that no class can have, and nobody could count on."""
    parts = details.headcount.parts.values() if details.headcount is not None else ()
    numbers = (manifest.revision, manifest.nth, manifest.chain.length, link.last_counter, details.minutes)
    answers = [count for row in rows for count in (row.answered, row.correct, row.pre or 0, row.post or 0)]
    if (
        max(map(abs, (*numbers, details.counts.present, *parts))) > LARGEST_NUMBER
        or max(map(abs, answers), default=0) > MOST_ANSWERS
    ):
        raise unreadable()


def _earlier(details: SessionDetails) -> tuple[tuple[Grant, ...], ...]:
    chains = tuple(map(decode_grants, details.earlier))
    if len(chains) > MOST_EARLIER or not all(len(chain) > 1 for chain in chains):
        raise ValueError("earlier devices that are none, or more than a facilitator has")
    return chains


def _check_once(rows: Sequence[AttendanceRow]) -> None:
    """Raises ValueError if a learner, a card or a serial is in more than one row."""
    serials = [row.serial for row in rows if row.serial]
    for column in ([row.learner for row in rows], [row.card for row in rows], serials):
        if len(set(column)) != len(column):
            raise ValueError("a learner, a card or a serial that stands there twice")
    if not all(map(is_in_form, serials)) and any(_counter(one) and not is_written(one) for one in serials):
        raise ValueError("a serial in another form")


def _check_taken_back(details: SessionDetails, learners: Set[str]) -> None:
    """Raises ValueError for serials or learners in a wrong form: they are later put into the coordinator's key list,
    which must stay readable."""
    back = details.taken_back
    if len(back) > MOST_TAKEN_BACK or not all(is_written(one.serial) for one in back):
        raise ValueError("serials taken back in another form, or more than a class has")
    gone = details.withdrawn
    if len(set(gone)) != len(gone) or not all(map(is_learner_id, gone)) or not learners >= set(gone):
        raise ValueError("withdrawn learners in another form, or of another class")


def _link(manifest: m.Manifest, sha256: bytes, rows: Sequence[AttendanceRow], grants: tuple[Grant, ...]) -> Link:
    """The place of a manifest. Serials of earlier devices are ignored: they do not show how far this device has
    counted."""
    own = [row.serial for row in rows if row.serial and grants and holds_serial(grants[-1].terms, row.serial)]
    counters = [_counter(serial) for serial in own]
    return Link(sha256, manifest.signer, manifest.nth, manifest.prev, manifest.session, max(counters, default=0))


def _counter(serial: str) -> int:
    """A serial's counter; 0 if it is not a serial, which is checked elsewhere."""
    try:
        return read_serial(serial)[1]
    except ValueError:
        return 0


def _journal(data: bytes, manifest: m.Manifest, erased: Collection[int]) -> tuple[Entry, ...]:
    entries = read_journal(data)
    report = verify_chain(entries, gone=erased)
    if not report.ok or (report.head, report.length) != (manifest.chain.head, manifest.chain.length):
        raise ValueError("the journal's chain does not hold")
    if not entries or entries[0].header.session != manifest.session:
        raise ValueError("a journal of another session")
    first = entries[0].event()
    if not isinstance(first, Opened) or first.practice is not manifest.practice:
        raise ValueError("practice or real: journal and manifest differ")
    for entry in entries[1:]:
        # Answers are most of a journal; what they come to is in the rows. A kind that this app does not know may be
        # a newer one's.
        if not entry.header.kind.startswith(_ANSWERED) and is_known(entry.header.kind):
            entry.event()
    return entries


def open_names(contents: Contents, opener: Opener) -> tuple[NameRow, ...]:
    """The names of learners who may be named; empty if the names were removed from the file. A name of a learner who is
    in no row is `altered`: withdrawn learners are looked up in the rows, so that name would never be erased. Raises
    KnownError `not_ours`, `unreadable` or `altered`."""
    if not contents.sealed_names:
        return ()
    try:
        names = read_names(unseal(contents.sealed_names, opener))
    except ValueError as error:
        raise altered_file() from error
    if not {row.learner for row in names} <= {row.learner for row in contents.rows}:
        raise altered_file()
    return names
