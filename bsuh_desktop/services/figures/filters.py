"""Parses which classes a person asks for: days, modules, partners and areas by code or by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.register.queries import DIMENSIONS, Dimension, Filters, module_and_version, module_version_of
from bsuh_desktop.services.programme.join import partner_of_words
from bsuh_desktop.trust.programme import Area, Programme

MOST = 4
"""Most dimensions of one table: nobody reads one with more."""


def dimensions_of_words(words: str) -> tuple[Dimension, ...]:
    """Parses dimensions separated by commas; each counts once. A hyphen is read as an underscore, and `version` as that
    of the module. Raises KnownError: unknown_dimension,
    too_many_dimensions."""
    named = [word for word in words.replace(" ", "").replace("-", "_").casefold().split(",") if word]
    known: dict[str, Dimension] = {"version": "module_version", **{name: name for name in DIMENSIONS}}
    for word in named:
        if word not in known:
            raise KnownError(
                "unknown_dimension",
                Message("Figures cannot be split by {word}.", word=word),
                Message("Choose from: {words}.", words=", ".join(DIMENSIONS)),
            )
    found = tuple(dict.fromkeys(known[word] for word in named))
    if len(found) > MOST:
        raise KnownError(
            "too_many_dimensions",
            Message("Split figures by {most} things at most.", most=MOST),
            Message("Ask for fewer at a time."),
        )
    return found


def filters_of_words(
    programme: Programme,
    days: tuple[datetime.date | None, datetime.date | None] = (None, None),
    modules: Sequence[str] = (),
    partners: Sequence[str] = (),
    divisions: Sequence[str] = (),
    districts: Sequence[str] = (),
    module_versions: Sequence[str] = (),
) -> Filters:
    """The filters for classes from the first to the last of `days`, of these modules, versions (as `taps/2`), partners
    and areas. Raises KnownError: days_turned, unknown_module, bad_module_version, unknown_partner, unknown_area."""
    first, last = days
    if first is not None and last is not None and first > last:
        raise KnownError(
            "days_turned",
            Message("The first day is after the last day."),
            Message("Swap the two days."),
        )
    for module in modules:
        if module not in programme.modules:
            raise _unknown_module(programme, module)
    versions = [_module_version(programme, words) for words in module_versions]
    numbers = [partner_of_words(programme, words) for words in partners]
    return Filters(
        first=first,
        last=last,
        modules=_once(modules),
        partners=tuple(dict.fromkeys(number for number in numbers if number is not None)),
        divisions=_codes(programme, "division", divisions),
        districts=_codes(programme, "district", districts),
        module_versions=_once(versions),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _module_version(programme: Programme, words: str) -> str:
    try:
        module, version = module_and_version(ascii_digits(words.strip()))
    except ValueError:
        raise KnownError(
            "bad_module_version",
            Message("This is no version of a module: {words}", words=clean(words)),
            Message("Write the module and the number, such as taps-traps-taka/2."),
        ) from None
    if module not in programme.modules:
        raise _unknown_module(programme, module)
    return module_version_of(module, version)


def _unknown_module(programme: Programme, module: str) -> KnownError:
    return KnownError(
        "unknown_module",
        Message("This programme has no module “{module}”.", module=clean(module)),
        Message("Choose from: {words}.", words=", ".join(programme.modules)),
    )


def _codes(programme: Programme, level: Literal["division", "district"], words: Sequence[str]) -> tuple[str, ...]:
    """The codes of areas, which were given by code or by name in either language."""
    if not words:
        return ()
    known: dict[str, str] = {}
    for place in programme.places:
        area: Area = getattr(place, level)
        for word in (area.names.bn, area.names.en, area.code):
            known[clean(word).casefold()] = area.code
    known.pop("", None)
    return _once(_code(known, word) for word in words)


def _code(known: dict[str, str], word: str) -> str:
    wanted = clean(word).casefold()
    found = known.get(ascii_digits(wanted)) or known.get(wanted)
    if found is None:
        raise KnownError(
            "unknown_area",
            Message("The programme's list has no place in “{word}”.", word=clean(word)),
            Message("Name a division or a district by its name or its official code."),
        )
    return found
