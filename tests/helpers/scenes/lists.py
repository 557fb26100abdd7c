"""Class lists: all classes, a list from a file, consent in one sitting, learners by hand."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers import prepared
from tests.helpers.hands import pick
from tests.helpers.scenes.scene import Scene
from tests.helpers.sources import ROOT
from tests.helpers.visit import Visit

LIST = ROOT / "tests" / "data" / "class-6-kha.csv"
DOUBTFUL = """Roll,Name,Sex,Consent
1,ক্ষিতীশ রহমান,M,yes
2,শ্রেয়া খাতুন,F,yes
2,সাবরিনা দত্ত,F,no
,মং চাই,M,yes
5,,F,yes
6,শ্রেয়া খাতুন,F,maybe
"""
"""A roll twice, a roll and a name missing, a name twice, an answer that is none."""


def classes(visit: Visit) -> None:
    """All classes."""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes")


def choosing(visit: Visit) -> None:
    """Which file, and which class?"""
    classes(visit)
    visit.press("import_list")


def looking(visit: Visit) -> None:
    """A list in order."""
    choosing(visit)
    _bring(visit, LIST)


def deciding(visit: Visit) -> None:
    """A list that asks for decisions."""
    choosing(visit)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "class-7-ka.csv"
        path.write_text(DOUBTFUL, "utf-8")
        _bring(visit, path)


def _bring(visit: Visit, path: Path) -> None:
    visit.press("choose_file")
    pick(path)
    visit.quiet()
    visit.write("place_words", "Kaliganga High School")
    visit.write("grade", "6")
    visit.write("section", "Kha")
    visit.press("go_on")


def consent(visit: Visit) -> None:
    """Before the notice is read."""
    looking(visit)
    visit.press("go_on")


def refusals(visit: Visit) -> None:
    """After it."""
    consent(visit)
    visit.press("read_aloud")


def learners(visit: Visit) -> None:
    """The learners of a class."""
    classes(visit)
    visit.press("open_learners")


SCENES = (
    Scene("classes", classes, prepared.with_class),
    Scene("classes-none", classes, prepared.as_made),
    Scene("import-choosing", choosing, prepared.with_class),
    Scene("import-looking", looking, prepared.with_class),
    Scene("import-deciding", deciding, prepared.with_class),
    Scene("consent", consent, prepared.with_class),
    Scene("consent-refusals", refusals, prepared.with_class),
    Scene("learners", learners, prepared.with_class),
)
