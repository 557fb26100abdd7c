"""Names: how many are stored for each class, until when, and what delays deletion; expired ones are deleted here."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.names import COUNTS_STAY
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.date_question import DeletionDateQuestion
from bsuh_desktop.qt.erasure import group_rows
from bsuh_desktop.qt.erasure.erasure_words import purged_words
from bsuh_desktop.qt.forms.names import Ui_Names
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import Purged, RetentionView

_WIDE = 820
"""From this width on (px at normal text size) the table has a column for each fact."""


class Names(Screen):
    """Reloads from the desk each time it is entered; `place.path` is the page to go back to. Asks for the date first
    if the clock is in doubt."""

    name: ClassVar[str] = "names"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Names()
        self.form.setupUi(self)
        self._came_from = "classes"
        self._view: RetentionView | None = None
        self._stated: datetime.date | None = None
        self._busy = False
        self._news = PageNews(bridge, self.form.news)
        self._day = DeletionDateQuestion(bridge, self.form, self._on_day)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self.form.due_card.set_state("look")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.open(self._came_from))
        form.hand_over.clicked.connect(lambda: self.open("hand_over"))
        form.delete_now.clicked.connect(self._ask_to_delete)
        form.rows.verb_pressed.connect(lambda group, _: self._open_class(group))
        form.rows.chosen.connect(self._open_class)
        form.nothing.chosen.connect(lambda: self.open("classes"))
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """Number of names stored."""
        names = sum(group.names for group in self._view.groups) if self._view else 0
        return self.bridge.say(Message("Names on this laptop: {count}", count=names))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Names"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything; coming back from a class keeps the page to go back to."""
        self._came_from = str(destination.path or self._came_from)
        self._news.clear()
        self._stated, self._busy = None, False
        self._day.show(False)
        self._pages.to_first()
        self._look(first=True)

    def _look(self, first: bool = False) -> None:
        """Ignores a result for another day than the one typed last: its own is on the way."""
        stated = self._stated
        self.bridge.query(
            lambda desk: _look(desk, stated),
            lambda view: self._on_view(view, first) if stated == self._stated else None,
            lambda error: self._on_no_view(error) if stated == self._stated else None,
        )

    def _on_view(self, view: RetentionView, first: bool) -> None:
        self._view = view
        if self._stated is None:
            self._day.clock_says = view.day
        self._day.show(view.doubtful)
        self.retranslate()
        self.header_changed.emit()
        if first:
            self._focus()

    def _on_no_view(self, error: KnownError) -> None:
        """Shows that this date is not possible."""
        self._stated = None
        self._day.fail(error)
        self._say_due()

    def _focus(self) -> None:
        form = self.form
        if self._day.asked:
            form.day.setFocus()
        elif form.delete_now.isVisible():
            form.delete_now.setFocus()
        else:
            (form.rows if form.table_space.isVisible() else form.back).setFocus()

    def _on_day(self) -> None:
        if self._day.day() != self._stated:
            self._stated = self._day.day()
            self._look()

    @property
    def _certain(self) -> bool:
        """True if the date is certain, and the page shows the names expired on it."""
        return self._view is not None and (not self._view.doubtful or self._view.day == self._stated)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        view = self._view
        if view is None:
            return
        form, say, there = self.form, self.bridge.say, bool(view.groups)
        form.nothing.setVisible(not there)
        none = Message("Names come with a class list, and only with consent.")
        form.nothing.tell("open-book", say(Message("No name is kept")), say(none), say(Message("Classes")))
        for part in (form.table_space, form.rule_text):
            part.setVisible(there)
        rule = Message(
            "The app deletes names {days} days after the receipt of a class's last session, or "
            "after the end of the programme. The numbers stay. Without a receipt, names are not "
            "deleted.",
            days=view.days,
        )
        form.rule_text.setText(say(rule))
        form.hand_over.setVisible(bool(view.held_back))
        self._day.retranslate()
        self._say_due()
        self._show_rows()
        self._news.retranslate()

    def _say_due(self) -> None:
        if self._view is None:
            return
        form, say = self.form, self.bridge.say
        due = self._view.due if self._certain else 0
        form.due_card.setVisible(bool(due))
        form.due_title.setText(say(Message("Names to delete, because their time is over: {count}", count=due)))
        form.due_text.setText(say(COUNTS_STAY))
        form.delete_now.setVisible(bool(due))
        form.delete_now.setText(say(Message("Delete now: {count}", count=due)))
        form.delete_now.setEnabled(not self._busy)
        asked = self._view.doubtful and not self._certain
        form.reason.setText(say(Message("Write today's date first.")) if asked else "")

    def _show_rows(self) -> None:
        if self._view is None:
            return
        bridge, view, wide, certain = self.bridge, self._view, self._table_space.wide, self._certain
        self.form.rows.set_columns(group_rows.columns(bridge, wide))
        groups = group_rows.in_order(view.groups)
        self._pages.show(groups, lambda one: group_rows.row(bridge, one, view, certain, wide))

    def _ask_to_delete(self) -> None:
        if self._view is None:
            return
        ask(
            self,
            Message("Delete {count} names?", count=self._view.due),
            Message(
                "They are deleted from this laptop and its backups. This cannot be undone. The "
                "numbers stay. Your coordinator can print their certificates again."
            ),
            [("keep", Message("Not now"), "secondary"), ("delete", Message("Delete the names"), "careful")],
            lambda key: self._delete() if key == "delete" else None,
            safe="keep",
        )

    def _delete(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._say_due()
        stated = self._stated
        self.bridge.change(lambda desk: _delete(desk, stated), self._on_deleted, self._on_not_deleted)

    def _on_deleted(self, gone: Purged) -> None:
        self._busy = False
        self._news.tell(*purged_words(gone))
        self._look(first=True)

    def _on_not_deleted(self, error: KnownError) -> None:
        self._busy = False
        self._say_due()
        self._news.fail(error)

    def _open_class(self, group: str) -> None:
        self.open("withdrawal", group=group, path=self.name)


def _look(desk: Desk, stated: datetime.date | None) -> RetentionView:
    from bsuh_desktop.services.erasure.purge import check_stated
    from bsuh_desktop.services.erasure.retention import retention_view

    if stated is not None:
        check_stated(desk, stated)
    return retention_view(desk, stated)


def _delete(desk: Desk, stated: datetime.date | None) -> Purged:
    from bsuh_desktop.services.erasure.purge import purge

    return purge(desk, stated)
