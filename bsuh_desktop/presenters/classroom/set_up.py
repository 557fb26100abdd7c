"""Set up: module, class, how learners answer, what the projector shows; then the class is opened."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.presenters.classroom.colleagues import ColleaguesPresenter, ColleaguesView
from bsuh_desktop.presenters.classroom.last_seen import what_to_do
from bsuh_desktop.presenters.classroom.set_up_cards import (
    CardChoice,
    ClassDatePresenter,
    ClassDateView,
    DatePart,
    Parts,
    Projector,
    TypedDate,
    Way,
    class_card,
    class_choice,
    module_card,
    module_choice,
    projector_card,
    sharing_offer,
    teaching,
    ways,
)
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Notice, Part, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.classroom import set_up
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.commands import Finish, StateDate
from bsuh_desktop.services.classroom.new_class import choose
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Colleague
from bsuh_desktop.services.desk.prepared_classes import prepare_class

if TYPE_CHECKING:
    from bsuh_desktop.services.class_sheets.class_sheet import SheetWish
    from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish


class SetUpModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the date if it is in doubt, the cards, and the bar."""

    date_card: Part
    date_question: Part
    day: Field
    month: Field
    year: Field
    date_text: Part
    date_problem: Part
    cover: bytes
    """The module's picture; empty if there is none."""
    module_title: Part
    module_summary: Part
    ages_tag: Part
    minutes_tag: Part
    languages_tag: Part
    change_module: Part
    class_title: Part
    class_place: Part
    class_stitch: Part
    listed_icon: Part
    listed: Part
    consent_icon: Part
    unnamed: Part
    change_class: Part
    print_sheet: Part
    print_kit: Part
    by_hands: Way
    one_device: Way
    sharing_offer: Notice
    stage_bangla: Part
    stage_english: Part
    co_text: Part
    change_co: Part
    projector_title: Part
    projector_hint: Part
    projector_yes: Part
    projector_no: Part
    on_the_wall: Part
    by_voice: Part
    voice_hint: Part
    practice_light: Part
    practice_note: Part
    practice_only: Part
    why_not: Part
    keep_for_later: Part
    start_roll_call: Part


