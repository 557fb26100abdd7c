"""Second half of an import: what was understood, row by row, and the decisions of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import plan_rows
from bsuh_desktop.presenters.class_lists.decisions import PlanGroups, answered, reading
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Field, Joined, Part, Text
from bsuh_desktop.rosters.columns.column import Holds
from bsuh_desktop.rosters.read_options import ENCODINGS, NO_HEADING, ReadOptions
from bsuh_desktop.services.class_lists import decide, read_list
from bsuh_desktop.services.class_lists.import_plan import GoneRow, ImportPlan, ImportRow, ListColumn
from bsuh_desktop.services.class_lists.plan_words import choice_words

ReadingBox = Literal["sheet", "together", "part", "code_page"]
"""The boxes that say what is read of the file, and how."""

_MOST_NOTES = 3
"""Number of remarks on rows without a learner, unless the list as a whole has more."""

_AT_ONCE: dict[str, Callable[[ImportPlan, int], ImportPlan]] = {
    plan_rows.LEAVE: decide.leave_as_it_is,
    plan_rows.OFFER: decide.take_offer,
    plan_rows.BACK: decide.undo_decision,
}
_OF_GONE: dict[str, Callable[[ImportPlan, int], ImportPlan]] = {
    plan_rows.STAYS: decide.stays,
    plan_rows.LEAVES: decide.leaves,
    plan_rows.BACK: decide.undo_line_decision,
}
_CODE_PAGES: dict[str, Message] = {
    "utf-8": Message("Unicode"),
    "cp1252": Message("Western"),
    "cp1250": Message("Central European"),
    "cp1251": Message("Cyrillic"),
    "cp1254": Message("Turkish"),
    "cp1256": Message("Arabic"),
    "mac_roman": Message("Apple Mac"),
}
_HOLDS: dict[Holds, Message] = {
    "words": Message("words"),
    "numbers": Message("numbers"),
    "long_numbers": Message("long numbers"),
    "dates": Message("dates"),
    "answers": Message("answers"),
    "mixed": Message("words and numbers"),
    "nothing": Message("nothing"),
}


class ColumnLine(msgspec.Struct, frozen=True):
    """A column of the list: the school's words, what is read from it, and what else it may hold."""

    letter: str
    words: Text
    """The heading; without one, the column's letter and its content."""
    meaning: Text
    taken: bool
    question: Text
    """What a screen reader says."""
    choice: Choice | None
    """None for a column that must never be read."""


