"""Read `slides.bn.md` or `slides.en.md`: split it into slides, with their directives and contents.

The text on a slide is a small subset of Markdown, converted to blocks that can be drawn without further parsing."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from typing import cast, get_args

from bsuh_desktop.content import schema
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.messages import Message

Line = tuple[int, str]
_TITLE = re.compile(r"#\s+(.*)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)\)")
_DASH = re.compile(r"-\s+(.*)")
_NUMBER = re.compile(r"\d{1,2}\.\s+(.*)", re.ASCII)
_FOREIGN = re.compile(r"#|>|```|~~~|\* |\+ |[০-৯]+\. |</?[a-zA-Z]|\||!\[|.*\]\(")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SPEECH = re.compile(r">\s*([a-z-]+)\s*:\s*(.+)")
COLUMN_BREAK = "|||"
_PLACES: tuple[str, ...] = get_args(schema.SpeechPlace)


class SlideText:
    """Parses the lines of one slide. `title` and `blocks` are the result; `findings` are lines that cannot be drawn."""

    def __init__(self, file: str, lines: list[Line], layout: schema.Layout) -> None:
        self.file = file
        self.title = ""
        self.title_line = lines[0][0] if lines else 1
        self.findings: list[Finding] = []
        self.blocks: tuple[schema.Block, ...] = self._of_layout(lines, layout)

    def _of_layout(self, lines: list[Line], layout: schema.Layout) -> tuple[schema.Block, ...]:
        if layout == "columns":
            return self._columns(lines)
        return self._panels(lines, layout) if layout in ("comic", "choice") else self._blocks(lines)

    def _panels(self, lines: list[Line], layout: schema.Layout) -> tuple[schema.Block, ...]:
        """Each picture begins a panel. Of a comic the lines `> PLACE: words` below it are said in it, and other text
        stands under all panels; of a choice the text below a picture is that picture's."""
        starts = [place for place, (_, text) in enumerate(lines) if _PICTURE.fullmatch(text.strip())]
        blocks: list[schema.Block] = list(self._blocks(lines[: starts[0] if starts else len(lines)]))
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            spoken = [line for line in lines[start + 1 : end] if layout == "comic" and line[1].strip().startswith(">")]
            others = self._blocks([line for line in lines[start:end] if line not in spoken])
            (picture,) = (block for block in others if isinstance(block, schema.Picture))
            below = [block for block in others if isinstance(block, schema.Paragraph)] if layout == "choice" else []
            caption = below[0].runs if below else ()
            blocks.append(schema.Panel(picture, tuple(self._speech(*line) for line in spoken), caption))
            blocks += [block for block in others if block is not picture and block not in below[:1]]
        return tuple(blocks)

    def _speech(self, number: int, text: str) -> schema.Speech:
        found = _SPEECH.fullmatch(text.strip())
        if found is None or found.group(1) not in _PLACES:
            self._add(number, "unknown_markdown", Message("A slide cannot show this kind of line."), _SPEECH_FORM)
            return schema.Speech("top", self._runs(number, text.strip().lstrip("> ")))
        return schema.Speech(cast(schema.SpeechPlace, found.group(1)), self._runs(number, found.group(2)))

    def _columns(self, lines: list[Line]) -> tuple[schema.Block, ...]:
        breaks = [place for place, (_, text) in enumerate(lines) if text.strip() == COLUMN_BREAK]
        if len(breaks) != 1:
            self._add(self.title_line, "columns_not_two", Message("This slide needs two columns."), _ONE_BREAK)
            return self._blocks([line for line in lines if line[1].strip() != COLUMN_BREAK])
        left = self._blocks(lines[: breaks[0]])
        right = self._blocks(lines[breaks[0] + 1 :])
        return (schema.Columns(left, right),)

    def _blocks(self, lines: list[Line]) -> tuple[schema.Paragraph | schema.ListBlock | schema.Picture, ...]:
        groups: list[tuple[str, list[Line]]] = []
        kind = ""
        for number, text in lines:
            kind, words = self._kind(kind, number, text)
            if kind in ("dash", "number", "text") and groups and groups[-1][0] == kind:
                groups[-1][1].append((number, words))
            elif kind == "more" and groups:
                kind = groups[-1][0]
                last = groups[-1][1].pop()
                groups[-1][1].append((last[0], f"{last[1]} {words}"))
            else:
                groups.append((kind, [(number, words)]))
        return tuple(
            self._block(kind, found) for kind, found in groups if kind in ("dash", "number", "text", "picture")
        )

    def _kind(self, before: str, number: int, text: str) -> tuple[str, str]:
        """The kind of a line, and its words. A line that begins with two spaces continues the list line above."""
        words = text.strip()
        if not words:
            return "blank", ""
        if text.startswith("  ") and before in ("dash", "number") and not _DASH.match(words):
            return "more", words
        for kind, pattern in (("title", _TITLE), ("dash", _DASH), ("number", _NUMBER)):
            if found := pattern.fullmatch(words):
                if kind == "title":
                    self._take_title(number, found.group(1))
                return kind, found.group(1)
        if _PICTURE.fullmatch(words):
            return "picture", words
        if _FOREIGN.match(words):
            self._add(number, "unknown_markdown", Message("A slide cannot show this kind of line."), _PLAIN_FORMS)
        return "text", words

    def _take_title(self, number: int, words: str) -> None:
        if self.title:
            self._add(number, "two_titles", Message("This slide has a second title."), Message("Keep one line with #."))
        self.title, self.title_line = words.replace("**", "").strip(), number

    def _block(self, kind: str, lines: list[Line]) -> schema.Paragraph | schema.ListBlock | schema.Picture:
        if kind == "picture":
            alt, file = _PICTURE.fullmatch(lines[0][1]).groups()  # type: ignore[union-attr]
            return schema.Picture(file, alt)
        if kind == "text":
            return schema.Paragraph(self._runs(lines[0][0], " ".join(words for _, words in lines)))
        return schema.ListBlock(tuple(self._runs(number, words) for number, words in lines), ordered=kind == "number")

    def _runs(self, number: int, words: str) -> tuple[schema.Run, ...]:
        runs, at = [], 0
        for found in _BOLD.finditer(words):
            runs += [schema.Run(words[at : found.start()]), schema.Run(found.group(1), bold=True)]
            at = found.end()
        rest = words[at:]
        if "**" in rest:
            self._add(number, "odd_bold", Message("Two stars without their pair."), _PAIR_STARS)
        return tuple(run for run in (*runs, schema.Run(rest.replace("**", ""))) if run.text)

    def _add(self, line: int, code: str, message: Message, remedy: Message) -> None:
        self.findings.append(Finding(self.file, line, code, message, remedy))


