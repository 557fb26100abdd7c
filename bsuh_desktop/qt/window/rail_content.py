"""What the rail shows: the places of the desk, or the four steps of the class that is open."""

from __future__ import annotations

import functools

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.window.pages import STEPS
from bsuh_desktop.register.optional_libraries import has_parts

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
