"""Lesson kits for tests: of the small packs of `tests.helpers.packs`, and of the app's own module."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from bsuh_desktop.content.placeholders import pack_words
from bsuh_desktop.content.reader import Pack, find_pack, read_pack
from bsuh_desktop.documents.lesson_kit.content import LessonKit
from bsuh_desktop.paths import resources
from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish, kit_content
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.programme import Programme
from tests.helpers.packs import write_folder
from tests.helpers.papers import poppler

TAKA = "taps-traps-taka"


@functools.cache
def programme() -> Programme:
    """The programme of practice."""
    return demonstration_programme(resources())


def pack_in(folder: Path, files: dict[str, str]) -> Pack:
    """A pack of these files, read as a desk reads it."""
    return read_pack(write_folder(folder, files), pack_words(programme(), resources()))


def taka(version: int | None = None) -> Pack:
    """The app's own module, the newest version of it or that one."""
    return find_pack(resources(), TAKA, pack_words(programme(), resources()), version)


def kit_of(pack: Pack, **wish: Any) -> LessonKit:
    """Its kit, with pictures that are grey squares."""
    return kit_content(pack, programme(), KitWish(**wish), grey_square)


def grey_square(_: bytes, pixels: int) -> bytes:
    """A picture of its own, so that no test needs Qt."""
    target = io.BytesIO()
    Image.new("RGB", (pixels // 8, pixels // 8), "#808080").save(target, "PNG")
    return target.getvalue()


def boxes_of(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Of each page the box of each word in millimetres, from the upper left corner: left, top, right, bottom."""
    text = poppler(pdf, "pdftotext", "-bbox", "-", "-").decode("utf-8")
    pages = text.split("<page ")[1:]
    return [[_millimetres(found) for found in _BOX.findall(page)] for page in pages]


_BOX = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"')


def _millimetres(sides: Sequence[str]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(side) * 25.4 / 72 for side in sides)
    return left, top, right, bottom
