"""Whether every picture exists, is described, and is only a picture that can be painted.

It must not contain a script, links to other files, or words other than the taka sign. A few hundred bytes can contain
so many nested references that they cannot be painted. `painted` computes an upper limit and does not depend on the
kinds of references: `href` paints its target once more; anything else that names a target (fill, mask, clip-path,
marker-end, style) may paint it with each element below."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from xml.parsers import expat

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import Block, Columns, Panel, Picture
from bsuh_desktop.domain.messages import Message

MOST_PAINTED = 200_000
"""Elements. The largest drawing of the built-in modules paints about 300."""

_NAMED = re.compile(r"#([^\s()'\",;]+)")
_NUMBER = re.compile(r"\d+")
_UNPAINTED = ("linearGradient", "radialGradient", "stop")
"""They define paint, and are not painted themselves."""
_CHARACTERS = 100
"""So many characters of attributes count as one more element: a path may have thousands of segments."""


class _Element(msgspec.Struct):
    own: float
    children: list[_Element]
    links: list[str]
    """Targets that are painted once."""
    styles: list[str]
    """Targets that may be painted with each element below, and on each corner of a line."""
    corners: int = 1


def painted(data: bytes) -> float:
    """An upper limit of the elements that the SVG in `data` paints; infinity if it contains itself. Raises
    xml.parsers.expat.ExpatError if it is not XML, ValueError or LookupError for an unknown encoding."""
    elements, ids = _read(data)
    weights: dict[int, float] = {}
    # An element counts as infinite while it is being counted: if it is reached again, it contains itself.
    todo = [(elements, False)] if elements is not None else []
    while todo:
        one, counted = todo.pop()
        needed = [*one.children, *(ids[name] for name in (*one.links, *one.styles) if name in ids)]
        if counted:
            weights[id(one)] = _weight(one, ids, weights)
        elif id(one) not in weights:
            weights[id(one)] = math.inf
            todo.append((one, True))
            todo += [(each, False) for each in needed]
    return weights[id(elements)] if elements is not None else 0.0


def _weight(one: _Element, ids: dict[str, _Element], weights: dict[int, float]) -> float:
    added = one.own + sum(weights[id(each)] for each in one.children)
    added += sum(weights[id(ids[name])] for name in one.links if name in ids)
    styled = sum(weights[id(ids[name])] for name in one.styles if name in ids)
    return added * (1 + styled * one.corners) if styled else added


def _read(data: bytes) -> tuple[_Element | None, dict[str, _Element]]:
    """The root element, and all elements by id. If two have the same id, it is unknown which one a renderer takes, so
    the id stands for a new element with both as children."""
    path: list[_Element] = []
    roots: list[_Element] = []
    ids: dict[str, _Element] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        element = _element(name.rpartition(":")[2], attributes)
        (path[-1].children if path else roots).append(element)
        path.append(element)
        if (given := attributes.get("id") or attributes.get("xml:id")) is not None:
            twin = ids.get(given)
            ids[given] = element if twin is None else _Element(0.0, [twin, element], [], [])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.Parse(data, True)
    return (roots[0] if roots else None), ids


def _element(name: str, attributes: dict[str, str]) -> _Element:
    links: list[str] = []
    styles: list[str] = []
    for key, value in attributes.items():
        (links if key.rpartition(":")[2] == "href" else styles).extend(_NAMED.findall(value))
    size = sum(map(len, attributes.values()))
    # Not 0: 0 times infinity is not a number.
    own = 0.01 if name in _UNPAINTED else 1.0 + size // _CHARACTERS
    corners = 1
    if any(key.startswith("marker") or "marker" in value for key, value in attributes.items()):
        corners = 1 + len(_NUMBER.findall(attributes.get("d", "") + attributes.get("points", "")))
    return _Element(own, [], links, styles, corners)


ALLOWED_TEXT = "৳"
_ACTIVE = ("script", "foreignObject", "iframe", "image", "animate", "animateTransform", "set", "a", "style")
_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_FETCH = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.I)


def missing(draft: PackDraft) -> Iterator[Finding]:
    """picture_missing and picture_unlisted: pictures on slides are in the pack and described in module.toml."""
    listed = {note.file for note in draft.module.value.media}
    for place, note in enumerate(draft.module.value.media):
        if note.file and note.file not in draft.files:
            line = draft.module.line("media", place, "file")
            yield Finding(draft.module.file, line, "picture_missing", _not_there(note.file), _ADD)
    for file, line, named in _named(draft):
        if named and named not in draft.files:
            yield Finding(file, line, "picture_missing", _not_there(named), _ADD)
    for deck in draft.decks.values():
        for placed in deck.slides:
            for picture in shown(placed.slide.body):
                line = next((line for line, words in placed.body if f"({picture.file})" in words), placed.line)
                if picture.file not in draft.files:
                    yield Finding(deck.file, line, "picture_missing", _not_there(picture.file), _ADD)
                elif picture.file not in listed:
                    message = Message("module.toml does not describe the picture “{file}”.", file=picture.file)
                    remedy = Message("Add it under media, with what it shows and where it comes from.")
                    yield Finding(deck.file, line, "picture_unlisted", message, remedy)


def _named(draft: PackDraft) -> Iterator[tuple[str, int, str]]:
    """(file, line, picture) of the pictures of options and of the kit's pieces."""
    module, quiz = draft.module, draft.quiz
    for n, one in enumerate(module.value.kit):
        for m, piece in enumerate(one.pieces):
            yield module.file, module.line("kit", n, "pieces", m, "picture"), piece.picture
    for n, item in enumerate(quiz.value.items):
        for letter, option in item.options.items():
            yield quiz.file, quiz.line("items", n, "options", letter, "picture"), option.picture


