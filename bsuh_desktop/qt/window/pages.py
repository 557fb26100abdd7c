"""The pages of the desk. Each is created when it is first opened, so that the door appears at once."""

from __future__ import annotations

import importlib
from typing import cast

from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.screen import Screen

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
    "new_key": "safekeeping.new_key:NewKey",
    "grants": "grants.grants:Grants",
    "read_out": "safekeeping.read_out:ReadOut",
    "grant_requests": "grants.grant_requests:GrantRequests",
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
