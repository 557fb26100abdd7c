"""Whether every picture exists, is described, and is only a picture.

It must not contain a script, links to other files, or words other than the taka sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from bsuh_desktop.content.check.drawing_cost import MOST_PAINTED, painted
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import Block, Columns, Panel, Picture
from bsuh_desktop.domain.messages import Message

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
