"""CONTRACT.md of the command line as values, and what a document that a command printed breaks of it."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bsuh_desktop.cli.parser import parser
from tests.helpers.markdown import Row, sections, words_in
from tests.helpers.sources import PACKAGE

FILE = PACKAGE / "cli" / "CONTRACT.md"

PATTERNS = {
    "text": r"(?s).*",
    "sentence": r"(?s).*",
    "path": r"(?s)/.+|[A-Z]:\\.+",
    "day": r"\d{4}-\d\d-\d\d",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
    "sha256": r"[0-9a-f]{64}",
    "key": r"[0-9a-f]{16}",
    "session": r"[0-9A-HJKMNP-TV-Z]{16}",
    "serial": r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}",
}
"""The types of the document that are texts of one form."""


@dataclasses.dataclass
class Shape:
    """A value of a document: its type in the page's words, and of an object its keys; `rest` is for all others."""

    kind: str = "object"
    optional: bool = False
    keys: dict[str, Shape] = dataclasses.field(default_factory=dict)
    rest: Shape | None = None


class Contract:
    """The page, read."""

    def __init__(self, text: str) -> None:
        self.sections = sections(text)
        self.lists = {row[0]: words_in(row[1]) for row in self.sections["Lists of words"].table("list", "words")}
        self.error = self._shapes("Errors")[0]
        about = self.sections["Error codes"].table("about", "codes")
        self.codes = [code for row in about for code in words_in(row[1])]
        ending = self.sections["Exit status"].table("command", "ends with 1 where")
        self.ends_with_1 = [words_in(row[0])[0] for row in ending]
        self.commands = [title for title in self.sections if title.startswith("bsuh ")]
        self.shapes = {title: self._shapes(title) for title in self.commands}

    def examples(self) -> Iterator[tuple[str, Any]]:
        """Each document that stands on the page, with its command; those of errors under "Errors"."""
        for title, section in self.sections.items():
            for language, block in section.blocks:
                if language == "json" and "\n" not in block:
                    yield title, json.loads(block)

    def problems(self, command: str, document: Any) -> list[str]:
        """What a document of `command` breaks; of several forms that it may have, the nearest one counts."""
        if isinstance(document, dict) and "error" in document:
            return self._errors(document)
        return min((list(self.differ(shape, document)) for shape in self.shapes[command]), key=len)

    def _errors(self, document: Any) -> list[str]:
        known = {*self.codes, *self.lists["verdict"], *self.lists["taken"]}
        found = list(self.differ(self.error, document))
        return found or [f"error.code: {code}" for code in [document["error"]["code"]] if code not in known]

    def differ(self, shape: Shape, value: Any, where: str = "") -> Iterator[str]:
        """Every key that is missing, or that nobody told of, and every value of another type."""
        if not any(self._fits(kind, value) for kind in shape.kind.split(" or ")):
            yield f"{where}: {value!r} is not: {shape.kind}"
        elif shape.kind.startswith("list of objects"):
            for number, one in enumerate(value or ()):
                yield from self._keys(shape, one, f"{where}[{number}].")
        elif isinstance(value, dict):
            yield from self._keys(shape, value, f"{where}." if where else "")

    def _keys(self, shape: Shape, value: dict[str, Any], where: str) -> Iterator[str]:
        for key, of_key in shape.keys.items():
            if key in value:
                yield from self.differ(of_key, value[key], where + key)
            elif not of_key.optional:
                yield f"{where}{key}: missing"
        for key in value.keys() - shape.keys.keys():
            if shape.rest is None:
                yield f"{where}{key}: nobody told of it"
            else:
                yield from self.differ(shape.rest, value[key], where + key)

    def _fits(self, kind: str, value: Any) -> bool:
        if kind.startswith("list of "):
            inner = "object" if kind == "list of objects" else kind.removeprefix("list of ")
            return isinstance(value, list) and all(self._fits(inner, one) for one in value)
        if kind in PATTERNS:
            return isinstance(value, str) and re.fullmatch(PATTERNS[kind], value) is not None
        if kind == "number":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if kind in _PLAIN:
            return isinstance(value, _PLAIN[kind])
        return value in self.lists[kind]

    def _shapes(self, title: str) -> list[Shape]:
        return [self._shape(rows) for rows in self.sections[title].all_tables("key", "type", "meaning")]

    def _shape(self, rows: Sequence[Row]) -> Shape:
        root = Shape()
        for row in rows:
            (key,) = words_in(row[0])
            if row[0].startswith("as "):
                (other,) = self._shapes("Grants" if key == "grants" else key)
                root.keys.update(other.keys)
                continue
            for one in spread(key):
                _add(root, one, row[1])
        return root


_PLAIN: dict[str, type] = {"boolean": bool, "object": dict, "null": type(None)}


def spread(key: str) -> list[str]:
    """`a.{b,c}?` is `a.b?` and `a.c?`."""
    parts = re.split(r"\{(.+?)\}", key)
    choices = [part.split(",") if number % 2 else [part] for number, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def _add(root: Shape, key: str, kind: str) -> None:
    *way, last = key.removesuffix("?").split(".")
    for part in way:
        found = root.rest if part.startswith("<") else root.keys[part.removesuffix("[]")]
        assert found is not None, key
        assert part.endswith("[]") == found.kind.startswith("list of objects"), key
        root = found
    shape = Shape(kind, key.endswith("?"))
    if last.startswith("<"):
        root.rest = shape
    else:
        assert last not in root.keys, key
        root.keys[last] = shape


@functools.cache
def contract() -> Contract:
    """The page beside the code."""
    return Contract(FILE.read_text("utf-8"))


def check_said(words: Sequence[str], status: int, out: str) -> None:
    """Fails where a command that was run with `--json` said, or ended, otherwise than the page has it."""
    page, command = contract(), ""
    for line in out.splitlines():
        document = json.loads(line)
        if "error" not in document:
            command = command or _command(words)
        found = page.problems(command, document)
        assert not found, (words, found)
    if status == 1:
        assert _command(words) in page.ends_with_1, words
    assert status in (0, 1, 2) or not out, (words, status)


def _command(words: Sequence[str]) -> str:
    options = parser("en").parse_args(words)
    return " ".join(["bsuh", *filter(None, (options.command, getattr(options, "action", None)))])
