"""The class continues after a kill: what is open is closed, finished, printed and handed over."""

from __future__ import annotations

from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.class_files import files_of, hand_over_class, save_certificates
from tests.helpers.crash.installation import PRIVATE, Laptop


def go_on(desk: Desk, laptop: Laptop) -> None:
    """Ends every class that was interrupted, says that short ones count for certificates, and writes whatever is still
    to be written of the finished ones."""
    for session in desk.store.journal.sessions():
        conduct = Conduct(desk, session)
        if conduct.state.finished is None:
            _end(conduct)
        conduct.allow_certificates()
        files = files_of(desk, session)
        if files.certificates and not files.saved:
            save_certificates(desk, session, laptop.papers)
        if not files_of(desk, session).handed_over:
            hand_over_class(desk, session, laptop.stick)
        done = files_of(desk, session)
        assert done.handed_over
        assert done.saved or not done.certificates


def _end(conduct: Conduct) -> None:
    """Goes on teaching for a moment, a private question that was open asked again, and finishes. What is stored first
    says since when the class was gone on with and, where the desk had stored it, how long it had run before."""
    before = conduct.state.events
    conduct.show_slide(conduct.state.slide % 12 + 1)
    assert conduct.state.events - before in (2, 3)
    if conduct.state.open_question:
        if conduct.is_private:
            assert conduct.state.open_question.startswith(PRIVATE)
            conduct.answer(1, "A")
        conduct.close_question()
    conduct.call_roll()
    conduct.finish()
