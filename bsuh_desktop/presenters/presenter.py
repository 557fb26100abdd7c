"""The base of presenters: how they show, send commands, and drop answers that come too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Generic, ParamSpec, Protocol, TypeVar

from bsuh_desktop.presenters.parts import NO_TEXT, Light, News, Text

if TYPE_CHECKING:
    from pathlib import Path

    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.domain.messages import KnownError, Message
    from bsuh_desktop.presenters.parts import PlaceQuestion, Question
    from bsuh_desktop.services.classroom.commands import ClassCommand

T = TypeVar("T")
P = ParamSpec("P")
Model = TypeVar("Model")
Bound = TypeVar("Bound", contravariant=True)


class View(Protocol[Bound]):
    """What a presenter asks of its screen."""

    def bind(self, model: Bound) -> None:
        """Shows the model."""

    def focus(self, part: str) -> None:
        """Gives that part of the form the keyboard."""

    def open(self, screen: str) -> None:
        """Opens another screen."""


class PageView(View[Bound], Protocol[Bound]):
    """A page of the desk, which opens other pages with their subject, and asks."""

    def open(self, screen: str, *, group: str = "", session: str = "", path: object = None, prepared: str = "") -> None:
        """Opens another page; the subject is as for `qt.navigation.screen.Destination`."""

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks; `then` gets the key of the button, or "" if the question was closed without one."""

    def ask_place(
        self,
        question: PlaceQuestion,
        then: Callable[[Path, str], object],
        print_it: Callable[[], object] | None = None,
    ) -> None:
        """Asks for a folder; `then` gets it, and the label of its stick or "". A printer is offered with
        `print_it`."""


class TableView(PageView[Bound], Protocol[Bound]):
    """A page with a long table."""

    def show_first_page(self) -> None:
        """Turns to the first page of the table."""


class Presenter(Generic[Model]):
    """One screen's state and commands, on the face's thread.

    Subclasses make the whole view model in `model`, and call `refresh` when something has changed. `enter` and `leave`
    are called when the screen is shown and when another one is.
    """

    ends_with_lock: ClassVar[bool] = True
    """False for screens before the desk: a lock is where they begin."""

    def __init__(self, session: DeskSession, view: View[Model]) -> None:
        self.session = session
        self.view = view
        self._visit = 0
        self._entered = False
        if self.ends_with_lock:
            session.locked.connect(self.leave)

    def model(self) -> Model:
        """The screen as it should look now."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Shows the screen as it should look now."""
        self.view.bind(self.model())

    def enter(self) -> None:
        """The screen is shown now."""
        self._visit += 1
        self._entered = True

    def leave(self) -> None:
        """Another screen is shown now, or the desk is locked: answers that are still to come are dropped."""
        self._visit += 1
        self._entered = False

    def run(
        self,
        command: ClassCommand[T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Sends a command of the open class."""
        self.session.conduct(command, self.current(then), self.current(failed) if failed else None)

    def current(self, answer: Callable[[T], object] | None) -> Callable[[T], object]:
        """`answer`, called only if the screen and the class are still those of now."""
        visit, session = self._visit, self._session()

        def answered(news: T) -> None:
            if answer is not None and (visit, session) == (self._visit, self._session()):
                answer(news)

        return answered

    def in_visit(self, answer: Callable[P, object]) -> Callable[P, None]:
        """`answer`, called only if the screen was not left meanwhile, whichever class is open then."""
        visit = self._visit

        def answered(*args: P.args, **kwargs: P.kwargs) -> None:
            if visit == self._visit:
                answer(*args, **kwargs)

        return answered

    def _session(self) -> str:
        return self.session.picture.session if self.session.picture else ""


class PagePresenter(Presenter[Model]):
    """The same of a page of the desk, with what stands above it, and the news of what was done last on it."""

    heading: ClassVar[Text] = NO_TEXT
    """The page's title, if it is always the same."""
    above: ClassVar[Text] = NO_TEXT
    """The small line above the title, if that is always the same."""

    view: PageView[Model]

    def __init__(self, session: DeskSession, view: PageView[Model]) -> None:
        super().__init__(session, view)
        self._news = News()

    def title(self) -> Text:
        """The page's title."""
        return self.heading

    def breadcrumb(self) -> Text:
        """The small line above the title."""
        return self.above

    def enter(self) -> None:
        """The page is shown now, without news."""
        super().enter()
        self._news = self._news.closed()

    def clear(self) -> None:
        """Drops all personal data: the page is hidden, or the desk locked."""

    def before_lock(self) -> None:
        """The desk is about to be locked: stores what waits to be stored. If the lock fails, the page goes on."""

    def class_changed(self) -> None:
        """The open class has changed. Called only while the page is shown."""

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving the page for good; None if nothing would be."""
        return None

    def words_changed(self) -> None:
        """The desk speaks another language, or names may be shown now, or not any more."""
        self.refresh()

    def _report(self, light: Light, fact: Text, remedy: Text | None = None, *verbs: tuple[str, Text]) -> None:
        """Shows news: a light, what happened, what to do, and buttons by their keys."""
        self._news = self._news.then(light, fact, remedy, verbs)
        self.refresh()

    def _fail(self, error: KnownError) -> None:
        """Shows what could not be done, and what to do."""
        self._report("stop", error.message, error.remedy)

    def _fail_unless_locked(self, error: KnownError) -> None:
        """Of a query that nobody asked for: writing that a lock has ended would have the page read once more."""
        if error.code != "locked":
            self.session.error_reported.emit(error)

    def close_news(self) -> None:
        """Somebody has closed the news."""
        self._news = self._news.closed()
        self.refresh()


class TablePresenter(PagePresenter[Model]):
    """The same of a page with a table, which has more columns while it is wide."""

    _wide = True

    def set_wide(self, wide: bool) -> None:
        """Whether the table has space for a column for each fact."""
        self._wide = wide
        self.refresh()
