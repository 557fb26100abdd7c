"""Every screen of the desk and how a person gets there: one list for the pictures and for the tests that see all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE
from tests.helpers.visit import Prepare, Visit, visiting

Reach = Callable[[Visit], QWidget]


@dataclasses.dataclass(frozen=True)
class Scene:
    """`reach` walks there from the first page and returns the window to look at; `prepare` is what was done on the
    desk in earlier days, None for a laptop that nobody has set up; `projector` says that one is plugged in."""

    name: str
    reach: Reach
    prepare: Prepare | None
    projector: bool


@dataclasses.dataclass(frozen=True)
class Look:
    """A language and a size of the text, as a share of the usual one."""

    language: Language
    text_scale: float

    def __str__(self) -> str:
        """Short, as in a file's name: bn-200."""
        return f"{self.language}-{self.text_scale * 100:.0f}"


LOOKS = (Look("en", 1.0), Look("bn", 1.0), Look("bn", 2.0), Look("en", 2.0))
SCENES: dict[str, Scene] = {}


def looks_of(scene: Scene, folder: Path) -> Iterator[tuple[Look, QWidget]]:
    """Goes to `scene` with a profile in `folder`, and shows it in each look; the window is the one to look at."""
    with visiting(folder, scene.prepare, scene.projector) as visit:
        window = scene.reach(visit)
        for look in LOOKS:
            visit.speak(look.language, look.text_scale)
            yield look, window


def _scene(name: str, prepare: Prepare | None = None, projector: bool = False) -> Callable[[Reach], Reach]:
    def keep(reach: Reach) -> Reach:
        SCENES[name] = Scene(name, reach, prepare, projector)
        return reach

    return keep


@_scene("first-run")
def _first_run(visit: Visit) -> QWidget:
    return visit.window


@_scene("first-run-who")
def _who(visit: Visit) -> QWidget:
    visit.press("practise", "primary")
    visit.write("facilitator", prepared.FACILITATOR)
    visit.write("pin", "১২৩৪")
    visit.write("again", "1234")
    return visit.window


@_scene("first-run-passphrase")
def _passphrase(visit: Visit) -> QWidget:
    _who(visit)
    visit.press("primary")
    visit.write("passphrase", "short")
    return visit.window


@_scene("first-run-recovery")
def _recovery(visit: Visit) -> QWidget:
    _who(visit)
    visit.press("primary")
    visit.write("passphrase", PASSPHRASE)
    visit.write("again", PASSPHRASE)
    visit.press("primary")
    return visit.window


@_scene("door", prepared.as_made)
def _door(visit: Visit) -> QWidget:
    return visit.window


@_scene("door-wrong-passphrase", prepared.as_made)
def _wrong(visit: Visit) -> QWidget:
    visit.write("passphrase", "not these words at all")
    visit.press("primary")
    return visit.window


@_scene("door-recovery-code", prepared.as_made)
def _forgotten(visit: Visit) -> QWidget:
    visit.press("forgotten")
    return visit.window


@_scene("home-without-class", prepared.as_made)
def _home_without(visit: Visit) -> QWidget:
    visit.unlock()
    return visit.window


@_scene("home", prepared.at_teach)
def _home(visit: Visit) -> QWidget:
    visit.unlock()
    visit.in_private()
    return visit.window


@_scene("home-waiting", prepared.finished)
def _home_waiting(visit: Visit) -> QWidget:
    visit.unlock()
    return visit.window


@_scene("set-up", prepared.with_class)
def _set_up(visit: Visit) -> QWidget:
    visit.unlock()
    visit.press("start_preparing")
    return visit.window


@_scene("set-up-public", prepared.with_class)
def _set_up_public(visit: Visit) -> QWidget:
    _set_up(visit)
    visit.press("projector_yes")
    return visit.window


@_scene("roll-call-headcount", prepared.at_roll_call, projector=True)
def _headcount(visit: Visit) -> QWidget:
    visit.unlock()
    visit.press("go_on")
    return visit.window


@_scene("roll-call", prepared.counted, projector=True)
def _roll_call(visit: Visit) -> QWidget:
    return _headcount(visit)


@_scene("teach", prepared.at_teach, projector=True)
def _teach(visit: Visit) -> QWidget:
    return _headcount(visit)


@_scene("teach-public", prepared.at_teach)
def _teach_public(visit: Visit) -> QWidget:
    return _headcount(visit)


@_scene("teach-results", prepared.answered_by_hands, projector=True)
def _teach_results(visit: Visit) -> QWidget:
    return _teach(visit)


@_scene("teach-hands", prepared.asking_by_hands, projector=True)
def _teach_hands(visit: Visit) -> QWidget:
    return _teach(visit)


@_scene("teach-one-device", prepared.asking_by_device, projector=True)
def _teach_device(visit: Visit) -> QWidget:
    return _teach(visit)


@_scene("teach-end", prepared.at_the_end, projector=True)
def _teach_end(visit: Visit) -> QWidget:
    return _teach(visit)


@_scene("wrap-up", prepared.finished)
def _wrap_up(visit: Visit) -> QWidget:
    visit.unlock()
    visit.press("certificates_now")
    return visit.window


@_scene("child-help", prepared.with_class)
def _child_help(visit: Visit) -> QWidget:
    visit.unlock()
    visit.press("child_help")
    return visit.dialog()
