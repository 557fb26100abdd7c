"""Files that were made to harm: each is read, or refused with its sentence, and nothing of it is left."""

from __future__ import annotations

import functools
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.sandbox.reader import CHILD, read_class_list
from tests.helpers.hostile_lists import (
    CLOSING,
    HEAD,
    MEGABYTE,
    OPENING,
    TITLES,
    entities,
    rows,
    sheet,
    strings,
    text,
    understated,
    workbook,
    zeros,
)
from tests.helpers.list_files import CLASS, docx, page, relations, word_table, xml_cell, xml_row, xml_workbook, zipped
from tests.helpers.reading_process import LIST, PATIENT, nothing_left, refusal
from tests.helpers.ready_children import have_ready
from tests.helpers.sampled import few_or_all
from tests.helpers.systems import links, named_pipes

pytestmark = pytest.mark.sampled

LAST = 1_048_576
"""The last row of an XLSX sheet (ECMA-376, as Excel limits it)."""

FORTY = TITLES + rows(2, 41)


MANY = 30_000
"""Rows in the suite, which writes them all; a million are read on demand."""
TOO_MUCH, FAR_TOO_MUCH = 120, 300
"""Megabytes, unpacked, in the suite and on demand."""
REAL_ROW = '<row r="%d"><c r="A%d"><v>%d</v></c></row>'


def of_rows(one: str, last: int) -> str:
    """A sheet of forty learners whose other rows, to the last, are `one` with its number at %d."""
    return sheet(FORTY + "".join(one.replace("%d", str(row)) for row in range(42, last + 1)))


@functools.cache
def of_zeros(megabytes: int) -> bytes:
    return workbook(zeros(megabytes))


def of_zeros_understated(megabytes: int) -> bytes:
    return understated(of_zeros(megabytes), "xl/worksheets/sheet1.xml", 1000)


READ: dict[str, Callable[[], bytes]] = {
    "declares a million rows": lambda: workbook(sheet(FORTY, f"A1:XFD{LAST}")),
    "has an empty cell in the last row": lambda: workbook(sheet(FORTY + f'<row r="{LAST}"><c r="A{LAST}"/></row>')),
    "has many empty rows": lambda: workbook(of_rows('<row r="%d"/>', MANY)),
    "has many rows of empty cells": lambda: workbook(of_rows('<row r="%d"><c r="A%d"/></row>', MANY)),
    "has unused texts": lambda: workbook(sheet(FORTY), strings(["x" * 20] * 500_000)),
}
"""Forty learners, whatever else."""

LEARNERS = [["Roll", "Name"], *([str(row), f"Learner{row}"] for row in range(1, 41))]
SMALL, LARGE = 300_000, 9_000_000
"""Bytes of a page, in the suite and on demand."""


