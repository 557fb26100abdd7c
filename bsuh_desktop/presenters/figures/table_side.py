"""The lower half of the page: the table, its dimension, sorting and search."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.districts import find_district
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.figures.figures_job import Answer
from bsuh_desktop.presenters.figures.table_rows import COLUMN_KEYS, NOTHING, ColumnKey, PreparedRows
from bsuh_desktop.presenters.figures.words import column_text
from bsuh_desktop.presenters.parts import Choice, Joined, Part
from bsuh_desktop.register.queries import DIMENSIONS, PERSONAL, Dimension
from bsuh_desktop.services.figures.dimension_names import DIMENSION_NAMES, rounded_text
from bsuh_desktop.services.figures.values import FigureRow


class ShownRows(msgspec.Struct, frozen=True, eq=False):
    """The rows that the table shows, in their order; as long as nothing has changed, they are the same object, so that
    nobody compares twenty thousand rows."""

    prepared: PreparedRows = NOTHING
    order: tuple[int, ...] = ()
    """Indexes into the prepared rows."""
    by: Dimension = "division"
    language: Language = "en"
    sort: ColumnKey = "name"
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
        self._sort: ColumnKey = "name"
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

    def sort_by(self, key: ColumnKey) -> None:
        """Sorts by a column: numbers in descending order, names in theirs."""
        self._sort, self._down = key, key != "name"
        self._arrange()

    def press_heading(self, key: ColumnKey) -> None:
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
        texts = tuple(Message("Sorted by: {column}", column=column_text(key, self.by)) for key in COLUMN_KEYS)
        return Choice(options=texts, chosen=COLUMN_KEYS.index(self._sort))

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
