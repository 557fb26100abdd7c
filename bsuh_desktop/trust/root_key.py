"""The programme's root key as 24 words that can be copied by hand, and the recovery identity derived from it.

The words are BIP-39's English ones (Bitcoin Improvement Proposal 39: 256 bits and an 8-bit checksum), so that any tool
of that kind can read the sheet. The age identity that opens everything the programme seals is derived from the same
seed: one sheet restores both.
"""

from __future__ import annotations

import hashlib

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.trust.sealing import to_bech32
from bsuh_desktop.trust.signing import SigningKey, key_id

WORDS = 24
_IDENTITY = b"bsuh/recovery-identity/1\0"
_GROUP = 4


def words_of(root: SigningKey) -> tuple[str, ...]:
    """The 24 words from which `root` can be restored."""
    from mnemonic import Mnemonic

    return tuple(Mnemonic("english").to_mnemonic(root.seed).split())


def root_of(text: str) -> SigningKey:
    """The root key of 24 words as they were copied, in any case, with numbers or commas between them.

    Raises KnownError `wrong_words`: which word is not in the list, how many are missing, or that the checksum is wrong.
    """
    from mnemonic import Mnemonic

    book = Mnemonic("english")
    words = [word for word in "".join(sign if sign.isalpha() else " " for sign in text.lower()).split() if word]
    known = set(book.wordlist)
    for place, word in enumerate(words, start=1):
        if word not in known:
            raise _wrong(Message("Word {place} is not a word of a recovery sheet.", place=place))
    if len(words) != WORDS:
        raise _wrong(Message("A recovery sheet has {wanted} words; here are {count}.", wanted=WORDS, count=len(words)))
    if not book.check(" ".join(words)):
        raise _wrong(Message("One of the words is wrong, or two have changed places."))
    return SigningKey.from_seed(bytes(book.to_entropy(words)))


def _wrong(message: Message) -> KnownError:
    return KnownError("wrong_words", message, Message("Compare them with the recovery sheet, one by one."))


def recovery_identity(root: SigningKey) -> str:
    """The programme's secret recovery age identity, `AGE-SECRET-KEY-1…`; always the same for one root key."""
    return to_bech32("age-secret-key-", hashlib.sha256(_IDENTITY + root.seed).digest()).upper()


def root_print(public: bytes) -> str:
    """A root key's fingerprint for comparison by eye: its key id in groups of four hexadecimal digits."""
    digits = key_id(public).hex().upper()
    return " ".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))
