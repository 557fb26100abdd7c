"""The desk's main window: a rail at the left, a header, one page at a time, keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.paths import further_desks
from bsuh_desktop.presenters.safekeeping.door import CHOOSE, WAITS
from bsuh_desktop.presenters.window.notices import Notices
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.help_key import DIALOG, HelpKey
from bsuh_desktop.qt.look import i18n, theme
from bsuh_desktop.qt.navigation.screen import Destination, Screen
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.widgets.scroller import FocusScroller, scroll_into_view, to_top
from bsuh_desktop.qt.window.close_guard import CloseGuard
from bsuh_desktop.qt.window.crash_dialog import CrashDialogs
from bsuh_desktop.qt.window.desk_lock import DeskLock
from bsuh_desktop.qt.window.given_file import FolderRewatch, GivenFile
from bsuh_desktop.qt.window.page_head import MessageBars, PageHead, Readouts
from bsuh_desktop.qt.window.pages import STEPS, UNFRAMED, DeskSwitch, Pages, RailContent, load_ahead
from bsuh_desktop.qt.window.restart import Restart
from bsuh_desktop.qt.window.window_interface import WindowInterface
from bsuh_desktop.settings import size_near
from bsuh_desktop.system.clock import SystemClock

if TYPE_CHECKING:
    from bsuh_desktop.qt.window.stage_link import KeepAwake, StageLink
    from bsuh_desktop.qt.window.tour import TourHints

SMALLEST = (1024, 700)
_COLUMN = 1
"""The index of the column with header and page, beside the rail."""
_LOAD_AHEAD_MS = 300
"""The door is painted first; then Home's modules are loaded while a passphrase is typed."""


