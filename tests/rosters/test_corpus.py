"""Lists as schools send them, each read and held against what a careful facilitator would say.

By the app's own way, in a process of its own, one of each format and of the long ones those that schools send most; all
of them on demand: `python -m pytest -m soak tests/rosters/test_corpus.py`. `tests/data/lists/README.md` tells what they
are; how long each takes is measured in `tests/benchmarks/test_lists.py`.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bsuh_desktop.domain.learner import FACTS, UNSPECIFIED
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.rosters.sandbox.reader import read_class_list
from tests.helpers.forbidden import MARKS
from tests.helpers.memory import words_in
from tests.helpers.reading_process import PATIENT
from tests.helpers.sampled import few_or_all

LISTS = Path(__file__).parents[1] / "data" / "lists"
TRUTHS = sorted(path.name for path in LISTS.glob("*.truth.json"))
CODES = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")

Reading = Callable[[str, dict[str, Any]], ClassListPreview]


def read(name: str, wishes: dict[str, Any]) -> ClassListPreview:
    return read_class_list(LISTS / name, msgspec.convert(wishes, ReadOptions), PATIENT)


def list_of(truth: str) -> str:
    """The list's own name: what stands before the truth's ending, with or without a variant."""
    stem = truth.removesuffix(".truth.json")
    return stem if (LISTS / stem).exists() else stem.rpartition(".")[0]


def expectation(truth: str) -> dict[str, Any]:
    """What a truth file says; it may point to another that says the same."""
    said: dict[str, Any] = json.loads((LISTS / truth).read_text("utf-8"))
    return expectation(said["as"]) if "as" in said else said


def facts_of(preview: ClassListPreview) -> dict[str, Any]:
    """A preview in the words of a truth file."""
    return {
        "sheet": preview.sheet,
        "encoding": preview.encoding,
        "heading_row": preview.heading_row,
        "taken": sorted(column.place for column in preview.columns if column.taken),
        "not_taken": sorted(column.place for column in preview.columns if not column.taken),
        "remarks": sorted([remark.row, remark.code] for remark in preview.remarks),
        "originals": {str(row): typed for row, typed in sorted(preview.originals.items())},
        "part": preview.part and [preview.part.grade, preview.part.section],
        "parts": [[one.part.grade, one.part.section, one.learners] for one in preview.parts],
        "learners": {str(one.row): msgspec.to_builtins(one) for one in preview.learners},
    }


def differences(expected: Any, found: Any, where: str = "") -> list[str]:
    """Where the two differ, place by place."""
    if isinstance(expected, dict) and isinstance(found, dict):
        names = sorted(expected.keys() | found.keys())
        pairs = [(f"{where} {name}", expected.get(name), found.get(name)) for name in names]
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = [(f"{where}[{number}]", one, found[number]) for number, one in enumerate(expected)]
    else:
        return [] if expected == found else [f"{where}: expected {expected!r}, found {found!r}"]
    return [line for place, one, other in pairs for line in differences(one, other, place)]


def read_here(name: str, wishes: dict[str, Any]) -> ClassListPreview:
    """The same without a process of its own, whose start takes longer than the reading."""
    return understand(LISTS / name, msgspec.convert(wishes, ReadOptions))


FIRST = {Path(list_of(truth)).suffix: truth for truth in reversed(TRUTHS)}
"""The first list of each format."""
LONG = [truth for truth in TRUTHS if truth.startswith("school-2000.")]
APART = [
    truth for truth in TRUTHS if truth.startswith(("school-2000.csv", "school-2000.xlsx")) or truth in FIRST.values()
]


@pytest.mark.parametrize(
    ("truth", "how"),
    [
        *((truth, read if truth in APART else read_here) for truth in TRUTHS if truth in APART or truth not in LONG),
        *(pytest.param(truth, read, marks=pytest.mark.soak) for truth in TRUTHS if truth not in APART),
    ],
)
def test_a_list_is_read_as_a_careful_facilitator_would_read_it(truth: str, how: Reading) -> None:
    expected = expectation(truth)
    if "refused" in expected:
        with pytest.raises(KnownError) as refused:
            how(list_of(truth), {})
        assert refused.value.code == expected["refused"]
        assert str(refused.value.message)
        assert str(refused.value.remedy)
        assert words_in(MARKS, [f"{refused.value!r}".encode()]) == set()
        return
    preview = how(list_of(truth), expected.pop("wishes", {}))
    expected |= {name: sorted(expected[name]) for name in ("taken", "not_taken")}
    expected["learners"] = {str(one["row"]): dict.fromkeys(FACTS, UNSPECIFIED) | one for one in expected["learners"]}
    differ = differences(expected, facts_of(preview))
    assert not differ, "\n".join(differ[:12])
    assert len(preview.learners) == len(expected["learners"])
    assert forbidden_in(preview) == []
    assert words_in(MARKS, [msgspec.json.encode(preview)]) == set()


def forbidden_in(preview: ClassListPreview) -> list[str]:
    """The marks of planted values, of telephones, parents, addresses and the like, that a preview lets through."""
    text = msgspec.json.encode(preview).decode()
    marks = json.loads((LISTS / "forbidden.json").read_text("utf-8"))
    # Four digits alone mark a birth date in the file; in a preview they may be anything.
    return [mark for listed in marks.values() for mark in listed if mark in text and len(mark) > 4]


def bytes_of(path: Path) -> bytes:
    """What a file holds, unpacked."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("ending", [".csv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"])
def test_values_that_are_never_read_are_planted_in_lists_of_every_format(ending: str) -> None:
    marks = json.loads((LISTS / "forbidden.json").read_text("utf-8"))
    held = b"".join(bytes_of(path) for path in sorted(LISTS.glob(f"*{ending}")))
    forms = [[mark.encode(code, "ignore") for mark in marks[kind]] for code in CODES for kind in ("phone", "number")]
    assert any(form and form in held for listed in forms for form in listed)


def test_every_list_has_its_truth_and_there_are_enough() -> None:
    lists = {path.name for path in LISTS.iterdir() if path.is_file() and path.suffix != ".md"}
    lists -= {"forbidden.json", *TRUTHS}
    assert {list_of(truth) for truth in TRUTHS} == lists
    assert len(lists) >= 30
    assert sum(path.stat().st_size for path in LISTS.rglob("*") if path.is_file()) < 2 * 1024**2


def test_the_truth_is_written_without_the_code_that_reads() -> None:
    makers = sorted((LISTS / "make").glob("*.py"))
    assert makers
    assert [path.name for path in makers if "bsuh_desktop" in path.read_text("utf-8")] == []


@few_or_all("megabytes", 110, 150)
def test_a_zip_bomb_is_a_sentence(tmp_path: Path, megabytes: int) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(LISTS / "macro.xlsm") as list_, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in list_.namelist():
            if name != "xl/sharedStrings.xml":
                bomb.writestr(name, list_.read(name))
        with bomb.open("xl/sharedStrings.xml", "w") as member:
            for _ in range(megabytes):
                member.write(bytes(1024**2))
    assert path.stat().st_size < 1024**2
    with pytest.raises(KnownError) as refused:
        read(str(path), {})
    assert refused.value.code == "list_too_large"
