"""What is hidden shows nowhere: two registers that differ in hidden numbers only give the same figures and files."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli.commands.figures import _document
from bsuh_desktop.register.asked import Dimension
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.services.figures.csv import figures_csv
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.picture import open_picture
from bsuh_desktop.services.figures.values import Figures
from tests.helpers.registers import a_large_class, a_register, country_programme

TABLES: tuple[tuple[Dimension, ...], ...] = (("upazila",), ("place",), ("upazila", "month"), ("place", "module"))


def made_of(folder: Path, small: int, complement: int) -> Figures:
    """Two schools of one district, of which one is small, and others elsewhere."""
    classes: list[FileFacts] = [
        a_large_class(1, 1, small),
        a_large_class(2, 2, complement),
        a_large_class(3, 3, 30),
        a_large_class(4, 4, 25),
    ]
    with a_register(folder, classes) as register, open_picture(register, country_programme(), {}) as picture:
        return replace(figures(picture, TABLES), source="")


def seen(made: Figures) -> tuple[object, ...]:
    csv = figures_csv(made, [(table.by, table.rows) for table in made.tables])
    return made, csv, repr(_document(made, "bn")), repr(_document(made, "en"))


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """A small school of four, and thirty in the other."""
    return made_of(tmp_path_factory.mktemp("one"), 4, 30)


@pytest.mark.parametrize(("small", "complement"), [(1, 33), (9, 25)])
def test_hidden_numbers_change_nothing_that_is_told(one: Figures, tmp_path: Path, small: int, complement: int) -> None:
    other = made_of(tmp_path / "other", small, complement)
    assert one.tables[0].hidden == 2
    assert seen(one) == seen(other)


def test_a_told_number_would_be_seen(tmp_path: Path) -> None:
    one, other = made_of(tmp_path / "one", 14, 20), made_of(tmp_path / "other", 15, 19)
    assert seen(one) != seen(other)
