"""Counts the package: modules, lines of code and of imports, by room. `python -m tests.helpers.code_size` prints it."""

from __future__ import annotations

import ast
import io
import statistics
import tokenize
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.helpers.sources import ROOT, modules

_BLANK = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
_ROOMED = ("services", "presenters", "qt")
"""Floors that are counted room by room."""


class ModuleSize(NamedTuple):
    """What one module holds; docstrings, comments and blank lines are no code."""

    path: Path
    lines: int
    code: int
    imports: int

    @property
    def room(self) -> str:
        """The floor, or the room of a floor that has rooms."""
        parts = self.path.parts[1:-1]
        return "/".join(parts[:2] if parts[:1] and parts[0] in _ROOMED else parts[:1]) or "."


def sizes() -> list[ModuleSize]:
    """Every module that people write but `__init__`, which hold a docstring alone."""
    return [_size(path, tree) for path, tree in modules().items() if path.name != "__init__.py"]


def import_share(counted: Iterable[ModuleSize]) -> float:
    """Lines of imports in lines of code."""
    counted = list(counted)
    return sum(one.imports for one in counted) / sum(one.code for one in counted)


def _size(path: Path, tree: ast.Module) -> ModuleSize:
    source = (ROOT / path).read_text("utf-8")
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _BLANK:
            code.update(range(token.start[0], token.end[0] + 1))
    imports: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            code.difference_update(_lines_of(node.body[0]))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            imports.update(_lines_of(node))
    return ModuleSize(path, len(source.splitlines()), len(code), len(imports))


def _lines_of(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _row(name: str, counted: list[ModuleSize]) -> str:
    code = [one.code for one in counted]
    share = f"{import_share(counted):7.1%}" if sum(code) else "      -"
    return f"{name:28}{len(code):8}{sum(code):8}{share}{statistics.mean(code):7.0f}{statistics.median(code):8.0f}"


if __name__ == "__main__":
    everything = sizes()
    print(f"{'room':28}{'modules':>8}{'code':>8}{'import':>7}{'mean':>7}{'median':>8}")
    for room in sorted({one.room for one in everything}):
        print(_row(room, [one for one in everything if one.room == room]))
    print(_row("all", everything))
