"""A page with a person in each row, without a window: its rows by their rolls, and the question before a withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bsuh_desktop.presenters.erasure.withdrawal import WithdrawalQuestion
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.rows import Row
from tests.helpers.faceless import Model, NotedPage, cells_of


class PeoplePage(NotedPage[Model]):
    """`confirm` agrees to the newest withdrawal."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[WithdrawalQuestion] = []
        self.confirm: Callable[[], object] = lambda: None

    def ask_withdrawal(self, question: WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Notes the question."""
        self.asked.append(question)
        self.confirm = then

    def row(self, roll: str) -> Row:
        """The row of that roll."""
        model: Any = self.model
        rows: tuple[Row, ...] = model.rows
        return next(row for row in rows if text_of(row.cells[0].text, "en") == roll)

    def cells(self, roll: str) -> list[str]:
        """What it says."""
        return cells_of([self.row(roll)])[0]
