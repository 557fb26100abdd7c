"""The programme of this desk, and what is said after a file from the office was accepted.

That is the grant, classes that waited for it, and what to do now."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text, validity
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, News, Notice, Part, PlaceQuestion, Text, text_of
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.presenters.small_file_words import request_written
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.machine import FOR_PRACTICE, INSTALL
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import Accepted
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.grants.revoke import own_key_revoked
from bsuh_desktop.services.programme.join import join_file
from bsuh_desktop.services.programme.make_programme import sheet_due
from bsuh_desktop.services.programme.programme_view import ProgrammeView, programme_view
from bsuh_desktop.system.folders import place_error, require_folder


@dataclasses.dataclass(frozen=True)
class AcceptedWords:
    """The message of the bar."""

    state: Light
    """State of its light."""
    fact: Message
    """What has changed."""
    remedy: Message | None = None
    """What to do."""
    page: str = ""
    """The page to open, "" for none."""
    verb: Message | None = None
    """Label of the button to that page."""


def accepted_words(accepted: Accepted) -> AcceptedWords:
    """The message for the bar."""
    if accepted.own_key_revoked:
        said = own_key_revoked()
        return AcceptedWords("stop", said.message, said.remedy)
    if accepted.kind == "key_list":
        return AcceptedWords("ok", Message("The key list is loaded."))
    if accepted.kind == "coordinator":
        last = date_text(accepted.last_day)
        fact = Message("This desk has a coordinator's grant until {day}.", day=last)
        return AcceptedWords("ok", fact, Message("You can now give grants."), "grants", Message("Go to Grants"))
    if accepted.partner_changed:
        fact = Message("The grant is loaded, but for another partner than you chose.")
        remedy = Message("Hand over again what has not arrived. If the partner is wrong, ask for another grant.")
        return AcceptedWords("look", fact, remedy, "home", Message("Go to Home"))
    if accepted.outside:
        fact = Message("The grant is loaded. Classes with a date outside it: {count}.", count=accepted.outside)
        remedy = Message("Show your coordinator the days of these classes, and ask for a grant that covers them.")
        return AcceptedWords("look", fact, remedy, "home", Message("Go to Home"))
    if accepted.waiting:
        fact = Message("The grant is loaded. Classes that waited: {count}.", count=accepted.waiting)
        remedy = Message("Their certificates can be printed now.")
        return AcceptedWords("ok", fact, remedy, "home", Message("Go to Home"))
    return AcceptedWords("ok", Message("The grant is loaded. This laptop may give certificates."))


Primary = Literal["join_programme", "open_grants", "take_answer", "write_request", "go_home"]
"""The buttons that can be the next thing to do."""


@dataclasses.dataclass(frozen=True)
class ProgrammeData:
    """What the page shows."""

    view: ProgrammeView
    """The programme as this desk sees it."""
    today: datetime.date
    """The date at the programme's UTC offset."""
    sheet_due: bool
    """A sheet of words is not confirmed to be on paper."""


class ProgrammeModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen."""

    news: News
    sheet_due: Notice
    standing_tag: Part
    standing_title: Part
    standing_text: Part
    waiting_text: Part
    code: Part
    next_card: Part
    next_text: Part
    programme_name: Part
    facts: tuple[tuple[Text, Text], ...]
    """Each with its label."""
    office_card: Part
    office_text: Part
    make_programme: Part
    open_receive: Part
    newer_file: Part
    take_answer: Part
    join_programme: Part
    go_home: Part
    bar_left: Part
    bar_right: Part
    primary: Primary


class ProgrammePresenter(PagePresenter[ProgrammeModel]):
    """Reloads from the desk each time the screen is entered."""

    heading = Message("Programme")

    def __init__(self, session: DeskSession, view: PageView[ProgrammeModel]) -> None:
        super().__init__(session, view)
        self._data: ProgrammeData | None = None

    def breadcrumb(self) -> Text:
        """The programme's name."""
        return self.session.facts.programme if self.session.facts else NO_TEXT

    def enter(self) -> None:
        """Reloads everything."""
        super().enter()
        self.refresh()
        self._look()

    def refresh(self) -> None:
        """Shows what was loaded last; nothing if nothing was."""
        if self._data is not None:
            super().refresh()

    def _look(self) -> None:
        self.session.query(_look, self.in_visit(self._on_looked))

    def _on_looked(self, data: ProgrammeData) -> None:
        self._data = data
        self.refresh()
        self.view.focus(self._next_verb(data))

    def _next_verb(self, data: ProgrammeData) -> Primary:
        """The button for the next thing to do; the portable copy joins nothing."""
        return "go_home" if self.session.portable else _next_verb(data.view, data.today)

    def ask_request(self) -> None:
        """Asks where the request for a grant should go."""
        detail = Message("Others cannot read any name in the file. Your coordinator answers it.")
        question = PlaceQuestion(Message("Where should the request be saved?"), detail)
        self.view.ask_place(question, self._write_request)

    def _write_request(self, folder: Path, label: str) -> None:
        def written(_: Path) -> None:
            remedy = Message("Give it to your coordinator. If they ask, read out the code of your desk.")
            self._report("ok", request_written(folder, label), remedy)
            self._look()

        def write(desk: Desk) -> Path:
            require_folder(folder)
            return write_request(desk, "device", folder)

        failed = self.in_visit(lambda error: self._fail(place_error(error, label)))
        self.session.change(write, self.in_visit(written), failed)

    def take_answer(self, path: Path) -> None:
        """Loads an answer of a coordinator or the office, or a key list."""
        self.session.change(
            lambda desk: accept(desk, path), self.in_visit(self._on_accepted), self.in_visit(self._fail)
        )

    def _on_accepted(self, accepted: Accepted) -> None:
        words = accepted_words(accepted)
        verbs = ((words.page, words.verb),) if words.verb is not None else ()
        self._report(words.state, words.fact, words.remedy, *verbs)
        self._look()

    def take_newer(self, path: Path) -> None:
        """Loads a newer file of the programme."""
        self.session.change(
            lambda desk: join_file(desk, path, None), self.in_visit(self._on_newer), self.in_visit(self._fail)
        )

    def _on_newer(self, view: ProgrammeView) -> None:
        self._report("ok", Message("Version {version} of the programme is now in use.", version=view.version))
        self._look()

    def model(self) -> ProgrammeModel:
        """What was loaded last. Raises LookupError if nothing was."""
        data, facts = self._data, self.session.facts
        if data is None:
            raise LookupError("nothing was loaded")
        view, words = data.view, standing_words(data.view, data.today)
        joined, primary, portable = not view.practising, self._next_verb(data), self.session.portable
        answer = joined and (view.request_made or not view.keeps_root)
        again = Message("Make the next version")
        return ProgrammeModel(
            news=self._news,
            sheet_due=_sheet_due(data.sheet_due),
            standing_tag=Part(light=words.state, text=words.tag),
            standing_title=Part(text=words.title),
            standing_text=Part(text=Joined((FOR_PRACTICE, INSTALL), " ") if portable else words.text),
            waiting_text=Part(
                shown=view.waiting > 0 and joined, text=Message("Classes that wait: {count}", count=view.waiting)
            ),
            code=Part(text=facts.code if facts else NO_TEXT),
            next_card=Part(shown=words.next is not None),
            next_text=Part(text=words.next or NO_TEXT),
            programme_name=Part(text=view.names),
            facts=_facts(view),
            office_card=Part(shown=not portable),
            office_text=Part(text=_office_text(view)),
            make_programme=Part(
                text=again if view.keeps_root else Message("Make a programme"),
                shown=view.keeps_root or view.practising,
            ),
            open_receive=Part(shown=view.coordinates or view.practising),
            newer_file=Part(shown=joined and not view.keeps_root),
            take_answer=Part(shown=answer),
            join_programme=Part(shown=primary == "join_programme"),
            go_home=Part(shown=primary == "go_home"),
            bar_left=Part(shown=answer),
            bar_right=Part(shown=primary != "take_answer"),
            primary=primary,
        )


def _look(desk: Desk) -> ProgrammeData:
    return ProgrammeData(programme_view(desk), desk.today(), sheet_due(desk))


def _sheet_due(due: bool) -> Notice:
    return Notice(
        shown=due,
        light="look",
        fact=Message("Nobody has confirmed yet that the recovery sheet is on paper."),
        remedy=Message("Without it, the programme is lost if this laptop is lost."),
        verbs=(("copy_sheet", Message("Write three words")),),
    )


