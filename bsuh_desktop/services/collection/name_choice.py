"""Which classes' names are opened: given sessions, or all counting classes of some days, modules and places."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.queries import Filters
from bsuh_desktop.services.collection.counted_classes import counted_classes
from bsuh_desktop.system.typed_command import typed_command
from bsuh_desktop.trust.programme import Programme

SHORTEST = 8
"""Fewest characters of a session's beginning that may stand for it."""


def files_of_sessions(register: Register, sessions: Sequence[str]) -> tuple[bytes, ...]:
    """The file of each session that counts or, if none does, its newest one; each once. A session is given in full, or
    by a beginning that no other session has. Raises KnownError: unknown_session, ambiguous_session."""
    newest = _newest(register)
    return tuple(dict.fromkeys(newest[_session(newest, word)] for word in sessions))


def files_that_count(
    register: Register, programme: Programme, filters: Filters, places: Sequence[str] = ()
) -> tuple[bytes, ...]:
    """The files of all counting classes that match these filters and places (`eiin:…`, or `local:…` as it was typed);
    without places, of all. Raises KnownError: no_class, register_damaged."""
    mapped = register.status.places
    districts: dict[str, str] = {}

    def district(place: str) -> str:
        if place not in districts:
            known = programme.place(place)
            districts[place] = known.district.code if known is not None else ""
        return districts[place]

    def is_wanted(one: ClassFacts) -> bool:
        place = mapped.get(one.place, one.place)
        return (
            (not places or place in places or one.place in places)
            and (filters.first is None or one.day >= filters.first)
            and (filters.last is None or one.day <= filters.last)
            and (not filters.modules or one.module in filters.modules)
            and (not filters.districts or district(place) in filters.districts)
        )

    found = tuple(one.file for one in counted_classes(register) if is_wanted(one))
    if not found:
        raise KnownError(
            "no_class",
            Message("None of these classes counts."),
            Message("Ask for other days, another place or another module."),
        )
    return found


def _newest(register: Register) -> dict[str, bytes]:
    """For each session the file that counts, else the one with the highest revision."""
    newest: dict[str, tuple[bool, int, bytes]] = {}
    for file, known in register.status.files.items():
        rank = (not known.taken_out, known.revision, file)
        newest[known.session] = max(newest.get(known.session, rank), rank)
    return {session: file for session, (_, _, file) in newest.items()} | register.status.current


def _session(known: dict[str, bytes], word: str) -> str:
    wanted = word.strip().upper()
    if wanted in known:
        return wanted
    found = [session for session in known if session.startswith(wanted)] if len(wanted) >= SHORTEST else []
    if len(found) == 1:
        return found[0]
    if found:
        raise KnownError(
            "ambiguous_session",
            Message("Several classes begin with {word}: {count}", word=shown(word), count=len(found)),
            Message(
                "Write more of the session, as this shows it: {command}", command=typed_command("collect", "--json")
            ),
        )
    raise KnownError(
        "unknown_session",
        Message("The register has no class {word}.", word=shown(word)),
        Message("Write the session, or at least its first {count} characters.", count=SHORTEST),
    )
