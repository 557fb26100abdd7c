"""A facilitator's desk and its coordinator's in the field, by command, and the stick that goes to and fro."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import programme_desks
from tests.helpers.attendance import PARTNER
from tests.helpers.command import Done, OnceApart, bsuh, write_script
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import LAST, coordinator_terms, device_terms, key
from tests.helpers.programmes import take_programme
from tests.helpers.scripts import CLOCK, FOUR, Step, group, later, set_up

TAUGHT: list[Step] = [
    CLOCK,
    group(),
    set_up(),
    {"headcount": 4},
    {"roll": {"absent": [4], "late": [], "left": []}},
    later(45, "09:45"),
    {"finish": "s1"},
    {"certificates": "first.pdf"},
]


class Field:
    """A facilitator's desk and its coordinator's, and the stick that goes to and fro."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stick, self.bsuh = folder, folder / "stick", OnceApart()
        (folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
        (folder / "four.csv").write_text(FOUR, "utf-8")
        coordinator = self._made("coordinator", "")
        recipient = recipient_of(coordinator.vault.age_identity)
        self.recipients = (recipient,)
        """To whom the coordinator's files are sealed."""
        take_programme(coordinator, programme_desks.trial_file(2, recipient), PARTNER)
        # Receipts are dated by the real clock.
        last = max(LAST, coordinator.today() + datetime.timedelta(days=60))
        terms = coordinator_terms(coordinator.vault.signing_key.public)
        above = issue(key("root"), programme_desks.replace_last(terms, last))
        coordinator.take_office(above)
        device = self._made("device", recipient)
        terms = device_terms(device.vault.signing_key.public)
        device.take_grants((above, issue(coordinator.vault.signing_key, terms, above)))
        device.close()
        coordinator.close()

    def _made(self, name: str, recipient: str) -> Desk:
        wish = NewDesk(PASSPHRASE, "শিরিন আক্তার", None, programme_desks.trial_file(2, recipient), PARTNER)
        return first_run(self.folder / name, wish, SystemClock())[0]

    def run(self, whose: str, *words: str | Path) -> Done:
        """One command on somebody's desk."""
        return self.bsuh(*words, *self.opening(whose), "--json")

    def opening(self, whose: str) -> tuple[str | Path, ...]:
        """The words that open somebody's desk."""
        return ("--profile", self.folder / whose, "--passphrase-file", self.folder / "passphrase.txt")

    def done(self, whose: str, *words: str | Path) -> Any:
        """The document of a command that does what it was asked."""
        done = self.run(whose, *words)
        assert done.status == 0, done.err
        return done.json

    def rehearse(self, name: str, steps: list[Step]) -> Done:
        """What the device's desk makes of a script that writes below the stick's folder."""
        script = write_script(self.folder / f"{name}.jsonl", steps)
        # A script that kills itself needs a process of its own.
        run = bsuh if any("kill" in step for step in steps) else self.bsuh
        return run("rehearse", script, "--out", self.folder, *self.opening("device"), "--json")
