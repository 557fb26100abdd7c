"""Check a pack before a class sees it: everything that its author has to fix, each with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bsuh_desktop.content.check import measuring, pictures, questions, structure, words
from bsuh_desktop.content.check import structure as plan
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import MODULE_FILE, QUIZ_FILE, PackDraft, read_draft
from bsuh_desktop.content.source import Source, open_source
from bsuh_desktop.domain.local_text import LocalText

CHECKS: tuple[Callable[[PackDraft], Iterator[Finding]], ...] = (
    structure.translations,
    structure.slides_differ,
    structure.minutes,
    structure.duplicate_ids,
    structure.questions,
    structure.parts,
    plan.facilitator_lines,
    plan.lengths,
    questions.four_options,
    questions.keys,
    questions.option_lengths,
    questions.misconceptions,
    questions.objectives,
    questions.pairs,
    questions.pair_order,
    questions.twins,
    questions.key_spread,
    measuring.complete,
    measuring.feedback_lengths,
    measuring.cases,
    measuring.shared_options,
    measuring.key_words,
    measuring.question_minutes,
    measuring.short_plan,
    measuring.layouts,
    measuring.people,
    questions.guessable,
    pictures.missing,
    pictures.unsafe,
    words.helplines,
    words.numbers,
    words.exclamations,
    words.never_words,
    words.unicode_form,
)
# A key with one of these findings was replaced by a blank: findings of other rules about its line are dropped.
_BLANK = ("wrong_type", "missing_key")
_TABLES = (MODULE_FILE, QUIZ_FILE)


def check_pack(path: Path, common: Mapping[str, LocalText] | None = None) -> list[Finding]:
    """All findings about the folder or zip at `path`, by file and line; empty for a good pack.

    `common` are the shared sentences (`placeholders.read_common`); without them, nothing about them is checked. A bad
    pack never raises; KnownError (pack_not_found, pack_unreadable) only if there is nothing to check.
    """
    return check_source(open_source(path), common or {})


def pack_id_of(source: Source) -> tuple[str, int]:
    """The id and the version in module.toml; "" and 0 if it has none."""
    module = read_draft(source).module.value
    return module.id, module.version


def check_source(source: Source, common: Mapping[str, LocalText]) -> list[Finding]:
    """Like `check_pack`, for files that are already in memory."""
    book = read_draft(source)
    if any(found.code == "newer_format" for found in book.findings):
        return list(book.findings)
    blank = {(found.file, found.line) for found in book.findings if found.code in _BLANK and found.file in _TABLES}
    more = [found for check in CHECKS for found in check(book)]
    more += [*words.common_sentences(book, common), *words.placeholders(book, common)]
    found = [*book.findings, *(one for one in more if (one.file, one.line) not in blank)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line, one.code))
