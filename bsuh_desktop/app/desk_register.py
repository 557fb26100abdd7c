"""The register of a coordinator's desk: opened once, on a thread of its own, and closed when the desk is locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from bsuh_desktop.app.face import Failed, Signal
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector

T = TypeVar("T")


class _Session(Protocol):
    """The part of the session that is used here."""

    locked: Signal[[]]
    closing: Signal[[]]
    profile: Path

    def query(self, ask: Callable[[Desk], T], then: Callable[[T], object], failed: Failed | None = None) -> None:
        """Queries the desk, on the desk's worker."""

    def on_register_thread(
        self, work: Callable[[], T], then: Callable[[T], object] | None, failed: Failed | None = None
    ) -> None:
        """Works on the register's worker."""

    def set_waiting(self, count: int) -> None:
        """Sets the count of waiting items on the rail."""


class DeskRegister:
    """Made by the session. Jobs on the register run one after the other. If the desk is locked meanwhile, the
    register is closed after the last queued job."""

    def __init__(self, session: _Session) -> None:
        self._session = session
        self._open_register = _OpenRegister()
        session.locked.connect(self._close)
        session.closing.connect(self._close)

    def use(
        self,
        work: Callable[[Collector, Register], T],
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        *,
        receiving: bool = False,
    ) -> None:
        """Calls `work` on the register's thread with the coordinator's data from the desk and the open register. A
        desk for practice only has a coordinator where sticks are received (`receiving`), and nowhere else. Besides
        the errors of `work`, `failed` gets KnownError: in_use, disk_full, read_only, foreign_register,
        register_damaged, decisions_damaged."""
        profile, held = self._session.profile, self._open_register

        def made(collector: Collector) -> None:
            self._session.on_register_thread(lambda: work(collector, held.opened(collector, profile)), then, failed)

        self._session.query(_receiver if receiving else _collector, made, failed)

    def count_waiting(self) -> None:
        """Counts the items that need a person, for the rail. Does nothing if there is no register yet, or another
        process has it open."""
        if (self._session.profile / "register").is_dir():
            self.use(lambda _, register: len(register.status.conflicts), self._session.set_waiting, _nobody_minds)

    def _close(self) -> None:
        self._session.on_register_thread(self._open_register.close, None)


class _OpenRegister:
    """The open register. Used on the register's thread only."""

    def __init__(self) -> None:
        self._register: Register | None = None

    def opened(self, collector: Collector, profile: Path) -> Register:
        """Returns the register, opening it if necessary."""
        if self._register is None:
            from bsuh_desktop.register.folder import Register, register_folder
            from bsuh_desktop.services.collection.collector import check_signers

            opened = Register.open(register_folder("", profile), collector.keys)
            try:
                check_signers(collector, opened)
            except KnownError:
                opened.close()
                raise
            self._register = opened
        return self._register

    def close(self) -> None:
        """Closes the register; its keys are forgotten."""
        held, self._register = self._register, None
        if held is not None:
            held.close()


def _nobody_minds(_: KnownError) -> None:
    """Errors are ignored here: the page Inbox reports them."""


def _collector(desk: Desk) -> Collector:
    from bsuh_desktop.services.collection.collector import collector_of

    return collector_of(desk)


def _receiver(desk: Desk) -> Collector:
    from bsuh_desktop.services.collection.collector import receiver_of

    return receiver_of(desk)
