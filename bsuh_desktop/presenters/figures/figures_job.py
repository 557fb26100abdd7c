"""Queries for figures: the register is opened once, each query runs on a worker, only the newest is answered."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.job import Job, JobRun
from bsuh_desktop.app.signal import Signal
from bsuh_desktop.app.task_queue import Failed
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.presenters.figures.filters import FilterChoices
from bsuh_desktop.presenters.figures.table_rows import PreparedRows, prepare
from bsuh_desktop.presenters.figures.words import row_name
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import Dimension, Filters
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.values import FigureRow, Figures, Table

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.figures.counting_desk import CountingDesk
    from bsuh_desktop.services.figures.open_register import OpenRegister

ALWAYS: tuple[Dimension, ...] = ("division", "district", "month")
"""Map and trend are queried together with the table, so that all show the same state."""

_IN_ORDER: tuple[Dimension, ...] = ("month", "grade", "age")
_CHOSEN: tuple[Dimension, ...] = ("module", "partner", "module_version")


@dataclasses.dataclass(frozen=True)
class OpenedFigures:
    """The opened register; `picture` is None if nothing was collected yet. `of` identifies its decisions and
    programme."""

    picture: OpenRegister | None = None
    of: tuple[object, ...] = ()


@dataclasses.dataclass(frozen=True, eq=False)
class Answer:
    """Figures, with the rows of their table prepared in one language."""

    figures: Figures
    by: Dimension
    language: Language
    prepared: PreparedRows

    def table(self, by: Dimension) -> Table:
        """The table by one dimension. Raises LookupError if it was not queried."""
        return _table_of(self.figures, by)


class FiguresJob:
    """Runs queries, one at a time: only the newest is answered."""

    def __init__(self, session: DeskSession) -> None:
        alive = session.face.is_alive
        self.opened: Signal[[FilterChoices | None]] = Signal(alive)
        """None if nothing was collected yet."""
        self.answered: Signal[[Answer]] = Signal(alive)
        self.failed: Signal[[KnownError]] = Signal(alive)
        self._session = session
        self._opened = OpenedFigures()
        self._job = Job(session)
        self.moved = self._job.moved
        """`busy` or `slow` has changed."""

    @property
    def busy(self) -> bool:
        """True while a query runs."""
        return self._job.busy

    @property
    def slow(self) -> bool:
        """True once the query has taken a while."""
        return self._job.slow

    @property
    def picture(self) -> OpenRegister | None:
        """The register that is open; None if none is."""
        return self._opened.picture

    def open(self) -> None:
        """Opens the present register. Earlier queries are not answered any more."""
        run = self._job.begin()

        def came(opened: OpenedFigures) -> None:
            unlike = opened.picture is not self._opened.picture
            if run.stopped():
                # Replaced by another query, or the desk was locked: nothing of it may stay.
                self._close(opened if unlike else OpenedFigures())
                return
            old, self._opened = self._opened, opened
            self._close(old if unlike else OpenedFigures())
            picture = opened.picture
            if picture is None:
                run.ending(self.opened.emit)(None)
                return
            self._session.ask(lambda: _choices(picture), run.ending(self.opened.emit), run.ending(self.failed.emit))

        _open_register(self._session, self._opened, came, run.ending(self.failed.emit), stop=run.stopped)

    def ask(self, by: Dimension, filters: Filters, language: Language) -> None:
        """Queries the table `by`, with everything shown beside it."""
        picture = self._opened.picture
        if picture is None:
            return
        run = self._job.begin()

        def work() -> Answer | None:
            # Replaced by another query while it was queued.
            return None if run.stopped() else _answer(picture, by, filters, language)

        self._answer_by(run, work)

    def say(self, answer: Answer, language: Language) -> None:
        """Prepares the same answer in another language."""
        self._answer_by(self._job.begin(), lambda: _answer_from(answer.figures, answer.by, language))

    def give_up(self) -> None:
        """Drops pending answers. The register stays open until something is added to it: opening that of a whole
        country takes a while."""
        self._job.give_up()

    def forget(self) -> None:
        """Drops pending answers, and closes the register."""
        self.give_up()
        opened, self._opened = self._opened, OpenedFigures()
        self._close(opened)

    def _answer_by(self, run: JobRun, work: Callable[[], Answer | None]) -> None:
        end = run.ending(self.answered.emit)
        self._session.ask(work, lambda answer: None if answer is None else end(answer), run.ending(self.failed.emit))

    def _close(self, opened: OpenedFigures) -> None:
        if opened.picture is not None:
            self._session.ask(opened.picture.close, lambda _: None)


def _choices(picture: OpenRegister) -> FilterChoices:
    modules, partners, versions = (
        tuple((value, picture.labels.label(by, value)) for value in picture.values(by)) for by in _CHOSEN
    )
    return FilterChoices(picture.as_of, picture.values("month"), modules, partners, versions)


def _answer(picture: OpenRegister, by: Dimension, filters: Filters, language: Language) -> Answer:
    from bsuh_desktop.services.figures.figures import figures

    tables = dict.fromkeys((one,) for one in (*ALWAYS, by))
    return _answer_from(figures(picture, tuple(tables), filters), by, language)


def _answer_from(figures: Figures, by: Dimension, language: Language) -> Answer:
    name_of: Callable[[FigureRow], str] = functools.partial(row_name, language=language)
    return Answer(figures, by, language, prepare(_table_of(figures, by).rows, name_of, figures.limit, by in _IN_ORDER))


def _table_of(figures: Figures, by: Dimension) -> Table:
    for table in figures.tables:
        if table.by == (by,):
            return table
    raise LookupError(by)


def _open_register(
    session: DeskSession,
    before: OpenedFigures,
    then: Callable[[OpenedFigures], object],
    failed: Failed,
    stop: Stop,
) -> None:
    """Opens the desk's own register on a worker, or returns `before` if nothing has changed since. `failed` is
    called with KnownError: no_coordinator_parts, in_use, and errors of the register. `stop`: the result is not
    needed any more, so rows are not read again from the archive."""
    folder = session.profile / "register"

    def known(found: CountingDesk | None) -> None:
        if found is None:
            then(OpenedFigures())
        else:
            session.register.use(
                lambda collector, register: _open(collector, register, found, before, stop), then, failed
            )

    session.query(lambda desk: _counting_desk(desk, folder), known, failed)


def _counting_desk(desk: Desk, folder: Path) -> CountingDesk | None:
    """The desk's data that figures need; None if nothing was collected."""
    if not folder.is_dir():
        return None
    require_parts()
    from bsuh_desktop.services.figures.counting_desk import counting_desk

    return counting_desk(desk)


def _open(
    collector: Collector, register: Register, desk: CountingDesk, before: OpenedFigures, stop: Stop
) -> OpenedFigures:
    from bsuh_desktop.services.collection.rebuild import with_rows
    from bsuh_desktop.services.figures.open_register import open_counted_classes

    # Everything that changes figures is a decision or a grant.
    of = (desk.programme.id, desk.programme.version, len(register.decisions), desk.first_keys)
    if before.picture is not None and before.of == of:
        return before
    picture = with_rows(collector, register, lambda: open_counted_classes(register, desk), stop=stop)
    if picture.as_of is not None:
        return OpenedFigures(picture, of)
    picture.close()
    return OpenedFigures()
