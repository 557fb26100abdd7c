"""The page Home: prepared and unfinished classes, the checks of the laptop, and what to do about one.

What it shows and does is in `presenters.home.home`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.home.home import HomeModel, HomePresenter, Primary, UnfinishedLine
from bsuh_desktop.presenters.home.planned_rows import PlannedRow
from bsuh_desktop.presenters.home.readiness import ReadinessLine, Screens
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.home import Ui_Home
from bsuh_desktop.qt.forms.prepared_row import Ui_PreparedRow
from bsuh_desktop.qt.forms.unfinished_card import Ui_UnfinishedCard
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import BoundCard, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.icons import apply_icons, icon_pixmap, paint_icon
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.message import TINTS, paint_message_ground
from bsuh_desktop.qt.widgets.picture import Sketch
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.text_lines import TextLines

_VERBS = ("start", "earlier", "change", "remove", "hold_today")


class PreparedRow(BoundCard[PlannedRow]):
    """`wanted` carries the verb pressed: start, earlier, change, remove or hold_today. Its buttons are named after the
    row, counted from 1."""

    wanted = Signal(str)

    def __init__(self, row: PlannedRow, number: int) -> None:
        super().__init__(Ui_PreparedRow(), row, unseen=("id", "leads"))
        if row.leads is not None:
            self.form.start.setProperty("kind", "primary" if row.leads else "secondary")
        for name in _VERBS:
            button = getattr(self.form, name)
            button.setObjectName(f"{name}_{number}")
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        self.restyle()


class UnfinishedCard(BoundCard[UnfinishedLine]):
    """Painted like a message bar of state “look”. `go_on_wanted` and `finish_wanted` when a button is pressed. Only the
    first card of a page has the primary button."""

    go_on_wanted = Signal()
    finish_wanted = Signal()
    rest_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, line: UnfinishedLine) -> None:
        super().__init__(Ui_UnfinishedCard(), line, unseen=("session", "verb", "leads"))
        self._line = line
        for button in (self.form.go_on, self.form.finish_class):
            button.setProperty("kind", "primary" if line.leads and button is self.verb() else "secondary")
        self.form.go_on.clicked.connect(self.go_on_wanted)
        self.form.finish_class.clicked.connect(self.finish_wanted)
        self.form.rest_from_paper.clicked.connect(self.rest_wanted)
        self.form.print_sheet.clicked.connect(self.sheet_wanted)
        self.restyle()

    def restyle(self) -> None:
        """The disc as well."""
        super().restyle()
        self.form.disc.setPixmap(_play_disc())

    def verb(self) -> QPushButton:
        """The button to press most likely."""
        verb: QPushButton = getattr(self.form, self._line.verb)
        return verb

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the tint with its thick left edge."""
        tint, edge = TINTS["look"]
        paint_message_ground(QPainter(self), QRectF(self.rect()), tint, edge)


def _play_disc() -> QPixmap:
    """An amber disc with the sign for “continue”."""
    side = scaled_box(56)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.INK, 2))
    painter.setBrush(colours.AMBER)
    disc = QRectF(pixmap.rect()).adjusted(1, 1, -1, -1)
    painter.drawEllipse(disc)
    quarter = disc.width() / 4
    paint_icon(painter, disc.adjusted(quarter, quarter, -quarter, -quarter), "play", colours.INK)
    painter.end()
    return pixmap


_DRAWING = 96
_TOP = Qt.AlignmentFlag.AlignTop
_COLUMNS = 4


class RemedyDialog(Dialog):
    """`look_again` is called when the person says that the problem is fixed."""

    def __init__(self, line: ReadinessLine, parent: QWidget, look_again: Callable[[], object]) -> None:
        verbs = [("close", Message("Close"), "secondary"), ("done_look_again", Message("Look again"), "primary")]
        super().__init__(line.called, line.text, verbs, parent)
        self.setObjectName("remedy_dialog")
        self._numbers: list[QLabel] = []
        self.add(self._steps(line))
        self.retranslate()
        self.answered.connect(lambda key: look_again() if key == "done_look_again" else None)

    def retranslate(self) -> None:
        """Translates the step numbers as well."""
        super().retranslate()
        for place, number in enumerate(self._numbers, 1):
            number.setText(desk_digits(place))

    def _steps(self, line: ReadinessLine) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 16, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(2, 1)
        drawing, steps = Sketch(), line.steps
        drawing.set_icon(line.large_drawing, _DRAWING)
        grid.addWidget(drawing, 0, 0, len(steps) + 1, 1, _TOP)
        grid.setRowStretch(len(steps), 1)
        for place, step in enumerate(steps):
            number, words = QLabel(), TextLines()
            number.setProperty("role", "card-title")
            self._numbers.append(number)
            self.say(step, words.setText)
            grid.addWidget(number, place, 1, _TOP)
            grid.addWidget(words, place, 2)
        return body


