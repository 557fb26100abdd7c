"""Golden packs of each format: they are read, and say the same, for ever."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.content.check.checker import check_pack
from bsuh_desktop.content.pack_draft import read_draft
from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.content.schema import Panel, Picture, Speech
from bsuh_desktop.content.source import open_source
from bsuh_desktop.language import say
from tests.helpers.command import ROOT
from tests.helpers.packs import COMMON, WORDS, good_files, good_files_2, write_folder

GOLDEN = ROOT / "tests" / "golden" / "packs"
FORMATS = ("1", "2")


def words_of(pack: Pack) -> bytes:
    """Everything of a pack but its pictures and the numbers of its programme, as its golden file has it."""
    plain = msgspec.structs.replace(pack, media_files={}, fillings=None)
    return msgspec.json.format(msgspec.json.encode(plain, order="deterministic")) + b"\n"


@pytest.mark.parametrize("format", FORMATS)
def test_a_golden_pack_is_read_as_ever(format: str) -> None:
    assert words_of(read_pack(GOLDEN / format, WORDS)) == (GOLDEN / f"{format}.json").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_a_golden_pack_is_good(format: str) -> None:
    assert [(one.file, one.line, one.code) for one in check_pack(GOLDEN / format, COMMON)] == []


def test_the_small_pack_of_the_tests_is_the_golden_one_of_format_1() -> None:
    assert {name: (GOLDEN / "1" / name).read_text("utf-8") for name in good_files()} == good_files()


@pytest.mark.parametrize(("newest", "format"), [(1, 2), (2, 3)])
def test_a_reader_says_of_a_later_format_that_the_app_is_too_old(tmp_path: Path, newest: int, format: int) -> None:
    files = good_files_2()
    files["module.toml"] = files["module.toml"].replace("format = 2", f"format = {format}\nquite = {{new = true}}")
    files["quiz.toml"] = "[[something.else]]\nnew = true\n"
    draft = read_draft(open_source(write_folder(tmp_path, files)), newest)
    (finding,) = draft.findings
    assert (finding.code, say(finding.message, "en")) == ("newer_format", "This module needs a newer app.")
    if format > 2:
        assert [one.code for one in check_pack(tmp_path, COMMON)] == ["newer_format"]


def test_format_2_has_what_format_1_has_not() -> None:
    pack = read_pack(GOLDEN / "2", WORDS)
    assert (pack.format, pack.gives_feedback, pack.minutes, pack.short_minutes) == (2, True, 25, 21)
    assert [item.id for item in pack.hands_form("A")] == ["a6", "a7", "a8"]
    assert [item.case for item in pack.form("B")] == ["trap", "honest", "trap", "honest", "trap"]
    option = pack.item("a6").options["A"]
    assert option.by == "rahim"
    assert option.feedback is not None
    assert option.feedback.en == "Anyone can print a logo. They gave you that number, too."
    assert {letter for letter, one in pack.item("a7").options.items() if one.alarm} == {"A"}
    slides = {slide.layout: slide for slide in pack.slides("en")}
    assert next(type(block) for block in slides["scene"].body) is Picture
    (first, _) = slides["comic"].body
    assert isinstance(first, Panel)
    (speech,) = first.speech
    assert isinstance(speech, Speech)
    assert speech.place == "top-left"
    assert all(isinstance(block, Panel) and block.caption for block in slides["choice"].body)
    assert sum(slide.short or 0 for slide in pack.slides("bn")) == 21


def test_a_number_that_the_programme_does_not_have_is_left_out_by_the_other_sentence(tmp_path: Path) -> None:
    files = good_files_2()
    files["slides.en.md"] = files["slides.en.md"].replace("Tells the **rule**", "{sentence:women-and-children}")
    folder = write_folder(tmp_path, files)

    def said(numbers: dict[str, str]) -> str:
        pack = read_pack(folder, msgspec.structs.replace(WORDS, helplines={**WORDS.helplines, **numbers}))
        return str(pack.slides("en"))

    assert "For women and children there is 109, too." in said({"women-and-children": "109"})
    assert "Write the number of your area on the board." in said({})
