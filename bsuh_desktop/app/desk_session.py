"""The desk as its face has it: what is open, what screens may ask and command, and what has changed.

Work that needs the desk runs on the desk's own worker, work on files alone on another; answers come back on the face's
thread. A command is answered after its commit.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bsuh_desktop import settings as laptop
from bsuh_desktop.app.account_commands import AccountCommands
from bsuh_desktop.app.face import Face, Failed, Signal, place_in_source
from bsuh_desktop.domain.messages import DAMAGED, KnownError, Language, Message
from bsuh_desktop.domain.ports import Clock, Machine, Progress
from bsuh_desktop.domain.text import digits_in, grouped_bangla
from bsuh_desktop.language import say
from bsuh_desktop.system.log import close_log, log

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_register import DeskRegister
    from bsuh_desktop.app.desk_worker import DeskWorker
    from bsuh_desktop.domain.local_text import LocalText
    from bsuh_desktop.services.classroom.class_picture import ClassPicture
    from bsuh_desktop.services.classroom.conduct import Conduct
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.desk.facilitator import DeskFacts
    from bsuh_desktop.services.desk.prepared_classes import ClassWish
    from bsuh_desktop.services.erasure.values import Purged

T = TypeVar("T")

KEEP_WORKED_MS = 30_000
"""So often it is stored how long a class has run: no more of its clock is lost where the power fails."""

LOOK_AFTER_MS = 3000
"""Home is painted first; then a backup is made of what was written before."""


def file_damaged() -> KnownError:
    """The reason shown when the desk was locked without anybody asking for it."""
    remedy = Message("Unlock your desk: the app looks for a good backup.")
    return KnownError("store_damaged", Message("The data file is damaged."), remedy)


class DeskSession(AccountCommands):
    """One object for the whole app, known to every screen and presenter, and used on the face's thread only.

    `root` is the data folder of this laptop; `profile` is the folder of the desk that is open or at whose door the app
    is: `root` itself or a folder below it. `facts` are those of the open desk, None while it is locked. `picture` is
    the open class. While `public`, the class can see the desk, so it shows no name, answer or mark. `answers_wait` is
    True while a locked desk still has answers that are in memory only.
    """

    def __init__(
        self,
        profile: Path,
        clock: Clock,
        settings: laptop.Settings,
        face: Face,
        machine: Machine | None = None,
    ) -> None:
        """`machine` identifies this computer; by default the operating system does."""
        super().__init__(profile, clock, settings, face, machine)
        alive = face.is_alive
        self.class_changed: Signal[[]] = Signal(alive)
        self.moved_on: Signal[[]] = Signal(alive)
        """The class has come to another slide or question: what was only told is past."""
        self.class_refused: Signal[[]] = Signal(alive)
        """A class that was to be opened or resumed could not be."""
        self.public_changed: Signal[[]] = Signal(alive)
        self.handed_back: Signal[[]] = Signal(alive)
        """The facilitator has the laptop back after learners used it."""
        self.covered_changed: Signal[[]] = Signal(alive)
        self.waiting_changed: Signal[[]] = Signal(alive)
        """`waiting`, the number of items in a coordinator's inbox that need a person, has changed."""
        self.names_gone: Signal[[Purged]] = Signal(alive)
        """Names were deleted because their retention period ended: at least one."""
        self.tour_wanted: Signal[[]] = Signal(alive)
        """Somebody wants to see how a class goes."""
        self.closing: Signal[[]] = Signal(alive)
        """The app is closing: long-running work must stop."""
        self._after = face.timer(self._look_after)
        self._keeping = face.timer(self._keep_worked)
        self.picture: ClassPicture | None = None
        self.public = True
        self.in_class_hands = self.covered = self.answers_wait = False
        self._class_language: Language | None = None
        self._pictured = clock.now().mono_ms
        self._opening = 0
        self._damage_waits = False
        self._damage_found.connect(self._on_damage_found)
        self.waiting = 0

    @property
    def language(self) -> Language:
        """The desk's language."""
        return self.settings.language

    @property
    def stage_language(self) -> Language:
        """The stage's language: that of the open class, else the one in which classes start on this laptop."""
        return self._class_language or self.settings.stage_language

    @property
    def class_runs(self) -> bool:
        """True while a class is open that is not finished."""
        return self.picture is not None and self.picture.ended_ms is None

    @property
    def class_opening(self) -> bool:
        """True while a class is being opened or resumed, until its picture arrives or the desk has refused."""
        return self._opening > 0

    @property
    def picture_age_ms(self) -> int:
        """Milliseconds since the picture was last updated, by a monotonic clock."""
        return self.clock.now().mono_ms - self._pictured

    @property
    def busy(self) -> bool:
        """True while an answer is still on its way."""
        return self._desk.busy or self._files.busy or self._register_queue.busy

    @functools.cached_property
    def register(self) -> DeskRegister:
        """The register of a coordinator's desk, created on first use."""
        from bsuh_desktop.app.desk_register import DeskRegister

        return DeskRegister(self)

    def set_waiting(self, count: int) -> None:
        """Sets how many items in the inbox need a person."""
        if count != self.waiting:
            self.waiting = count
            self.waiting_changed.emit()

    def say(self, message: Message) -> str:
        """`message` in the desk's language."""
        return say(message, self.language)

    def text_of(self, text: LocalText) -> str:
        """`text` in the desk's language, or in the other one if it exists only in that."""
        return text.text_in(self.language) or text.bn or text.en

    def number(self, number: int) -> str:
        """A count in the desk's digits, with its digit grouping."""
        return grouped_bangla(number) if self.language == "bn" else f"{number:,}"

    def digits(self, text: str | int) -> str:
        """A roll, a card's number or a time in the desk's digits; nothing else changes."""
        return digits_in(self.language, text)

    def set_language(self, language: Language) -> None:
        """Sets the desk's language."""
        if language != self.language:
            self.keep(language=language)
            self.language_changed.emit()

    def set_stage_language(self, language: Language) -> None:
        """Sets the stage's language: for the open class only or, while none is open, for all classes that start
        later."""
        before = self.stage_language
        if self.picture is not None:
            self._class_language = language
        elif language != before:
            self.keep(stage_language=language)
        if language != before:
            self.stage_language_changed.emit()

    def choose_look(self, **choice: object) -> None:
        """Sets this person's text size (`text_scale`), `contrast` or `motion`."""
        self.keep(**choice)
        self.look_changed.emit()

    def inform(self, light: str, fact: Message, remedy: Message | None = None) -> None:
        """Tells the person; `light` is ok, look, stop or info."""
        self.informed.emit(light, fact, remedy)

    def set_public(self, public: bool) -> None:
        """Whether the class can see the desk."""
        if public != self.public:
            self.public = public
            self.public_changed.emit()

    def hand_to_class(self) -> None:
        """Learners have the laptop now: the desk must not open anything over what they see."""
        self.in_class_hands = True

    def take_from_class(self) -> None:
        """The facilitator has the laptop back."""
        self.in_class_hands = False
        self.handed_back.emit()

    def set_covered(self, covered: bool) -> None:
        """Sets whether the desk is covered; only the class PIN removes the cover."""
        self.covered = covered
        self.covered_changed.emit()

    def keep(self, **changes: object) -> None:
        """Changes this laptop's settings and writes them beside the vault, where there is one."""
        self.settings = laptop.changed(self.settings, **changes)
        settings, folder = self.settings, self.profile
        self.ask(lambda: laptop.save(folder, settings), lambda _: None, lambda _: None)

    def ask(self, work: Callable[[], T], then: Callable[[T], object], failed: Failed | None = None) -> None:
        """Runs work that needs no desk, such as reading a list or inspecting the laptop, on the thread of files."""
        self._files.run(work, then, failed)

    def on_register_thread(
        self, work: Callable[[], T], then: Callable[[T], object] | None, failed: Failed | None = None
    ) -> None:
        """Runs work of the register, which may take minutes, on its own thread beside those of the desk and of
        files."""
        self._register_queue.run(work, then, failed)

    def query(self, ask: Callable[[Desk], T], then: Callable[[T], object], failed: Failed | None = None) -> None:
        """Queries the desk; changes nothing."""
        self._hand_over(lambda: ask(self._worker.desk), then, failed, ask)

    def change(
        self, do: Callable[[Desk], T], then: Callable[[T], object] | None = None, failed: Failed | None = None
    ) -> None:
        """Runs a command that changes the desk."""
        self._hand_over(lambda: self._worker.changed(do), lambda news: self._news(news, then), failed, do)

    def conduct(
        self, do: Callable[[Conduct], T], then: Callable[[T], object] | None = None, failed: Failed | None = None
    ) -> None:
        """Runs a command on the open class."""

        def conducted(news: tuple[T, ClassPicture, DeskFacts | None]) -> None:
            result, picture, facts = news
            self.facts = facts or self.facts
            self._show(picture)
            if then is not None:
                self._desk.tell(then, result)

        self._hand_over(lambda: self._worker.conducted(do), conducted, failed, do)

    def check_pin(self, pin: str, then: Callable[[bool], object], failed: Failed | None = None) -> None:
        """Asks whether `pin` is the class PIN of the open desk."""
        from bsuh_desktop.services.desk.facilitator import pin_matches

        self.query(lambda desk: pin_matches(desk, pin), then, failed)

    def progress(self, heard: Callable[[int, int], object]) -> Progress:
        """Returns a progress callback for a worker; `heard` is called on the face's thread."""
        return self._desk.progress(heard)

    def lock(self) -> None:
        """Locks the desk. The open class can be resumed after the next unlocking. Later requests to the desk, such
        as a key pressed in the same moment, are refused."""
        self._locked_up = True

        def not_locked(error: KnownError) -> None:
            self._locked_up = False
            self.error_reported.emit(error)

        self._desk.run(lambda: self._worker.lock(), lambda _: self._locked(), not_locked)

    def open_class(
        self, wish: ClassWish, then: Callable[[], object] | None = None, failed: Failed | None = None
    ) -> None:
        """Starts a new class, from Set up."""
        self._enter(lambda worker: worker.open_class(wish), then, failed)

    def take_class(self, session: str, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Resumes a class, or opens a finished one for viewing."""
        self._enter(lambda worker: worker.take_class(session), then, failed)

    def leave_class(self) -> None:
        """Closes the open class in the windows; its data does not change."""

        def left(facts: DeskFacts | None) -> None:
            if self.facts is not None:
                self.facts = facts
            self._show(None)

        self._desk.run(lambda: self._worker.leave_class(), left, lambda error: self._refused(error, None))

    def close(self) -> None:
        """Locks the desk and waits until all queued work is done."""
        self.closing.emit()
        self._desk.run(lambda: self._worker.lock(), None, None)
        self._desk.close()
        self._files.close()
        self._register_queue.close()
        log("stop")
        close_log()

    def _enter(
        self, find: Callable[[DeskWorker], ClassPicture], then: Callable[[], object] | None, failed: Failed | None
    ) -> None:
        self._opening += 1

        def entered(picture: ClassPicture) -> None:
            self._opening -= 1
            self._show(picture)
            if then is not None:
                then()

        def refused(error: KnownError) -> None:
            self._opening -= 1
            self._desk.tell(failed or self.error_reported.emit, error)
            self.class_refused.emit()

        self._hand_over(lambda: find(self._worker), entered, refused, find)

    def _hand_over(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Failed | None,
        asked: Callable[..., object],
    ) -> None:
        """Queues `work` for the desk. `asked` is the caller's own function, under whose name the log records it."""
        if self._locked_up:
            refused = KnownError("locked", Message("This laptop is locked"), Message("Unlock your desk"))
            (failed or self.error_reported.emit)(refused)
        else:
            self._desk.run(work, then, lambda error: self._refused(error, failed), place_in_source(asked))

    def _refused(self, error: KnownError, failed: Failed | None) -> None:
        self._desk.tell(failed or self.error_reported.emit, error)
        if error.code in DAMAGED and self.facts is not None:
            self._give_up()

    def _give_up(self) -> None:
        """The data file is damaged: locks the desk and returns to the door, where repair is offered."""
        self._locked_up, self._damage_waits = True, False

        def locked(_: object) -> None:
            self._locked()
            self.error_reported.emit(file_damaged())

        self._desk.run(lambda: self._worker.give_up(), locked, None)

    def _on_damage_found(self) -> None:
        """Damage was found in the background, and no command has failed yet: a running class goes on, and the desk
        is locked after it."""
        if self.class_runs:
            self._damage_waits = True
            fact, remedy = Message("A part of the data file is damaged."), Message("Go on, and finish the class.")
            self.inform("look", fact, remedy)
        elif self.facts is not None:
            self._give_up()

    def _opened(self, facts: DeskFacts) -> None:
        self._locked_up = False
        self.facts = facts
        self.opened.emit()
        self._after.start(LOOK_AFTER_MS)

    def _look_after(self) -> None:
        if self.facts is not None and self.facts.coordinates:
            self.register.count_waiting()
        self._desk.run(lambda: self._worker.look_after(), self._looked_after, lambda error: self._refused(error, None))

    def _keep_worked(self) -> None:
        if self.class_runs:
            self._desk.run(lambda: self._worker.keep_worked(), None, None)
            self._keeping.start(KEEP_WORKED_MS)

    def _looked_after(self, news: tuple[Purged, DeskFacts] | None) -> None:
        """Reports names that were deleted automatically, once."""
        if news is not None:
            gone, facts = news
            if self.facts is not None:
                self.facts = facts
            self.names_gone.emit(gone)

    def _locked(self) -> None:
        if self.facts is None:
            # A second lock request while the store was still closing: what already waits behind the door is kept.
            return
        self.facts = None
        self.answers_wait = self._worker.holds_answers
        self.set_waiting(0)
        self._show(None)
        self.locked.emit()

    def _show(self, picture: ClassPicture | None) -> None:
        before, self.picture, self._pictured = self.stage_language, picture, self.clock.now().mono_ms
        if picture is None:
            self._class_language = None
        if not self._keeping.active and self.class_runs:
            self._keeping.start(KEEP_WORKED_MS)
        self.class_changed.emit()
        if self._damage_waits and self.facts is not None and not self.class_runs:
            self._give_up()
        if picture is None and self.stage_language != before:
            self.stage_language_changed.emit()

    def _news(self, news: tuple[T, DeskFacts, ClassPicture | None], then: Callable[[T], object] | None) -> None:
        result, self.facts, picture = news
        if picture is not None:
            self._show(picture)
        if then is not None:
            self._desk.tell(then, result)
