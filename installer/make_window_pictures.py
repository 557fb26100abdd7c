"""Makes pictures of every screen and of all that the stage shows: both languages, large letters, high contrast.

Called by `installer/window-pictures [FOLDER]`. Everything is the app itself on a practice desk of its own, driven like
a person drives it; nothing is retouched.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop import paths
from bsuh_desktop.content.placeholders import Fillings, read_common
from bsuh_desktop.content.reader import Pack, find_pack
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.presenters.stage import Question, StageContent, Tally
from bsuh_desktop.qt.stage.renderer import content_image
from bsuh_desktop.qt.widgets.dialog import DialogFrame, Dim
from bsuh_desktop.trust.demonstration import demonstration_programme
from tests.helpers.display import own_display
from tests.helpers.scenes import HIGH_CONTRAST, LOOKS, OTHER_STATES, SCENES, Scene, looks_of

PACK = "taps-traps-taka"
LANGUAGES: tuple[Language, ...] = ("en", "bn")
SIZES = ((1024, 768), (1920, 1080))
PEOPLE = 45


def main(arguments: list[str]) -> None:
    """Writes the pictures into the folder that was named, or into a new one in the home folder."""
    folder = Path(arguments[0]) if arguments else _new_folder(Path.home())
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    if own_display(always=True) is None:
        sys.exit("Xvfb is needed: the windows are opened on a screen of their own.")
    application = QApplication(sys.argv[:1])
    count = 0
    for name, picture in itertools.chain(screens(), stages()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(target)):
            sys.exit(f"This picture cannot be written: {target}")
        count += 1
    application.quit()
    print(f"{count} pictures: {folder}")


def _new_folder(home: Path) -> Path:
    for number in itertools.count(1):
        folder = home / f"bsuh-window-pictures-{number}"
        if not folder.exists():
            return folder
    raise AssertionError


def screens() -> Iterator[tuple[Path, QPixmap]]:
    """Each screen in each look, with the name of its file."""
    for scene in (*SCENES.values(), *OTHER_STATES):
        yield from pictures_of(scene)


def pictures_of(scene: Scene) -> Iterator[tuple[Path, QPixmap]]:
    """One screen in each look."""
    with tempfile.TemporaryDirectory() as profile:
        for look, window in looks_of(scene, Path(profile), LOOKS + HIGH_CONTRAST):
            yield Path("screens", f"{scene.name}-{look}.png"), _seen(window)


def _seen(window: QWidget) -> QPixmap:
    """A window as it is seen: a dialog over the window that it belongs to, without its cut corners."""
    picture, parent = window.grab(), window.parentWidget()
    if parent is None:
        return picture
    under = _seen(parent.window())
    if isinstance(window, DialogFrame) and window.under() is parent.window():
        # The window itself is dimmed once the dialog is seen.
        Dim.of(parent.window()).darken(under)
    place = window.pos() - parent.window().pos()
    with QPainter(under) as painter:
        if not window.mask().isEmpty():
            painter.setClipRegion(window.mask().translated(place))
        painter.drawPixmap(place, picture)
    return under


def stages() -> Iterator[tuple[Path, QPixmap]]:
    """Each slide, each question while it is asked, and its results, in each language and size."""
    words = Fillings(demonstration_programme(paths.resources()).helpline_numbers(), read_common(paths.resources()))
    pack = find_pack(paths.resources(), PACK, words)
    for language, (width, height) in itertools.product(LANGUAGES, SIZES):
        for name, content in contents(pack, language):
            picture = content_image(content, pack, width, height)
            yield Path("stage", f"{width}x{height}", f"{name}-{language}.png"), QPixmap.fromImage(picture)


def contents(pack: Pack, language: Language) -> Iterator[tuple[str, StageContent]]:
    """All that the stage can show of `pack`, with a name each."""
    of_item: dict[str, int] = {}
    for number, slide in enumerate(pack.slides(language), 1):
        of_item[slide.item] = number
        yield f"{number:02}-{slide.id}", StageContent(language, number)
    for item in pack.items:
        slide_number = of_item.get(item.id, 0)
        asked, answered = Question(item.id, "shared", 18, PEOPLE), Tally(item.id, "hands", _counts(item))
        yield f"question-{item.id}", StageContent(language, slide_number, question=asked)
        yield f"results-{item.id}", StageContent(language, slide_number, tally=answered)


def _counts(item: Item) -> dict[str, int]:
    """What a class of 45 may have said: most the right answer, the others all of the wrong ones, a few nothing."""
    counts = dict.fromkeys(item.options, 4)
    counts[item.key or next(iter(counts))] = 27
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
