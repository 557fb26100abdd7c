"""The guides in `resources/help`: the same sections in both languages, links that lead somewhere, and words of screens
and commands as they stand in the app."""

from __future__ import annotations

import re
import unicodedata

import pytest

from bsuh_desktop.cli.parser import parser
from bsuh_desktop.domain.messages import KnownError, Language
from bsuh_desktop.qt.dialogs.guide_sections import GUIDES, read_guide, section_of
from tests.helpers.sources import ROOT
from tests.test_language import catalogue

HELP = ROOT / "resources" / "help"
LANGUAGES: tuple[Language, ...] = ("bn", "en")
ALL = [(guide, language) for guide in GUIDES for language in LANGUAGES]
each_guide = pytest.mark.parametrize(("guide", "language"), ALL)


def text_of(guide: str, language: str) -> str:
    return (HELP / f"{guide}.{language}.md").read_text("utf-8")


def links_of(text: str) -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", text)


def controls() -> dict[str, set[str]]:
    """Words on screens, of the app and of the web verifier; what is filled in at the end of them is left out."""
    both = list(catalogue().items())
    words = (ROOT / "resources" / "verify" / "source" / "page_words.js").read_text("utf-8")
    both += [(english, bangla) for bangla, english in re.findall(r'\[\s*"([^"]*)",\s*"([^"]*)",?\s*\]', words)]
    assert len(both) > len(catalogue()) + 50
    return {
        "en": {without_end(english) for english, _ in both},
        "bn": {without_end(bangla) for _, bangla in both},
    }


def without_end(words: str) -> str:
    return re.sub(r":? ?\{\w+\}$", "", words)


def test_there_are_these_guides_and_no_others() -> None:
    assert sorted(path.name for path in HELP.glob("*.md")) == sorted(f"{guide}.{lang}.md" for guide, lang in ALL)


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_have_the_same_sections(guide: str) -> None:
    bangla, english = (list(read_guide(guide, language).headings) for language in LANGUAGES)
    assert bangla == english
    assert len(english) == text_of(guide, "en").count("<a ") > 5


@each_guide
def test_every_heading_has_its_anchor(guide: str, language: str) -> None:
    text = text_of(guide, language)
    assert text.startswith("# ")
    anchored = re.findall(r'^<a id="\w+"></a>\n\n## \S.*$', text, re.MULTILINE)
    assert len(anchored) == len(re.findall(r"^#+ ", text, re.MULTILINE)) - 1 == text.count("<a ")


@each_guide
def test_every_section_is_in_the_contents_and_every_link_leads_to_a_section(guide: str, language: Language) -> None:
    contents = text_of(guide, language).partition("<a id=")[0]
    assert {f"#{anchor}" for anchor in read_guide(guide, language).headings} <= set(links_of(contents))
    astray = []
    for link in links_of(text_of(guide, language)):
        there = section_of(link, guide)
        found = there is not None and there.anchor in ("", *read_guide(there.guide, language).headings)
        if not found or (".md" in link and f".{language}.md" not in link):
            astray.append(link)
    assert not astray


@each_guide
def test_bold_words_are_those_on_a_screen(guide: str, language: str) -> None:
    """Nothing else is bold in a guide, and nothing is slanted: Bangla has no slanted letters."""
    text = text_of(guide, language)
    bold = re.findall(r"\*\*(.+?)\*\*", text)
    assert bold
    assert sorted(set(bold) - controls()[language]) == []
    assert "*" not in text.replace("**", "")
    assert not re.search(r"(?<!\w)_\w", text)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_of_both_languages_name_the_same_controls(guide: str) -> None:
    """Of each section: what the Bangla one leaves out, nobody would find missing."""
    known = {without_end(english): without_end(bangla) for english, bangla in catalogue().items()} | catalogue()
    odd = {}
    for english, bangla in zip(sections_of(guide, "en"), sections_of(guide, "bn"), strict=True):
        wanted = {known[words] for words in re.findall(r"\*\*(.+?)\*\*", english) if words in known}
        if missing := wanted - set(re.findall(r"\*\*(.+?)\*\*", bangla)):
            odd[bangla.partition("\n")[0]] = missing
    assert not odd


def sections_of(guide: str, language: str) -> list[str]:
    return text_of(guide, language).split("\n## ")


@each_guide
def test_commands_are_those_of_the_command_line(guide: str, language: Language) -> None:
    for line in re.findall(r"`bsuh ([^`]+)`", text_of(guide, language)):
        if line != "--help":
            parser(language).parse_args(line.replace("…", "").split())


def test_a_command_that_there_is_not_would_be_seen() -> None:
    with pytest.raises(KnownError):
        parser("en").parse_args(["grant", "revoke", "7K3Q", "--to", "list"])


@pytest.mark.parametrize("guide", GUIDES)
def test_the_bangla_is_nfc_and_calm(guide: str) -> None:
    text = text_of(guide, "bn")
    assert unicodedata.is_normalized("NFC", text)
    for word in ("!", "ত্রুটি", "স্টেজ", "কার্যালয়", "পৃষ্ঠা"):
        assert word not in text, word


@pytest.mark.parametrize("link", ["http://example.org", "settings.en.md", "../README.md", "facilitator.en.md/x"])
def test_no_link_leads_out_of_the_guides(link: str) -> None:
    assert section_of(link, "facilitator") is None
