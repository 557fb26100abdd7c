"""`bsuh figures`: figures of the collected classes that everybody may see."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from bsuh_desktop import paths
from bsuh_desktop.cli.figures_table import figures_lines
from bsuh_desktop.cli.interrupts import ending_at_once
from bsuh_desktop.cli.open_desk import maybe_open_desk, profile_of
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import Register, register_folder
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import Dimension, Filters
from bsuh_desktop.services.collection.collector import check_own, collector_of
from bsuh_desktop.services.collection.rebuild import rebuild
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.counting_desk import CountingDesk, counting_desk, counting_desk_beside
from bsuh_desktop.services.figures.csv_export import minutes_a_class
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.filters import dimensions_of_words, filters_of_words
from bsuh_desktop.services.figures.open_register import open_counted_classes
from bsuh_desktop.services.figures.values import FigureRow, Figures, Table, Withheld
from bsuh_desktop.system.pace import Pace
from bsuh_desktop.trust.programme import Programme

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
        counting = counting_desk(desk) if desk else counting_desk_beside(profile, vault, paths.resources())
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
    desk: CountingDesk, folder: Path, by: tuple[Dimension, ...], filters: Filters, beside: bool
) -> tuple[Figures, int]:
    """The figures, and how many archived files no decision names: these are not counted until the next collecting.
    `beside`: the desk is open elsewhere, where rows may just be rewritten and files may wait for their decision."""
    turns = _TURNS if beside else 1
    while True:
        turns -= 1
        try:
            with Register.snapshot(folder, desk.keys) as register:
                check_own(desk.own_keys, register)
                with open_counted_classes(register, desk) as picture:
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


def _document(made: Figures, language: Language) -> dict[str, Any]:
    """The JSON of `cli/CONTRACT.md`. `whole` are all classes together, `limit` the smallest number that is shown.
    `rounded`: the table is by attributes, rounded by `method`. `hidden` is "some" if a number is under the limit, else
    "none"."""
    table = made.tables[0] if made.tables else Table((), (), rounded=False)
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


def _names(by: tuple[Dimension, ...], row: FigureRow, language: Language) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for dimension, value, label in zip(by, row.values, row.labels, strict=True):
        named |= {dimension: value, f"{dimension}_name": label.text_in(language)}
    return named


def _numbers(row: FigureRow) -> dict[str, Any]:
    """`minutes` is the average length of a class. A number that is not shown is null; `under` names those under the
    limit."""
    told = {name: getattr(row.counts, name) for name in (*_MEASURES, "entered_later")}
    numbers: dict[str, Any] = {name: None if isinstance(one, Withheld) else one for name, one in told.items()}
    later = numbers.pop("entered_later")
    return numbers | {
        "minutes": minutes_a_class(row),
        "classes_entered_later": later,
        "suppressed": row.suppressed,
        "under": list(row.counts.under()),
        "give_or_take": row.give_or_take,
    }
