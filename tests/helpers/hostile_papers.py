"""PDFs and pictures that harm whoever opens them; the PDFs begin as a genuine certificate and carry its credential."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping

MEGABYTE = 1024 * 1024
_PAGE = re.compile(rb"(?s)\n(\d+) 0 obj\s*(<<[^\r\n]*?/Type/Page>>)")
_FILE = re.compile(rb"/EF<</F (\d+) 0 R")
_TREE = re.compile(rb"(?s)\n(\d+) 0 obj\s*(<</Count 1/Kids\[ (\d+) 0 R \]/Type/Pages>>)")


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream's object."""
    return b"<</Length %d %s>>stream\n%s\nendstream" % (len(content), entries.encode(), content)


def deflated(pieces: int, piece: bytes, entries: str = "") -> bytes:
    """A stream that unpacks to so many pieces."""
    return stream(packed(pieces, piece), f"/Filter/FlateDecode {entries}")


def packed(pieces: int, piece: bytes) -> bytes:
    """The pieces as zlib packs them (RFC 1950). Each stands for itself, so one is packed and repeated."""
    packing = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    one = packing.compress(piece) + packing.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(pieces):
        check = zlib.adler32(piece, check)
    return b"\x78\xda" + one * pieces + b"\x03\0" + check.to_bytes(4, "big")


def updated(pdf: bytes, objects: Mapping[int, bytes]) -> bytes:
    """The PDF with other objects in place of its own, or new ones, as its format adds them (ISO 32000-1, 7.5.6)."""
    whole, places = bytearray(pdf), {}
    for number, content in objects.items():
        places[number] = len(whole)
        whole += b"\n%d 0 obj\n%s\nendobj\n" % (number, content)
    xref = len(whole)
    before = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    whole += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % one for one in places.items())
    size = max(_first_free(pdf), *(number + 1 for number in objects))
    whole += b"trailer\n<</Size %d/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, before, xref)
    return bytes(whole)


def _first_free(pdf: bytes) -> int:
    return int(re.findall(rb"/Size (\d+)", pdf)[-1])


def page_with(pdf: bytes, contents: bytes, resources: str = "", more: Mapping[int, bytes] | None = None) -> bytes:
    """The first page with one more stream of contents over it. In `resources` and in `more` (by number from 0), {0} is
    the number of the first object of `more`."""
    found = _PAGE.search(pdf)
    assert found is not None
    free = _first_free(pdf)
    page = re.sub(rb"/Contents (\d+ 0 R)", rb"/Contents[\1 %d 0 R]" % free, found[2])
    page = page.replace(b"/Resources<<", b"/Resources<<" + resources.replace("{0}", str(free + 1)).encode(), 1)
    others = {free + 1 + number: content for number, content in (more or {}).items()}
    return updated(pdf, {int(found[1]): page, free: contents, **others})


def nested_forms(pdf: bytes, depth: int = 22, calls: int = 4) -> bytes:
    """Forms that draw forms: calls ** depth drawings in some kilobytes."""
    first = _first_free(pdf) + 1
    forms = {}
    for level in range(depth):
        below = f"/Resources<</XObject<</F {first + level + 1} 0 R>>>>" if level + 1 < depth else ""
        drawn = b"q /F Do Q " * calls if below else b"1 g 0 0 1 1 re f"
        forms[level] = stream(drawn, f"/Type/XObject/Subtype/Form/BBox[0 0 900 900]{below}")
    over = page_with(pdf, stream(b"q /HX Do Q"), "", forms)
    return _with_xobject(over, "/HX", first)


def _with_xobject(pdf: bytes, name: str, number: int) -> bytes:
    """The page's XObjects with one more: its last writing counts."""
    place = pdf.rindex(b"/XObject<<", 0, pdf.rindex(b"/Type/Page>>"))
    assert pdf.rindex(b"/Type/Page>>") > place
    # As many bytes as before: the places of other objects stay.
    added = f"/XObject<<{name} {number} 0 R".encode()
    free = pdf.rindex(b"/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]", 0, place)
    gone = len(b"/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]")
    kept = pdf[free + gone : place] + added + pdf[place + len(b"/XObject<<") :]
    room = gone - (len(added) - len(b"/XObject<<"))
    return pdf[:free] + b" " * room + kept


def nested_patterns(pdf: bytes, depth: int = 12) -> bytes:
    """A page filled with small tiles that are filled with smaller ones."""
    first = _first_free(pdf) + 1
    patterns = {}
    for level in range(depth):
        below = f"/Pattern<</P {first + level + 1} 0 R>>" if level + 1 < depth else ""
        drawn = b"/Pattern cs /P scn 0 0 900 900 re f" if below else b"1 g 0 0 1 1 re f"
        tile = f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 900 900]/XStep 0.5/YStep 0.5/Resources<<{below}>>"
        patterns[level] = stream(drawn, f"/Type/Pattern{tile}")
    return page_with(pdf, stream(b"/Pattern cs /P scn 0 0 900 900 re f"), "/Pattern<</P {0} 0 R>>", patterns)


