"""Base of the screens before the desk opens: the cover at the left, one page at a time at the right, Back and Next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.icons import apply_icons

WIDE, WIDE_SIDE, NARROW_SIDE = 800, 64, 32


class DoorScreen(Screen):
    """Subclasses set up a form with `cover`, `header`, `message_bar`, `scroll`, `back`, `reason` and `primary`, then
    call `begin`. The message bar of the desk belongs to framed pages, so this one has its own."""

    framed = False

    def begin(self, pages: Sequence[DoorPage]) -> None:
        """Gives the form's pages their bridge; shows none yet."""
        self._pages: list[DoorPage] = []
        self._page = pages[0]
        self._warm = False
        self._busy: Message | None = None
        self._error: KnownError | None = None
        self.bridge.error_reported.connect(self._on_error)
        self.form.message_bar.closed.connect(lambda: self.tell(None))
        self.form.message_bar.set_closable(True)
        self.form.cover.begin(self.bridge)
        self.form.cover.help.clicked.connect(self._help_a_child)
        self.form.cover.look.clicked.connect(self._choose_look)
        self.form.cover.guide.clicked.connect(self._open_guide)
        self.form.back.clicked.connect(self.step_back)
        self.form.primary.clicked.connect(self.step_on)
        self.form.bar.begin(self.form.bar_lines, self.asides())
        apply_icons(self.form.bar)
        for page in pages:
            self.add_page(page)

    def add_page(self, page: DoorPage) -> None:
        """Gives a page its bridge, and adds it above the stretch below the pages if the form did not."""
        self._pages.append(page)
        page.hide()
        if self.form.pages.indexOf(page) < 0:
            self.form.pages.insertWidget(self.form.pages.indexOf(self.form.rest), page)
        page.begin(self.bridge)
        page.changed.connect(self._on_changed)
        apply_icons(page)

    def forget(self) -> None:
        """Clears everything typed or shown on any page."""
        for page in self._pages:
            page.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, loads what the next step needs."""
        super().paintEvent(event)
        if not self._warm:
            self._warm = True
            QTimer.singleShot(0, self.bridge.warm_up)

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

    @property
    def page(self) -> DoorPage:
        """The page shown."""
        return self._page

    def asides(self) -> list[QWidget]:
        """Widgets between Back and Next."""
        return [self.form.reason]

    def over_line(self) -> Message:
        """The small line above the page's title."""
        raise NotImplementedError

    def can_go_back(self) -> bool:
        """True if there is a page before this one."""
        raise NotImplementedError

    def step_back(self) -> None:
        """Goes to the page before."""
        raise NotImplementedError

    def step_on(self) -> None:
        """Completes this page and goes to the next."""
        raise NotImplementedError

    def show_page(self, page: DoorPage) -> None:
        """Shows only `page` and focuses it."""
        self._page.leave()
        self._page = page
        self._error = None
        for other in self._pages:
            other.setVisible(other is page)
        self.form.cover.show_languages(not page.has_languages)
        self.form.scroll.verticalScrollBar().setValue(0)
        self.retranslate()
        page.enter()

    def set_busy(self, doing: Message | None) -> None:
        """Disables the page while the desk's thread is working; `doing` is the button's text meanwhile."""
        self._busy = doing
        self._page.setEnabled(doing is None)
        self._say_bar()

    def failed(self, error: KnownError) -> None:
        """Shows the error beside its cause, or below the header."""
        self.set_busy(None)
        if not self._page.tell(error):
            self.tell(error)
        self._show_problem()

    def tell(self, error: KnownError | None) -> None:
        """Shows an error below the header; None removes it."""
        self._error = error
        self.form.news.setVisible(error is not None)
        # Closing the last message has hidden the bar itself.
        self.form.message_bar.show()
        if error is not None:
            self.form.message_bar.tell("stop", self.bridge.say(error.message), self.bridge.say(error.remedy))

    @property
    def error(self) -> KnownError | None:
        """The error shown below the header."""
        return self._error

    def _on_changed(self) -> None:
        self._say_bar()
        self._show_problem()

    def _show_problem(self) -> None:
        problem = getattr(self._page.form, "problem", None)
        if problem is not None and not problem.isHidden():
            scroll_into_view(problem)

    def _on_error(self, error: KnownError) -> None:
        if self.isVisible():
            self.tell(error)

    def retranslate(self) -> None:
        """Header, bar, and the page's texts."""
        say = self.bridge.say
        self.form.header.set_texts(say(self.over_line()), say(self._page.title))
        self._page.retranslate()
        self.tell(self._error)
        self._say_bar()

    def changeEvent(self, event: QEvent) -> None:
        """Language or text size has changed."""
        if event.type() not in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            super().changeEvent(event)
            return
        super().changeEvent(event)
        if hasattr(self, "form"):
            apply_icons(self)

    def _say_bar(self) -> None:
        say, missing = self.bridge.say, self._page.missing()
        self.form.back.setVisible(self.can_go_back())
        self.form.back.setEnabled(self._busy is None)
        self.form.primary.setText(say(self._busy or self._page.go_on()))
        self.form.primary.setEnabled(self._busy is None and missing is None)
        self.form.reason.setText(say(missing) if missing and not self._busy else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses Next, unless another button has the focus; Escape presses Back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused: QWidget | None = self.focusWidget()
            plain = isinstance(focused, QPushButton) and not focused.isCheckable()
            cast(QPushButton, focused if plain else self.form.primary).click()
        elif event.key() == Qt.Key.Key_Escape and self.form.back.isVisible():
            self.form.back.click()
        else:
            super().keyPressEvent(event)

    def _choose_look(self) -> None:
        from bsuh_desktop.qt.dialogs.this_screen import ThisScreen

        ThisScreen(self.bridge, self.window()).open()

    def _help_a_child(self) -> None:
        from bsuh_desktop.qt.dialogs.child_help import help_with_child

        help_with_child(self.bridge, self.window())

    def _open_guide(self) -> None:
        from bsuh_desktop.qt.dialogs.guide_dialog import open_guide

        open_guide(self.bridge, self.window(), self.name)
