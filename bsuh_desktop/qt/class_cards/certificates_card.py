"""The certificates of a finished class: how many, and the file for the printer that bears names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.class_cards.papers import PapersCard, folder_name
from bsuh_desktop.services.class_files import ClassFiles, SavedCertificates, save_certificates


class CertificatesCard(PapersCard[SavedCertificates]):
    """The certificates, on one PDF."""

    def _can_be_written(self, files: ClassFiles) -> bool:
        return files.certificates > 0 and not files.waits_for_grant and not files.needs_date

    def _total(self) -> int:
        return self._files.certificates if self._files else 1

    def _hand(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        session = self._session
        self._bridge.change(
            lambda desk: save_certificates(desk, session, folder, progress), self._on_done, self._on_failed
        )

    def _tag(self, files: ClassFiles) -> tuple[str, Message]:
        if files.saved:
            return "ok", Message("Saved")
        return ("look", Message("Not saved yet")) if self._can_be_written(files) else ("plain", Message("None yet"))

    def _said(self, files: ClassFiles) -> Message:
        if files.needs_date:
            return Message("Write the date of the class first: it stands on every certificate.")
        if files.waits_for_grant:
            return Message("This laptop waits for its grant. Save the certificates when it has come.")
        if not files.certificates:
            return Message("Nobody has earned one in this class.")
        return Message("Certificates: {count}, one page each, in one file for the printer.", count=files.certificates)

    def _warning(self, files: ClassFiles) -> Message:
        return Message("There are names in it. Save it only where nobody else can open it.")

    def _doing(self) -> Message:
        return Message("Writing certificates")

    def _done(self, result: SavedCertificates, label: str) -> tuple[Message, Message]:
        fact = Message("Certificates saved: {count}.", count=result.count)
        if label:
            return fact, Message("They are on the stick {label}, safe to pull out.", label=label)
        return fact, Message("They are in the folder {folder}.", folder=folder_name(result.path))
