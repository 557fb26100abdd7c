"""Whether this laptop is ready: looked at in the background, shown on Home, with a way to mend what is not."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.home import Ui_Home
from bsuh_desktop.qt.home import readiness
from bsuh_desktop.qt.home.readiness_rows import show_rows
from bsuh_desktop.qt.home.remedy_dialog import RemedyDialog
from bsuh_desktop.services.home.doctor import Check, examine
from bsuh_desktop.services.safekeeping.backup_status import BackupStanding, backup_standing


class ReadinessCard(QObject):
    """`look` examines anew, `show` says again what was found."""

    def __init__(self, bridge: Bridge, form: Ui_Home, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._page = page
        self._checks: list[Check] = []
        self._backup: BackupStanding | None = None
        self._shown: tuple[list[readiness.Line], Language] | None = None
        form.look_again.clicked.connect(self.look)

    def look(self) -> None:
        """Asks the laptop, and the desk for its backups."""
        profile, clock = self._bridge.profile, self._bridge.clock
        self._bridge.query(backup_standing, self._on_backup, lambda _: None)
        self._bridge.ask(lambda: examine(profile, clock), self._on_checks)

    def _on_backup(self, backup: BackupStanding) -> None:
        self._backup = backup
        self.show()

    def _on_checks(self, checks: list[Check]) -> None:
        self._checks = checks
        self.show()

    def show(self) -> None:
        """Every line, in the desk's language. What says the same stays as it is, with the keys on its remedy."""
        facts, form, bridge = self._bridge.facts, self._form, self._bridge
        if facts is None or not self._checks:
            return
        lines = readiness.lines_of(self._checks, facts, bridge.projector, self._backup)
        if self._shown == (lines, bridge.language):
            return
        self._shown = (lines, bridge.language)
        form.readiness_count.setText(bridge.say(readiness.summary(lines)))
        show_rows(form.readiness_rows, lines, bridge, self._open_remedy)

    def _open_remedy(self, line: readiness.Line) -> None:
        RemedyDialog(line, self._page, self.look).open()
