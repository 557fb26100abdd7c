"""The limited process that opens papers: a long PDF goes in portions, and no answer is taken at its word."""

from __future__ import annotations

import io
import sys

import psutil
import pytest
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.paper_protocol import LONGEST_TEXT
from bsuh_desktop.documents.paper_sandbox import LIMITS, PORTION, PaperSandbox
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.sandbox import Start
from bsuh_desktop.system.sandbox_errors import SandboxError
from tests.helpers.papers import HARD_NAMES, design, pdf_of, sheet
from tests.helpers.signed_sheets import carried, signed_sheet

pytestmark = pytest.mark.started_children

PAGES = PORTION + 2
SHEETS = [sheet(number, HARD_NAMES[number % len(HARD_NAMES)]) for number in range(1, PAGES + 1)]
SIGNED = [signed_sheet(one, design()) for one in SHEETS]

SAYS = """
from bsuh_desktop.documents.paper_protocol import *
from bsuh_desktop.system.sandbox_child import serve
import msgspec
serve(lambda question, data: msgspec.msgpack.encode({}))
"""


@pytest.fixture(scope="module")
def long() -> bytes:
    """More pages than one process reads."""
    return carried(pdf_of(SHEETS))


def saying(answer: str) -> Start:
    """A process that a document has taken over: it answers every question so."""
    return lambda: start_child([sys.executable, "-c", SAYS.format(answer)])


def test_a_long_pdf_is_read_in_portions(long: bytes) -> None:
    heard: list[tuple[int, int]] = []
    with PaperSandbox(long) as paper:
        readings = paper.pages(SIGNED, 1, lambda done, pages: heard.append((done, pages)))
    assert [one.page for one in readings] == list(range(1, PAGES + 1))
    assert all(one.shows_signed for one in readings)
    assert [one.printed_serial for one in readings] == [one.serial for one in SHEETS]
    assert len(heard) > 1
    assert sorted(set(heard)) == heard
    assert heard[-1] == (PAGES, PAGES)


def test_a_page_of_a_later_portion_is_compared_with_its_own_line(long: bytes) -> None:
    wrong = [*SIGNED[:-1], SIGNED[0]]
    with PaperSandbox(long) as paper:
        assert [one.page for one in paper.pages(wrong) if not one.shows_signed] == [PAGES]


def test_it_can_be_stopped_between_two_portions(long: bytes) -> None:
    heard: list[int] = []
    before = psutil.Process().children()
    with PaperSandbox(long, stop=lambda: bool(heard)) as paper, pytest.raises(SandboxError) as caught:
        paper.pages(SIGNED, 1, lambda done, _: heard.append(done))
    assert caught.value.failure == "stopped"
    assert len(heard) == 1
    assert psutil.Process().children() == before


def test_an_empty_document_is_refused() -> None:
    with PaperSandbox(b"") as paper:
        assert paper.preview(100) is None


@pytest.mark.parametrize(
    "answer",
    [
        "Attachment(None)",
        "PagePortion(1, 0, ())",
        "PagePortion(1, 1, ())",
        "PagePortion(1, 1, (PageReading(2, ()),))",
        "PagePortion(1, 1, (PageReading(1, (), place=2),))",
        "PagePortion(2, 2, (PageReading(1, ()), PageReading(1, ())))",
        "PagePortion(1, 1, (PageReading(1, (), None, 7),))",
    ],
)
def test_pages_that_are_none_are_no_answer(answer: str) -> None:
    with PaperSandbox(b"%PDF-", limits=LIMITS, start=saying(answer)) as paper, pytest.raises(SandboxError) as caught:
        paper.pages()
    assert caught.value.failure == "died"


@pytest.mark.parametrize(
    "picture",
    [
        "{'width': 100, 'height': 100, 'pixels': bytes(29_999)}",
        "{'width': 0, 'height': 0, 'pixels': b''}",
        "{'width': -1, 'height': -1, 'pixels': bytes(3)}",
        "{'width': 5000, 'height': 1, 'pixels': bytes(15_000)}",
        "{'width': 101, 'height': 1, 'pixels': bytes(303)}",
        "7",
    ],
)
def test_a_preview_that_is_none_is_not_shown(picture: str) -> None:
    with PaperSandbox(b"%PDF-", limits=LIMITS, start=saying("{'picture': " + picture + "}")) as paper:
        assert paper.preview(100) is None
    whole = "{'picture': {'width': 100, 'height': 100, 'pixels': bytes(30_000)}}"
    with PaperSandbox(b"%PDF-", limits=LIMITS, start=saying(whole)) as paper:
        assert paper.preview(100) is not None


def test_of_a_long_text_the_beginning_is_looked_at() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(800, 20_000))
    for line in range(LONGEST_TEXT // 90):
        canvas.drawString(9, 20 + 20 * line, "x" * 99)
    canvas.save()
    with PaperSandbox(target.getvalue()) as paper:
        (reading,) = paper.pages()
    assert 0.9 * LONGEST_TEXT < len(reading.text) <= LONGEST_TEXT
