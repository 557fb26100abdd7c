"""Which pages the desk has. Each is made when it is opened for the first time, so that the door stands at once."""

from __future__ import annotations

import importlib
from typing import cast

from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.screens.screen import Screen

PAGES = {
    "door": "Door",
    "first_run": "FirstRun",
    "home": "Home",
    "classes": "Classes",
    "held": "Held",
    "import_list": "ImportList",
    "consent": "ConsentSitting",
    "learners": "Learners",
    "names": "Names",
    "withdrawal": "Withdrawal",
    "paper_class": "PaperClass",
    "verify": "Verify",
    "hand_over": "HandOver",
    "receive": "Receive",
    "inbox": "Inbox",
    "figures": "Figures",
    "set_up": "SetUp",
    "roll_call": "RollCall",
    "teach": "Teach",
    "wrap_up": "WrapUpPage",
    "programme": "ProgrammePage",
    "make_programme": "MakeProgramme",
    "laptop": "Laptop",
    "keys": "Keys",
    "bring_back": "BringBack",
    "new_key": "NewKey",
    "grants": "Grants",
    "read_out": "ReadOut",
    "grant_requests": "GrantRequests",
}
"""The module in `screens` → its class."""

UNFRAMED = ("door", "first_run", "bring_back")
"""Before a desk is open: nothing stands beside them."""

STEPS = ("set_up", "roll_call", "teach", "wrap_up")


class Pages:
    """The pages that were opened so far."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        self._bridge = bridge
        self._parent = parent
        self._made: dict[str, Screen] = {}

    def made(self) -> list[Screen]:
        """All that were made."""
        return list(self._made.values())

    def take_all_but(self, shown: Screen) -> list[Screen]:
        """All pages but the one that is `shown`: they are made anew when they are asked for."""
        gone = [page for page in self._made.values() if page is not shown]
        self._made = {name: page for name, page in self._made.items() if page is shown}
        return gone

    def find(self, name: str) -> Screen:
        """The page `name`. LookupError for one that there is not."""
        if name not in self._made:
            module = importlib.import_module(f"bsuh_desktop.qt.screens.{name}")
            made = cast(type[Screen], getattr(module, PAGES[name]))(self._bridge, self._parent)
            made.setObjectName(name)
            self._made[name] = made
        return self._made[name]
