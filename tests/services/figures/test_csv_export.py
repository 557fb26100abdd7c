"""The CSV of figures: the same numbers as the value, what is not told empty, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.queries import METHOD, Filters
from bsuh_desktop.services.figures.published_figures import (
    HEAD,
    FigureCounts,
    FigureRow,
    Figures,
    Table,
    Withheld,
    figures_csv,
    minutes_a_class,
    save_figures,
)

COUNTS = FigureCounts(4, 100, 90, 80, 75, 60, 178, 1)
UNDER, UNTOLD = Withheld.UNDER, Withheld.UNTOLD
DHAKA = FigureRow(("3026",), (LocalText("ঢাকা", "Dhaka"),), COUNTS)
SMALL = FigureRow(("2084",), (LocalText("রাঙ্গামাটি", "Rangamati"),), FigureCounts(1, UNDER, UNDER, UNDER, UNDER, 0, 40, 0))
ROUNDED = FigureRow(
    ("f",),
    (LocalText("মেয়ে", "=HYPERLINK(1)"),),
    FigureCounts(UNTOLD, 60, UNTOLD, 54, UNTOLD, UNDER, UNTOLD, UNTOLD),
    give_or_take=12,
)
WHOLE = FigureRow((), (), replace(COUNTS, classes=1_234_567))
FIGURES = Figures(
    datetime.date(2026, 7, 14),
    Filters(first=datetime.date(2025, 8, 1), modules=("taps", "talk"), partners=(3,)),
    "ab" * 32,
    10,
    METHOD,
    WHOLE,
    (Table(("district",), (DHAKA, SMALL), rounded=False), Table(("sex",), (ROUNDED,), rounded=True)),
)


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_number_stands_as_it_is_and_what_is_not_told_is_empty() -> None:
    data = figures_csv(FIGURES, [(("district",), (SMALL, DHAKA)), (("sex",), (ROUNDED,))])
    whole, small, dhaka, rounded = rows(data)
    assert data.count(b"\r\n") == 5
    assert tuple(dhaka) == HEAD
    assert (whole["by"], whole["code"], whole["classes"]) == ("whole", "", "1234567")
    assert [dhaka[key] for key in HEAD[:13]] == [
        *("district", "3026", "ঢাকা", "Dhaka", "4", "100", "90", "80", "75", "60", "45", "1", "")
    ]
    assert [small[key] for key in HEAD[4:13]] == ["1", "", "", "", "", "0", "40", "0", "total unique present reached"]
    assert [rounded[key] for key in HEAD[4:13]] == ["", "60", "", "54", "", "", "", "", "certificates"]
    assert [row["give_or_take"] for row in (whole, dhaka, rounded)] == ["", "", "12"]
    for row in (whole, small, dhaka, rounded):
        assert (row["source"], row["limit"], row["method"]) == ("ab" * 32, "10", METHOD)
    assert [dhaka[key] for key in HEAD[13:21]] == ["2026-07-14", "2025-08-01", "", "taps talk", "", "3", "", ""]


def test_no_text_is_run_as_a_formula() -> None:
    (_, row) = rows(figures_csv(FIGURES, [(("sex",), (ROUNDED,))]))
    assert row["name_en"] == "'=HYPERLINK(1)"


def test_a_group_of_two_dimensions_has_both_names() -> None:
    both = FigureRow(("3026", "taps"), (LocalText("ঢাকা", "Dhaka"), LocalText("টাকা", "Taka")), COUNTS)
    (_, row) = rows(figures_csv(FIGURES, [(("district", "module"), (both,))]))
    assert [row[key] for key in HEAD[:4]] == ["district × module", "3026 × taps", "ঢাকা · টাকা", "Dhaka · Taka"]


def test_a_version_of_a_module_stands_with_its_module_and_in_what_was_asked_for() -> None:
    version = FigureRow(("taps/2",), (LocalText("টাকা, সংস্করণ ২", "Taka, version 2"),), COUNTS)
    asked = replace(FIGURES, filters=Filters(module_versions=("taps/2", "talk/1")))
    (_, row) = rows(figures_csv(asked, [(("module_version",), (version,))]))
    assert [row[key] for key in HEAD[:4]] == ["module_version", "taps/2", "টাকা, সংস্করণ ২", "Taka, version 2"]
    assert (row["modules"], row["module_versions"]) == ("", "taps/2 talk/1")


def test_minutes_are_the_mean_of_a_class() -> None:
    assert minutes_a_class(DHAKA) == 45
    assert minutes_a_class(ROUNDED) is None
    assert minutes_a_class(replace(DHAKA, counts=replace(COUNTS, classes=0, minutes=0))) is None


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    others = replace(FIGURES, whole=DHAKA)
    names = [save_figures(each, (), tmp_path).name for each in (FIGURES, FIGURES, others)]
    assert names == ["figures-2026-07-14.csv"] * 2 + ["figures-2026-07-14-2.csv"]
    assert len({path.read_bytes() for path in tmp_path.glob("*.csv")}) == 2
