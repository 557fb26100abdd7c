"""Home: what to continue with, the next class, what is waiting, and whether this laptop is ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.last_seen import last_seen_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.home import Ui_Home
from bsuh_desktop.qt.home.day_card import DayCard
from bsuh_desktop.qt.home.greeting import greeting, weekday
from bsuh_desktop.qt.home.home_cards import show_next_class, show_waiting
from bsuh_desktop.qt.home.readiness_card import ReadinessCard
from bsuh_desktop.qt.home.unfinished_card import UnfinishedCard
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.icons import icon_pixmap
from bsuh_desktop.services.classroom.planned_classes import PlannedClass
from bsuh_desktop.services.classroom.unfinished_classes import UnfinishedClass
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import Module, modules
from bsuh_desktop.services.desk.prepared_classes import move_earlier, move_to, remove_prepared
from bsuh_desktop.services.home.home import HomeFacts, home

_ICONS = {
    "today_module_icon": "book",
    "today_learners_icon": "people",
    "today_taught_icon": "clock",
    "hand_over_icon": "usb",
    "certificates_icon": "cert",
    "laptop_icon": "laptop",
}


def _look(desk: Desk) -> tuple[HomeFacts, Module | None]:
    return home(desk), next(iter(modules(desk)), None)


class Home(Screen):
    """Reloads from the desk and runs the doctor each time it is entered."""

    name: ClassVar[str] = "home"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Home()
        self.form.setupUi(self)
        self._found: HomeFacts | None = None
        self._module: Module | None = None
        self._cards: list[UnfinishedCard] = []
        self._day = DayCard(bridge, self.form)
        self._readiness = ReadinessCard(bridge, self.form, self)
        self.form.today_picture.set_picture("classroom")
        self.form.today_picture.radius = 12
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.no_class.chosen.connect(lambda: self.open("import_list"))
        form.without_list.clicked.connect(lambda: self.open("set_up", path="without_list"))
        form.from_paper.clicked.connect(lambda: self.open("paper_class"))
        form.held_classes.clicked.connect(lambda: self.open("held"))
        form.prepare_another.clicked.connect(lambda: self.open("set_up", path="new"))
        self._day.wanted.connect(self._plan)
        form.choose_class.clicked.connect(lambda: self.open("classes"))
        form.start_preparing.clicked.connect(self._prepare)
        form.join_programme.clicked.connect(lambda: self.open("first_run"))
        form.hand_over_now.clicked.connect(lambda: self.open("hand_over"))
        form.laptop_now.clicked.connect(self._open_laptop)
        form.certificates_now.clicked.connect(lambda: self._wrap_up(self._found.not_printed if self._found else ()))

    def restyle(self) -> None:
        """Redraws the pictures as well."""
        super().restyle()
        for label, glyph in _ICONS.items():
            getattr(self.form, label).setPixmap(icon_pixmap(glyph, colours.GREEN.rgba(), scaled_text(20)))

    def breadcrumb(self) -> str:
        """The day."""
        if self.bridge.facts is None:
            return ""
        now = local(self.bridge.clock.now().wall_ms, self.bridge.facts.offset_minutes)
        return self.bridge.say(weekday(now.date(), self.bridge.language))

    def title(self) -> str:
        """The greeting; without the name in public view."""
        facts = self.bridge.facts
        if facts is None:
            return ""
        hour = local(self.bridge.clock.now().wall_ms, facts.offset_minutes).hour
        return self.bridge.say(greeting(hour, "" if self.bridge.public else facts.facilitator))

    def enter(self, destination: Destination) -> None:
        """Reloads everything. A running class stays open, and its stage stays on the projector."""
        picture = self.bridge.picture
        if picture is not None and picture.view.step == "wrap_up":
            self.bridge.leave_class()
        self.bridge.query(_look, self._on_home)

    def _on_home(self, looked: tuple[HomeFacts, Module | None]) -> None:
        self._found, self._module = looked
        # The doctor takes as long as all the rest, so it starts last: readiness may appear after the classes.
        QTimer.singleShot(0, self._readiness.look)
        self._show_unfinished()
        self._day.show(self._found.plans, primary=not self._cards)
        self.retranslate()
        self.primary().setFocus()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        bridge, found = self.bridge, self._found
        if bridge.facts is None or found is None:
            return
        show_next_class(self.form, bridge, found.groups, self._module)
        if found.plans.today:
            # The day is prepared: nothing else is offered to start.
            self.form.today.hide()
        self._day.retranslate()
        show_waiting(self.form, bridge, found)
        self._show_primary()
        self._readiness.show()
        # People read it out: hyphens that keep it on one line.
        whole = bridge.facts.code.replace("-", "\N{NON-BREAKING HYPHEN}")
        code = bridge.say(Message("Code of your desk: {code}", code=whole))
        self.form.programme.setText(f"{bridge.text_of(bridge.facts.programme)} · {code}")
        self.form.join_programme.setVisible(bridge.facts.practising)

    def primary(self) -> QPushButton:
        """The one thing to do next."""
        if self._cards:
            return self._cards[0].verb()
        if (start := self._day.start()) is not None:
            return start
        empty = self._found is None or not self._found.groups
        verb: QPushButton = self.form.no_class.verb if empty else self.form.start_preparing
        return verb

    def _show_unfinished(self) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        found = self._found.unfinished if self._found else ()
        self._cards = [UnfinishedCard(self.bridge, one, place == 0) for place, one in enumerate(found)]
        for card in self._cards:
            card.go_on_wanted.connect(lambda one=card.found: self._go_on(one))
            card.rest_wanted.connect(lambda one=card.found: self.open("paper_class", session=one.session))
            card.sheet_wanted.connect(lambda one=card.found: self._print_sheet(one))
            card.finish_wanted.connect(lambda one=card: self._ask_to_finish(one))
            self.form.unfinished_cards.addWidget(card)
        self.form.unfinished.setVisible(bool(self._cards))

    def _show_primary(self) -> None:
        """Makes one button the primary one: what should be done first."""
        form, first = self.form, self.primary()
        for button in (form.start_preparing, form.no_class.verb):
            button.setProperty("kind", "primary" if button is first else "secondary")
            repolish(button)

    def _open_laptop(self) -> None:
        key = self._found.laptop.key if self._found else ""
        self.open({"new_key": "new_key", "grant": "programme"}.get(key, "laptop"))

    def _prepare(self) -> None:
        if self._found and self._found.groups:
            self.open("set_up", group=self._found.groups[0].group.id)

    def _plan(self, one: PlannedClass, verb: str) -> None:
        """Handles a verb pressed on a prepared class."""
        if verb in ("start", "change"):
            self.open("set_up", prepared=one.id)
        elif verb == "earlier":
            self._replan(lambda desk: move_earlier(desk, one.id))
        elif verb == "hold_today" and self._found is not None:
            today = self._found.today
            self._replan(lambda desk: move_to(desk, one.id, today))
        elif verb == "remove":
            self._ask_to_remove(one)

    def _replan(self, do: Callable[[Desk], object]) -> None:
        self.bridge.change(do, lambda _: self.bridge.query(_look, self._on_home))

    def _ask_to_remove(self, one: PlannedClass) -> None:
        ask(
            self,
            Message("Remove this class from the day?"),
            Message("{class_title} was only prepared: nothing is lost.", class_title=one.title),
            [("keep", Message("Keep"), "secondary"), ("remove", Message("Remove"), "careful")],
            lambda key: self._replan(lambda desk: remove_prepared(desk, one.id)) if key == "remove" else None,
            safe="keep",
        )

    def _wrap_up(self, waiting: tuple[str, ...]) -> None:
        """Opens the class that has waited longest; the next one is offered the next time Home is entered."""
        if waiting:
            self._take(waiting[0], "wrap_up")

    def _go_on(self, found: UnfinishedClass) -> None:
        self._take(found.session, found.step)

    def _print_sheet(self, found: UnfinishedClass) -> None:
        """Prints a class sheet, so that the class can go on when the power fails."""
        from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet
        from bsuh_desktop.services.class_sheets.class_sheet import SheetWish

        print_sheet(self, self.bridge, SheetWish(session=found.session))

    def _take(self, session: str, screen: str) -> None:
        self.bridge.take_class(session, lambda: self.open(screen, session=session))

    def _ask_to_finish(self, card: UnfinishedCard) -> None:
        found = card.found
        when = last_seen_text(self.bridge, found.ended_ms)
        ask(
            self,
            Message("Close this class?"),
            Message("It ends {when}. After that nothing can be added.", when=when),
            [("back", Message("Not yet"), "secondary"), ("finish", Message("Close it"), "primary")],
            lambda key: self._finish(found.session) if key == "finish" else None,
            safe="back",
        )

    def _finish(self, session: str) -> None:
        """Finishes the class with the proposed end, then opens what is left to do with it."""

        def wrap_up(_: None) -> None:
            self.open("wrap_up", session=session)

        self.bridge.take_class(
            session, lambda: self.bridge.conduct(lambda conduct: conduct.take_offered_end(), wrap_up)
        )