class ReviewStep:
    """The plan, and how much of it is shown. `changed` is called after every change."""

    def __init__(self, session: DeskSession, changed: Callable[[], object]) -> None:
        self._session = session
        self._changed = changed
        self.plan: ImportPlan | None = None
        self._made = plan_rows.ShownRows()
        self._groups = PlanGroups()
        self._shown: plan_rows.Shown = "all"
        self._search = ""
        self._wide = True

    def begin(self, plan: ImportPlan) -> None:
        """Shows another list, or the same one after the sitting."""
        self._shown, self._search = "changes" if plan.base else "all", ""
        self.show(plan)

    def show(self, plan: ImportPlan) -> None:
        """Shows the same list, read with other options; filter and search stay."""
        self.plan = plan
        self._made.forget()
        self._groups.begin(plan)
        self._changed()

    def clear(self) -> None:
        """Removes the list, and every name."""
        self.plan, self._search = None, ""
        self._made.forget()
        self._changed()

    def take(self, plan: ImportPlan) -> bool:
        """Takes a decision; False if it changes nothing."""
        if plan is self.plan:
            return False
        self.plan = plan
        self._changed()
        return True

    def set_wide(self, wide: bool) -> None:
        """Whether the table has space for a column for each fact."""
        self._wide = wide
        self._changed()

    def filter(self, shown: plan_rows.Shown) -> None:
        """Shows all rows, only problems, or only changes."""
        self._shown = shown
        self._changed()

    def search(self, text: str) -> None:
        """Shows the rows with that roll or name."""
        self._search = text
        self._changed()

    def answered(self, code: str, key: str) -> tuple[ImportPlan, ReadOptions] | None:
        """The plan after a button of a line above the table, and how it is to be read then."""
        return None if self.plan is None else (answered(self.plan, code, key), reading(self.plan, code, key))

    def decided_at_once(self, key: str, verb: str) -> ImportPlan | None:
        """The plan after a button of a row; None if that needs more than one button."""
        of_gone = key.startswith(plan_rows.GONE)
        decision = (_OF_GONE if of_gone else _AT_ONCE).get(verb)
        if decision is None or self.plan is None:
            return None
        return decision(self.plan, int(key.removeprefix(plan_rows.GONE)))

    def row(self, key: str) -> ImportRow | GoneRow | None:
        """What stands in that row: a row of the list, or a learner who is not on it."""
        if self.plan is None or not key:
            return None
        if key.startswith(plan_rows.GONE):
            return self.plan.gone_row(int(key.removeprefix(plan_rows.GONE)))
        return self.plan.row(int(key))

    def picked(self, box: ReadingBox, place: int) -> ReadOptions | None:
        """How to read the file after another sheet, class or code page was picked, or sheets to read together; None if
        it is the same."""
        plan = self.plan
        if plan is None:
            return None
        if box == "sheet":
            return read_list.with_sheet(plan, plan.sheets[place]) if plan.sheets[place] != plan.sheet else None
        if box == "together":
            chosen = _sheet_choices(plan)[place][1]
            return read_list.with_together(plan, chosen) if chosen != set(plan.together) else None
        if box == "part":
            part = plan.parts[place].part
            return read_list.with_part(plan, part) if plan.asks_part or part != plan.part else None
        return read_list.with_encoding(plan, ENCODINGS[place]) if ENCODINGS[place] != plan.encoding else None

    def headed(self, row: int) -> ReadOptions | None:
        """How to read the file after a row was said to hold the headings."""
        return None if self.plan is None else read_list.with_heading_row(self.plan, row)

    def mapped(self, letter: str, place: int) -> ReadOptions | None:
        """How to read the file after a column was given another meaning; None if it is the same."""
        if self.plan is None:
            return None
        column = next(one for one in self.plan.columns if one.letter == letter)
        choice = column.choices[place]
        return read_list.with_column(self.plan, letter, choice) if choice != column.choice else None

    def parts(self) -> dict[str, Any]:
        """The parts of the page that show it; without a list they are empty."""
        plan, public, merges = self.plan, self._session.public, self.plan is not None and self.plan.base is not None
        return {
            "rows_part": Part(shown=True if plan else None),
            "about_list": Part(shown=True if plan else None),
            "merges": merges,
            "all_rows": Part(checked=self._shown == "all"),
            "only_problems": Part(checked=self._shown == "problems"),
            "only_changes": Part(checked=self._shown == "changes"),
            "search": Field(value=self._search),
            "columns": plan_rows.columns(self._wide, plan),
            "rows": self._made.rows(plan, self._wide, public, self._shown, self._search) if plan else (),
            "groups": tuple(self._groups.lines(plan, public)) if plan else (),
            "columns_list": tuple(map(_column_line, plan.columns)) if plan else (),
            **(self._counts(plan) if plan else _NO_COUNTS),
            **(_file(plan) if plan else _NO_FILE),
        }

    def _counts(self, plan: ImportPlan) -> dict[str, Part]:
        counts, merges, shown = plan.counts, plan.base is not None, self._shown
        changes = sum(map(plan_rows.is_news, plan.rows)) + len(plan.gone)
        everybody = len(plan.rows) + len(plan.gone)
        problems = counts.look + counts.stop
        return {
            "all_rows": Part(text=Message("All rows {count}", count=everybody), checked=shown == "all"),
            "only_problems": Part(text=Message("Only problems {count}", count=problems), checked=shown == "problems"),
            "only_changes": Part(
                text=Message("Only changes {count}", count=changes), checked=shown == "changes", shown=merges
            ),
            "changes_card": Part(shown=merges),
            "ok_count": Part(text=counts.ok),
            "look_count": Part(text=counts.look),
            "stop_count": Part(text=counts.stop),
            "new_count": Part(text=counts.new),
            "moved_count": Part(text=counts.moved),
            "renamed_count": Part(text=counts.renamed),
            "gone_count": Part(text=counts.gone),
        }