def bomb_of_contents(pdf: bytes) -> bytes:
    """A page whose drawing is two gigabytes of blanks."""
    return page_with(pdf, deflated(2048, b" " * MEGABYTE))


def bomb_of_operators(pdf: bytes) -> bytes:
    """A page of some hundred million dots."""
    return page_with(pdf, deflated(512, b"0 0 1 1 re f\n" * (MEGABYTE // 13)))


def bomb_of_text(pdf: bytes) -> bytes:
    """A page that says the same letter again and again, a hundred million times."""
    return page_with(pdf, deflated(100, (b"BT /F1 1 Tf (" + b"a" * 1000 + b") Tj ET\n") * 1000))


def huge_image(pdf: bytes) -> bytes:
    """A picture of 30,000 x 30,000 dots in four inks, all of one colour."""
    about = "/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceCMYK"
    first = _first_free(pdf) + 1
    over = page_with(pdf, stream(b"q 900 0 0 900 0 0 cm /HX Do Q"), "", {0: deflated(3434, bytes(MEGABYTE), about)})
    return _with_xobject(over, "/HX", first)


def bomb_of_credentials(pdf: bytes) -> bytes:
    """The attached credentials unpack to two gigabytes."""
    found = _FILE.search(pdf)
    assert found is not None
    return updated(pdf, {int(found[1]): deflated(2048, bytes(MEGABYTE), "/DL 4096")})


def giant_page(pdf: bytes) -> bytes:
    """A page of ten thousand kilometres."""
    found = _PAGE.search(pdf)
    assert found is not None
    return updated(pdf, {int(found[1]): re.sub(rb"/MediaBox\[[^]]*\]", b"/MediaBox[0 0 3e10 3e10]", found[2])})


def endless_tree(pdf: bytes) -> bytes:
    """A tree of pages that holds itself."""
    found = _TREE.search(pdf)
    assert found is not None
    kids = b"%s 0 R %s 0 R %s 0 R" % (found[1], found[3], found[1])
    return updated(pdf, {int(found[1]): b"<</Count 4999/Kids[%s]/Type/Pages>>" % kids})


def deep_nesting(pdf: bytes) -> bytes:
    """Arrays in arrays without end, in the page and in its drawing."""
    return page_with(pdf, stream(b"[" * 300_000 + b"q " * 300_000), f"/Deep {'[' * 300_000}{']' * 300_000}")


def lost_table(pdf: bytes) -> bytes:
    """The table of its objects is cut off in the middle, and the end of the file says that it is whole."""
    place = pdf.rindex(b"xref", 0, pdf.rindex(b"startxref"))
    return pdf[: place + 60] + b"\ntrailer\n<</Size 99999999/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % place


PDFS: Mapping[str, Callable[[bytes], bytes]] = {
    made.__name__: made
    for made in (
        nested_forms,
        nested_patterns,
        bomb_of_contents,
        bomb_of_operators,
        bomb_of_text,
        huge_image,
        bomb_of_credentials,
        giant_page,
        endless_tree,
        deep_nesting,
        lost_table,
    )
}
UNSEEN = ("deep_nesting", "huge_image")
"""Of the PDFs those that may be good: what is in them is painted by nobody, and the certificate is seen as it was
signed."""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: int, colours: int = 2, *chunks: bytes) -> bytes:
    """A PNG that says so many pixels (8 bits; kind of `colours` as in PNG 11.2.2) and holds so many bytes of them."""
    data = packed(rows // MEGABYTE, bytes(MEGABYTE))
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _profile() -> bytes:
    return _chunk(b"iCCP", b"x\0\0" + packed(512, bytes(MEGABYTE)))


def _jpeg(width: int, height: int) -> bytes:
    """A small progressive JPEG whose head says another size."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(target, "JPEG", progressive=True)
    whole = bytearray(target.getvalue())
    place = whole.index(b"\xff\xc2") + 5
    whole[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "says far more than it holds": lambda: png(100_000, 100_000, 0),
    "holds far more than it says": lambda: png(100, 100, 2048 * MEGABYTE),
    "as large as it may be, in colours": lambda: png(8000, 5000, 120 * MEGABYTE, 2),
    "as large as it may be, with transparency": lambda: png(8000, 5000, 160 * MEGABYTE, 6),
    "a profile of colours that is a bomb": lambda: png(100, 100, MEGABYTE, 2, _profile()),
    "a photograph that says it is huge": lambda: _jpeg(65_000, 65_000),
}
