from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.sizes import FULL, SMALLEST, Size

LONG = ("test_country", "test_long_day")
"""Modules whose full size takes many minutes, and is a `soak`; that of all others is a `benchmark`."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `size` runs in its smallest in the daily suite, and in its full one on demand. One
    that names its own `cases` has seen to that."""
    own = {name for mark in metafunc.definition.iter_markers("parametrize") for name in mark.args[0]}
    if "size" in metafunc.fixturenames and "size" not in own:
        mark = pytest.mark.soak if Path(metafunc.module.__file__ or "").stem in LONG else pytest.mark.benchmark
        sizes = [pytest.param(SMALLEST, id="smallest"), pytest.param(FULL, id="full", marks=mark)]
        metafunc.parametrize("size", sizes, scope="module")


@pytest.fixture
def compiled_once(size: Size, tmp_path: Path) -> Iterator[None]:
    """A laptop keeps the byte code of a programme that has started before, as its peers' packages bring theirs; an
    environment for tests may forbid that. Where nothing is timed the suite's own will do."""
    if not size.full:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "compiled"))
        yield
