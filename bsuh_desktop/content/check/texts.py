"""All texts of a pack with their file and line, so that rules about words check each of them exactly once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.slides import Deck
from bsuh_desktop.content.tables import Table
from bsuh_desktop.content.toml_lines import KeyPath
from bsuh_desktop.domain.messages import Language

SPOKEN = ("say", "board", "nopower", "note")


@dataclasses.dataclass(frozen=True)
class Text:
    """A text of the pack in one language, with its file and line."""

    file: str
    line: int
    language: Language
    words: str


def texts(draft: PackDraft) -> Iterator[Text]:
    """All texts that a learner or a facilitator may read: both TOML files, slides, and the facilitator's lines."""
    for table in (draft.module, draft.quiz, draft.people):
        for path, value in local_texts(table.value):
            for language in draft.languages:
                words = cast(str, getattr(value, language))
                yield Text(table.file, table.line(*path, language), language, words)
    for language, deck in draft.decks.items():
        yield from _slide_texts(language, deck)


def _slide_texts(language: Language, deck: Deck) -> Iterator[Text]:
    for placed in deck.slides:
        for line, words in placed.body:
            yield Text(deck.file, line, language, words.strip().lstrip("#- "))
        for key in SPOKEN:
            if words := getattr(placed.slide, key):
                yield Text(deck.file, placed.line_of(key), language, words)


def local_texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """(path, table with `bn` and `en`) of every text in `value` that exists in two languages."""
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        if "bn" in names:
            yield path, value
        for name in names:
            yield from local_texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | dict):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from local_texts(inner, (*path, key))


def readable(draft: PackDraft, table: Table[Any]) -> bool:
    """False if the table's file is missing or could not be parsed: then it is not checked further."""
    return not any(
        found.file == table.file and found.code in ("missing_file", "not_toml", "not_utf8", "unsafe_name", "too_large")
        for found in draft.findings
    )
