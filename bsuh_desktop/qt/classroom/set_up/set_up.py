"""The page of Set up: widgets, keys and focus. What it says and does is in `presenters.classroom.set_up`."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.classroom.set_up import SetUpModel, SetUpPresenter
from bsuh_desktop.presenters.classroom.set_up_cards import USE_HANDS, Way
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.set_up.chooser import choose
from bsuh_desktop.qt.classroom.set_up.class_date import ask_when
from bsuh_desktop.qt.classroom.set_up.colleagues import ask_along
from bsuh_desktop.qt.forms.set_up import Ui_SetUp
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.class_keys import press_by_enter
from bsuh_desktop.qt.widgets.icons import icon_pixmap

WITHOUT_LIST = "without_list"
_COVER = 144
_WIDE = 900
"""Px of normal text from which on the whole page is in sight."""


class SetUp(PresentedScreen[SetUpModel, SetUpPresenter]):
    """Begins a new class for a place with a group, with a prepared class, or with `path` “new” or “without_list”;
    otherwise shows the open one."""

    name: ClassVar[str] = "set_up"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_SetUp(), lambda desk, view: SetUpPresenter(desk, view, bridge.projector), parent)
        own: dict[str, Setter] = {
            "cover": self._set_cover,
            "by_hands": lambda way: self._set_way(self.form.by_hands, "hand", way),
            "one_device": lambda way: self._set_way(self.form.one_device, "one", way),
        }
        self.bind_to(SetUpModel, own)
        for signal in (bridge.projector.public_changed, bridge.projector.screens_changed):
            signal.connect(lambda *_: self._presenter.screens_changed())
        self._connect_dialogs()
        self._connect_choices()
        self.restyle()

    def _connect_dialogs(self) -> None:
        form, bridge, presenter = self.form, self.bridge, self._presenter
        form.change_module.clicked.connect(
            lambda: choose(self, presenter.module_choice(), presenter.choose_module),
        )
        form.change_class.clicked.connect(
            lambda: choose(self, presenter.class_choice(), presenter.choose_classes),
        )
        form.print_sheet.clicked.connect(self._print_sheet)
        form.print_kit.clicked.connect(self._print_kit)
        form.change_co.clicked.connect(
            lambda: ask_along(self, bridge, presenter.colleagues, presenter.choose_colleagues),
        )
        form.keep_for_later.clicked.connect(
            lambda: ask_when(self, presenter.class_date, presenter.keep_for_later),
        )

    def _connect_choices(self) -> None:
        form, presenter = self.form, self._presenter
        form.date_light.set_state("look")
        for part, digits in (("day", 2), ("month", 2), ("year", 4)):
            field = getattr(form, part)
            field.set_digits(digits)
            field.numbered.connect(lambda number, part=part: presenter.write_date(part, number))
        form.by_hands.clicked.connect(lambda: presenter.answer_by("hands"))
        form.one_device.clicked.connect(lambda: presenter.answer_by("shared"))
        form.sharing_offer.answered.connect(lambda key: presenter.answer_by("hands") if key == USE_HANDS else None)
        form.stage_bangla.clicked.connect(lambda: presenter.stage_speaks("bn"))
        form.stage_english.clicked.connect(lambda: presenter.stage_speaks("en"))
        form.projector_yes.clicked.connect(lambda: presenter.answer_projector(True))
        form.projector_no.clicked.connect(lambda: presenter.answer_projector(False))
        form.on_the_wall.clicked.connect(lambda: presenter.teach_by(False))
        form.by_voice.clicked.connect(lambda: presenter.teach_by(True))
        form.practice_only.clicked.connect(presenter.practise)
        form.start_roll_call.clicked.connect(presenter.start)

    def enter(self, destination: Destination) -> None:
        """Begins a new class, or shows the open one."""
        self._presenter.enter(
            new=destination.path is not None,
            group=destination.group,
            prepared=destination.prepared,
            without_list=destination.path == WITHOUT_LIST,
        )

    def bind(self, model: SetUpModel) -> None:
        """Shows the model. One of the two ways of answering is chosen, whatever was pressed."""
        super().bind(model)
        (self.form.by_hands if model.by_hands.checked else self.form.one_device).setChecked(True)

    def _set_cover(self, cover: bytes) -> None:
        self.form.cover.set_data(cover)
        self.form.cover.setVisible(bool(cover))

    def _set_way(self, card: ChoiceCard, icon: str, way: Way) -> None:
        text = self.bridge.text
        card.tell(icon, text(way.title), text(way.sentence))
        card.set_foot(text(way.foot), way.light)
        card.setEnabled(way.enabled)

    def _print_sheet(self) -> None:
        """Prints a sheet for the day when the power fails."""
        from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet

        print_sheet(self, self.bridge, self._presenter.sheet())

    def _print_kit(self) -> None:
        """Prints what the module needs on paper."""
        from bsuh_desktop.qt.lesson_kits.print_kit import print_kit

        print_kit(self, self.bridge, self._presenter.kit())

    def key(self, event: QKeyEvent) -> bool:
        """Enter presses the primary button."""
        return press_by_enter(event, self.form.start_roll_call)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where not everything is in sight, the question about the projector comes first."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        form = self.form
        others = [form.date_card, form.top, form.answer_head, form.ways, form.sharing_offer]
        first = self.width() < scaled_box(_WIDE)
        order = [form.room, *others] if first else [*others, form.room]
        if [form.cards.indexOf(part) for part in order] != list(range(len(order))):
            for part in order:
                form.cards.removeWidget(part)
            for place, part in enumerate(order):
                form.cards.insertWidget(place, part)
            controls = [each for part in (*order, form.bar) for each in part.findChildren(QWidget) if _by_tab(each)]
            for one, following in pairwise(controls):
                QWidget.setTabOrder(one, following)

    def restyle(self) -> None:
        """Scales the module's cover and the icons of the class as well."""
        super().restyle()
        self._arrange()
        form = self.form
        form.cover.setFixedSize(scaled_box(_COVER), scaled_box(_COVER))
        for label, name in ((form.listed_icon, "people"), (form.consent_icon, "cert")):
            label.setPixmap(icon_pixmap(name, colours.GREEN.rgba(), scaled_text(20)))


def _by_tab(part: QWidget) -> bool:
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
