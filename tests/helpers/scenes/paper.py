"""A class from paper: the screen on which a class sheet is typed in, and the question before one is printed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.restyled import desk_say
from tests.helpers import prepared
from tests.helpers.hands import key, pick
from tests.helpers.list_pages import choose_more
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def empty(visit: Visit) -> None:
    """Nothing is typed yet."""
    visit.unlock()
    visit.in_private()
    visit.go("paper_class")


def filled(visit: Visit) -> None:
    """A sheet whose sums do not meet."""
    empty(visit)
    for name, text in (("start", "0700"), ("end", "0745"), ("girls", "30"), ("boys", "23")):
        visit.write(name, text)
    visit.write("roll", "5 12 33 8L 41L 40E")
    key(visit.see("roll"), "Return")
    for letter, text in (("a", "12"), ("b", "38"), ("c", "7")):
        visit.write(f"tally_1_{letter}", text)
    visit.quiet()


def filled_at_the_end(visit: Visit) -> None:
    """The same, scrolled to what will be kept."""
    filled(visit)
    visit.write("tally_9_d", "3")
    visit.quiet()


def rest(visit: Visit) -> None:
    """The rest of a class that stopped."""
    visit.unlock()
    visit.in_private()
    visit.press("rest_from_paper")


def sheet(visit: Visit) -> None:
    """With names, or rolls only, and where to?"""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes")
    choose_more(visit, desk_say(Message("Print class sheet")))


def names(visit: Visit) -> None:
    """Names leave the app only after a warning."""
    sheet(visit)
    with TemporaryDirectory() as folder:
        visit.press("with_names", "sheet_to_folder")
        pick(Path(folder))
        visit.quiet()


def kit(visit: Visit) -> None:
    """Which papers of the module, and where to?"""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes")
    choose_more(visit, desk_say(Message("Print lesson kit")))


def blank_list(visit: Visit) -> None:
    """Where should a list go that is written by hand?"""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes", "blank_list")


SCENES = (
    Scene("paper-class", empty, prepared.with_class),
    Scene("paper-class-filled", filled, prepared.with_class),
    Scene("paper-class-end", filled_at_the_end, prepared.with_class),
    Scene("paper-class-rest", rest, prepared.at_teach),
    Scene("blank-list", blank_list, prepared.with_class, afresh=True),
    Scene("class-sheet", sheet, prepared.with_class, afresh=True),
    Scene("lesson-kit", kit, prepared.with_class, afresh=True),
    Scene("class-sheet-names", names, prepared.with_class, afresh=True),
)
