"""The package inside the seal: a ZIP written in one fixed way, its signed manifest, and the order of manifests.

It is read with care, since a seal does not show who made it. The manifest lists all members with their hashes, signed
by the device that wrote them. Each manifest names the previous one of its key, so that a thief cannot backdate: a
revocation names the last manifest that is trusted, and an earlier file is good only if it is reached from there."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import is_session_id
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.system.bounded_zip import BROKEN, METHODS, open_zip, read_member
from bsuh_desktop.trust.key_list import Revocation
from bsuh_desktop.trust.refusals import altered_file, unreadable
from bsuh_desktop.trust.signed_document import read_canonical
from bsuh_desktop.trust.signing import SigningKey, verify

ATTENDANCE_VERSION = 1
RECEIPT_KEY_BYTES = 32
_HASH_BYTES = 32

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
GRANTS, SESSION, ROWS, JOURNAL, NAMES = (
    "grants.cbor",
    "session.json",
    "attendance.csv",
    "journal.jsonl",
    "names.csv.age",
)
LISTED = (GRANTS, SESSION, ROWS, JOURNAL, NAMES)
"""The members whose hashes are in the manifest."""


class Chain(msgspec.Struct, frozen=True):
    """The journal's head (SHA-256) and its number of entries."""

    head: bytes
    length: int


class Manifest(msgspec.Struct, frozen=True):
    """`manifest.json`, with bytes in base64."""

    format: int
    programme: str
    """Id of the programme."""
    session: str
    revision: int
    practice: bool
    recipients: tuple[str, ...]
    """The recipients that the file is sealed to."""
    chain: Chain
    nth: int
    """Number of this manifest among those of the signer's key, from 1."""
    prev: bytes
    """SHA-256 of the key's previous manifest; empty for the first."""
    receipt_key: bytes
    """Known only to its writer and to those who can open the file."""
    signer: bytes
    """The device's public key."""
    members: dict[str, bytes]
    """Name → SHA-256."""

    def encode(self) -> bytes:
        """The signed bytes."""
        return canonical_json(self)

    def __repr__(self) -> str:
        # Hides the receipt key, a secret of writer and coordinator.
        return f"Manifest({self.session}, {self.revision})"


