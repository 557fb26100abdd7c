"""The fields of a class sheet: a time of day, and the hands of each question with one field per letter.

A time reads 1030, 10:30 and ১০.৩০ alike, and 10 as ten o'clock."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.dates import read_time
from bsuh_desktop.domain.events import Level
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.class_sheets.paper_class import LEVEL_MARKS, Tally, level_written
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.fields import NumberEdit, SelectAllLineEdit, set_problem
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_digits, desk_text
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.qt.widgets.text_lines import TextLines

_TYPED = "[0-9০-৯]{0,2}[:. ]?[0-9০-৯]{0,2}"


class TimeEdit(SelectAllLineEdit):
    """Reads a time as people write it, and writes it in one way once it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(_TYPED), self))
        self.editingFinished.connect(self._write)

    def time(self) -> datetime.time | None:
        """The time typed, or None."""
        return read_time(self.text())

    def set_time(self, time: datetime.time | None) -> None:
        """Shows `time` in the desk's digits."""
        self.setText("" if time is None else desk_digits(f"{time.hour}:{time.minute:02d}"))

    def _write(self) -> None:
        """Normalises the text once it is complete."""
        time = self.time()
        if time is not None:
            self.set_time(time)
        set_problem(self, bool(self.text()) and time is None)

    def retranslate(self) -> None:
        """Digits follow the language."""
        self.setText(desk_digits(ascii_digits(self.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Passes letters on: they may be shortcuts of the page, which the field would swallow."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


_FIELD, _TEXT = 56, 340


class HandsEdit(NumberEdit):
    """A number of hands, or the sheet's letter for hands by eye, in either language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNone)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9০-৯]{0,3}|[MmSsFf]|বে?|ক|অ"), self))

    def level(self) -> Level | None:
        """The hands by eye that were typed, or None."""
        return level_written(self.text())

    def number(self) -> int | None:
        """The number that was typed, or None."""
        return None if self.level() else super().number()

    def retranslate(self) -> None:
        """Digits and letters follow the language."""
        level = self.level()
        if level:
            self.setText(desk_text(LEVEL_MARKS[level]))
        else:
            super().retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the sheet's letters; the page gets all others."""
        if level_written(event.text()) or event.text() == "ে":
            SelectAllLineEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class TallyGrid(Restyled, QWidget):
    """`tallied` after each edit."""

    tallied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TallyRow] = []
        self._heads: list[tuple[TextLines, Text]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_questions(self, questions: Sequence[Tally]) -> None:
        """Sets other questions; clears all fields."""
        for row in [*self._rows, *(head for head, _ in self._heads)]:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._heads = [], []
        for question in questions:
            if question.heading:
                self._add_head(question.heading)
            row = TallyRow(question)
            row.tallied.connect(self.tallied)
            self._rows.append(row)
            self._column.addWidget(row)
        self._chain()
        self.retranslate()

    def _add_head(self, heading: Text) -> None:
        head = TextLines()
        head.setProperty("role", "strong")
        self._heads.append((head, heading))
        self._column.addWidget(head)

    def _chain(self) -> None:
        fields = self.fields()
        for before, after in itertools.pairwise(fields):
            QWidget.setTabOrder(before, after)

    def fields(self) -> list[HandsEdit]:
        """All fields in the order of the sheet."""
        return [field for row in self._rows for field in row.fields.values()]

    def levels(self) -> dict[int, dict[str, Level]]:
        """Hands by eye, by number of the question and letter."""
        return {row.question.number: levels for row in self._rows if (levels := row.levels())}

    def tallies(self) -> dict[int, dict[str, int]]:
        """Counts by number of the question and letter. An empty field beside a number counts as 0."""
        return {row.question.number: counts for row in self._rows if (counts := row.counts())}

    def retranslate(self) -> None:
        """Words and digits follow the language."""
        for head, heading in self._heads:
            head.setText(desk_text(heading))
        for row in self._rows:
            row.retranslate()


class TallyRow(Restyled, SideBySide):
    """One question."""

    tallied = Signal()

    def __init__(self, question: Tally) -> None:
        super().__init__()
        self.question = question
        self.fields: dict[str, HandsEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self._text = TextLines()
        self._text.setProperty("least", _TEXT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._text, 1)
        line.addWidget(self._make_fields())

    def _make_fields(self) -> QWidget:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        for letter, _ in self.question.letters:
            label, field = QLabel(letter), HandsEdit()
            label.setProperty("role", "strong")
            field.setObjectName(f"tally_{self.question.number}_{letter.lower()}")
            field.numbered.connect(lambda _: self.tallied.emit())
            self.fields[letter], self._labels[letter] = field, label
            line.addWidget(label)
            line.addWidget(field)
        line.addStretch(1)
        self._fit()
        return held

    def counts(self) -> dict[str, int]:
        """Hands by letter; empty if no field was filled in."""
        typed = {letter: field.number() for letter, field in self.fields.items()}
        if all(number is None for number in typed.values()):
            return {}
        return {letter: number or 0 for letter, number in typed.items()}

    def levels(self) -> dict[str, Level]:
        """Hands by eye by letter, where they were typed."""
        return {letter: level for letter, field in self.fields.items() if (level := field.level())}

    def restyle(self) -> None:
        """Widens the fields for three digits in larger text."""
        self._fit()

    def _fit(self) -> None:
        for field in self.fields.values():
            field.setFixedWidth(scaled_box(_FIELD))

    def retranslate(self) -> None:
        """The question's text, and the name of each field."""
        self._text.setText(desk_text(self.question.text))
        for letter, name in self.question.letters:
            self.fields[letter].setAccessibleName(desk_text(name))
