"""What the rail shows: the places of the desk, or the four steps of the class that is open."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.building import building
from bsuh_desktop.qt.screens.screen import Screen
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.windows.pages import PAGES, STEPS

_STEP_NAMES = (Message("Set up"), Message("Roll call"), Message("Teach"), Message("Wrap up"))
_PLACES = (
    ("home", Message("Home"), "home"),
    ("classes", Message("Classes"), "people"),
    ("verify", Message("Verify"), "shield"),
    ("hand_over", Message("Hand over"), "usb"),
    ("programme", Message("Programme"), "key"),
    ("laptop", Message("This laptop"), "laptop"),
)
_COORDINATING = (
    ("inbox", Message("Inbox"), "inbox"),
    ("figures", Message("Figures"), "chart"),
)
"""Behind Home, where the desk has a coordinator's grant."""
_BELONGS = {
    "held": "classes",
    "import_list": "classes",
    "consent": "classes",
    "learners": "classes",
    "names": "classes",
    "withdrawal": "classes",
    "paper_class": "home",
    "receive": "hand_over",
    "make_programme": "programme",
    "grants": "programme",
    "read_out": "programme",
    "grant_requests": "programme",
}


class Guide:
    """Fills the rail for the page that is shown."""

    def __init__(self, bridge: Bridge, rail: Rail) -> None:
        self._bridge = bridge
        self._rail = rail
        self._page: Screen | None = None
        bridge.waiting_changed.connect(self._on_waiting)

    def _on_waiting(self) -> None:
        if self._page is not None:
            with building():
                self.show_page(self._page)

    def show_page(self, page: Screen) -> None:
        """The rail as it belongs beside `page`."""
        self._page = page
        if page.in_class:
            self._show_steps(page.name)
        else:
            self._show_places(_BELONGS.get(page.name, page.name))

    def _show_places(self, here: str) -> None:
        say = self._bridge.say
        places = [(key, say(name), icon, self._badge(key)) for key, name, icon in self._places()]
        self._rail.set_places(places)
        self._rail.set_current(here)

    def _places(self) -> list[tuple[str, Message, str]]:
        home, *others = _PLACES
        facts = self._bridge.facts
        coordinates = facts is not None and facts.coordinates
        return [home, *(place for place in _COORDINATING if coordinates and place[0] in PAGES), *others]

    def _badge(self, key: str) -> str:
        return self._bridge.number(self._bridge.waiting) if key == "inbox" and self._bridge.waiting else ""

    def _show_steps(self, here: str) -> None:
        """Steps behind the one that is shown are done. Without an open class only Set up can be gone to."""
        reached = self._bridge.picture is not None
        place = STEPS.index(here)
        steps = [
            (key, self._bridge.say(name), "now" if key == here else "done" if number < place else "next")
            for number, (key, name) in enumerate(zip(STEPS, _STEP_NAMES, strict=True))
        ]
        self._rail.set_steps(steps)
        for entry, key in zip(self._rail.entries(), STEPS, strict=True):
            entry.setEnabled(reached or key == "set_up")
