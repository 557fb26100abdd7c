"""Collects what is to be mended in one file of settings, each thing with the line on which it stands."""

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
        """Something about the key at `path`."""
        self.findings.append(Finding(self._table.file, self._table.line(*path), message, remedy, stops))

    def about(self, *keys: str) -> bool:
        """True if the reader of tables found something about one of these keys: its value is a blank then."""
        return any(finding.message.fields.get("key") in keys for finding in self.findings)

    @property
    def stopped(self) -> bool:
        """True if a programme cannot be made as things stand."""
        return any(finding.stops for finding in self.findings)


def settings_finding(finding: TableFinding) -> Finding:
    """What the reader of tables found, in words about settings. A key that is not known stops nothing."""
    if finding.code == "unknown_key":
        message = Message("Settings have no key “{key}” here.", key=finding.message.fields["key"])
        return Finding(finding.file, finding.line, message, finding.remedy, stops=False)
    remedy = _AS_THE_EXAMPLE if finding.code == "wrong_type" else finding.remedy
    return Finding(finding.file, finding.line, finding.message, remedy)


def file_not_there(name: str) -> KnownError:
    """Nothing that could be opened stands at that name."""
    return KnownError(
        "file_not_opened",
        Message("The file “{name}” is missing or cannot be opened.", name=name),
        Message("Put it beside the settings, and write its name exactly."),
    )
