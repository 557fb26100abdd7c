"""`bsuh names`: names of collected classes as a file, for a role and a purpose that are recorded."""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop.cli.open_desk import profile_of, tell
from bsuh_desktop.cli.opened_register import opened_register
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.name_choice import files_of_sessions, files_that_count
from bsuh_desktop.services.collection.name_list import OpenedNames, open_names
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import module_titles
from bsuh_desktop.services.figures.filters import filters_of_words


def run(options: Namespace) -> int:
    """Writes the names; exit status 1 if there were none. Standard output shows only how many, never a name."""
    areas = (options.place, options.module, options.district)
    by_area = any(areas) or options.first is not None or options.last is not None
    if by_area == bool(options.sessions):
        raise _not_chosen(by_area)
    with opened_register(options) as (desk, collector, register):
        opened = open_names(
            register,
            collector,
            _files(options, desk, register),
            options.role,
            options.purpose,
            module_titles(desk.programme, desk.resources),
            options.out.absolute(),
            profile_of(options),
        )
    if options.json:
        print_json(_document(opened))
    else:
        _tell(opened, options)
    return int(not opened.names)


def _files(options: Namespace, desk: Desk, register: Register) -> tuple[bytes, ...]:
    if options.sessions:
        return files_of_sessions(register, options.sessions)
    days = (options.first, options.last)
    filters = filters_of_words(desk.programme, days, options.module, districts=options.district)
    return files_that_count(register, desk.programme, filters, options.place)


def _document(opened: OpenedNames) -> dict[str, object]:
    return {
        "purpose": opened.purpose,
        "role": opened.role,
        "classes": opened.classes,
        "names": opened.names,
        "missing": opened.missing,
        "files": [str(path) for path in opened.files],
    }


def _tell(opened: OpenedNames, options: Namespace) -> None:
    printed = opened.purpose == "certificates"
    tell(options, Message("It was written down that you opened the names of {count} classes.", count=opened.classes))
    certificates = Message("Certificates printed again: {count}", count=opened.names)
    tell(options, certificates if printed else Message("Names: {count}", count=opened.names))
    if opened.missing:
        lost = Message("Certificates that cannot be printed again: {count}", count=opened.missing)
        tell(options, lost if printed else Message("Learners without a name: {count}", count=opened.missing))
    for path in opened.files:
        tell(options, Message("File: {path}", path=str(path)))


def _not_chosen(both: bool) -> KnownError:
    if both:
        return KnownError(
            "usage",
            Message("You named sessions, and also days or places."),
            Message("Name the sessions, or say which classes, but not both."),
        )
    return KnownError(
        "usage",
        Message("No class is chosen."),
        Message("Name sessions, or choose classes with --place, --from, --to, --module or --district."),
    )
