from __future__ import annotations

import datetime

import pytest

from bsuh_desktop.rosters.files.table import NOTHING, Cell
from bsuh_desktop.rosters.files.workbook import Value, shown, value_cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12, "12"),
        (-3.0, "-3"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (8801799000001.0, "8801799000001"),
        (float("nan"), "nan"),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime.date(2026, 12, 8), "2026-12-08"),
        (datetime.datetime(2026, 12, 8), "2026-12-08"),
        (datetime.datetime(2026, 12, 8, 9, 5), "2026-12-08 09:05"),
        (datetime.time(8, 30), "8:30"),
        (datetime.time(8, 30, 5), "8:30:05"),
        (datetime.timedelta(hours=30, minutes=5), "30:05"),
        ("মিম", "মিম"),
    ],
)
def test_values_are_shown_as_a_spreadsheet_shows_them(value: Value, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [(7.0, "000", "007"), (1234.0, "000", "1234"), (0.25, "0%", "25%"), (0.125, "0.0%", "12.5%"), ("x", "000", "x")],
)
def test_a_number_format_changes_what_is_seen(value: Value, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_cells() -> None:
    assert value_cell("", formula=False) is NOTHING
    assert value_cell(" a  b ", formula=False) == Cell("a b")
    assert value_cell(7.0, formula=True) == Cell("7", formula=True)
    assert value_cell("#N/A", formula=True) == Cell("", formula=True)
    assert value_cell("#1", formula=False) == Cell("#1")
    assert value_cell("=1+1", formula=False) == Cell("", formula=True)
