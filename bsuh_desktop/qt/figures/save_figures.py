"""What is on the screen goes into a file: the map, the trend and the table as it is sorted and searched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.services.figures.values import FigureRow
from bsuh_desktop.system.refused_folder import require_folder

if TYPE_CHECKING:
    from bsuh_desktop.qt.figures.figures_job import Answer
    from bsuh_desktop.register.asked import Dimension


def save_shown(answer: Answer, rows: Sequence[FigureRow], folder: Path) -> Path:
    """`rows` are those of the table in their order. Raises KnownError: folder_gone, disk_full, read_only,
    stick_removed."""
    from bsuh_desktop.services.figures.csv_export import save_figures

    require_folder(folder)
    beside: tuple[Dimension, ...] = ("district", "month")
    shown = [((by,), answer.table(by).rows) for by in beside if by != answer.by]
    return save_figures(answer.figures, [*shown, ((answer.by,), rows)], folder)
