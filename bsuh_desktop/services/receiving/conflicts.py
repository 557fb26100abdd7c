"""When two files cannot both hold, a person must decide: nobody here picks one, and neither is answered."""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.order import Link, rivals
from bsuh_desktop.exchange.read import AttendanceReading
from bsuh_desktop.exchange.sentences import SAME_PLACE as SAME_PLACE
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.grants.continuing import keys_of_one
from bsuh_desktop.services.verifying.proof import Known
from bsuh_desktop.trust.demonstration import ROOT
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id

TWO_LAPTOPS = Message("Two laptops say that they held this class.")
TWO_FORMS = Message("This laptop has sent this class in two forms.")
ASK = Message("Ask the facilitator, and keep both files. None of them was answered.")


class Conflicts:
    """What the files of a pile, and those that were seen before, say against each other."""

    def __init__(self, desk: Desk, known: Known, pile: Iterable[Contents]) -> None:
        self._desk, self._known = desk, known
        self._rows: dict[bytes, list[Link]] = {}
        self._sessions: dict[str, set[bytes]] = {}
        for link in known.links.values():
            self._rows.setdefault(link.key, []).append(link)
            self._sessions.setdefault(link.session, set()).add(link.key)
        self._forms: dict[tuple[bytes, str, int], set[bytes]] = {}
        for one in pile:
            self._forms.setdefault(_form(one), set()).add(one.link.sha256)

    def of(self, contents: Contents, reading: AttendanceReading) -> Message | None:
        """What speaks against taking this file in as it is; None where nothing does."""
        if rivals(contents.link, self._rows.get(contents.link.key, ())) and not reading.against.own:
            # Of a key that was revoked the file that is reached from the last trusted one holds.
            return SAME_PLACE
        if len(self._forms.get(_form(contents), ())) > 1:
            return TWO_FORMS
        return TWO_LAPTOPS if self._from_others(contents, reading) else None

    def _from_others(self, contents: Contents, reading: AttendanceReading) -> bool:
        """True if the class is known from another laptop, and neither goes on with the other's classes."""
        own = contents.link.key
        others = self._sessions.get(contents.manifest.session, set()) - {own} - set(keys_of_one(self._desk, own))
        others = {key for key in others if own not in keys_of_one(self._desk, key)}
        # Everybody can make up practice: it stands in the way of no real class.
        real = reading.programme is None or reading.programme.root_key != ROOT.public
        others = {key for key in others if not (real and _only_practises(self._known, key))}
        if reading.verdict is Verdict.GOOD and reading.programme is not None:
            # Nor does what a key says that nobody has granted: a class's id stands in the name of its file.
            others = {key for key in others if _is_granted(self._known, key, reading.programme)}
        return bool(others)


def _form(contents: Contents) -> tuple[bytes, str, int]:
    return contents.link.key, contents.manifest.session, contents.manifest.revision


def _is_granted(known: Known, key: bytes, programme: Programme) -> bool:
    """True if the programme granted this key, on whatever days."""
    chains = known.chains_of(key_id(key))
    first = ((chain, chain[-1].terms.first_day) for chain in chains if chain[-1].terms.subject == key)
    return any(check_chain(chain, programme.root_key, day).verdict is Verdict.GOOD for chain, day in first)


def _only_practises(known: Known, key: bytes) -> bool:
    """True if every grant that is known of this key is the demonstration's."""
    chains = known.chains_of(key_id(key))
    return bool(chains) and all(chain[0].signed_by(ROOT.public) for chain in chains)
