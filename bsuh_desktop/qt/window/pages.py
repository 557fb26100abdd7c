"""The pages of the desk, what the rail shows of them, and the change to another facilitator's desk.

Each page is created when it is first opened, so that the door appears at once. Nothing of the first desk stays in a
window."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.screen import Destination, Screen
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.window.window_interface import WindowInterface
from bsuh_desktop.register.optional_libraries import has_parts

PAGES = {
    "door": "safekeeping.door:Door",
    "first_run": "safekeeping.first_run:FirstRun",
    "home": "home.home:Home",
    "classes": "class_lists.classes:Classes",
    "held": "class_lists.held_classes:HeldClasses",
    "import_list": "class_lists.import_list:ImportList",
    "consent": "class_lists.consent:ConsentSitting",
    "history": "class_lists.history:History",
    "learners": "class_lists.learners:Learners",
    "merge_classes": "class_lists.merge_classes:MergeClasses",
    "names": "erasure.names:Names",
    "withdrawal": "erasure.withdrawal:Withdrawal",
    "paper_class": "class_sheets.paper_class:PaperClass",
    "verify": "verify.verify:Verify",
    "hand_over": "hand_over.hand_over:HandOver",
    "receive": "collection.receive:Receive",
    "inbox": "collection.inbox:Inbox",
    "figures": "figures.figures:Figures",
    "set_up": "classroom.set_up.set_up:SetUp",
    "roll_call": "classroom.roll_call.roll_call:RollCall",
    "teach": "classroom.teach.teach:Teach",
    "wrap_up": "classroom.wrap_up.wrap_up:WrapUpPage",
    "programme": "programme.programme:ProgrammePage",
    "make_programme": "programme.make_programme:MakeProgramme",
    "laptop": "safekeeping.laptop:Laptop",
    "keys": "safekeeping.keys:Keys",
    "bring_back": "safekeeping.bring_back:BringBack",
    "new_key": "safekeeping.keys:NewKey",
    "grants": "grants.grants:Grants",
    "read_out": "safekeeping.read_out:ReadOut",
    "grant_requests": "grants.grants:GrantRequests",
}
"""By page name: the module below `qt`, and the class in it."""

UNFRAMED = ("door", "first_run", "bring_back")
"""Pages for a locked desk: rail and header are hidden."""

STEPS = ("set_up", "roll_call", "teach", "wrap_up")


def load_ahead() -> None:
    """Imports what the first page after the door needs; call it on another thread, while a passphrase is typed."""
    _screen("home")
    importlib.import_module("bsuh_desktop.qt.window.stage_link")


def _screen(name: str) -> type[Screen]:
    module, _, screen = PAGES[name].partition(":")
    return cast(type[Screen], getattr(importlib.import_module(f"bsuh_desktop.qt.{module}"), screen))


class Pages:
    """The pages that were opened so far."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        self._bridge = bridge
        self._parent = parent
        self._made: dict[str, Screen] = {}

    def all_but(self, shown: Screen) -> list[Screen]:
        """All pages but `shown`."""
        return [page for page in self._made.values() if page is not shown]

    def take_all_but(self, shown: Screen) -> list[Screen]:
        """Removes and returns all pages but `shown`: they are created again when they are requested."""
        gone = self.all_but(shown)
        self._made = {name: page for name, page in self._made.items() if page is shown}
        return gone

    def find(self, name: str) -> Screen:
        """The page `name`, created if necessary. Raises LookupError for an unknown name."""
        if name not in self._made:
            made = _screen(name)(self._bridge, self._parent)
            made.setObjectName(name)
            self._made[name] = made
        return self._made[name]


_STEP_NAMES = (Message("Set up"), Message("Roll call"), Message("Teach"), Message("Wrap up"))
PLACES = (
    ("home", Message("Home"), "home"),
    ("classes", Message("Classes"), "people"),
    ("verify", Message("Verify"), "shield"),
    ("hand_over", Message("Hand over"), "usb"),
    ("programme", Message("Programme"), "key"),
    ("laptop", Message("This laptop"), "laptop"),
)
COORDINATING = (
    ("inbox", Message("Inbox"), "inbox"),
    ("figures", Message("Figures"), "chart"),
    ("grants", Message("Grants"), "cert"),
)
"""Listed after Home if the desk has a coordinator's grant."""
_SMALL = (("receive", Message("Receive"), "inbox"),)
"""Listed before them if the packages for the register are not installed: this page works without."""
BELONGS = {
    "held": "classes",
    "history": "classes",
    "import_list": "classes",
    "consent": "classes",
    "learners": "classes",
    "merge_classes": "classes",
    "names": "classes",
    "withdrawal": "classes",
    "paper_class": "home",
    "receive": "hand_over",
    "keys": "laptop",
    "make_programme": "programme",
    "grants": "programme",
    "read_out": "programme",
    "grant_requests": "programme",
}
"""The place that is lit while a page is shown that has none of its own."""
_TO_COORDINATORS = {"grants": "grants", "read_out": "grants", "grant_requests": "grants"}


