"""What is sampled: each case on one day of four, some case of each function every day, and all of them when asked."""

from __future__ import annotations

import ast
import datetime

from tests.helpers.daily_sample import PARTS, chosen, left_out, seed_of
from tests.helpers.sources import ROOT

SAMPLED = frozenset({"sampled"})
MANY = [f"test_forged[{number}]" for number in range(400)]
DAY = datetime.date(2026, 12, 7)


def test_four_days_see_every_case_once_and_none_twice() -> None:
    days = [chosen({"test_forged": MANY}, seed_of(DAY + datetime.timedelta(day))) for day in range(PARTS)]
    assert set().union(*days) == set(MANY)
    assert sum(map(len, days)) == len(MANY)
    assert all(70 <= len(day) <= 130 for day in days)


def test_the_same_seed_chooses_the_same_whatever_else_is_collected() -> None:
    other = {"test_other": ["test_other[1]", "test_other[2]"]}
    beside = chosen({**other, "test_forged": MANY[::-1]}, 5)
    assert chosen({"test_forged": MANY}, 5) == beside - set(other["test_other"])


def test_a_case_of_each_function_stays_every_day() -> None:
    functions = {f"test_{number}": [f"test_{number}[a]", f"test_{number}[b]"] for number in range(50)}
    for seed in range(PARTS):
        assert {case.partition("[")[0] for case in chosen(functions, seed)} == functions.keys()


def test_only_what_is_marked_and_runs_every_day_is_left_out() -> None:
    unmarked = [(case, "test_plain", frozenset[str]()) for case in MANY]
    demanded = [(case, "test_demanded", SAMPLED | {"soak"}) for case in MANY]
    assert left_out([*unmarked, *demanded], 1) == set()
    assert len(left_out([(case, "test_forged", SAMPLED) for case in MANY], 1)) > 250


def test_the_page_names_every_module_that_is_sampled() -> None:
    page = (ROOT / "tests" / "SAMPLED.md").read_text("utf-8")
    marked = [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if _is_sampled(path.read_text("utf-8"))]
    assert marked
    named = {line.split("`")[1] for line in page.splitlines() if line.startswith("- `")}
    assert named == {path.relative_to(ROOT / "tests").as_posix() for path in marked}


def _is_sampled(source: str) -> bool:
    return any(
        isinstance(line, ast.Assign)
        and [ast.unparse(target) for target in line.targets] == ["pytestmark"]
        and "pytest.mark.sampled" in ast.unparse(line.value)
        for line in ast.parse(source).body
    )
