"""The request for a grant and the answer to it, each in one small file for a stick.

The request says who asks, for which partner, and the earliest class that waits. It is signed by the key that asks, so
that nobody can ask in another's name, and contains no name in clear text: the person's is sealed to the programme's
recipients. The answer has the grants, the newest programme file and key lists. It needs no signature of its own: each
part is signed by somebody entitled to it, and checked again by the accepting desk. FORMAT.md lists the fields."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.codes import is_learner_id
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.text import clean
from bsuh_desktop.trust.grants import LARGEST_PARTNER, Grant, decode_grants, encode_grants
from bsuh_desktop.trust.programme import LARGEST_FILE
from bsuh_desktop.trust.sealing import is_recipient, seal, unseal
from bsuh_desktop.trust.signed_document import Document, SignedDocument
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
    return _REQUEST_FILE.sign(request, key)


def read_request(data: bytes) -> GrantRequest:
    """The request in a file with a valid signature. Raises KnownError `unreadable` or `altered`."""
    return _REQUEST_FILE.read(data)


def _possible_request(request: GrantRequest) -> bool:
    return (
        len(request.key) == PUBLIC_BYTES
        and len(request.old_key) in (0, PUBLIC_BYTES)
        and 0 <= request.partner <= LARGEST_PARTNER
        and request.programme_version >= 0
        and is_recipient(request.recipient)
    )


_REQUEST_FILE = SignedDocument(
    name="request",
    kind="request",
    body=GrantRequest,
    largest=LARGEST_REQUEST,
    signer=lambda request: request.key,
    possible=_possible_request,
)
REQUEST_START = _REQUEST_FILE.start


ANSWER_VERSION = 1
LARGEST_ANSWER = 2 * LARGEST_FILE
MOST_LISTS = 50
"""Key lists in one answer: the root key's, and those of the coordinators above the device."""


class GrantAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of an answer."""

    format: int = ANSWER_VERSION
    grants: bytes
    """The bytes of QR 2; an answer for a coordinator has only its own grant."""
    programme_file: bytes = b""
    """The newest programme file; empty if the request named that version."""
    key_lists: tuple[bytes, ...] = ()
    """Files of `key_list`."""
    continues: bytes = b""
    """The old public key whose classes the granted key continues; empty if there is none."""
    forgotten: tuple[str, ...] = ()
    """Ids of learners who withdrew their consent on the old device."""

    def chain(self) -> tuple[Grant, ...]:
        """The grants, the coordinator's first. Raises KnownError `altered`."""
        return decode_grants(self.grants)


def write_answer(
    grants: Sequence[Grant],
    programme_file: bytes = b"",
    key_lists: Sequence[bytes] = (),
    continues: bytes = b"",
    forgotten: Sequence[str] = (),
) -> bytes:
    """The answer's file."""
    answer = GrantAnswer(
        grants=encode_grants(grants),
        programme_file=programme_file,
        key_lists=tuple(key_lists),
        continues=continues,
        forgotten=tuple(forgotten),
    )
    return _ANSWER_FILE.write(answer)


def read_answer(data: bytes) -> GrantAnswer:
    """The answer in a file; its parts are not checked yet. Raises KnownError `unreadable` or `altered`."""
    return _ANSWER_FILE.read(data)


def _possible_answer(answer: GrantAnswer) -> bool:
    """Raises KnownError `altered` for grants that are none."""
    return (
        len(answer.continues) in (0, PUBLIC_BYTES)
        and all(map(is_learner_id, answer.forgotten))
        and len(answer.key_lists) <= MOST_LISTS
        and bool(answer.chain())
    )


_ANSWER_FILE = Document(name="answer", body=GrantAnswer, largest=LARGEST_ANSWER, possible=_possible_answer)
ANSWER_START = _ANSWER_FILE.start
