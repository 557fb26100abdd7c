"""Collects what has to be fixed in a settings file, each finding with its line."""

from __future__ import annotations

from bsuh_desktop.content.finding import Finding as TableFinding
from bsuh_desktop.content.tables import Table
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.programme.settings_schema import SettingsTable
from bsuh_desktop.services.programme.values import Finding

_AS_THE_EXAMPLE = Message("Write it as in the example.")


class FindingCollector:
    """The findings of the settings in `table`."""

    def __init__(self, table: Table[SettingsTable]) -> None:
        self.settings = table.value
        self.findings = [settings_finding(finding) for finding in table.findings]
        self._table = table

    def at(self, path: tuple[str | int, ...], message: Message, remedy: Message, stops: bool = True) -> None:
        """Adds a finding about the key at `path`."""
        self.findings.append(Finding(self._table.file, self._table.line(*path), message, remedy, stops))

    def about(self, *keys: str) -> bool:
        """True if the table reader found something about one of these keys; its value is then a blank."""
        return any(finding.message.fields.get("key") in keys for finding in self.findings)

    @property
    def stopped(self) -> bool:
        """True if no programme can be made from the settings as they are."""
        return any(finding.stops for finding in self.findings)


def settings_finding(finding: TableFinding) -> Finding:
    """A finding of the table reader in terms of settings. An unknown key does not stop anything."""
    if finding.code == "unknown_key":
        message = Message("Settings have no key “{key}” here.", key=finding.message.fields["key"])
        return Finding(finding.file, finding.line, message, finding.remedy, stops=False)
    remedy = _AS_THE_EXAMPLE if finding.code == "wrong_type" else finding.remedy
    return Finding(finding.file, finding.line, finding.message, remedy)


def file_not_there(name: str) -> KnownError:
    """The error for a name at which there is no readable file."""
    return KnownError(
        "file_not_opened",
        Message("The file “{name}” is missing or cannot be opened.", name=name),
        Message("Put it beside the settings, and write its name exactly."),
    )
