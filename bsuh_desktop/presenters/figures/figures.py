"""Figures: all collected classes in numbers, on the map of districts, by month, and in one table.

Numbers too small to be shown are withheld everywhere. The lower half of the page has the table, its dimension, sorting
and search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.districts import find_district
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.presenters.figures import table_rows
from bsuh_desktop.presenters.figures.figures_job import Answer, FigureFilters, FiguresJob, FilterBox, FilterChoices
from bsuh_desktop.presenters.figures.upper_half import DistrictTiles, Headline, TrendMonths, UpperHalf, upper_half
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Empty, Field, Joined, News, Part, PlaceQuestion
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.register.queries import DIMENSIONS, PERSONAL, Dimension
from bsuh_desktop.services.figures.published_figures import DIMENSION_NAMES, FigureRow, rounded_text
from bsuh_desktop.system.folders import place_error, require_folder


class ShownRows(msgspec.Struct, frozen=True, eq=False):
    """The rows that the table shows, in their order; as long as nothing has changed, they are the same object, so that
    nobody compares twenty thousand rows."""

    prepared: table_rows.PreparedRows = table_rows.NOTHING
    order: tuple[int, ...] = ()
    """Indexes into the prepared rows."""
    by: Dimension = "division"
    language: Language = "en"
    sort: table_rows.ColumnKey = "name"
    down: bool = False

    @property
    def shown(self) -> bool:
        """Whether there are rows at all, found by the search or not."""
        return bool(self.prepared.rows)

    def in_order(self) -> tuple[FigureRow, ...]:
        """The rows as they are shown."""
        return tuple(self.prepared.rows[place] for place in self.order)


class TableSide:
    """Which table is shown, and how."""

    def __init__(self) -> None:
        self._answer: Answer | None = None
        self._district = ""
        self._down = False
        self._sort: table_rows.ColumnKey = "name"
        self._attributes = True
        self.by: Dimension = "division"
        self.search = ""
        self.rows = ShownRows()

    @property
    def offered(self) -> tuple[Dimension, ...]:
        """What the table can be by, in the order of its box."""
        return DIMENSIONS if self._attributes else tuple(one for one in DIMENSIONS if one not in PERSONAL)

    def offer_attributes(self, offered: bool) -> None:
        """Whether attributes of children can be asked for; beside one version of a module they are not told. A table by
        one of them becomes that of the versions."""
        self._attributes = offered
        if self.by not in self.offered:
            self.by, self.search = "module_version", ""

    def turn_to(self, by: Dimension, district: str = "") -> bool:
        """Turns to the table `by`, with the cursor on the row of a district. True if it must be queried."""
        self._district, self.search = district, ""
        if by != self.by or self._answer is None:
            self.by = by
            return True
        self._arrange()
        return False

    def choose(self, place: int) -> None:
        """Somebody has picked another dimension; its table must be queried."""
        self.by, self.search = self.offered[place], ""

    def show(self, answer: Answer) -> None:
        """Shows the rows of an answer."""
        self._answer = answer
        self.by = answer.by
        self._arrange()

    def clear(self) -> None:
        """Removes all rows."""
        self._answer, self.search, self.rows = None, "", ShownRows(by=self.by)

    def write_search(self, text: str) -> None:
        """Somebody typed into the search."""
        self.search = text
        self._arrange()

    def sort_by(self, key: table_rows.ColumnKey) -> None:
        """Sorts by a column: numbers in descending order, names in theirs."""
        self._sort, self._down = key, key != "name"
        self._arrange()

    def press_heading(self, key: table_rows.ColumnKey) -> None:
        """Sorts by a column, or turns the order if it is sorted by it."""
        if key == self._sort:
            self.turn_order()
        else:
            self.sort_by(key)

    def turn_order(self) -> None:
        """Turns the order around."""
        self._down = not self._down
        self._arrange()

    def _arrange(self) -> None:
        if self._answer is not None:
            prepared = self._answer.prepared
            order = tuple(prepared.arranged(self._sort, self._down, self.search))
            self.rows = ShownRows(prepared, order, self._answer.by, self._answer.language, self._sort, self._down)

    def take_row(self) -> int | None:
        """The row of the district that was asked for, once it is shown; then it is not asked for any more."""
        if not self._district or self.by != "district" or self._answer is None or self._answer.by != "district":
            return None
        district, self._district = self._district, ""
        rows = enumerate(self.rows.in_order())
        return next((place for place, row in rows if _same_district(row.values[0], district)), None)

    # What it says

    def dimensions(self) -> Choice:
        """The box of dimensions."""
        texts = tuple(Message("By: {dimension}", dimension=DIMENSION_NAMES[by]) for by in self.offered)
        return Choice(options=texts, chosen=self.offered.index(self.by))

    def sortings(self) -> Choice:
        """The box of columns to sort by."""
        texts = tuple(
            Message("Sorted by: {column}", column=table_rows.column_text(key, self.by))
            for key in table_rows.COLUMN_KEYS
        )
        return Choice(options=texts, chosen=table_rows.COLUMN_KEYS.index(self._sort))

    def rows_text(self) -> Part:
        """How many rows there are, or that nothing was found."""
        count = len(self.rows.order)
        texts = [Message("Rows: {count}", count=count) if count else Message("Nothing here has this name.")]
        if self.rows.by == "grade":
            texts.append(Message("Classes with such a learner: one class is in several rows."))
        return Part(shown=self.rows.shown, text=Joined(tuple(texts)))

    def how_made(self) -> tuple[Message, ...]:
        """How the numbers of the table were made, or why there are none. Empty if all are exact."""
        answer = self._answer
        if answer is None:
            return ()
        if not answer.prepared.rows:
            return (Message("No classes match this choice."),)
        table, limit = answer.table(answer.by), answer.figures.limit
        if table.rounded:
            return rounded_text(table, limit)
        told = []
        if table.under:
            told.append(
                Message("Numbers of people under {limit} are not shown, so that nobody can be recognised.", limit=limit)
            )
        if answer.figures.filters.module_versions:
            told.append(Message("Of one version of a module girls and boys, ages and disability are not shown."))
        return tuple(told)


def _same_district(value: str, code: str) -> bool:
    district = find_district(value)
    return district is not None and district.code == code


class FiguresModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: numbers, map, trend and table, or why there are none."""

    news: News
    nothing: Empty
    period: Choice
    module: Choice
    partner: Choice
    busy_text: Part
    filters: Part
    classes_number: Headline
    attendances_number: Headline
    learners_number: Headline
    classes_text: Part
    attendances_text: Part
    learners_text: Part
    method: Part
    map: DistrictTiles
    elsewhere: Part
    trend: TrendMonths
    by: Choice
    sort_by: Choice
    search: Field
    rows: ShownRows
    rows_text: Part
    told_how: Part
    told_how_part: Part
    top: Part
    table_card: Part
    bar: Part


