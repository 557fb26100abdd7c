"""A screen of the desk, the way there, and the looks in which it must stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.settings import Contrast
from tests.helpers.portable import run_from_stick
from tests.helpers.visit import Prepare, Visit, visiting

Reach = Callable[[Visit], object]


@dataclasses.dataclass(frozen=True)
class Scene:
    """`reach` walks there from the first page; `prepare` is what was done on the desk in earlier days, None for a
    laptop that nobody has set up; `projector` says that one is plugged in. The words of a dialog are said once, when it
    opens: `afresh` says that the way is walked in each look anew. `on_stick`: the app is the portable copy."""

    name: str
    reach: Reach
    prepare: Prepare | None = None
    projector: bool = False
    afresh: bool = False
    on_stick: bool = False


@dataclasses.dataclass(frozen=True)
class Look:
    """A language, a size of the text as a share of the usual one, and the contrast."""

    language: Language
    text_scale: float
    contrast: Contrast = "calm"

    def __str__(self) -> str:
        """Short, as in a file's name: bn-200, en-100-high."""
        high = "-high" if self.contrast == "high" else ""
        return f"{self.language}-{self.text_scale * 100:.0f}{high}"


LOOKS = (Look("en", 1.0), Look("bn", 1.0), Look("bn", 2.0), Look("en", 2.0))
HIGH_CONTRAST = (Look("en", 1.0, "high"), Look("bn", 2.0, "high"))


def looks_of(scene: Scene, folder: Path, looks: tuple[Look, ...] = LOOKS) -> Iterator[tuple[Look, QWidget]]:
    """Goes to `scene` with a profile in `folder`, and shows it in each of `looks`; the window is the one to look at."""
    visits = [(look,) for look in looks] if scene.afresh else [looks]
    for together in visits:
        first = together[0]
        place = folder / str(first)
        with _copy_of(scene, place), visiting(place, scene.prepare, scene.projector) as visit:
            with visit.unseen():
                visit.speak(first.language, first.text_scale, first.contrast)
                scene.reach(visit)
            for look in together:
                visit.speak(look.language, look.text_scale, look.contrast)
                yield look, visit.seen()


@contextmanager
def _copy_of(scene: Scene, place: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        if scene.on_stick:
            run_from_stick(place, patched)
        yield
