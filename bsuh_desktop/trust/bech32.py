"""Bech32 (Bitcoin Improvement Proposal 173), the text form of age recipients and identities."""

from __future__ import annotations

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
