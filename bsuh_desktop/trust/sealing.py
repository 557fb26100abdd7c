"""Seal a file so that only its recipients can open it, open files sealed to us, and tell why one does not open.

age v1 (C2SP age specification) with X25519 recipients in Bech32 (Bitcoin Improvement Proposal 173), by pyrage. rage
adds a grease stanza to every header, which is not a recipient. A seal does not show who made it: the contents are
signed. `unproved` decrypts without authentication, only to tell a person whether a copy ends too early; nothing of its
result is ever accepted, shown or stored."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64decode
from collections.abc import Sequence

import pyrage
from nacl import bindings
from nacl.exceptions import CryptoError

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.trust.refusals import altered_file, not_ours, unreadable

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_LETTERS = 6


def to_bech32(prefix: str, data: bytes) -> str:
    """`data` with `prefix`, in lower case."""
    bits = int.from_bytes(data, "big") << (-8 * len(data) % 5)
    count = -(-8 * len(data) // 5)
    values = [bits >> 5 * place & 31 for place in range(count - 1, -1, -1)]
    spread = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _polymod([*spread, *values, *[0] * _CHECK_LETTERS]) ^ 1
    values += [check >> 5 * place & 31 for place in range(_CHECK_LETTERS - 1, -1, -1)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def bytes_of(text: str) -> bytes:
    """The data of a Bech32 text. Form and checksum are not checked: the caller has a text that was validated
    already."""
    letters = text[text.rindex("1") + 1 : -_CHECK_LETTERS]
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    count = 5 * len(letters) // 8
    return (number >> 5 * len(letters) - 8 * count).to_bytes(count, "big")


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


SEAL_START = b"age-encryption.org/"
"""The first bytes of a sealed file, of this or a later version."""
_INTRO = SEAL_START + b"v1\n"
_BASE64 = rb"[A-Za-z0-9+/]"
_STANZA = re.compile(rb"-> ([!-~]+)(?: [!-~]+)*\n(?:" + _BASE64 + rb"{64}\n)*" + _BASE64 + rb"{0,63}\n")
_MAC_LINE = re.compile(rb"--- " + _BASE64 + rb"{43}\n")
_SCALAR_BYTES = 32
LARGEST_HEADER = 32 * 1024
"""Bytes of the largest age header that is read: about 300 recipients; a partner has a few."""
_LONGEST_LINE = 256
_LAST_LINE = b"\n---"
_NO_MATCH = "No matching keys found"
_BROKEN_HEADER = ("Header is invalid", "Header MAC is invalid", "Unknown age format")


def new_identity() -> str:
    """A new secret age identity, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public recipient, `age1…`, of a secret identity."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """True if `text` is a usable recipient in canonical form."""
    try:
        _recipient(text)
    except KnownError:
        return False
    return True


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """`data` sealed to all of `recipients` (`age1…`). Sealing the same data twice gives different bytes.

    Raises KnownError `bad_recipient`; ValueError if there are no recipients.
    """
    if not recipients:
        raise ValueError("nobody to seal to")
    return bytes(pyrage.encrypt(data, [_recipient(text) for text in recipients]))


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        recipient = pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise _bad_recipient() from error
    if str(recipient) != text or _of_small_order(text):
        raise _bad_recipient()
    return recipient


def _bad_recipient() -> KnownError:
    return KnownError(
        "bad_recipient",
        Message("The programme file has a recipient that cannot be read."),
        Message("Ask the coordinator for a new programme file."),
    )


def _of_small_order(recipient: str) -> bool:
    """True for a point with which every shared secret is zero (RFC 7748, 6.1): age panics on it instead of refusing."""
    try:
        bindings.crypto_scalarmult(bytes(_SCALAR_BYTES), bytes_of(recipient))
    except RuntimeError:
        return True
    return False


class Opener:
    """Secret identities, parsed once to open many files, and their public recipients. Keep it only as long as the work
    it was made for."""

    def __init__(self, identities: Sequence[str]) -> None:
        self.keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
        self.recipients = frozenset(str(key.to_public()) for key in self.keys)

    def __repr__(self) -> str:
        return f"Opener({len(self.keys)} identities)"


def unseal(data: bytes, identities: Sequence[str] | Opener) -> bytes:
    """The data of a sealed file, opened with whichever of `identities` fits.

    Raises KnownError `not_ours` (no key fits), `unreadable` (the header is broken or not age's) or `altered` (what
    follows the header was changed, cut short or added to).
    """
    recipient_count(data)
    opener = identities if isinstance(identities, Opener) else Opener(identities)
    try:
        return bytes(pyrage.decrypt(data, opener.keys))
    except pyrage.DecryptError as error:
        raise _refusal(str(error)) from None


def _refusal(text: str) -> KnownError:
    """pyrage's errors differ only in their text; a test checks every one of them."""
    if text.startswith(_NO_MATCH):
        return not_ours()
    return unreadable() if text.startswith(_BROKEN_HEADER) else altered_file()


