"""The base of pages with a table: its columns follow its width, and long ones are shown page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.parts import names_in
from bsuh_desktop.presenters.presenter import TablePresenter
from bsuh_desktop.presenters.rows import Row, Table
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.presented_screen import Model, PresentedScreen
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace

Presented = TypeVar("Presented", bound=TablePresenter[Any])


class TableScreen(PresentedScreen[Model, Presented]):
    """The form's table is `rows`; with a `pager` it is shown in pages. A model has the table's `columns` and `rows`, or
    only `rows`, a `Table`; neither needs a setter."""

    wide_from: ClassVar[int]
    """From this width on (px at normal text size) the table has a column for each fact."""
    beside: ClassVar[str] = "table_space"
    """The part of the form in which the table stands, perhaps beside cards."""

    def __init__(
        self, bridge: Bridge, form: Any, present: Callable[[Bridge, Any], Presented], parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, form, present, parent)
        self._table_space = TableSpace(form.rows, getattr(form, self.beside), self.wide_from, self)
        self._table_space.turned.connect(self._on_turned)
        self._pages = PagedRows(bridge, form.rows, form.pager) if hasattr(form, "pager") else None

    def bind_to(self, model: type[Model], own: dict[str, Setter] | None = None) -> None:
        """The same with the table."""
        setters: dict[str, Setter] = {"rows": self._set_table}
        if "columns" in names_in(model):
            setters = {"columns": self.form.rows.set_columns, "rows": self._set_rows}
        super().bind_to(model, setters | (own or {}))

    def bind(self, model: Model) -> None:
        """Shows the model, and the page of the table to which it was turned back meanwhile."""
        super().bind(model)
        if self._pages is not None:
            self._pages.show_page()

    def show_first_page(self) -> None:
        """Turns to the first page of the table."""
        if self._pages is not None:
            self._pages.to_first()

    def _set_rows(self, rows: tuple[Row, ...]) -> None:
        if self._pages is None:
            self.form.rows.set_rows(rows)
        else:
            self._pages.show(rows, lambda row: row)

    def _set_table(self, table: Table) -> None:
        self.form.rows.set_columns(table.columns())
        if self._pages is not None:
            self._pages.show(table.things, table.row)

    def _on_turned(self) -> None:
        self._presenter.set_wide(self._table_space.wide)
