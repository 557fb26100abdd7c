"""What Inbox and Receive have in common: sources are collected, classes that are missing reported, receipts written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection import file_commands
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles
from bsuh_desktop.presenters.collection.collecting import Collecting
from bsuh_desktop.presenters.collection.receipts_written import receipts_written
from bsuh_desktop.presenters.parts import PlaceQuestion, Question
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.small_file_words import file_text
from bsuh_desktop.system.refused_folder import place_error

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.unarchived import UnarchivedClass
    from bsuh_desktop.services.collection.values import Collected

Model = TypeVar("Model")


class FilesPresenter(TablePresenter[Model]):
    """One screen on which files are collected and answered."""

    view: TableView[Model]
    receiving = False
    """True where sticks are answered one by one: receipts stand side by side, and are also read out."""
    lost_by_leaving = Message("You can collect the files again from where they came. The result will be the same.")
    give_back = Message("Give each stick back: its laptop finds its own receipts.")
    where_detail = Message("Each sender gets a separate folder. Their laptop finds its own receipts there.")

    def __init__(self, session: DeskSession, view: TableView[Model]) -> None:
        super().__init__(session, view)
        self.collected = CollectedFiles()
        self.collecting = Collecting(session, self.receiving)
        self._written: Message | None = None
        self.collecting.job.moved.connect(self._on_moved)

    def _on_moved(self) -> None:
        """A run is further; the screen says how far."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """True while files are being read."""
        return self.collecting.busy

    def collect(self, sources: Sequence[Path]) -> None:
        """Collects files and folders."""
        raise NotImplementedError

    def offer(self, path: Path) -> None:
        """Asks whether a file should be collected that somebody opened with the app."""
        verbs = (("leave", Message("Not now"), "secondary"), ("load", Message("Load it"), "primary"))
        question = Question(Message("Load this file into the register?"), file_text(path), verbs)
        self.view.ask(question, lambda verb: self.collect([path]) if verb == "load" else None)

    def stop(self) -> None:
        """Ends the run with the files that are being read."""
        self.collecting.job.stop()

    def ask_where(self) -> None:
        """Asks where the receipts should go."""
        question = PlaceQuestion(Message("Where should the receipts be saved?"), self.where_detail)
        self.view.ask_place(question, self.write)

    def write(self, folder: Path, label: str) -> None:
        """Writes all receipts into `folder`, which is the stick `label` unless that is ""."""
        raise NotImplementedError

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """A warning if there are receipts that were not written: the question, and what would be lost."""
        if self.collected.written or not self.collected.answers:
            return None
        return Message("Leave without writing the receipts?"), self.lost_by_leaving

    def _tell_unarchived(self) -> None:
        """Reports classes that an earlier version of the app answered without keeping them. Says nothing if this desk
        cannot open a register: the next command reports that."""

        def found(classes: tuple[UnarchivedClass, ...]) -> None:
            from bsuh_desktop.services.collection.unarchived import unarchived_text

            if classes:
                self._report("look", *unarchived_text(classes))

        work = file_commands.unarchived(self.collected)
        self.session.register.use(work, found, lambda _: None, receiving=self.receiving)

    def _tell_if_nothing(self, found: Collected) -> None:
        """Says so if there was no attendance file at the sources."""
        if all(one.verdict == "passed_over" for one in found.files) and (self.receiving or not found.files):
            remedy = Message("Ask for the stick with the classes that were handed over.")
            self._report("look", Message("There is no attendance file there."), remedy)

    def _write_words(self) -> Message:
        count = len(self.collected.answers)
        return Message("Write receipts: {count}", count=count) if count else Message("Write receipts")

    def _write(self, folder: Path, label: str) -> None:
        """Writes all receipts into `folder`, which is the stick `label` unless that is ""."""
        collected = self.collected

        def written(count: int) -> None:
            self._written = receipts_written(count, folder, label)
            # What came meanwhile is not written yet.
            self._on_written(replace(self.collected, written=self.collected.answers == collected.answers))
            self._report("ok", self._written, self.give_back)

        def failed(error: KnownError) -> None:
            self._on_not_written(place_error(error, label))

        work = file_commands.write_receipts(collected, folder, by_sender=not self.receiving)
        self.session.register.use(work, written, failed, receiving=self.receiving)

    def _on_written(self, collected: CollectedFiles) -> None:
        """All receipts are on the disk."""
        raise NotImplementedError

    def _on_not_written(self, error: KnownError) -> None:
        """Some could not be written."""
        raise NotImplementedError

    def _run(self, sources: Sequence[Path]) -> None:
        """Collects files and folders."""
        self.collecting.run(self.collected, sources, self._on_grew, self._on_collected, self._on_run_failed)

    def _on_grew(self, collected: CollectedFiles) -> None:
        """There are more files while a run goes on."""

    def _on_collected(self, collected: CollectedFiles, found: Collected) -> None:
        """A run has ended."""
        raise NotImplementedError

    def _on_run_failed(self, error: KnownError) -> None:
        """A run has ended with an error."""
        raise NotImplementedError
