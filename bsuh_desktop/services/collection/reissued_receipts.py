"""The receipts of a class after a person has decided about its files: what they said before may hold no more."""

from __future__ import annotations

from bsuh_desktop.exchange.receipt import Receipt
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.receipt_writer import Wanted, receipts_of
from bsuh_desktop.services.collection.report import Telling
from bsuh_desktop.services.collection.stored_files import KeptFiles


def answers_anew(collector: Collector, register: Register, session: str) -> tuple[Receipt, ...]:
    """One for each archived file of `session` that has an answer now, unsigned: the same that collecting it once more
    would bring. Raises KnownError `register_damaged`."""
    kept, telling, wanted = KeptFiles(register), Telling(collector), []
    for one in kept.of_session(session):
        counts = register.standing.current.get(session) == one.file
        row = telling.known("", one, kept.shown(one.file), register.standing.files[one.file], counts)
        if row.outcome is not None:
            programme = collector.programme.id
            wanted.append(Wanted(programme, one.file, session, one.revision, row.outcome, one.key))
    return receipts_of(collector, wanted, {key: set(learners) for key, learners in collector.forgotten.items()})
