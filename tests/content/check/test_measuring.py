"""What the checker wants of a lesson of format 2: one thing spoilt in a good pack, one finding with file and line."""

from __future__ import annotations

import functools
import re

import pytest

from bsuh_desktop.content.check import questions
from bsuh_desktop.content.check.checker import check_source
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.source import Source
from bsuh_desktop.language import say
from tests.helpers.packs import COMMON, good_files, good_files_2

BN, EN, QUIZ, MODULE, PEOPLE = "slides.bn.md", "slides.en.md", "quiz.toml", "module.toml", "people.toml"

# file, what stands there, what is written instead, code, a word on the line of the finding
SPOILT = [
    (MODULE, "home = {", "chant2 = {", "missing_key", ""),
    (MODULE, "hands_pairs = [1, 2, 3]", "hands_pairs = [1, 7]", "unknown_pair", "[1, 7]"),
    (MODULE, "hands_pairs = [1, 2, 3]\n", "", "unknown_pair", ""),
    (MODULE, "hands_pairs = [1, 2, 3]", "hands_pairs = [1, 3]", "case_spread", ""),
    (MODULE, 'media/hook.svg"},\n    {text', 'media/hock.svg"},\n    {text', "picture_missing", "hock.svg"),
    (MODULE, "alarm = true, ", "", "no_alarm", ""),
    (MODULE, "short_minutes = 21", "short_minutes = 20", "minutes_differ", ""),
    (QUIZ, 'case = "honest"', 'case = "trap"', "case_spread", ""),
    (QUIZ, 'case = "trap"\n', "", "missing_key", 'id = "a6"'),
    (QUIZ, 'by = "rahim"', 'by = "rahima"', "unknown_speaker", "rahima"),
    (
        QUIZ,
        "Anyone can print a logo.",
        "Anyone who has a printer can print such a logo today.",
        "too_long",
        "print such",
    ),
    (BN, "<!-- short: 1 -->\n", "", "missing_key", ""),
    (EN, "<!-- short: 5 -->\n<!-- part", "<!-- short: 4 -->\n<!-- part", "too_few_minutes", "short: 4"),
    (EN, "Codes, games and **taka**", "Hang up and find **taka**", "key_word_early", "Hang up"),
    (EN, "say: Today is a story about codes.", "say: Today we hang up.", "key_word_early", "we hang up"),
    (EN, "Tells the **rule**", "{helpline:women-and-children}", "number_not_everywhere", "women-and-children}"),
    (EN, "Tells the **rule**", "{sentence:nobody}", "unknown_placeholder", "sentence:nobody"),
    (EN, "> bottom: ", "> under: ", "unknown_markdown", "> under"),
    (EN, "<!-- layout: comic -->", "<!-- layout: scene -->", "layout_parts", "layout: scene"),
    (PEOPLE, 'role = "helps"', 'role = "hides"', "wrong_type", "hides"),
]


def spoil(file: str, old: str, new: str, files: dict[str, str] | None = None) -> dict[str, str]:
    files = good_files_2() if files is None else files
    assert old in files[file], old
    return {**files, file: files[file].replace(old, new, 1)}


def check(files: dict[str, str]) -> list[Finding]:
    return check_source(Source({name: text.encode() for name, text in files.items()}), COMMON)


@pytest.mark.parametrize(("file", "old", "new", "code", "on"), SPOILT)
def test_one_thing_spoilt(file: str, old: str, new: str, code: str, on: str) -> None:
    files = spoil(file, old, new)
    found = [one for one in check(files) if one.code == code]
    assert found
    lines = files[found[0].file].split("\n")
    assert on in lines[found[0].line - 1]
    assert say(found[0].remedy, "bn") != say(found[0].remedy, "en")


def test_what_format_1_does_not_have() -> None:
    files = spoil(MODULE, "format = 2", "format = 1")
    found = {(one.file, one.code) for one in check(files)}
    assert {(name, "since_format_2") for name in (MODULE, QUIZ, BN, EN, PEOPLE)} <= found
    assert not {"missing_key", "case_spread", "guessable"} & {code for _, code in found}


