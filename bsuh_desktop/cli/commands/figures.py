"""`bsuh figures`: figures of the collected classes that everybody may see, as a table or as JSON.

The table has aligned columns in both scripts, and remarks on how the figures were made."""

from __future__ import annotations

import sys
import unicodedata
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bsuh_desktop import paths
from bsuh_desktop.cli.interrupts import ending_at_once
from bsuh_desktop.cli.open_desk import maybe_open_desk, profile_of
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.numbers import count_text
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import Register, register_folder
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import Dimension, Filters
from bsuh_desktop.services.collection.collector import check_own, collector_of
from bsuh_desktop.services.collection.ingest import rebuild
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures import open_register, published_figures
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.filters import dimensions_of_words, filters_of_words
from bsuh_desktop.system.clock import Pace
from bsuh_desktop.trust.programme import Programme

_UNDER, _NONE = "*", "–"
_GAP = "  "
_NO_WIDTH = ("Mn", "Me", "Cf")
_COLUMNS = (
    Message("Classes"),
    Message("On the lists"),
    Message("Different learners"),
    Message("Present"),
    Message("Of these, different"),
    Message("Certificates"),
    Message("Minutes a class"),
    Message("Entered later"),
)


def figures_lines(made: published_figures.Figures, language: Language) -> list[str]:
    """The table of `made`, with all classes together below it, and remarks on its date and source."""
    by = made.tables[0].by if made.tables else ()
    rows = made.tables[0].rows if made.tables else ()
    head = [say(word, language) for word in (*(published_figures.DIMENSION_NAMES[name] for name in by), *_COLUMNS)]
    body = [[*_name_cells(row, language), *_cells(row, language)] for row in rows]
    whole = [say(Message("All together"), language), *[""] * (len(by) - 1)] if by else []
    body.append([*whole, *_cells(made.whole, language)])
    return [*_aligned(head, body, len(by)), "", *(say(one, language) for one in _remarks(made))]


def _name_cells(row: published_figures.FigureRow, language: Language) -> list[str]:
    return [shown(label.text_in(language)) for label in row.labels]


def _cells(row: published_figures.FigureRow, language: Language) -> list[str]:
    counts = row.counts
    told = [counts.classes, counts.total, counts.unique, counts.present, counts.reached, counts.certificates]
    return [_cell(number, language) for number in (*told, published_figures.minutes_a_class(row), counts.entered_later)]


def _cell(number: published_figures.Number | None, language: Language) -> str:
    if number is published_figures.Withheld.UNDER:
        return _UNDER
    return count_text(number, language) if isinstance(number, int) else _NONE


def _remarks(made: published_figures.Figures) -> list[Message]:
    found = []
    if made.as_of is not None:
        found.append(Message("Up to the newest class: {day}", day=date_text(made.as_of)))
    if made.whole.suppressed or any(table.under for table in made.tables):
        found.append(Message("* is under {limit}, and not 0.", limit=made.limit))
    found.extend(
        one for table in made.tables if table.rounded for one in published_figures.rounded_text(table, made.limit)
    )
    found.append(Message("Counted from the files: {source}", source=made.source))
    return found


def _aligned(head: Sequence[str], body: Sequence[Sequence[str]], names: int) -> list[str]:
    """Names aligned to the left, numbers to the right, each column as wide as its widest cell."""
    widths = [max(map(_width, column)) for column in zip(head, *body, strict=True)]

    def line(cells: Sequence[str]) -> str:
        parts = []
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            room = " " * (width - _width(cell))
            parts.append(cell + room if place < names else room + cell)
        return _GAP.join(parts).rstrip()

    return [line(head), line(["─" * width for width in widths]), *map(line, body)]


def _width(text: str) -> int:
    """The number of terminal cells that `text` takes; combining signs take none."""
    return sum(unicodedata.category(letter) not in _NO_WIDTH for letter in text)


_TURNS = 3
"""How many times rows are read beside an open desk that may be rewriting them."""

_MEASURES = ("classes", "total", "unique", "present", "reached", "certificates")