def shown(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    """The pictures among `blocks`, including those in columns."""
    for block in blocks:
        if isinstance(block, Columns):
            yield from shown((*block.left, *block.right))
        elif isinstance(block, Picture | Panel):
            yield block if isinstance(block, Picture) else block.picture


def unsafe(draft: PackDraft) -> Iterator[Finding]:
    """picture_unsafe: a drawing with a script, an external reference, words, or more than can be painted; a photo of
    another file type than its name says."""
    for file, data in draft.files.items():
        kind = file.rpartition(".")[2]
        if kind == "svg":
            problems = _Drawing(data).problems
            if not problems and painted(data) > MOST_PAINTED:
                problems = [(1, Message("This drawing repeats itself too often to be drawn."))]
            for line, message in problems[:5]:
                yield Finding(file, line, "picture_unsafe", message, _REDRAW)
        elif kind in _MAGIC and not data.startswith(_MAGIC[kind]):
            yield Finding(
                file, 1, "picture_unsafe", Message("This file is not the kind of picture that its name says."), _REDRAW
            )


def unpainted(file: str) -> Finding:
    """picture_unsafe for a picture that could not be painted."""
    message = Message("This picture cannot be drawn, or takes too much time or memory.")
    return Finding(file, 1, "picture_unsafe", message, _REDRAW)


class _Drawing:
    """Finds the problems of an SVG file. expat opens no other files; a document type is refused before its entities can
    grow."""

    def __init__(self, data: bytes) -> None:
        self.problems: list[tuple[int, Message]] = []
        self._path: list[str] = []
        self._texts = 0
        """How many elements with words are open."""
        self._words = ""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as reason:
            self.problems.append((max(1, reason.lineno), Message("This drawing cannot be read as SVG.")))
        except (_DoctypeFoundError, ValueError, LookupError):
            self._add(Message("This drawing cannot be read as SVG."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self._path and local != "svg":
            self._add(Message("This drawing cannot be read as SVG."))
        self._path.append(local)
        self._texts += local == "text"
        if local in _ACTIVE:
            self._add(Message("A drawing must not have “{element}”.", element=local))
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                self._add(Message("A drawing must not have a script."))
            elif (key.rpartition(":")[2] in ("href", "src") and not value.startswith("#")) or _FETCH.search(value):
                self._add(Message("A drawing must not load anything from outside."))

    def _end(self, name: str) -> None:
        self._texts -= self._path.pop() == "text"
        if self._texts:
            return
        if self._words.strip() not in ("", ALLOWED_TEXT):
            self._add(Message("A drawing must not have words; only {sign} is allowed.", sign=ALLOWED_TEXT))
        self._words = ""

    def _text(self, words: str) -> None:
        if self._texts:
            self._words += words

    def _doctype(self, *_: object) -> None:
        raise _DoctypeFoundError

    def _instruction(self, target: str, _: str) -> None:
        self._add(Message("A drawing must not load anything from outside."))

    def _add(self, message: Message) -> None:
        self.problems.append((max(1, self._parser.CurrentLineNumber), message))


class _DoctypeFoundError(Exception):
    """Stops expat before a document type can define anything."""


def _not_there(file: str) -> Message:
    return Message("The pack has no picture “{file}”.", file=file)


_ADD = Message("Add the picture to the media folder, or fix its name.")
_REDRAW = Message("Save it again as a plain drawing or picture, without words, links or scripts.")