def recipient_count(sealed: bytes) -> int:
    """How many recipients a file is sealed to: its X25519 stanzas. Raises KnownError `unreadable`, also for a header
    that is larger than any that the app writes."""
    if not sealed.startswith(_INTRO) or not _is_small(sealed):
        raise unreadable()
    place, count = len(_INTRO), 0
    while stanza := _STANZA.match(sealed, place):
        count += stanza[1] == b"X25519"
        place = stanza.end()
    if not _MAC_LINE.match(sealed, place):
        raise unreadable()
    return count


def _is_small(sealed: bytes) -> bool:
    """True for a small header with short lines. pyrage's parser takes time that grows with the square of a line's
    words, and blocks all other threads meanwhile."""
    end = sealed.find(_LAST_LINE, 0, LARGEST_HEADER)
    return end >= 0 and max(map(len, sealed[:end].split(b"\n"))) <= _LONGEST_LINE


_X25519_STANZA = re.compile(rb"^-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})\n", re.MULTILINE)
_END_OF_HEADER = re.compile(rb"^--- [A-Za-z0-9+/]{43}\n", re.MULTILINE)
_WRAP, _PAYLOAD = b"age-encryption.org/v1/X25519", b"payload"
_NONCE, _TAG, _CHUNK = 16, 16, 65536


def unproved(sealed: bytes, opener: Opener) -> tuple[bytes, ...]:
    """The unauthenticated plain bytes up to the end of the file, whatever was done to it. It is unknown whether the
    last chunk was written as the last one, so both results are returned. Empty if no key fits."""
    end = _END_OF_HEADER.search(sealed)
    key = _file_key(sealed[: end.start()], opener) if end is not None else None
    if end is None or key is None:
        return ()
    payload = sealed[end.end() :]
    stream = _hkdf(key, payload[:_NONCE], _PAYLOAD)
    chunks = [payload[start : start + _CHUNK + _TAG] for start in range(_NONCE, len(payload), _CHUNK + _TAG)]
    if not chunks:
        return (b"",)
    before = b"".join(_opened(chunk, stream, number, False) for number, chunk in enumerate(chunks[:-1]))
    return tuple(before + _opened(chunks[-1], stream, len(chunks) - 1, last) for last in (True, False))


def _opened(chunk: bytes, key: bytes, number: int, last: bool) -> bytes:
    """The plain bytes of one chunk, without its tag. ChaCha20 is a stream cipher: encrypting the ciphertext again
    decrypts it."""
    data, nonce = chunk[:-_TAG], number.to_bytes(11, "big") + bytes([last])
    return bytes(bindings.crypto_aead_chacha20poly1305_ietf_encrypt(data, None, nonce, key))[: len(data)]


def _file_key(header: bytes, opener: Opener) -> bytes | None:
    for identity in opener.keys:
        scalar = bytes_of(str(identity).lower())
        own = bindings.crypto_scalarmult_base(scalar)
        for share, body in (map(_plain, found.groups()) for found in _X25519_STANZA.finditer(header)):
            try:
                wrap = _hkdf(bindings.crypto_scalarmult(scalar, share), share + own, _WRAP)
                return bytes(bindings.crypto_aead_chacha20poly1305_ietf_decrypt(body, None, bytes(12), wrap))
            except (CryptoError, RuntimeError):
                continue
    return None


def _plain(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF (RFC 5869) with SHA-256, one block."""
    return hmac.digest(hmac.digest(salt, secret, hashlib.sha256), info + b"\x01", hashlib.sha256)
