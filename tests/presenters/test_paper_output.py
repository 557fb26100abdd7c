"""How printing ended, from the pages that were wanted and those that were sent."""

from __future__ import annotations

import pytest

from bsuh_desktop.presenters.paper_output import print_outcome


@pytest.mark.parametrize(
    ("whole", "done", "total", "outcome"),
    [(True, 3, 3, "all"), (False, 2, 2, "some"), (True, 2, 3, "stopped"), (False, 0, 2, "stopped")],
)
def test_only_a_whole_paper_is_all(whole: bool, done: int, total: int, outcome: str) -> None:
    assert print_outcome(whole, done, total) == outcome
