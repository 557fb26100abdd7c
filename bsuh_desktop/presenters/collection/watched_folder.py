"""Where files come from by themselves: a watched folder, and a stick that was plugged in.

Files put into the folder are collected while the desk is open; its path is stored beside the vault with the other
choices, and watching resumes after the next unlock. Of a stick nothing is read before the button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_NOTICE, Notice
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.sources import FolderWatch


class StickOffer:
    """Which stick is offered: each once, until it was pulled out."""

    def __init__(self) -> None:
        self._plugged: tuple[Stick, ...] = ()
        self._done: set[Path] = set()

    def look(self, plugged: Sequence[Stick]) -> None:
        """Takes the list of sticks plugged in now."""
        self._plugged = tuple(plugged)
        self._done &= {stick.path for stick in plugged}

    def note(self, sources: Sequence[Path]) -> None:
        """Notes that these sources are collected, whoever asked for it."""
        self._done.update(sources)

    def label_of(self, sources: Sequence[Path]) -> str:
        """The label of the stick if it is the only source; "" otherwise."""
        return next((one.label for one in self._plugged if list(sources) == [one.path]), "")

    @property
    def stick(self) -> Stick | None:
        """The stick to offer; None if there is none."""
        return next((one for one in self._plugged if one.path not in self._done), None)

    def notice(self) -> Notice:
        """The offer in words."""
        if self.stick is None:
            return NO_NOTICE
        fact = Message("The stick {label} is plugged in.", label=self.stick.label)
        return Notice(fact=fact, verbs=(("take_stick", Message("Collect from it")),))


LOOK_MS = 2_000


class WatchedFolder:
    """Calls `came` with files that are new and complete. Nothing is read while the desk is locked."""

    def __init__(self, session: DeskSession, came: Callable[[list[Path]], object]) -> None:
        self._session = session
        self._came = came
        self._watch: FolderWatch | None = None
        self._looking = False
        self._timer = session.face.timer(self._on_time)
        session.locked.connect(self._stop)
        session.closing.connect(self._stop)
        session.opened.connect(self._on_opened)
        self._on_opened()

    @property
    def folder(self) -> Path | None:
        """The folder; None if none is watched."""
        return None if self._watch is None else self._watch.folder

    def begin(self, folder: Path) -> None:
        """Watches `folder` instead of any other. Files already there count as new."""
        self._begin(folder)
        self._session.keep(watched_folder=str(folder))
        self.look()

    def end(self) -> None:
        """Stops watching."""
        self._watch = None
        self._stop()
        self._session.keep(watched_folder="")

    def look(self) -> None:
        """Looks once. A folder that hangs is not asked again until it answers."""
        watch = self._watch
        if watch is not None and not self._looking:
            self._looking = True
            self._session.ask(watch.new, lambda found: self._on_found(watch, found), self._on_failed)

    def _stop(self) -> None:
        self._timer.stop()

    def _on_time(self) -> None:
        self._timer.start(LOOK_MS)
        self.look()

    def _begin(self, folder: Path) -> None:
        from bsuh_desktop.services.collection.sources import FolderWatch

        self._watch = FolderWatch(folder)
        self._timer.start(LOOK_MS)

    def _on_opened(self) -> None:
        facts, remembered = self._session.facts, self._session.settings.watched_folder
        if facts is None or not facts.coordinates:
            return
        if self._watch is not None:
            self._timer.start(LOOK_MS)
        elif remembered:
            self._begin(Path(remembered))

    def _on_found(self, watch: FolderWatch, found: Sequence[Path]) -> None:
        self._looking = False
        if found and watch is self._watch:
            self._came(list(found))

    def _on_failed(self, _: object) -> None:
        self._looking = False
