"""The base of pages with a presenter, and of those with a table: models shown, asked for, passed on.

A page sets up its form, its setters and its connections; everything that all of them do is here. A table's columns
follow its width, and long ones are shown page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Part, PlaceQuestion, Question, Text, names_in
from bsuh_desktop.presenters.presenter import PagePresenter, TablePresenter
from bsuh_desktop.presenters.rows import Row, Table
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.screen import Destination, Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog, ask_question
from bsuh_desktop.qt.widgets.header import LOW
from bsuh_desktop.qt.widgets.page_news import HiddenNames, PageNews
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.row_table import PagedRows, TableSpace
from bsuh_desktop.system.sticks import Stick, sticks

SCROLL_BAR = 10
"""Px of a scroll bar, as in the stylesheet."""

Model = TypeVar("Model")
Presented = TypeVar("Presented", bound=PagePresenter[Any])


class PresentedScreen(Screen, Generic[Model, Presented]):
    """Creates form and presenter. Subclasses call `bind_to` once, and `restyle` at the end of their `__init__`.

    Fields of a model with these names need no setter: `news` is shown on the form's bar for it, and `hidden_names` on
    the bar that says why names are hidden. `find_sticks` lists the sticks (on the file thread).
    """

    paints_names: ClassVar[bool] = False
    """Names are painted on this page: nothing of them is kept once it is hidden."""

    def __init__(
        self, bridge: Bridge, form: Any, present: Callable[[Bridge, Any], Presented], parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, parent)
        self.form = form
        form.setupUi(self)
        self.find_sticks: Callable[[], Sequence[Stick]] = sticks
        self._presenter = present(bridge, self)
        self._header: tuple[Text, Text] | None = None
        self._question: Dialog | None = None
        self._hidden = HiddenNames(bridge, form.hidden_names) if hasattr(form, "hidden_names") else None
        self._binding: Binding[Model]
        self._low = False
        if hasattr(form, "cards"):
            self._keep_width()
            self._spacing: int = form.cards.spacing()

    def _keep_width(self) -> None:
        """Keeps the scroll bar's place free in the margin: a bar that comes and goes would lay the cards out twice, and
        long tables with them. It is seen only while there is something to scroll."""
        bar, around = self.form.scroll.verticalScrollBar(), self.form.cards.contentsMargins()
        self.form.scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        right = around.right() - SCROLL_BAR
        self.form.cards.setContentsMargins(around.left(), around.top(), right, around.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Has less space around, between and in its cards in a low window."""
        super().resizeEvent(event)
        low = self.window().height() < LOW
        if low != self._low and hasattr(self.form, "cards"):
            self._low = low
            self.fit_space()

    def fit_space(self) -> None:
        """Gives it that space: call it when cards were made."""
        _take_space(self.form.cards, 2 if self._low else 1)
        self.form.cards.setSpacing(round(self._spacing / 1.5) if self._low else self._spacing)
        for layout in self._insides():
            _take_space(layout, 1.5 if self._low else 1)

    def _insides(self) -> list[QLayout]:
        """The layouts of its cards."""
        cards = (each for each in self.form.body.findChildren(QFrame) if each.property("role") == "card")
        return [layout for card in cards if (layout := card.layout()) is not None]

    def bind_to(self, model: type[Model], own: dict[str, Setter] | None = None) -> None:
        """Shows models of that type on the form; `own` are the setters as for `Binding`."""
        setters: dict[str, Setter] = {}
        if "news" in names_in(model):
            setters["news"] = PageNews(self.bridge, self.form.news).show
            self.form.news.closed.connect(self._presenter.close_news)
        if "hidden_names" in names_in(model):
            setters["hidden_names"] = self._set_hidden_names
        self._says_hidden = "hidden_names" in setters
        self._binding = Binding(self.form, model, self.bridge.text, setters | (own or {}))

    def breadcrumb(self) -> str:
        """The small line above the title, in the desk's language."""
        return self.bridge.text(self._presenter.breadcrumb())

    def title(self) -> str:
        """The page's title, in the desk's language."""
        return self.bridge.text(self._presenter.title())

    def enter(self, destination: Destination) -> None:
        """The page is shown now."""
        self._presenter.enter()

    def leave(self) -> None:
        """Another page is shown now."""
        self._presenter.leave()

    def before_lock(self) -> None:
        """The desk is about to be locked."""
        self._presenter.before_lock()

    def show_class(self) -> None:
        """The open class has changed."""
        self._presenter.class_changed()

    def clear_personal_data(self) -> None:
        """Drops all personal data: the page is hidden, or the desk locked."""
        self._presenter.clear()
        if self.paints_names:
            forget_words()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving the page for good; None if nothing would be."""
        return self._presenter.unsaved_warning()

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view others."""
        if self._hidden is not None and not self._says_hidden:
            self._hidden.say()
        self._presenter.words_changed()
        self._binding.retranslate()

    def bind(self, model: Model) -> None:
        """Shows the model, and the page's header if it differs."""
        self._binding.show(model)
        header = (self._presenter.breadcrumb(), self._presenter.title())
        if header != self._header:
            self._header = header
            self.header_changed.emit()

    def focus(self, part: str) -> None:
        """Gives a part of the form the keyboard."""
        getattr(self.form, part).setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks over the page; `then` gets the key of the button."""
        self._question = ask_question(self, question, then)

    def ask_place(
        self,
        question: PlaceQuestion,
        then: Callable[[Path, str], object],
        print_it: Callable[[], object] | None = None,
    ) -> None:
        """Asks for a stick or a folder, or a printer."""
        # Imported here: the first page after the door does not ask for places.
        from bsuh_desktop.qt.dialogs.file_places import ask_place

        ask_place(self, self.bridge, question.question, question.detail, then, self.find_sticks, question.no, print_it)

    def _set_hidden_names(self, part: Part) -> None:
        if self._hidden is not None:
            self._hidden.say()
        if not part.shown:
            self.form.hidden_names.hide()


def _take_space(layout: QLayout, share: float) -> None:
    """Divides the space above and below by `share`. What the form had said stays with the layout: a card may have been
    made while the window was low, and rounded numbers lead back to no whole ones."""
    around = layout.property("around") or layout.contentsMargins()
    layout.setProperty("around", around)
    top, bottom = round(around.top() / share), round(around.bottom() / share)
    layout.setContentsMargins(around.left(), top, around.right(), bottom)


TablePresented = TypeVar("TablePresented", bound=TablePresenter[Any])


class TableScreen(PresentedScreen[Model, TablePresented]):
    """The form's table is `rows`; with a `pager` it is shown in pages. A model has the table's `columns` and `rows`, or
    only `rows`, a `Table`; neither needs a setter."""

    wide_from: ClassVar[int]
    """From this width on (px at normal text size) the table has a column for each fact."""
    beside: ClassVar[str] = "table_space"
    """The part of the form in which the table stands, perhaps beside cards."""

    def __init__(
        self, bridge: Bridge, form: Any, present: Callable[[Bridge, Any], TablePresented], parent: QWidget | None = None
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
