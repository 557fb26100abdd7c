"""The attendance file of a finished class: signed, sealed, written, and read back before it is called safe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.dialogs.papers_card import PapersCard, folder_name
from bsuh_desktop.services.hand_over.class_files import ClassFiles, hand_over_class
from bsuh_desktop.services.hand_over.values import Written


class AttendanceFileCard(PapersCard[Written]):
    """The attendance file for the coordinator."""

    def _hand(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        session = self._session
        self._bridge.change(lambda desk: hand_over_class(desk, session, folder), self._on_done, self._on_failed)

    def _tag(self, files: ClassFiles) -> tuple[str, Message]:
        return ("ok", Message("Handed over")) if files.handed_over else ("look", Message("Not handed over yet"))

    def _summary(self, files: ClassFiles) -> Message:
        if files.needs_date:
            return Message("Write the date of the class first: the file needs it.")
        return Message("Signed and sealed: only your coordinator can open it.")

    def _warning(self, files: ClassFiles) -> Message:
        if files.certificates and not (files.saved or files.waits_for_grant or files.names_over):
            return Message("Save the certificates first: the file includes their serial numbers.")
        return Message("Give the stick to your coordinator, or send the file.")

    def _doing(self) -> Message:
        return Message("Writing the attendance file")

    def _done(self, result: Written, label: str) -> tuple[Message, Message]:
        if label:
            sentence = Message("It is on the stick {label}, written and checked.", label=label)
            return Message("Safe to pull out."), sentence
        folder = folder_name(result.path)
        return Message("Written and checked."), Message("It is in the folder {folder}.", folder=folder)