class RailContent:
    """Fills the rail for the page that is shown."""

    def __init__(self, bridge: Bridge, rail: Rail) -> None:
        self._bridge = bridge
        self._rail = rail
        self._page: Screen | None = None
        bridge.waiting_changed.connect(self._on_waiting)

    def _on_waiting(self) -> None:
        if self._page is not None:
            self.show_page(self._page)

    def show_page(self, page: Screen) -> None:
        """Shows the rail that belongs to `page`."""
        self._page = page
        if page.in_class:
            self._show_steps(page.name)
        else:
            self._show_places(page.name)

    def _show_places(self, shown: str) -> None:
        say, shown_ones = self._bridge.say, self._places()
        self._rail.set_destinations([(key, say(name), icon, self._badge(key)) for key, name, icon in shown_ones])
        keys = {key for key, _, _ in shown_ones}
        self._rail.set_current(shown if shown in keys else self._belongs().get(shown, shown))

    def _belongs(self) -> dict[str, str]:
        return BELONGS | (_TO_COORDINATORS if self._coordinates else {})

    @property
    def _coordinates(self) -> bool:
        facts = self._bridge.facts
        return facts is not None and facts.coordinates

    def _places(self) -> list[tuple[str, Message, str]]:
        home, *others = PLACES
        if not self._coordinates:
            return [home, *others]
        return [home, *(() if self._has_parts else _SMALL), *COORDINATING, *others]

    @functools.cached_property
    def _has_parts(self) -> bool:
        """Checked once: nobody installs packages while the app runs."""
        return has_parts()

    def _badge(self, key: str) -> str:
        return self._bridge.number(self._bridge.waiting) if key == "inbox" and self._bridge.waiting else ""

    def _show_steps(self, here: str) -> None:
        """Steps before the current one are done. Without an open class only Set up can be opened."""
        reached = self._bridge.picture is not None
        place = STEPS.index(here)
        steps = [
            (key, self._bridge.say(name), "now" if key == here else "done" if number < place else "next")
            for number, (key, name) in enumerate(zip(STEPS, _STEP_NAMES, strict=True))
        ]
        self._rail.set_steps(steps)
        for entry, key in zip(self._rail.entries(), STEPS, strict=True):
            entry.setEnabled(reached or key == "set_up")


class DeskSwitch:
    """Moves the window to the door of another desk, or to the first run of a new one."""

    def __init__(self, bridge: Bridge, window: WindowInterface, pages: Pages) -> None:
        self._bridge, self._window, self._pages = bridge, window, pages
        self._then: Callable[[], object] | None = None

    def takes(self, destination: Destination) -> bool:
        """True if `destination` belongs to another desk: then the switch is made here, after locking the desk that is
        open and, if unsaved input waits behind the door, after the person has agreed to lose it."""
        folder = destination.path
        if destination.screen not in UNFRAMED or not isinstance(folder, Path) or folder == self._bridge.profile:
            return False
        if self._bridge.facts is not None:
            self._then = lambda: self._ask(folder, destination.screen)
            self._window.lock_desk()
        else:
            self._ask(folder, destination.screen)
        return True

    def on_locked(self) -> None:
        """The desk is locked and its door is shown: continues a switch that waited for this."""
        then, self._then = self._then, None
        if then is not None:
            then()

    def _ask(self, folder: Path, screen: str) -> None:
        if not self._window.something_waits:
            self._turn(folder, screen)
            return
        verbs = [("leave", Message("Open the other desk"), "secondary"), ("stay", Message("Stay"), "primary")]
        ask(
            self._window,
            Message("Open another desk?"),
            Message("Something typed on this desk was not saved. It is lost if you open another desk."),
            verbs,
            lambda key: self._turn(folder, screen) if key == "leave" else None,
            safe="stay",
        )

    def _turn(self, folder: Path, screen: str) -> None:
        self._window.forget_waiting()
        gone = self._pages.take_all_but(self._window.page)
        self._bridge.choose_desk(folder)
        self._window.go(Destination(screen))
        self._window.restart_at_door()
        # After all answers that are still on their way to one of these pages.
        self._bridge.ask(lambda: None, lambda _: _delete(gone))


def _delete(pages: list[Screen]) -> None:
    for page in pages:
        page.deleteLater()
