"""Where files usually are, beside the dialog that asks for one: sticks, the folders everybody has, recent ones.

It is loaded before the door is painted, and so without services.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Text

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.system.sticks import Stick

MOST_RECENT = 5
_KILO = 1024
_USUAL: dict[str, tuple[Message, str]] = {
    "home": (Message("Home folder"), "home"),
    "documents": (Message("Documents"), "file"),
    "desktop": (Message("Desktop"), "screen"),
    "downloads": (Message("Downloads"), "download"),
}
COMPUTER = Path()
"""Stands for all disks."""


@dataclasses.dataclass(frozen=True)
class FilePlace:
    """A folder to go to at once, its words and its icon."""

    path: Path
    text: Text
    glyph: str


@dataclasses.dataclass(frozen=True)
class FilePlaceGroup:
    """Some of them below a title."""

    title: Message
    places: tuple[FilePlace, ...]


@dataclasses.dataclass(frozen=True)
class FilePlacesModel:
    """What is beside the files; `problem` says why a place or a file cannot be had."""

    groups: tuple[FilePlaceGroup, ...]
    problem: Text = NO_TEXT


class FilePlacesView(Protocol):
    """The dialog."""

    def bind(self, model: FilePlacesModel) -> None:
        """Shows the model."""

    def enter(self, folder: Path) -> None:
        """Shows what is in `folder`."""

    def look_for_sticks(self) -> None:
        """Looks at once which sticks are plugged in."""


class FilePlacesPresenter:
    """`usual` are the folders everybody has, by name; those that do not exist are left out."""

    def __init__(self, session: DeskSession, view: FilePlacesView, usual: Mapping[str, Path]) -> None:
        self._session = session
        self._view = view
        self._usual = usual
        self._sticks: tuple[Stick, ...] = ()
        self._there: tuple[Path, ...] = ()
        self._recent: tuple[Path, ...] = ()
        self._problem: Text = NO_TEXT
        self._looking = self._closed = False

    def refresh(self) -> None:
        """Shows the places as they should look now."""
        if not self._closed:
            self._view.bind(self.model())

    def model(self) -> FilePlacesModel:
        """All that is shown. While the class can see the desk, no recent folder is."""
        sticks = [FilePlace(stick.path, stick.label, "usb") for stick in self._sticks]
        usual = [FilePlace(path, *_USUAL[name]) for name, path in self._usual.items() if path in self._there]
        usual.append(FilePlace(COMPUTER, Message("This computer"), "laptop"))
        known = {place.path for place in (*sticks, *usual)}
        recent = [FilePlace(path, path.name or str(path), "clock") for path in self._recent if path not in known]
        groups = (
            FilePlaceGroup(Message("Sticks"), tuple(sticks)),
            FilePlaceGroup(Message("Used last"), () if self._hidden() else tuple(recent[:MOST_RECENT])),
            FilePlaceGroup(Message("This laptop"), tuple(usual)),
        )
        return FilePlacesModel(tuple(group for group in groups if group.places), self._problem)

    def begin_at(self) -> Path:
        """The folder of the last choice since the desk was unlocked, else the home folder; always that while the class
        can see the desk."""
        facts = None if self._hidden() else self._session.facts
        last = facts.last_folder if facts is not None else None
        return last if last is not None and last.is_dir() else self._usual["home"]

    def set_sticks(self, sticks: Sequence[Stick]) -> None:
        """Others are plugged in now: folders on them have come or gone as well."""
        self._sticks = tuple(sticks)
        self.refresh()
        self.look()

    def look(self) -> None:
        """Looks which folders exist now; while a drive hangs, no second look is begun."""
        if self._looking or self._closed:
            return
        self._looking = True
        if self._hidden():
            self._find(())
        else:
            self._session.query(_recent, self._find, lambda _: self._find(()))

    def go(self, folder: Path) -> None:
        """Goes to a place, or says that it is not there any more."""
        if folder == COMPUTER:
            self.entered()
            self._view.enter(folder)
            return

        def looked(there: bool) -> None:
            if self._closed:
                return
            if there:
                self._view.enter(folder)
            else:
                self.say(Message("{folder} is not there any more. Choose another place.", folder=folder.name))
                self._view.look_for_sticks()
                self.look()

        self._session.ask(lambda: _is_there(folder), looked)

    def entered(self) -> None:
        """Another folder is shown, or something is typed: what was said is over."""
        if self._problem:
            self.say(NO_TEXT)

    def refuse(self, name: str, folder: bool) -> None:
        """What was typed does not exist."""
        if folder:
            self.say(Message("There is no folder {name} here. Choose one from the list.", name=name))
        else:
            self.say(Message("There is no file {name} here. Choose one from the list.", name=name))

    def say(self, problem: Text) -> None:
        """Says why something cannot be had."""
        self._problem = problem
        self.refresh()

    def chosen(self, folder: Path) -> None:
        """Something was chosen in `folder`: it is offered from now on. An open desk keeps it; if it cannot, nobody
        needs to be told."""
        if self._session.facts is not None:
            from bsuh_desktop.services.desk.recent_folders import note_folder

            self._session.change(lambda desk: note_folder(desk, folder), None, lambda _: None)

    def close(self) -> None:
        """The dialog is closed: answers that are still to come are dropped."""
        self._closed = True

    def _hidden(self) -> bool:
        return self._session.facts is None or self._session.public

    def _find(self, recent: Iterable[Path]) -> None:
        usual = tuple(self._usual.values())
        self._session.ask(lambda: [tuple(filter(_is_there, some)) for some in (usual, recent)], self._found)

    def _found(self, found: Sequence[tuple[Path, ...]]) -> None:
        self._looking = False
        self._there, self._recent = found
        self.refresh()


def size_words(size: int) -> Message:
    """The size of a file of so many bytes, rounded up: 3 KB, 1.4 MB."""
    # Not needed before there is a file to paint, and msgspec comes with it.
    from bsuh_desktop.domain.local_text import digits_text

    if size <= _KILO**2:
        return Message("{number} KB", number=digits_text(math.ceil(size / _KILO)))
    if size <= _KILO**3:
        return Message("{number} MB", number=digits_text(str(math.ceil(size * 10 / _KILO**2) / 10)))
    return Message("{number} GB", number=digits_text(str(math.ceil(size * 10 / _KILO**3) / 10)))


def _recent(desk: Desk) -> tuple[Path, ...]:
    from bsuh_desktop.services.desk.recent_folders import recent_folders

    return recent_folders(desk)


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
