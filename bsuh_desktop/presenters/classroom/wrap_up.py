"""Wrap up: how the class went; then finishing it, its certificates and its attendance file."""

from __future__ import annotations

from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.classroom.certificates import Certificates, CertificatesModel, CertificatesView
from bsuh_desktop.presenters.classroom.class_results import ClassResults, class_results
from bsuh_desktop.presenters.classroom.papers import AttendanceFile, PapersModel
from bsuh_desktop.presenters.classroom.roll import OneLearnerWords
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Notice, Part, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.commands import AllowCertificates, Finish, SetStatus
from bsuh_desktop.services.classroom.set_up import PlannedClass, next_class
from bsuh_desktop.services.classroom.wrap_up import WrapUp, wrap_up
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.class_files import ClassFiles, files_of

LOOK_AGAIN_MS = 60_000
"""A class that is not finished gets longer while this page is shown."""

STATE_DATE, ALLOW = "state_date", "allow"
_Found = tuple[WrapUp, ClassFiles | None, PlannedClass | None]


class WrapUpModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: remedies before finishing, papers after it."""

    state_message: Notice
    files: Part
    certificates: CertificatesModel
    attendance: PapersModel
    results: ClassResults | None
    """None while they are not known yet: the form stays as it is."""
    back: Part
    bar_text: Part
    finish: Part
    next_class: Part
    done: Part


class WrapUpView(PageView[WrapUpModel], CertificatesView, Protocol):
    """The screen."""

    def turn(self, finished: bool) -> None:
        """Begins the half before finishing or, of a finished class, the one after it."""


class WrapUpPresenter(PagePresenter[WrapUpModel]):
    """Two halves of a class at its end: before it is finished, and after it."""

    heading = Message("Wrap up")
    view: WrapUpView

    def __init__(self, session: DeskSession, view: WrapUpView) -> None:
        super().__init__(session, view)
        self._wrap: WrapUp | None = None
        self._shown: tuple[ClassPicture, WrapUp] | None = None
        """The newest state of the class of which the results are known."""
        self._files: ClassFiles | None = None
        self._next: PlannedClass | None = None
        self._finished: bool | None = None
        self._finishing = False
        self._minute = session.face.timer(self._look_again)
        self.certificates = Certificates(session, view, self.refresh, self._ask_files)
        self.one = Certificates(session, view, self.refresh, self._ask_files)
        """Of one learner alone."""
        self.attendance = AttendanceFile(session, view, self.refresh, self._ask_files)

    @property
    def finished(self) -> bool:
        """True in the half after finishing."""
        return bool(self._finished)

    @property
    def files_known(self) -> bool:
        """True if it is known which papers are left to do."""
        return self._files is not None

    def breadcrumb(self) -> Text:
        """The step, and the class."""
        step, picture = Message("Step {step} of {steps}", step=4, steps=4), self.session.picture
        if picture is None:
            return step
        return Joined((step, picture.title, Message("entered later") if picture.entered_later else NO_TEXT))

    def enter(self) -> None:
        """Reloads everything."""
        super().enter()
        self._wrap, self._shown, self._files, self._next = None, None, None, None
        self._finished, self._finishing = None, False
        self.class_changed()

    def class_changed(self) -> None:
        """The class has changed, or was finished."""
        picture = self.session.picture
        if picture is None:
            return
        session, finished = picture.session, picture.ended_ms is not None
        turned, self._finished = finished != self._finished, finished
        if turned and finished:
            self.certificates.begin(session)
            self.one.begin(session)
            self.attendance.begin(session)
        self.refresh()
        if turned:
            self.view.turn(finished)
        self.session.query(lambda desk: _look(desk, session, finished), self.current(self._on_found))
        if not finished:
            self._minute.start(LOOK_AGAIN_MS)

    def leave(self) -> None:
        """Its minutes are nobody's any more."""
        super().leave()
        self._minute.stop()

    def _look_again(self) -> None:
        """The class may be long enough for certificates by now."""
        if not self.finished:
            self.class_changed()

    def _on_found(self, found: _Found) -> None:
        had_files, could_save = self.files_known, self.certificates.model().places.shown
        self._wrap, self._files, self._next = found
        self._show_files()
        can_save = self.certificates.model().places.shown
        if self.files_known and (not had_files or (can_save and not could_save)):
            # So that an Enter too many opens a question instead of leaving the papers.
            self.view.focus("certificates_places" if can_save else "done")

    def _ask_files(self) -> None:
        picture = self.session.picture
        if picture is not None:
            session = picture.session
            self.session.query(lambda desk: files_of(desk, session), self.current(self._on_files))

    def _on_files(self, files: ClassFiles) -> None:
        self._files = files
        self._show_files()

    def _show_files(self) -> None:
        if self._files is not None and self._finished:
            self.certificates.show(self._files)
            self.one.show(self._files)
            self.attendance.show(self._files)
        self.refresh()

    def refresh(self) -> None:
        """Shows the open class; nothing if none is open."""
        if self.session.picture is not None:
            super().refresh()

    # What a person does

    def finish(self) -> None:
        """Finishes the class; pressing twice finishes once."""
        if not self._finishing:
            self._finishing = True
            # A class that could not be finished is reported on every screen.
            self.session.conduct(Finish(), None, self._on_refused)

    def _on_refused(self, error: KnownError) -> None:
        self._finishing = False
        self.session.error_reported.emit(error)

    def follow_state(self, key: str) -> None:
        """The button of the notice at the top: writes the date, or says that a short class counts."""
        if key == STATE_DATE:
            self.view.open("set_up")
        else:
            self.run(AllowCertificates())

    def follow_remark(self, card: int | None) -> None:
        """Marks the learner of a remark present; if it is about nobody, opens roll call."""
        if card is None:
            self.view.open("roll_call")
        else:
            self.run(SetStatus(card, "present"))

    def ask_for_one(self) -> None:
        """Asks whose certificate is wanted alone; in public view without names."""
        if self._shown is not None:
            picture, wrap = self._shown
            earners = {learner for learner, award in wrap.awards.items() if award.earned}
            self.one.ask_for_one(OneLearnerWords(picture, self.session.public, earners).find)

    def begin_next(self) -> None:
        """Prepares the next class of the day."""
        if self._next is not None:
            self.view.open("set_up", prepared=self._next.id)

    # The view model

    def model(self) -> WrapUpModel:
        """The open class. Raises LookupError if none is open."""
        picture, wrap = self.session.picture, self._wrap
        if picture is None:
            raise LookupError("no class is open")
        if wrap is not None and wrap.awards.keys() == {row.learner for row in picture.view.rows}:
            self._shown = picture, wrap
        finished, following = self.finished, self._next if self._finished else None
        return WrapUpModel(
            state_message=self._state(picture),
            files=Part(shown=finished),
            certificates=self.certificates.model_with(self.one),
            attendance=self.attendance.model(),
            results=class_results(*self._shown, self.session.public) if self._shown else None,
            back=Part(shown=not finished),
            bar_text=Part(text=self._bar_text(picture)),
            finish=Part(shown=not finished),
            next_class=Part(shown=False)
            if following is None
            else Part(shown=True, text=Message("Next class: {class_title}", class_title=following.title)),
            done=Part(shown=finished),
        )

    def _state(self, picture: ClassPicture) -> Notice:
        if picture.view.needs_date:
            fact = Message("The clock may be wrong, and the date was not written.")
            return Notice(light="look", fact=fact, verbs=((STATE_DATE, Message("Write the date")),))
        if not self._finished:
            return Notice(shown=False)
        short = self._wrap.short if self._wrap and picture.view.rows else None
        if short is not None:
            return Notice(
                light="look",
                fact=Message(
                    "This class took {minutes} min, breaks included; for certificates the programme asks for {asked}.",
                    minutes=short.minutes,
                    asked=short.asked,
                ),
                remedy=Message("Give certificates all the same?"),
                verbs=((ALLOW, Message("Give certificates")),),
            )
        if picture.view.practice:
            rest = Message("It goes into no report; its papers say so.")
            return Notice(light="info", fact=Message("This practice class is finished."), remedy=rest)
        took = Message("It took {minutes} min, breaks included.", minutes=picture.minutes)
        return Notice(light="ok", fact=Message("The class is finished."), remedy=took)

    def _bar_text(self, picture: ClassPicture) -> Message:
        files = self._files
        if not self._finished:
            if picture.view.practice:
                return Message("Practice: nothing here goes into a report.")
            return Message("This closes the class. You can print its papers later.")
        if files and files.handed_over and (files.saved or files.names_over or not files.certificates):
            return Message("Everything is written.")
        return Message("You can do the rest later: the Home page reminds you.")


def _look(desk: Desk, session: str, finished: bool) -> _Found:
    if not finished:
        return wrap_up(desk, session), None, None
    return wrap_up(desk, session), files_of(desk, session), next_class(desk)
