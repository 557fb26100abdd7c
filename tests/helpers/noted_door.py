"""A screen before the desk without its window: its presenter, the presenters of its pages, and what all of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.parts import Notice, Part, names_in
from bsuh_desktop.presenters.safekeeping.door_screen import Card, DoorPagePresenter, DoorScreenPresenter
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter
from tests.helpers.faceless import NotedPage, NotedView, PausedFace, words_of

Page = TypeVar("Page", bound=DoorPagePresenter[Any])


class NotedDoorPage(NotedView[Any]):
    """A page: what was selected, asked for and printed."""

    def __init__(self) -> None:
        super().__init__()
        self.selected: list[str] = []
        self.asked = 0
        self.papers: list[object] = []
        self.printed: Callable[[], object] = lambda: None
        """Ends the printing of the newest paper."""

    def select(self, part: str) -> None:
        """Notes the field."""
        self.selected.append(part)

    def ask_for_programme(self) -> None:
        """Notes that somebody is asked for a file."""
        self.asked += 1

    def focus_found(self) -> None:
        """Notes that the first card has the keyboard."""
        self.focused.append("backup_1")

    def print_paper(self, paper: object, then: Callable[[], object]) -> None:
        """Notes the paper."""
        self.papers.append(paper)
        self.printed = then

    def projector_shows(self) -> bool:
        """No projector is plugged in."""
        return False


class NotedDoor(NotedPage[Any]):
    """The screen with its presenter, which is of the type `made_by`."""

    made_by: ClassVar[type[DoorScreenPresenter]]
    presenter: DoorScreenPresenter

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self._pages: dict[type, DoorPagePresenter[Any]] = {}
        self.problems = 0
        self.presenter = self.made_by(session, self)

    @property
    def face(self) -> PausedFace:
        """Whose workers wait when a test says so."""
        assert isinstance(self.session.face, PausedFace)
        return self.session.face

    def page_presenter(self, kind: type[Page]) -> Page:
        """The presenter of the page of that kind."""
        if kind not in self._pages:
            self._pages[kind] = kind(self.session, NotedDoorPage())
        page = self._pages[kind]
        assert isinstance(page, kind)
        return page

    def view_of(self, kind: type[DoorPagePresenter[Any]]) -> NotedDoorPage:
        """The view of the page of that kind."""
        view = self.page_presenter(kind).view
        assert isinstance(view, NotedDoorPage)
        return view

    def show_problem(self) -> None:
        """Notes that a problem would be scrolled to."""
        self.problems += 1

    def words(self, language: Language = "en") -> str:
        """All that can be read on the screen and on the page that is shown."""
        page = next(page for page in self._pages.values() if page.name == self.model.page)
        assert isinstance(page.view, NotedDoorPage)
        models = (self.model, page.model())
        values = [getattr(model, name) for model in models for name in names_in(model)]
        return "\n".join(text for value in values for text in _texts(value, language) if text)


def _texts(value: object, language: Language) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _texts(each, language)
    elif isinstance(value, Card):
        yield from _texts((value.title, value.sentence, value.foot), language)
    elif isinstance(value, Notice | Message | LocalText) or (isinstance(value, Part) and value.shown is not False):
        yield words_of(value, language)


def choose_passphrase(door: NotedDoor, passphrase: str) -> None:
    """Types the new passphrase twice, and goes on."""
    page = door.page_presenter(NewPassphrasePresenter)
    page.type_text("passphrase", passphrase, capitals=False)
    page.type_text("again", passphrase, capitals=False)


def shown_code(door: NotedDoor) -> str:
    """The new recovery code."""
    return "".join(door.page_presenter(NewCodePresenter).model().groups)
