"""Looks for names in bytes, in every form in which a programme could have let them slip."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from bsuh_desktop.trust.credential import encode_name

LONG = 6
"""A word of so many letters names somebody by itself; a shorter one may stand anywhere."""


def words_of(names: Iterable[str]) -> set[str]:
    """The names, and each of their long words."""
    return {word for name in names for word in (name, *name.split()) if word == name or len(word) >= LONG}


def forms(word: str) -> dict[str, bytes]:
    """`word` in each form: plain, decomposed, UTF-16, as JSON escapes it, and as the code on a certificate has it."""
    escaped = json.dumps(word)[1:-1]
    return {
        "utf-8": word.encode(),
        "utf-8, decomposed": unicodedata.normalize("NFD", word).encode(),
        "utf-16 little": word.encode("utf-16-le"),
        "utf-16 big": word.encode("utf-16-be"),
        "json": escaped.encode(),
        "json, capitals": escaped.upper().replace("\\U", "\\u").encode(),
        "certificate": encode_name(word),
    }


def found(words: Iterable[str], places: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    """Each (place, word, form) in which one of `words` stands."""
    sought = [(word, form, data) for word in words for form, data in forms(word).items()]
    return [(place, word, form) for place, content in places.items() for word, form, data in sought if data in content]


def files(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`: its path and its bytes, the path itself among the bytes."""
    below = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): str(path).encode() + b"\n" + path.read_bytes() for path in below}
