"""A hash chain that proves a journal complete, and from which data can still be erased.

Each event has a header (canonical JSON array [session, seq, run, wall ms UTC, monotonic ms, kind]) and, stored
separately, its data with a random 16-byte salt. The chain starts with 32 zero bytes; each link is `SHA-256(previous ‖
header ‖ SHA-256(salt ‖ data))`. The entry keeps SHA-256(salt ‖ data), so salt and data can be erased and the chain
still verifies. The salt prevents a short answer from being guessed from its hash.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from bsuh_desktop.domain.events import Erased, Event, decode_data, encode_data, kind_of

START = bytes(32)
_writer = msgspec.json.Encoder()
_encode = _writer.encode
_sha256 = hashlib.sha256
SALT_BYTES = 16
_ERASED = "erased/"


class Header(msgspec.Struct, frozen=True, array_like=True):
    """The header of one event: session, position, time and kind."""

    session: str
    """Session id."""
    seq: int
    """Position in the session's journal, from 1."""
    run: str
    """Id of the app run that wrote the event; monotonic times compare only within one run."""
    wall_ms: int
    """Unix time in milliseconds."""
    mono_ms: int
    """Monotonic clock of the run in milliseconds."""
    kind: str
    """Kind with version, such as `opened/1`."""


class Entry(msgspec.Struct, frozen=True):
    """One event as the journal stores it. `salt` and `data` are None after erasure; `digest` remains."""

    header: Header
    salt: bytes | None
    data: bytes | None
    digest: bytes

    def event(self) -> Event | None:
        """The event, or None where it was erased."""
        return None if self.data is None else decode_data(self.header.kind, self.data)


class ChainReport(msgspec.Struct, frozen=True):
    """The result of checking a chain: its head, its length, and the seq of the first entry that does not fit."""

    head: bytes
    length: int
    broken_at: int | None

    @property
    def ok(self) -> bool:
        """True if every link verifies."""
        return self.broken_at is None


def make_entry(header: Header, event: Event) -> Entry:
    """The entry for `event` under `header`, with a new salt. Raises ValueError if `header.kind` is not the event's
    kind."""
    if header.kind != kind_of(event):
        raise ValueError(f"header says {header.kind}, event is {kind_of(event)}")
    salt, data = secrets.token_bytes(SALT_BYTES), encode_data(event)
    return Entry(header, salt, data, data_digest(salt, data))


def data_digest(salt: bytes, data: bytes) -> bytes:
    """SHA-256 over salt and data."""
    return _sha256(salt + data).digest()


def header_bytes(header: Header) -> bytes:
    """The header as it is hashed into the chain: a canonical JSON array."""
    return _encode(header)


def read_header(data: bytes) -> Header:
    """The header that `header_bytes` wrote. Raises ValueError for any other bytes."""
    header = msgspec.json.decode(data, type=Header)
    if header_bytes(header) != data:
        raise ValueError("a header that is not in its one form")
    return header


def link(previous: bytes, entry: Entry) -> bytes:
    """The 32-byte link after `previous` when `entry` is appended."""
    return _sha256(previous + _encode(entry.header) + entry.digest).digest()


def verify_chain(
    entries: Sequence[Entry], links: Iterable[bytes] | None = None, gone: Collection[int] = ()
) -> ChainReport:
    """Verify one session's chain from seq 1: order, a single session, and digests. Data may be missing only where an
    `erased` event or `gone` (erasures that somebody else made and signed for) names the entry. `links`: the stored link
    after each entry, compared if given."""
    head, session, known = START, entries[0].header.session if entries else "", iter(links or ())
    forgotten = _forgotten(entries, gone)
    # Inlined instead of calling `link` and `data_digest`, and all headers encoded at once, for speed: a whole country
    # has twenty million lines.
    headers = _writer.encode_lines([entry.header for entry in entries]).split(b"\n")
    for place, (entry, chained) in enumerate(zip(entries, headers, strict=False), start=1):
        header, salt, data, digest = entry.header, entry.salt, entry.data, entry.digest
        head = _sha256(head + chained + digest).digest()
        if salt is None or data is None:
            whole = salt is data is None and place in forgotten
        else:
            whole = _sha256(salt + data).digest() == digest
        wrong_link = links is not None and next(known, None) != head
        if not whole or wrong_link or header.seq != place or header.session != session:
            return ChainReport(head, place, place)
    return ChainReport(head, len(entries), None)


def heads(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The head of the chain after each entry. If one journal continues another, the other's head is among its heads."""
    head = START
    for entry in entries:
        head = link(head, entry)
        yield head


def _forgotten(entries: Sequence[Entry], gone: Collection[int]) -> set[int]:
    """The seqs of entries whose data may be missing. Computed only if an entry has no data."""
    if all(entry.data is not None for entry in entries):
        return set()
    erasing = (entry for entry in entries if entry.header.kind.startswith(_ERASED))
    return {seq for entry in erasing for seq in _erased_seqs(entry)}.union(gone)


def _erased_seqs(entry: Entry) -> tuple[int, ...]:
    """The seqs that an `erased` entry names."""
    try:
        event = entry.event()
    except ValueError:
        return ()
    return event.seqs if isinstance(event, Erased) else ()


class _Line(msgspec.Struct, frozen=True):
    header: Header
    digest: str
    salt: str | None
    data: msgspec.Raw


_lines = msgspec.json.Decoder(_Line)


def journal_line(entry: Entry) -> bytes:
    """The entry as one line of journal.jsonl, without the line feed: header, digest and salt in hexadecimal, data as
    exactly the bytes that were hashed."""
    data = b"null" if entry.data is None else entry.data
    salt = None if entry.salt is None else entry.salt.hex()
    return msgspec.json.encode(_Line(entry.header, entry.digest.hex(), salt, msgspec.Raw(data)))


def read_journal_line(line: bytes) -> Entry:
    """The entry of one line. Raises ValueError for anything `journal_line` could not have written."""
    read = msgspec.json.decode(line, type=_Line)
    data = None if bytes(read.data) == b"null" else bytes(read.data)
    salt = None if read.salt is None else bytes.fromhex(read.salt)
    entry = Entry(read.header, salt, data, bytes.fromhex(read.digest))
    if journal_line(entry) != line:
        raise ValueError("a journal line that is not in its one form")
    return entry


def read_journal(data: bytes) -> tuple[Entry, ...]:
    """The entries of a whole journal.jsonl, in which every line ends with a line feed. Raises ValueError for anything
    but lines that `journal_line` wrote. Decoded and compared with its canonical form as a whole, since a class has
    hundreds of lines."""
    read = _lines.decode_lines(data)
    texts = [bytes(line.data) for line in read]
    # The decoder would skip a line feed within a line as white space.
    if _writer.encode_lines(read) != data or data.count(b"\n") != len(read):
        raise ValueError("a journal that is not in its one form")
    digits = "".join([line.digest + (line.salt or "") for line in read])
    if bytes.fromhex(digits).hex() != digits:
        raise ValueError("hexadecimal digits in another form")
    number = bytes.fromhex
    return tuple(
        [
            Entry(
                line.header,
                None if line.salt is None else number(line.salt),
                None if text == b"null" else text,
                number(line.digest),
            )
            for line, text in zip(read, texts, strict=True)
        ]
    )
