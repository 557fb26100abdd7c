"""Every sentence of the programme in both languages, and the choice between them."""

from __future__ import annotations

import ast
import re
import string
import sys
import unicodedata
from xml.etree import ElementTree

import polib
import pytest

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import choose_language, display_language, say
from tests.helpers.sources import ROOT, calls_of


def catalogue() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(ROOT / "resources" / "i18n" / "bn.po"))}


def places(sentence: str) -> list[tuple[str, str | None, str | None]]:
    """Each place with its format: (name, format specification, conversion), sorted."""
    parsed = string.Formatter().parse(sentence)
    return sorted((name, spec, conversion) for _, name, spec, conversion in parsed if name is not None)


def sentences() -> dict[str, str]:
    """Each English sentence that the code says, and where."""
    found = {}
    for place, call in calls_of("Message"):
        text = call.args[0] if call.args else None
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            found[text.value] = place
    return found


def form_texts() -> dict[str, str]:
    """Each English text of a form, and where. What is not to be translated says so in the form (`notr`)."""
    found = {}
    for path in sorted((ROOT / "ui").glob("*.ui")):
        for text in ElementTree.parse(path).iter("string"):
            if text.get("notr") != "true" and text.text:
                found[text.text] = path.name
    return found


def test_every_message_is_one_literal() -> None:
    loose = [place for place, call in calls_of("Message") if not (call.args and isinstance(call.args[0], ast.Constant))]
    assert not loose, "a Message whose text is not one literal cannot be translated"


def test_nothing_speaks_of_ways_to_answer_that_are_not_there() -> None:
    later = re.compile(r"later release|webcam|hotspot|wi-fi", re.IGNORECASE)
    assert [text for text in {**sentences(), **form_texts()} if later.search(text)] == []


def test_every_sentence_stands_in_the_catalogue() -> None:
    known = catalogue()
    missing = {text: place for text, place in sentences().items() if not known.get(text, "").strip()}
    assert sentences()
    assert not missing


def test_every_text_of_a_form_stands_in_the_catalogue() -> None:
    known = catalogue()
    assert form_texts()
    assert not {text: place for text, place in form_texts().items() if not known.get(text, "").strip()}


def test_the_catalogue_holds_no_sentence_that_nobody_says() -> None:
    assert not catalogue().keys() - sentences().keys() - form_texts().keys()


def test_both_sides_have_the_same_plain_places() -> None:
    known = catalogue()
    odd = {english: bangla for english, bangla in known.items() if places(english) != places(bangla)}
    assert not odd
    formatted = [text for text in known if any(spec or conversion for _, spec, conversion in places(text))]
    assert not formatted, "a number is formatted before it enters a sentence"


def test_every_place_has_its_field() -> None:
    for place, call in calls_of("Message"):
        given = {keyword.arg for keyword in call.keywords}
        if call.args and isinstance(text := call.args[0], ast.Constant) and None not in given:
            assert {name for name, _, _ in places(str(text.value))} == given, place


def test_the_bangla_is_nfc_calm_and_in_school_words() -> None:
    for english, bangla in catalogue().items():
        assert unicodedata.is_normalized("NFC", bangla), english
        assert "!" not in bangla, english
        assert "ত্রুটি" not in bangla, english


def test_no_ending_is_glued_to_a_place() -> None:
    ending = re.compile(r"\}(?!(?:টি|টির)(?![\u0980-\u09ff]))-?[\u0980-\u09ff]")
    glued = [bangla for bangla in catalogue().values() if ending.search(bangla)]
    assert not glued


@pytest.mark.parametrize(
    ("language", "said"),
    [("bn", "রোল ১২: ৪৫ জন, True, ক শাখা, 2026-08-03"), ("en", "রোল 12: 45 জন, True, section ka, 2026-08-03")],
)
def test_numbers_texts_and_sentences_in_a_place(language: Language, said: str) -> None:
    message = Message(
        "{inner}, {flag}, {section}, {day}",
        inner=Message("রোল {roll}: {count} জন", roll=12, count=45),
        flag=True,
        section=LocalText(bn="ক শাখা", en="section ka"),
        day="2026-08-03",
    )
    assert say(message, language) == said


def test_a_known_sentence_is_said_in_bangla() -> None:
    english, bangla = next((en, bn) for en, bn in catalogue().items() if not places(en))
    assert say(Message(english), "bn") == bangla
    assert say(Message(english), "en") == english


@pytest.mark.parametrize(
    ("option", "environ", "language"),
    [
        ("bn", {"LANG": "en_GB.UTF-8"}, "bn"),
        ("en", {"LANG": "bn_BD.UTF-8"}, "en"),
        (None, {}, "en"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {"LANG": "bn_BD.UTF-8"}, "bn"),
        (None, {"LANG": "bn_IN"}, "bn"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "bn_BD.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LC_ALL": "bn_BD.UTF-8"}, "bn"),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": "", "LANGUAGE": "bn:en"}, "bn"),
        (None, {"LANG": "bn_BD.UTF-8", "LANGUAGE": "fr:en"}, "en"),
        (None, {"LANG": "C.UTF-8", "LANGUAGE": "bn"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_locales(
    option: Language | None, environ: dict[str, str], language: Language
) -> None:
    assert choose_language(option, environ) == language


@pytest.mark.parametrize(
    ("option", "environ", "display", "language"),
    [
        (None, {}, "bn-BD", "bn"),
        (None, {}, "bn-IN", "bn"),
        (None, {}, "en-US", "en"),
        (None, {}, "hi-IN", "bn"),
        (None, {}, "und", "bn"),
        (None, {"LANG": "en_US.UTF-8"}, "bn-BD", "en"),
        ("en", {}, "bn-BD", "en"),
    ],
)
def test_the_language_of_windows_is_taken_over_and_is_bangla_where_unsure(
    option: Language | None, environ: dict[str, str], display: str, language: Language
) -> None:
    assert choose_language(option, environ, display) == language


def test_windows_names_the_language_in_which_it_shows_itself() -> None:
    if sys.platform == "win32":
        assert re.fullmatch(r"[a-z]{2,3}(-\w+)*", display_language())
    else:
        assert display_language() == ""
