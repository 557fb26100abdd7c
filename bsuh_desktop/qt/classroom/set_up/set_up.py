"""The page of Set up and its dialogs: module and classes, the day of the class, who teaches with you.

What they say and do is in `presenters.classroom`: `set_up`, `class_date`, `colleagues`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom import set_up_cards
from bsuh_desktop.presenters.classroom.colleagues import ColleaguesModel, ColleaguesPresenter, ColleaguesView, PersonRow
from bsuh_desktop.presenters.classroom.set_up import SetUpModel, SetUpPresenter
from bsuh_desktop.presenters.parts import Question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.along import Ui_Along
from bsuh_desktop.qt.forms.set_up import Ui_SetUp
from bsuh_desktop.qt.forms.when import Ui_When
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import Binding, BoundForm, Setter
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb, ask_question
from bsuh_desktop.qt.widgets.icons import apply_icons, icon_pixmap
from bsuh_desktop.qt.widgets.keycap import ENTER, press_by_enter
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.scroller import ScrollFrame

CHOOSE = "choose"


class Chooser(Dialog):
    """One card for each offer."""

    def __init__(self, choice: set_up_cards.CardChoice, parent: QWidget) -> None:
        verbs: list[DialogVerb] = [
            ("cancel", Message("Cancel"), "secondary"),
            (CHOOSE, Message("Choose"), "primary"),
        ]
        super().__init__(choice.question, choice.detail, verbs, parent)
        self._offers = choice.offers
        self._several = choice.several
        self.cards = {offer.key: _card(offer, choice.several) for offer in choice.offers}
        self._tell()
        for key, card in self.cards.items():
            card.setChecked(key in choice.chosen)
            card.toggled.connect(lambda on, key=key: self._on_toggled(key, on))
        self.add(ScrollFrame(_column(list(self.cards.values())), parent))
        self._order(choice.chosen)
        self._look()

    def _tell(self) -> None:
        for offer in self._offers:
            card, foot = self.cards[offer.key], desk_text(offer.foot)
            card.tell(offer.icon, desk_text(offer.title), desk_text(offer.sentence))
            if foot:
                card.set_foot(foot)

    def retranslate(self) -> None:
        """Translates the cards as well."""
        super().retranslate()
        self._tell()

    def chosen(self) -> tuple[str, ...]:
        """Keys of the checked cards, in their order."""
        return tuple(key for key, card in self.cards.items() if card.isChecked())

    def _on_toggled(self, key: str, on: bool) -> None:
        if on and self._several:
            alone = next(offer.alone for offer in self._offers if offer.key == key)
            for other in self._offers:
                if other.key != key and (alone or other.alone):
                    self.cards[other.key].setChecked(False)
        self._look()

    def _look(self) -> None:
        self.verb(CHOOSE).setEnabled(bool(self.chosen()))

    def _order(self, chosen: Sequence[str]) -> None:
        """Tab order: the cards first, starting with the chosen one."""
        cards = list(self.cards.values())
        for before, after in zip(cards, [*cards[1:], self.verb(CHOOSE)], strict=True):
            QWidget.setTabOrder(before, after)
        first = next((self.cards[key] for key in chosen if key in self.cards), cards[0] if cards else None)
        if first is not None:
            first.setFocus()


def _card(offer: set_up_cards.Offer, several: bool) -> ChoiceCard:
    card = ChoiceCard()
    card.setObjectName(f"offer_{offer.key or 'none'}")
    card.set_wide(True)
    card.setAutoExclusive(not several)
    policy = card.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    card.setSizePolicy(policy)
    return card


def _column(cards: Sequence[QWidget]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    # Space for the focus ring of a card.
    column.setContentsMargins(6, 6, 6, 6)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    return inside


def choose(parent: QWidget, choice: set_up_cards.CardChoice, then: Callable[[tuple[str, ...]], object]) -> Chooser:
    """Opens the dialog; `then` is called with the keys of the chosen cards, unless nothing was chosen."""
    chooser = Chooser(choice, parent)
    chooser.answered.connect(lambda verb: then(chooser.chosen()) if verb == CHOOSE else None)
    chooser.open()
    return chooser


KEEP = "keep"
PresentDate = Callable[[set_up_cards.ClassDateView], set_up_cards.ClassDatePresenter]
OnChosen = Callable[[datetime.date, "datetime.time | None"], object]


class ClassDateForm(BoundForm[set_up_cards.ClassDateModel]):
    """Three choices for the day, with the typed date in words. `accept` is called with whether it is valid."""

    def __init__(self, present: PresentDate, accept: Callable[[bool], object]) -> None:
        super().__init__(form := Ui_When())
        self.presenter = presenter = present(self)
        for part, digits in (("day", 2), ("month", 2), ("year", 4)):
            field = getattr(form, part)
            field.set_digits(digits)
            field.numbered.connect(lambda number, part=part: presenter.write_date(part, number))
        for which in ("on_today", "on_tomorrow", "on_another"):
            getattr(form, which).clicked.connect(lambda _=False, which=which: presenter.choose(which))
        form.time.textEdited.connect(presenter.write_time)
        self.bind_to(set_up_cards.ClassDateModel, {"accept": lambda part: accept(part.enabled)})
        presenter.refresh()


def ask_when(parent: QWidget, present: PresentDate, then: OnChosen) -> Dialog:
    """Opens the dialog; `then` is called with the day and the time that were chosen."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (KEEP, Message("Keep"), "primary")]
    dialog = Dialog(Message("When is the class?"), "", verbs, parent)
    form = ClassDateForm(present, dialog.verb(KEEP).setEnabled)
    dialog.add(ScrollFrame(form, parent))

    def answered(verb: str) -> None:
        day = form.presenter.day()
        if verb == KEEP and day is not None:
            then(day, form.presenter.time())

    dialog.answered.connect(answered)
    dialog.open()
    return dialog


