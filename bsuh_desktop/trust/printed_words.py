"""The words printed beside the codes of a certificate, signed by the device once, when the serial is given.

They are bound to one credential, and are not valid with another serial, or with another first code of the same serial.
"""

from __future__ import annotations

import hashlib

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.printed_words import PrintedWords
from bsuh_desktop.trust.credential import Credential
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.signing import SIGNATURE_BYTES, SigningKey, verify
from bsuh_desktop.trust.strict_json import read_canonical

KIND, WORDS_VERSION = "printed-words", 1
LONGEST_WORDS = 8 * 1024
"""Bytes of the words of one certificate with their signature; most have 600."""


class SignedWords(msgspec.Struct, frozen=True):
    """The words of one certificate, and the device's signature over them and that certificate."""

    words: PrintedWords
    signature: bytes

    def encode(self) -> bytes:
        """The bytes as they are stored, handed over and embedded."""
        return canonical_json(self)


class _Body(msgspec.Struct, frozen=True):
    serial: str
    code1: bytes
    words: PrintedWords


def sign_words(signer: SigningKey, credential: Credential, words: PrintedWords) -> SignedWords:
    """Sign the words for that credential. Raises ValueError for more than LONGEST_WORDS, and for text that is not
    NFC."""
    signed = SignedWords(words, signer.sign(KIND, WORDS_VERSION, _body(credential, words)))
    if len(signed.encode()) > LONGEST_WORDS:
        raise ValueError("more words than stand on any sheet")
    return signed


def decode_words(data: bytes) -> SignedWords:
    """The reverse of `encode`. Raises KnownError `altered` for any other bytes."""
    if len(data) > LONGEST_WORDS:
        raise altered_file()
    try:
        signed = read_canonical(data, SignedWords)
    except ValueError as error:
        raise altered_file() from error
    if len(signed.signature) != SIGNATURE_BYTES:
        raise altered_file()
    return signed


def verify_words(signed: SignedWords, credential: Credential, public: bytes) -> bool:
    """True if the device with the key `public` signed exactly these words for exactly this credential."""
    return verify(public, KIND, WORDS_VERSION, _body(credential, signed.words), signed.signature)


def _body(credential: Credential, words: PrintedWords) -> bytes:
    return canonical_json(_Body(credential.serial, hashlib.sha256(credential.encode()).digest(), words))
