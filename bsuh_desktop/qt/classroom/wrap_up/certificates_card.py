"""The certificates of a finished class: how many, and the file for the printer that bears names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QPushButton

from bsuh_desktop.domain.layout import Layout
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.wrap_up.print_certificates import print_certificates
from bsuh_desktop.qt.classroom.wrap_up.print_layout import ask_for_layout, words_of, words_of_question
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.names_leave import ask_before_names
from bsuh_desktop.qt.dialogs.papers_card import PapersCard, Parts, folder_name
from bsuh_desktop.services.certificates.page_layout import choose_layout
from bsuh_desktop.services.hand_over.class_files import ClassFiles, SavedCertificates, save_certificates
from bsuh_desktop.services.printing.certificates import PrintableCertificates, certificates_to_print


class CertificatesCard(PapersCard[SavedCertificates]):
    """The certificates, on one PDF."""

    def __init__(self, bridge: Bridge, parts: Parts, whole: QPushButton, layout: QPushButton) -> None:
        super().__init__(bridge, parts)
        self._whole_verb, self._layout_verb = whole, layout
        layout.clicked.connect(self._ask_for_layout)
        self._whole = self._wanted_whole = False
        whole.clicked.connect(self._ask_for_whole)
        parts.places.offer_print()
        parts.places.print_wanted.connect(self._print)

    def retranslate(self) -> None:
        """Where some are to be printed anew, the whole class can be printed all the same."""
        super().retranslate()
        files, say = self._files, self._bridge.say
        self._whole_verb.setVisible(files is not None and files.anew > 0)
        self._layout_verb.setVisible(files is not None and self._can_be_written(files))
        if files is not None:
            how = say(words_of(files.layout))
            self._layout_verb.setText(how)
            self._layout_verb.setAccessibleName(f"{say(words_of_question())} {how}")

    def _ask_for_layout(self) -> None:
        if self._files is not None:
            ask_for_layout(self._layout_verb.window(), self._files.layout, self._take_layout)

    def _take_layout(self, layout: Layout) -> None:
        """Remembered on this laptop, and used from now on."""
        if self._files is not None:
            self.show(msgspec.structs.replace(self._files, layout=layout))
        self._bridge.change(lambda desk: choose_layout(desk, layout))

    def _ask_for_whole(self) -> None:
        where = Message("Where should it go?")
        ask_for_folder(self._whole_verb.window(), where, lambda folder: self._warned(folder, "", whole=True))

    def _on_chosen(self, folder: Path, label: str) -> None:
        self._warned(folder, label, whole=False)

    def _warned(self, folder: Path, label: str, whole: bool) -> None:
        """Writes once a person has heard that there are names in the file."""
        session = self._session

        def write() -> None:
            if self._session == session:
                self._wanted_whole = whole
                self._write(folder, label)

        if not self._running:
            ask_before_names(self._layout_verb.window(), bool(label), write)

    def _print(self) -> None:
        if not self._running:
            self._place, self._whole, self._wanted_whole = None, False, False
            session, progress = self._session, self._begin(self._print)
            self._bridge.change(
                lambda desk: certificates_to_print(desk, session, progress), self._on_made, self._on_failed
            )

    def _on_made(self, made: PrintableCertificates) -> None:
        self._end(None)
        places = self.parts.places
        print_certificates(places, self._bridge, made, self._on_printed, self._on_failed)

    def _on_printed(self, state: str, fact: Message, remedy: Message) -> None:
        self._end((state, fact, remedy))
        self.written.emit()

    def _can_be_written(self, files: ClassFiles) -> bool:
        barred = files.waits_for_grant or files.needs_date or files.names_over
        return files.certificates > 0 and not barred

    def _on_answered(self, key: str) -> None:
        # What could not be written is tried again as it was wanted.
        self._wanted_whole = self._whole
        super()._on_answered(key)

    def _total(self) -> int:
        files = self._files
        if files is None:
            return 1
        return files.certificates if self._wanted_whole else files.anew or files.certificates

    def _hand(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        session, whole = self._session, self._wanted_whole
        self._whole, self._wanted_whole = whole, False
        self._bridge.change(
            lambda desk: save_certificates(desk, session, folder, progress, whole), self._on_done, self._on_failed
        )

    def _tag(self, files: ClassFiles) -> tuple[str, Message]:
        if files.names_over:
            return "plain", Message("Names deleted")
        if files.saved:
            return "ok", Message("Printed or saved")
        if files.anew:
            return "look", Message("To print anew: {count}", count=files.anew)
        return ("look", Message("Not saved yet")) if self._can_be_written(files) else ("plain", Message("None yet"))

    def _said(self, files: ClassFiles) -> Message:
        if files.names_over:
            return Message("The names were deleted; the coordinator can print them again.")
        if files.needs_date:
            return Message("Write the date of the class first: it stands on every certificate.")
        if files.waits_for_grant:
            return Message("This laptop waits for its grant. Save the certificates when it has come.")
        if not files.certificates:
            return Message("Nobody has earned one in this class.")
        if files.anew:
            return Message("A spelling was mended. New certificates to save: {count}", count=files.anew)
        if files.granted and not files.saved:
            count = files.certificates
            return Message("The grant has come. Certificates that can be printed now: {count}", count=count)
        return Message("Certificates: {count}, in one file for the printer.", count=files.certificates)

    def _warning(self, files: ClassFiles) -> Message:
        if files.names_over:
            return Message("Their time is over, as the programme says.")
        if files.anew:
            return Message("The old ones are revoked with it. There are names in the file.")
        return Message("There are names in it. Save it only where nobody else can open it.")

    def _doing(self) -> Message:
        return Message("Writing certificates")

    def _done(self, result: SavedCertificates, label: str) -> tuple[Message, Message]:
        fact = Message("Certificates saved: {count}.", count=result.count)
        if result.anew:
            fact = Message("New certificates saved: {count}. The old ones are revoked.", count=result.anew)
        if label:
            return fact, Message("They are on the stick {label}, safe to pull out.", label=label)
        return fact, Message("They are in the folder {folder}.", folder=folder_name(result.path))