def show_rows(
    grid: QGridLayout, lines: Sequence[ReadinessLine], bridge: Bridge, wanted: Callable[[ReadinessLine], object]
) -> None:
    """Replaces the rows of `grid` by `lines`; `wanted` is called with the line whose remedy is asked for."""
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    grid.setColumnStretch(2, 1)
    for place, line in enumerate(lines):
        _show_line(grid, 2 * place, line, bridge)
        if line.remedy is not None:
            grid.addWidget(_remedy_button(line, bridge, wanted), 2 * place + 1, 3, _TOP)
    frame = grid.parentWidget()
    assert frame is not None
    apply_icons(frame)


def _show_line(grid: QGridLayout, row: int, line: ReadinessLine, bridge: Bridge) -> None:
    light, drawing, hairline = Light(), Sketch(), QFrame()
    light.set_state(line.light)
    drawing.set_icon(line.drawing)
    hairline.setProperty("role", "hairline")
    grid.addWidget(hairline, row, 0, 1, _COLUMNS)
    grid.addWidget(light, row + 1, 0, _TOP)
    grid.addWidget(drawing, row + 1, 1, _TOP)
    # Without a button, the text takes its column too.
    grid.addWidget(_words(line, bridge), row + 1, 2, 1, 1 if line.remedy is not None else 2)


def _words(line: ReadinessLine, bridge: Bridge) -> QWidget:
    """The item's name, its state and what to do: one line where there is room."""
    words = TextLines()
    words.setObjectName(f"readiness_{line.name}")
    words.setProperty("role", "caption")
    words.set_fact(bridge.say(line.called), bridge.text(line.whole))
    return words


def _remedy_button(line: ReadinessLine, bridge: Bridge, wanted: Callable[[ReadinessLine], object]) -> QPushButton:
    button = QPushButton()
    button.setObjectName(f"remedy_{line.name}")
    button.setProperty("kind", "icon")
    button.setProperty("glyph", "next")
    name = bridge.say(line.verb)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda: wanted(line))
    return button


_ICONS = {
    "today_module_icon": "book",
    "today_learners_icon": "people",
    "today_taught_icon": "clock",
    "hand_over_icon": "usb",
    "certificates_icon": "cert",
    "laptop_icon": "laptop",
}
_SENTENCES = {
    "hand_over_count": "hand_over_now",
    "certificates_count": "certificates_now",
    "laptop_text": "laptop_now",
}
"""Labels with one sentence a line, and the button that a screen reader describes by them."""


