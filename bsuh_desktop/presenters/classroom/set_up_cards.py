"""The cards of Set up in words: module, class, ways of answering, projector; and what can be chosen for them.

With the question when the class will be held, and a date as it is typed in three fields."""

from __future__ import annotations

import datetime
from typing import Any, Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text, read_day, read_time, time_text
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_NOTICE, NO_TEXT, Field, Joined, Light, Notice, Part, Text
from bsuh_desktop.services.classroom.device_turns import MOST_FOR_SHARED, hands_do_better, minutes_for
from bsuh_desktop.services.classroom.set_up import SetUpChoices, SetUpPlan
from bsuh_desktop.services.desk.modules import Module

DatePart = Literal["day", "month", "year"]
WhichDay = Literal["on_today", "on_tomorrow", "on_another"]


class TypedDate:
    """A date as it is typed, in three fields for numbers."""

    def __init__(self, day: datetime.date | None = None) -> None:
        self._numbers: dict[DatePart, int | None] = {"day": None, "month": None, "year": None}
        if day is not None:
            self._numbers = {"day": day.day, "month": day.month, "year": day.year}

    def write(self, part: DatePart, number: int | None) -> None:
        """Takes a number from its field; None if that is empty."""
        self._numbers[part] = number

    def day(self) -> datetime.date | None:
        """The date; None if it is incomplete or does not exist."""
        return read_day(self._numbers["day"], self._numbers["month"], self._numbers["year"])

    def fields(self, problem: bool = False) -> dict[str, Field]:
        """The three fields of a form; marked if the date is refused."""
        return {part: Field(value=number, problem=problem) for part, number in self._numbers.items()}


class ClassDateModel(msgspec.Struct, frozen=True, kw_only=True):
    """Three choices for the day, the typed date in words, and the button that accepts both."""

    on_today: Part
    on_tomorrow: Part
    on_another: Part
    date_fields: Part
    day: Field
    month: Field
    year: Field
    day_text: Part
    time: Field
    time_text: Part
    when_problem: Part
    accept: Part


class ClassDateView(Protocol):
    """The dialog."""

    def bind(self, model: ClassDateModel) -> None:
        """Shows the model."""


class ClassDatePresenter:
    """Begins with the day and time chosen so far; without any, with today."""

    def __init__(
        self,
        session: DeskSession,
        view: ClassDateView,
        today: datetime.date,
        day: datetime.date | None,
        time: datetime.time | None,
    ) -> None:
        self._view = view
        self._today = today
        ahead = ((day or today) - today).days
        self._which: WhichDay = "on_tomorrow" if ahead == 1 else "on_today" if ahead <= 0 else "on_another"
        self._date = TypedDate(day or today)
        self._time = session.digits(f"{time.hour}:{time.minute:02d}") if time else ""

    def day(self) -> datetime.date | None:
        """The chosen day; None if it does not exist or is past."""
        if self._which == "on_today":
            return self._today
        if self._which == "on_tomorrow":
            return self._today + datetime.timedelta(days=1)
        day = self._date.day()
        return day if day is not None and day >= self._today else None

    def time(self) -> datetime.time | None:
        """The typed time; None if there is none or it is invalid."""
        return read_time(self._time)

    def choose(self, which: WhichDay) -> None:
        """One of the three choices."""
        self._which = which
        self.refresh()

    def write_date(self, part: DatePart, number: int | None) -> None:
        """Somebody typed a number of another day."""
        self._date.write(part, number)
        self.refresh()

    def write_time(self, text: str) -> None:
        """Somebody typed a time."""
        self._time = text
        self.refresh()

    def refresh(self) -> None:
        """Shows what is chosen."""
        self._view.bind(self.model())

    def model(self) -> ClassDateModel:
        """The dialog as it should look now."""
        day, time, problem = self.day(), self.time(), self._problem()
        return ClassDateModel(
            on_today=Part(checked=self._which == "on_today"),
            on_tomorrow=Part(checked=self._which == "on_tomorrow"),
            on_another=Part(checked=self._which == "on_another"),
            date_fields=Part(shown=self._which == "on_another"),
            **self._date.fields(),
            day_text=Part(shown=day is not None, text=date_text(day) if day else NO_TEXT),
            time=Field(value=self._time),
            time_text=Part(text=time_text(time) if time else NO_TEXT),
            when_problem=Part(shown=problem is not None, text=problem or NO_TEXT),
            accept=Part(enabled=problem is None),
        )

    def _problem(self) -> Message | None:
        if self.day() is None:
            return Message("Write today's date or a later one.")
        wrong = self._time.strip() and self.time() is None
        return Message("Write the time as 10:30, or leave it empty.") if wrong else None