PresentColleagues = Callable[[ColleaguesView], ColleaguesPresenter]


class _PersonLine(QWidget):
    """A check box for one person, and a button that deletes the name if there is one."""

    def __init__(self, presenter: ColleaguesPresenter, key: str) -> None:
        super().__init__()
        self.box, self.delete = QCheckBox(), QPushButton()
        self.box.setObjectName(f"person_{key}")
        self.delete.setObjectName(f"delete_{key}")
        self.delete.setProperty("kind", "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box, 1)
        line.addWidget(self.delete)
        self.box.clicked.connect(lambda on: presenter.choose(key, on))
        self.delete.clicked.connect(lambda: presenter.ask_to_delete(key))
        self.binding = Binding(self, PersonRow, desk_text, {"key": lambda _: None})


class ColleaguesForm(BoundForm[ColleaguesModel]):
    """One line per person, and two fields for somebody new."""

    def __init__(self, bridge: Bridge, present: PresentColleagues) -> None:
        super().__init__(form := Ui_Along())
        self._bridge = bridge
        self._lines: dict[str, _PersonLine] = {}
        self.presenter = presenter = present(self)
        self.bind_to(ColleaguesModel, {"people": self._set_people})
        form.add_person.clicked.connect(presenter.add)
        for field, typed in ((form.code, presenter.type_code), (form.name, presenter.type_name)):
            field.textEdited.connect(typed)
            field.returnPressed.connect(presenter.add)
        apply_icons(self)
        presenter.refresh()

    def retranslate(self) -> None:
        """The lines as well."""
        super().retranslate()
        for line in self._lines.values():
            line.binding.retranslate()

    def focus_person(self, key: str) -> None:
        """Gives the box of that person the keyboard."""
        self._lines[key].box.setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks; the question goes as the names do."""
        self._bridge.public_changed.connect(ask_question(self, question, then).reject)

    def _set_people(self, people: tuple[PersonRow, ...]) -> None:
        for key in self._lines.keys() - {person.key for person in people}:
            line = self._lines.pop(key)
            line.hide()
            line.deleteLater()
        for person in people:
            if person.key not in self._lines:
                self._lines[person.key] = line = _PersonLine(self.presenter, person.key)
                self.form.people_column.addWidget(line)
                QWidget.setTabOrder(line.delete, self.form.code)
            self._lines[person.key].binding.show(person)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field adds the person; it must not also press the dialog's button before that is done."""
        in_field = self.form.code.hasFocus() or self.form.name.hasFocus()
        if event.key() in ENTER and in_field:
            event.accept()
        else:
            super().keyPressEvent(event)


def ask_along(
    parent: QWidget, bridge: Bridge, present: PresentColleagues, then: Callable[[tuple[str, ...]], object]
) -> Dialog:
    """Opens the dialog; `then` is called with the key ids of the chosen colleagues."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (CHOOSE, Message("Choose"), "primary")]
    detail = Message("Names stay on this laptop; the attendance file has only codes.")
    dialog = Dialog(Message("Who teaches with you?"), detail, verbs, parent)
    form = ColleaguesForm(bridge, present)
    dialog.add(ScrollFrame(form, parent))
    dialog.finished.connect(lambda _: form.presenter.close())
    dialog.answered.connect(lambda verb: then(form.presenter.chosen()) if verb == CHOOSE else None)
    dialog.open()
    form.presenter.focus_first()
    return dialog


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
        form.sharing_offer.answered.connect(
            lambda key: presenter.answer_by("hands") if key == set_up_cards.USE_HANDS else None
        )
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

    def _set_way(self, card: ChoiceCard, icon: str, way: set_up_cards.Way) -> None:
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
