from __future__ import annotations

import pytest

from bsuh_desktop.rosters.read_options import Part


@pytest.mark.parametrize("other", [Part("৮", "a"), Part("", "A"), Part("8", "")])
def test_classes_that_may_be_one(other: Part) -> None:
    assert Part("8", "A").fits(other)


@pytest.mark.parametrize("other", [Part("9", "A"), Part("8", "B"), Part("", "B")])
def test_classes_that_are_two(other: Part) -> None:
    assert not Part("8", "A").fits(other)
