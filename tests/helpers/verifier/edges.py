"""Signatures at the edges of Ed25519 (RFC 8032), where implementations part: made by plain arithmetic, slowly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bsuh_desktop.trust.signing import signed_bytes

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int]
IDENTITY: Point = (0, 1)


def add(one: Point, other: Point) -> Point:
    """The sum of two points of the curve."""
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P) % P


def times(number: int, point: Point) -> Point:
    """A multiple of a point."""
    total = IDENTITY
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def at(y: int) -> Point | None:
    """The point with an even x at `y`, if there is one."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        return None
    return (P - x if x & 1 else x), y


def encoded(point: Point) -> bytes:
    """The 32 bytes of a point."""
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def torsion() -> Point:
    """A point of order 8."""
    for y in range(2, 100):
        if (point := at(y)) and times(4, small := times(L, point)) != IDENTITY:
            return small
    raise AssertionError("there is one below 100")


def odd_signatures(seed: bytes, kind: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """Signatures of the key of `seed` over a thing of `kind` that only a part of all implementations takes."""
    base = at(4 * pow(5, P - 2, P) % P)
    assert base
    half = hashlib.sha512(seed).digest()[:32]
    secret = int.from_bytes(half, "little") & ((1 << 254) - 8) | 1 << 254
    public, message = encoded(times(secret, base)), signed_bytes(kind, 1, body)
    small = torsion()
    points = {
        "plain": (times(77, base), 77),
        "R of mixed order": (add(times(77, base), small), 77),
        "R of small order": (small, 0),
        "R the identity": (IDENTITY, 0),
    }
    for name, (point, number) in points.items():
        k = int.from_bytes(hashlib.sha512(encoded(point) + public + message).digest(), "little")
        signed = (number + k * secret) % L
        yield name, encoded(point) + signed.to_bytes(32, "little")
        if name == "plain":
            yield "S not reduced", encoded(point) + (signed + L).to_bytes(32, "little")
    k = int.from_bytes(hashlib.sha512((P + 1).to_bytes(32, "little") + public + message).digest(), "little")
    yield "R in another form", (P + 1).to_bytes(32, "little") + (k * secret % L).to_bytes(32, "little")
