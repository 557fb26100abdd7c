"""Base of the screens before the desk opens: the cover at the left, one page at a time at the right, Back and Next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Notice, Text
from bsuh_desktop.presenters.safekeeping.door_screen import (
    DoorPagePresenter,
    DoorScreenModel,
    DoorScreenPresenter,
)
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.icons import apply_icons

WIDE, WIDE_SIDE, NARROW_SIDE = 800, 64, 32

Page = TypeVar("Page", bound=DoorPagePresenter)  # type: ignore[type-arg]


class DoorScreen(Screen):
    """Subclasses set up a form with `cover`, `header`, `message_bar`, `scroll`, `back`, `reason` and `primary`, then
    call `begin`. The message bar of the desk belongs to framed pages, so this one has its own.

    What it says and does is in its presenter, which `made_by` makes with the presenters of its pages.
    """

    framed = False
    made_by: ClassVar[type[DoorScreenPresenter]]
    presenter: DoorScreenPresenter
    shows: ClassVar[type[DoorScreenModel]] = DoorScreenModel

    def begin(self, pages: Sequence[DoorPage]) -> None:
        """Gives the form's pages their bridge; shows none yet."""
        self._pages: list[DoorPage] = []
        self._shown = ""
        self._painted = False
        own: dict[str, Setter] = {
            "page": self._set_page,
            "busy": self._set_busy,
            "cover_languages": self.form.cover.show_languages,
            "header": self._set_header,
            "closable": self.form.message_bar.set_closable,
            "message_bar": self._set_news,
        }
        self._binding: Binding[Any] = Binding(self.form, self.shows, self.bridge.text, own)
        for page in pages:
            self.add_page(page)
        self.presenter = self.made_by(self.bridge, self)
        self.bridge.error_reported.connect(self._on_error)
        self.form.message_bar.closed.connect(lambda: self.presenter.report(None))
        self.form.cover.begin(self.bridge)
        self.form.cover.help.clicked.connect(self._help_a_child)
        self.form.cover.look.clicked.connect(self._choose_look)
        self.form.cover.guide.clicked.connect(self._open_guide)
        self.form.back.clicked.connect(self.presenter.step_back)
        self.form.primary.clicked.connect(self.presenter.step_on)
        self.form.bar.begin(self.form.bar_lines, self.asides())
        apply_icons(self.form.bar)

    def add_page(self, page: DoorPage) -> None:
        """Gives a page its bridge, and adds it above the stretch below the pages if the form did not."""
        self._pages.append(page)
        page.hide()
        if self.form.pages.indexOf(page) < 0:
            self.form.pages.insertWidget(self.form.pages.indexOf(self.form.rest), page)
        page.begin(self.bridge)
        apply_icons(page)

    def page_presenter(self, kind: type[Page]) -> Page:
        """The presenter of the page of that kind; the page is made if it is not there yet."""
        page = next((page for page in self._pages if page.made_by is kind), None)
        if page is None:
            page = self.make_page(kind)
            self.add_page(page)
        return cast(Page, page.presenter)

    def make_page(self, kind: type[DoorPagePresenter[Any]]) -> DoorPage:
        """Makes a page that is not in the form. Raises LookupError if there is none of that kind."""
        raise LookupError(kind)

    def page_named(self, name: str) -> DoorPage:
        """The page of that name. Raises StopIteration if it was not added."""
        return next(page for page in self._pages if page.made_by.name == name)

    def enter(self, destination: Destination) -> None:
        """Begins at the top."""
        self.to_top()
        self.presenter.enter(destination.path)

    def leave(self) -> None:
        """Clears all secrets when the screen is hidden."""
        self.presenter.leave()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """What would be lost by leaving."""
        return self.presenter.unsaved()

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, loads what the next step needs."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.presenter.on_painted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows have narrow margins."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        form = self.form
        width = form.right.width()
        side = WIDE_SIDE if width >= WIDE else NARROW_SIDE
        for layout, inner in (
            (form.head_column, NARROW_SIDE),
            (form.news_column, 0),
            (form.pages, 0),
            (form.bar_lines, 0),
        ):
            around = layout.contentsMargins()
            layout.setContentsMargins(side - inner, around.top(), side - inner, around.bottom())

    def asides(self) -> list[QWidget]:
        """Widgets between Back and Next."""
        return [self.form.reason]

    def bind(self, model: DoorScreenModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part of the screen the keyboard."""
        getattr(self.form, part).setFocus()

    def show_problem(self) -> None:
        """Scrolls to the problem that the page shows, if it shows one."""
        problem = getattr(self.page_named(self._shown).form, "problem", None)
        if problem is not None and not problem.isHidden():
            scroll_into_view(problem)

    def to_top(self) -> None:
        """Scrolls to the beginning of the page."""
        self.form.scroll.verticalScrollBar().setValue(0)

    def _set_page(self, name: str) -> None:
        if name == self._shown:
            return
        self._shown = name
        for page in self._pages:
            page.setVisible(page.made_by.name == name)
        self.to_top()
        self.page_named(name).retranslate()

    def _set_busy(self, busy: bool) -> None:
        self.page_named(self._shown).setEnabled(not busy)

    def _set_header(self, texts: tuple[Text, Text]) -> None:
        over, title = texts
        self.form.header.set_texts(self.bridge.text(over), self.bridge.text(title))

    def _set_news(self, notice: Notice) -> None:
        self.form.news.setVisible(notice.shown)
        # Closing the last message has hidden the bar itself.
        self.form.message_bar.show()
        if notice.shown:
            text = self.bridge.text
            self.form.message_bar.tell(notice.light, text(notice.fact), text(notice.remedy))

    def _on_error(self, error: KnownError) -> None:
        if self.isVisible():
            self.presenter.report(error)

    def retranslate(self) -> None:
        """Header, bar, and the page's texts."""
        self.presenter.refresh()
        self.page_named(self._shown).retranslate()
        self._binding.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Language or text size has changed."""
        if event.type() not in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            super().changeEvent(event)
            return
        super().changeEvent(event)
        if hasattr(self, "form"):
            apply_icons(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses Next, unless another button has the focus, or goes to the next field while one is missing;
        Escape presses Back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused: QWidget | None = self.focusWidget()
            plain = isinstance(focused, QPushButton) and not focused.isCheckable()
            if isinstance(focused, QLineEdit) and not self.form.primary.isEnabled():
                self._go_to_next_field()
            else:
                cast(QPushButton, focused if plain else self.form.primary).click()
        elif event.key() == Qt.Key.Key_Escape and self.form.back.isVisible():
            self.form.back.click()
        else:
            super().keyPressEvent(event)

    def _go_to_next_field(self) -> None:
        """Past the button that shows what is typed. From the last one there is nowhere to go."""
        fields = [field for field in self.findChildren(QLineEdit) if field.isVisible() and field.isEnabled()]
        here = fields.index(cast(QLineEdit, self.focusWidget()))
        if fields[here + 1 :]:
            fields[here + 1].setFocus()

    def _choose_look(self) -> None:
        from bsuh_desktop.qt.dialogs.this_screen import ThisScreen

        ThisScreen(self.bridge, self.window()).open()

    def _help_a_child(self) -> None:
        from bsuh_desktop.qt.dialogs.child_help import help_with_child

        help_with_child(self.bridge, self.window())

    def _open_guide(self) -> None:
        from bsuh_desktop.qt.dialogs.guide_dialog import open_guide

        open_guide(self.bridge, self.window(), self.name)
