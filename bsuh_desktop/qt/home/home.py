"""The page Home: widgets and focus. What it shows and does is in `presenters.home.home`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.home.home import HomeModel, HomePresenter, Primary, UnfinishedLine
from bsuh_desktop.presenters.home.planned_rows import PlannedRow
from bsuh_desktop.presenters.home.readiness import ReadinessLine, Screens
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.home import Ui_Home
from bsuh_desktop.qt.home.prepared_row import PreparedRow
from bsuh_desktop.qt.home.readiness_card import RemedyDialog, show_rows
from bsuh_desktop.qt.home.unfinished_card import UnfinishedCard
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.icons import icon_pixmap

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
