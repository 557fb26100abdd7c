"""The recovery code: 26 characters on a sheet in a safe place; and its copy that is sealed to the coordinators.

25 random characters of Crockford's base 32 (125 bits) and a check character, so that a typing error can be
distinguished from the code of another vault. It needs no slow hashing: nobody guesses 125 bits. The copy is signed by
the desk's own key, so that nobody can put another code in its place. The sealed data contain that key, too, so a sealed
code that somebody else signs as their own is refused. FORMAT.md lists the fields."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, RECOVERY_LENGTH, check_character, decode, encode
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.sealing import seal, unseal
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SigningKey

_RANDOM_LENGTH = RECOVERY_LENGTH - 1


def new_recovery_code() -> str:
    """A new code of 26 characters without spaces."""
    body = encode(secrets.randbits(5 * _RANDOM_LENGTH), _RANDOM_LENGTH)
    return body + check_character(body)


def read_recovery_code(text: str) -> str:
    """The code in canonical form, read leniently. Raises KnownError `wrong_recovery_code`."""
    written = text.replace("-", "").replace(" ", "")
    try:
        code = encode(decode(written), RECOVERY_LENGTH)
    except ValueError:
        code = ""
    if len(written) != RECOVERY_LENGTH or not code or check_character(code[:-1]) != code[-1]:
        raise KnownError(
            "wrong_recovery_code",
            Message("The recovery code has a wrong character."),
            Message("Compare it with the sheet, one character at a time."),
        )
    return code


COPY_VERSION = 1
LARGEST_COPY = 48 * 1024
"""Bytes: enough for as many recipients as fit in one header of a sealed file."""


class RecoveryCopy(msgspec.Struct, frozen=True, kw_only=True):
    """The signed contents of a copy."""

    format: int = COPY_VERSION
    programme: str
    key: bytes
    """The desk's public key."""
    number: int
    """Increases with each copy; the newest replaces the others."""
    made: datetime.date
    """The day on which it was made."""
    device: str
    """The four characters of the device number; "" while the desk waits for a grant."""
    sealed: bytes
    """What `seal_code` returned."""

    def __repr__(self) -> str:
        return f"RecoveryCopy({self.number})"


def seal_code(code: str, key: bytes, recipients: Sequence[str]) -> bytes:
    """The public key and its 26 characters, sealed. Raises KnownError `bad_recipient`."""
    return seal(key + read_recovery_code(code).encode("ascii"), recipients)


def sign_copy(copy: RecoveryCopy, key: SigningKey) -> bytes:
    """The copy as a file. Raises ValueError if `key` is not the key that the copy belongs to."""
    if key.public != copy.key:
        raise ValueError("a recovery copy is signed by the key that it is of")
    return _FILE.sign(copy, key)


def read_copy(data: bytes) -> RecoveryCopy:
    """The copy in a file with a valid signature. Raises KnownError `unreadable` or `altered`."""
    return _FILE.read(data)


def open_copy(copy: RecoveryCopy, identities: Sequence[str]) -> str:
    """The 26 characters. Raises KnownError `not_ours`, `unreadable` or `altered`."""
    opened = unseal(copy.sealed, identities)
    if opened[:PUBLIC_BYTES] != copy.key:
        raise altered_file()
    try:
        return read_recovery_code(opened[PUBLIC_BYTES:].decode("ascii"))
    except UnicodeDecodeError as error:
        raise altered_file() from error


def _possible(copy: RecoveryCopy) -> bool:
    return len(copy.key) == PUBLIC_BYTES and copy.number >= 1 and _is_device(copy.device)


def _is_device(text: str) -> bool:
    try:
        return not text or encode(decode(text), DEVICE_LENGTH) == text
    except ValueError:
        return False


_FILE = SignedDocument(
    name="recovery_copy",
    kind="recovery-copy",
    body=RecoveryCopy,
    largest=LARGEST_COPY,
    signer=lambda copy: copy.key,
    possible=_possible,
)
COPY_START = _FILE.start
