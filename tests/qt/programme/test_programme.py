"""The Programme pages in their window: the next thing to do in the bar, and the words of a sheet typed from paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.trust.root_key import words_of
from tests.helpers import programme_desks
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, pick, until_focused
from tests.helpers.keys import key as signing_key
from tests.helpers.list_pages import on_page
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def give(visit: Visit, button: str, path: Path) -> None:
    visit.press(button)
    pick(path)
    visit.quiet()


def test_the_next_thing_to_do_stands_in_the_bar_and_has_the_keyboard(tmp_path: Path) -> None:
    newer = tmp_path / "newer.json"
    newer.write_bytes(programme_desks.trial_file(3))
    with visiting(tmp_path, programme_desks.ending) as visit:
        visit.unlock()
        assert "last day 13 August 2026" in read(visit, "readiness_grant")
        visit.press("rail_programme")
        write = visit.see("write_request")
        until_focused(write, "it is what is to be done next")
        assert visit.see("bar_right").isAncestorOf(write)
        visit.press("write_request")
        give(visit, "file_to_folder", tmp_path)
        assert visit.see("take_answer").property("kind") == "primary"
        assert not visit.see("bar_left").isAncestorOf(write), "it is back in its card"
        assert write.property("kind") == "secondary"
        visit.press("language_bn")
        assert "The request" not in read(visit, "news") + read(visit, "next_card")
        visit.press("language_en")
        give(visit, "take_answer", newer)
        assert "neither a grant nor a key list" in read(visit, "news")
        give(visit, "newer_file", newer)
        assert "Version 3" in read(visit, "programme_card")
        assert not shows(visit, "make_programme"), "the root key is elsewhere"


def test_three_words_are_typed_from_the_sheet_and_enter_ends_it(tmp_path: Path) -> None:
    words = words_of(signing_key("root"))
    fields = ("word_1", "word_2", "word_3")
    with visiting(tmp_path, programme_desks.office) as visit:
        visit.unlock()
        visit.press("rail_programme", "copy_sheet")
        until_focused(visit.see("write_sheet"))
        for field in fields:
            visit.write(field, "house")
        key(visit.see("word_3"), "Return")
        until_focused(visit.see("word_1"), "the first wrong one is written again")
        assert [visit.see(field).property("state") for field in fields] == ["stop"] * 3
        visit.press("language_bn")
        assert shows(visit, "problem")
        assert "Word" not in read(visit, "problem") + read(visit, "word_1_label")
        visit.press("language_en")
        for field in fields:
            place = int(read(visit, f"{field}_label").removeprefix("Word "))
            visit.write(field, words[place - 1])
        assert not shows(visit, "problem")
        key(visit.see("word_3"), "Return")
        on_page(visit, "programme")
        assert "Runs until" in read(visit, "programme_card")
        assert not shows(visit, "sheet_due")