class Home(PresentedScreen[HomeModel, HomePresenter]):
    """Loads what the desk has each time it is entered."""

    name: ClassVar[str] = "home"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Home(), HomePresenter, parent)
        self._cards: list[UnfinishedCard] = []
        self._rows: list[PreparedRow] = []
        self._lines: tuple[UnfinishedLine, ...] = ()
        self._planned: tuple[PlannedRow, ...] = ()
        self._checks: tuple[tuple[ReadinessLine, ...], Language] = ((), bridge.language)
        own: dict[str, Setter] = {
            "unfinished_cards": self._set_unfinished,
            "plan_rows": self._set_planned,
            "readiness_rows": self._set_readiness,
            "primary": self._set_primary,
            **{label: partial(self._set_sentences, label) for label in _SENTENCES},
        }
        self.bind_to(HomeModel, own)
        self.form.plans.hide()
        self.form.today_picture.set_picture("classroom")
        self.form.today_picture.radius = 12
        for tag in (self.form.plans_tag, self.form.waiting_tag):
            tag.tell("look", "")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.no_class.chosen.connect(lambda: self.open("import_list"))
        form.without_list.clicked.connect(lambda: self.open("set_up", path="without_list"))
        form.from_paper.clicked.connect(lambda: self.open("paper_class"))
        form.held_classes.clicked.connect(lambda: self.open("held"))
        form.prepare_another.clicked.connect(lambda: self.open("set_up", path="new"))
        form.choose_class.clicked.connect(lambda: self.open("classes"))
        form.see_tour.clicked.connect(presenter.see_tour)
        form.no_tour.clicked.connect(presenter.not_now)
        form.start_preparing.clicked.connect(presenter.prepare)
        form.join_programme.clicked.connect(lambda: self.open("first_run"))
        form.hand_over_now.clicked.connect(lambda: self.open("hand_over"))
        form.laptop_now.clicked.connect(presenter.open_laptop)
        form.certificates_now.clicked.connect(presenter.print_certificates)
        form.look_again.clicked.connect(presenter.look)

    def restyle(self) -> None:
        """Redraws the pictures as well."""
        super().restyle()
        for label, glyph in _ICONS.items():
            getattr(self.form, label).setPixmap(icon_pixmap(glyph, colours.GREEN.rgba(), scaled_text(20)))

    def focus(self, part: str) -> None:
        """Gives the button of that part the keyboard: the one thing to do next."""
        self._verbs()[part].setFocus()

    @property
    def screens(self) -> Screens:
        """How the screens of this laptop are arranged."""
        return self.bridge.projector.arrangement

    def _verbs(self) -> dict[str, QPushButton]:
        """By part, the button that may be the primary one."""
        there = {"no_class": self.form.no_class.verb, "start_preparing": self.form.start_preparing}
        if self._cards:
            there["unfinished"] = self._cards[0].verb()
        for row, line in zip(self._rows, self._planned, strict=True):
            if line.leads is not None:
                there["plans"] = row.form.start
        return there

    def _set_unfinished(self, lines: tuple[UnfinishedLine, ...]) -> None:
        """Makes the cards again if one differs; they follow the language by themselves."""
        if lines == self._lines:
            return
        _remove(self._cards)
        self._lines, self._cards = lines, [UnfinishedCard(line) for line in lines]
        for card, line in zip(self._cards, lines, strict=True):
            card.go_on_wanted.connect(partial(self._presenter.go_on, line.session))
            card.rest_wanted.connect(partial(self.open, "paper_class", session=line.session))
            card.sheet_wanted.connect(partial(self._print_sheet, line.session))
            card.finish_wanted.connect(partial(self._presenter.finish, line.session))
            self.form.unfinished_cards.addWidget(card)

    def _set_planned(self, lines: tuple[PlannedRow, ...]) -> None:
        """Makes the rows again if one differs; they follow the language by themselves."""
        if lines == self._planned:
            return
        _remove(self._rows)
        self._planned = lines
        self._rows = [PreparedRow(line, number) for number, line in enumerate(lines, 1)]
        for row, line in zip(self._rows, lines, strict=True):
            row.wanted.connect(partial(self._presenter.plan, line.id))
            self.form.plan_rows_column.addWidget(row)

    def _set_readiness(self, lines: tuple[ReadinessLine, ...]) -> None:
        """Lines that say the same keep their widgets and the focus."""
        if self._checks != (lines, self.bridge.language):
            self._checks = (lines, self.bridge.language)
            show_rows(self.form.readiness_rows, lines, self.bridge, self._open_remedy)

    def _open_remedy(self, line: ReadinessLine) -> None:
        RemedyDialog(line, self, self._presenter.look).open()

    def _set_sentences(self, label: str, sentences: tuple[Message, ...]) -> None:
        said = [self.bridge.say(sentence) for sentence in sentences]
        getattr(self.form, label).setText("\n".join(said))
        getattr(self.form, _SENTENCES[label]).setAccessibleDescription(" ".join(said))

    def _print_sheet(self, session: str) -> None:
        """Offers a class sheet, so that the class can go on when the power fails."""
        from bsuh_desktop.presenters.class_sheets.print_sheet import SheetWish
        from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet

        print_sheet(self, self.bridge, SheetWish(session=session))

    def _set_primary(self, primary: Primary) -> None:
        """Cards and rows know by themselves whether they have the primary button."""
        for part in ("start_preparing", "no_class"):
            button = self._verbs()[part]
            button.setProperty("kind", "primary" if part == primary else "secondary")
            repolish(button)


def _remove(widgets: Sequence[QWidget]) -> None:
    for widget in widgets:
        widget.hide()
        widget.deleteLater()
