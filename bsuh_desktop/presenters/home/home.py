"""Home: what to continue with, the next class, what is waiting, and whether this laptop is ready."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import classes
from bsuh_desktop.presenters.classroom.last_seen import close_verb, last_seen, last_seen_text, one_question
from bsuh_desktop.presenters.home.planned_rows import PlannedRow, PlanVerb, planned_rows, plans_title
from bsuh_desktop.presenters.home.readiness import ReadinessLine, Screens, lines_of, summary
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Joined, Part, Question, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.certificates.due import DueCertificates
from bsuh_desktop.services.classroom.set_up import PlannedClass, UnfinishedClass
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Tour, keep_tour
from bsuh_desktop.services.desk.machine import FOR_PRACTICE
from bsuh_desktop.services.desk.modules import Module, modules
from bsuh_desktop.services.desk.prepared_classes import move_earlier, move_to, remove_prepared
from bsuh_desktop.services.home.doctor import Check, examine
from bsuh_desktop.services.home.home import HomeFacts, home
from bsuh_desktop.services.safekeeping.backup_file import BackupStatus, backup_standing
from bsuh_desktop.services.safekeeping.laptop_view import LaptopDue

_NOON, _EVENING = 12, 17
_LAPTOP_VERBS = {"": Message("Look"), "new_key": Message("What to do"), "grant": Message("Ask for the grant")}
_FORGETS = (
    Message("This computer does not keep what is written: its data went back to an earlier day more than once."),
    Message("Use another computer, or ask the person who looks after this one to let it keep what is written."),
)

Primary = Literal["unfinished", "plans", "no_class", "start_preparing"]
"""Where the one thing to do next is."""


class UnfinishedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One class that was not finished: continue it, or finish it where it ended."""

    session: str
    unfinished_title: Part
    unfinished_what: Part
    go_on: Part
    finish_class: Part
    rest_from_paper: Part
    print_sheet: Part
    verb: Literal["go_on", "finish_class"]
    """The button to press most likely: finish for a forgotten class, continue for any other."""
    leads: bool
    """That button is the page's primary one."""


class HomeModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: the cards of classes, what waits, the checks of the laptop, and the foot."""

    unfinished: Part
    unfinished_cards: tuple[UnfinishedLine, ...]
    plans: Part
    plans_title: Part
    plans_tag: Part
    plan_rows: tuple[PlannedRow, ...]
    today: Part
    today_title: Part
    today_place: Part
    today_module_line: Part
    today_module: Part
    today_learners: Part
    today_taught: Part
    no_class: Empty
    without_list: Part
    choose_class: Part
    tour_offer: Part
    waiting: Part
    waiting_tag: Part
    laptop_due: Part
    laptop_text: tuple[Message, ...]
    laptop_now: Part
    laptop_stitch: Part
    hand_over: Part
    hand_over_count: tuple[Message, ...]
    waiting_stitch: Part
    certificates: Part
    certificates_count: tuple[Message, ...]
    readiness_count: Part
    readiness_rows: tuple[ReadinessLine, ...]
    programme: Part
    join_programme: Part
    primary: Primary


class HomeView(PageView[HomeModel], Protocol):
    """The page."""

    @property
    def screens(self) -> Screens:
        """How the screens of this laptop are arranged."""


class HomePresenter(PagePresenter[HomeModel]):
    """Reloads from the desk and runs the doctor each time the page is entered."""

    view: HomeView

    def __init__(self, session: DeskSession, view: HomeView) -> None:
        super().__init__(session, view)
        self._found: HomeFacts | None = None
        self._module: Module | None = None
        self._checks: list[Check] = []
        self._backup: BackupStatus | None = None
        self._tour_answered = False

    @property
    def found(self) -> bool:
        """True once the desk has answered what Home shows."""
        return self._found is not None

    def breadcrumb(self) -> Text:
        """The day."""
        now = self._now()
        return NO_TEXT if now is None else _weekday(now.date())

    def title(self) -> Text:
        """The greeting; without the name in public view."""
        facts, now = self.session.facts, self._now()
        if facts is None or now is None:
            return NO_TEXT
        return _greeting(now.hour, "" if self.session.public else facts.facilitator)

    def enter(self) -> None:
        """Reloads everything. A running class stays open, and its stage stays on the projector."""
        super().enter()
        self._tour_answered = False
        picture = self.session.picture
        if picture is not None and picture.view.step == "wrap_up":
            self.session.leave_class()
        self._load()

    def refresh(self) -> None:
        """Shows what the open desk has answered; nothing before that."""
        if self.session.facts is not None and self._found is not None:
            super().refresh()

    def look(self) -> None:
        """Runs the doctor, and asks the desk for its backups."""
        profile, clock = self.session.profile, self.session.clock
        self.session.query(backup_standing, self.current(self._on_backup), lambda _: None)
        self.session.ask(lambda: examine(profile, clock), self.current(self._on_checks))

    def see_tour(self) -> None:
        """Begins the tour of a first class."""
        self.session.tour_wanted.emit()
        self._end_offer()

    def not_now(self) -> None:
        """Nobody wants the tour: it is not offered again."""
        self.session.change(partial(keep_tour, tour=Tour("no")))
        self._end_offer()

    def _end_offer(self) -> None:
        self._tour_answered = True
        if self._found is not None:
            self.refresh()
            self.view.focus(self._primary(self._found))

    def _now(self) -> datetime.datetime | None:
        facts = self.session.facts
        return None if facts is None else local(self.session.clock.now().wall_ms, facts.offset_minutes)

    def _session(self) -> str:
        """Home belongs to no class: one that is closed meanwhile makes no answer late."""
        return ""

    def _load(self) -> None:
        self.session.query(_look, self.current(self._on_home))

    def _on_home(self, looked: tuple[HomeFacts, Module | None]) -> None:
        self._found, self._module = looked
        # The doctor takes as long as all the rest, so it starts last: readiness may appear after the classes.
        look = self.current(lambda _: self.look())
        self.session.face.post(lambda: look(None))
        self.refresh()
        self.view.focus(self._primary(self._found))

    def _on_backup(self, backup: BackupStatus) -> None:
        self._backup = backup
        self.refresh()

    def _on_checks(self, checks: list[Check]) -> None:
        self._checks = checks
        self.refresh()

    # Classes that were not finished

    def go_on(self, session: str) -> None:
        """Continues a class that was not finished where it stopped."""
        self._take(session, self._unfinished(session).step)

    def finish(self, session: str) -> None:
        """Finishes a class with the proposed end, after one question, then opens what is left to do with it."""
        when = last_seen_text(self.session, self._unfinished(session).ended_ms)
        question = Question(
            Message("Close this class?"),
            Message("It ends {when}. After that nothing can be added.", when=when),
            (("back", Message("Not yet"), "secondary"), ("finish", Message("Close it"), "primary")),
            "back",
        )
        self.view.ask(question, lambda key: self._finish(session) if key == "finish" else None)

    def _finish(self, session: str) -> None:
        wrap_up = self.current(lambda _: self.view.open("wrap_up", session=session))
        self.session.take_class(
            session, lambda: self.session.conduct(lambda conduct: conduct.take_offered_end(), wrap_up)
        )

    def _take(self, session: str, screen: str) -> None:
        opens = self.current(lambda _: self.view.open(screen, session=session))
        self.session.take_class(session, lambda: opens(None))

    def _unfinished(self, session: str) -> UnfinishedClass:
        found = self._found.unfinished if self._found else ()
        return next(one for one in found if one.session == session)

    # The next class, and prepared ones

    def prepare(self) -> None:
        """Prepares the class that waited longest for a lesson."""
        group = self._found.next_group if self._found else None
        if group is not None:
            self.view.open("set_up", group=group.group.id)

    def plan(self, prepared: str, verb: PlanVerb) -> None:
        """Handles a verb pressed on a prepared class."""
        if self._found is None:
            return
        today = self._found.today
        if verb in ("start", "change"):
            self.view.open("set_up", prepared=prepared)
        elif verb == "earlier":
            self._replan(lambda desk: move_earlier(desk, prepared))
        elif verb == "hold_today":
            self._replan(lambda desk: move_to(desk, prepared, today))
        else:
            self._ask_to_remove(self._planned(prepared))

    def _planned(self, prepared: str) -> PlannedClass:
        assert self._found is not None
        plans = self._found.plans
        return next(one for one in (*plans.not_held, *plans.today, *plans.later) if one.id == prepared)

    def _ask_to_remove(self, one: PlannedClass) -> None:
        question = Question(
            Message("Remove this class from the day?"),
            Message("{class_title} was only prepared: nothing is lost.", class_title=one.title),
            (("keep", Message("Keep"), "secondary"), ("remove", Message("Remove"), "careful")),
            "keep",
        )
        remove = partial(remove_prepared, key=one.id)
        self.view.ask(question, lambda key: self._replan(remove) if key == "remove" else None)

    def _replan(self, do: Callable[[Desk], object]) -> None:
        self.session.change(do, self.current(lambda _: self._load()))

    # What waits

    def print_certificates(self) -> None:
        """Opens the class that has waited longest; the next one is offered the next time Home is entered."""
        if self._found and self._found.not_printed:
            self._take(self._found.not_printed[0], "wrap_up")

    def open_laptop(self) -> None:
        """Opens the page where what is due about this laptop is done."""
        key = self._found.laptop.key if self._found else ""
        self.view.open({"new_key": "new_key", "grant": "programme"}.get(key, "laptop"))

    # The view model

    def model(self) -> HomeModel:
        """What the desk has answered. Raises LookupError before it has."""
        found, facts = self._found, self.session.facts
        if found is None or facts is None:
            raise LookupError("the desk has not answered yet")
        group, plans = found.next_group, found.plans
        files, papers, laptop = _to_hand_over(found), len(found.not_printed), found.laptop.anything
        rows = planned_rows(plans, leads=not found.unfinished)
        missed, module = len(plans.not_held), self._module
        lines = tuple(lines_of(self._checks, facts, self.view.screens, self._backup)) if self._checks else ()
        # People read it out: hyphens that keep it on one line.
        code = Message("Code of your desk: {code}", code=facts.code.replace("-", "\N{NON-BREAKING HYPHEN}"))
        return HomeModel(
            unfinished=Part(shown=bool(found.unfinished)),
            unfinished_cards=tuple(
                _unfinished_line(self.session, one, place == 0) for place, one in enumerate(found.unfinished)
            ),
            plans=Part(shown=bool(rows)),
            plans_title=Part(text=plans_title(plans)),
            plans_tag=Part(text=Message("Not held: {count}", count=missed), shown=bool(missed)),
            plan_rows=rows,
            # Once the day is prepared, nothing else is offered to start.
            today=Part(shown=group is not None and not plans.today),
            today_title=Part(text=group.title if group else None),
            today_place=Part(text=group.place if group else None),
            today_module_line=Part(shown=module is not None),
            today_module=Part(text=_module_line(module) if module else None),
            today_learners=Part(text=classes.learners_text(group) if group else None),
            today_taught=Part(text=classes.taught_text(group) if group else None),
            no_class=Empty(
                not found.groups,
                Message("No class yet"),
                Message("Get a list from a file, or start with a count alone."),
                Message("Get a list from a file"),
            ),
            without_list=Part(shown=not found.groups),
            choose_class=Part(shown=bool(found.groups)),
            tour_offer=Part(shown=self._offers_tour(found)),
            waiting=Part(shown=bool(files or papers or laptop)),
            waiting_tag=Part(text=bool(files) + bool(papers) + laptop),
            laptop_due=Part(shown=laptop),
            laptop_text=_on_laptop(found.laptop),
            laptop_now=Part(text=_LAPTOP_VERBS[found.laptop.key]),
            laptop_stitch=Part(shown=laptop and bool(files or papers)),
            hand_over=Part(shown=bool(files)),
            hand_over_count=files,
            waiting_stitch=Part(shown=bool(files and papers)),
            certificates=Part(shown=bool(papers)),
            certificates_count=_certificates(found.certificates),
            readiness_count=Part(text=summary(lines) if lines else None),
            readiness_rows=lines,
            programme=Part(text=Joined((facts.programme, FOR_PRACTICE if self.session.portable else code))),
            join_programme=Part(shown=facts.practising and not self.session.portable),
            primary=self._primary(found),
        )

    def _offers_tour(self, found: HomeFacts) -> bool:
        """Until somebody has answered, or a class was taught without it."""
        facts = self.session.facts
        return facts is not None and facts.tour.wanted == "" and not (found.taught or self._tour_answered)

    def _primary(self, found: HomeFacts) -> Primary:
        """What should be done first."""
        if found.unfinished:
            return "unfinished"
        if found.plans.today:
            return "plans"
        return "start_preparing" if found.groups else "no_class"


def _look(desk: Desk) -> tuple[HomeFacts, Module | None]:
    """What Home shows, and the module that Set up will propose."""
    return home(desk), next(iter(modules(desk)), None)


def _greeting(hour: int, name: str) -> Message:
    """Good morning until noon, good afternoon until five, then good evening; with the name if there is one."""
    if hour < _NOON:
        return Message("Good morning, {name}", name=name) if name else Message("Good morning")
    if hour < _EVENING:
        return Message("Good afternoon, {name}", name=name) if name else Message("Good afternoon")
    return Message("Good evening, {name}", name=name) if name else Message("Good evening")


def _weekday(day: datetime.date) -> Message:
    """Such as: Tuesday, 14 July 2026."""
    date = date_text(day)
    days = (
        Message("Monday, {date}", date=date),
        Message("Tuesday, {date}", date=date),
        Message("Wednesday, {date}", date=date),
        Message("Thursday, {date}", date=date),
        Message("Friday, {date}", date=date),
        Message("Saturday, {date}", date=date),
        Message("Sunday, {date}", date=date),
    )
    return days[day.weekday()]


def _unfinished_line(session: DeskSession, found: UnfinishedClass, leads: bool) -> UnfinishedLine:
    title: LocalText = found.title
    return UnfinishedLine(
        session=found.session,
        unfinished_title=Part(text=one_question(found)),
        unfinished_what=Part(text=last_seen(session, found)),
        go_on=Part(spoken=Message("Go on: {class_title}", class_title=title)),
        finish_class=Part(text=close_verb(found), spoken=Message("Close: {class_title}", class_title=title)),
        rest_from_paper=Part(spoken=Message("Enter the rest from paper: {class_title}", class_title=title)),
        print_sheet=Part(spoken=Message("Print class sheet: {class_title}", class_title=title)),
        verb="finish_class" if found.forgotten else "go_on",
        leads=leads,
    )


def _module_line(module: Module) -> Message:
    return Message("{module}, {minutes} minutes", module=module.title, minutes=module.minutes)


def _to_hand_over(facts: HomeFacts) -> tuple[Message, ...]:
    """Files that are only on this laptop, and files that were never answered."""
    files, overdue = len(facts.not_handed_over), facts.overdue
    sentences = [
        (files, Message("Finished classes that are on this laptop only: {count}", count=files)),
        (overdue, Message("Handed over, but no receipt for ten days: {count}", count=overdue)),
    ]
    return tuple(sentence for count, sentence in sentences if count)


def _on_laptop(due: LaptopDue) -> tuple[Message, ...]:
    """That the computer loses data, that its key needs something, and problems with the backup on the stick."""
    sentences = list(_FORGETS if due.forgets else ())
    if due.key == "new_key":
        sentences.append(Message("It needs its own key. Until then it cannot sign."))
    elif due.key == "grant":
        sentences.append(Message("It has a new key. Ask your coordinator for its grant."))
    if due.stick is not None:
        sentences += [due.stick.text, *([due.stick.remedy] if due.stick.remedy else [])]
    return tuple(sentences)


def _certificates(due: DueCertificates) -> tuple[Message, ...]:
    """Certificates to print, and the reason."""
    sentences = [
        (due.first, Message("Classes that wait for their certificates: {count}", count=due.first)),
        (due.granted, Message("The grant has come. Certificates that can be printed now: {count}", count=due.granted)),
        (due.to_reprint, Message("Spelling fixed. Certificates to print again: {count}", count=due.to_reprint)),
    ]
    return tuple(sentence for count, sentence in sentences if count)
