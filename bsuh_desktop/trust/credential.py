"""The credential, the signed contents of a certificate's first code; its text form; and the signed words beside it.

It contains only what is printed beside it: serial, module, date (in two bytes), one name (Bangla, else English, else
none), and which device signed. FORMAT.md has it byte for byte. Whether that device has a grant is checked in
`certificate_check`. The text of a code is the programme's prefix (may be empty), then the bytes as one decimal number:
in a QR code a byte segment and a numeric segment (ISO/IEC 18004), the densest encoding that every scanner returns
unchanged. What follows the prefix's `#` is never sent to a server. n bytes always give the same number of digits,
padded with zeros, so that every text but the printed one is refused. The printed words are signed by the device once,
when the serial is given, and are not valid with another serial, or with another first code of the same serial."""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from typing import Literal

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.certificates import PrintedWords
from bsuh_desktop.domain.codes import SERIAL_LENGTH, decode, encode, read_serial
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.trust.refusals import altered_code, altered_file, unreadable
from bsuh_desktop.trust.signed_document import read_canonical
from bsuh_desktop.trust.signing import KEY_ID_BYTES, SIGNATURE_BYTES, SigningKey, key_id, verify

_START = datetime.date(1970, 1, 1)
LAST = 0xFFFF


def day_number(day: datetime.date) -> int:
    """The number of days from 1 January 1970 to `day`. Raises ValueError if it does not fit in two bytes."""
    number = (day - _START).days
    if not 0 <= number <= LAST:
        raise ValueError(f"{day} does not fit in two bytes")
    return number


def day_of(number: int) -> datetime.date:
    """The day with this number. Raises ValueError if it does not fit in two bytes."""
    if not 0 <= number <= LAST:
        raise ValueError(f"day {number} does not fit in two bytes")
    return _START + datetime.timedelta(days=number)


_BENGALI, _BENGALI_BYTE = 0x0980, 0x80
_SPECIAL = {"\u200d": 0x01, "\u200c": 0x02, "’": 0x03}
_SPECIAL_SIGN = {number: sign for sign, number in _SPECIAL.items()}
_UTF8_FOLLOWS = b"\0"
_NOT_PRINTED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def encode_name(name: str) -> bytes:
    """The bytes of `name`, empty for no name. Raises KnownError `name_unprintable`, ValueError if it is not NFC."""
    if not unicodedata.is_normalized("NFC", name):
        raise ValueError("a name that is not NFC")
    if any(_unprinted(sign) for sign in name):
        raise KnownError(
            "name_unprintable",
            Message("A name has a character that cannot be printed."),
            Message("Write that name again in the list."),
        )
    numbers = [_byte(sign) for sign in name]
    if None in numbers:
        return _UTF8_FOLLOWS + name.encode("utf-8")
    return bytes(number for number in numbers if number is not None)


def decode_name(data: bytes) -> str:
    """The name that `encode_name` wrote. Raises ValueError for bytes that it could not have written."""
    utf8 = data.startswith(_UTF8_FOLLOWS)
    name = data[1:].decode("utf-8") if utf8 else "".join(_sign(number) for number in data)
    try:
        whole = encode_name(name) == data
    except KnownError:
        whole = False
    if not whole:
        raise ValueError("not the coding of a name")
    return name


def _unprinted(sign: str) -> bool:
    return sign not in _SPECIAL and unicodedata.category(sign) in _NOT_PRINTED


def _byte(sign: str) -> int | None:
    point = ord(sign)
    if _BENGALI <= point < _BENGALI + 0x80:
        return point - _BENGALI + _BENGALI_BYTE
    return point if 0x20 <= point < 0x7F else _SPECIAL.get(sign)


def _sign(number: int) -> str:
    if number >= _BENGALI_BYTE:
        return chr(number - _BENGALI_BYTE + _BENGALI)
    return chr(number) if 0x20 <= number < 0x7F else _SPECIAL_SIGN.get(number, "\0")


CREDENTIAL_VERSION = 1
NAME_BYTES = 74
_SERIAL_BYTES, _MODULE_BYTES, _DAY_BYTES = 7, 2, 2
_HEAD = 1 + _SERIAL_BYTES + _MODULE_BYTES + _DAY_BYTES
_TAIL = KEY_ID_BYTES + SIGNATURE_BYTES


class Credential(msgspec.Struct, frozen=True):
    """The signed facts of one certificate."""

    serial: str
    """10 characters, without the hyphen."""
    module: int
    """The module's number in the programme file."""
    day: datetime.date
    name: str
    """The printed name; "" for none."""
    key_id: bytes
    """The 8-byte id of the device's key."""
    signature: bytes = b""

    def body(self) -> bytes:
        """The signed bytes: everything before the signature."""
        return b"".join(
            (
                bytes([CREDENTIAL_VERSION]),
                decode(self.serial).to_bytes(_SERIAL_BYTES, "big"),
                self.module.to_bytes(_MODULE_BYTES, "big"),
                day_number(self.day).to_bytes(_DAY_BYTES, "big"),
                encode_name(self.name),
                self.key_id,
            )
        )

    def encode(self) -> bytes:
        """The bytes of QR 1."""
        return self.body() + self.signature

    def __repr__(self) -> str:
        return f"Credential({self.serial})"


