"""Files of every kind that somebody built to do harm, drawn by number: the same number is the same file."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bsuh_desktop.exchange.package import LISTED, MANIFEST, SIGNATURE
from bsuh_desktop.trust.sealing import seal
from tests.helpers import hostile_drawings, hostile_papers
from tests.helpers.containers import attachment, crowded, forwarded, mail, multipart, nest, zipped
from tests.helpers.packs import good_files

NUMBER = 500
"""Of the files that go through each of the ways on which a stranger's file comes in."""
LAST = range(NUMBER - 2, NUMBER)
"""A few of them."""
MEGABYTE = 1024 * 1024
_MEMBERS = (MANIFEST, SIGNATURE, *LISTED)

Made = tuple[str, bytes]
"""A file's name, and its bytes."""
Kind = Callable[[random.Random, bytes, tuple[str, ...]], Made]
"""Makes one of a kind, from a genuine certificate (PDF) and the recipients to whom attendance files are sealed."""


def _paper(make: Callable[[bytes], bytes]) -> Kind:
    return lambda _, pdf, __: ("certificate.pdf", make(pdf))


def _picture(make: Callable[[], bytes]) -> Kind:
    def made(_: random.Random, __: bytes, ___: tuple[str, ...]) -> Made:
        data = make()
        return "picture.png" if data[1:4] == b"PNG" else "picture.jpg", data

    return made


def _package(chance: random.Random, _: bytes, recipients: tuple[str, ...]) -> Made:
    """A sealed ZIP whose members are deep, long, large, or lie about their size."""
    deep = chance.randrange(1_000, 300_000)
    content = chance.choice(
        (
            b"[" * deep,
            b'{"a":' * deep,
            b'{"a":[' + b"0," * deep + b"0]}",
            b"9" * deep,
            b'"' + b"\\u0000" * deep + b'"',
            bytes(chance.randrange(1, 60) * MEGABYTE),
        )
    )
    target, buffer = chance.choice(_MEMBERS), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _MEMBERS:
            archive.writestr(name, content if name == target else b"x")
    whole = bytearray(buffer.getvalue())
    if chance.random() < 0.5:
        said = len(content).to_bytes(4, "little")
        while (place := whole.find(said)) >= 0:
            whole[place : place + 4] = (100).to_bytes(4, "little")
    return "class.bsuh", seal(bytes(whole), recipients)


def _torn_seal(chance: random.Random, _: bytes, recipients: tuple[str, ...]) -> Made:
    """A large seal that ends too early, or has more recipients than anybody."""
    if chance.random() < 0.5:
        return "class.bsuh", seal(bytes(12 * MEGABYTE), recipients)[: -chance.randrange(1, 5 * MEGABYTE)]
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
    return "class.bsuh", b"age-encryption.org/v1\n" + stanza * chance.randrange(
        1, 120_000
    ) + b"--- " + b"A" * 43 + b"\n"


def _signed(chance: random.Random, _: bytes, __: tuple[str, ...]) -> Made:
    """A small signed file of an office that is deep, long, or full of numbers."""
    start = chance.choice((b'{"receipt":', b'{"programme":', b'{"list":', b'{"request":', b'{"answer":', b'{"copy":'))
    size = chance.randrange(1_000, 2_000_000)
    inside = chance.choice((b"[" * size, b'{"a":' * size, b"9" * size, b'"' + b"\\" * size, b"[" + b"1e999," * size))
    return "receipt.json", start + inside


def _container(chance: random.Random, _: bytes, __: tuple[str, ...]) -> Made:
    """A ZIP or a mail that unpacks without end, or nests without end."""
    kind = chance.randrange(6)
    if kind == 0:
        return "a.zip", nest(chance.randrange(1, 4), chance.randrange(2, 12))
    if kind == 1:
        return "a.zip", crowded(chance.randrange(1_000, 60_000))
    if kind == 2:
        return "a.zip", zipped({f"{n}.bsuh": bytes(30 * MEGABYTE) for n in range(chance.randrange(2, 6))})
    if kind == 3:
        whole = b"hello"
        for _n in range(chance.randrange(50, 400)):
            whole = forwarded(whole)
        return "a.eml", whole
    if kind == 4:
        return "a.eml", multipart([attachment("Content-Type: a/b; name=a.bsuh", b"x")] * chance.randrange(1000, 20_000))
    return "a.eml", mail({"a.zip": nest(2, 8)})


def _pack(chance: random.Random, _: bytes, __: tuple[str, ...]) -> Made:
    """A pack with a drawing that is never done, or with text without end."""
    make = chance.choice(
        (
            hostile_drawings.nested_use,
            hostile_drawings.nested_patterns,
            hostile_drawings.nested_markers,
            hostile_drawings.nested_masks,
            hostile_drawings.uses_itself,
            hostile_drawings.slow,
            hostile_drawings.deep,
        )
    )
    files = {**good_files(), "media/harm.svg": make()}
    if chance.random() < 0.3:
        files["module.toml"] += "\nx = " + "[" * chance.randrange(1_000, 200_000)
    return "pack.zip", zipped({name: text.encode() for name, text in files.items()})


def _rubbish(chance: random.Random, pdf: bytes, _: tuple[str, ...]) -> Made:
    """A genuine certificate of which bytes were changed anywhere."""
    data = bytearray(pdf)
    for _n in range(chance.randrange(1, 400)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return "certificate.pdf", bytes(data)


KINDS: Mapping[str, Kind] = {
    **{f"PDF: {name}": _paper(make) for name, make in hostile_papers.PDFS.items()},
    **{f"picture: {name}": _picture(make) for name, make in hostile_papers.PICTURES.items()},
    "package": _package,
    "seal": _torn_seal,
    "signed file": _signed,
    "container": _container,
    "pack": _pack,
    "rubbish": _rubbish,
}
_MANY = ("package", "seal", "signed file", "container", "pack", "rubbish")
"""Kinds of which each number is another file; of the others there is one."""
_ONCE = tuple(kind for kind in KINDS if kind not in _MANY)


def kind_of(number: int) -> str:
    """The kind of the file of that number, from 0."""
    return _ONCE[number] if number < len(_ONCE) else _MANY[(number - len(_ONCE)) % len(_MANY)]


def write_hostile(
    folder: Path, pdf: bytes, recipients: Sequence[str], numbers: Iterable[int] = range(NUMBER)
) -> dict[Path, str]:
    """Writes those of `numbers` into a folder that is made for them, and returns the kind of each by its path."""
    folder.mkdir()
    kinds = {}
    for number in numbers:
        kind = kind_of(number)
        name, data = KINDS[kind](random.Random(number), pdf, tuple(recipients))
        path = folder / f"{number:03}-{name}"
        path.write_bytes(data)
        kinds[path] = kind
    return kinds