def hashes_of(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """SHA-256 of each member that a manifest lists."""
    return {name: hashlib.sha256(members[name]).digest() for name in LISTED}


def sign_manifest(manifest: Manifest, signer: SigningKey) -> bytes:
    """The 64 bytes of `manifest.sig`."""
    return signer.sign("attendance", ATTENDANCE_VERSION, manifest.encode())


def read_manifest(data: bytes, signature: bytes) -> Manifest:
    """The manifest of a file, if its signer signed it. Who the signer is follows from the grants.

    Raises ValueError for any other bytes.
    """
    manifest = read_canonical(data, Manifest)
    if manifest.format != ATTENDANCE_VERSION:
        raise ValueError("a manifest of another version")
    if not _possible(manifest):
        raise ValueError("what no manifest can say")
    if not verify(manifest.signer, "attendance", ATTENDANCE_VERSION, data, signature):
        raise ValueError("the manifest's signature does not hold")
    return manifest


def _possible(manifest: Manifest) -> bool:
    counted = manifest.nth >= 1 and manifest.revision >= 1 and is_session_id(manifest.session)
    return counted and len(manifest.prev) in (0, _HASH_BYTES) and len(manifest.receipt_key) == RECEIPT_KEY_BYTES


MEMBERS = (MANIFEST, SIGNATURE, *LISTED)
LARGEST_FILE = 16 * 1024 * 1024
LARGEST_CONTENTS = 64 * 1024 * 1024
_SIGN, _LOCAL_BYTES, _CENTRAL, _END = b"PK\3\4", 30, 46, 22
"""ZIP (APPNOTE 4.3): signature of a local header, and the sizes of local header, central entry and end record."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1


def pack(members: Mapping[str, bytes], more: Sequence[str] = ()) -> bytes:
    """A ZIP of all members in their order, then `more`, deflated, without times or other traces of the computer."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*MEMBERS, *more):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, members[name])
    return buffer.getvalue()


def unpack(data: bytes, more: Sequence[str] = ()) -> dict[str, bytes]:
    """The members of an opened file, and those that `more` names.

    Takes no more memory than the declared sizes of the members, 64 MiB at most. Raises KnownError `unreadable` for
    more, for a path outside its folder or a link; `altered` for a broken archive, another list of members, another
    compression, or a member of another size than declared.
    """
    try:
        with open_zip(io.BytesIO(data)) as archive:
            _check(archive.infolist(), more)
            return {info.filename: read_member(archive, info, LARGEST_CONTENTS) for info in archive.infolist()}
    except (*BROKEN, OSError) as error:
        raise altered_file() from error


def is_cut_short(data: bytes) -> bool:
    """True for an opened file that begins as `pack` writes it, but ends before the sizes in its headers are reached."""
    place, behind = 0, _END
    for name in MEMBERS:
        head = data[place : place + _LOCAL_BYTES + len(name)]
        if len(head) < _LOCAL_BYTES + len(name):
            return head.startswith(_SIGN[: len(head)])
        if not head.startswith(_SIGN) or head[_LOCAL_BYTES:] != name.encode():
            return False
        place += len(head) + int.from_bytes(head[18:22], "little")
        behind += _CENTRAL + len(name)
    return len(data) < place + behind


def _check(infos: list[zipfile.ZipInfo], more: Sequence[str]) -> None:
    if refusal := _dangerous(infos):
        raise refusal
    names = [info.filename for info in infos]
    if sorted(names) != sorted((*MEMBERS, *more)) or any(info.compress_type not in METHODS for info in infos):
        raise altered_file()


def _dangerous(infos: list[zipfile.ZipInfo]) -> KnownError | None:
    too_much = len(infos) > 100 or sum(info.file_size for info in infos) > LARGEST_CONTENTS
    return unreadable() if too_much or any(map(_escapes, infos)) else None


def _escapes(info: zipfile.ZipInfo) -> bool:
    """True for a name with a path (zip slip), a link, or an encrypted member."""
    name = info.orig_filename
    path = any(sign in name for sign in "/\\:\0") or name in ("", ".", "..")
    return path or stat.S_ISLNK(info.external_attr >> 16) or bool(info.flag_bits & _ENCRYPTED)


class Link(msgspec.Struct, frozen=True):
    """One manifest among those of its key."""

    sha256: bytes
    """SHA-256 of the manifest."""
    key: bytes
    """Its signer's public key."""
    nth: int
    """Counts the key's manifests from 1."""
    prev: bytes
    """SHA-256 of the previous manifest; empty for the first."""
    session: str = ""
    last_counter: int = 0
    """The highest counter of a serial in that file; 0 if it has none."""


def rivals(link: Link, links: Iterable[Link]) -> tuple[Link, ...]:
    """Other manifests of the same key with the same place in the order: one of two was made by somebody else, or from
    copied data."""
    return tuple(
        one
        for one in links
        if one.key == link.key and one.sha256 != link.sha256 and (one.prev == link.prev or one.nth == link.nth)
    )


class RevocationIndex:
    """How far the sequences of revoked keys lead back from their last trusted manifests. Each sequence is walked once,
    and the walk continues where it ended when another of its files comes."""

    def __init__(self, revocations: Iterable[Revocation], links: Mapping[bytes, Link]) -> None:
        """Only those `links` are stored whose keys are revoked."""
        self._before: dict[bytes, bytes] = {}
        self._walks: dict[bytes, dict[bytes, _Walk]] = {}
        for one in revocations:
            walk = _Walk(one.last_manifest, self._before)
            self._walks.setdefault(one.key, {}).setdefault(one.last_manifest, walk)
        for link in links.values():
            self.learn(link.key, link.sha256, link.prev)

    @property
    def revoked(self) -> frozenset[bytes]:
        """The public keys that revocations name."""
        return frozenset(self._walks)

    def learn(self, key: bytes, manifest: bytes, prev: bytes) -> list[bytes]:
        """Adds a manifest of a key with its predecessor. Returns the manifests that are reached now and were not
        before."""
        walks = self._walks.get(key)
        if walks is None or manifest in self._before:
            return []
        self._before[manifest] = prev
        return [reached for walk in walks.values() for reached in walk.go_on()]

    def holds(self, key: bytes, last_trusted: Iterable[bytes], manifest: bytes) -> bool:
        """True if the sequence of `key` leads back to `manifest` from every one of `last_trusted`."""
        walks = self._walks.get(key, {})
        return all(manifest in walks[last].reached for last in last_trusted)

    def reaches_all(self, key: bytes, manifest: bytes) -> bool:
        """The same, from every last trusted manifest that any list names for the key."""
        return all(manifest in walk.reached for walk in self._walks.get(key, {}).values())


class _Walk:
    """Walks back from one manifest as far as links are known."""

    def __init__(self, last: bytes, before: Mapping[bytes, bytes]) -> None:
        self._before, self._place = before, last
        self.reached = {last} - {b""}

    def go_on(self) -> list[bytes]:
        """Continues the walk; returns the manifests that are reached now."""
        found = []
        while (prev := self._before.get(self._place)) and prev not in self.reached:
            self.reached.add(prev)
            found.append(prev)
            self._place = prev
        return found
