from __future__ import annotations

from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.name_cells import OldName, converted
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow


def read(*names: str) -> tuple[list[str], dict[int, OldName]]:
    learners = [LearnerRow(row, {"name": [Cell(name)]}, False) for row, name in enumerate(names, 2)]
    meant, old = converted(learners)
    return [one.cells["name"][0].text for one in meant], old


def test_a_column_in_an_old_font() -> None:
    names, old = read("†gvt iwKe", "mvjgv LvZzb", "Kwig", "সালমা", "Rahim Uddin")
    assert names == ["মোঃ রকিব", "সালমা খাতুন", "করিম", "সালমা", "Rahim Uddin"]
    assert old == {2: OldName("†gvt iwKe", True), 3: OldName("mvjgv LvZzb", True), 4: OldName("Kwig", True)}


def test_a_name_in_an_old_font_among_others() -> None:
    names, old = read("Rahim Uddin", "†gvt iwKe", "Kwig", "Salma Khatun", "Mina Akter")
    assert names == ["Rahim Uddin", "মোঃ রকিব", "Kwig", "Salma Khatun", "Mina Akter"]
    assert list(old) == [3]


def test_what_cannot_be_read_is_no_name() -> None:
    names, old = read("†gvt iwKe", "mvjgv LvZzb", "†gvt •", "Av‡qkv")
    assert (names[2], old[4]) == ("", OldName("†gvt •", False))


def test_a_formula_and_nothing_stay() -> None:
    formula = LearnerRow(2, {"name": [Cell("†gvt iwKe", formula=True)]}, False)
    assert converted([formula, LearnerRow(3, {}, False)]) == ([formula, LearnerRow(3, {}, False)], {})
