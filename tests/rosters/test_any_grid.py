"""Words of headings, names and numbers in any places: a preview or a sentence, and for each learner a row of their own.

A few hundred in the suite, more on demand: `python -m pytest -m soak tests/rosters/test_any_grid.py`.
"""

from __future__ import annotations

import random

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters.choose_list import choose
from bsuh_desktop.rosters.files.table import COVERED, Cell, ListRow, Sheet, written_cell
from bsuh_desktop.rosters.interpret import preview_of
from bsuh_desktop.rosters.read_options import Choice, ReadOptions
from tests.helpers.sampled import few_or_all

HEADINGS = [
    "Roll",
    "Name",
    "নাম",
    "রোল",
    "Sex",
    "লিঙ্গ (১=ছাত্র, ২=ছাত্রী)",
    "Boy",
    "Girl",
    "ছাত্রী",
    "ছাত্র",
    "বাংলা",
    "English",
    "First",
    "Last",
    "Father",
    "পিতার নাম",
    "নাম ও পিতার নাম",
    "SL",
    "Teacher",
    "শিক্ষকবৃন্দ",
    "Girls",
    "Total",
    "মোট",
    "Mobile",
    "Role",
    "Class",
    "Section",
    "Roll & Name",
    "Student / Father",
    "Guardian consent",
    "অভিভাবক",
    "Committee",
    "Signature",
    "Name (Roll)",
    "ছাত্রের নাম",
    "ছাত্রীর নাম",
]
VALUES = [
    "1",
    "2",
    "3",
    "১",
    "২",
    "17.0",
    "Rahim Uddin",
    "মিনা দাস",
    "Abdul",
    "M",
    "F",
    "✓",
    "x",
    "yes",
    "no",
    "",
    "",
    "",
    "",
    "(1)",
    "2506000011",
    "1711000111",
    "পিতা: করিম",
    "Rahim (F: Abdul)",
    "রহিম\nRahim",
    "Rahim\nAbdul Karim",
    "????",
    "à¦®à§‹",
    "&#2478;",
    "1 (Abdul)",
    "Head Teacher",
    "-2+3",
    "12/03/2011",
    "G",
    "B",
    "iwng DwÏb",
    "wcZvt",
]
SEXES: tuple[dict[str, Sex], ...] = ({}, {"1": "f"})
COLUMNS: tuple[dict[str, Choice], ...] = ({}, {"B": "name", "A": "roll"}, {"C": "girl"})


class Grids:
    """Sheets and options made at random, the same for the same number."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)

    def sheets(self) -> list[Sheet]:
        return [self._sheet(str(place)) for place in range(self._random.choice((1, 1, 1, 2, 3)))]

    def options(self, sheets: list[Sheet]) -> ReadOptions:
        choice = self._random.choice
        return ReadOptions(
            joined=choice((None, None, True, False)),
            long_rolls=choice((None, True, False)),
            together=choice(((), (), tuple(sheet.name for sheet in sheets[1:]))),
            heading_row=choice((None,) * 6 + (0, 1, 2, 5)),
            columns=choice(COLUMNS),
            sexes=choice(SEXES),
        )

    def _sheet(self, name: str) -> Sheet:
        number, rows = 0, []
        width = self._random.randint(1, 9)
        for place in range(self._random.randint(1, 14)):
            number += self._random.choice((1, 1, 1, 2))
            words = HEADINGS if self._random.random() < (0.8 if place < 2 else 0.12) else VALUES
            rows.append(ListRow(number, tuple(self._cell(words) for _ in range(self._random.randint(0, width)))))
        rows.append(ListRow(number + 1, (Cell("end"),)))
        hidden = self._random.choice((frozenset[int](), frozenset[int](), frozenset({0})))
        return Sheet(name, tuple(rows), hidden, of_document=self._random.random() < 0.3)

    def _cell(self, words: list[str]) -> Cell:
        chance = self._random.random()
        if chance < 0.1:
            return COVERED["right" if chance < 0.06 else "down"]
        cell = written_cell(self._random.choice(words))
        return Cell(cell.text, formula=True) if chance > 0.96 else cell


@few_or_all("number", 400, 40_000)
def test_any_grid_is_read_or_refused(number: int) -> None:
    read = 0
    for seed in range(number):
        grids = Grids(seed)
        sheets = grids.sheets()
        options = grids.options(sheets)
        try:
            preview = preview_of(choose(sheets, options), options)
        except KnownError:
            continue
        rows = [learner.row for learner in preview.learners]
        assert len(set(rows)) == len(rows), seed
        read += 1
    assert read > number // 10
