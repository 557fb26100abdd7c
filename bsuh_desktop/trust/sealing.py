"""Seal a file so that only its recipients can open it, and open files that are sealed to us.

age v1 (C2SP age specification) with X25519 recipients, by pyrage. rage adds a grease stanza to every header, which is
not a recipient. A seal does not show who made it: the contents are signed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyrage
from nacl.bindings import crypto_scalarmult

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.trust.bech32 import bytes_of
from bsuh_desktop.trust.refusals import altered_file, not_ours, unreadable

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
        crypto_scalarmult(bytes(_SCALAR_BYTES), bytes_of(recipient))
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
