"""`bsuh names`, `places` and `purge`: names and typed places of collected classes.

Names are written for a role and a purpose that are recorded; typed places are mapped to schools. `purge` deletes names
after their retention time, and reports how many are kept for a missing receipt; on a coordinator's desk with a register
also from its archive, with all remaining data of withdrawn learners."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from bsuh_desktop.cli.open_desk import existing_desk, profile_of, tell
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import DECISIONS_FILE, TORN, Register, register_folder, require_register
from bsuh_desktop.services.collection.archive_erasure import Forgotten, forget_in_archive
from bsuh_desktop.services.collection.collector import Collector, check_signers, collector_of, forgetter_of
from bsuh_desktop.services.collection.decisions import TypedPlace, map_typed, typed_places
from bsuh_desktop.services.collection.export import OpenedNames, open_names
from bsuh_desktop.services.collection.names import files_of_sessions, files_that_count
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import module_titles
from bsuh_desktop.services.erasure.retention import purge
from bsuh_desktop.services.figures.filters import filters_of_words
from bsuh_desktop.system.disk_errors import raising_known_errors


@contextlib.contextmanager
def opened_register(options: Namespace, reading: bool = False) -> Iterator[tuple[Desk, Collector, Register]]:
    """Desk and register of the options, open as long as the context lasts. `reading`: no decision is written. Raises
    KnownError: no_register, foreign_register, and as opening desk and register."""
    profile = profile_of(options)
    folder = register_folder(options.register or "", profile)
    with existing_desk(options, profile) as desk:
        collector = collector_of(desk)
        if not reading:
            with raising_known_errors():
                require_register(folder)
        opened = Register.open_to_read if reading else Register.open
        with opened(folder, collector.keys) as register:
            check_signers(collector, register)
            if register.decisions.torn:
                print(say(TORN, options.lang), file=sys.stderr)
            yield desk, collector, register


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


def run_places(options: Namespace) -> int:
    """Lists the typed places that are not mapped yet, or maps one; exit status 0."""
    with opened_register(options, reading=options.mapped is None) as (_, collector, register):
        if options.mapped is not None:
            _map(options, collector, register)
            return 0
        found = typed_places(register, collector)
    if options.json:
        print_json({"places": [_place_document(one) for one in found]})
    else:
        _tell_places(found, options)
    return 0


def _map(options: Namespace, collector: Collector, register: Register) -> None:
    local, sign, place = (word.strip() for word in options.mapped.partition("="))
    if not (local and sign and place):
        raise KnownError(
            "usage",
            Message("It is not clear which place this is: {word}", word=shown(options.mapped)),
            Message("Write both ids, such as local:…=eiin:107845."),
        )
    words, known, classes = map_typed(register, collector, local, place)
    if options.json:
        print_json({"local": local, "typed": words, "classes": classes, "place": known.id, **_names(known.names)})
    else:
        mapped = Message(
            "“{words}” is {place} from now on. Classes: {count}", words=shown(words), place=known.names, count=classes
        )
        tell(options, mapped)


def _names(names: LocalText) -> dict[str, str]:
    return {"bn": names.bn, "en": names.en}


def _place_document(one: TypedPlace) -> dict[str, object]:
    near = [{"id": place.id, **_names(place.names)} for place in one.near]
    return {"id": one.id, "typed": one.words, "classes": one.classes, "near": near}


def _tell_places(found: Sequence[TypedPlace], options: Namespace) -> None:
    if not found:
        tell(options, Message("Every typed place has its school."))
    for one in found:
        tell(options, Message("{id}: {words}. Classes: {count}", id=one.id, words=shown(one.words), count=one.classes))
        for place in one.near:
            tell(options, Message("  perhaps {id}: {place}", id=place.id, place=place.names))


def run_purge(options: Namespace) -> int:
    """Purges as of the day of `--date`, else of the laptop's clock."""
    with existing_desk(options, profile_of(options)) as desk:
        purged = purge(desk, options.date)
        archive = _archive(desk, options)
    if options.json:
        told = {"names": purged.names, "held_back": purged.held_back, "groups": purged.groups}
        more = {} if archive is None else {"archive": {"names": archive.names, "withdrawn": archive.files}}
        print_json({**told, **more})
        return 0
    tell(options, Message("Names deleted: {count}", count=purged.names))
    if archive is not None:
        tell(options, Message("Names deleted in the register's archive: {count}", count=archive.names))
    if purged.held_back:
        tell(options, Message("Names kept because a receipt is missing: {count}", count=purged.held_back))
        tell(options, Message("Hand over the classes, and load their receipts."))
    return 0


def _archive(desk: Desk, options: Namespace) -> Forgotten | None:
    """What was deleted in the register; None on a desk without one."""
    folder = register_folder(options.register or "", profile_of(options))
    if desk.coordinator_grant is None or not (folder / DECISIONS_FILE).exists():
        return None
    collector = forgetter_of(desk, desk.coordinator_grant)
    with Register.open(folder, collector.keys) as register:
        return forget_in_archive(collector, register, withdrawn=collector.forgotten, day=options.date)
