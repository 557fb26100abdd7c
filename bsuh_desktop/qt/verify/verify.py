"""The page Verify: clipboard, dropped files, keys and focus. What it says and does is in `presenters.verify`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.presenters.stage import Screens
from bsuh_desktop.presenters.verify.proof_words import CheckedTable, ItemTable
from bsuh_desktop.presenters.verify.verify import CheckProgress, VerifyModel, VerifyPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import CHECKED, ask_for_files
from bsuh_desktop.qt.forms.verify import Ui_Verify
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.drop_zone import FileDrops, copied_files, copied_text
from bsuh_desktop.qt.widgets.fields import set_problem
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.qt.widgets.scroller import scroll_into_view

_ROW, _HEAD = 56, 44
_LEAST_ROWS, _MOST_ROWS, _ABOVE = 2, 7, 3
"""Rows visible at once; `_ABOVE` if the list is above the verdict."""


class Verify(FileDrops, PresentedScreen[VerifyModel, VerifyPresenter]):
    """Drops are taken by the whole page."""

    name: ClassVar[str] = "verify"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Verify(), VerifyPresenter, parent)
        form = self.form
        self.setAcceptDrops(True)
        form.drop_zone.setAcceptDrops(False)
        form.drop_picture.set_picture("open-book")
        form.typed_light.set_state("stop")
        self._count = 0
        news = PageNews(bridge, form.news_bar)
        form.news_bar.set_closable(False)
        own: dict[str, Setter] = {
            "progress": self._set_progress,
            "slip": self._set_slip,
            "several": self._set_several,
            "several_row": form.several.set_current,
            "verdict": form.verdict.tell,
            "news_bar": news.show,
            "document_picture": form.document_picture.set_preview,
            "facts": form.facts.set_lines,
            "chain": form.chain.set_lines,
            "notes": form.notes.set_lines,
            "items": self._set_items,
        }
        self.bind_to(VerifyModel, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.typed.textChanged.connect(presenter.write)
        form.typed.returnPressed.connect(presenter.send)
        form.check_typed.clicked.connect(presenter.send)
        form.choose_files.clicked.connect(self._choose)
        form.check_another.clicked.connect(presenter.check_another)
        form.progress.cancelled.connect(presenter.stop)
        form.several.row_moved.connect(presenter.show_result)
        form.several.chosen.connect(lambda _: self.show_verdict())
        form.verdict.question.answered.connect(presenter.answer)
        form.verdict.question.taken_back.connect(presenter.take_back)
        form.news_bar.answered.connect(presenter.press_news)
        form.typed.installEventFilter(self)
        form.shown.installEventFilter(self)

    @property
    def screens(self) -> Screens:
        """How the screens of this laptop are arranged."""
        return self.bridge.projector.arrangement

    def show_top(self) -> None:
        """The page has turned to its other half, which begins at its top."""
        self.form.scroll.verticalScrollBar().setValue(0)
        self.turned.emit()

    def show_verdict(self) -> None:
        """Scrolls the page to the verdict."""
        scroll_into_view(self.form.verdict)

    def forget_painted(self) -> None:
        """Drops texts that were painted: they may be somebody's name."""
        forget_words()

    def _set_progress(self, progress: CheckProgress) -> None:
        self.form.progress.tell(self.bridge.text(progress.text), progress.done, progress.total)
        self.form.progress.set_cancel(self.bridge.text(progress.stop))

    def _set_slip(self, slip: Text) -> None:
        form, text = self.form, self.bridge.text(slip)
        form.typed_problem.setVisible(bool(text))
        form.typed_text.setText(text)
        form.typed.setAccessibleDescription(text)
        set_problem(form.typed, bool(text))
        if text:
            scroll_into_view(form.typed_problem)

    def _set_several(self, table: CheckedTable) -> None:
        self._count = len(table.proofs)
        self.form.several.set_columns(table.columns())
        self.form.several.set_rows(table.rows())

    def _set_items(self, table: ItemTable) -> None:
        self.form.items.set_columns(table.columns())
        self.form.items.set_rows(table.rows())
        _show_rows(self.form.items, table.count, _MOST_ROWS)

    def _choose(self) -> None:
        """Asks for one or several files."""
        ask_for_files(self, self.bridge, Message("Choose what to check"), CHECKED, self.take_dropped)

    def may_drop(self) -> bool:
        """True: whatever is going on, other files can be checked."""
        return True

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Checks the files."""
        self._presenter.check_files([str(path) for path in paths])

    def _paste(self, into_field: bool) -> bool:
        return self._presenter.paste(copied_files(), copied_text(), into_field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files and codes pasted into the field are checked at once; other text is inserted as usual. Limits the list's
        height if it is above the verdict, which must be visible."""
        form = self.form
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is form.typed and event.matches(QKeySequence.StandardKey.Paste) and self._paste(True)
        if watched is form.typed:
            return False
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            _show_rows(form.several, self._count, _MOST_ROWS if form.shown.in_a_row() else _ABOVE)
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Ctrl+V and Ctrl+O work anywhere on the page; input of a scanner goes to the field by itself."""
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(False)
        if event.matches(QKeySequence.StandardKey.Open):
            self._choose()
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isprintable() and event.text().strip():
            self._presenter.show_field()
            self.form.typed.insert(event.text())
            self.form.typed.setFocus()
            return True
        return False


def _show_rows(table: RowTable, count: int, most: int) -> None:
    """Limits the visible rows; the others are reached by scrolling."""
    rows = min(max(count, _LEAST_ROWS), most)
    table.setMinimumHeight(scaled_box(_ROW) * rows + scaled_text(_HEAD))
