"""Reads the lists of places that settings name: schools, clubs and centres, from CSV, XLSX, XLS or ODS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters.files.read_file import read_file
from bsuh_desktop.rosters.files.table import ListFile, Sheet
from bsuh_desktop.services.programme.place_rows import ListedPlace, PlaceColumns, columns_of, headings_again, place_of
from bsuh_desktop.services.programme.programme_view import Finding
from bsuh_desktop.services.programme.settings_schema import FindingCollector, file_not_there

LAST_PLACE_ROW = 70_000
"""Limit for one list. A country has twenty thousand secondary schools; a programme file that would be too large is
refused when it is made."""

MOST_REPORTED = 10
"""How many findings of one kind are listed row by row; the others are counted."""

_LONGEST_HEADING = 40

Keep = Callable[[ListedPlace, str, int], "tuple[str, int] | None"]
"""Takes a place with its file and row; returns None, or file and row of the same place if there is one already."""


def places_of(findings: FindingCollector, folder: Path) -> tuple[ListedPlace, ...]:
    """The places of all lists in their order, each once; findings are added to `findings`."""
    reading = _Reading(findings)
    for number, name in enumerate(findings.settings.places):
        try:
            file = _read(folder, name)
        except KnownError as refused:
            findings.at(("places", number), refused.message, refused.remedy)
            continue
        reading.take(Path(name).name, file)
    return tuple(reading.places.values())


def _read(folder: Path, name: str) -> ListFile:
    path = folder / name
    if "\x00" in name or not path.is_file():
        raise file_not_there(name)
    try:
        return read_file(path, last_row=LAST_PLACE_ROW)
    except KnownError as refused:
        remedy = Message("Open it in a spreadsheet, and save only the list of places as XLSX or CSV.")
        about = Message("{file}: {problem}", file=name, problem=refused.message)
        raise KnownError(refused.code, about, remedy) from refused


class _Reading:
    """The places found so far, and the row of each."""

    def __init__(self, findings: FindingCollector) -> None:
        self.places: dict[str, ListedPlace] = {}
        self._findings = findings
        self._rows: dict[str, tuple[str, int]] = {}
        self._partners: dict[str, int] = {}
        for partner in findings.settings.partners:
            for word in (str(partner.number), partner.id, clean(partner.names.bn), clean(partner.names.en)):
                if word:
                    self._partners.setdefault(word.casefold(), partner.number)

    def take(self, name: str, file: ListFile) -> None:
        """Reads every sheet that has the headings of a list of places."""
        found = [(sheet, columns) for sheet in file.sheets if (columns := columns_of(sheet)) is not None]
        for sheet, columns in found:
            _Sheet(self._findings.findings, name, sheet, columns).take(self._partners, self._keep)
        if not found:
            message = Message("This list of places has no row of headings.")
            remedy = Message("Write EIIN or Code, and Name above the columns, then choose the settings file again.")
            self._findings.findings.append(Finding(name, None, message, remedy))

    def _keep(self, listed: ListedPlace, name: str, row: int) -> tuple[str, int] | None:
        """Stores a place; returns None, or file and row of the same place if there is one already."""
        before = self._rows.setdefault(listed.place.id, (name, row))
        if before == (name, row):
            self.places[listed.place.id] = listed
            return None
        return before


class _Sheet:
    """One sheet, with the number of findings of each kind."""

    def __init__(self, findings: list[Finding], name: str, sheet: Sheet, columns: PlaceColumns) -> None:
        self._findings, self._name, self._sheet, self._columns = findings, name, sheet, columns
        self._counts: Counter[str] = Counter()
        self._last: dict[str, Finding] = {}
        self._row = 0

    def take(self, partners: dict[str, int], keep: Keep) -> None:
        """Reads the rows below the headings."""
        self._tell_columns()
        first = [cell.text for cell in self._sheet.rows[0].cells]
        for row in self._sheet.rows:
            if row.number == self._columns.row:
                first = [cell.text for cell in row.cells]
            if row.number <= self._columns.row or row.blank or headings_again(row, first):
                continue
            self._row = row.number
            listed = place_of(self._columns, row, partners, self._tell)
            before = keep(listed, self._name, row.number) if listed else None
            if before is not None:
                message = Message(
                    "This place is already in {file}, row {row}.", file=before[0], row=digits_text(before[1])
                )
                self._tell("double", message, Message("Delete one of the two rows, or fix its code."), True)
        self._tell_rest()

    def _tell(self, kind: str, message: Message, remedy: Message, stops: bool) -> None:
        self._counts[kind] += 1
        finding = Finding(self._name, self._row, message, remedy, stops)
        # A finding that does not stop usually concerns a whole column: list it once.
        if self._counts[kind] <= (MOST_REPORTED if stops else 1):
            self._findings.append(finding)
        self._last[kind] = finding

    def _tell_rest(self) -> None:
        """Adds how many more rows there are of each kind."""
        for kind, last in self._last.items():
            more = self._counts[kind] - (MOST_REPORTED if last.stops else 1)
            if more > 0:
                message = Message("{problem} More rows like this: {count}.", problem=last.message, count=more)
                self._findings.append(Finding(self._name, last.line, message, last.remedy, last.stops))

    def _tell_columns(self) -> None:
        """Adds findings about columns that are not read."""
        row = self._columns.row
        if self._columns.personal:
            message = Message(
                "Columns about persons are always skipped: {names}.", names=_listed(self._columns.personal)
            )
            remedy = Message("You need to do nothing; you may delete them from the list.")
            self._findings.append(Finding(self._name, row, message, remedy, stops=False))
        if self._columns.others:
            message = Message("Columns that are not needed were skipped: {names}.", names=_listed(self._columns.others))
            remedy = Message("If one of them is needed, write another heading above it.")
            self._findings.append(Finding(self._name, row, message, remedy, stops=False))


def _listed(names: Sequence[str]) -> str:
    """Headings joined in one line, shortened if necessary."""
    shown = ", ".join(name[:_LONGEST_HEADING] for name in names[:MOST_REPORTED])
    return shown + (" …" if len(names) > MOST_REPORTED else "")