Parts = dict[str, Any]
"""Parts of the form by name."""
Arrangement = Literal["one", "mirrored", "two"]
_LANGUAGES = {"bn": "বাংলা", "en": "English"}
_WITHOUT_LIST = ""
USE_HANDS = "use_hands"
"""The button of the proposal to use hands."""
_MODULE_PARTS = ("module_summary", "ages_tag", "minutes_tag", "languages_tag")


class Way(msgspec.Struct, frozen=True):
    """A way of answering, as a card: its words, and what stands at its foot."""

    title: Text
    sentence: Text
    foot: Text
    light: Light
    checked: bool
    enabled: bool = True


class Offer(msgspec.Struct, frozen=True):
    """One card of a choice."""

    key: str
    icon: str
    title: Text
    sentence: Text
    foot: Text = NO_TEXT
    alone: bool = False
    """Never chosen together with others, as “without a list”."""


class CardChoice(msgspec.Struct, frozen=True):
    """A question with cards to choose from."""

    question: Message
    detail: Text
    offers: tuple[Offer, ...]
    chosen: tuple[str, ...]
    several: bool = False
    """More than one card can be chosen."""


class Projector(Protocol):
    """The screens of this laptop, and what a person answered about them."""

    @property
    def arrangement(self) -> Arrangement:
        """One screen, several that mirror each other, or one beside the desk's."""

    @property
    def shows_this_screen(self) -> bool | None:
        """What was answered; None until then, and after any change of the screens."""

    @property
    def has_wall(self) -> bool:
        """False if no screen can show the class a slide."""

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """Sets the answer; None asks again."""


def module_choice(choices: SetUpChoices, chosen: str) -> CardChoice:
    """Which module? The key of a card is the module's id."""
    offers = tuple(
        Offer(module.id, "book", module.title, module.summary, _minutes(module)) for module in choices.modules
    )
    return CardChoice(Message("Which module?"), NO_TEXT, offers, (chosen,))


def class_choice(choices: SetUpChoices, chosen: tuple[str, ...] | None) -> CardChoice:
    """Which class? The key of a card is the group's id, "" for a class without a list. `chosen` is None until somebody
    chose, and empty for a class without a list."""
    offers = [
        Offer(one.group.id, "people", one.title, one.place, Message("{count} on the list", count=one.learners))
        for one in choices.groups
    ]
    nobody = Message("You count the people in the room; no names, no certificates.")
    offers.append(Offer(_WITHOUT_LIST, "grid", Message("Without a list"), nobody, alone=True))
    ticked = () if chosen is None else chosen or (_WITHOUT_LIST,)
    detail = Message("You can teach several classes together.")
    return CardChoice(Message("Which class?"), detail, tuple(offers), ticked, several=True)


def module_card(module: Module | None) -> Parts:
    """The module as a book."""
    if module is None:
        hidden = dict.fromkeys(_MODULE_PARTS, Part(shown=False))
        return {"cover": b"", "module_title": Part(text=Message("Choose a module")), **hidden}
    ages = Joined(tuple(digits_text(ages.replace("-", "–")) for ages in module.ages), ", ")
    languages = " + ".join(_LANGUAGES[language] for language in module.languages)
    return {
        "cover": module.cover,
        "module_title": Part(text=module.title),
        "module_summary": Part(shown=True, text=module.summary),
        "ages_tag": Part(shown=bool(module.ages), text=Message("Ages {ages}", ages=ages)),
        "minutes_tag": Part(shown=True, text=_minutes(module)),
        "languages_tag": Part(shown=True, text=languages),
    }


