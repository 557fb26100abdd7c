"""The base of the screens before the desk opens: one page at a time, Back and Next, and what is still missing.

These screens are painted before msgspec and other libraries are loaded: their view models are dataclasses.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Signal
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_NOTICE, NO_TEXT, Field, Light, Notice, Part, Text
from bsuh_desktop.presenters.presenter import Presenter, View
from bsuh_desktop.presenters.small_file_words import file_text

Model = TypeVar("Model")
Bound = TypeVar("Bound", contravariant=True)
Page = TypeVar("Page", bound="DoorPagePresenter")  # type: ignore[type-arg]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SecretText(Field):
    """A field for a passphrase, a PIN or a code: no crash report and no log may have what is in it."""

    value: str = dataclasses.field(default="", repr=False)


@dataclasses.dataclass(frozen=True)
class Card:
    """One of a few cards to choose from."""

    name: str
    icon: str
    title: Text
    sentence: Text = NO_TEXT
    checked: bool = False
    foot: Text = NO_TEXT
    light: Light | None = None
    """The state of the line at its foot."""


def stop_notice(error: KnownError | None) -> Notice:
    """What went wrong, and the remedy; nothing without an error."""
    return NO_NOTICE if error is None else Notice(light="stop", fact=error.message, remedy=error.remedy)


def waiting_file(path: Path) -> Notice:
    """A file that somebody opened with the app waits for an open desk."""
    fact = Message("The file {file} waits.", file=file_text(path))
    return Notice(fact=fact, remedy=Message("It is shown when your desk is open."))


class DoorPageView(View[Bound], Protocol[Bound]):
    """What a page asks of its widgets."""

    def select(self, part: str) -> None:
        """Gives a field the keyboard, with all that is in it selected, so that typing replaces it."""


class DoorPagePresenter(Presenter[Model]):
    """One page: a few fields, and what is still missing before it can go on.

    `changed` is emitted when `missing` or `go_on` may be different. Secrets are only dropped by `forget`.
    """

    name: ClassVar[str]
    title: Message
    has_languages: ClassVar[bool] = False
    ends_with_lock = False
    view: DoorPageView[Model]

    def __init__(self, session: DeskSession, view: DoorPageView[Model]) -> None:
        super().__init__(session, view)
        self.error: KnownError | None = None
        self.changed: Signal[[]] = Signal(session.face.is_alive)

    def forget(self) -> None:
        """Drops everything typed."""

    def missing(self) -> Message | None:
        """What to do before it can go on; None if nothing."""
        return None

    def go_on(self) -> Message:
        """Label of the button to the next page."""
        return Message("Next")

    def tell(self, error: KnownError) -> bool:
        """Shows an error beside its cause; False if it does not belong to this page."""
        return False

    def unsaved(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving; None if nothing would be."""
        return None

    def show_error(self, error: KnownError) -> None:
        """Shows an error on this page; the same one is announced again."""
        if self.error is not None:
            self.error = None
            self.refresh()
        self.error = error
        self.refresh()

    def update(self) -> None:
        """Something was typed or chosen."""
        self.refresh()
        self.changed.emit()


@dataclasses.dataclass(frozen=True, kw_only=True)
class DoorScreenModel:
    """What surrounds the page: header, messages, and the bar at the foot."""

    page: str
    """The name of the page that is shown."""
    busy: bool
    """The page cannot be used while the desk's worker is working."""
    cover_languages: bool
    """The cover offers the languages, as the page does not."""
    header: tuple[Text, Text]
    """The small line, and the page's title below it."""
    closable: bool
    """The person can dismiss the message."""
    message_bar: Notice
    back: Part
    reason: Part
    primary: Part


class DoorScreenView(View[DoorScreenModel], Protocol):
    """What such a screen asks of its widgets."""

    def open(self, screen: str, *, group: str = "", session: str = "", path: object = None, prepared: str = "") -> None:
        """Opens another screen; the subject is as for `qt.navigation.screen.Destination`."""

    def page_presenter(self, kind: type[Page]) -> Page:
        """The presenter of the page of that kind; the page is made if it is not there yet."""

    def show_problem(self) -> None:
        """Scrolls to the problem that the page shows, if it shows one."""


