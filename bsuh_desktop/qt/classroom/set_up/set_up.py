"""Set up: module, class, how learners answer, what the projector shows; then the class is opened."""

from __future__ import annotations

import dataclasses
import datetime
from typing import ClassVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.set_up.choosers import choose_groups, choose_module
from bsuh_desktop.qt.classroom.set_up.class_date import ask_when
from bsuh_desktop.qt.classroom.set_up.colleagues import ask_along
from bsuh_desktop.qt.classroom.set_up.projector_question import ProjectorQuestion
from bsuh_desktop.qt.classroom.set_up.set_up_cards import USE_HANDS, SetUpCards
from bsuh_desktop.qt.classroom.set_up.still_open import Choice, ask_about
from bsuh_desktop.qt.classroom.set_up.teaching_mode import TeachingMode
from bsuh_desktop.qt.dialogs.date_question import DateQuestion
from bsuh_desktop.qt.forms.set_up import Ui_SetUp
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.class_keys import press_by_enter
from bsuh_desktop.services.classroom.class_choices import choose
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.set_up import (
    SetUpChoices,
    SetUpDraft,
    SetUpPlan,
    completed,
    look_at_shelf,
    plan_of_class,
    plan_of_draft,
)
from bsuh_desktop.services.desk.prepared_classes import prepare_class
from bsuh_desktop.services.desk.staff import Colleague

WITHOUT_LIST = "without_list"


