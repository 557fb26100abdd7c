"""The box in which a school or a club is picked or typed: it may contain all schools of a country."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter

_SHOWN_LETTERS = 24


def fill_places(box: QComboBox, names: Sequence[str], chosen: str) -> None:
    """Fills the box with `names`, searchable by any part of them; `chosen` is its text, in the list or not."""
    # By default the box measures every name to be as wide as the widest: 0.2 s for 20,000 of them.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHOWN_LETTERS)
    box.setModel(QStringListModel(list(names), box))
    box.setCurrentIndex(-1)
    box.setEditText(chosen)
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(completer)
