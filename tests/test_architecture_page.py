"""ARCHITECTURE.md tells how the code is laid out and which words it uses; what it says is so."""

from __future__ import annotations

import ast
import functools
import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.sources import PACKAGE, ROOT, modules

PAGE = (PACKAGE / "ARCHITECTURE.md").read_text("utf-8")

NOT_SAID = {
    "Room", "Entrance", "Pile", "Heap", "TakingIn", "Telling", "Judging", "Rejudging", "Gathering", "Answering",
    "Swept", "WrittenAnew", "Stitch", "Formed", "InSight", "Woven", "Told", "Standing", "Worth", "Places", "Trust",
    "Seen", "Kept", "Held", "Said",
}  # fmt: skip
"""Names of classes and types that no longer say what they hold."""

NOT_CALLED = {
    "px", "room", "keep_seen", "remember_seen", "why_stay", "let_go", "still", "laid_out", "dress", "bring", "anew",
    "apart", "told", "said", "kept", "held",
}  # fmt: skip
"""The same of functions, methods and attributes."""

UNITS = {"px"}
"""A size in px may be called so; a function that scales one may not."""


def section(heading: str) -> str:
    """The text of the page below `heading`, down to the next heading of its rank or higher."""
    marks = heading.split(" ")[0]
    return re.split(rf"^#{{1,{len(marks)}}} ", PAGE.split(f"\n{heading}\n")[1], flags=re.MULTILINE)[0]


def rows(text: str) -> Iterator[list[str]]:
    """The rows of the tables in `text`, without their heads."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def glossary() -> list[str]:
    return [row[0] for row in rows(section("## Words"))][1:]


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", name)]


def named_things() -> dict[str, str]:
    """Every module and public class, with where it is."""
    found: dict[str, str] = {}
    for path, tree in modules().items():
        parts = path.relative_to("bsuh_desktop").with_suffix("").parts
        if "migrations" not in parts:
            found |= {part: str(path) for part in parts if part != "__init__"}
        found |= {
            node.name: str(path)
            for node in tree.body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        }
    return found


def paths_in(text: str) -> Iterator[tuple[str, list[Path]]]:
    """Each path in backticks, with where it is: below the package or the clone; a bare name, in the folder of the path
    before it in its row, step or paragraph. A path ends in a slash or has one, or names a file by its ending."""
    folder = None
    for line in text.splitlines():
        if not line or re.match(r"[|-] |\d\. ", line):
            folder = None
        for named in re.findall(r"`([\w.-]*/[\w./-]*|[\w-]+\.(?:py|md|ui|toml|po|nsi))`", line):
            above = [PACKAGE, ROOT] if "/" in named or folder is None else [folder]
            there = [place / named for place in above if (place / named).exists()]
            yield named, there
            if there:
                folder = there[0] if there[0].is_dir() else there[0].parent


def test_every_path_is_at_one_place() -> None:
    assert not [named for named, there in paths_in(PAGE.split("\n| word | means |\n")[0]) if len(there) != 1]
    assert [there for _, there in paths_in("| `domain/gone.py` |\n| `domain/clock.py`, `settings.py` |")] == [
        [], [PACKAGE / "domain" / "clock.py"], [],
    ]  # fmt: skip


def names_in(text: str) -> Iterator[tuple[str, str]]:
    """What the text says is defined in a module: "`NAME`, `NAME` in `path`", or of it."""
    for *names, path in re.findall(r"`(\w+)`(?:(?:,| and)\s`(\w+)`)?\s(?:in|of)\s`([\w/]+\.py)`", text):
        yield from ((name, path) for name in names if name)


def not_defined(text: str) -> list[tuple[str, str]]:
    """Those that are not: no class, function, value or field of that name stands in the module."""
    found = []
    for name, path in names_in(text):
        (module,) = [place / path for place in (PACKAGE, ROOT) if (place / path).exists()]
        if not re.search(
            rf"^ *(?:class |def |type )?{name}\b(?=[(\[:]|,.* =| *=)", module.read_text("utf-8"), re.MULTILINE
        ):
            found.append((name, path))
    return found


def test_every_name_is_defined_where_it_is_said_to_be() -> None:
    assert len(list(names_in(PAGE))) > 30
    assert not not_defined(PAGE)
    planted = "`LAST_CARD`, `LAST_SEAT` in\n`domain/roster.py`, `Desk` of `services/desk/titles.py`"
    assert not_defined(planted) == [("LAST_SEAT", "domain/roster.py"), ("Desk", "services/desk/titles.py")]


@functools.cache
def classes() -> frozenset[str]:
    """The classes and types of the package and of the tests' helpers, and those of Qt that they use."""
    helpers = (ROOT / "tests" / "helpers").glob("*.py")
    source = "\n".join(path.read_text("utf-8") for path in (*map(ROOT.joinpath, modules()), *helpers))
    named = re.findall(r"^class (\w+)|^([A-Z]\w+) = |\b(Q[A-Z]\w+)", source, re.MULTILINE)
    return frozenset(itertools.chain.from_iterable(named))


