"""A pack as far as it could be parsed: its tables, its slides in each language, and all findings."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.schema import NEWEST_FORMAT, SINCE_2, ModuleFile, PeopleFile, QuizFile
from bsuh_desktop.content.slides import Deck, read_deck
from bsuh_desktop.content.source import Source, names_in_archive
from bsuh_desktop.content.tables import Table, TomlLines, decode_text, empty, read_table
from bsuh_desktop.domain.messages import Language, Message

MODULE_FILE, QUIZ_FILE, PEOPLE_FILE = "module.toml", "quiz.toml", "people.toml"
LANGUAGES: tuple[Language, ...] = ("bn", "en")

T = TypeVar("T", bound=msgspec.Struct)


@dataclasses.dataclass(frozen=True)
class PackDraft:
    """A parsed pack, from which `reader` makes a Pack and which `check` examines. Without `findings` every part is
    complete and fits the schema; otherwise missing values are blank."""

    files: dict[str, bytes]
    module: Table[ModuleFile]
    quiz: Table[QuizFile]
    people: Table[PeopleFile]
    decks: dict[Language, Deck]
    findings: tuple[Finding, ...]

    @property
    def since_2(self) -> bool:
        """True if it is written in format 2 or a later one, whose questions measure."""
        return self.module.value.format > 1

    @property
    def languages(self) -> tuple[Language, ...]:
        """The pack's languages; both if it does not name them."""
        return self.module.value.languages or LANGUAGES


def slides_file(language: Language) -> str:
    """The file name of the slides in `language`."""
    return f"slides.{language}.md"


def holds_pack(path: Path) -> bool:
    """True for a folder or zip that contains module.toml, the file that makes it a pack."""
    if path.is_dir():
        return (path / MODULE_FILE).is_file()
    names = [name.split("/") for name in names_in_archive(path)] if path.suffix.lower() == ".zip" else []
    return any(name[-1] == MODULE_FILE and len(name) <= 2 for name in names)


def read_draft(source: Source, newest: int = NEWEST_FORMAT) -> PackDraft:
    """Parse as much of `source` as possible. Never raises for a bad pack. Of a pack in a format after `newest` nothing
    is parsed: its only finding says that it needs a newer app."""
    findings = list(source.findings)
    if (newer := _newer_format(source, newest)) is not None:
        return PackDraft(
            source.files, _blank(MODULE_FILE, ModuleFile), _blank(QUIZ_FILE, QuizFile), _NO_PEOPLE, {}, (newer,)
        )
    module = _table(source, MODULE_FILE, ModuleFile, findings)
    quiz = _table(source, QUIZ_FILE, QuizFile, findings)
    decks: dict[Language, Deck] = {}
    for language in module.value.languages or LANGUAGES:
        file = slides_file(language)
        text = _text(source, file, findings)
        if language in LANGUAGES and text is not None:
            decks[language] = read_deck(file, text)
            findings += decks[language].findings
    people = _table(source, PEOPLE_FILE, PeopleFile, findings) if PEOPLE_FILE in source.files else _NO_PEOPLE
    draft = PackDraft(source.files, module, quiz, people, decks, tuple(findings))
    return draft if draft.since_2 else dataclasses.replace(draft, findings=(*findings, *_too_new(draft)))


def _newer_format(source: Source, newest: int) -> Finding | None:
    try:
        written = tomllib.loads(source.files.get(MODULE_FILE, b"").decode("utf-8-sig")).get("format")
    except (ValueError, RecursionError):
        return None
    if not isinstance(written, int) or written <= newest:
        return None
    message = Message("This module needs a newer app.")
    return Finding(MODULE_FILE, 1, "newer_format", message, Message("Update the app, then open the module again."))


def _too_new(draft: PackDraft) -> Iterator[Finding]:
    """What a pack of format 1 uses although that format does not have it."""
    module, quiz = draft.module, draft.quiz
    yield from (_no_key(module, key) for key in _written(module.value, SINCE_2["module"]))
    for place, item in enumerate(quiz.value.items):
        yield from (_no_key(quiz, "items", place, key) for key in _written(item, SINCE_2["item"]))
        for letter, option in item.options.items():
            keys = _written(option, SINCE_2["option"])
            yield from (_no_key(quiz, "items", place, "options", letter, key) for key in keys)
    for deck in draft.decks.values():
        for placed in deck.slides:
            if placed.slide.layout in SINCE_2["layout"] or placed.slide.short is not None:
                yield Finding(deck.file, placed.line, "since_format_2", _SINCE_2, _RAISE_FORMAT)
    if PEOPLE_FILE in draft.files:
        yield Finding(PEOPLE_FILE, 1, "since_format_2", _SINCE_2, _RAISE_FORMAT)


def _written(value: msgspec.Struct, keys: Iterable[str]) -> list[str]:
    """Those of `keys` that do not have their default value."""
    fields = {field.name: field.default for field in msgspec.structs.fields(value)}
    return sorted(key for key in keys if getattr(value, key) != fields[key])


def _no_key(table: Table[T], *path: str | int) -> Finding:
    return Finding(table.file, table.line(*path), "since_format_2", _SINCE_2, _RAISE_FORMAT)


_SINCE_2 = Message("The pack's format does not have this yet.")
_RAISE_FORMAT = Message("Write format = 2 in module.toml, or remove it.")


def _table(source: Source, file: str, schema: type[T], findings: list[Finding]) -> Table[T]:
    text = _text(source, file, findings)
    table = read_table(file, text, schema) if text is not None else None
    if isinstance(table, Table):
        findings += table.findings
        return table
    if table is not None:
        findings.append(table)
    return _blank(file, schema)


def _blank(file: str, schema: type[T]) -> Table[T]:
    return Table(file, empty(schema), TomlLines(""), ())


_NO_PEOPLE = _blank(PEOPLE_FILE, PeopleFile)


def _text(source: Source, file: str, findings: list[Finding]) -> str | None:
    """The text of `file`, or None with the reason among `findings`."""
    if file not in source.files:
        if not any(found.file == file for found in source.findings):
            findings.append(_missing_file(file))
        return None
    text = decode_text(file, source.files[file])
    if isinstance(text, Finding):
        findings.append(text)
        return None
    return text


def _missing_file(file: str) -> Finding:
    message = Message("The pack has no file “{file}”.", file=file)
    return Finding(file, 1, "missing_file", message, Message("Add the file to the pack's folder."))
