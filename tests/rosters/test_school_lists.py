"""Lists in the layouts of schools and their programs, with truth, made by people who had not read the code.

`tests/data/school_lists/README.md` tells what they are. *Right at once* is what the reader says by itself; what a
person would be asked about first counts as right if it is proposed, with a remark of its own code.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.rosters.preview import ClassListPreview

LISTS = Path(__file__).parents[1] / "data" / "school_lists"
SETS = ("first", "second", "third")
PROPOSED = frozenset(("converted", "calculated", "repaired", "joined", "long_roll", "sex_words"))
SEXES = {"f": "f", "m": "m", "unspecified": "u"}

Learner = tuple[str | None, str | None, str | None, str]
Verdict = Literal["right", "proposed", "asked", "refused", "told", "silent"]


class Reading(msgspec.Struct, frozen=True):
    """How one list was read: *asked* is right but asked about although the truth does not; *told* is wrong with a
    remark, *silent* wrong without one."""

    name: str
    kind: str
    verdict: Verdict
    kept: frozenset[str]
    """Private words in what left the reader."""


def truths(which: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LISTS / which / "truths.jsonl").read_text("utf-8").splitlines()]


def learners(said: list[list[str | None]]) -> list[Learner]:
    whole = [[text and unicodedata.normalize("NFC", text) for text in one] for one in said]
    return [(one[0], one[1], one[2], one[3] or "") for one in whole]


@functools.cache
def readings(which: str) -> tuple[Reading, ...]:
    return tuple(_reading(LISTS / which, truth) for truth in truths(which))


def _reading(folder: Path, truth: dict[str, Any]) -> Reading:
    try:
        preview = understand(folder / truth["list"])
    except KnownError as refusal:
        said = str(refusal.message)
        kept = frozenset(word for word in truth.get("private", ()) if word in said)
        return Reading(truth["list"], truth["kind"], "right" if truth.get("refused") else "refused", kept)
    text = json.dumps(msgspec.to_builtins(preview, enc_hook=str), ensure_ascii=False)
    kept = frozenset(word for word in truth.get("private", ()) if word in text)
    return Reading(truth["list"], truth["kind"], _verdict(preview, truth), kept)


def _verdict(preview: ClassListPreview, truth: dict[str, Any]) -> Verdict:
    found = [(one.roll, one.name_bn, one.name_en, SEXES[one.sex]) for one in preview.learners]
    right = found == learners(truth["learners"]) or found == learners(truth.get("also_right", []))
    proposed = not PROPOSED.isdisjoint(remark.code for remark in preview.remarks)
    if right and not truth.get("refused"):
        return "right" if not proposed else "proposed" if truth["proposal"] else "asked"
    return "told" if preview.remarks or len(preview.sheets) > 1 else "silent"


@pytest.mark.parametrize("which", SETS)
def test_nobody_elses_word_leaves_the_reader(which: str) -> None:
    assert {one.name: one.kept for one in readings(which) if one.kept} == {}


@pytest.mark.parametrize("which", SETS)
def test_no_list_is_silently_wrong(which: str) -> None:
    assert [one.name for one in readings(which) if one.verdict == "silent"] == []


@pytest.mark.parametrize("which", SETS)
def test_most_are_right_at_once(which: str) -> None:
    found = readings(which)
    counted = Counter(one.verdict for one in found)
    wrong = [f"{one.verdict}: {one.name}" for one in found if one.verdict not in ("right", "proposed", "asked")]
    assert counted["right"] + counted["proposed"] + counted["asked"] >= 0.95 * len(found), (counted, wrong)
    assert counted["right"] >= 0.8 * len(found), counted
    assert counted["asked"] <= 0.02 * len(found), [one.name for one in found if one.verdict == "asked"]


def test_there_are_enough_of_each_kind() -> None:
    kinds = Counter(truth["kind"][0] for which in SETS for truth in truths(which))
    assert sum(kinds.values()) >= 150
    assert {kind for kind, number in kinds.items() if number >= 8} >= set("01234678")
