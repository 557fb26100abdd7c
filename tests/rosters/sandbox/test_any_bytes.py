"""Any bytes under any name, and lists as they come off a dying stick: a preview or a sentence, always.

Each is read in a process of its own, forked, with its own limits: some in the suite, hundreds on demand:
`python -m pytest -m soak -s tests/rosters/sandbox/test_any_bytes.py`.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.language import say
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, NO_HEADING, Part, ReadOptions
from bsuh_desktop.rosters.read_options import ENCODINGS as CODE_PAGES
from bsuh_desktop.rosters.sandbox.reader import CHILD, read_class_list
from bsuh_desktop.rosters.vocabulary import FIELDS
from tests.helpers.reading_process import DATA, nothing_left
from tests.helpers.ready_children import have_ready
from tests.helpers.sampled import examples_of

NAMES = ["list.csv", "list.txt", "list.xlsx", "list.xls", "list.ods", "list.pdf", "list.jpg", "list"]
LARGEST = 60_000
LISTS = sorted(
    path.read_bytes()
    for path in DATA.rglob("*.*")
    if path.suffix in (".csv", ".txt", ".xlsx", ".xls", ".ods") and path.stat().st_size < LARGEST
)
WORKBOOKS = [data for data in LISTS if zipfile.is_zipfile(io.BytesIO(data))]
BEGINNINGS = [
    b"",
    b"PK\3\4",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"sep=;\n",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"]
some = examples_of(5, 250)

WISHES = st.builds(
    ReadOptions,
    sheet=st.none() | st.text(max_size=5),
    encoding=st.none() | st.sampled_from([*CODE_PAGES, "utf-16"]),
    heading_row=st.none() | st.integers(NO_HEADING, 12),
    columns=st.dictionaries(st.sampled_from("ABCDEFZ"), st.sampled_from([*sorted(FIELDS), "none"]), max_size=4),
    part=st.none() | st.builds(Part, st.text(max_size=3), st.text(max_size=3)),
)
"""What a person may have said of a list, also of another one."""

Draw = Callable[[st.SearchStrategy[int]], int]

said: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def tell() -> Iterator[None]:
    """How many files there were, and what was said of them."""
    yield
    print(f"\n{said.total()} files: {dict(said.most_common())}")


@pytest.fixture(autouse=True)
def clean(tmp_path: Path) -> Iterator[None]:
    """Whatever they were, nothing is left of them."""
    folder = tmp_path / "here"
    folder.mkdir()
    have_ready(CHILD)
    with nothing_left(folder):
        yield


def look_at(folder: Path, name: str, data: bytes, wishes: ReadOptions = DEFAULT_OPTIONS) -> None:
    """Reads `data` as a list, as `wishes` say; whatever comes can be said in both languages."""
    path = folder / name
    path.write_bytes(data)
    try:
        preview = read_class_list(path, wishes)
    except KnownError as error:
        said[error.code] += 1
        messages = [error.message, error.remedy]
    else:
        said["read"] += 1
        messages = [remark.message for remark in preview.remarks]
    can_be_said(messages)


def can_be_said(messages: list[Message]) -> None:
    """No place of any is without its field."""
    assert all(say(message, language) for message in messages for language in ("bn", "en"))


def places(draw: Draw, data: bytes) -> tuple[int, int]:
    """The beginning and the end of a piece of `data`."""
    first = draw(st.integers(0, len(data)))
    return first, min(len(data), first + draw(st.integers(0, 200)))


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """A list, bytes of which are flipped, cut out, doubled or put elsewhere; or it ends too soon."""
    data = draw(whole)
    for _ in range(draw(st.integers(1, 6))):
        first, last = places(draw, data)
        piece, rest = data[first:last], data[:first] + data[last:]
        where = draw(st.integers(0, len(rest)))
        match draw(st.sampled_from(["flip", "cut", "double", "move", "end"])):
            case "flip":
                flip = draw(st.integers(1, 255))
                data = data[:first] + bytes(byte ^ flip for byte in piece[:3]) + data[first + len(piece[:3]) :]
            case "cut":
                data = rest
            case "double":
                data = data[:last] + piece + data[last:]
            case "move":
                data = rest[:where] + piece + rest[where:]
            case _:
                data = data[:last]
    return data


@st.composite
def repacked(draw: st.DrawFn) -> bytes:
    """A workbook with one part damaged, and whole as an archive: the damage is met by whoever reads the part."""
    packed, again = zipfile.ZipFile(io.BytesIO(draw(st.sampled_from(WORKBOOKS)))), io.BytesIO()
    chosen = draw(st.sampled_from(sorted(packed.namelist())))
    with packed, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed.namelist():
            part = packed.read(name)
            archive.writestr(name, draw(damaged(st.just(part))) if name == chosen else part)
    return again.getvalue()


def test_there_are_lists_to_damage() -> None:
    assert len(LISTS) > len(WORKBOOKS) > 0


@some
def test_any_bytes(tmp_path: Path, examples: settings) -> None:
    @examples
    @given(name=st.sampled_from(NAMES), beginning=st.sampled_from(BEGINNINGS), data=st.binary(max_size=2000))
    def read(name: str, beginning: bytes, data: bytes) -> None:
        look_at(tmp_path, name, beginning + data)

    read()


@some
def test_any_text_below_headings(tmp_path: Path, examples: settings) -> None:
    @examples
    @given(
        name=st.sampled_from(NAMES),
        cells=st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12),
        separator=st.sampled_from(",;\t|"),
        encoding=st.sampled_from(ENCODINGS),
        wishes=WISHES,
    )
    def read(name: str, cells: list[list[str]], separator: str, encoding: str, wishes: ReadOptions) -> None:
        lines = [["Roll", "Name", "Sex", "Consent", "Phone"], *cells]
        text = "\n".join(separator.join(line) for line in lines)
        look_at(tmp_path, name, text.encode(encoding, "replace"), wishes)

    read()


@some
def test_a_list_with_damaged_bytes(tmp_path: Path, examples: settings) -> None:
    @examples
    @given(name=st.sampled_from(NAMES), data=damaged(st.sampled_from(LISTS)), wishes=st.just(DEFAULT_OPTIONS) | WISHES)
    def read(name: str, data: bytes, wishes: ReadOptions) -> None:
        look_at(tmp_path, name, data, wishes)

    read()


@some
def test_a_workbook_with_a_damaged_part(tmp_path: Path, examples: settings) -> None:
    @examples
    @given(name=st.sampled_from(NAMES), data=repacked())
    def read(name: str, data: bytes) -> None:
        look_at(tmp_path, name, data)

    read()
