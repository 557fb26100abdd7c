"""FORMAT.md beside the code says what the code does: its codes, its keys and its limits."""

from __future__ import annotations

import re
from pathlib import Path

import bsuh_desktop.content
from bsuh_desktop.content.check import measuring, questions, structure
from bsuh_desktop.content.schema import SINCE_2, ItemTable, ModuleFile
from bsuh_desktop.content.slides import KEYS, LAYOUTS
from bsuh_desktop.content.source import FILE_LIMIT, MEMBER_LIMIT, PACK_LIMIT
from bsuh_desktop.domain import lesson as time
from bsuh_desktop.domain.lesson import CAST

FOLDER = Path(bsuh_desktop.content.__file__).parent
FORMAT = (FOLDER / "FORMAT.md").read_text("utf-8")
SOURCE = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.py"))


def documented() -> set[str]:
    """The codes in the table at the end."""
    return set(re.findall(r"`([a-z0-9_]+)`", FORMAT[FORMAT.index("## What the checker says") :]))


def test_every_documented_code_is_in_use() -> None:
    assert [code for code in documented() if f'"{code}"' not in SOURCE] == []


def test_every_code_in_use_is_documented() -> None:
    literals = set(re.findall(r'"([a-z]+(?:_[a-z0-9]+)+)"', SOURCE))
    raised = {"pack_not_found", "pack_unreadable", "pack_version_missing"}
    keys = {*ModuleFile.__struct_fields__, *ItemTable.__struct_fields__}
    assert literals - documented() - keys == raised


def test_every_key_and_layout_is_documented() -> None:
    for name in (*KEYS, *LAYOUTS, *ItemTable.__struct_fields__, *ModuleFile.__struct_fields__):
        assert re.search(rf"\b{name}\b", FORMAT), name


def test_the_limits_are_those_of_the_code() -> None:
    assert f"more than {MEMBER_LIMIT} files, a file above {FILE_LIMIT >> 20} MiB" in FORMAT
    assert re.search(rf"a pack above\s+{PACK_LIMIT >> 20} MiB", FORMAT)
    assert f"at most {structure.TITLE_WORDS} words, a list at most {structure.LIST_LINES} lines" in FORMAT
    assert f"of at most {structure.LINE_WORDS} words, a paragraph at most {structure.PARAGRAPH_WORDS}" in FORMAT
    shares = [questions.MOST_GUESSED, questions.OPTION_TOLERANCE, questions.PAIR_TOLERANCE, questions.KEY_SHARE]
    assert re.findall(r"(\d+) %", FORMAT) == [f"{share:.0%}".rstrip("%") for share in shares]


def test_what_is_of_format_2_alone_is_marked() -> None:
    for kind, names in SINCE_2.items():
        for name in names:
            marked = re.search(rf"`(?:\[\[)?{name}(?:\]\])?`(?:, `by`)? ²", FORMAT)
            assert marked, (kind, name)


def test_the_rules_that_guess_are_those_of_the_code() -> None:
    for name in questions.RULES:
        assert f"| `{name}` |" in FORMAT
    for words in (questions.NEGATIVE, *questions.WORD_LISTS.values()):
        assert f"{' '.join(words['bn'])}; {' '.join(words['en'])} |" in FORMAT


def test_the_times_are_those_of_the_code() -> None:
    assert f"reads at {time.WORDS_A_MINUTE} words a minute" in FORMAT
    assert f"take {time.HANDS_S} s with {time.HANDS_CLASS}" in FORMAT
    assert f"cards {time.CARDS_S} s, phones {time.PHONES_S} s; the one device {time.DEVICE_S} s" in FORMAT
    assert re.search(rf"an answer afterwards takes {time.TOLD_S} s", FORMAT)
    assert f"at most {measuring.FEEDBACK_WORDS} words" in FORMAT
    assert all(f"`{name}`" in FORMAT for name in CAST)
