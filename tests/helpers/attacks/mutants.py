"""Mutants of bytes, texts and structures, drawn by a seed so that each can be made again."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import cbor2
import msgspec

from bsuh_desktop.domain.canonical import canonical_json

Dice = random.Random
_ODD_NUMBERS = (-1, 0, 1, 2, 7, 255, 256, 65_535, 65_536, 2**31, 2**53 - 1, 2**53, 2**63, 2**64, 10**30)
_ODD_TEXTS = (
    "",
    "0",
    "null",
    "é",
    "e\u0301",
    "শ্রেয়া",
    "\u202e",
    "\0",
    "\x1b[2J",
    "../x",
    "A" * 5000,
    "2026-07-14",
    "9999-12-31",
    "AAAA",
    "AAB=",
    "age1",
    "\ufeff",
)


def mutant(data: bytes, others: Sequence[bytes], dice: Dice) -> bytes:
    """`data` with one to four changes of the kinds below; `others` are what parts may be taken from."""
    changed = data
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        changed = dice.choice(_CHANGES)(changed, others, dice)
    return changed


def _flip(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    if not data:
        return b"\0"
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]


def _overwrite(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    place, fill = dice.randrange(len(data) + 1), dice.randbytes(dice.randint(1, 16))
    return data[:place] + fill + data[place + len(fill) :]


def _cut(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _take_out(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randint(1, 40) :]


def _put_in(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + dice.choice((dice.randbytes(dice.randint(1, 40)), b"\0" * 300, b"[" * 1200)) + data[start:]


def _double(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    start = dice.randrange(len(data) + 1)
    end = start + dice.randint(1, 200)
    return data[:end] + data[start:end] + data[end:]


def _splice(data: bytes, others: Sequence[bytes], dice: Dice) -> bytes:
    other = dice.choice(others)
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


def _graft(data: bytes, others: Sequence[bytes], dice: Dice) -> bytes:
    other, place = dice.choice(others), dice.randrange(len(data) + 1)
    start = dice.randrange(len(other) + 1)
    part = other[start : start + dice.randint(1, 100)]
    return data[:place] + part + data[place + len(part) :]


def _as_json(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    try:
        value = msgspec.json.decode(data)
        return canonical_json(edited(value, dice))
    except (ValueError, RecursionError, TypeError):
        return _flip(data, (), dice)


def _as_loose_json(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    """The same value in another writing, or nearly so."""
    try:
        return msgspec.json.format(data, indent=dice.choice((-1, 0, 2)))
    except ValueError:
        return data + b" "


def _as_cbor(data: bytes, _: Sequence[bytes], dice: Dice) -> bytes:
    try:
        value = cbor2.loads(data)
        body = bytes(cbor2.dumps(value, canonical=True))
        rest = data[len(body) :] if data.startswith(body) else b""
        return bytes(cbor2.dumps(edited(value, dice), canonical=dice.random() < 0.8)) + rest
    except Exception:  # noqa: BLE001 - whatever a mutant of CBOR does here, it is no CBOR
        return _flip(data, (), dice)


_CHANGES: tuple[Callable[[bytes, Sequence[bytes], Dice], bytes], ...] = (
    _flip,
    _flip,
    _overwrite,
    _cut,
    _take_out,
    _put_in,
    _double,
    _splice,
    _graft,
    _as_json,
    _as_json,
    _as_json,
    _as_loose_json,
    _as_cbor,
    _as_cbor,
)


def edited(value: Any, dice: Dice) -> Any:
    """The structure with one thing in it changed, somewhere: a value, a key, a place in a list."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        return _edited_dict(value, dice)
    if isinstance(value, list) and value and dice.random() < 0.9:
        return _edited_list(value, dice)
    return other_value(value, dice)


def _edited_dict(value: dict[Any, Any], dice: Dice) -> dict[Any, Any]:
    name, way = dice.choice(sorted(value, key=str)), dice.random()
    if way < 0.1:
        return {key: one for key, one in value.items() if key != name}
    if way < 0.2:
        return {**value, dice.choice(("more", "format", "", "é")): other_value(0, dice)}
    return {**value, name: edited(value[name], dice)}


def _edited_list(value: list[Any], dice: Dice) -> list[Any]:
    place, way = dice.randrange(len(value)), dice.random()
    if way < 0.15:
        return [*value[:place], *value[place + 1 :]]
    if way < 0.3:
        return [*value, value[place]]
    if way < 0.4:
        return dice.sample(value, len(value))
    return [*value[:place], edited(value[place], dice), *value[place + 1 :]]


def other_value(value: Any, dice: Dice) -> Any:
    """Another value of the same kind, or of another."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) and dice.random() < 0.7:
        return dice.choice((value + 1, value - 1, -value, dice.choice(_ODD_NUMBERS)))
    if isinstance(value, bytes) and dice.random() < 0.8:
        return mutant_of_plain(value, dice)
    if isinstance(value, str) and value and dice.random() < 0.6:
        place = dice.randrange(len(value))
        return value[:place] + dice.choice("0AZaz=+/-:é ") + value[place + 1 :]
    return dice.choice((None, True, 1.5, [], {}, b"\0", *_ODD_NUMBERS, *_ODD_TEXTS))


def mutant_of_plain(data: bytes, dice: Dice) -> bytes:
    """Bytes with one change that needs no structure."""
    return dice.choice((_flip, _overwrite, _cut, _put_in))(data, (), dice)


def mutant_text(text: str, others: Sequence[str], dice: Dice) -> str:
    """A text as a bad scanner or a forger would give it."""
    way = dice.random()
    if way < 0.1:
        return "".join(chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x980, 0x9FF)))) for _ in range(60))
    place = dice.randrange(len(text) + 1)
    if way < 0.5:
        return text[:place] + dice.choice("0123456789 -#A০৯\n\0²") + text[place + 1 :]
    if way < 0.6:
        return text[:place]
    if way < 0.7:
        return text[:place] + text[place:][dice.randint(1, 5) :]
    if way < 0.8:
        return text[:place] + "".join(dice.choices("0123456789", k=dice.randint(1, 700))) + text[place:]
    if way < 0.9:
        return text[:place] + dice.choice(others)[place:]
    return " ".join(dice.sample([*text.split(), *others], dice.randint(1, 3)))
