"""Wine's C runtime with what NumPy asks of Windows' besides: the parts of complex numbers, which wine 10 leaves out.

For the tests alone: on Windows itself ucrtbase.dll has them.
"""

from __future__ import annotations

import struct
from pathlib import Path

OVERRIDE = "ucrtbase=n,b"
"""For WINEDLLOVERRIDES: takes the DLL that stands in the prefix before wine's own."""

_MARK = slice(0x40, 0x60)
"""Where wine's own DLLs say that they are; one that says it is passed over as "native"."""

_PARTS = {
    "crealf": bytes.fromhex("66 0f 6e c1 c3"),  # movd xmm0, ecx
    "cimagf": bytes.fromhex("48 c1 e9 20 66 0f 6e c1 c3"),  # shr rcx, 32; movd xmm0, ecx
    "creall": bytes.fromhex("f2 0f 10 01 c3"),  # movsd xmm0, [rcx]
    "cimag": bytes.fromhex("f2 0f 10 41 08 c3"),  # movsd xmm0, [rcx + 8]
    "cimagl": bytes.fromhex("f2 0f 10 41 08 c3"),
}
"""The code of each function. Eight bytes of a complex number are in rcx itself; of sixteen, rcx has the address."""


def fill_in(library: Path) -> None:
    """Writes these functions into the ucrtbase.dll of a prefix. Raises KeyError if it does not even name one."""
    image = bytearray(library.read_bytes())
    if image[_MARK].startswith(b"Wine builtin DLL"):
        image[_MARK] = bytes(_MARK.stop - _MARK.start)
    exports = _exports(bytes(image))
    for name, code in _PARTS.items():
        at = exports[name]
        image[at : at + len(code)] = code
    library.unlink()
    library.write_bytes(image)


def _exports(image: bytes) -> dict[str, int]:
    """Where in the file of a 64-bit DLL each function begins that it exports by name (the PE format)."""
    header = _u32(image, 0x3C)
    count, optional = _u16(image, header + 6), _u16(image, header + 20)
    first = header + 24 + optional
    # Of each section: its address, its size in the file, its place there.
    sections: list[tuple[int, ...]] = [
        (_u32(image, at + 12), _u32(image, at + 16), _u32(image, at + 20))
        for at in range(first, first + 40 * count, 40)
    ]

    def in_file(address: int) -> int:
        start, _, there = next(one for one in sections if one[0] <= address < one[0] + one[1])
        return address - start + there

    table = in_file(_u32(image, header + 24 + 112))
    named, addresses, names, ordinals = struct.unpack_from("<IIII", image, table + 24)
    found: dict[str, int] = {}
    for index in range(named):
        at = in_file(_u32(image, in_file(names) + 4 * index))
        ordinal = _u16(image, in_file(ordinals) + 2 * index)
        found[image[at : image.index(0, at)].decode()] = in_file(_u32(image, in_file(addresses) + 4 * ordinal))
    return found


def _u32(image: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", image, at)[0])


def _u16(image: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", image, at)[0])