def printed_name(name_bn: str, name_en: str) -> str:
    """The one name that is signed: the Bangla one, else the English one, else none."""
    return name_bn or name_en


def fits_code(name: str) -> bool:
    """True if `name` fits in the code of a certificate: short enough, and only printable characters."""
    try:
        return len(encode_name(name)) <= NAME_BYTES
    except KnownError:
        return False


def sign_credential(signer: SigningKey, serial: str, module: int, day: datetime.date, name: str) -> Credential:
    """Sign the credential of one certificate. `name` must be cleaned by `domain.text.clean`; "" if no name may be
    stored.

    Raises KnownError `name_too_long` or `name_unprintable`, ValueError for a serial whose check character is wrong.
    """
    read_serial(serial)
    if encode(decode(serial), SERIAL_LENGTH) != serial or clean(name) != name:
        raise ValueError("a serial that is not in its one form, or a name that was not cleaned at the door")
    if len(encode_name(name)) > NAME_BYTES:
        raise KnownError(
            "name_too_long",
            Message("A name is too long for the certificate's code."),
            Message("Shorten that name together with the learner."),
        )
    credential = Credential(serial, module, day, name, signer.key_id)
    return msgspec.structs.replace(
        credential, signature=signer.sign("credential", CREDENTIAL_VERSION, credential.body())
    )


def decode_credential(data: bytes) -> Credential:
    """The credential of QR 1's bytes. Raises KnownError `altered` for any other bytes."""
    if not _HEAD + _TAIL <= len(data) <= _HEAD + NAME_BYTES + _TAIL or data[0] != CREDENTIAL_VERSION:
        raise altered_code()
    try:
        serial = encode(int.from_bytes(data[1:8], "big"), SERIAL_LENGTH)
        read_serial(serial)
        name = decode_name(data[_HEAD:-_TAIL])
        day = day_of(int.from_bytes(data[10:12], "big"))
    except ValueError as error:
        raise altered_code() from error
    module = int.from_bytes(data[8:10], "big")
    return Credential(serial, module, day, name, data[-_TAIL:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:])


def verify_credential(credential: Credential, public: bytes) -> bool:
    """True if the device with the key `public` signed exactly this credential."""
    ours = credential.key_id == key_id(public)
    return ours and verify(public, "credential", CREDENTIAL_VERSION, credential.body(), credential.signature)


MOST_DIGITS = 1000
LONGEST_PREFIX = 20
_DIGITS = "0123456789"
_GRANTS_START = 0x8A

CodeKind = Literal["credential", "grants", "unknown"]


def qr_segments(prefix: str, data: bytes) -> tuple[bytes, str]:
    """The byte segment and the numeric segment of a QR code. Raises ValueError for empty or overlong data."""
    digits = str(int.from_bytes(data, "big")).zfill(_digit_count(len(data)))
    if not data or len(digits) > MOST_DIGITS:
        raise ValueError(f"{len(data)} bytes do not fit in a code")
    return prefix.encode("ascii"), digits


def from_text(text: str) -> bytes:
    """The bytes of a scanned text, with any prefix that a programme may have had: only the bytes are signed.

    Raises KnownError `altered` for a text that no programme prints, `unreadable` if it is longer than any code.
    """
    prefix = text.rstrip(_DIGITS)
    if not usable_prefix(prefix):
        raise altered_code()
    return _bytes_of(text[len(prefix) :])


def usable_prefix(prefix: str) -> bool:
    """True if codes on certificates may begin with `prefix`: ASCII, short, and not ending in a digit; may be empty."""
    fits = len(prefix) <= LONGEST_PREFIX and prefix.isascii() and prefix.isprintable()
    return fits and not prefix[-1:].isdigit()


def kind_of(data: bytes) -> CodeKind:
    """Which code the bytes are, by their first byte: the certificate's first, its second, or neither."""
    if data[:1] == bytes([CREDENTIAL_VERSION]):
        return "credential"
    return "grants" if data[:1] == bytes([_GRANTS_START]) else "unknown"


def _bytes_of(digits: str) -> bytes:
    if len(digits) > MOST_DIGITS:
        # This was never a code of ours, so "this certificate was changed" would be the wrong message.
        raise unreadable()
    if not (digits.isascii() and digits.isdigit()):
        raise altered_code()
    count = ((10 ** len(digits)).bit_length() - 1) // 8
    number = int(digits)
    if count == 0 or _digit_count(count) != len(digits) or number.bit_length() > 8 * count:
        raise altered_code()
    return number.to_bytes(count, "big")


def _digit_count(byte_count: int) -> int:
    """The number of decimal digits needed for any number of `byte_count` bytes."""
    return len(str(256**byte_count - 1))


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
