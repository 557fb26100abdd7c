from __future__ import annotations

import pytest

from bsuh_desktop.rosters.files.table import broken, repaired, written_cell

NAMES = ("মোঃ রকিব হাসান", "স্মৃতি ক্ষিতীশ", "র‍্যাচেল", "ঞ্জ ঙ্ক ৎ ঁ", "Md. রকিব (১২)")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_broken_is_whole_again(name: str) -> None:
    assert repaired(broken(name, "bytes")) == (name, "bytes")
    assert repaired(broken(broken(name, "bytes"), "bytes")) == (name, "bytes")
    assert repaired(broken(name, "web")) == (name, "web")
    assert repaired(broken(name, "escapes")) == (name, "escapes")


@pytest.mark.parametrize(
    "text", ["Café à Paris", "রহিম", "à¦", "†gvt iwKe", "", "à la carte §", "A &amp; B", "&#65;", "u09ae"]
)
def test_whole_text_is_left_alone(text: str) -> None:
    assert repaired(text) == (text, "")


def test_what_lost_too_much_is_left_as_it_is() -> None:
    assert repaired("à¦à¦à¦à¦à§ à¦à¦")[1] == ""


def test_a_cell_says_that_it_was_repaired() -> None:
    cell = written_cell(broken("রহিমা খাতুন", "bytes"))
    assert (cell.text, cell.breakage) == ("রহিমা খাতুন", "bytes")
    assert written_cell("রহিমা খাতুন").breakage == ""
