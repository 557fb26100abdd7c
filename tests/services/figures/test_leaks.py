"""What is not told shows nowhere: registers that differ only in what is not told give the same figures and files."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli.commands.figures import _document
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.register.queries import Dimension
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.open_register import open_counted_classes
from bsuh_desktop.services.figures.published_figures import Figures, figures_csv
from tests.helpers.registers import a_large_class, a_register, counting

TABLES: tuple[tuple[Dimension, ...], ...] = (("upazila",), ("place",), ("upazila", "month"), ("place", "module"))


def made_of(folder: Path, small: int) -> Figures:
    """A school with few learners, and others elsewhere."""
    classes: list[FileFacts] = [
        a_large_class(1, 1, small),
        a_large_class(2, 3, 30),
        a_large_class(3, 4, 25),
    ]
    with a_register(folder, classes) as register, open_counted_classes(register, counting()) as picture:
        made = replace(figures(picture, TABLES), source="")
    return replace(made, whole=made.tables[0].rows[1])


def seen(made: Figures) -> tuple[object, ...]:
    csv = figures_csv(made, [(table.by, table.rows) for table in made.tables])
    return made, csv, repr(_document(made, "bn")), repr(_document(made, "en"))


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """A small school of four."""
    return made_of(tmp_path_factory.mktemp("one"), 4)


@pytest.mark.parametrize("small", [1, 9])
def test_numbers_that_are_not_told_change_nothing(one: Figures, tmp_path: Path, small: int) -> None:
    """But the whole, which tells how many are in it."""
    other = made_of(tmp_path / "other", small)
    assert one.tables[0].under == 1
    assert seen(one) == seen(other)


def test_a_told_number_would_be_seen(one: Figures, tmp_path: Path) -> None:
    assert seen(one) != seen(made_of(tmp_path / "other", 10))