class DeskWindow(WindowInterface):
    """The only window of the desk. `start` opens the first page. The monotonic `idle_clock` measures how long nobody
    has touched it. If `restarts`, it closes when the desk is locked, and `restart` has what the next process needs."""

    def __init__(
        self, bridge: Bridge, application: QApplication, idle_clock: Clock | None = None, restarts: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setProperty("role", "page")
        self.setMinimumSize(*SMALLEST)
        self._bridge = bridge
        self._application = application
        self._translator = i18n.speak(application, bridge.language)
        theme.apply_theme(application, bridge.settings.text_scale, bridge.settings.contrast)
        self._build()
        self._pages = Pages(bridge, self._stack)
        self._switch = DeskSwitch(bridge, self, self._pages)
        FolderRewatch(bridge, self._pages, self)
        self._page: Screen | None = None
        self._waiting: Screen | None = None
        self._stage: StageLink | None = None
        self._awake: KeepAwake | None = None
        self._tour: TourHints | None = None
        self._keys_were_at: QWidget | None = None
        # Before the lock, which filters every key first: a person who asks for help is present.
        HelpKey(self).pressed.connect(self.help_a_child)
        HelpKey(self, Qt.Key.Key_F1).pressed.connect(self.open_guide)
        self.crashes = CrashDialogs(bridge, self)
        self.lock = DeskLock(bridge, self, idle_clock or SystemClock())
        self.restart = Restart(bridge, self, restarts)
        self._closing = CloseGuard(bridge, self, application)
        self._given = GivenFile(bridge, self)
        self._listen()
        self._ahead = bridge.face.timer(lambda: bridge.ask(load_ahead, lambda _: None))
        self._ahead.start(_LOAD_AHEAD_MS)
        self.setWindowTitle("Be Smart Use Heart")

    def _build(self) -> None:
        self.rail = Rail(self)
        self._stack = QStackedWidget(self)
        self._head = PageHead(self._stack, self)
        self.header, self.bar = self._head.header, self._head.bar
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.messages = MessageBars(self._bridge, self.bar, self._head.message_area)
        self._guide = RailContent(self._bridge, self.rail)
        self._readouts = Readouts(self._bridge, self.header)
        self._notices = Notices(self._bridge)
        self.header.lock_wanted.connect(lambda: self.lock.lock_or_cover())
        self._readouts.looked.connect(self._notices.look_at_clock)
        self._readouts.sensed.connect(self._notices.look_at_battery)
        self._ring = FocusRing(self)
        self._in_sight = FocusScroller(self)

    def _listen(self) -> None:
        bridge = self._bridge
        bridge.unlocking.connect(self._get_home_ready)
        bridge.opened.connect(self._on_opened)
        bridge.locked.connect(self._on_locked)
        bridge.class_changed.connect(self._on_class_changed)
        bridge.language_changed.connect(self._on_language_changed)
        bridge.public_changed.connect(self._on_public_changed)
        bridge.look_changed.connect(self._on_look_changed)
        self.rail.chosen.connect(lambda key: self.page.ask_to_leave(lambda: self.go(Destination(key))))
        self.rail.language_chosen.connect(bridge.set_language)
        self.rail.help_wanted.connect(self.help_a_child)
        self.rail.look_wanted.connect(self.choose_look)
        self.rail.guide_wanted.connect(self.open_guide)

    @property
    def page(self) -> Screen:
        """The page that is shown."""
        if self._page is None:
            raise LookupError("no page is shown yet")
        return self._page

    def start(self, has_profile: bool) -> None:
        """Opens the door, the first run if nobody has set up this laptop, or the choice among several desks."""
        several = CHOOSE if further_desks(self._bridge.root) else None
        self.go(Destination("door", path=several) if has_profile else Destination("first_run"))

    def go(self, destination: Destination) -> None:
        """Opens a page, and closes the messages of the previous one."""
        if self._switch.takes(destination):
            return
        page = self._raise_page(destination.screen)

        def enter() -> None:
            to_top(page)
            page.enter(destination)

        self._turn_to(page, enter)

    def _turn_to(self, page: Screen, enter: Callable[[], object]) -> None:
        self.messages.clear()
        if self._page is not None:
            self._let(self._page.leave)
        self._settle_class(page)
        before, self._page = self._page, page
        cover_focus = self.focusWidget() if self.lock.covered else None
        self._frame(page)
        theme.catch_up(page)
        self._stack.setCurrentWidget(page)
        page.retranslate()
        enter()
        if before is not None and before not in (page, self._waiting):
            before.clear_personal_data()
        if cover_focus is not None:
            # A page that is opened under the cover may not take the focus from the PIN that is being typed.
            self._keys_were_at = page.focusWidget()
            cover_focus.setFocus()
        self._say_header()
        if self._tour is not None:
            self._tour.turn_to(page)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """What closing the app now would lose: on the page that is shown, or on the one that waits behind the door."""
        return (self._waiting or self.page).unsaved_warning()

    def before_lock(self) -> None:
        """Lets the page store what was not submitted yet: nothing can be stored on a locked desk."""
        self._let(self.page.before_lock)

    def _let(self, do: Callable[[], object]) -> None:
        """Even if the page fails, another one can be opened, or the desk locked."""
        try:
            do()
        except Exception as error:  # noqa: BLE001 (a page with a bug must not be the last one that is ever seen)
            self.crashes.take(error)

    def _raise_page(self, name: str) -> Screen:
        if name not in UNFRAMED:
            self._raise_stage()
        page = self._pages.find(name)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            page.go.connect(self.go)
            page.header_changed.connect(self._say_header)
            page.turned.connect(self.messages.clear)
        return page

    def _get_home_ready(self) -> None:
        """Builds Home while the key is derived from the passphrase on another thread; the GUI thread is idle then."""
        self._raise_page("home")

    def _settle_class(self, page: Screen) -> None:
        """Teaching puts the stage on the projector; a finished class is closed when its pages are left."""
        picture = self._bridge.picture
        if picture is None:
            return
        by_voice = picture.choices.voice is True
        if page.name == "teach" and self._bridge.projector.arrangement == "two" and not by_voice:
            self._bridge.projector.set_on(True)
        elif not page.in_class and picture.view.step == "wrap_up":
            self._bridge.leave_class()

    def _raise_stage(self) -> None:
        """Creates the stage when the desk has been unlocked: nobody could see it before, and the door must appear at
        once."""
        if self._stage is None:
            from bsuh_desktop.qt.window.stage_link import KeepAwake, StageLink
            from bsuh_desktop.qt.window.tour import TourHints
            from bsuh_desktop.system.power import LaptopAwake

            self._stage = StageLink(self._bridge, self, self.take_key)
            self._awake = KeepAwake(self._bridge, LaptopAwake(), self)
            self._tour = TourHints(self._bridge, self, self.rail)
            self._application.aboutToQuit.connect(self._awake.stop)

    def _frame(self, page: Screen) -> None:
        framed = page.framed and not self.lock.covered
        self.rail.setVisible(framed)
        self._head.setVisible(framed)
        if page.framed:
            self._guide.show_page(page)

    def _say_header(self) -> None:
        self.header.set_texts(self.page.breadcrumb(), self.page.title())
        self._readouts.look()

    def _on_opened(self) -> None:
        if self.page.name != "door":
            return
        page, self._waiting = self._waiting, None
        if page is None:
            facts = self._bridge.facts
            self.go(Destination("new_key" if facts is not None and facts.new_key else "home"))
        else:
            self._turn_to(page, self.lock.give_back)

    @property
    def something_waits(self) -> bool:
        """True while a page with unsaved input waits behind the door, or answers are in memory only."""
        return self._waiting is not None or self._bridge.answers_wait

    def forget_waiting(self) -> None:
        """Discards the page and the answers that wait behind the door."""
        page, self._waiting = self._waiting, None
        self._bridge.answers_wait = False
        if page is not None:
            page.clear_personal_data()
            self.lock.end(page_waits=False)

    def _on_locked(self) -> None:
        """Keeps a page with unsaved input behind the door: a lock must cost nobody half an hour's work. If nothing
        waits, the process ends."""
        waits = self.page.framed and self.page.unsaved_warning() is not None
        self._waiting = self.page if waits else None
        self.lock.end(waits)
        self.go(Destination("door", path=WAITS if self.something_waits else None))
        self.lock.tell_why()
        self._switch.on_locked()
        self.restart.begin()

    def show_cover(self, cover: QWidget) -> None:
        """Shows `cover` alone in the window. The page goes on under it, invisible also to screen readers."""
        self._keys_were_at = self.focusWidget()
        if self._row.indexOf(cover) < 0:
            self._row.addWidget(cover, 1)
        for part in (self.rail, self._head, self._stack):
            part.hide()
        if self._tour is not None:
            self._tour.look()
        self._row.setStretch(_COLUMN, 0)
        cover.show()
        self.activateWindow()

    def hide_cover(self, cover: QWidget) -> None:
        """Removes `cover`, updates the page and gives the focus back to where it was."""
        cover.hide()
        self._row.setStretch(_COLUMN, 1)
        self._stack.show()
        self._frame(self.page)
        self.page.retranslate()
        self._on_class_changed()
        self._say_header()
        if self._keys_were_at is not None and isValid(self._keys_were_at):
            self._keys_were_at.setFocus()

    def _on_class_changed(self) -> None:
        if self._page is None or not self._page.framed:
            return
        self._guide.show_page(self._page)
        if self._bridge.picture is not None:
            self._page.show_class()

    def _on_language_changed(self) -> None:
        i18n.switch(self._application, self._translator, self._bridge.language)
        self._guide.show_page(self.page)
        self._say_header()

    def _on_public_changed(self) -> None:
        self.page.retranslate()
        self._say_header()

    def set_text_scale(self, scale: float) -> None:
        """Sets the text scale, from 1.0 to 2.0."""
        self._bridge.choose_look(text_scale=scale)

    def _on_look_changed(self) -> None:
        settings = self._bridge.settings
        if (settings.text_scale, settings.contrast) != theme.worn():
            hidden = self._pages.all_but(self.page)
            theme.apply_theme(self._application, settings.text_scale, settings.contrast, hidden)
        if (focused := self.focusWidget()) is not None:
            scroll_into_view(focused)

    def _step_text(self, step: int) -> None:
        self.set_text_scale(size_near(self._bridge.settings.text_scale, step))

    def lock_desk(self) -> None:
        """Locks the desk as if the facilitator had asked for it."""
        self.lock.lock()

    def restart_at_door(self) -> None:
        """Ends the process once the desk is locked, if the window may end it."""
        self.restart.begin()

    def come_forward(self, file: Path | None = None) -> None:
        """Somebody has started the app once more, perhaps for a file: brings to the front what of it is in front. A
        stage that covers the desk goes on covering it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        over = self._stage.stage.window if self._stage is not None and self._bridge.projector.over_desk else self
        front = QApplication.activeModalWidget() or over
        front.raise_()
        front.activateWindow()
        if file is not None:
            self.take_file(file)

    def take_file(self, path: Path) -> None:
        """Somebody has opened a file with the app: shows it where they would choose it, once a desk is open."""
        self._given.presenter.take(path)

    def help_a_child(self) -> None:
        """Opens what to do when a child needs help. Where the class may see it, the stage turns black first."""
        from bsuh_desktop.qt.dialogs.child_help import help_with_child

        found: QDialog | None = self.findChild(QDialog, DIALOG)
        is_open = found is not None and found.isVisible()
        if is_open or self._stage is None or self._stage.cover_first():
            help_with_child(self._bridge, self)

    def open_guide(self) -> None:
        """Opens the guide at the section for the page that is shown."""
        from bsuh_desktop.qt.dialogs.guide_dialog import open_guide

        open_guide(self._bridge, self, self.page.name)

    def _list_keys(self) -> None:
        from bsuh_desktop.qt.dialogs.keys import open_keys

        open_keys(self._bridge, self, self.page.name)

    def _leave_wall(self) -> None:
        """What opens behind a stage that covers the desk would not be seen, and would take the keys."""
        if self._stage is not None and self._bridge.projector.over_desk:
            self._bridge.projector.leave()

    def choose_look(self) -> None:
        """Opens this person's display settings: text, contrast, motion, languages."""
        self._leave_wall()
        from bsuh_desktop.qt.dialogs.this_screen import ThisScreen

        ThisScreen(self._bridge, self).open()

    def _switch_language(self, of_stage: bool) -> None:
        """Switches the language of the desk or, with `of_stage`, of the stage and so of the class. Never both at
        once."""
        bridge = self._bridge
        if of_stage:
            bridge.set_stage_language("en" if bridge.stage_language == "bn" else "bn")
        else:
            bridge.set_language("en" if bridge.language == "bn" else "bn")

    def take_key(self, event: QKeyEvent) -> bool:
        """Handles a key that no control has used, from this window or from the stage."""
        if self._take_everywhere(event):
            return True
        return self.lock.key(event) if self.lock.covered else self._take_on_page(event)

    def _take_everywhere(self, event: QKeyEvent) -> bool:
        """Handles the keys that also work on a covered desk."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and key == Qt.Key.Key_L and self.page.framed:
            # An auto-repeated key would cover the desk, and lock it a moment later.
            if not event.isAutoRepeat():
                self.lock.lock_or_cover()
        elif key == Qt.Key.Key_F9:
            self._switch_language(of_stage=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif control and key == Qt.Key.Key_Comma:
            self.choose_look()
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._step_text(+1)
        elif control and key == Qt.Key.Key_Minus:
            self._step_text(-1)
        else:
            return False
        return True

    def _take_on_page(self, event: QKeyEvent) -> bool:
        key, focused = event.key(), self.focusWidget()
        stage_in_front = self._stage is not None and self._bridge.projector.over_desk
        if stage_in_front and key == Qt.Key.Key_Escape:
            self._bridge.projector.leave()
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton) and not stage_in_front
        ):
            # Qt lets Enter press a button in dialogs only. An auto-repeated Enter must not run through the lesson.
            if not event.isAutoRepeat():
                focused.click()
        elif event.text() == "?" and self.page.framed and self.isActiveWindow():
            self._list_keys()
        elif key == Qt.Key.Key_F5 and self._bridge.picture and self._stage:
            self._stage.toggle()
        elif key == Qt.Key.Key_F10 and self.page.in_class and self._bridge.picture and self.page.name != STEPS[-1]:
            self._leave_wall()
            self.go(Destination(STEPS[-1]))
        else:
            return self.page.key(event) or (self._tour is not None and self._tour.key(event))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles keys that the control in focus did not use."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Updates the window's accessible name when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.setAccessibleName(self._bridge.say(Message("Where to go")))
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Locks the desk and closes the window with all that is open over it; everything is committed already. Even
        if a page fails meanwhile, the desk is locked, and no thread is left that could crash the app."""
        if not self._closing.may_close():
            event.ignore()
            return
        try:
            for dialog in self.findChildren(QDialog):
                dialog.reject()
            if self._page is not None:
                self._page.leave()
        finally:
            self._readouts.stop()
            self.lock.stop()
            if self._awake is not None:
                self._awake.stop()
            if self._stage is not None:
                self._stage.close()
            self._bridge.close()
            super().closeEvent(event)
