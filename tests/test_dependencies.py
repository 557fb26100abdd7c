"""What the programme stands on is declared once, locked by hash, and nothing else is imported."""

from __future__ import annotations

import ast
import itertools
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.helpers.sources import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ["requirements.txt", "requirements-coordinator.txt", "requirements-test.txt"]


def plain(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[\s<>=!~;\[]", requirement)[0]) for requirement in requirements}


def locked(file: str) -> dict[str, str]:
    """Each pinned distribution of a lock, with the text that belongs to it."""
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {plain(line.split("==")[0]): line for line in lines}


def versions(file: str) -> dict[str, set[str]]:
    """Each distribution's pinned releases: two, where a release of Python needs another one."""
    text = (ROOT / file).read_text("utf-8")
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+(?:\[[^]]*\])?)==(\S+)", text, re.MULTILINE):
        found.setdefault(plain(name), set()).add(version)
    return found


def imported() -> Iterator[str]:
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


def test_every_imported_library_is_declared() -> None:
    known = packages_distributions()
    libraries = set(imported()) - set(sys.stdlib_module_names) - {"bsuh_desktop"}
    extra = PROJECT["project"]["optional-dependencies"]["coordinator"]
    declared = names([*PROJECT["project"]["dependencies"], *extra])
    undeclared = {name for name in libraries if not declared & {plain(each) for each in known.get(name, [])}}
    assert libraries
    assert not undeclared


def test_everything_declared_is_locked() -> None:
    groups = PROJECT["dependency-groups"]
    assert names([*PROJECT["project"]["dependencies"], *groups["build"]]) <= locked("requirements.txt").keys()
    extra = names(PROJECT["project"]["optional-dependencies"]["coordinator"])
    assert extra <= locked("requirements-coordinator.txt").keys()
    assert extra | names(groups["test"]) <= locked("requirements-test.txt").keys()


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_pins_each_package_by_hash_and_names_no_server(file: str) -> None:
    assert locked(file)
    assert all(re.search(r"==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in locked(file).values())
    assert not re.search(r"https?:|index-url|find-links|trusted-host", (ROOT / file).read_text("utf-8"))


def test_the_locks_agree() -> None:
    for first, second in itertools.combinations(map(versions, LOCKS), 2):
        assert not {name for name in first.keys() & second.keys() if first[name] != second[name]}


def test_qt_is_the_release_that_loses_no_references() -> None:
    assert "pyside6-essentials==6.11.3" in PROJECT["project"]["dependencies"]
    assert locked("requirements.txt")["pyside6-essentials"].startswith("pyside6-essentials==6.11.3 ")
