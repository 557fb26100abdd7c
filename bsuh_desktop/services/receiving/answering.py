"""Who answers: the coordinator of this desk for real files, the demonstration's public one for practice."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.manifest import Manifest
from bsuh_desktop.exchange.receipt import Outcome, Receipt
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.grants.continuing import withdrawn_elsewhere
from bsuh_desktop.services.grants.lists import key_lists
from bsuh_desktop.trust.demonstration import demonstration_office, demonstration_programme
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.grants import Cap, Grant
from bsuh_desktop.trust.revocation import against
from bsuh_desktop.trust.signing import SigningKey


class Answerer:
    """Makes receipts, unsigned. A desk that may not answer says so as soon as a real file asks for it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._demonstration = demonstration_programme(desk.resources)
        self._day = desk.today()

    def answers_for(self, programme: str) -> bool:
        """True if a file of that programme's id can be answered here at all: nobody signs for a foreign one."""
        return programme in (self._demonstration.id, self.desk.programme.id)

    def receipt(self, manifest: Manifest, sha256: bytes, outcome: Outcome) -> Receipt:
        """The receipt of one file. Raises KnownError: new_key_needed, no_office, own_key_revoked, office_ended."""
        practice = manifest.programme == self._demonstration.id
        day, grant = self._practice_day() if practice else (self._day, self.office())
        return Receipt(
            programme=manifest.programme,
            file=sha256,
            session=manifest.session,
            revision=manifest.revision,
            outcome=outcome,
            day=day,
            signer=grant.terms.subject,
            grants=grant.encode(),
            forgotten=withdrawn_elsewhere(self.desk, manifest.signer),
        )

    def _practice_day(self) -> tuple[datetime.date, Grant]:
        """Practice is signed on whatever day: one that its grant covers."""
        _, grant = demonstration_office(self.desk.resources)
        return min(max(self._day, grant.terms.first_day), grant.terms.last_day), grant

    def office(self) -> Grant:
        """This desk's own grant as a coordinator, if it holds today. Raises KnownError as `receipt`."""
        desk, grant = self.desk, self.desk.office
        if grant is None:
            raise KnownError(
                "no_office",
                Message("This desk answers no classes: it has no coordinator's grant."),
                Message("Ask the programme's office for a coordinator's grant first."),
            )
        if not against((grant,), desk.programme.root_key, key_lists(desk)).nothing:
            raise KnownError(
                "own_key_revoked",
                Message("Your own key was revoked, so no receipt of yours counts."),
                Message("Ask the programme's office what to do."),
            )
        judged = check_chain((grant,), desk.programme.root_key, self._day, cap=Cap.RECEIPT)
        if judged.verdict is not Verdict.GOOD or desk.signing_key.public != grant.terms.subject:
            raise KnownError(
                "office_ended",
                Message("Your own grant does not let you sign receipts today."),
                Message("Look at the laptop's date, or ask the programme's office for a new grant."),
            )
        return grant


def signer_of(desk: Desk, receipt: Receipt) -> SigningKey:
    """The key that signs a receipt which this desk made. Raises KnownError `new_key_needed`."""
    public, _ = demonstration_office(desk.resources)
    return public if receipt.signer == public.public else desk.signing_key
