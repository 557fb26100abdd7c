"""Set up without a window: its presenter, on a desk of its own and on screens that a test plugs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.classroom.set_up import SetUpModel, SetUpPresenter
from bsuh_desktop.presenters.classroom.set_up_cards import Way
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from tests.helpers import prepared
from tests.helpers.faceless import NotedPage, session_in


class Screens:
    """The laptop's screens: whoever answers that a projector shows this one hides names."""

    def __init__(self, session: DeskSession) -> None:
        self._session = session
        self.arrangement: Literal["one", "mirrored", "two"] = "one"
        self.shows_this_screen: bool | None = None

    @property
    def has_wall(self) -> bool:
        """As the projector has it."""
        return self.arrangement != "one" or self.shows_this_screen is not False

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """Notes the answer."""
        self.shows_this_screen = shows
        self._session.set_public(shows is not False)


class SetUpPage(NotedPage[SetUpModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.screens = Screens(session)
        self.presenter = SetUpPresenter(session, self, self.screens)

    def start(self, answer: str = "") -> None:
        """Presses the primary button, and answers what is asked."""
        self.presenter.start()
        self.answer(answer)

    def way(self, name: str, language: Literal["bn", "en"] = "en") -> str:
        """What a way of answering says at its foot."""
        way: Way = getattr(self.model, name)
        return text_of(way.foot, language)

    @property
    def picture(self) -> ClassPicture:
        """The class that is open."""
        assert self.session.picture is not None
        return self.session.picture


@contextmanager
def set_up(
    folder: Path, prepare: Callable[[Desk], object] = prepared.with_class, **place: object
) -> Iterator[SetUpPage]:
    with session_in(folder, prepare) as session:
        view = SetUpPage(session)
        session.class_changed.connect(view.presenter.class_changed)
        session.public_changed.connect(view.presenter.refresh)
        view.presenter.enter(**place)  # type: ignore[arg-type]
        yield view


def a_few(desk: Desk) -> None:
    """A class of twelve."""
    prepared.as_made(desk)
    add_practice_class(desk, 12)
