"""README is short, and what it says of files, screens and commands is so."""

from __future__ import annotations

import re

from bsuh_desktop.qt.dialogs.guide_sections import read_guide
from tests.helpers.sources import ROOT
from tests.test_guides import controls

README = (ROOT / "README.md").read_text("utf-8")


def links() -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", README)


def test_it_is_read_in_five_minutes() -> None:
    assert len(README.split()) <= 900
    assert README.count("![") == 3


def test_every_link_leads_to_a_file_and_a_section() -> None:
    paths = {link.partition("#")[0] for link in links()}
    assert not {path for path in paths if not (ROOT / path).is_file()}
    sections = [link.partition("#")[2] for link in links() if "#" in link]
    assert set(sections) <= read_guide("facilitator", "bn").headings.keys()


def test_every_path_in_the_text_exists() -> None:
    named = re.findall(r"`((?:bsuh_desktop|installer|resources|tests)/[^` ]+)", README)
    assert named
    assert not {path for path in named if not (ROOT / path).exists()}


def test_the_first_class_is_told_in_ten_lines_in_the_words_of_the_screens() -> None:
    steps = re.findall(r"^\d+\. .*$", README, re.MULTILINE)
    assert len(steps) == 10
    bold = set(re.findall(r"\*\*(.+?)\*\*", README))
    assert bold
    assert not bold - controls()["en"]


def test_every_guide_is_linked_in_both_languages() -> None:
    guides = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources" / "help").glob("*.md")}
    assert guides <= {link.partition("#")[0] for link in links()}
