from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.column import holds, without_long_numbers


@pytest.mark.parametrize(
    ("held", "texts"),
    [
        ("nothing", ""),
        ("words", "Rahim|Karim|Salma|Mina|Rita"),
        ("words", "রহিম|করিম|সালমা"),
        ("numbers", "1|২|3|12.5|85%"),
        ("long_numbers", "01711-000001|+8801711000002|০১৭১১০০০০০৩|1990123456789"),
        ("long_numbers", "Rahim 01711000001|Karim|Salma 01711000001|Mina|Rita"),
        ("dates", "2013-05-04|04/05/2013|4.5.13|4 May 2013|4-May-13"),
        ("answers", "yes|no|yes|yes|no"),
        ("answers", "✓|✗|✓|✓"),
        ("mixed", "Rahim|12|2013-05-04|Karim|7"),
        ("mixed", "8-A-1|8-A-2|?|-1-"),
    ],
)
def test_what_a_column_holds(held: str, texts: str) -> None:
    assert holds([text for text in texts.split("|") if text]) == held


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rahim 01711000001", "Rahim"),
        ("Rahim (01711-000001)", "Rahim"),
        ("01711 000 001 Rahim", "Rahim"),
        ("রহিম ০১৭১১-০০০০০১", "রহিম"),
        ("Rahim +880 1711-000001", "Rahim"),
        ("Rahim 01711.000.001", "Rahim"),
        ("Rahim, +44 20 7946 0000", "Rahim"),
        ("1990123456789", ""),
        ("Rahim 1990 1234 56789", "Rahim"),
        ("01711000001 / 01811000001", ""),
        ("Rahim 12", "Rahim 12"),
        ("2026-08-112", "2026-08-112"),
        ("15-2026-08-112", "15-2026-08-112"),
        ("12345678", "12345678"),
        ("4 May 2013", "4 May 2013"),
    ],
)
def test_long_numbers_are_dropped_and_rolls_are_not(text: str, left: str) -> None:
    assert without_long_numbers(text) == left
