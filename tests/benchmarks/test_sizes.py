"""No benchmark can be forgotten: each module has a run of the smallest size in the suite, which no clock decides."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.ratios import Way
from tests.benchmarks.sizes import FULL, SMALLEST
from tests.helpers.sources import ROOT

HERE = Path(__file__).parent
APART = {"test_page.py", "test_sizes.py"}
"""They look at the benchmarks, and are none."""
DEMANDED = re.compile(r"pytest\.mark\.(benchmark|soak)\b")
MEASURED = re.compile(r"\b(ratio|median|fmean)\(|\b(LIMIT|MOST_\w+|LONGEST_\w+)\b")


def benchmarks() -> list[Path]:
    """The modules that measure."""
    return [path for path in sorted(HERE.glob("test_*.py")) if path.name not in APART]


def written_in(tree: ast.Module) -> list[ast.FunctionDef]:
    """The tests of a module."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def sized(tree: ast.Module) -> bool:
    """Whether some test runs in both sizes: it takes `size` itself, or by a fixture of its module."""
    taking = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "size" in {a.arg for a in node.args.args}
    }
    return any(test.name in taking or taking & {a.arg for a in test.args.args} for test in written_in(tree))


def bounds_in(tree: ast.Module) -> Iterator[int]:
    """Lines that hold something measured to a bound in every size: only `Size` may, for it knows when."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and MEASURED.search(ast.unparse(node.test)):
            yield node.lineno


@pytest.mark.parametrize("path", benchmarks(), ids=lambda path: path.stem)
def test_every_benchmark_runs_in_its_smallest_size(path: Path) -> None:
    """And in no module does a test say itself that it waits to be asked for: `conftest.py` says so of the full size."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert written_in(tree)
    assert sized(tree), "no test asks for `size`"
    assert not DEMANDED.search(text), "the full size alone is on demand"
    assert not list(bounds_in(tree)), "say size.at_most(…)"


def test_every_long_trial_elsewhere_has_a_short_one_beside_it() -> None:
    alone = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if HERE in path.parents or "pytest.mark.soak" not in (text := path.read_text("utf-8")):
            continue
        tests = written_in(ast.parse(text))
        daily = [one for one in tests if "pytest.mark.soak" not in map(ast.unparse, one.decorator_list)]
        alone += [] if daily else [path.name]
    assert not alone


@pytest.mark.parametrize(
    ("planted", "forgotten"),
    [
        ("def test_it(): pass", True),
        ("def test_it(size): pass", False),
        ("@pytest.fixture\ndef trial(size): pass\ndef test_it(trial): pass", False),
        ("@pytest.fixture\ndef trial(size): pass\ndef test_it(): pass", True),
    ],
)
def test_a_module_without_a_smallest_run_is_noticed(planted: str, forgotten: bool) -> None:
    assert sized(ast.parse(planted)) != forgotten


def test_a_bound_beside_the_sizes_is_noticed() -> None:
    assert list(bounds_in(ast.parse("assert ratio(seconds, 'ours', 'bare') <= 3\nassert took <= LIMIT"))) == [1, 2]


def test_the_smallest_size_goes_every_way_once_and_holds_nothing_to_a_bound() -> None:
    gone: list[str] = []
    ways = {name: Way(lambda name=name: gone.append(name)) for name in ("one", "other")}  # type: ignore[misc]
    assert SMALLEST.measured(ways, turns=31) == SMALLEST.measured_apart(ways) == {"one": [1.0], "other": [1.0]}
    assert gone == ["one", "other"] * 2
    assert SMALLEST.timed(lambda: "made") == (1.0, "made")
    SMALLEST.at_most(3, 2)
    SMALLEST.at_least(2, 3)
    for said in (FULL.at_most, FULL.at_least, SMALLEST.at_most):
        with pytest.raises(AssertionError):
            said(float("nan"), 2)
    with pytest.raises(AssertionError):
        FULL.at_most(3, 2)
    with pytest.raises(AssertionError):
        FULL.at_least(2, 3)
