"""Words that a pack must not type out or use: numbers, shared sentences, exclamation marks, and hurtful words.

`texts` gives all texts of a pack with their file and line, so that rules check each of them exactly once."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.placeholders import places
from bsuh_desktop.content.slides import Deck
from bsuh_desktop.content.tables import KeyPath, Table, normal, raw_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import ascii_digits

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


# The helplines that modules may name (national numbers, which are in the programme file), and any mobile number.
HELPLINES = ("1098", "999", "109", "01320000888")
EVERYWHERE = ("child", "emergency")
"""The ids of helplines that every programme has."""
_NUMBER = re.compile(
    rf"(?<![\d.,])(?:{'|'.join(HELPLINES)}|(?:\+?88)?01[3-9]\d{{2}}-?\d{{6}})(?![\d.,]\d|\d)", re.ASCII
)

# Words that the programme's glossary forbids; matched as stems at the start of a word, with any ending.
NEVER = (
    "ভিকটিম",
    "ভুক্তভোগী",
    "শিকার",
    "আপত্তিকর",
    "অশ্লীল",
    "ইজ্জত",
    "সম্ভ্রম",
    "কলঙ্ক",
    "লজ্জা",
    "বখাটে",
    "ইভ টিজিং",
    "আসক্ত",
    "পঙ্গু",
    "পাগল",
    "স্বাভাবিক শিশু",
)
# Short stems also begin harmless words (কানাকানি, the name কানাই): these match only alone or with a case ending.
NEVER_ALONE = ("বোবা", "কানা")
_BANGLA = r"[\u0980-\u09ff]"
_ENDING = "(?:র|য়|কে|রা|দের|টি|টির|টা)?"
_NEVER = re.compile(
    rf"(?<!{_BANGLA})(?:({'|'.join(map(normal, NEVER))})|({'|'.join(NEVER_ALONE)}){normal(_ENDING)}(?!{_BANGLA}))"
)


def helplines(draft: PackDraft) -> Iterator[Finding]:
    """helpline_in_text: a number of the programme file is typed out."""
    for text in texts(draft):
        if found := _NUMBER.search(ascii_digits(text.words)):
            message = Message("The number {number} is typed here by hand.", number=found.group())
            remedy = Message("Write {place} instead: numbers come from the programme file.", place="{helpline:child}")
            yield Finding(text.file, text.line, "helpline_in_text", message, remedy)


def common_sentences(draft: PackDraft, common: Mapping[str, LocalText]) -> Iterator[Finding]:
    """common_in_text: a shared sentence is typed out instead of being referenced."""
    for text in texts(draft):
        words = _bare(text.words)
        for name, sentence in common.items():
            said = _bare(getattr(sentence, text.language))
            if said and "{" not in sentence.bn and f" {said} " in f" {words} ":
                message = Message("The shared sentence “{name}” is typed here by hand.", name=name)
                remedy = Message(
                    "Write {place} instead, so that it is the same everywhere.", place=f"{{common:{name}}}"
                )
                yield Finding(text.file, text.line, "common_in_text", message, remedy)


def placeholders(draft: PackDraft, common: Mapping[str, LocalText]) -> Iterator[Finding]:
    """unknown_placeholder: a placeholder in braces that has no value."""
    own = {one.id for one in draft.module.value.sentences}
    named = {"common": common.keys(), "sentence": own}
    for text in texts(draft):
        known = {f"{kind}:{name}" for kind, name in places(text.words) if kind == "helpline" or name in named[kind]}
        for written in re.findall(r"\{([^{}\s]{0,40})\}?", text.words):
            if written not in known and not (written.startswith("common:") and not common):
                message = Message("The place “{name}” has no value here.", name=written)
                remedy = Message("Use a helpline of the programme, a sentence of common.toml, or one of the pack.")
                yield Finding(text.file, text.line, "unknown_placeholder", message, remedy)


def numbers(draft: PackDraft) -> Iterator[Finding]:
    """number_not_everywhere: a number that a programme may lack stands outside of the pack's own sentences, which know
    what to say without it."""
    if not draft.since_2:
        return
    own = {
        draft.module.line("sentences", place, "text", one)
        for place in range(len(draft.module.value.sentences))
        for one in ("bn", "en")
    }
    for text in texts(draft):
        for kind, name in places(text.words):
            inside = text.file == draft.module.file and text.line in own
            if kind == "helpline" and name not in EVERYWHERE and not inside:
                message = Message("Not every programme has the number “{name}”.", name=name)
                remedy = Message("Put it into a sentence of module.toml, with one that does without it.")
                yield Finding(text.file, text.line, "number_not_everywhere", message, remedy)


def exclamations(draft: PackDraft) -> Iterator[Finding]:
    """exclamation: no exclamation marks, so that nobody is shouted at."""
    for text in texts(draft):
        if "!" in text.words.replace("![", "["):
            message = Message("There is an exclamation mark here.")
            yield Finding(text.file, text.line, "exclamation", message, Message("End the sentence calmly."))


def never_words(draft: PackDraft) -> Iterator[Finding]:
    """never_word: a word that blames, shames or belittles."""
    for text in texts(draft):
        if found := _NEVER.search(text.words):
            message = Message("The programme never uses the word “{word}”.", word=found.group(1) or found.group(2))
            remedy = Message("Use the word of the glossary, or say what happened.")
            yield Finding(text.file, text.line, "never_word", message, remedy)


def unicode_form(draft: PackDraft) -> Iterator[Finding]:
    """not_nfc: text in another Unicode form looks the same but is not found by a search."""
    for file, data in draft.files.items():
        text = raw_text(file, data) if file.endswith((".toml", ".md")) else ""
        for number, line in enumerate(text.split("\n") if isinstance(text, str) else (), 1):
            if line != normal(line):
                message = Message("This line is not in the Unicode form NFC.")
                yield Finding(file, number, "not_nfc", message, Message("Save the file in NFC, with ৎ as one letter."))


def _bare(words: str) -> str:
    """Only the words, in lower case, so that different spellings of a sentence compare equal."""
    plain = unicodedata.normalize("NFC", words).lower().replace("**", "")
    return " ".join(re.sub(r"[^\w\u0980-\u09ff]+", " ", plain).split())
