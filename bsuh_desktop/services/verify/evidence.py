"""Evidence of a proof: programme, coordinator, device, document; and what is not known here."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from bsuh_desktop import paths
from bsuh_desktop.content.reader import find_pack
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.verify.proof import Evidence, KnownKeys, State
from bsuh_desktop.system.sandbox_errors import SandboxError
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grants import Grant, GrantKind
from bsuh_desktop.trust.key_list import Revocation, SignerRevocations, revocations_of
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id

NOTHING = SignerRevocations()
_MOST_CACHED = 512


def verdict_of(refused: KnownError) -> Verdict:
    """The verdict for a refused file. A file that takes too much, or ends the process that reads it, is unreadable."""
    return Verdict.UNREADABLE if isinstance(refused, SandboxError) else Verdict(refused.code)


def rings(
    programme: Programme | None, grants: Sequence[Grant], revoked: SignerRevocations, verdict: Verdict, last: Evidence
) -> tuple[Evidence, ...]:
    """The chain as the screen shows it, from the programme down to `last`, the document. `programme` is None if the
    grants reach no known one."""
    found = [_programme(programme)]
    for grant in grants:
        if grant.terms.kind is GrantKind.COORDINATOR:
            found.append(_coordinator(grant, programme, revoked))
        else:
            found.append(_device(grant, programme, revoked, verdict))
    return (*found, last)


def document(title: Message, text: Message, verdict: Verdict, in_part: bool = False) -> Evidence:
    """The last ring: what was signed, completely or `in_part`."""
    state: State = "ok" if verdict is Verdict.GOOD and not in_part else "look" if verdict.exit_code == 0 else "stop"
    return Evidence("document", title, text, state)


def _programme(programme: Programme | None) -> Evidence:
    if programme is None:
        title, text = Message("Programme: not known here"), Message("No programme on this laptop gave this grant.")
        return Evidence("programme", title, text, "stop")
    title = Message("Programme: {name}", name=programme.names)
    if is_demonstration(programme):
        return Evidence("programme", title, Message("For practice: everybody has its keys."), "look")
    return Evidence("programme", title, Message("Its root key is on this laptop."))


def _coordinator(grant: Grant, programme: Programme | None, revoked: SignerRevocations) -> Evidence:
    title = Message("Coordinator: {name}", name=partner_of(programme, grant) or code_of(grant.terms.subject))
    if revoked.issuer_revoked is not None:
        return Evidence("coordinator", title, _revoked(revoked.issuer_revoked), "stop")
    text = Message("Granted by the programme until {day}.", day=date_text(grant.terms.last_day))
    return Evidence("coordinator", title, text, _reached(programme))


def _device(grant: Grant, programme: Programme | None, revoked: SignerRevocations, verdict: Verdict) -> Evidence:
    title = Message("Device: {device}", device=encode(grant.terms.serial_low, DEVICE_LENGTH))
    if revoked.own:
        return Evidence("device", title, _revoked(revoked.own[-1]), "stop" if verdict is Verdict.REVOKED else "look")
    first, last = date_text(grant.terms.first_day), date_text(grant.terms.last_day)
    text = Message("Granted by the coordinator, from {first} to {last}.", first=first, last=last)
    return Evidence("device", title, text, "stop" if verdict is Verdict.EXPIRED else _reached(programme))


def _revoked(revocation: Revocation) -> Message:
    return Message("The key was revoked on {day}.", day=date_text(revocation.day))


def _reached(programme: Programme | None) -> State:
    return "look" if programme is None else "ok"


def code_of(key: bytes) -> str:
    """The code of a public key as its desk shows it and people read it out."""
    return printed_code(key_id(key).hex())


def partner_of(programme: Programme | None, grant: Grant) -> LocalText | None:
    """Names of the partner that a grant is for; for a grant for all partners, the programme's."""
    if programme is None:
        return None
    if grant.terms.partner == 0:
        return programme.names
    found = programme.find_partner(grant.terms.partner)
    return found.names if found else None


def against_of(known: KnownKeys, programme: Programme, grants: tuple[Grant, ...]) -> SignerRevocations:
    """What the known key lists say against a chain; cached, since it is the same for a whole class."""
    lists, found = known.judged.against
    if lists is not known.lists or len(found) > _MOST_CACHED:
        # Read and replaced together: two threads may judge by different lists.
        found = {}
        known.judged.against = known.lists, found
    place = (programme.root_key, grants)
    if place not in found:
        found[place] = revocations_of(grants, programme.root_key, known.lists)
    return found[place]


def not_known(known: KnownKeys, programme: Programme | None, grants: Sequence[Grant]) -> tuple[Message, ...]:
    """What a reader should know of the key lists: there is none of this coordinator, or it expired. Nobody revokes the
    demonstration's keys."""
    if programme is None or not grants or is_demonstration(programme):
        return ()
    issuers = (programme.root_key, grants[0].terms.subject)
    lists = [one for one in known.lists if one.issuer in issuers]
    if not any(one.issuer == issuers[1] for one in lists):
        return (Message("There is no key list of this coordinator here: a key may have been revoked."),)
    late = max(((known.today - one.fresh_until).days for one in lists), default=0) if known.today else 0
    return (past_last_day(late),) if late > 0 else ()


def no_root_list(known: KnownKeys, programme: Programme | None) -> tuple[Message, ...]:
    """As `not_known`, for documents that a coordinator signed: only the programme's own list can revoke it."""
    if programme is None or is_demonstration(programme):
        return ()
    own = next((one for one in known.lists if one.issuer == programme.root_key), None)
    if own is None:
        return (Message("There is no key list of this programme here: a key may have been revoked."),)
    late = (known.today - own.fresh_until).days if known.today else 0
    return (past_last_day(late),) if late > 0 else ()


def past_last_day(days: int) -> Message:
    """How long ago a key list expired."""
    if days == 1:
        return Message("The key list expired yesterday. Check again when a newer one comes.")
    return Message("The key list expired {days} days ago. Check again when a newer one comes.", days=days)


def module_title(pack: str) -> LocalText:
    """The title of a module that comes with the app; the id of any other."""
    return _title_of(pack) or LocalText(pack, pack)


def module_words(pack: str) -> Message:
    """The title of a module that comes with the app; for any other its id, marked as an id, because it is no title that
    could be found on a paper."""
    title = _title_of(pack)
    return Message("module with the id {id}", id=pack) if title is None else words(title)


def printed_titles(pack: str | None) -> tuple[LocalText, ...]:
    """The titles by which a certificate may name a module that comes with the app: its own, and its id, which an office
    prints if it has no title. Empty for a module without a title here."""
    title = None if pack is None else _title_of(pack)
    if pack is None or title is None:
        return ()
    return LocalText(title.text_in("bn"), title.text_in("en")), LocalText(pack, pack)


@functools.cache
def _title_of(pack: str) -> LocalText | None:
    try:
        return find_pack(paths.resources(), pack).title
    except KnownError:
        return None


def words(text: LocalText) -> Message:
    """A text in two languages as a Message."""
    return Message("{words}", words=text)
