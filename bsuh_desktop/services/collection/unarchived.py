"""Classes that an earlier version of the app answered without keeping them: seen, but not in the archive."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.values import CollectedFile
from bsuh_desktop.services.verify.evidence import code_of
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.signing import key_id

_NAMED = 5
_AGAIN = Message(
    "Load their sticks again. If a stick is empty, the facilitator writes the class's attendance "
    "file again, under Held classes."
)


class UnarchivedClass(msgspec.Struct, frozen=True, order=True):
    """One class."""

    device: str
    """Number of its device, four characters."""
    signer_code: str
    """Code of the device's key, as its desk shows it."""
    session: str
    """Occurs in the name of its attendance file."""


def unarchived_classes(
    collector: Collector, register: Register, files: Sequence[CollectedFile] = ()
) -> tuple[UnarchivedClass, ...]:
    """Classes of granted devices that this desk has seen, and of which the archive has no file (any more), by device.
    Known practice is left out, also practice found just now among `files`. Raises KnownError `register_damaged`."""
    known = collector.known
    if collector.programme.id == collector.practice_programme:
        return ()
    column = register.rows.class_columns()
    there = register.archive.hashes()
    rows = zip(column("file"), column("key"), column("session"), strict=True)
    archived = dict.fromkeys((key, session) for file, key, session in rows if file in there)
    here = {(one, session) for key, session in archived for one in known.keys_of_one(key)} | known.practised
    practised = {(one.sender, one.session) for one in files if one.practice}
    missing = {(link.key, link.session) for link in known.links.values()} - here
    granted = {key for key in {key for key, _ in missing} if _is_granted(collector, key)}
    found = (
        UnarchivedClass(collector.device_of(key), code_of(key), session)
        for key, session in missing
        if key in granted and (key_id(key).hex(), session) not in practised
    )
    return tuple(sorted(found))


def unarchived_text(classes: Sequence[UnarchivedClass]) -> tuple[Message, Message]:
    """The fact, with a few of the classes by name, and what to do."""
    named = ", ".join(f"{one.session} ({one.device or one.signer_code})" for one in classes[:_NAMED])
    if len(classes) > _NAMED:
        named += " …"
    fact = Message(
        "Classes that this desk saw before but has no file of: {count}. {classes}",
        count=len(classes),
        classes=named,
    )
    return fact, _AGAIN


def _is_granted(collector: Collector, key: bytes) -> bool:
    """True if the programme granted this key, for whatever days."""
    chains = (chain for chain in collector.known.chains_of(key_id(key)) if chain[-1].terms.subject == key)
    root = collector.programme.root_key
    return any(check_chain(chain, root, chain[-1].terms.first_day).verdict is Verdict.GOOD for chain in chains)
