"""Write the attendance file of a finished class: facts, journal and names, signed by this device, sealed to the office.

FORMAT.md has it byte for byte. Sealing the same class twice gives different bytes: keep the sealed file until the
receipt.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.chain import read_journal_line, verify_chain
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, write_names, write_rows
from bsuh_desktop.exchange.package import pack
from bsuh_desktop.trust.grants import Grant, encode_grants
from bsuh_desktop.trust.sealing import seal
from bsuh_desktop.trust.signing import SigningKey

_PLAIN = re.compile(r"[A-Za-z0-9-]+")


class Sender(msgspec.Struct, frozen=True):
    """The device that hands over."""

    signer: SigningKey
    grants: tuple[Grant, ...]
    """Empty while the device waits for its own."""
    programme: str
    recipients: tuple[str, ...]
    """The programme's recipients for the partner."""
    nth: int
    """Number of this manifest among those of the key, from 1."""
    previous: bytes
    """SHA-256 of the key's previous manifest; empty for the first."""


class AttendanceFile(msgspec.Struct, frozen=True):
    """The sealed bytes and what must be stored about them."""

    data: bytes
    sha256: bytes
    manifest_sha256: bytes
    chain_head: bytes
    receipt_key: bytes
    """Checks a dictated receipt."""

    def __repr__(self) -> str:
        return f"AttendanceFile({self.sha256.hex()})"


def build_attendance_file(facts: AttendanceFacts, sender: Sender) -> AttendanceFile:
    """The attendance file of one class. Raises ValueError if the journal's chain does not verify."""
    names = seal(write_names(facts.names), sender.recipients)
    receipt_key = secrets.token_bytes(m.RECEIPT_KEY_BYTES)
    members, manifest = contents(facts, sender, names, receipt_key)
    data = seal(pack(members), sender.recipients)
    return AttendanceFile(
        data=data,
        sha256=hashlib.sha256(data).digest(),
        manifest_sha256=hashlib.sha256(members[m.MANIFEST]).digest(),
        chain_head=manifest.chain.head,
        receipt_key=receipt_key,
    )


def contents(
    facts: AttendanceFacts, sender: Sender, sealed_names: bytes, receipt_key: bytes
) -> tuple[dict[str, bytes], m.Manifest]:
    """Every member by its name, and the manifest that lists them."""
    members = {
        m.GRANTS: encode_grants(sender.grants),
        m.SESSION: canonical_json(facts.details),
        m.ROWS: write_rows(facts.rows),
        m.JOURNAL: b"".join(line + b"\n" for line in facts.journal),
        m.NAMES: sealed_names,
    }
    manifest = m.Manifest(
        format=m.ATTENDANCE_VERSION,
        programme=sender.programme,
        session=facts.session,
        revision=facts.revision,
        practice=facts.practice,
        recipients=sender.recipients,
        chain=_chain(facts.journal),
        nth=sender.nth,
        prev=sender.previous,
        receipt_key=receipt_key,
        signer=sender.signer.public,
        members=m.hashes_of(members),
    )
    signed = {m.MANIFEST: manifest.encode(), m.SIGNATURE: m.sign_manifest(manifest, sender.signer)}
    return {**signed, **members}, manifest


def _chain(lines: Sequence[bytes]) -> m.Chain:
    report = verify_chain([read_journal_line(line) for line in lines])
    if not report.ok:
        raise ValueError(f"the chain breaks at {report.broken_at}")
    return m.Chain(report.head, report.length)


def file_name(day: datetime.date, place: str, session: str, revision: int = 1) -> str:
    """`2026-08-03-eiin-107845-<session>.bsuh`: contains nothing personal, and nothing that a FAT file system refuses. A
    later revision ends in `-r2`, so that it can be stored beside the first, which is never overwritten.

    Raises ValueError for a place or session with other characters than letters, digits, hyphens and the place's colon.
    """
    name = f"{day.isoformat()}-{place.replace(':', '-')}-{session}" + (f"-r{revision}" if revision > 1 else "")
    if not _PLAIN.fullmatch(name):
        raise ValueError("a place or a session that cannot stand in a file name")
    return name + file_endings.ATTENDANCE