def strange_classes(text: str) -> set[str]:
    """Classes in backticks that are none of these."""
    return set(re.findall(r"`([A-Z]\w*[a-z]\w*)(?=[`.(])", text)) - classes()


def test_every_class_that_is_named_exists() -> None:
    assert not strange_classes(PAGE)
    planted = "`RollCallModel`, `QLineEdit`, `RollCallPage` and `QRollCall`"
    assert strange_classes(planted) == {"RollCallPage", "QRollCall"}


def test_there_is_one_table_of_places() -> None:
    assert PAGE.count("\n| you look for |") == 1
    assert len(list(rows(section("## You look for | it stands in").split("###")[0]))) > 60


def test_floors_and_rooms_are_those_of_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = {one["id"]: one.get("layers", []) for one in contracts}
    floors = set(re.findall(r"\w+", " ".join(layers["floors"]))) - {"channels"}
    assert floors == set(re.findall(r"^\| `(\w+)`", section("## Floors").split("###")[0], re.MULTILINE))
    told = re.findall(r"^\| `(\w+)` ", section("### Features"), re.MULTILINE)
    services, qt = layers["rooms-of-services"], layers["rooms-of-qt"]
    assert told[: len(services)] == services
    assert [room for room in qt if room in told[len(services) :]] == told[len(services) :]
    assert set(qt) - set(told[len(services) :]) <= {one for one in services if one in qt}


def test_every_room_has_its_screens_and_tests_under_its_own_name() -> None:
    features = {room.name for room in (PACKAGE / "services").iterdir() if room.is_dir() and room.name != "__pycache__"}
    for floor in ("services", "qt"):
        tested = {place.name for place in (ROOT / "tests" / floor).iterdir() if place.is_dir()} - {"__pycache__"}
        there = {place.name for place in (PACKAGE / floor).iterdir() if place.is_dir()}
        assert tested <= there | {"instruments"}
    forms = {form.stem for form in (ROOT / "ui").glob("*.ui")}
    screens = {path.stem for path in modules() if path.is_relative_to("bsuh_desktop/qt")}
    assert "home" in features
    assert not {name for name in forms if name not in screens and not loaded(name)}


def loaded(form: str) -> bool:
    """True if a module of `qt` loads that form under another name."""
    return any(f"qt.forms.{form} " in (ROOT / path).read_text("utf-8") for path in modules() if "qt" in path.parts)


def test_every_word_of_the_glossary_is_there_once() -> None:
    words = glossary()
    assert len(words) > 80
    assert sorted(words, key=str.casefold) == words
    assert len({word.casefold() for word in words}) == len(words)


def test_every_name_is_made_of_words_that_are_told() -> None:
    told = {word for entry in glossary() for word in words_of(entry)}
    plain = set((ROOT / "tests" / "data" / "plain_words.txt").read_text("utf-8").split())
    assert not {word for word in plain if word in told}, "told twice"
    used = set(itertools.chain.from_iterable(words_of(name) for name in named_things()))
    known = told | plain | {f"{word}s" for word in told}
    strange = {name: where for name, where in named_things().items() if not set(words_of(name)) <= known}
    assert not strange
    assert not {word for word in plain if word not in used}, "no name has it any more"


def defined() -> Iterator[tuple[str, Path]]:
    """Classes, functions, names of a module, and attributes of `self`, without the underscore before them."""
    for path, tree in modules().items():
        names = [target.id for node in tree.body for target in targets(node) if isinstance(target, ast.Name)]
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.append(node.name)
            attributes = (target.attr for target in targets(node) if isinstance(target, ast.Attribute))
            names += [name for name in attributes if name.lstrip("_") not in UNITS]
        yield from ((name.lstrip("_"), path) for name in names)


def targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.AnnAssign):
        return [node.target]
    if not isinstance(node, ast.Assign):
        return []
    return [part for target in node.targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]


def test_what_was_renamed_does_not_come_back() -> None:
    assert not {name: str(path) for name, path in defined() if name in NOT_SAID | NOT_CALLED}


def test_it_is_linked_where_somebody_begins() -> None:
    assert "bsuh_desktop/ARCHITECTURE.md" in (ROOT / "README.md").read_text("utf-8")
    assert Path(PACKAGE / "cli" / "CONTRACT.md").is_file()
