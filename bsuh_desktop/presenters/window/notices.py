"""What the desk says by itself, once each: a low battery, a clock that jumped, names whose time was over.

It is said on the desk, never over what the class sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.clock_watch import ClockNews, ClockWatch
    from bsuh_desktop.services.erasure.values import Purged
    from bsuh_desktop.system.power import Battery


class Notices:
    """One for the desk's window, which keeps it and lets it look from time to time."""

    def __init__(self, session: DeskSession) -> None:
        self._session = session
        self._watch: ClockWatch | None = None
        self._warned = False
        session.opened.connect(self.look_at_clock)
        session.class_changed.connect(self.look_at_clock)
        session.names_gone.connect(self._on_names_gone)

    def look_at_clock(self) -> None:
        """Compares the clocks, from the first unlocking on; also called after each event of the class."""
        if self._session.facts is None:
            return
        from bsuh_desktop.services.desk.clock_watch import ClockWatch, news_of

        if self._watch is None:
            self._watch = ClockWatch(self._session.clock)
        jump = self._watch.look()
        if jump is not None:
            self._session.query(lambda desk: news_of(desk, jump), self._on_jump, lambda _: None)

    def _on_jump(self, news: ClockNews) -> None:
        self._session.inform(news.state, news.fact, news.remedy)

    def look_at_battery(self, battery: Battery | None) -> None:
        """Reports a low battery, unless that was done already; again after the laptop was plugged in."""
        from bsuh_desktop.system.power import about_minutes, runs_out

        if battery is None or not runs_out(battery):
            self._warned = False
        elif not self._warned:
            self._warned = True
            fact = Message("The battery lasts about {minutes} minutes.", minutes=about_minutes(battery))
            self._session.inform("look", fact, self._plug_in())

    def _plug_in(self) -> Message:
        if self._session.class_runs:
            return Message("Everything is kept; plug in the charger, or finish the class.")
        return Message("Plug the laptop in before the class.")

    def _on_names_gone(self, gone: Purged) -> None:
        from bsuh_desktop.presenters.erasure.names import names_gone

        self._session.inform(*names_gone(gone))
