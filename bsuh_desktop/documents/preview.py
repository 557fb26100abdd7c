"""Makes a small picture of a page of a PDF, or of a photograph, to show beside its verdict."""

from __future__ import annotations

import io
import struct
from contextlib import closing

from PIL.Image import Image, Resampling, Transpose, merge
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from bsuh_desktop.documents.paper_protocol import PDF, PNG, Preview, can_be_seen
from bsuh_desktop.documents.pdf_file import opened
from bsuh_desktop.domain.messages import KnownError

_MOST_PIXELS = 40_000_000
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""The transposition that undoes each camera orientation (Exif 2.3, orientation)."""


def preview(data: bytes, longest: int, page: int = 1) -> Preview | None:
    """A picture of a PDF's `page`, counted from 1 (the last page if there are fewer), or of a PNG or JPEG, whose longer
    side is at most `longest` px; None for other files, and for those that cannot be opened, which the verdict reports.
    """
    if not can_be_seen(data):
        return None
    try:
        image = _page_of(data, longest, page) if data.startswith(PDF) else _photograph(data, longest)
    except (KnownError, OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return None
    return None if image is None else Preview(image.width, image.height, image.tobytes())


def _page_of(pdf: bytes, longest: int, number: int) -> Image | None:
    with opened(pdf) as document:
        if len(document) == 0:
            return None
        with closing(document[min(number, len(document)) - 1]) as page:
            scale = longest / max(*page.get_size(), 1.0)
            with closing(page.render(scale=scale)) as bitmap:
                drawn: Image = bitmap.to_pil().convert("RGB")
                drawn.thumbnail((longest, longest))
                return drawn


def _photograph(picture: bytes, longest: int) -> Image | None:
    kind = PngImageFile if picture.startswith(PNG) else JpegImageFile
    with kind(io.BytesIO(picture)) as image:
        image.draft("RGB", (longest, longest))
        if image.width * image.height > _MOST_PIXELS:
            return None
        held = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
        small = _shrunk(image, longest)
        return small if held is None else small.transpose(held)


def _shrunk(image: Image, longest: int) -> Image:
    """The picture in colour. A large one is shrunk channel by channel: converting it as a whole takes its memory twice,
    as Pillow does for every kind of transparency."""
    if image.mode not in ("RGB", "RGBA"):
        small = image.convert("RGB")
        small.thumbnail((longest, longest), Resampling.BILINEAR)
        return small
    colours: list[Image] = []
    for name in "RGB":
        colours.append(image.getchannel(name))
        colours[-1].thumbnail((longest, longest), Resampling.BILINEAR)
    return merge("RGB", colours)
