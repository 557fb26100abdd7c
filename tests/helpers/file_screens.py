"""Inbox and Receive without a window: what they show, and a desk with a stick beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.collection.file_words import FileSideModel, received_row
from bsuh_desktop.presenters.collection.inbox import InboxModel, InboxPresenter
from bsuh_desktop.presenters.collection.receive import ReceiveModel, ReceivePresenter
from bsuh_desktop.presenters.parts import Part, Text, text_of
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.system.sticks import Stick
from tests.helpers import hand_over
from tests.helpers.faceless import NotedPage, session_in, words_of


def cells(row: Row, language: Language = "en") -> list[str]:
    """Every cell of a row with its second line."""
    return [" / ".join(filter(None, (text_of(one.text, language), text_of(one.second, language)))) for one in row.cells]


class InboxScreen(NotedPage[InboxModel]):
    """The Inbox; `place` is the file under the cursor."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.sides: list[FileSideModel] = []
        self.place: int | None = None
        self.presenter = InboxPresenter(session, self)

    def bind_side(self, model: FileSideModel) -> None:
        """Notes the card."""
        self.sides.append(model)

    def current_file(self) -> int | None:
        """The file under the cursor."""
        return self.place

    def rows(self, wide: bool = True, language: Language = "en") -> list[list[str]]:
        """The rows that are shown, in words."""
        return [cells(self.presenter.row(place, wide), language) for place in self.model.rows.places]

    def verdicts(self, language: Language = "en") -> list[str]:
        """The verdict of each row."""
        return [row[1] for row in self.rows(language=language)]

    def choose_row(self, verdict: str) -> None:
        """Moves the cursor to the first row of that verdict."""
        self.place = self.model.rows.places[self.verdicts().index(verdict)]
        self.presenter.show_side()

    def side(self, name: str, language: Language = "en") -> str:
        """What a part of the card says; "" while it is hidden."""
        part: Part = getattr(self.sides[-1], name)
        return "" if part.shown is False or part.text is None else text_of(part.text, language)

    def usable(self, name: str) -> bool:
        """True if a button of the card is shown and can be pressed."""
        part: Part = getattr(self.sides[-1], name)
        return part.shown is not False and part.enabled is not False


class ReceiveScreen(NotedPage[ReceiveModel]):
    """The page Receive."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.presenter = ReceivePresenter(session, self)

    def rows(self, wide: bool = True, language: Language = "en") -> list[list[str]]:
        """The rows that are shown, in words."""
        return [cells(received_row(str(number), one, wide), language) for number, one in self.model.rows.things]

    def results(self) -> list[str]:
        """The word for what becomes of each file."""
        return [text_of(received_row("", one, True).cells[1].text, "en") for _, one in self.model.rows.things]


def told(screen: InboxScreen | ReceiveScreen) -> str:
    """The news of a screen: light, fact and remedy in words; "" if there are none."""
    news = screen.model.news
    return f"{news.light} {words_of(news)}" if news.shown else ""


def said(text: Text, language: Language = "en") -> str:
    """A text in words."""
    return text_of(text, language)


def stick_of(session: DeskSession) -> Path:
    """The folder that stands for the stick."""
    return session.profile.parent / hand_over.STICK


def plugged(session: DeskSession) -> tuple[Stick, ...]:
    """That stick, plugged in."""
    return hand_over.plugged([stick_of(session)])


@contextmanager
def inbox_screen(folder: Path, prepare: Callable[[Desk], object] = hand_over.brought) -> Iterator[InboxScreen]:
    """The Inbox of a coordinator, entered."""
    with session_in(folder, prepare) as session:
        screen = InboxScreen(session)
        screen.presenter.enter()
        yield screen


@contextmanager
def receive_screen(folder: Path, prepare: Callable[[Desk], object] = hand_over.brought) -> Iterator[ReceiveScreen]:
    """The page Receive, entered."""
    with session_in(folder, prepare) as session:
        screen = ReceiveScreen(session)
        screen.presenter.enter()
        yield screen