def test_a_pack_of_format_1_is_not_asked_to_measure() -> None:
    assert check(good_files()) == []


@pytest.mark.parametrize(
    ("where", "other"), [("Talk with Najma", "See Kabir’s work"), ("Talk with Najma", "Ask Meghna about it")]
)
def test_no_option_stands_in_the_twin_or_in_the_lesson(where: str, other: str) -> None:
    found = [
        one.code for one in check(spoil(QUIZ, f'en = "{where}"', f'en = "{other}"')) if one.code == "shared_option"
    ]
    assert len(found) == 1


def test_a_rule_that_finds_the_answers_is_told() -> None:
    """Every right answer of the forms tells an adult; then none does, in so many items that the rule says which not."""
    rules = {one.message.fields["rule"] for one in check(_keyed("Tell Mother", "Do")) if one.code == "guessable"}
    assert {"tell", "adult"} <= rules
    never = {
        (one.message.fields["rule"], one.message.fields["share"])
        for one in check(_keyed("Do", "Tell Mother"))
        if one.code == "guessable"
    }
    assert ("tell", 0) in never


def _keyed(right: str, wrong: str) -> dict[str, str]:
    """The pack with other English options in its forms: `right` before each right one, `wrong` before one wrong one of
    each item, whose other options say nothing of it."""
    files = good_files_2()
    items = files[QUIZ].split("[[items]]")
    for place, item in enumerate(items):
        if 'form = "lesson"' not in item and "key" in item:
            said = functools.partial(_said, item.split('key = "')[1][0], right, wrong)
            items[place] = re.sub(r'^([ABCD]) = (.*?en = ")([^"]*)', said, item, flags=re.MULTILINE)
    files[QUIZ] = "[[items]]".join(items)
    return files


def _said(key: str, right: str, wrong: str, found: re.Match[str]) -> str:
    letter, before = found.group(1), found.expand(r"\1 = \2")
    if letter == key:
        return f"{before}{right} it now"
    words = wrong if letter == "ABCD"["ABCD".index(key) - 1] else "Do"
    return f"{before}{words} it {letter}"


def test_what_each_rule_fits() -> None:
    options = {"A": "Do not tell", "B": "Tell your mother", "C": "Pay, and tell nobody", "D": "Send the longest of all"}
    assert questions.longest(options, "en") == {"D"}
    assert questions.only_negative(options, "en") == frozenset(), "two are"
    assert questions.only_negative({**options, "C": "Pay and tell"}, "en") == {"A"}
    assert questions.RULES["tell"](options, "en") == {"A", "B", "C"}
    assert questions.RULES["adult"](options, "en") == {"B"}
    assert questions.odd_one_out(options, "en") == {"D"}
    bangla = {"A": "মাকে জানাবে", "B": "টাকা দেবে না", "C": "টাকা দেবে", "D": "টাকা নেবে"}
    assert questions.RULES["adult"](bangla, "bn") == {"A"}
    assert questions.only_negative(bangla, "bn") == {"B"}


def test_a_rule_that_fits_some_scores_its_part() -> None:
    one, half, none = frozenset("A"), frozenset("AB"), frozenset[str]()
    assert questions.share_guessed([("A", one), ("A", half), ("B", one), ("A", none)]) == (1 + 0.5 + 0 + 0.25) / 4
    assert questions.share_guessed([]) == 0


@pytest.mark.parametrize("role", ["harmed", "tempted"])
def test_those_who_are_few_help_as_often_as_they_are_harmed(role: str) -> None:
    one = """[[people]]
name = {{bn = "মিতু", en = "Mitu"}}
sex = "f"
faith = "{faith}"
region = "plains"
role = "{role}"
"""
    most = one.format(faith="muslim", role="harmed") * 3
    few = one.format(faith="hindu", role="helps") + one.format(faith="hindu", role=role)
    assert check({**good_files_2(), PEOPLE: most + few}) == []
    found = check({**good_files_2(), PEOPLE: most + few.replace('role = "helps"', f'role = "{role}"')})
    assert [(one.file, one.line, one.code) for one in found] == [(PEOPLE, 22, "people_uneven")]