_NO_COUNTS: dict[str, Part] = dict.fromkeys(
    (
        "changes_card",
        "ok_count",
        "look_count",
        "stop_count",
        "new_count",
        "moved_count",
        "renamed_count",
        "gone_count",
    ),
    Part(),
)
_NO_FILE: dict[str, Part | Choice] = {
    **dict.fromkeys(("file_name", "file_rows", "file_notes"), Part(text=NO_TEXT)),
    **dict.fromkeys(
        ("choose_headings", "read_as_last", "sheet_field", "together_field", "part_field", "code_page_field"), Part()
    ),
    **dict.fromkeys(("sheet", "together", "part", "code_page"), Choice((), -1)),
}


def _file(plan: ImportPlan) -> dict[str, Part | Choice]:
    """The file: its rows, and choices of what is read and how."""
    known = plan.encoding in ENCODINGS
    parts = [one.part for one in plan.parts]
    return {
        "file_name": Part(text=plan.file_name),
        "file_rows": Part(text=_file_rows(plan)),
        "choose_headings": Part(shown=bool(plan.top)),
        "read_as_last": Part(shown=plan.as_last_time),
        "sheet_field": Part(shown=len(plan.sheets) > 1),
        "sheet": Choice(plan.sheets, plan.sheets.index(plan.sheet) if plan.sheet in plan.sheets else -1),
        "together_field": Part(shown=len(plan.sheets) > 1),
        "together": Choice(tuple(words for words, _ in _sheet_choices(plan)), 0),
        "part_field": Part(shown=len(parts) > 1),
        "part": Choice(
            tuple(class_words(part.grade, part.section) for part in parts),
            -1 if plan.part is None or plan.asks_part else parts.index(plan.part),
        ),
        # Only asked if the code page cannot be detected from the bytes.
        "code_page_field": Part(shown=known and (plan.encoding != "utf-8" or plan.options.encoding is not None)),
        "code_page": Choice(
            tuple(_CODE_PAGES[name] for name in ENCODINGS), ENCODINGS.index(plan.encoding) if known else -1
        ),
        "file_notes": Part(text=Joined(_notes(plan), "\n"), shown=bool(_notes(plan))),
    }


def _sheet_choices(plan: ImportPlan) -> list[tuple[Text, set[str]]]:
    """What is read below the sheet now, and what else can be, each with the sheets that it comes to."""
    now, others = set(plan.together), {one for one in plan.sheets if one != plan.sheet}
    choices: list[tuple[Text, set[str]]] = [(Joined(plan.together, ", ") if now else Message("none"), now)]
    if len(others - now) > 1:
        choices.append((Message("All sheets together"), others))
    for sheet in (one for one in plan.sheets if one in others):
        words = Message("without “{sheet}”", sheet=sheet) if sheet in now else Message("“{sheet}” too", sheet=sheet)
        choices.append((words, now ^ {sheet}))
    return choices


def _notes(plan: ImportPlan) -> tuple[Message, ...]:
    """All that is said of the whole list, and some of what is said of single rows."""
    return plan.list_notes + plan.notes[: max(0, _MOST_NOTES - len(plan.list_notes))]


def _file_rows(plan: ImportPlan) -> Message:
    count = len(plan.read)
    if plan.heading_row == NO_HEADING:
        return Message("Rows: {count}. No headings found", count=count)
    return Message("Rows: {count}. Headings in row {row}", count=count, row=digits_text(plan.heading_row))


def _column_line(column: ListColumn) -> ColumnLine:
    words: Text = column.words
    if not words or words == column.letter:
        words = Message("Column {place}: {holds}", place=column.letter, holds=_HOLDS[column.holds])
    if column.hidden:
        words = Message("{words} (hidden)", words=words)
    meaning: Text = Message("skipped: {meaning}", meaning=column.why or column.meaning)
    if column.taken:
        meaning = Joined(("→", column.meaning), " ")
    choice = None
    if column.changeable:
        choice = Choice(tuple(map(choice_words, column.choices)), column.choices.index(column.choice))
    question = Message("What is this column: {words}", words=words)
    return ColumnLine(column.letter, words, meaning, column.taken, question, choice)
