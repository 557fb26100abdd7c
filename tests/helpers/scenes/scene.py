"""A screen of the desk, the way there, and the looks in which it must stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language
from tests.helpers.visit import Prepare, Visit, visiting

Reach = Callable[[Visit], object]


@dataclasses.dataclass(frozen=True)
class Scene:
    """`reach` walks there from the first page; `prepare` is what was done on the desk in earlier days, None for a
    laptop that nobody has set up; `projector` says that one is plugged in. The words of a dialog are said once, when it
    opens: `afresh` says that the way is walked in each look anew."""

    name: str
    reach: Reach
    prepare: Prepare | None = None
    projector: bool = False
    afresh: bool = False


@dataclasses.dataclass(frozen=True)
class Look:
    """A language and a size of the text, as a share of the usual one."""

    language: Language
    text_scale: float

    def __str__(self) -> str:
        """Short, as in a file's name: bn-200."""
        return f"{self.language}-{self.text_scale * 100:.0f}"


LOOKS = (Look("en", 1.0), Look("bn", 1.0), Look("bn", 2.0), Look("en", 2.0))


def looks_of(scene: Scene, folder: Path) -> Iterator[tuple[Look, QWidget]]:
    """Goes to `scene` with a profile in `folder`, and shows it in each look; the window is the one to look at."""
    visits = [(look,) for look in LOOKS] if scene.afresh else [LOOKS]
    for looks in visits:
        with visiting(folder / str(looks[0]), scene.prepare, scene.projector) as visit:
            visit.speak(looks[0].language, looks[0].text_scale)
            scene.reach(visit)
            for look in looks:
                visit.speak(look.language, look.text_scale)
                yield look, visit.seen()
