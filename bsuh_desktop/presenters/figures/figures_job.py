"""Queries for figures: the register is opened once, each query runs on a worker, only the newest is answered.

With the page's filters: period, module or one version of it, and partner."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.app.face import Failed, Signal
from bsuh_desktop.app.job import Job, JobRun
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.presenters.figures.table_rows import PreparedRows, prepare, row_name
from bsuh_desktop.presenters.parts import Choice
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import Dimension, Filters, module_and_version
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.published_figures import FigureRow, Figures, Table

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.figures.open_register import CountingDesk, OpenRegister

MONTHS = 12
_LONGEST = 24
"""Letters of a title shown in a closed combo box."""
FilterBox = Literal["period", "module", "partner"]
Named = tuple[tuple[str, LocalText], ...]
"""Values with their names."""


class FilterChoices(msgspec.Struct, frozen=True):
    """The values that can be filtered by."""

    as_of: datetime.date | None
    """Day of the newest class."""
    months: tuple[str, ...]
    """Months with classes, as 2026-07."""
    modules: Named
    """Value and title of each module."""
    partners: Named
    """Value and name of each partner."""
    versions: Named = ()
    """Value and name of each version of a module."""


class Period(msgspec.Struct, frozen=True):
    """From `first` to `last`, both included; None: open end. `year`: the calendar year, 0 if it is none."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    year: int = 0

    def label(self) -> Message:
        """Its label in the list of choices."""
        if self.year:
            return Message("Year: {year}", year=digits_text(self.year))
        return Message("Year: last 12 months") if self.first else Message("Year: all")


class FigureFilters:
    """What can be chosen, and the place of what is chosen in each box."""

    def __init__(self) -> None:
        self._periods: tuple[Period, ...] = ()
        self._modules: Named = ()
        self._partners: Named = ()
        self._places: dict[FilterBox, int] = {"period": 0, "module": 0, "partner": 0}

    def set_choices(self, choices: FilterChoices) -> None:
        """Sets what can be chosen. A choice stays if it is still available."""
        period = self.period() if self._periods else None
        module, partner = self._value("module"), self._value("partner")
        self._periods = periods(choices.as_of, list(choices.months))
        self._modules, self._partners = _with_versions(choices.modules, choices.versions), choices.partners
        same = [place for place, each in enumerate(self._periods) if period is not None and _alike(each, period)]
        self._places = {
            "period": same[0] if same else 0,
            "module": _place_of(module, self._modules),
            "partner": _place_of(partner, self._partners),
        }

    def choose(self, box: FilterBox, place: int) -> None:
        """Somebody has picked from a box."""
        self._places[box] = place

    def period(self) -> Period:
        """The chosen period."""
        place = self._places["period"]
        return self._periods[place] if 0 <= place < len(self._periods) else Period()

    def filters(self) -> Filters:
        """All three filters as the register takes them."""
        period, module, partner = self.period(), self._value("module"), self._value("partner")
        return Filters(
            first=period.first,
            last=period.last,
            modules=(module,) if module and not _is_version(module) else (),
            partners=(int(partner),) if partner else (),
            module_versions=(module,) if _is_version(module) else (),
        )

    def _value(self, box: Literal["module", "partner"]) -> str:
        """The chosen value, "" for all."""
        values, place = self._modules if box == "module" else self._partners, self._places[box] - 1
        return values[place][0] if 0 <= place < len(values) else ""

    def periods(self, shown: bool) -> Choice:
        """The box of periods."""
        return Choice(options=tuple(each.label() for each in self._periods), chosen=self._places["period"], shown=shown)

    def modules(self, shown: bool) -> Choice:
        """The box of modules."""
        modules = [self._module_text(value, names) for value, names in self._modules]
        return self._box("module", (Message("Module: all"), *modules), self._modules, shown)

    def _module_text(self, value: str, names: LocalText) -> Message:
        if not _is_version(value):
            return Message("Module: {module}", module=_short(names))
        module, version = module_and_version(value)
        title = _short(dict(self._modules)[module])
        return Message("Module: {module}, version {version}", module=title, version=digits_text(version))

    def partners(self, shown: bool) -> Choice:
        """The box of partners."""
        partners = [Message("Partner: {partner}", partner=_short(names)) for _, names in self._partners]
        return self._box("partner", (Message("Partner: all"), *partners), self._partners, shown)

    def _box(self, box: FilterBox, texts: tuple[Message, ...], values: Named, shown: bool) -> Choice:
        """A box with the whole name of each value as its tip."""
        return Choice(options=texts, chosen=self._places[box], tips=("", *(names for _, names in values)), shown=shown)


def periods(as_of: datetime.date | None, months: list[str]) -> tuple[Period, ...]:
    """The choices if the newest class was on `as_of` and `months` (as 2026-07) have classes: the last twelve months,
    each year with a class from the newest on, and everything."""
    if as_of is None:
        return (Period(),)
    years = sorted({int(month[:4]) for month in months if month[:4].isdigit()}, reverse=True)
    calendar = (Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), year) for year in years)
    return (last_months(as_of), *calendar, Period())


def last_months(as_of: datetime.date) -> Period:
    """The month of `as_of` and the eleven before it, to the month's last day: attributes are only published for
    whole months."""
    total = as_of.year * 12 + as_of.month - MONTHS
    after = datetime.date(as_of.year + as_of.month // MONTHS, as_of.month % MONTHS + 1, 1)
    return Period(datetime.date(total // 12, total % 12 + 1, 1), after - datetime.timedelta(1))


def months_between(first: str, last: str) -> Iterator[str]:
    """All months from one to the other, both included, as 2026-07."""
    for total in range(_total(first), _total(last) + 1):
        yield f"{total // 12:04}-{total % 12 + 1:02}"


def _total(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _with_versions(modules: Named, versions: Named) -> Named:
    """The modules; behind each that was taught in several versions, these."""
    found: list[tuple[str, LocalText]] = []
    for module, names in modules:
        own = tuple(one for one in versions if module_and_version(one[0])[0] == module)
        found += [(module, names), *(own if len(own) > 1 else ())]
    return tuple(found)


def _is_version(value: str) -> bool:
    return "/" in value


def _place_of(value: str, values: Named) -> int:
    return next((place for place, (each, _) in enumerate(values, 1) if each == value), 0) if value else 0


def _alike(one: Period, other: Period) -> bool:
    """True for the same choice; “the last twelve months” is the same on another day."""
    return one.year == other.year and (one.first is None) == (other.first is None)


def _short(names: LocalText) -> LocalText:
    return LocalText(_cut(names.text_in("bn")), _cut(names.text_in("en")))


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


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
    from bsuh_desktop.services.figures.open_register import counting_desk

    return counting_desk(desk)


def _open(
    collector: Collector, register: Register, desk: CountingDesk, before: OpenedFigures, stop: Stop
) -> OpenedFigures:
    from bsuh_desktop.services.collection.ingest import with_rows
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
