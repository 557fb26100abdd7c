"""The line of each key in a TOML file, so that a finding can point at it.

`tomllib` returns values without their positions. This goes through the same text again and records where each key and
each list element begins; it requires that `tomllib` accepted the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<open>[\[{])|(?P<close>[\]}])|(?P<mark>[,=.])
    |(?P<bare>[^\s\[\]{},=.\#"']+)""",
    re.S | re.X,
)


class TomlLines:
    """The lines of a TOML file's keys."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}
        self._tokens = [(m.lastgroup or "", m.group(), m.start()) for m in _TOKEN.finditer(text)]
        self._tokens = [token for token in self._tokens if token[0] != "blank"]
        self._starts = [m.end() for m in re.finditer(r"\n", text)]
        self._at = 0
        self._document()

    def line(self, *path: str | int) -> int:
        """The line, from 1, of the key or list element at `path`, else of the nearest element that contains it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def _document(self) -> None:
        table: KeyPath = ()
        while self._at < len(self._tokens):
            kind, text, place = self._tokens[self._at]
            if kind == "newline":
                self._at += 1
            elif text == "[":
                table = self._header(place)
            elif not self._pair(table):
                self._at += 1

    def _header(self, place: int) -> KeyPath:
        """`[a.b]` or `[[a.b]]`: the path of what follows. A name that is a list stands for its last element."""
        brackets = 0
        while self._peek() == "[":
            self._at, brackets = self._at + 1, brackets + 1
        keys = self._keys()
        while self._peek() == "]":
            self._at += 1
        path: KeyPath = ()
        for depth, key in enumerate(keys):
            path = (*path, key)
            last = depth == len(keys) - 1
            if last and brackets > 1:
                self._note(path, place)
                path = self._element(path, place)
            elif path in self._counts:
                path = (*path, self._counts[path] - 1)
        self._note(path, place)
        return path

    def _pair(self, table: KeyPath) -> bool:
        """`key = value` under `table`; False if there is no key here."""
        if self._at >= len(self._tokens) or self._tokens[self._at][0] not in ("bare", "text"):
            return False
        place = self._tokens[self._at][2]
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, place)
        if self._peek() == "=":
            self._at += 1
            self._value(path)
        return True

    def _keys(self) -> list[str]:
        keys = []
        while self._at < len(self._tokens) and self._tokens[self._at][0] in ("bare", "text", "mark"):
            kind, text, _ = self._tokens[self._at]
            if kind == "mark" and text != ".":
                break
            if kind != "mark":
                keys.append(text.strip("\"'"))
            self._at += 1
        return keys

    def _value(self, path: KeyPath) -> None:
        if self._peek() == "{":
            self._inside("}", path, self._pair)
        elif self._peek() == "[":
            self._inside("]", path, self._list_element)
        else:
            while self._at < len(self._tokens) and self._tokens[self._at][1] not in (",", "\n", "]", "}"):
                self._at += 1

    def _inside(self, close: str, path: KeyPath, read: Callable[[KeyPath], bool]) -> None:
        self._at += 1
        while self._at < len(self._tokens) and self._peek() != close:
            if self._peek() in (",", "\n") or not read(path):
                self._at += 1
        self._at += 1

    def _list_element(self, path: KeyPath) -> bool:
        before = self._at
        self._value(self._element(path, self._tokens[self._at][2]))
        return self._at > before

    def _element(self, path: KeyPath, place: int) -> KeyPath:
        index = self._counts.get(path, 0)
        self._counts[path] = index + 1
        self._note((*path, index), place)
        return (*path, index)

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _note(self, path: KeyPath, place: int) -> None:
        self._lines.setdefault(path, bisect_right(self._starts, place) + 1)
