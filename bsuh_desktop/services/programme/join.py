"""Joins a desk to the programme in a file, or updates its programme."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits, bangla_digits, clean
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.offers import ProgrammeOffer, join, look_at
from bsuh_desktop.services.programme.programme_view import programme_view
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.system.typed_command import typed_command
from bsuh_desktop.trust.programme import Programme

_ASK = ("grant", "request", "--as", "device", "--partner", "ID", "--out", f"request{file_endings.REQUEST}")


def join_file(desk: Desk, path: Path, partner: int | None) -> ProgrammeView:
    """Joins `desk` to the programme in the file at `path` for the partner with that number, or updates it.

    `partner` may be None if the programme has one partner or the desk is in it already. A desk that waits for its grant
    may change its partner this way; a granted desk only by a new grant.
    Raises KnownError: partner_needed, partner_granted, file_not_opened, unreadable, altered, unknown_partner,
    another_programme, older_programme, same_version.
    """
    offer = look_at(path)
    if partner is not None and desk.grants and desk.programme.root_key == offer.root_key:
        _check_granted(desk, partner)
    join(desk, offer.file, settled_partner(offer, partner, desk))
    return programme_view(desk)


def _check_granted(desk: Desk, partner: int) -> None:
    """Checks that the partner is the one in the grant."""
    own = desk.programme.find_partner(desk.partner)
    if partner != desk.partner and not desk.practising:
        raise KnownError(
            "partner_granted",
            Message("The grant of this desk is for the partner “{own}”.", own=own.id if own else str(desk.partner)),
            Message(
                "Only a grant for the other partner can change it. Ask for one: {command}", command=typed_command(*_ASK)
            ),
        )


def settled_partner(offer: ProgrammeOffer, partner: int | None, desk: Desk | None = None) -> int:
    """The number of the partner to join for: the one that was named, else the desk's own, else the only one. Raises
    KnownError: partner_needed."""
    if partner is not None:
        return partner
    numbers = [one.number for one in offer.partners]
    if desk is not None and desk.programme.root_key == offer.root_key and desk.partner in numbers:
        return desk.partner
    if len(numbers) == 1:
        return numbers[0]
    raise KnownError(
        "partner_needed",
        Message("This programme has several partners."),
        Message("Name the partner that you work for: {partners}.", partners=listed_partners(offer)),
    )


def partner_of_words(offer: ProgrammeOffer | Programme, words: str | None) -> int | None:
    """The number of the partner that a person named by its number, its id or its name. Raises KnownError:
    unknown_partner."""
    if words is None:
        return None
    wanted = ascii_digits(clean(words)).casefold()
    for partner in offer.partners:
        known = (str(partner.number), partner.id, clean(partner.names.bn), clean(partner.names.en))
        if wanted in {word.casefold() for word in known if word}:
            return partner.number
    raise KnownError(
        "unknown_partner",
        Message("This programme has no partner “{name}”.", name=clean(words)),
        Message("Name the partner that you work for: {partners}.", partners=listed_partners(offer)),
    )


def listed_partners(offer: ProgrammeOffer | Programme) -> LocalText:
    """The partners by number and id, for a sentence."""
    bn = ", ".join(f"{bangla_digits(partner.number)} {partner.id}" for partner in offer.partners)
    return LocalText(bn, ", ".join(f"{partner.number} {partner.id}" for partner in offer.partners))
