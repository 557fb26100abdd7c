from __future__ import annotations

from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.long_numbers import without_numbers
from bsuh_desktop.rosters.learners.sorting import LearnerRow


def test_numbers_go_and_their_rows_are_known() -> None:
    learners = [
        LearnerRow(2, {"roll": [Cell("1")], "name": [Cell("Rahim 01711000001")]}, False),
        LearnerRow(3, {"roll": [Cell("1990123456789")], "name": [Cell("Karim")], "sex": [Cell("m")]}, False),
        LearnerRow(4, {"roll": [Cell("2026-08-112")], "name": [Cell("Mina", formula=True)]}, False),
        LearnerRow(5, {"grade": [Cell("6")], "section": [Cell("01711000001")]}, False),
    ]
    short, rows = without_numbers(learners)
    assert short[0].cells["name"] == [Cell("Rahim")]
    assert short[1].cells == {"roll": [Cell("")], "name": [Cell("Karim")], "sex": [Cell("m")]}
    assert short[2] is learners[2]
    assert short[3].cells["section"] == [Cell("")]
    assert rows == {2, 3, 5}