def _facts(view: ProgrammeView) -> tuple[tuple[Text, Text], ...]:
    facts: tuple[tuple[Text, Text], ...] = (
        (Message("Version"), digits_text(view.version)),
        (Message("Runs until"), date_text(view.expires)),
        (Message("You work for"), view.partner),
        (Message("Places on its list"), view.places),
        (Message("Number of this laptop"), view.device),
        (Message("Root key, to compare"), view.root_print),
    )
    return tuple(fact for fact in facts if text_of(fact[1], "en"))


def _office_text(view: ProgrammeView) -> Message:
    if view.keeps_root or view.coordinates:
        return Message("This desk may give grants and revoke them.")
    return Message("Give grants to the laptops of your facilitators, or ask the office for a coordinator's grant.")


def _next_verb(view: ProgrammeView, today: datetime.date) -> Primary:
    """The button for the next thing to do."""
    if view.practising:
        return "join_programme"
    if _gives_only(view):
        return "open_grants"
    if view.standing == "waiting" or needs_renewal(view, today):
        return "take_answer" if view.request_made else "write_request"
    return "go_home"


def _gives_only(view: ProgrammeView) -> bool:
    """True for an office or coordinator whose desk has held no class."""
    return (view.keeps_root or view.coordinates) and view.standing == "waiting" and not view.waiting


@dataclasses.dataclass(frozen=True)
class StatusWords:
    """The texts of the card."""

    state: Light
    """State of the tag."""
    tag: Message
    """Text of the tag."""
    title: Message
    """Heading."""
    text: Message
    """What it means."""
    next: Message | None = None
    """What to do next; None if nothing."""


def standing_words(view: ProgrammeView, today: datetime.date) -> StatusWords:
    """The texts for the card. `today`: the date at the programme's UTC offset."""
    if view.practising:
        return StatusWords(
            "info",
            Message("Practice"),
            Message("This desk is for practice"),
            Message(
                "Nothing here goes into a report. Join a programme from a stick: your classes count from that day."
            ),
        )
    if view.last_day is None or view.first_day is None:
        return _office(view) or _waiting(view)
    return _granted(view, view.first_day, view.last_day, today)


def needs_renewal(view: ProgrammeView, today: datetime.date) -> bool:
    """True if the desk's grant ends soon or has ended."""
    return view.last_day is not None and validity(view.last_day, today) != "holds"


def _office(view: ProgrammeView) -> StatusWords | None:
    """For a desk that gives grants: it may need none itself if nobody holds classes there."""
    if view.waiting:
        return None
    if view.keeps_root:
        return StatusWords(
            "ok",
            Message("The programme's office"),
            Message("This desk keeps the programme's root key"),
            Message("Give grants to coordinators and laptops on the Grants page. Keep the recovery sheet locked away."),
        )
    if view.coordinates:
        return StatusWords(
            "ok",
            Message("Coordinator"),
            Message("This is a coordinator's desk"),
            Message("Give grants to laptops on the Grants page."),
            Message("To hold classes at this desk yourself, write a request for its own grant, and answer it."),
        )
    return None


def _waiting(view: ProgrammeView) -> StatusWords:
    text = Message(
        "Teach as usual: every class is kept and handed over. You can print certificates when the grant is loaded."
    )
    ask = Message("Write the request, and give the stick to your coordinator. Then load the answer here.")
    return StatusWords(
        "look",
        Message("Waiting for the grant"),
        Message("Your classes are real, and they count"),
        text,
        _ASKED if view.request_made else ask,
    )


def _granted(view: ProgrammeView, first: datetime.date, last: datetime.date, today: datetime.date) -> StatusWords:
    dates = {"first": date_text(first), "last": date_text(last)}
    text = Message("You can give certificates for classes from {first} to {last}.", **dates)
    renew = Message("Write a request, and give the stick to your coordinator. Until then the old grant is valid.")
    standing = validity(last, today)
    if standing == "ended":
        title = Message("The grant ended on {day}", day=date_text(last))
        return StatusWords("stop", Message("Ended"), title, text, _ASKED if view.request_made else _ASK_AGAIN)
    title = Message("Granted until {day}", day=date_text(last))
    if standing == "ends_soon":
        return StatusWords("look", Message("Ends soon"), title, text, _ASKED if view.request_made else renew)
    later = Message("You need a new request only when the grant ends soon.")
    return StatusWords("ok", Message("Granted"), title, text, later)


_ASKED = Message("The request is written. Your coordinator puts the answer on the stick: load it here.")
_ASK_AGAIN = Message(
    "Your classes continue and wait for the next grant. Write a request, and give the stick to your coordinator."
)
