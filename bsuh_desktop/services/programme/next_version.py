"""What the next version of a programme keeps of the one before: partners, numbers, and coordinators added since."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.trust.programme import Partner, Programme


def next_version(wanted: Programme, known: Programme, removed: Collection[str]) -> Programme:
    """`wanted` as the version after `known`. Recipients that grants have added since stay, but for those in `removed`;
    so do the numbers of modules that the settings do not name any more.

    Raises KnownError: another_programme, older_programme, partner_missing, number_taken.
    """
    if wanted.id != known.id:
        raise KnownError(
            "another_programme",
            Message("The root key here is for the programme “{name}”.", name=known.id),
            Message("Make the other programme in a data folder of its own, or fix “id” in the settings."),
        )
    if wanted.version and wanted.version <= known.version:
        raise KnownError(
            "older_programme",
            Message("Version {version} of this programme already exists.", version=digits_text(known.version)),
            Message("Remove the line “version” from the settings; the app counts the versions."),
        )
    return replace(
        wanted,
        version=wanted.version or known.version + 1,
        partners=tuple(_with_recipients(partner, known, removed) for partner in _all_there(wanted, known)),
        modules=_with_modules(wanted.modules, known.modules),
    )


def _all_there(wanted: Programme, known: Programme) -> tuple[Partner, ...]:
    """The wanted partners, after checking that they include each one of `known` with its number, by which grants refer
    to it."""
    ids = {partner.number: partner.id for partner in wanted.partners}
    for partner in known.partners:
        if partner.number not in ids:
            raise KnownError(
                "partner_missing",
                Message("The partner “{name}” is missing in the settings.", name=partner.id),
                Message("A partner stays in the programme, because grants name it. Put its table back."),
            )
        if ids[partner.number] != partner.id:
            _number_taken(str(partner.number), partner.id)
    return wanted.partners


def _with_recipients(partner: Partner, known: Programme, removed: Collection[str]) -> Partner:
    found = known.find_partner(partner.number)
    before = found.recipients if found else ()
    now = dict.fromkeys(one for one in (*before, *partner.recipients) if one not in removed)
    return replace(partner, recipients=tuple(now))


def _with_modules(wanted: dict[str, int], known: dict[str, int]) -> dict[str, int]:
    owners = {number: module for module, number in known.items()}
    for module, number in wanted.items():
        if owners.get(number, module) != module or known.get(module, number) != number:
            _number_taken(str(number), owners.get(number, module))
    return {**known, **wanted}


def _number_taken(number: str, name: str) -> None:
    raise KnownError(
        "number_taken",
        Message("The number {number} belongs to “{name}”, and is on certificates.", number=number, name=name),
        Message("Give new partners and new modules numbers that were never used."),
    )