class SetUp(Screen):
    """Begins a new class for a place with a group, with a prepared class, or with `path` “new” or “without_list”;
    otherwise shows the open one. A new class is opened here, or saved for later."""

    name: ClassVar[str] = "set_up"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_SetUp()
        self.form.setupUi(self)
        self._choices = SetUpChoices()
        self._draft: SetUpDraft | None = SetUpDraft()
        self._busy = False
        self._cards = SetUpCards(bridge, self.form)
        self._date = DateQuestion(bridge, self.form, self._look)
        self._projector = ProjectorQuestion(bridge, self.form)
        self._voice = TeachingMode(bridge, self.form, self._teach_by)
        for told in (bridge.projector.public_changed, bridge.projector.screens_changed):
            told.connect(lambda *_: self._show_voice())
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.change_module.clicked.connect(self._choose_module)
        form.change_class.clicked.connect(self._choose_class)
        form.print_sheet.clicked.connect(self._print_sheet)
        form.by_hands.clicked.connect(lambda: self._answer_by("hands"))
        form.one_device.clicked.connect(lambda: self._answer_by("shared"))
        form.sharing_offer.answered.connect(lambda key: self._answer_by("hands") if key == USE_HANDS else None)
        form.stage_bangla.clicked.connect(lambda: self._stage_speaks("bn"))
        form.stage_english.clicked.connect(lambda: self._stage_speaks("en"))
        form.practice_only.toggled.connect(lambda on: self._redraft(practice=on))
        form.change_co.clicked.connect(self._choose_co)
        form.keep_for_later.clicked.connect(self._ask_when)
        form.start_roll_call.clicked.connect(self._start)

    def breadcrumb(self) -> str:
        """The step within the class."""
        return self.bridge.say(Message("Step {step} of {steps}", step=1, steps=4))

    def title(self) -> str:
        """The page's title."""
        return self.bridge.say(Message("Set up the class"))

    @property
    def _open(self) -> ClassPicture | None:
        """The open class, unless a new one is being set up."""
        return None if self._draft is not None else self.bridge.picture

    def enter(self, destination: Destination) -> None:
        """Begins a new class, or shows the open one."""
        self._busy = False
        if self.bridge.picture is None or destination.group or destination.prepared or destination.path is not None:
            self._begin(destination)
        else:
            self._draft = None
        self.show_class()
        self.bridge.query(look_at_shelf, self._on_shelf)

    def _begin(self, destination: Destination) -> None:
        if self.bridge.picture is not None:
            self.bridge.leave_class()
        groups = () if destination.path == WITHOUT_LIST else (destination.group,) if destination.group else None
        language = self.bridge.settings.stage_language
        self._draft = SetUpDraft(groups=groups, stage_language=language, prepared=destination.prepared)
        self._projector.begin()
        self.form.practice_only.setChecked(False)

    def _on_shelf(self, choices: SetUpChoices) -> None:
        self._choices = choices
        if self._draft is not None:
            self._draft = completed(self._draft, choices)
            self.form.practice_only.setChecked(self._draft.practice)
        self.retranslate()
        self._focus_first()

    def _focus_first(self) -> None:
        """Focuses the date if it is asked, else what is missing, else the primary button."""
        form = self.form
        if self._date.asked:
            form.day.setFocus()
        elif self._open is None and self._plan().title is None:
            form.change_class.setFocus()
        else:
            form.start_roll_call.setFocus()

    def show_class(self) -> None:
        """The class was opened, or its date set."""
        picture = self._open
        self._date.show(picture is not None and picture.view.needs_date)
        self.retranslate()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        form, picture = self.form, self._open
        fixed, finished = picture is not None, picture is not None and picture.ended_ms is not None
        verb = Message("Go to wrap-up") if finished else Message("Start roll call")
        form.start_roll_call.setText(self.bridge.say(verb))
        self._cards.show(self._plan(), self._choices)
        self._date.retranslate()
        self._projector.retranslate()
        self._show_voice()
        form.change_module.setVisible(not fixed and len(self._choices.modules) > 1)
        form.change_class.setVisible(not fixed)
        form.print_sheet.setVisible(fixed or self._plan().missing is None)
        form.change_co.setVisible(not fixed)
        form.stage_bangla.setChecked(self._stage_language() == "bn")
        form.stage_english.setChecked(self._stage_language() == "en")
        form.keep_for_later.setVisible(not fixed)
        kept = self._draft is not None and bool(self._draft.prepared)
        form.keep_for_later.setText(self.bridge.say(Message("Keep the changes") if kept else Message("Keep for later")))
        self._say_practice(fixed)
        self._look()

    def _say_practice(self, fixed: bool) -> None:
        form, facts, picture = self.form, self.bridge.facts, self._open
        always = facts is not None and facts.practising
        practice = always or (picture.view.practice if picture else bool(self._draft and self._draft.practice))
        form.practice_only.setVisible(not always and not fixed)
        form.practice_light.setVisible(practice)
        form.practice_light.set_state("info")
        form.practice_note.setVisible(practice)
        form.practice_note.setText(self.bridge.say(Message("Practice: nothing here goes into a report.")))

    def _look(self) -> None:
        """Enables the primary button, or shows what is missing."""
        form, why = self.form, self._why_not()
        form.start_roll_call.setEnabled(why is None)
        form.keep_for_later.setEnabled(why is None)
        form.why_not.setText(self.bridge.say(why) if why else "")
        form.why_not.setVisible(why is not None)

    def _why_not(self) -> Message | None:
        if self._date.asked and self._date.day() is None:
            return Message("Write the date first.")
        return self._plan().missing

    def _plan(self) -> SetUpPlan:
        picture = self._open
        return (
            plan_of_class(picture, self._choices)
            if picture
            else plan_of_draft(self._draft or SetUpDraft(), self._choices)
        )

    def _redraft(self, **changes: object) -> None:
        if self._draft is not None:
            self._draft = dataclasses.replace(self._draft, **changes)  # type: ignore[arg-type]
        self.retranslate()

    def _choose_module(self) -> None:
        chosen = self._draft.module if self._draft else ""
        choose_module(self, self._choices, chosen, lambda key: self._redraft(module=key))

    def _choose_class(self) -> None:
        chosen = self._draft.groups if self._draft else None
        choose_groups(self, self._choices, chosen, self._on_groups)

    def _print_sheet(self) -> None:
        """Prints a sheet for the day when the power fails."""
        picture, draft = self._open, self._draft or SetUpDraft()
        session = picture.session if picture else ""
        from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet
        from bsuh_desktop.services.class_sheets.class_sheet import SheetWish

        print_sheet(self, self.bridge, SheetWish(draft.groups or (), draft.module, session))

    def _on_groups(self, groups: tuple[str, ...]) -> None:
        self._redraft(groups=groups)
        self._focus_first()

    def _answer_by(self, by: Channel) -> None:
        picture = self._open
        if picture is None:
            self._redraft(by=by)
        else:
            self.bridge.change(lambda desk: choose(desk, picture.session, by=by))

    def _show_voice(self) -> None:
        picture = self._open
        self._voice.show(picture.choices.voice if picture else self._draft.voice if self._draft else None)

    def _teach_by(self, voice: bool) -> None:
        picture = self._open
        if picture is None:
            self._redraft(voice=voice)
        else:
            self.bridge.change(lambda desk: choose(desk, picture.session, voice=voice))

    def _stage_language(self) -> Language:
        return self._draft.stage_language if self._draft else self.bridge.stage_language

    def _stage_speaks(self, language: Language) -> None:
        picture = self._open
        if picture is None:
            self._redraft(stage_language=language)
        else:
            self.bridge.set_stage_language(language)
            self.bridge.change(lambda desk: choose(desk, picture.session, stage_language=language))
            self.retranslate()

    def _choose_co(self) -> None:
        chosen = self._draft.co if self._draft else ()
        ask_along(
            self,
            self.bridge,
            self._choices,
            chosen,
            lambda one: self._show_staff(*self._staff_without(one.key), one),
            lambda key: self._show_staff(*self._staff_without(key)),
            lambda keys: self._redraft(co=keys),
        )

    def _staff_without(self, key: str) -> tuple[Colleague, ...]:
        return tuple(one for one in self._choices.staff if one.key != key)

    def _show_staff(self, *staff: Colleague) -> None:
        self._choices = dataclasses.replace(self._choices, staff=staff)
        self.retranslate()

    def _ask_when(self) -> None:
        draft = self._draft or SetUpDraft()
        ask_when(self, self.bridge, self._choices.today, (draft.day, draft.time), self._keep_for_later)

    def _keep_for_later(self, day: datetime.date, time: datetime.time | None) -> None:
        wish = (self._draft or SetUpDraft()).wish()
        self.bridge.change(lambda desk: prepare_class(desk, wish, day, time), lambda _: self.open("home"))

    def _start(self) -> None:
        """Opens the class, sets its date, or goes on, whichever is next."""
        picture, day = self._open, self._date.day()
        if self._busy:
            return
        if picture is None and self._choices.unfinished:
            ask_about(self, self.bridge, self._choices.unfinished[0], self._settle)
        elif picture is None:
            self._open_class()
        elif picture.view.needs_date and day is not None:
            self._busy = True
            self.bridge.conduct(lambda conduct: conduct.state_date(day), lambda _: self._go_on(), self._on_bad_date)
        else:
            self._go_on()

    def _settle(self, choice: Choice) -> None:
        """Resolves the class that is not finished."""
        found = self._choices.unfinished[0]
        if choice == "go_on":
            self.bridge.take_class(found.session, lambda: self.open(found.step, session=found.session))
        elif choice == "finish":
            self._busy = True
            self.bridge.take_class(found.session, self._finish_other, self._on_refused)
        else:
            self._open_class()

    def _finish_other(self) -> None:
        self.bridge.conduct(
            lambda conduct: conduct.take_offered_end(), lambda _: self._on_other_finished(), self._on_refused
        )

    def _on_other_finished(self) -> None:
        self.bridge.leave_class()
        self._busy = False
        self._choices = dataclasses.replace(self._choices, unfinished=self._choices.unfinished[1:])
        self._start()

    def _open_class(self) -> None:
        self._busy = True
        self.bridge.open_class((self._draft or SetUpDraft()).wish(), self._opened, self._on_refused)

    def _opened(self) -> None:
        self._draft, self._busy = None, False
        picture = self.bridge.picture
        if picture is not None and picture.view.needs_date:
            self.show_class()
            self._focus_first()
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._busy = False
        picture = self.bridge.picture
        finished = picture is not None and picture.ended_ms is not None
        self.open("wrap_up" if finished else "roll_call")

    def _on_refused(self, error: KnownError) -> None:
        self._busy = False
        self.bridge.error_reported.emit(error)

    def _on_bad_date(self, error: KnownError) -> None:
        self._busy = False
        self._date.fail(error)
        self.form.day.setFocus()

    def key(self, event: QKeyEvent) -> bool:
        """Enter presses the primary button."""
        return press_by_enter(event, self.form.start_roll_call)

    def restyle(self) -> None:
        """Scales the module's cover as well."""
        super().restyle()
        self._cards.restyle()