def run(options: Namespace) -> int:
    """Counts what is in the register; exit status 0."""
    require_parts()
    by = dimensions_of_words(options.by)
    profile = profile_of(options)
    folder = register_folder(options.register, profile)
    with maybe_open_desk(options, profile) as (desk, vault), ending_at_once():
        counting = (
            open_register.counting_desk(desk)
            if desk
            else open_register.counting_desk_beside(profile, vault, paths.resources())
        )
        filters = _filters(counting.programme, options)
        try:
            made, undecided = _counted(counting, folder, by, filters, beside=desk is None)
        except KnownError as error:
            if error.code != "register_damaged":
                raise
            if desk is None:
                raise _to_be_rebuilt_elsewhere(error) from None
            _rebuild(desk, folder, options)
            made, undecided = _counted(counting, folder, by, filters, beside=False)
    if options.json:
        print_json(_document(made, options.lang) | {"undecided": undecided})
    else:
        print("\n".join(figures_lines(made, options.lang)))
    if undecided:
        left = Message(
            "Files in the archive that are not counted, because nothing was decided about them: "
            "{count}. Collect again.",
            count=undecided,
        )
        print(say(left, options.lang), file=sys.stderr)
    return 0


def _filters(programme: Programme, options: Namespace) -> Filters:
    days = (options.first, options.last)
    areas = (options.division, options.district)
    return filters_of_words(programme, days, options.module, options.partner, *areas, options.module_version)


def _counted(
    desk: open_register.CountingDesk, folder: Path, by: tuple[Dimension, ...], filters: Filters, beside: bool
) -> tuple[published_figures.Figures, int]:
    """The figures, and how many archived files no decision names: these are not counted until the next collecting.
    `beside`: the desk is open elsewhere, where rows may just be rewritten and files may wait for their decision."""
    turns = _TURNS if beside else 1
    while True:
        turns -= 1
        try:
            with Register.snapshot(folder, desk.keys) as register:
                check_own(desk.own_keys, register)
                with open_register.open_counted_classes(register, desk) as picture:
                    return figures(picture, [by] if by else [], filters), 0 if beside else len(register.undecided())
        except KnownError as error:
            if error.code != "register_damaged" or not turns:
                raise


def _to_be_rebuilt_elsewhere(error: KnownError) -> KnownError:
    """The error for damaged rows that cannot be rebuilt here, since the desk is open elsewhere."""
    remedy = Message("Look at Figures in the open window, or close it and ask again: the rows are made again.")
    return KnownError("register_damaged", error.message, remedy)


def _rebuild(desk: Desk, folder: Path, options: Namespace) -> None:
    """Rebuild rows that are damaged, or were written by an earlier version of the app, from the archive."""
    collector = collector_of(desk)
    with Register.open(folder, collector.keys) as register:
        rebuild(collector, register, progress=progress_bar(Message("Files"), options.lang, Pace().remaining))


def _document(made: published_figures.Figures, language: Language) -> dict[str, Any]:
    """The JSON of `cli/CONTRACT.md`. `whole` are all classes together, `limit` the smallest number that is shown.
    `rounded`: the table is by attributes, rounded by `method`. `hidden` is "some" if a number is under the limit, else
    "none"."""
    table = made.tables[0] if made.tables else published_figures.Table((), (), rounded=False)
    return {
        "as_of": made.as_of.isoformat() if made.as_of else None,
        "filters": _asked(made.filters),
        "by": list(table.by),
        "source": made.source,
        "limit": made.limit,
        "method": made.method,
        "rounded": table.rounded,
        "give_or_take": table.give_or_take,
        "whole": _numbers(made.whole),
        "hidden": "some" if table.under else "none",
        "rows": [_names(table.by, row, language) | _numbers(row) for row in table.rows],
    }


def _asked(filters: Filters) -> dict[str, Any]:
    """The given filters, by the names of their options."""
    asked = {
        "first": filters.first and filters.first.isoformat(),
        "last": filters.last and filters.last.isoformat(),
        "module": filters.modules,
        "module_version": filters.module_versions,
        "partner": filters.partners,
        "division": filters.divisions,
        "district": filters.districts,
    }
    return {name: value for name, value in asked.items() if value}


def _names(by: tuple[Dimension, ...], row: published_figures.FigureRow, language: Language) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for dimension, value, label in zip(by, row.values, row.labels, strict=True):
        named |= {dimension: value, f"{dimension}_name": label.text_in(language)}
    return named


def _numbers(row: published_figures.FigureRow) -> dict[str, Any]:
    """`minutes` is the average length of a class. A number that is not shown is null; `under` names those under the
    limit."""
    told = {name: getattr(row.counts, name) for name in (*_MEASURES, "entered_later")}
    numbers: dict[str, Any] = {
        name: None if isinstance(one, published_figures.Withheld) else one for name, one in told.items()
    }
    later = numbers.pop("entered_later")
    return numbers | {
        "minutes": published_figures.minutes_a_class(row),
        "classes_entered_later": later,
        "suppressed": row.suppressed,
        "under": list(row.counts.under()),
        "give_or_take": row.give_or_take,
    }
