"""A file that somebody opened with the app, as by a double click: it is shown on the page where they would choose it.

While no desk is open it waits, and the door says so. Its name is shown and never noted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.paths import is_portable
from bsuh_desktop.presenters.parts import Joined, Question
from bsuh_desktop.presenters.small_file_words import file_text

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.verify.file_kinds import FileKind

LOOK_AGAIN_MS = 500
_BEFORE_A_DESK: dict[FileKind, str] = {"programme": "first_run", "backup": "bring_back"}
"""On a laptop that nobody has set up: the pages that begin with such a file."""


class GivenFileView(Protocol):
    """The desk's window."""

    @property
    def begins(self) -> bool:
        """True at the first page of the first run, and no question over it."""

    @property
    def free(self) -> bool:
        """True if a page of the desk is shown, and no question over it."""

    def hand(self, screen: str, path: Path, kind: FileKind) -> None:
        """Gives the file to that page, which is opened unless the person stays for something unsaved."""

    def ask(self, question: Question) -> None:
        """Says something in a dialog."""


class GivenFilePresenter:
    """One for the desk's window. Of several files the last one is shown."""

    def __init__(self, session: DeskSession, view: GivenFileView) -> None:
        self._session, self._view = session, view
        self._kind: FileKind | None = None
        self._later = session.face.timer(self._look)
        session.opened.connect(lambda: self._later.start(0))

    def take(self, path: Path) -> None:
        """Somebody has opened this file."""
        session = self._session
        self._kind = None
        session.set_given_file(path)
        session.ask(lambda: _kind_of(path), lambda kind: self._on_kind(path, kind), lambda _: self._refuse(path, _GONE))

    def _on_kind(self, path: Path, kind: FileKind | None) -> None:
        if kind is None:
            self._refuse(path, _NOT_OURS)
        elif path == self._session.given_file:
            self._kind = kind
            self._look()

    def _refuse(self, path: Path, why: tuple[Message, Message]) -> None:
        if path == self._session.given_file:
            self._session.set_given_file(None)
        fact, remedy = why
        detail = Joined((file_text(path), remedy), "\n")
        self._view.ask(Question(fact, detail, (("close", Message("Close"), "primary"),)))

    def _look(self) -> None:
        """Shows the file that waits, if a desk is open and nothing is in the way."""
        session, path, kind = self._session, self._session.given_file, self._kind
        if path is None or kind is None:
            return
        if session.facts is None:
            if kind in _BEFORE_A_DESK and not (kind == "programme" and session.portable):
                if self._view.begins:
                    self._hand(_BEFORE_A_DESK[kind], path, kind)
                else:
                    self._later.start(LOOK_AGAIN_MS)
        elif session.class_runs or session.class_opening:
            session.set_given_file(None)
            fact = Message("The file {file} was not opened: a class is going on.", file=file_text(path))
            session.inform("look", fact, Message("Open it again after the class."))
        elif not self._view.free:
            self._later.start(LOOK_AGAIN_MS)
        else:
            session.query(lambda desk: page_for(desk, kind), lambda page: self._show(page, path, kind), lambda _: None)

    def _show(self, page: str, path: Path, kind: FileKind) -> None:
        if path != self._session.given_file:
            return
        if self._view.free:
            self._hand(page, path, kind)
        else:
            self._later.start(LOOK_AGAIN_MS)

    def _hand(self, page: str, path: Path, kind: FileKind) -> None:
        self._session.set_given_file(None)
        self._view.hand(page, path, kind)


def page_for(desk: Desk, kind: FileKind) -> str:
    """The page where a person at this desk would choose a file of that kind. What has no other page is verified, and in
    the portable copy, which joins no programme, its file as well."""
    from bsuh_desktop.register.optional_libraries import has_parts

    office, collects = desk.root_key is not None, desk.coordinator_grant is not None
    if kind in ("attendance", "recovery_copy") and collects:
        return "inbox" if has_parts() else "receive"
    if kind == "request" and (office or collects):
        return "grant_requests"
    if kind == "grant" or (kind == "key_list" and not desk.practising):
        return "grants" if office or collects else "programme"
    if kind == "programme" and not office and not is_portable():
        return "first_run" if desk.practising else "programme"
    return {"receipt": "hand_over", "backup": "bring_back"}.get(kind, "verify")


def _kind_of(path: Path) -> FileKind | None:
    from bsuh_desktop.services.verify.file_kinds import kind_of

    return kind_of(path)


_GONE = (
    Message("The file could not be opened."),
    Message("If it is on a stick, plug the stick in. Then open the file again."),
)
_NOT_OURS = (
    Message("This is not a file of this app."),
    Message(
        "It opens attendance files, certificates, receipts, requests, grants, key lists, programme files and backups. "
        "A class list is loaded on the Classes page."
    ),
)