def _minutes(module: Module) -> Message:
    return Message("{minutes} min", minutes=module.minutes)


def class_card(plan: SetUpPlan) -> Parts:
    """The class, and how many learners are on its list."""
    chosen, listed = Part(shown=plan.title is not None), plan.learners is not None
    count = Message("{count} on the list", count=plan.learners) if listed else Message("Only the headcount is used.")
    unnamed = Part(shown=listed and plan.unnamed > 0)
    return {
        "class_title": Part(text=plan.title or Message("Choose a class")),
        "class_place": Part(shown=plan.place != LocalText(), text=plan.place),
        "class_stitch": chosen,
        "listed_icon": chosen,
        "listed": Part(shown=chosen.shown, text=count),
        "consent_icon": unnamed,
        "unnamed": Part(shown=unnamed.shown, text=Message("{count} without consent", count=plan.unnamed)),
    }


def ways(plan: SetUpPlan) -> Parts:
    """Hands, or one device that goes round and takes its minutes."""
    shared = plan.by == "shared"
    foot, light = _device_foot(plan)
    return {
        "by_hands": Way(
            Message("Hands"), Message("You count the hands for A, B, C and D."), Message("Ready"), "ok", not shared
        ),
        "one_device": Way(
            Message("One device"),
            Message("Passed round. The screen clears after each answer."),
            foot,
            light,
            shared,
            enabled=not _without_list(plan),
        ),
    }


def _without_list(plan: SetUpPlan) -> bool:
    return plan.title is not None and plan.learners is None


def _device_foot(plan: SetUpPlan) -> tuple[Message, Light]:
    if _without_list(plan):
        return Message("Only with a list of the class"), "info"
    if plan.learners is None:
        return Message("About half a minute for each learner and question"), "info"
    minutes = Message("About {minutes} min for each question", minutes=minutes_for(plan.learners))
    return minutes, "look" if hands_do_better(plan.learners) else "ok"


def sharing_offer(plan: SetUpPlan) -> Notice:
    """Proposes hands if the device would still be going round at the end of the lesson."""
    learners, module = plan.learners or 0, plan.module
    if plan.by != "shared" or module is None or not hands_do_better(learners):
        return NO_NOTICE
    fact = Message(
        "One device with all {questions} questions takes about {minutes} min.",
        minutes=minutes_for(learners, module.all_questions),
        questions=module.all_questions,
    )
    remedy = Message("With more than {most} learners, hands are quicker. You can use both.", most=MOST_FOR_SHARED)
    return Notice(light="look", fact=fact, remedy=remedy, verbs=((USE_HANDS, Message("Use hands")),))


def projector_card(projector: Projector) -> Parts:
    """With one screen a question, and public view until it is answered; with two screens a statement."""
    asked = projector.arrangement == "one"
    shows = projector.shows_this_screen if asked else None
    title, hint = _projector_words(projector.arrangement, shows)
    return {
        "projector_title": Part(text=title),
        "projector_hint": Part(text=hint),
        "projector_yes": Part(shown=asked, checked=shows is True),
        "projector_no": Part(shown=asked, checked=shows is False),
    }


def _projector_words(screens: Arrangement, shows: bool | None) -> tuple[Message, Message]:
    if screens == "two":
        return Message("The projector has its own picture."), Message("The class never sees this screen.")
    if screens == "mirrored":
        return Message("The projector shows this screen."), Message("Names stay hidden. Rolls only.")
    question = Message("Does a projector show this screen?")
    if shows is None:
        return question, Message("Until you answer, names stay hidden.")
    return question, Message("Names stay hidden. Rolls only.") if shows else Message("Names may be shown here.")


def teaching(projector: Projector, chosen: bool | None) -> Parts:
    """By voice or on the wall: as a person chose, else as the screens suggest."""
    voice = not projector.has_wall if chosen is None else chosen
    hint = Message("You say it and write it on the board.") if voice else Message("The class sees the slides.")
    return {
        "on_the_wall": Part(checked=not voice),
        "by_voice": Part(checked=voice),
        "voice_hint": Part(text=hint),
    }
