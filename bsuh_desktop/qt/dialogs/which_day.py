"""Asks which day it is before names are deleted, where the laptop's clock is in doubt."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.dates import said_date
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.dialogs.date_question import DateQuestion


class WhichDay(DateQuestion):
    """As Set up asks it; `clock_says` is the laptop's own day."""

    clock_says: datetime.date | None = None

    def detail(self) -> Message:
        """A wrong day would delete names too early."""
        shown = said_date(self.clock_says, self._bridge.language) if self.clock_says else ""
        return Message(
            "The clock of this laptop may be wrong. It says: {date}. No name is deleted before you write the day.",
            date=shown,
        )
