"""The base of the screens before the desk opens and of their pages, and the first page, which asks for the passphrase.

The cover is at the left, one page at a time at the right, with Back and Next. A page is one step: a few fields or
cards, and what is still missing before it can go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import Field, Notice, Text
from bsuh_desktop.presenters.safekeeping import door_screen
from bsuh_desktop.presenters.safekeeping.passphrase import UnlockModel, UnlockPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.unlock import Ui_Unlock
from bsuh_desktop.qt.navigation.screen import Destination, Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.fields import set_problem
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.scroller import scroll_into_view


class DoorPage(QWidget):
    """Created by its screen or the form of that, which then calls `begin`. Its presenter is of the type `made_by`, and
    the view model of the type `shows`."""

    made_by: ClassVar[type[door_screen.DoorPagePresenter[Any]]]
    shows: ClassVar[type]
    presenter: door_screen.DoorPagePresenter[Any]
    form: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge: Bridge

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and shows its first texts; called once, before anything else."""
        self.bridge = bridge
        self._binding: Binding[Any] = Binding(self.form, self.shows, bridge.text, self.own())
        self.presenter = self.made_by(bridge, self)
        self.presenter.refresh()

    def own(self) -> dict[str, Setter]:
        """What sets those fields of the model that are no parts of the form."""
        return {}

    def retranslate(self) -> None:
        """Says everything again that is not in the form."""
        self.presenter.refresh()
        self._binding.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Translates the form; the page's own texts now, or when it is shown again."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "bridge"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)

    def bind(self, model: Any) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def select(self, part: str) -> None:
        """Gives a field the keyboard, with all that is in it selected."""
        field: QLineEdit = getattr(self.form, part)
        field.setFocus()
        field.selectAll()

    def set_field(self, field: QLineEdit, content: Field) -> None:
        """Shows what a plain field has, and whether it is refused."""
        if field.text() != content.value:
            field.setText(str(content.value))
        set_problem(field, content.problem)

    def open(self, screen: str) -> None:
        """Pages open no other screens; theirs does."""
        raise LookupError(screen)


class CardColumn:
    """Cards below each other, of which one is chosen. They are made again when there are other ones."""

    def __init__(self, page: DoorPage, layout: QLayout, choose: Callable[[str], object]) -> None:
        """`choose` gets the name of a card that was chosen."""
        self._page, self._layout, self._choose = page, layout, choose
        self._cards: dict[str, ChoiceCard] = {}
        # In an exclusive group of one, a card could never be unchecked.
        self._group = QButtonGroup(page)

    def show(self, cards: tuple[door_screen.Card, ...]) -> None:
        """Shows these."""
        if list(self._cards) != [card.name for card in cards]:
            self._make(cards)
        self._group.setExclusive(False)
        for card in cards:
            show_card(self._cards[card.name], card, self._page.bridge)
        self._group.setExclusive(True)

    def __getitem__(self, name: str) -> ChoiceCard:
        return self._cards[name]

    def __contains__(self, name: str) -> bool:
        return name in self._cards

    def _make(self, cards: tuple[door_screen.Card, ...]) -> None:
        for card in self._cards.values():
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._cards = {card.name: ChoiceCard(self._page) for card in cards}
        for name, card in self._cards.items():
            card.setObjectName(name)
            card.set_wide(True)
            self._group.addButton(card)
            card.toggled.connect(lambda on, name=name: self._choose(name) if on else None)
            self._layout.addWidget(card)


def show_card(widget: ChoiceCard, card: door_screen.Card, session: Bridge) -> None:
    """Shows a card, and whether it is chosen."""
    widget.tell(card.icon, session.text(card.title), session.text(card.sentence))
    widget.set_foot(session.text(card.foot), card.light or "")
    widget.setChecked(card.checked)


WIDE, WIDE_SIDE, NARROW_SIDE = 800, 64, 32

Page = TypeVar("Page", bound=door_screen.DoorPagePresenter)  # type: ignore[type-arg]


class DoorScreen(Screen):
    """Subclasses set up a form with `cover`, `header`, `message_bar`, `scroll`, `back`, `reason` and `primary`, then
    call `begin`. The message bar of the desk belongs to framed pages, so this one has its own.

    What it says and does is in its presenter, which `made_by` makes with the presenters of its pages.
    """

    framed = False
    made_by: ClassVar[type[door_screen.DoorScreenPresenter]]
    presenter: door_screen.DoorScreenPresenter
    shows: ClassVar[type[door_screen.DoorScreenModel]] = door_screen.DoorScreenModel

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

    def make_page(self, kind: type[door_screen.DoorPagePresenter[Any]]) -> DoorPage:
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

    def bind(self, model: door_screen.DoorScreenModel) -> None:
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


_DRAWING = 32


class UnlockPage(DoorPage):
    """What it says is in `presenters.safekeeping.passphrase`."""

    made_by, shows = UnlockPresenter, UnlockModel
    presenter: UnlockPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Unlock()
        self.form.setupUi(self)

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the field."""
        super().begin(bridge)
        field = self.form.passphrase
        field.hint_changed.connect(lambda: self.presenter.type_passphrase(field.text(), field.capitals))
        self.form.show_passphrase.toggled.connect(field.show_letters)
        self.form.show_passphrase.toggled.connect(self.presenter.show_letters)
        self.form.forgotten.clicked.connect(self.presenter.forgotten.emit)

    def own(self) -> dict[str, Setter]:
        """The desk's drawing."""
        return {"drawing": self._set_drawing}

    def _set_drawing(self, drawing: str) -> None:
        self.form.drawing.setVisible(bool(drawing))
        self.form.drawing.set_icon(drawing, _DRAWING)
