"""Seal a file so that only its recipients can open it, and open what was sealed to us.

age v1 (C2SP age specification) with X25519 recipients, by pyrage. rage adds a stanza of grease to every header;
it is no recipient. A sealed file says nothing about who sealed it: what is inside is signed.
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

_INTRO = b"age-encryption.org/v1\n"
_BASE64 = rb"[A-Za-z0-9+/]"
_STANZA = re.compile(rb"-> ([!-~]+)(?: [!-~]+)*\n(?:" + _BASE64 + rb"{64}\n)*" + _BASE64 + rb"{0,63}\n")
_MAC_LINE = re.compile(rb"--- " + _BASE64 + rb"{43}\n")
_SCALAR_BYTES = 32
LARGEST_HEADER = 32 * 1024
"""Bytes of an age header that is looked at: some 300 recipients, of whom a partner has a few."""
_LONGEST_LINE = 256
_LAST_LINE = b"\n---"
_NO_MATCH = "No matching keys found"
_BROKEN_HEADER = ("Header is invalid", "Header MAC is invalid", "Unknown age format")


def new_identity() -> str:
    """A fresh secret age identity, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public recipient, `age1…`, of a secret identity."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """True if `text` is a recipient that can be sealed to, in its one form."""
    try:
        _recipient(text)
    except KnownError:
        return False
    return True


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """`data` sealed to every one of `recipients` (`age1…`). Two sealings of the same data differ.

    Raises KnownError `bad_recipient`; ValueError if there is nobody to seal to.
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
    """True for a point that makes every shared secret zero (RFC 7748, 6.1): age panics where it should refuse."""
    try:
        crypto_scalarmult(bytes(_SCALAR_BYTES), bytes_of(recipient))
    except RuntimeError:
        return True
    return False


class Opener:
    """Secret identities, made ready to open many files, and the recipients that they are. It lives no longer than the
    work for which it was made."""

    def __init__(self, identities: Sequence[str]) -> None:
        self.keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
        self.recipients = frozenset(str(key.to_public()) for key in self.keys)

    def __repr__(self) -> str:
        return f"Opener({len(self.keys)} identities)"


def unseal(data: bytes, identities: Sequence[str] | Opener) -> bytes:
    """What was sealed, opened with whichever of `identities` fits.

    Raises KnownError `not_ours` (no key fits), `unreadable` (the header is broken or is none of age's) or
    `altered` (what stands behind the header was changed, cut short or added to).
    """
    recipient_count(data)
    opener = identities if isinstance(identities, Opener) else Opener(identities)
    try:
        return bytes(pyrage.decrypt(data, opener.keys))
    except pyrage.DecryptError as error:
        raise _refusal(str(error)) from None


def _refusal(said: str) -> KnownError:
    """pyrage tells its errors apart by their words only; a test holds every one of them to its place."""
    if said.startswith(_NO_MATCH):
        return not_ours()
    return unreadable() if said.startswith(_BROKEN_HEADER) else altered_file()


def recipient_count(sealed: bytes) -> int:
    """How many people a file is sealed to: its X25519 stanzas. Raises KnownError `unreadable`, also for a header that
    is larger than any that we write."""
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
    """True for a header of few bytes, and of short lines. What parses it afterwards takes time that grows with the
    square of a line's words, and lets no other thread do anything meanwhile."""
    end = sealed.find(_LAST_LINE, 0, LARGEST_HEADER)
    return end >= 0 and max(map(len, sealed[:end].split(b"\n"))) <= _LONGEST_LINE
