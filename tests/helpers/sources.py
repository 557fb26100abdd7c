"""The package's own source as trees, for the tests that look at how it is written."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bsuh_desktop"
_COMPILED = PACKAGE / "qt" / "forms"


@functools.cache
def modules() -> Mapping[Path, ast.Module]:
    """Every module that people write, by its path below the clone; compiled forms are nobody's writing."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if not path.is_relative_to(_COMPILED))
    return {path.relative_to(ROOT): ast.parse(path.read_text("utf-8")) for path in paths}


def calls_of(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call of `name`, plain or as an attribute, with its place "file:line"."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node.func) == name:
                yield f"{path}:{node.lineno}", node


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