class FiguresView(PageView[FiguresModel], Protocol):
    """The screen."""

    def show_row(self, row: int) -> None:
        """Moves the table's cursor to that row."""


class FiguresPresenter(PagePresenter[FiguresModel]):
    """Reloads from the register each time the screen is entered."""

    heading = Message("Figures")
    view: FiguresView

    def __init__(self, session: DeskSession, view: FiguresView) -> None:
        super().__init__(session, view)
        self._trouble: KnownError | None = None
        self._nothing = False
        """Nothing was collected yet."""
        self._choices: FilterChoices | None = None
        self._answer: Answer | None = None
        self._first = False
        """The first answer of this visit is still to come."""
        self._upper = UpperHalf()
        self._filters = FigureFilters()
        self._table = TableSide()
        self.job = FiguresJob(session)
        self.job.opened.connect(self._on_opened)
        self.job.answered.connect(self._on_answered)
        self.job.failed.connect(self._on_failed)
        self.job.moved.connect(self.refresh)
        session.locked.connect(self._forget)

    def breadcrumb(self) -> Message:
        """Navigation path, with the day of the newest class."""
        if self._choices is None or self._choices.as_of is None:
            return Message("Coordinator")
        return Message("Coordinator · all received classes up to {day}", day=date_text(self._choices.as_of))

    def enter(self) -> None:
        """Reads the present register."""
        super().enter()
        self._first = True
        self._look()

    def leave(self) -> None:
        """Drops pending answers."""
        super().leave()
        self.job.give_up()

    def clear(self) -> None:
        """Removes all figures: the page is hidden, or the desk locked."""
        self.job.give_up()
        self._choices = self._answer = None
        self._nothing = False
        self._table.clear()
        self.refresh()

    def _forget(self) -> None:
        self.clear()
        self.job.forget()

    def words_changed(self) -> None:
        """The table's names are said on a worker."""
        answer, language = self._answer, self.session.language
        if answer is not None and self.job.busy:
            self._ask()
        elif answer is not None and answer.language != language:
            self.job.say(answer, language)

    # Questions and answers

    def _look(self) -> None:
        self._trouble, self._nothing = None, False
        self.job.open()
        self.refresh()

    def _on_opened(self, choices: FilterChoices | None) -> None:
        self._choices = choices
        self._answer = None
        self._nothing = choices is None
        if choices is not None:
            self._filters.set_choices(choices)
            self._ask()
        self.refresh()
        if choices is None:
            self.view.focus("nothing")

    def _ask(self) -> None:
        filters = self._filters.filters()
        self._table.offer_attributes(not filters.module_versions)
        self.job.ask(self._table.by, filters, self.session.language)

    def _on_answered(self, answer: Answer) -> None:
        self._answer = answer
        self._upper = upper_half(answer, self._filters.period())
        self._table.show(answer)
        self._refresh_rows()
        if self._first:
            self._first = False
            self.view.focus("period")

    def _on_failed(self, error: KnownError) -> None:
        self._trouble = error
        self.refresh()
        self.view.focus("nothing")

    def press_nothing(self) -> None:
        """The button where there are no figures: tries again, or opens the Inbox."""
        if self._trouble is not None:
            self._look()
        else:
            self.view.open("inbox")

    def choose(self, box: FilterBox, place: int) -> None:
        """Somebody has picked a period, a module or a partner."""
        self._filters.choose(box, place)
        self._ask()
        self.refresh()

    # The table

    def choose_table(self, place: int) -> None:
        """Somebody has picked what the table is by."""
        self._table.choose(place)
        self._ask()
        self.refresh()

    def show_table(self, by: Dimension, district: str = "") -> None:
        """Shows that table and focuses it, with the cursor on the row of a district."""
        if self._table.turn_to(by, district):
            self._ask()
        self._refresh_rows()
        self.view.focus("rows" if self._table.rows.shown else "by")

    def choose_sorting(self, place: int) -> None:
        """Somebody has picked the column to sort by."""
        self._table.sort_by(table_rows.COLUMN_KEYS[place])
        self.refresh()

    def press_heading(self, key: table_rows.ColumnKey) -> None:
        """Sorts by a column, or turns the order if it is sorted by it."""
        self._table.press_heading(key)
        self.refresh()

    def turn_order(self) -> None:
        """Turns the order around."""
        self._table.turn_order()
        self.refresh()

    def search(self, text: str) -> None:
        """Somebody typed into the search."""
        self._table.write_search(text)
        self.refresh()

    def _refresh_rows(self) -> None:
        self.refresh()
        row = self._table.take_row()
        if row is not None:
            self.view.show_row(row)

    # Saving

    def ask_where(self) -> None:
        """Asks where the figures should be saved."""
        question = PlaceQuestion(
            Message("Where should the figures be saved?"),
            Message("The figures on the screen, as a table for a spreadsheet. Small numbers are hidden in it too."),
        )
        self.view.ask_place(question, self.save)

    def save(self, folder: Path, label: str) -> None:
        """Saves the figures on the screen into a folder, on the stick `label` if that is not ""."""
        answer, rows = self._answer, self._table.rows.in_order()
        if answer is None:
            return

        def saved(path: Path) -> None:
            fact = Message("The figures are saved: {file}, on {place}.", file=path.name, place=label or folder.name)
            self._report("ok", fact)

        self.session.ask(
            lambda: _save(answer, rows, folder),
            self.in_visit(saved),
            self.in_visit(lambda error: self._fail(place_error(error, label))),
        )

    # The view model

    def model(self) -> FiguresModel:
        """The figures, or why there are none."""
        shown, slow, upper, table = (
            self._answer is not None and self._trouble is None,
            self.job.slow,
            self._upper,
            self._table,
        )
        how = table.how_made()
        return FiguresModel(
            news=self._news,
            nothing=self._empty(),
            period=self._filters.periods(shown),
            module=self._filters.modules(shown),
            partner=self._filters.partners(shown),
            busy_text=Part(text=Message("Counting …") if slow else NO_TEXT, shown=slow),
            filters=Part(shown=shown or slow),
            classes_number=upper.classes_number,
            attendances_number=upper.attendances_number,
            learners_number=upper.learners_number,
            classes_text=upper.classes_text,
            attendances_text=upper.attendances_text,
            learners_text=upper.learners_text,
            method=Part(text=table_rows.METHOD),
            map=upper.map,
            elsewhere=upper.elsewhere,
            trend=upper.trend,
            by=table.dimensions(),
            sort_by=table.sortings(),
            search=Field(value=table.search),
            rows=table.rows,
            rows_text=table.rows_text(),
            told_how=Part(text=Joined(how, " ")),
            told_how_part=Part(shown=bool(how)),
            top=Part(shown=shown),
            table_card=Part(shown=shown),
            bar=Part(shown=shown),
        )

    def _empty(self) -> Empty:
        if self._trouble is not None:
            error = self._trouble
            return Empty(shown=True, title=error.message, sentence=error.remedy, verb=Message("Try again"))
        return Empty(
            shown=self._nothing,
            title=Message("Nothing has been collected yet"),
            sentence=Message("Figures appear here when attendance files are loaded."),
            verb=Message("Open the Inbox"),
        )


def _save(answer: Answer, rows: Sequence[FigureRow], folder: Path) -> Path:
    """Saves `rows` in the table's order. Raises KnownError: folder_gone, disk_full, read_only, stick_removed."""
    from bsuh_desktop.services.figures.published_figures import save_figures

    require_folder(folder)
    beside: tuple[Dimension, ...] = ("district", "month")
    shown = [((by,), answer.table(by).rows) for by in beside if by != answer.by]
    return save_figures(answer.figures, [*shown, ((answer.by,), rows)], folder)