def filled(begin: str, again: str, size: int) -> bytes:
    """What begins so and goes on with the same until it is so long."""
    return (begin + again * (size // len(again))).encode()


OUTSIDE = relations(officeDocument="file:///etc/passwd").replace("Target=", 'TargetMode="External" Target=')

PAGES = {
    "comments": ("<html>", "<!--"),
    "tags": ("<html>", "<a"),
    "quotes": ("<html>", '<a b="'),
    "ends": ("<html>", "</a"),
    "declarations": ("<html>", "<!["),
    "sections": ("<html>", "<![CDATA["),
    "instructions": ("<html>", "<?"),
    "scripts": ("<html>", "<script>"),
    "document types": ("<!doctype html ", "["),
    "attributes": ("<html><a ", "a=b "),
    "signs": ("<html><table><tr><td>", "&#"),
    "tables": ("<html>", "<table><tr><td>a</table>"),
    "blocks": ("<html>", "<div>"),
    "cells": ("<html><table><tr>", "<td>a"),
    "rows": ("<html><table>", "<tr>"),
    "heads of mails": ("mime-version: 1.0\n", "content-type: message/rfc822\n\n"),
    "parts of mails": ("mime-version: 1.0\ncontent-type: multipart/mixed; boundary=a\n\n", "--a\n\n"),
}
"""How a page or a web archive begins, and what never ends in it."""

READ |= {
    "is a page that wants a million columns": lambda: page(LEARNERS).replace("<td>1<", "<td colspan=1e9>1<").encode(),
    "is a page around which is a lot": lambda: filled("<html><p>", "<p>x", SMALL) + page(LEARNERS).encode(),
    "is a document around which is a lot": lambda: docx("<w:p/>" * 300_000 + word_table(LEARNERS)),
}

MILLION: dict[str, Callable[[], bytes]] = {
    "has a million empty rows": lambda: workbook(of_rows('<row r="%d"/>', LAST)),
    "has a million rows of empty cells": lambda: workbook(of_rows('<row r="%d"><c r="A%d"/></row>', LAST)),
}

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zeros": ("list_too_large", lambda: of_zeros(TOO_MUCH)),
    "zeros, understated": ("list_torn", lambda: of_zeros_understated(TOO_MUCH)),
    "zeros as texts": ("list_too_large", lambda: workbook(sheet(FORTY), zeros(TOO_MUCH))),
    "many real rows": ("list_too_long", lambda: workbook(of_rows(REAL_ROW, MANY))),
    "a cell in the last corner": (
        "list_too_long",
        lambda: workbook(sheet(FORTY + f'<row r="{LAST}">{text(f"XFD{LAST}", "x")}</row>')),
    ),
    "one long text, ten thousand times": (
        "list_too_heavy",
        lambda: workbook(
            sheet(TITLES + "".join(f'<row r="{row}"><c r="B{row}" t="s"><v>0</v></c></row>' for row in range(2, 9000))),
            strings(["x" * 1_000_000]),
        ),
    ),
    "entities": (
        "list_torn",
        lambda: workbook(f"{HEAD}{entities(9)}{OPENING}<sheetData><row>{text('B1', '&e9;')}</row>{CLOSING}"),
    ),
    "a file from elsewhere": (
        "list_torn",
        lambda: workbook(
            f'{HEAD}<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>{OPENING}<sheetData><row>'
            f"{text('A1', '&e;')}{text('B1', 'Name')}</row>{CLOSING}"
        ),
    ),
    "a million lines": ("list_too_long", lambda: b"Roll,Name\n" + b"".join(b"%d,R\n" % row for row in range(LAST))),
    "quotes": ("quote_not_closed", lambda: b'"' * 9_000_000),
    "line ends": ("list_empty", lambda: b"\n" * 9_000_000),
    "separators": ("no_learners", lambda: b"Roll,Name\n" + b"," * 9_000_000),
}

REFUSED |= {
    "a page of columns": ("list_too_heavy", lambda: b"<table>" + b"<tr><td colspan=99999>a" * 2000),
    "a page of rows": ("list_too_heavy", lambda: b"<table><td rowspan=99999 colspan=99>a" + b"<tr>" * 9000),
    "a page of lists": ("list_too_heavy", lambda: page(CLASS).encode() * 1000),
    "tables in tables": ("list_too_heavy", lambda: b"<table><tr><td>" * 100_000),
    "a page that is too long": ("list_too_long", lambda: b"<table>" + b"<tr><td>1<td>a" * MANY),
    "a document of tables in tables": ("list_too_heavy", lambda: docx("<w:tbl><w:tr><w:tc>" * 100_000)),
    "a document that is too long": ("list_too_long", lambda: docx(word_table([["1", "a"]] * MANY))),
    "a document of entities": ("list_torn", lambda: docx("&e9;", head=entities(9))),
    "a document from elsewhere": (
        "list_torn",
        lambda: docx("&e;", head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'),
    ),
    "a document of zeros": ("list_too_large", lambda: zipped({"word/document.xml": bytes(TOO_MUCH * MEGABYTE)})),
    "a document whose text is outside": (
        "other_workbook",
        lambda: zipped(
            {
                "_rels/.rels": relations(officeDocument="file:///etc/passwd").replace(
                    "Target=", 'TargetMode="External" Target='
                )
            }
        ),
    ),
    "a workbook in XML of entities": ("list_torn", lambda: xml_workbook("&e9;", head=entities(9))),
    "a workbook in XML of columns and rows": (
        "list_too_heavy",
        lambda: xml_workbook(
            "<Table>"
            + xml_row(xml_cell("a", attributes='ss:MergeDown="999999999" ss:MergeAcross="999999999"'))
            + xml_row(xml_cell("b"), attributes='ss:Index="9999"')
            + "</Table>"
        ),
    ),
    "a workbook in XML of sheets": ("list_too_heavy", lambda: xml_workbook("<Worksheet>" * 100_000)),
}

REFUSED_ON_DEMAND: dict[str, tuple[str, Callable[[], bytes]]] = {
    "far more zeros": ("list_too_large", lambda: of_zeros(FAR_TOO_MUCH)),
    "far more zeros, understated": ("list_torn", lambda: of_zeros_understated(FAR_TOO_MUCH)),
    "far more zeros as texts": ("list_too_large", lambda: workbook(sheet(FORTY), zeros(FAR_TOO_MUCH))),
    "a million real rows": ("list_too_long", lambda: workbook(of_rows(REAL_ROW, LAST))),
}


@pytest.fixture(autouse=True)
def clean(tmp_path: Path) -> Iterator[None]:
    """Whatever it is, nothing is left of it."""
    folder = tmp_path / "here"
    folder.mkdir()
    have_ready(CHILD)
    with nothing_left(folder):
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the list is."""
    return tmp_path / "list.xlsx"


@pytest.mark.parametrize("name", [*READ, *(pytest.param(name, marks=pytest.mark.soak) for name in MILLION)])
def test_a_list_is_read_whatever_stands_around_it(path: Path, name: str) -> None:
    path.write_bytes({**READ, **MILLION}[name]())
    assert len(read_class_list(path, limits=PATIENT).learners) == 40


@pytest.mark.skipif(
    sys.platform == "win32" and sys.version_info < (3, 13, 6),
    reason="until then html.parser took the square of the length (CVE-2025-6069); Debian's does not",
)
@few_or_all("size", SMALL, LARGE)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_does_not_end_is_a_sentence(path: Path, name: str, size: int) -> None:
    path.write_bytes(filled(*PAGES[name], size))
    codes = ("list_is_web_page", "list_too_heavy") if "mail" not in name else ("list_is_web_page", "list_torn")
    assert refusal(path) in codes


@pytest.mark.parametrize(
    "name", [*REFUSED, *(pytest.param(name, marks=pytest.mark.soak) for name in REFUSED_ON_DEMAND)]
)
def test_a_bomb_is_a_sentence(path: Path, name: str) -> None:
    code, made = {**REFUSED, **REFUSED_ON_DEMAND}[name]
    path.write_bytes(made())
    assert refusal(path) == code


def test_where_there_is_no_memory_for_a_list_it_is_too_heavy(path: Path) -> None:
    small = msgspec.structs.replace(PATIENT, megabytes=60)
    path.write_bytes(b"Roll,Name\n" + b"".join(b"%d,%s\n" % (row, b"x" * 1000) for row in range(9000)))
    assert refusal(path, small) == "list_too_heavy"
    path.write_bytes(workbook(sheet(TITLES + rows(2, 9000)), strings(["x" * 1000] * 60_000)))
    assert refusal(path, small) == "list_too_heavy"


LONG_CELLS = (
    "a",
    "Z9",
    "9",
    "১",
    ",",
    "(",
    " -",
    "F: ",
    "a.",
    "x@",
    "a@b.",
    "জন্ম ",
    "পিতা",
    "?",
    "à¦®",
    "&#2478;",
    "1=a",
    "নাম/",
)


@pytest.mark.parametrize("piece", LONG_CELLS)
def test_a_long_cell_takes_no_more_time_than_its_length(path: Path, piece: str) -> None:
    """In each place of a list: some expressions once took its square. The limit is one of the reading process."""
    long = piece * (120_000 // len(piece))
    lines = [
        f'"{long}",',
        f'Roll,Name,Sex,"{long}"',
        f'1,"{long}",m,',
        f'"{long}",Mina,f,',
        f'3,"Rita {long}","{long}",',
        "4,Karim,m,x",
    ]
    path.write_text("\n".join(lines), "utf-8")
    codes = []
    try:
        read_class_list(path, limits=msgspec.structs.replace(PATIENT, cpu_seconds=10))
    except KnownError as error:
        codes.append(error.code)
    assert "list_too_heavy" not in codes


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "list_not_a_file"


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "list_not_found"


@named_pipes
def test_nobody_waits_for_a_pipe(path: Path) -> None:
    os.mkfifo(path)
    assert refusal(path) == "list_not_a_file"


@pytest.mark.skipif(os.name != "posix", reason="this system has no such devices")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_is_no_file(path: Path, device: str) -> None:
    path.symlink_to(device)
    assert refusal(path) == "list_not_a_file"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system keeps its permissions otherwise")
def test_a_file_that_nobody_may_read_is_not_opened(path: Path) -> None:
    path.write_bytes(LIST.read_bytes())
    path.chmod(stat.S_IWUSR)
    # The first user may read everything, but nobody's memory from its beginning.
    assert refusal(path if os.geteuid() else Path("/proc/self/mem")) == "list_not_opened"


@links
def test_a_link_to_itself_is_not_opened(path: Path) -> None:
    path.symlink_to(path)
    assert refusal(path) == "list_not_opened"
