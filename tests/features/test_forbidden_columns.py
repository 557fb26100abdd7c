"""Nothing of the columns that are never read is kept: lists of every format on one desk, and its data decrypted."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_lists.class_groups import learners_of
from bsuh_desktop.services.class_lists.decide import leave_out, with_consent
from bsuh_desktop.services.class_lists.draft import keep
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import read_plan
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.system.log import last_lines
from tests.helpers.cipher import decrypted_pages
from tests.helpers.desks import practice_desk
from tests.helpers.forbidden import MARKS, SHORTEST
from tests.helpers.memory import words_in
from tests.helpers.names import files
from tests.helpers.reading_app import lists_in
from tests.helpers.reading_process import DATA
from tests.helpers.sampled import few_and_all

LISTS = [path for path in lists_in(DATA / "lists") if not path.match("school-2000.*")]
SOME = LISTS[3::4]
"""Of every format; the process that reads lists is searched elsewhere."""


def agreed(plan: ImportPlan) -> ImportPlan:
    """The plan as somebody in a hurry agrees to it: what must be put right is left out, all the rest stays."""
    for row in [row.row for row in plan.rows if row.severity == "stop"]:
        plan = leave_out(plan, row)
    return with_consent(plan, ())


def keep_all(desk: Desk, lists: Sequence[Path]) -> dict[str, str]:
    """Every list as a class of its own; the class's id by the list's name."""
    kept = {}
    for number, path in enumerate(lists):
        with contextlib.suppress(KnownError):
            kept[path.name] = keep(desk, agreed(read_plan(path)), "eiin:107845", "8", f"{number}").id
    return kept


@pytest.fixture(scope="module", params=few_and_all(SOME, LISTS), ids=["some", "all"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str]]:
    """The desk, and the classes on it."""
    desk = practice_desk(tmp_path_factory.mktemp("desk"))
    kept = keep_all(desk, request.param)
    print(f"\n{len(kept)} of {len(request.param)} lists kept")
    assert len(kept) > len(request.param) / 2
    return desk, kept


def test_nothing_of_forbidden_columns_is_in_the_decrypted_data(told: tuple[Desk, dict[str, str]]) -> None:
    desk, kept = told
    pages = decrypted_pages(desk.folder, desk.vault.store_key)
    names = {one.name_bn for group in kept.values() for one in learners_of(desk, group) if one.named}
    some = {name for name in sorted(names)[::20] if len(name) > SHORTEST}
    assert {Path(name).suffix for name in kept} >= {".csv", ".txt", ".xlsx", ".xls", ".ods"}
    assert words_in(some, [pages]) == some != set()
    assert words_in(MARKS, [pages]) == set()


def test_nothing_of_forbidden_columns_is_beside_it_or_in_the_log(told: tuple[Desk, dict[str, str]]) -> None:
    desk, _ = told
    left = {**files(desk.folder.parent), "log": "\n".join(last_lines(1000)).encode()}
    assert words_in(MARKS, left.values()) == set()
