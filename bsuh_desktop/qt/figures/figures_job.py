"""Figures are asked for: the picture is opened once, each question runs beside the window, the newest one counts."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.bridge.tasks import Failed
from bsuh_desktop.qt.figures.table_rows import PreparedRows, prepare
from bsuh_desktop.qt.figures.words import row_name
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import Dimension, Filters
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.values import FigureRow, Figures, Table

if TYPE_CHECKING:
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.figures.counting_desk import CountingDesk
    from bsuh_desktop.services.figures.open_register import OpenRegister

SLOW_MS = 400
"""What takes longer than a glance says that it goes on."""

ALWAYS: tuple[Dimension, ...] = ("division", "district", "month")
"""What map and trend show is asked together with the table: all of it is of one moment."""

_IN_ORDER: tuple[Dimension, ...] = ("month", "grade", "age")
_CHOSEN: tuple[Dimension, ...] = ("module", "partner")


@dataclasses.dataclass(frozen=True)
class OpenedFigures:
    """An open picture, None where nothing was collected yet; `of` says of which decisions and which programme."""

    picture: OpenRegister | None = None
    of: tuple[object, ...] = ()


@dataclasses.dataclass(frozen=True)
class Choices:
    """Of what can be chosen: the day of the newest class, the months with classes, modules and partners by value."""

    as_of: datetime.date | None
    months: tuple[str, ...]
    modules: tuple[tuple[str, LocalText], ...]
    partners: tuple[tuple[str, LocalText], ...]


@dataclasses.dataclass(frozen=True)
class Answer:
    """Figures, and the rows of their table, got ready in a language."""

    figures: Figures
    by: Dimension
    language: Language
    prepared: PreparedRows

    def table(self, by: Dimension) -> Table:
        """The table by one dimension. LookupError where it was not asked for."""
        return table_of(self.figures, by)


class FiguresJob(QObject):
    """`opened` gives Choices, or None where nothing was collected yet; `answered` an Answer; `failed` a KnownError;
    `turned` says that an answer is `slow` to come, or no longer. `busy` while one is on its way."""

    opened = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    turned = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._opened = OpenedFigures()
        self._number = 0
        self.busy = self.slow = False
        self._patience = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._patience.timeout.connect(lambda: self._set_slow(True))

    def open(self) -> None:
        """Looks at the register as it is now. What was asked before answers nobody any more."""
        number = self._begin()

        def came(opened: OpenedFigures) -> None:
            unlike = opened.picture is not self._opened.picture
            if number != self._number:
                # Overtaken, or the desk was locked meanwhile: nothing of it may stay.
                self._close(opened if unlike else OpenedFigures())
                return
            old, self._opened = self._opened, opened
            self._close(old if unlike else OpenedFigures())
            picture = opened.picture
            if picture is None:
                self._end(number, lambda: self.opened.emit(None))
                return
            self._bridge.ask(
                lambda: _choices(picture),
                lambda choices: self._end(number, lambda: self.opened.emit(choices)),
                lambda error: self._fail(number, error),
            )

        open_desk_picture(
            self._bridge,
            self._opened,
            came,
            lambda error: self._fail(number, error),
            stop=lambda: number != self._number,
        )

    def ask(self, by: Dimension, filters: Filters, language: Language) -> None:
        """Asks for the table `by` with all that stands beside it."""
        picture = self._opened.picture
        if picture is None:
            return
        number = self._begin()

        def work() -> Answer | None:
            # Overtaken while it waited for its turn.
            return _answer(picture, by, filters, language) if number == self._number else None

        self._run(number, work)

    def say(self, answer: Answer, language: Language) -> None:
        """The same answer in another language."""
        number = self._begin()
        self._run(number, lambda: _said(answer.figures, answer.by, language))

    def give_up(self) -> None:
        """Nobody waits for an answer any more. The picture stays for as long as nothing is added to the register: to
        open that of a whole country takes a while."""
        self._number += 1
        self._rest()

    def forget(self) -> None:
        """What was collected is let go of, too."""
        self.give_up()
        opened, self._opened = self._opened, OpenedFigures()
        self._close(opened)

    def _run(self, number: int, work: Callable[[], Answer | None]) -> None:
        def came(answer: Answer | None) -> None:
            self._end(number, lambda: self.answered.emit(answer))

        self._bridge.ask(work, came, lambda error: self._fail(number, error))

    def _begin(self) -> int:
        self._number += 1
        self.busy = True
        self._patience.start()
        return self._number

    def _end(self, number: int, tell: Callable[[], object]) -> None:
        if number == self._number:
            self._rest()
            tell()

    def _fail(self, number: int, error: KnownError) -> None:
        self._end(number, lambda: self.failed.emit(error))

    def _rest(self) -> None:
        self.busy = False
        self._patience.stop()
        self._set_slow(False)

    def _set_slow(self, slow: bool) -> None:
        if slow != self.slow:
            self.slow = slow
            self.turned.emit()

    def _close(self, opened: OpenedFigures) -> None:
        if opened.picture is not None:
            self._bridge.ask(opened.picture.close, lambda _: None)


def _choices(picture: OpenRegister) -> Choices:
    modules, partners = (
        tuple((value, picture.labels.label(by, value)) for value in picture.values(by)) for by in _CHOSEN
    )
    return Choices(picture.as_of, picture.values("month"), modules, partners)


def _answer(picture: OpenRegister, by: Dimension, filters: Filters, language: Language) -> Answer:
    from bsuh_desktop.services.figures.figures import figures

    tables = dict.fromkeys((one,) for one in (*ALWAYS, by))
    return _said(figures(picture, tuple(tables), filters), by, language)


def _said(figures: Figures, by: Dimension, language: Language) -> Answer:
    name_of: Callable[[FigureRow], str] = functools.partial(row_name, language=language)
    return Answer(figures, by, language, prepare(table_of(figures, by).rows, name_of, figures.limit, by in _IN_ORDER))


def table_of(figures: Figures, by: Dimension) -> Table:
    """Its table by one dimension. LookupError where it was not asked for."""
    for table in figures.tables:
        if table.by == (by,):
            return table
    raise LookupError(by)


def open_desk_picture(
    bridge: Bridge, before: OpenedFigures, then: Callable[[OpenedFigures], object], failed: Failed, stop: Stop
) -> None:
    """Opens the picture of the desk's own register beside the window, or gives back the one of `before` where nothing
    has changed since. `failed` hears no_coordinator_parts, in_use, and what else the register says. `stop` says that
    nobody waits any more: rows are then not read again from the archive."""
    folder = bridge.profile / "register"

    def known(found: CountingDesk | None) -> None:
        if found is None:
            then(OpenedFigures())
        else:
            bridge.register.use(
                lambda collector, register: _open(collector, register, found, before, stop), then, failed
            )

    bridge.query(lambda desk: _counting_desk(desk, folder), known, failed)


def _counting_desk(desk: Desk, folder: Path) -> CountingDesk | None:
    """What figures need of the desk, where something was collected."""
    if not folder.is_dir():
        return None
    require_parts()
    from bsuh_desktop.services.figures.counting_desk import counting_desk

    return counting_desk(desk)


def _open(
    collector: Collector, register: Register, desk: CountingDesk, before: OpenedFigures, stop: Stop
) -> OpenedFigures:
    from bsuh_desktop.services.collection.rebuild import with_rows
    from bsuh_desktop.services.figures.open_register import open_picture

    # Whatever changes figures is decided in a line of its own, or granted.
    of = (desk.programme.id, desk.programme.version, len(register.decisions), desk.first_keys)
    if before.picture is not None and before.of == of:
        return before
    picture = with_rows(collector, register, lambda: open_picture(register, desk), stop=stop)
    if picture.as_of is not None:
        return OpenedFigures(picture, of)
    picture.close()
    return OpenedFigures()
