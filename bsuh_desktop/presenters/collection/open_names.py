"""Sealed names that a coordinator opens: for which classes, in which role, what for, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, FileFilter
from bsuh_desktop.presenters.parts import Light, Part
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.system.folders import place_error, require_folder

if TYPE_CHECKING:
    from bsuh_desktop.register.decision_lines import Purpose
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collected_files import CollectedFile
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.export import OpenedNames

LONGEST_ROLE = 80
"""Length limit of a role, as in the register."""
PURPOSES: dict[Purpose, Message] = {
    "named_list": Message("A list of names for a school or an office"),
    "certificates": Message("Certificates, printed again"),
    "complaint": Message("A complaint or question from a guardian"),
}
"""The label of each purpose."""


class NamesWish(msgspec.Struct, frozen=True):
    """What a person wants: the names of these sessions or, if it is in the register, of one `file` alone."""

    sessions: tuple[str, ...]
    file: bytes
    role: str
    purpose: Purpose

    @property
    def place_detail(self) -> Message:
        """What is said where the person chooses a place."""
        if self.purpose == "certificates":
            return Message("One file for each laptop, and a list of what goes to which school.")
        return Message("One table, a row for each learner.")


class NamesNews(msgspec.Struct, frozen=True):
    """What came of it."""

    light: Light
    fact: Message
    remedy: Message | None


class NamesChoice(msgspec.Struct, frozen=True):
    """What a person is asked about: all classes that were shown, or the chosen one, by its session and file."""

    sessions: tuple[str, ...]
    one: tuple[str, bytes] | None

    def wish(self, role: str, purpose: Purpose, only: bool) -> NamesWish:
        """With `only` the chosen class alone; with two files that contradict each other, the one in the row. Raises
        LookupError if none is chosen."""
        if not only:
            return NamesWish(self.sessions, b"", role, purpose)
        if self.one is None:
            raise LookupError("no class is chosen")
        session, file = self.one
        return NamesWish((session,), file, role, purpose)


class NamesOpener:
    """Opens names of the classes that are shown."""

    def __init__(self, session: DeskSession) -> None:
        self._session = session
        self.sessions: tuple[str, ...] = ()
        """Those shown of which the register has a file."""
        self._one: CollectedFile | None = None

    def show(self, collected: CollectedFiles, group: FileFilter, one: CollectedFile | None) -> None:
        """Takes the classes of `group`; `one` is the chosen file."""
        self.sessions = collected.classes.get(group, ())
        self._one = one if one is not None and one.session in self.sessions else None

    def button(self, busy: bool) -> Part:
        """The button that asks."""
        return Part(shown=bool(self.sessions), enabled=not busy)

    def choice(self) -> NamesChoice:
        """What is offered now: a question that is open asks for this, whatever comes meanwhile."""
        one = None if self._one is None else (self._one.session, self._one.sha256)
        return NamesChoice(self.sessions, one)

    def open(
        self,
        wish: NamesWish,
        folder: Path,
        label: str,
        then: Callable[[NamesNews], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        """Writes the names into `folder`, which is the stick `label` unless that is ""."""

        def refused(error: KnownError) -> None:
            failed(place_error(error, label))

        def titled(titles: Mapping[str, LocalText]) -> None:
            work = _work(wish, folder, titles, self._session.profile)
            self._session.register.use(work, lambda opened: then(_news(opened, folder, label)), refused)

        if wish.purpose == "certificates":
            from bsuh_desktop.services.desk.modules import module_titles

            self._session.query(lambda desk: module_titles(desk.programme, desk.resources), titled, refused)
        else:
            titled({})


def _work(
    wish: NamesWish, folder: Path, titles: Mapping[str, LocalText], profile: Path
) -> Callable[[Collector, Register], OpenedNames]:
    """Returns work for the register's thread."""

    def work(collector: Collector, register: Register) -> OpenedNames:
        from bsuh_desktop.services.collection.export import open_names
        from bsuh_desktop.services.collection.names import files_of_sessions

        require_folder(folder)
        is_one = wish.file in register.status.files
        files = (wish.file,) if is_one else files_of_sessions(register, wish.sessions)
        return open_names(register, collector, files, wish.role, wish.purpose, titles, folder, profile)

    return work


def _news(opened: OpenedNames, folder: Path, label: str) -> NamesNews:
    printed = opened.purpose == "certificates"
    missing = Message("Certificates that cannot be printed again: {count}", count=opened.missing)
    if not printed:
        missing = Message("Learners without a name: {count}", count=opened.missing)
    if not opened.names:
        fact = Message("No certificate could be printed again.") if printed else Message("No name was kept here.")
    else:
        fact = _written(opened, folder, label)
    return NamesNews("ok" if opened.names else "look", fact, missing if opened.missing else None)


def _written(opened: OpenedNames, folder: Path, label: str) -> Message:
    count, place = opened.names, label or folder_text(folder)
    if opened.purpose == "certificates" and label:
        return Message("Certificates on the stick {label}: {count}.", label=place, count=count)
    if opened.purpose == "certificates":
        return Message("Certificates in the folder {folder}: {count}.", folder=place, count=count)
    if label:
        return Message("Names on the stick {label}: {count}.", label=place, count=count)
    return Message("Names in the folder {folder}: {count}.", folder=place, count=count)
