"""A desk to walk about in: the real window on a profile of its own, as a person finds it after starting the app."""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.presenters.classroom import shared_device
from bsuh_desktop.qt.application.run import open_desk_window
from bsuh_desktop.qt.bridge.bridge import Bridge, QtFace
from bsuh_desktop.qt.look.i18n import CatalogueTranslator
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.window.desk_window import DeskWindow
from bsuh_desktop.qt.window.restart import StartAtDoor
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.settings import Contrast
from tests.helpers.account import account_in
from tests.helpers.cached_work import derived_once, look_at_modules_once
from tests.helpers.desks import PASSPHRASE, clock_at, prepared_in
from tests.helpers.display import show_on
from tests.helpers.hands import failed, front, named, press, settle, until, until_laid_out, write
from tests.helpers.layout_items import items_of_layouts
from tests.helpers.until import PATIENCE_MS, PATIENCE_S

LAPTOP = (1366, 768)
_A_WHILE = 20
"""Looks that must be the same."""

Prepare = Callable[[Desk], object]


@dataclasses.dataclass(frozen=True)
class Visit:
    """The window and the bridge of an app that runs."""

    window: DeskWindow
    bridge: Bridge

    def quiet(self) -> None:
        """Waits until every answer from the workers is there and shown, and the slides on the desk are drawn."""
        until(lambda: not self.bridge.busy, "the workers are done")
        until(self._slides_are_drawn, "the slides are drawn")
        settle()

    def _slides_are_drawn(self) -> bool:
        if not hasattr(self.bridge, "stage"):
            return True
        stage, renderer = self.bridge.stage, self.bridge.renderer
        wanted = [content for content in (stage.content, stage.next_content) if content is not None and content.drawn]
        return all(renderer.preview(content) is not None for content in wanted)

    def still(self) -> None:
        """Waits until the window in front looks the same for a while: pictures come one after the other."""
        looks: list[QImage] = []

        def same() -> bool:
            looks.append(self.seen().grab().toImage())
            return len(looks) > _A_WHILE and all(look == looks[-1] for look in looks[-_A_WHILE:])

        until(same, "the window stands still")

    def see(self, name: str) -> QWidget:
        """The visible control of that name in the window that is in front."""
        return named(self.seen(), name)

    def press(self, *names: str) -> None:
        """Clicks on one control after the other."""
        for name in names:
            press(self.see(name))
            self.quiet()

    def let_names_go(self, papers: str = "certificates") -> None:
        """Says yes where the desk asks before names leave it in clear: for certificates, not for attendance files."""
        if papers == "certificates":
            self.quiet()
            self.press("save_names")

    def give_certificates(self) -> None:
        """Says yes where Wrap up asks whether a short class gives certificates."""
        self.press("allow")

    def write(self, name: str, text: str) -> None:
        """Writes into a field."""
        write(self.see(name), text)

    def seen(self) -> QWidget:
        """The window that is in front: the desk's, a dialog of it, or the one of the device that goes round."""
        return QApplication.activeModalWidget() or QApplication.activeWindow() or self.window

    def dialog(self) -> QWidget:
        """The dialog that is open."""
        until(QApplication.activeModalWidget, "a dialog is open")
        self.quiet()
        return self.seen()

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Within it the desk's own window is not painted, for a way that is not what is looked at; then all of it."""
        before = self.window.updatesEnabled()
        self.window.setUpdatesEnabled(False)
        try:
            yield
        finally:
            self.window.setUpdatesEnabled(before)
        settle()

    @contextmanager
    def slow_desk(self) -> Iterator[None]:
        """Within it no answer comes from the desk, as on a laptop whose disk takes its time; then all of them."""
        goes_on = threading.Event()
        self.bridge.query(lambda _: goes_on.wait(PATIENCE_S), lambda _: None)
        try:
            yield
        finally:
            goes_on.set()
        self.quiet()

    def look_no_more(self) -> None:
        """From now on the page looks for nothing by itself, as it does for sticks every three seconds: a button for one
        that a test takes away stays until it is pressed. A page that is entered anew looks again."""
        for timer in self.window.page.findChildren(QTimer):
            if not timer.isSingleShot():
                timer.stop()

    def unlock(self) -> None:
        """Goes through the door."""
        with self.unseen(), derived_once():
            write(self.see("passphrase"), PASSPHRASE, at_once=True)
            self.press("primary")
            until(lambda: self.bridge.facts, "the desk is unlocked")
            self.quiet()

    def in_private(self) -> None:
        """Says that no projector shows this screen, as Set up asks."""
        self.bridge.projector.set_shows_this_screen(False)
        self.quiet()

    def go(self, screen: str, *, group: str = "", session: str = "", path: object = None) -> None:
        """Opens a page as another page would."""
        self.window.go(Destination(screen, group, session, path))
        self.quiet()

    def speak(self, language: Language, text_scale: float, contrast: Contrast = "calm") -> None:
        """Everything in another language, size of text and contrast."""
        self.bridge.set_language(language)
        self.bridge.set_stage_language(language)
        self.bridge.choose_look(text_scale=text_scale, contrast=contrast)
        self.quiet()
        until_laid_out(self.seen())


