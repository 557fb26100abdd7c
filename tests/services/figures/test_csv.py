"""The CSV of figures: the same numbers as the value, hidden cells empty, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.asked import Counts, Filters
from bsuh_desktop.services.figures.csv import HEAD, figures_csv, minutes_a_class, save_figures
from bsuh_desktop.services.figures.values import FigureRow, Figures, Table

COUNTS = Counts(4, 100, 90, 80, 75, 60, 178, 1)
DHAKA = FigureRow(("3026",), (LocalText("ঢাকা", "Dhaka"),), COUNTS)
SECRET = FigureRow(("2084",), (LocalText("রাঙ্গামাটি", "Rangamati"),), None)
PARTLY = FigureRow(("6090",), (LocalText("সুনামগঞ্জ", "=HYPERLINK(1)"),), COUNTS, certificates_hidden=True)
WHOLE = FigureRow((), (), replace(COUNTS, classes=1_234_567))
FIGURES = Figures(
    datetime.date(2026, 7, 14),
    Filters(first=datetime.date(2025, 8, 1), modules=("taps", "talk"), partners=(3,)),
    "ab" * 32,
    10,
    WHOLE,
    (Table(("district",), (DHAKA, SECRET, PARTLY), 2),),
)


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_number_stands_as_it_is_and_hidden_ones_do_not() -> None:
    data = figures_csv(FIGURES, [(("district",), (PARTLY, SECRET, DHAKA))])
    whole, partly, secret, dhaka = rows(data)
    assert data.count(b"\r\n") == 5
    assert tuple(dhaka) == HEAD
    assert (whole["by"], whole["code"], whole["classes"]) == ("whole", "", "1234567")
    assert [dhaka[key] for key in HEAD[:13]] == [
        *("district", "3026", "ঢাকা", "Dhaka", "4", "100", "90", "80", "75", "60", "45", "1", "")
    ]
    assert [secret[key] for key in HEAD[4:13]] == [""] * 8 + ["all"]
    assert (partly["certificates"], partly["hidden"], partly["present"]) == ("", "certificates", "80")
    assert {row["source"] for row in (whole, partly, secret, dhaka)} == {"ab" * 32}
    assert [dhaka[key] for key in HEAD[13:20]] == ["2026-07-14", "2025-08-01", "", "taps talk", "3", "", ""]


def test_no_text_is_run_as_a_formula() -> None:
    (_, partly) = rows(figures_csv(FIGURES, [(("district",), (PARTLY,))]))
    assert partly["name_en"] == "'=HYPERLINK(1)"


def test_a_group_of_two_dimensions_has_both_names() -> None:
    both = FigureRow(("3026", "taps"), (LocalText("ঢাকা", "Dhaka"), LocalText("টাকা", "Taka")), COUNTS)
    (_, row) = rows(figures_csv(FIGURES, [(("district", "module"), (both,))]))
    assert [row[key] for key in HEAD[:4]] == ["district × module", "3026 × taps", "ঢাকা · টাকা", "Dhaka · Taka"]


def test_minutes_are_the_mean_of_a_class() -> None:
    assert minutes_a_class(DHAKA) == 45
    assert minutes_a_class(SECRET) is None
    assert minutes_a_class(replace(DHAKA, counts=replace(COUNTS, classes=0, minutes=0))) is None


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    others = replace(FIGURES, whole=DHAKA)
    names = [save_figures(each, (), tmp_path).name for each in (FIGURES, FIGURES, others)]
    assert names == ["figures-2026-07-14.csv"] * 2 + ["figures-2026-07-14-2.csv"]
    assert len({path.read_bytes() for path in tmp_path.glob("*.csv")}) == 2
