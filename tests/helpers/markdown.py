"""Reads a page of documentation as tests need it: headings with their tables and blocks of code."""

from __future__ import annotations

import dataclasses
import itertools
import re

Row = tuple[str, ...]


@dataclasses.dataclass
class Section:
    """What stands below one heading, up to the next: tables by their first row, blocks of code by their language."""

    tables: list[tuple[Row, list[Row]]] = dataclasses.field(default_factory=list)
    blocks: list[tuple[str, str]] = dataclasses.field(default_factory=list)

    def table(self, *head: str) -> list[Row]:
        """The rows of the one table with that head; none where there is none."""
        found = self.all_tables(*head)
        assert len(found) < 2, head
        return found[0] if found else []

    def all_tables(self, *head: str) -> list[list[Row]]:
        """The rows of every table with that head."""
        return [rows for first, rows in self.tables if first == head]


def words_in(cell: str) -> list[str]:
    """What stands in code in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def sections(text: str) -> dict[str, Section]:
    """The sections of a page by their headings, without marks."""
    found: dict[str, Section] = {}
    section = Section()
    rows: list[Row] | None = None
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("```"):
            block = list(itertools.takewhile(lambda one: one != "```", lines))
            section.blocks.append((line.removeprefix("```"), "\n".join(block)))
        elif line.startswith("#"):
            title = line.lstrip("# ").replace("`", "")
            assert title not in found, title
            section = found[title] = Section()
        cells = tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        if not line.startswith("|"):
            rows = None
        elif rows is None:
            rows = []
            section.tables.append((cells, rows))
        elif set("".join(cells)) - set("- "):
            rows.append(cells)
    return found
