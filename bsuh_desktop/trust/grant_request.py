"""The request for a grant: who asks, for which partner, and the earliest class that waits; a small file for a stick.

Signed by the key that asks, so that nobody can ask in another's name. It contains no name in clear text: the person's
is sealed to the programme's recipients. FORMAT.md lists the fields.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.text import clean
from bsuh_desktop.trust.grants import LARGEST_PARTNER
from bsuh_desktop.trust.sealing import is_recipient, seal, unseal
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SigningKey

REQUEST_VERSION = 1
LARGEST_REQUEST = 64 * 1024
LONGEST_LABEL = 80
JOINERS = "\u200c\u200d"

Role = Literal["coordinator", "device"]


class GrantRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for, by which key."""

    format: int = REQUEST_VERSION
    role: Role
    programme: str
    """Id of the programme that the asking desk has joined; "" for none."""
    programme_version: int
    """Version of its programme file; 0 for none."""
    key: bytes
    """Public key that asks."""
    recipient: str
    """Its age recipient."""
    partner: int
    """A partner's number; 0 if a coordinator names none."""
    made: datetime.date
    earliest: datetime.date | None = None
    """Day of the earliest class that waits for the grant."""
    old_key: bytes = b""
    """Public key whose classes this one continues; empty for a first key."""
    label: bytes = b""
    """The asking person's name, sealed; empty if there is nobody to seal it to."""


def sealed_label(name: str, recipients: Sequence[str]) -> bytes:
    """The asking person's name for `GrantRequest.label`. Raises KnownError `bad_recipient`."""
    return seal(clean(name)[:LONGEST_LABEL].encode(), recipients) if name and recipients else b""


def label_of(request: GrantRequest, identities: Sequence[str]) -> str:
    """The asking person's name, or "" if none of `identities` opens it."""
    if not request.label:
        return ""
    try:
        name = clean(unseal(request.label, identities).decode())
    except (KnownError, UnicodeDecodeError):
        return ""
    # Anybody can seal a label; it must not contain control characters for a terminal.
    return "".join(sign for sign in name if sign.isprintable() or sign in JOINERS)[:LONGEST_LABEL]


def sign_request(request: GrantRequest, key: SigningKey) -> bytes:
    """The request as a file. Raises ValueError if `key` is not the key that asks."""
    if key.public != request.key:
        raise ValueError("a request is signed by the key that asks")
    return _FILE.sign(request, key)


def read_request(data: bytes) -> GrantRequest:
    """The request in a file with a valid signature. Raises KnownError `unreadable` or `altered`."""
    return _FILE.read(data)


def _possible(request: GrantRequest) -> bool:
    return (
        len(request.key) == PUBLIC_BYTES
        and len(request.old_key) in (0, PUBLIC_BYTES)
        and 0 <= request.partner <= LARGEST_PARTNER
        and request.programme_version >= 0
        and is_recipient(request.recipient)
    )


_FILE = SignedDocument(
    name="request",
    kind="request",
    body=GrantRequest,
    largest=LARGEST_REQUEST,
    signer=lambda request: request.key,
    possible=_possible,
)
REQUEST_START = _FILE.start