_ONE_BREAK = Message("Put one line with ||| between the two columns.")
_SPEECH_FORM = Message(
    "Write what is said as “> PLACE: words”, with one of these places: {places}.", places=", ".join(_PLACES)
)
_PLAIN_FORMS = Message("Use a title (#), paragraphs, lists (- or 1.), bold (**) and pictures only.")
_PAIR_STARS = Message("Write two stars before and after the bold words.")


KEYS = ("id", "layout", "minutes", "short", "item", "part", "say", "board", "nopower", "note")
LAYOUTS: tuple[str, ...] = get_args(schema.Layout)
PARTS: tuple[str, ...] = get_args(schema.Part)
# A comment ends at its arrow; a missing arrow affects only its own slide.
_COMMENT = re.compile(r"<!--(.*?)(-->|(?=^---[ \t]*$)|(?=<!--)|\Z)", re.S | re.M)
_DIRECTIVE = re.compile(r"\s*([A-Za-z_-]+)\s*:(.*)", re.S)


@dataclasses.dataclass(frozen=True)
class PlacedSlide:
    """A slide with its position: its first line, the line of each directive, and its body line by line."""

    slide: schema.Slide
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
        layout = cast(schema.Layout, self._choice(values, lines, line, "layout", LAYOUTS) or "statement")
        body = SlideText(self.file, body_lines, layout)
        self.findings += body.findings
        lines["title"] = body.title_line
        slide = schema.Slide(
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
            part=cast("schema.Part | None", self._choice(values, lines, line, "part", PARTS)),
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
        elif not re.fullmatch(schema.ID_PATTERN, name):
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
