"""What a careful facilitator expects of a list, written down while the list is made, before anybody reads it."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_ASCII = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


@dataclasses.dataclass
class Truth:
    """The expectations for one list. Places are the letters of columns, rows those of the spreadsheet; an empty
    `sheet` is a text file's, an empty `encoding` a workbook's. `wishes` say how the list is to be read."""

    heading_row: int = 1
    taken: str = ""
    not_taken: str = ""
    sheet: str = ""
    encoding: str = ""
    remarks: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    learners: list[Json] = dataclasses.field(default_factory=list)
    originals: dict[int, str] = dataclasses.field(default_factory=dict)
    part: tuple[str, str] | None = None
    parts: list[tuple[str, str, int]] = dataclasses.field(default_factory=list)
    wishes: Json = dataclasses.field(default_factory=dict)

    def learner(self, row: int, roll: str | None, bn: str | None = None, en: str | None = None, **more: str) -> None:
        """One learner; what is not said in `more` is as nobody said it."""
        names = {"name_bn": bn and unicodedata.normalize("NFC", bn), "name_en": en and unicodedata.normalize("NFC", en)}
        one = {"row": row, "roll": roll, "card": 0, **names, "sex": "unspecified"}
        one |= {"age": "unspecified", "disability": "unspecified", "guardian": "not_asked", "assent": "not_asked"}
        assert set(more) <= set(one)
        self.learners.append(one | more)

    def remark(self, code: str, *rows: int) -> None:
        """The remark `code` on each of `rows`."""
        self.remarks += [(row, code) for row in rows]

    def as_json(self) -> str:
        """The truth file's text, one learner a line."""
        _deal_cards(self.learners)
        facts: Json = {"wishes": self.wishes} if self.wishes else {}
        facts |= {"sheet": self.sheet, "encoding": self.encoding, "heading_row": self.heading_row}
        facts |= {"taken": self.taken.split(), "not_taken": self.not_taken.split(), "remarks": sorted(self.remarks)}
        facts |= {"originals": {str(row): typed for row, typed in sorted(self.originals.items())}}
        facts |= {"part": self.part, "parts": self.parts}
        lines = [f'  "{name}": {json.dumps(fact, ensure_ascii=False)}' for name, fact in facts.items()]
        rows = ",\n".join("    " + json.dumps(one, ensure_ascii=False) for one in self.learners)
        return "{\n" + ",\n".join(lines) + ',\n  "learners": [\n' + rows + "\n  ]\n}\n"


def _deal_cards(learners: list[Json]) -> None:
    """FORMATS.md, card number: the roll where that is a free number to 200, else the lowest that is left, else 0."""
    free = list(range(1, 201))
    for one in learners:
        digits = (one["roll"] or "").translate(_ASCII)
        one["card"] = int(digits) if digits.isascii() and digits.isdigit() and int(digits) in free else 0
        if one["card"]:
            free.remove(one["card"])
    for one in learners:
        if not one["card"] and free:
            one["card"] = free.pop(0)


class Shelf:
    """The folder the lists go into, each with its truth beside it; what is the same for a list in another format is
    written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: dict[str, str] = {}

    def put(self, name: str, data: bytes, truth: Truth, variant: str = "") -> None:
        """The list `name` and what to expect of it; another `variant` is the same list read with other wishes."""
        (self.folder / name).write_bytes(data)
        said = truth.as_json()
        same = self._written.setdefault(said, f"{name}{variant}.truth.json")
        if same != f"{name}{variant}.truth.json":
            said = json.dumps({"as": same}) + "\n"
        (self.folder / f"{name}{variant}.truth.json").write_text(said, "utf-8")

    def refuse(self, name: str, data: bytes, code: str) -> None:
        """A file that is refused, with the code of the sentence."""
        (self.folder / name).write_bytes(data)
        (self.folder / f"{name}.truth.json").write_text(json.dumps({"refused": code}) + "\n", "utf-8")
