"""Inbox: a coordinator collects files from sticks, mails and folders, sees the verdict of each, and decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.collection import files_presenter
from bsuh_desktop.presenters.collection.collected_files import (
    FILTERS,
    CollectedFiles,
    FileFilter,
    SchoolList,
    TypedPlace,
    light_of,
    listed,
    schools,
    summary,
    unmapped,
)
from bsuh_desktop.presenters.collection.file_words import FileSide, FileSideModel, collected_row, save
from bsuh_desktop.presenters.collection.files_presenter import FilesPresenter
from bsuh_desktop.presenters.collection.open_names import NamesNews, NamesOpener, NamesWish
from bsuh_desktop.presenters.collection.watched_folder import StickOffer, WatchedFolder
from bsuh_desktop.presenters.parts import NO_NOTICE, NO_TEXT, JobProgress, News, Notice, Part, PlaceQuestion
from bsuh_desktop.presenters.presenter import TableView
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.register.folder import TORN
from bsuh_desktop.system.folders import place_error
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    import datetime

    from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile

_USUALLY_EMPTY: FileFilter = "waiting"
"""Hidden while it is empty: it is seldom needed."""


class Filters(msgspec.Struct, frozen=True):
    """The groups to choose from, with the number of files of each."""

    shown: bool
    groups: tuple[FileFilter, ...]
    counts: Mapping[FileFilter, int]
    chosen: FileFilter


class ListedFiles(msgspec.Struct, frozen=True, eq=False):
    """The rows: which files, in which group. Tens of thousands are not compared one by one."""

    collected: CollectedFiles
    group: FileFilter
    growing: bool = False
    """True if rows were added while somebody may be reading one."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListedFiles) and other.collected is self.collected and other.group == self.group

    def __hash__(self) -> int:
        return hash((id(self.collected), self.group))

    @property
    def places(self) -> tuple[int, ...]:
        """Indexes of the files."""
        return self.collected.places.get(self.group, ())


class InboxModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen, without the card beside the table."""

    offer: Notice
    busy_card: Part
    news: News
    progress: JobProgress
    pace_text: Part
    summary_card: Part
    summary_light: Part
    summary: Part
    summary_more: Part
    go_on: Part
    save_list: Part
    drop_zone: Part
    drop_text: Part
    filters: Filters
    rows_card: Part
    rows: ListedFiles
    add_files: Part
    watch: Part
    reason: Part
    write_receipts: Part


class InboxView(TableView[InboxModel], Protocol):
    """The screen."""

    def bind_side(self, model: FileSideModel) -> None:
        """Shows the card beside the table."""

    def current_file(self) -> int | None:
        """The file under the cursor of the table, by its index; None if there is none."""


class InboxPresenter(FilesPresenter[InboxModel]):
    """Collected files stay here until the desk is locked; collecting goes on while another page is shown."""

    heading = Message("Inbox")
    above = Message("Coordinator")
    view: InboxView

    def __init__(self, session: DeskSession, view: InboxView) -> None:
        super().__init__(session, view)
        self._before = CollectedFiles()
        self._sources: list[Path] = []
        self._next: list[Path] = []
        self._label = ""
        self._group: FileFilter = "all"
        self._acting = self._stopped = self._growing = False
        self._side = FileSide(session, self._bind_side)
        self._names = NamesOpener(session)
        self._offer = StickOffer()
        self._side_later = session.face.timer(self.show_side)
        self.watch = WatchedFolder(session, self._on_came)

    def enter(self) -> None:
        """Looks for classes that wait for a decision since earlier days. What was collected before is kept."""
        super().enter()
        self.refresh()
        if not self.busy:
            self._act(files_presenter.look(self.collected), self._tell_unarchived)
        self.view.focus("add_files")

    def clear(self) -> None:
        """Forgets all files if the desk is locked."""
        if self.session.facts is None:
            self._before = CollectedFiles()
            self._set(CollectedFiles())

    # Collecting

    def see_sticks(self, plugged: Sequence[Stick]) -> None:
        """These sticks are plugged in now."""
        self._offer.look(plugged)
        self.refresh()

    def take_stick(self) -> None:
        """Collects from the stick that is offered."""
        if (stick := self._offer.stick) is not None:
            self.collect([stick.path])

    def leave_stick(self) -> None:
        """Offers this stick no more."""
        if (stick := self._offer.stick) is not None:
            self._offer.note([stick.path])
            self.refresh()

    def collect(self, sources: Sequence[Path]) -> None:
        """Collects files and folders, unless a run goes on."""
        if self.busy:
            return
        self._news, self._stopped = self._news.closed(), False
        self._sources, self._label = list(sources), self._offer.label_of(sources)
        self._offer.note(sources)
        self._before = self.collected
        self._run(sources)
        self.refresh()
        if self.busy:
            self.view.focus("progress")

    def go_on(self) -> None:
        """Collects the same sources again: what was read is known."""
        self.collect(self._sources)

    def toggle_watching(self) -> bool:
        """Stops watching a folder; False if none is watched: then the person chooses one."""
        if self.watch.folder is None:
            return False
        self.watch.end()
        self.refresh()
        return True

    def begin_watching(self, folder: Path) -> None:
        """Watches this folder."""
        self.watch.begin(folder)
        self.refresh()

    def _on_came(self, paths: list[Path]) -> None:
        """New files in the watched folder; collected after the current run."""
        if self.busy:
            self._next += paths
        else:
            self.collect(paths)

    def _on_moved(self) -> None:
        if self.busy:
            self.refresh_main()

    def _on_grew(self, collected: CollectedFiles) -> None:
        """Adds rows while collecting goes on. The card beside them gets an event of its own: the layout of a dozen
        senders takes long."""
        first, self.collected = not self.collected.files, collected
        self._growing = not first
        self.refresh_main()
        if first:
            self.show_side()
        else:
            self._side_later.start(0)

    def _on_collected(self, collected: CollectedFiles, found: Collected) -> None:
        self._stopped = self.collecting.job.stopped and (found.left > 0 or not found.files)
        if self.session.facts is None:
            return
        self._set(collected)
        if not self._stopped:
            self._tell_if_nothing(found)
        if self._next and not self._stopped:
            came, self._next = self._next, []
            self.collect(came)
        elif self._entered:
            self.view.focus("write_receipts" if self._may_write() else "add_files")

    def _on_run_failed(self, error: KnownError) -> None:
        """It is unknown which of the files shown are in the register; collecting the same sources again tells."""
        self.collected = self._before
        self._fail(error)

    def _fail(self, error: KnownError) -> None:
        self._acting, self._stopped = False, error.code == "locked"
        if self._stopped:
            self.refresh()
        else:
            super()._fail(error)

    # What a person decides

    def choose_group(self, group: FileFilter) -> None:
        """Shows the files of this group."""
        if group != self._group:
            self._group = group
            self.refresh()

    def choose_file(self, newer: bool) -> None:
        """Of two files that contradict each other, the newer or the earlier one counts."""
        if (choice := self._side.choice(newer)) is not None:
            self._decide(files_presenter.choose(self.collected, *choice))

    def taking_out(self) -> Callable[[str], None]:
        """Returns what takes the file out that is chosen now, for the reason that a person gives."""
        one = self._side.one

        def take_out(reason: str) -> None:
            if one is not None:
                self._decide(files_presenter.take_out(self.collected, one.session, one.sha256, reason))

        return take_out

    def put_back(self) -> None:
        """The chosen file counts as before."""
        if (one := self._side.one) is not None:
            self._decide(files_presenter.put_back(self.collected, one.session, one.sha256))

    def _decide(self, work: files_presenter.Work, then: Callable[[], object] | None = None) -> None:
        """A button of the card was pressed and is gone now: focus goes back to the table."""
        self._act(work, then)
        self.view.focus("rows")

    def _act(self, work: files_presenter.Work, then: Callable[[], object] | None = None) -> None:
        """Runs `work` on the register's thread, then shows the new state."""
        self._acting = True
        self.show_side()

        def done(collected: CollectedFiles) -> None:
            self._acting = False
            if self.session.facts is not None:
                self._set(collected)
                if then is not None:
                    then()

        self.session.register.use(work, done, self._fail)

    def _set(self, collected: CollectedFiles) -> None:
        torn, self.collected = collected.torn and not self.collected.torn, collected
        self._growing = False
        self.session.set_waiting(collected.waiting)
        self.refresh()
        if torn:
            remedy = Message("Collect from the last stick again: what is already here does not change.")
            self._report("look", TORN, remedy)

    # Places, names, lists and receipts

    def find_schools(self, then: Callable[[TypedPlace, SchoolList], object]) -> None:
        """Calls `then` with the typed place of the chosen file and the schools to choose from."""
        typed = unmapped(self.collected, self._side.one)
        if typed is not None:
            self.session.query(schools(typed.words), lambda found: then(typed, found), self._fail)

    def map_place(self, typed: TypedPlace, found: SchoolList, place: int) -> None:
        """The typed place is this one of the list."""
        work = files_presenter.map_place(self.collected, typed.local, found.ids[place])
        self._decide(work, lambda: self._report("ok", typed.is_now(found.called[place])))

    @property
    def names(self) -> NamesOpener:
        """What names can be opened."""
        return self._names

    def open_names(self, wish: NamesWish, folder: Path, label: str) -> None:
        """Writes names into `folder`, and says how many."""
        self._set_acting(True)

        def opened(news: NamesNews) -> None:
            self._set_acting(False)
            self._report(news.light, news.fact, news.remedy)

        self._names.open(wish, folder, label, opened, self._fail)

    def ask_list_place(self) -> None:
        """Asks where the rows that are shown now should be saved as a table."""
        collected, places = self.collected, self._listed().places
        question = PlaceQuestion(
            Message("Where should the list be saved?"), Message("It has the rows that you see now.")
        )
        self.view.ask_place(question, lambda folder, label: self._save_list(collected, places, folder, label))

    def _save_list(self, collected: CollectedFiles, places: Sequence[int], folder: Path, label: str) -> None:
        language, day = self.session.language, self._today().isoformat()

        def saved(path: Path) -> None:
            self._report("ok", Message("The list is saved: {file}", file=path.name))

        def failed(error: KnownError) -> None:
            refused = place_error(error, label)
            self._report("stop", refused.message, refused.remedy)

        self.session.ask(lambda: save(collected, places, folder, day, language), saved, failed)

    def write(self, folder: Path, label: str) -> None:
        """Writes the receipts, in a folder for each sender."""
        self._acting = True
        self.refresh_main()
        self._write(folder, label)

    def _on_written(self, collected: CollectedFiles) -> None:
        self._acting, self.collected = False, collected
        self.refresh()
        self.view.focus("add_files")

    def _on_not_written(self, error: KnownError) -> None:
        self._fail(error)

    def _set_acting(self, acting: bool) -> None:
        self._acting = acting
        self.refresh()

    # What is shown

    def row(self, place: int, wide: bool) -> Row:
        """The row of one file."""
        return collected_row(str(place), self.collected.files[place], self.collected, wide, self._today().year)

    def _today(self) -> datetime.date:
        facts = self.session.facts
        return local(self.session.clock.now().wall_ms, facts.offset_minutes if facts else 0).date()

    def refresh(self) -> None:
        """Shows the screen and the card."""
        self.refresh_main()
        self.show_side()

    def refresh_main(self) -> None:
        """Shows the screen without the card."""
        if self._group == _USUALLY_EMPTY and not self.collected.counts()[_USUALLY_EMPTY]:
            self._group = "all"
        self.view.bind(self.model())

    def show_side(self) -> None:
        """Shows the file under the cursor, or the senders."""
        place = self.view.current_file()
        one: CollectedFile | None = self.collected.files[place] if place is not None else None
        self._side.show(self.collected, one, self.busy or self._acting)
        self._names.show(self.collected, self._group, one)
        self._bind_side()

    def _bind_side(self) -> None:
        busy = self.busy or self._acting
        typed = Part(shown=unmapped(self.collected, self._side.one) is not None, enabled=not busy)
        self.view.bind_side(self._side.model(self._names.button(busy), typed))

    def _listed(self) -> ListedFiles:
        return ListedFiles(self.collected, self._group, self._growing)

    def _may_write(self) -> bool:
        return bool(self.collected.answers) and not self.busy and not self._acting

    def model(self) -> InboxModel:
        """The screen as it should look now."""
        busy, files, counts = self.busy, bool(self.collected.files), self.collected.counts()
        left, pace = self.collected.left, self.collecting.pace_messages()
        stopped = Message("Stopped. Not checked yet: {count}", count=left) if left else Message("Stopped")
        groups = tuple(group for group in FILTERS if group != _USUALLY_EMPTY or counts[group])
        return InboxModel(
            offer=NO_NOTICE if busy else self._offer.notice(),
            busy_card=Part(shown=busy),
            news=self._news,
            progress=self._progress(),
            pace_text=Part(text=listed(pace) if pace else NO_TEXT, shown=bool(pace)),
            summary_card=Part(shown=files or self._stopped),
            summary_light=Part(light=light_of(self.collected)),
            summary=Part(text=summary(self.collected)),
            summary_more=Part(text=stopped, shown=self._stopped),
            go_on=Part(shown=self._stopped),
            save_list=Part(shown=files and not busy),
            drop_zone=Part(shown=not files and not busy),
            drop_text=Part(text=Message("You see the result of each file immediately. Our own files are kept first.")),
            filters=Filters(files, groups, counts, self._group),
            rows_card=Part(shown=files),
            rows=self._listed(),
            add_files=Part(enabled=not busy),
            watch=self._watching(),
            reason=Part(text=self._reason()),
            write_receipts=Part(text=self._write_words(), enabled=self._may_write()),
        )

    def _progress(self) -> JobProgress:
        job, label = self.collecting.job, self._label
        words = Message("Collecting from {label}", label=label) if label else Message("Collecting")
        if job.stopping:
            words = Message("Stopping after the files that are being checked")
        return JobProgress(text=words, done=job.done, total=job.total, stop=Message("Stop here"))

    def _watching(self) -> Part:
        folder = self.watch.folder
        watching = Message("Watching the folder {folder}", folder=folder_text(folder)) if folder else None
        return Part(text=watching or Message("Watch a folder"), checked=folder is not None)

    def _reason(self) -> Message | str:
        if self.collected.written and self.collected.answers and self._written is not None:
            return self._written
        return Message("Receipts are written when everything is collected.") if self.busy else NO_TEXT
