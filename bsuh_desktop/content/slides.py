"""Read `slides.bn.md` or `slides.en.md`: split it into slides, with their directives and contents."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from typing import cast, get_args

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.schema import ID_PATTERN, Layout, Part, Slide
from bsuh_desktop.content.slide_text import COLUMN_BREAK, Line, SlideText
from bsuh_desktop.domain.messages import Message

KEYS = ("id", "layout", "minutes", "short", "item", "part", "say", "board", "nopower", "note")
LAYOUTS: tuple[str, ...] = get_args(Layout)
PARTS: tuple[str, ...] = get_args(Part)
# A comment ends at its arrow; a missing arrow affects only its own slide.
_COMMENT = re.compile(r"<!--(.*?)(-->|(?=^---[ \t]*$)|(?=<!--)|\Z)", re.S | re.M)
_DIRECTIVE = re.compile(r"\s*([A-Za-z_-]+)\s*:(.*)", re.S)


@dataclasses.dataclass(frozen=True)
class PlacedSlide:
    """A slide with its position: its first line, the line of each directive, and its body line by line."""

    slide: Slide
    line: int
    lines: dict[str, int]
    body: tuple[Line, ...]

    def line_of(self, key: str) -> int:
        """The line of a directive or of the "title"; the slide's own line if it has none."""
        return self.lines.get(key, self.line)


@dataclasses.dataclass(frozen=True)
class Deck:
    """All slides of one file, in order, and everything in it that could not be parsed."""

    file: str
    slides: tuple[PlacedSlide, ...]
    findings: tuple[Finding, ...]


def read_deck(file: str, text: str) -> Deck:
    """Parse the slides in `text`."""
    reader = _Reader(file)
    return Deck(file, tuple(reader.slide(*part) for part in _split(text)), tuple(reader.findings))


def _split(text: str) -> list[tuple[int, str]]:
    """(first line, text) of each slide. Blank slides at the end of the file are dropped."""
    parts: list[tuple[int, str]] = []
    start, held = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), "---"], 1):
        if re.fullmatch(r"---[ \t\r]*", line):
            parts.append((start, "\n".join(held)))
            start, held = number + 1, []
        else:
            held.append(line)
    while len(parts) > 1 and not parts[-1][1].strip():
        parts.pop()
    return parts


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def slide(self, start: int, text: str) -> PlacedSlide:
        line = start + text[: len(text) - len(text.lstrip())].count("\n")
        values, lines = self._directives(start, text)
        bare = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
        body_lines = [(start + place, words) for place, words in enumerate(bare.split("\n"))]
        layout = cast(Layout, self._choice(values, lines, line, "layout", LAYOUTS) or "statement")
        body = SlideText(self.file, body_lines, layout)
        self.findings += body.findings
        lines["title"] = body.title_line
        slide = Slide(
            id=self._id(values, lines, line),
            layout=layout,
            minutes=self._minutes(values, lines, line),
            title=body.title,
            body=body.blocks,
            say=values.get("say", ""),
            board=values.get("board", ""),
            nopower=values.get("nopower", ""),
            note=values.get("note", ""),
            item=values.get("item", ""),
            part=cast("Part | None", self._choice(values, lines, line, "part", PARTS)),
            short=self._minutes(values, lines, line, "short") if "short" in values else None,
        )
        shown = tuple(one for one in body_lines if one[1].strip() and one[1].strip() != COLUMN_BREAK)
        return PlacedSlide(slide, line, lines, shown)

    def _directives(self, start: int, text: str) -> tuple[dict[str, str], dict[str, int]]:
        values: dict[str, str] = {}
        lines: dict[str, int] = {}
        for comment in _COMMENT.finditer(text):
            line = start + text[: comment.start()].count("\n")
            directive = _DIRECTIVE.fullmatch(comment.group(1))
            key = directive.group(1) if directive else ""
            if comment.group(2) != "-->":
                self._add(line, "open_comment", Message("This comment does not end."), Message("End it with -->."))
            if directive is None or key not in KEYS:
                self._add(
                    line, "unknown_directive", Message("The pack format does not have this comment."), _KNOWN_KEYS
                )
            elif key in values:
                self._add(line, "two_directives", Message("“{key}” appears twice on this slide.", key=key), _ONE_KEY)
            else:
                values[key], lines[key] = _value(directive.group(2)), line
        return values, lines

    def _id(self, values: dict[str, str], lines: dict[str, int], line: int) -> str:
        name = values.get("id", "")
        if not name:
            self._add(line, "missing_key", _missing("id"), _ADD_COMMENT)
        elif not re.fullmatch(ID_PATTERN, name):
            kind = Message("a name of small Latin letters, digits and hyphens")
            self._add(lines["id"], "wrong_type", Message("“{key}” has to be {kind}.", key="id", kind=kind), _AS_FORMAT)
        return name

    def _minutes(self, values: dict[str, str], lines: dict[str, int], line: int, key: str = "minutes") -> int:
        written = values.get(key, "")
        if re.fullmatch(r"[0-9]{1,3}", written):
            return int(written)
        if not written:
            self._add(line, "missing_key", _missing(key), _ADD_COMMENT)
        else:
            wrong = Message("“{key}” has to be {kind}.", key=key, kind=Message("a whole number"))
            self._add(lines[key], "wrong_type", wrong, _AS_FORMAT)
        return 0

    def _choice(
        self, values: dict[str, str], lines: dict[str, int], line: int, key: str, choices: tuple[str, ...]
    ) -> str | None:
        word = values.get(key)
        if word in choices:
            return word
        if word is not None:
            kind = Message("one of these: {choices}", choices=", ".join(choices))
            self._add(lines[key], "wrong_type", Message("“{key}” has to be {kind}.", key=key, kind=kind), _AS_FORMAT)
        elif key == "layout":
            self._add(line, "missing_key", _missing(key), _ADD_COMMENT)
        return None

    def _add(self, line: int, code: str, message: Message, remedy: Message) -> None:
        self.findings.append(Finding(self.file, line, code, message, remedy))


def _value(written: str) -> str:
    """The text of a directive, stripped, and with the common indentation of further lines removed."""
    first, _, rest = written.strip().partition("\n")
    return f"{first}\n{textwrap.dedent(rest)}".strip() if rest else first


def _missing(key: str) -> Message:
    return Message("This slide has no “{key}”.", key=key)


_KNOWN_KEYS = Message("Use one of these: {keys}.", keys=", ".join(KEYS))
_ONE_KEY = Message("Keep one of the two.")
_ADD_COMMENT = Message("Add it as a comment at the top of the slide.")
_AS_FORMAT = Message("Write it as the pack format says.")