@contextmanager
def visiting(
    folder: Path,
    prepare: Prepare | None = None,
    projector: bool = False,
    idle_clock: Clock | None = None,
    machine: Machine | None = None,
    start: StartAtDoor | None = None,
    restarts: bool = False,
) -> Iterator[Visit]:
    """The app in `folder`, in English, on a laptop of 1366x768, with a projector of 1024x768 if that is asked for.

    Nobody has set it up if `prepare` is None; else it stands before the door of a practice desk that was prepared and
    is locked with `PASSPHRASE`. The desk looks at `idle_clock`, else at the laptop's own, when nobody touches it;
    `machine` says which computer it is on. It comes back after a lock where `start` says, and closes at the next one
    where it `restarts`. Each folder is on a computer of its own, whose desks may have the same keys.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    shown = _screens("LAPTOP", *(["PROJECTOR"] if projector else []))
    with shown, _look_of_its_own(application), _thanks_that_stay(), account_in(folder):
        yield from _app(application, folder, prepare, idle_clock, machine, start, restarts)


@contextmanager
def _screens(*names: str) -> Iterator[None]:
    """Plugs the screens in and, at the end, a projector out again; returns when Qt has heard of it."""
    ours = show_on(*names)
    if ours:
        _await_screens(*names)
    try:
        yield
    finally:
        if ours:
            show_on("LAPTOP")
            _await_screens("LAPTOP")


def _await_screens(*names: str) -> None:
    until(lambda: {screen.name() for screen in QApplication.screens()} == set(names), f"the screens are {names}")


@contextmanager
def _thanks_that_stay() -> Iterator[None]:
    """What the shared device shows for some seconds stands until a test lets them pass: a busy machine takes longer."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("THANKS_MS", "IDLE_MS"):
            patched.setattr(shared_device, name, getattr(shared_device, name) + PATIENCE_MS)
        yield


@contextmanager
def _look_of_its_own(application: QApplication) -> Iterator[None]:
    """Whatever the visit dresses the application in, and its size of the text, is taken off again."""
    font, flash = application.font(), application.cursorFlashTime()
    # Two pictures of the same window must not differ by a cursor that blinks.
    application.setCursorFlashTime(0)
    try:
        yield
    finally:
        apply_theme(application)
        application.setStyleSheet("")
        application.setFont(font)
        application.setCursorFlashTime(flash)


def _app(
    application: QApplication,
    folder: Path,
    prepare: Prepare | None,
    idle_clock: Clock | None,
    machine: Machine | None,
    start: StartAtDoor | None,
    restarts: bool,
) -> Iterator[Visit]:
    look_at_modules_once()
    clock = clock_at()
    if prepare is not None:
        prepared_in(folder, prepare, clock)
    window = open_desk_window(application, folder / "profile", clock, "en", idle_clock, machine, start, restarts)
    if start is None:
        window.setGeometry(0, 0, *LAPTOP)
        window.show()
    else:
        start.arrive(window, window.page.bridge)
    front(QApplication.activeModalWidget() or window)
    settle()
    visit = Visit(window, window.page.bridge)
    with _no_error(visit.bridge):
        try:
            yield visit
            visit.quiet()
            assert not items_of_layouts()
        finally:
            _leave(application, window)


@contextmanager
def _no_error(bridge: Bridge) -> Iterator[None]:
    """Errors in slots and on workers end the visit, too; Qt would only print them."""
    before, sys.excepthook = sys.excepthook, lambda kind, error, trace: failed.append(error)
    bridge.crashed.connect(failed.append)
    try:
        yield
        for error in failed:
            raise error
    finally:
        sys.excepthook = before
        failed.clear()


def _leave(application: QApplication, window: QWidget) -> None:
    """Closes the app, first its dialogs as a person must, and takes its language off the application, which stays."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        if not dialog.close():
            # The device that goes round does not close itself: it asks for the PIN.
            dialog.hide()
        settle()
    if not window.close():
        # It asks whether the class that goes on, or the code that was shown, may be left.
        settle()
        question = QApplication.activeModalWidget()
        assert isinstance(question, Dialog)
        question.answer("leave")
    window.deleteLater()
    for kind in (QtFace, CatalogueTranslator):
        for left in application.findChildren(kind):
            if isinstance(left, CatalogueTranslator):
                application.removeTranslator(left)
            left.deleteLater()
    settle()
