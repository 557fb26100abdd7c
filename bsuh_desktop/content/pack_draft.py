"""A pack as far as it could be parsed: its tables, its slides in each language, and all findings."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TypeVar

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_zip import names_in_archive
from bsuh_desktop.content.schema import ModuleFile, QuizFile
from bsuh_desktop.content.slides import Deck, read_deck
from bsuh_desktop.content.source import Source
from bsuh_desktop.content.tables import Table, empty, read_table
from bsuh_desktop.content.text_file import decode_text
from bsuh_desktop.content.toml_lines import TomlLines
from bsuh_desktop.domain.messages import Language, Message

MODULE_FILE, QUIZ_FILE = "module.toml", "quiz.toml"
LANGUAGES: tuple[Language, ...] = ("bn", "en")

T = TypeVar("T", bound=msgspec.Struct)


@dataclasses.dataclass(frozen=True)
class PackDraft:
    """A parsed pack, from which `reader` makes a Pack and which `check` examines. Without `findings` every part is
    complete and fits the schema; otherwise missing values are blank."""

    files: dict[str, bytes]
    module: Table[ModuleFile]
    quiz: Table[QuizFile]
    decks: dict[Language, Deck]
    findings: tuple[Finding, ...]

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


def read_draft(source: Source) -> PackDraft:
    """Parse as much of `source` as possible. Never raises for a bad pack."""
    findings = list(source.findings)
    module = _table(source, MODULE_FILE, ModuleFile, findings)
    quiz = _table(source, QUIZ_FILE, QuizFile, findings)
    decks: dict[Language, Deck] = {}
    for language in module.value.languages or LANGUAGES:
        file = slides_file(language)
        text = _text(source, file, findings)
        if language in LANGUAGES and text is not None:
            decks[language] = read_deck(file, text)
            findings += decks[language].findings
    return PackDraft(source.files, module, quiz, decks, tuple(findings))


def _table(source: Source, file: str, schema: type[T], findings: list[Finding]) -> Table[T]:
    text = _text(source, file, findings)
    table = read_table(file, text, schema) if text is not None else None
    if isinstance(table, Table):
        findings += table.findings
        return table
    if table is not None:
        findings.append(table)
    return Table(file, empty(schema), TomlLines(""), ())


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