class SetUpPresenter(PagePresenter[SetUpModel]):
    """Begins a new class for a group, from a prepared class, without a list or without any of it; otherwise shows the
    open one. A new class is opened here, or saved for later."""

    heading = Message("Set up the class")
    view: PageView[SetUpModel]

    def __init__(self, session: DeskSession, view: PageView[SetUpModel], projector: Projector) -> None:
        super().__init__(session, view)
        self._projector = projector
        self._choices = set_up.SetUpChoices()
        self._draft: set_up.SetUpDraft | None = set_up.SetUpDraft()
        self._busy = False
        self._asks_date = False
        self._date = TypedDate()
        self._date_error: KnownError | None = None

    @property
    def _open(self) -> ClassPicture | None:
        """The open class, unless a new one is being set up."""
        return None if self._draft is not None else self.session.picture

    def breadcrumb(self) -> Message:
        """The step within the class."""
        return Message("Step {step} of {steps}", step=1, steps=4)

    def enter(self, new: bool = False, group: str = "", prepared: str = "", without_list: bool = False) -> None:
        """Begins a `new` class, for the `group`, as it was `prepared` or `without_list`; or shows the open one."""
        super().enter()
        self._busy = False
        if self.session.picture is None or new or group or prepared or without_list:
            self._begin(() if without_list else (group,) if group else None, prepared)
        else:
            self._draft = None
        self.class_changed()
        self.session.query(set_up.look_at_shelf, self.in_visit(self._on_shelf))

    def _begin(self, groups: tuple[str, ...] | None, prepared: str) -> None:
        if self.session.picture is not None:
            self.session.leave_class()
        language = self.session.settings.stage_language
        self._draft = set_up.SetUpDraft(groups=groups, stage_language=language, prepared=prepared)
        # Another class may be in another room.
        self._projector.set_shows_this_screen(None)

    def _on_shelf(self, choices: set_up.SetUpChoices) -> None:
        self._choices = choices
        if self._draft is not None:
            self._draft = set_up.completed(self._draft, choices)
        self.refresh()
        self._focus_first()

    def _focus_first(self) -> None:
        """The date if it is asked, else what is missing, else the primary button."""
        if self._asks_date:
            self.view.focus("day")
        elif self._open is None and self._plan().title is None:
            self.view.focus("change_class")
        else:
            self.view.focus("start_roll_call")

    def class_changed(self) -> None:
        """The class was opened, or its date set."""
        picture = self._open
        asks = picture is not None and picture.view.needs_date
        if asks and not self._asks_date:
            self._date, self._date_error = TypedDate(), None
        self._asks_date = asks
        self.refresh()

    def screens_changed(self) -> None:
        """A projector was plugged in or out, or somebody answered what it shows."""
        if self._entered:
            self.refresh()

    # What is chosen

    def _redraft(self, **changes: object) -> None:
        if self._draft is not None:
            self._draft = dataclasses.replace(self._draft, **changes)  # type: ignore[arg-type]
        self.refresh()

    def _change(self, do: Callable[[Desk, str], object], **changes: object) -> None:
        """Changes the open class by `do`, or the draft by `changes`."""
        picture = self._open
        if picture is None:
            self._redraft(**changes)
        else:
            self.session.change(lambda desk: do(desk, picture.session))

    def module_choice(self) -> CardChoice:
        """Which module?"""
        return module_choice(self._choices, self._draft.module if self._draft else "")

    def choose_module(self, keys: tuple[str, ...]) -> None:
        """Takes the module that was chosen."""
        self._redraft(module=keys[0])

    def class_choice(self) -> CardChoice:
        """Which class, or classes?"""
        return class_choice(self._choices, self._draft.groups if self._draft else None)

    def choose_classes(self, keys: tuple[str, ...]) -> None:
        """Takes the groups that were chosen; "" is none of them."""
        self._redraft(groups=tuple(key for key in keys if key))
        self._focus_first()

    def answer_by(self, by: Channel) -> None:
        """How learners answer."""
        self._change(lambda desk, session: choose(desk, session, by=by), by=by)

    def teach_by(self, voice: bool) -> None:
        """By voice, or with slides on the wall."""
        self._change(lambda desk, session: choose(desk, session, voice=voice), voice=voice)

    def stage_speaks(self, language: Language) -> None:
        """The language of the slides."""
        if self._open is not None:
            self.session.set_stage_language(language)
            self.refresh()
        self._change(lambda desk, session: choose(desk, session, stage_language=language), stage_language=language)

    def practise(self, on: bool) -> None:
        """Nothing of the class goes into a report."""
        self._redraft(practice=on)

    def answer_projector(self, shows: bool) -> None:
        """Whether a projector shows this screen."""
        self._projector.set_shows_this_screen(shows)
        self.refresh()

    def colleagues(self, view: ColleaguesView) -> ColleaguesPresenter:
        """The dialog that asks who teaches along."""
        chosen = self._draft.co if self._draft else ()
        return ColleaguesPresenter(
            self.session,
            view,
            self._choices,
            chosen,
            lambda one: self._show_staff(*self._staff_without(one.key), one),
            lambda key: self._show_staff(*self._staff_without(key)),
        )

    def choose_colleagues(self, keys: tuple[str, ...]) -> None:
        """Takes the colleagues who were chosen."""
        self._redraft(co=keys)

    def _staff_without(self, key: str) -> tuple[Colleague, ...]:
        return tuple(one for one in self._choices.staff if one.key != key)

    def _show_staff(self, *staff: Colleague) -> None:
        self._choices = dataclasses.replace(self._choices, staff=staff)
        self.refresh()

    def sheet(self) -> SheetWish:
        """The class sheet to print, for the day when the power fails."""
        from bsuh_desktop.services.class_sheets.class_sheet import SheetWish

        picture, draft = self._open, self._draft or set_up.SetUpDraft()
        return SheetWish(draft.groups or (), draft.module, picture.session if picture else "")

    def kit(self) -> KitWish:
        """The papers of the module to print, for the class that is set up or open."""
        from bsuh_desktop.services.lesson_kits.lesson_kit import wish_for

        picture, plan = self._open, self._plan()
        language = self._draft.stage_language if self._draft else self.session.stage_language
        if picture is not None:
            return wish_for(plan.learners, language, picture.pack.id, picture.pack.version)
        return wish_for(plan.learners, language, plan.module.id if plan.module else "")

    def class_date(self, view: ClassDateView) -> ClassDatePresenter:
        """The dialog that asks when the class will be held."""
        draft = self._draft or set_up.SetUpDraft()
        return ClassDatePresenter(self.session, view, self._choices.today, draft.day, draft.time)

    def keep_for_later(self, day: datetime.date, time: datetime.time | None) -> None:
        """Prepares the class for that day."""
        wish = (self._draft or set_up.SetUpDraft()).wish()
        opened = self.in_visit(lambda _: self.view.open("home"))
        self.session.change(lambda desk: prepare_class(desk, wish, day, time), opened)

    # The class is opened

    def write_date(self, part: DatePart, number: int | None) -> None:
        """Somebody typed a number of today's date."""
        self._date.write(part, number)
        self._date_error = None
        self.refresh()

    def start(self) -> None:
        """Opens the class, sets its date, or goes on, whichever is next."""
        picture, day = self._open, self._date.day()
        if self._busy:
            return
        if picture is None and self._choices.unfinished:
            found = self._choices.unfinished[0]
            self.view.ask(what_to_do(self.session, found), lambda key: self._settle(found, key))
        elif picture is None:
            self._open_class()
        elif picture.view.needs_date and day is not None:
            self._busy = True
            self.run(StateDate(day), lambda _: self._go_on(), self._on_bad_date)
        else:
            self._go_on()

    def _settle(self, found: set_up.UnfinishedClass, key: str) -> None:
        """Goes on with the class that is not finished; or closes it at the end that is offered, or leaves it open, and
        begins the new one."""
        if key == "go_on":
            opened = self.in_visit(lambda: self.view.open(found.step, session=found.session))
            self.session.take_class(found.session, opened)
        elif key == "finish":
            self._busy = True
            # The class is closed even if the screen is left before it is open.
            self.session.take_class(found.session, self._finish_other, self._on_refused)
        elif key == "leave":
            self._open_class()

    def _finish_other(self) -> None:
        goes_on = self.in_visit(self._on_other_finished)

        def finished(_: None) -> None:
            self.session.leave_class()
            goes_on()

        self.session.conduct(Finish(offered=True), finished, self._on_refused)

    def _on_other_finished(self) -> None:
        self._busy = False
        self._choices = dataclasses.replace(self._choices, unfinished=self._choices.unfinished[1:])
        self.start()

    def _open_class(self) -> None:
        self._busy = True
        self.session.open_class(
            (self._draft or set_up.SetUpDraft()).wish(), self.in_visit(self._on_opened), self._on_refused
        )

    def _on_opened(self) -> None:
        self._draft, self._busy = None, False
        picture = self.session.picture
        if picture is not None and picture.view.needs_date:
            self.class_changed()
            self._focus_first()
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._busy = False
        self.view.open("wrap_up" if _is_finished(self.session.picture) else "roll_call")

    def _on_refused(self, error: KnownError) -> None:
        self._busy = False
        self.session.error_reported.emit(error)

    def _on_bad_date(self, error: KnownError) -> None:
        self._busy, self._date_error = False, error
        self.refresh()
        self.view.focus("day")

    # The view model

    def _plan(self) -> set_up.SetUpPlan:
        picture = self._open
        if picture is not None:
            return set_up.plan_of_class(picture)
        return set_up.plan_of_draft(self._draft or set_up.SetUpDraft(), self._choices)

    def model(self) -> SetUpModel:
        """The class that is set up or open."""
        plan, picture, draft = self._plan(), self._open, self._draft
        new = picture is None
        why = Message("Write the date first.") if self._asks_date and self._date.day() is None else plan.missing
        language = draft.stage_language if draft else self.session.stage_language
        later = Message("Keep the changes") if draft and draft.prepared else Message("Keep for later")
        verb = Message("Go to wrap-up") if _is_finished(picture) else Message("Start roll call")
        return SetUpModel(
            **self._date_parts(),
            **module_card(plan.module),
            change_module=Part(shown=new and len(self._choices.modules) > 1),
            print_kit=Part(shown=plan.module is not None),
            **class_card(plan),
            change_class=Part(shown=new),
            print_sheet=Part(shown=not new or plan.missing is None),
            **ways(plan),
            sharing_offer=sharing_offer(plan),
            stage_bangla=Part(checked=language == "bn"),
            stage_english=Part(checked=language == "en"),
            co_text=Part(text=self._company(plan)),
            change_co=Part(shown=new),
            **projector_card(self._projector),
            **teaching(self._projector, picture.choices.voice if picture else draft.voice if draft else None),
            **self._practice_parts(),
            why_not=Part(shown=why is not None, text=why or NO_TEXT),
            keep_for_later=Part(shown=new, enabled=why is None, text=later),
            start_roll_call=Part(enabled=why is None, text=verb),
        )

    def _date_parts(self) -> Parts:
        """The question for today's date, if the laptop's clock is in doubt: a wrong date would be printed on every
        certificate."""
        picture, day, error = self._open, self._date.day(), self._date_error
        asked = Message(
            "The clock of this laptop may be wrong. It says: {date}. Both are kept; certificates show your date.",
            date=date_text(picture.date) if picture else NO_TEXT,
        )
        return {
            "date_card": Part(shown=self._asks_date),
            "date_question": Part(text=Message("What is today's date?"), remedy=asked),
            **self._date.fields(error is not None),
            "date_text": Part(text=date_text(day) if day else NO_TEXT),
            "date_problem": Part(shown=False)
            if error is None
            else Part(shown=True, text=error.message, remedy=error.remedy),
        }

    def _company(self, plan: set_up.SetUpPlan) -> Text:
        """Who teaches along; without names if the class can see this screen."""
        if not plan.co:
            return Message("You teach alone")
        if self.session.public:
            return Message("Teaching with you: {count}", count=len(plan.co))
        return Message("With {names}", names=", ".join(set_up.colleague_names(self._choices, plan.co)))

    def _practice_parts(self) -> Parts:
        """A desk of no programme always practises."""
        facts, picture, draft = self.session.facts, self._open, self._draft
        always, wanted = facts is not None and facts.practising, draft is not None and draft.practice
        practice = always or (picture.view.practice if picture else wanted)
        return {
            "practice_light": Part(shown=practice, light="info"),
            "practice_note": Part(shown=practice, text=Message("Practice: nothing here goes into a report.")),
            "practice_only": Part(shown=not always and picture is None, checked=wanted),
        }


def _is_finished(picture: ClassPicture | None) -> bool:
    return picture is not None and picture.ended_ms is not None
