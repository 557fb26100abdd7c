"""The credential: the signed contents of the first code on a certificate, so that it can be checked without internet.

It contains only what is printed beside it: serial, module, date, one name (Bangla, else English, else none), and which
device signed. FORMAT.md has it byte for byte. Whether the signing device has a grant is checked in `certificate_check`.
"""

from __future__ import annotations

import datetime
import unicodedata

import msgspec

from bsuh_desktop.domain.codes import SERIAL_LENGTH, decode, encode, read_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.trust.day_number import day_number, day_of
from bsuh_desktop.trust.refusals import altered_code
from bsuh_desktop.trust.signing import KEY_ID_BYTES, SIGNATURE_BYTES, SigningKey, key_id, verify

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