class DoorScreenPresenter(Presenter[DoorScreenModel]):
    """Subclasses say which pages there are and in which order; they show the first one in `enter`."""

    ends_with_lock = False
    view: DoorScreenView
    current_page: DoorPagePresenter[Any]

    def __init__(self, session: DeskSession, view: DoorScreenView) -> None:
        super().__init__(session, view)
        self._pages: list[DoorPagePresenter[Any]] = []
        self.painted = False
        self._doing: Message | None = None
        self.error: KnownError | None = None
        session.given_file_changed.connect(self._on_given_file)

    def _on_given_file(self) -> None:
        if self._entered:
            self.refresh()

    def take_page(self, kind: type[Page]) -> Page:
        """The page of that kind, which is one of this screen from now on; the first one is where it begins."""
        page = self.view.page_presenter(kind)
        page.changed.connect(self.on_page_changed)
        if not self._pages:
            self.current_page = page
        self._pages.append(page)
        return page

    def enter(self, subject: object = None) -> None:
        """The screen is shown now; `subject` is the path of its `Destination`."""
        super().enter()

    def on_painted(self) -> None:
        """The screen was painted for the first time: loads what the next step needs."""
        self.painted = True
        self.session.warm_up()

    def leave(self) -> None:
        """Drops all secrets when the screen is hidden."""
        super().leave()
        self.current_page.leave()
        self.forget()

    def forget(self) -> None:
        """Drops everything typed or shown on any page."""
        for page in self._pages:
            page.forget()

    def over_line(self) -> Message:
        """The small line above the page's title."""
        raise NotImplementedError

    def can_go_back(self) -> bool:
        """True if there is a page before this one."""
        raise NotImplementedError

    def step_back(self) -> None:
        """Goes to the page before."""
        raise NotImplementedError

    def step_on(self) -> None:
        """Completes this page and goes to the next."""
        raise NotImplementedError

    def unsaved(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving; None if nothing would be."""
        return self.current_page.unsaved()

    def show_page(self, page: DoorPagePresenter[Any]) -> None:
        """Shows only `page` and focuses it."""
        self.current_page.leave()
        self.current_page, self.error = page, None
        self.refresh()
        page.enter()

    def set_busy(self, doing: Message | None) -> None:
        """The page cannot be used while the desk's worker is working; `doing` is the button's text meanwhile."""
        self._doing = doing
        self.refresh()

    def failed(self, error: KnownError) -> None:
        """Shows the error beside its cause, or below the header."""
        self.set_busy(None)
        if not self.current_page.tell(error):
            self.report(error)
        self.view.show_problem()

    def report(self, error: KnownError | None) -> None:
        """Shows an error below the header; None removes it. The same one is announced again."""
        if error is not None and self.error is not None:
            self.error = None
            self.refresh()
        self.error = error
        self.refresh()

    def on_page_changed(self) -> None:
        """Something else may be missing on the page."""
        self.refresh()
        self.view.show_problem()

    def notice(self) -> Notice:
        """The message below the header: an error, or that a file waits."""
        waits = self.session.given_file
        return stop_notice(self.error) if self.error is not None or waits is None else waiting_file(waits)

    def closable(self) -> bool:
        """True if the person can dismiss it."""
        return self.error is not None

    def model(self) -> DoorScreenModel:
        """What surrounds the page, as it should look now."""
        page, doing = self.current_page, self._doing
        missing = page.missing()
        return DoorScreenModel(
            page=page.name,
            busy=doing is not None,
            cover_languages=not page.has_languages,
            header=(self.over_line(), page.title),
            closable=self.closable(),
            message_bar=self.notice(),
            back=Part(shown=self.can_go_back(), enabled=doing is None),
            reason=Part(text=missing if missing is not None and doing is None else NO_TEXT),
            primary=Part(text=doing or page.go_on(), enabled=doing is None and missing is None),
        )
