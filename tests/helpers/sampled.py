"""A few that were chosen, the same in every run of the suite, and all on demand (`soak`)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings


def few_or_all(name: str, few: object, everything: object) -> pytest.MarkDecorator:
    """A test that is given `few` in the suite, and `everything` on demand."""
    return pytest.mark.parametrize(name, few_and_all(few, everything))


def few_and_all(few: object, everything: object) -> list[Any]:
    """The same for the `params` of a fixture."""
    return [few, pytest.param(everything, marks=pytest.mark.soak)]


def examples_of(few: int, many: int) -> pytest.MarkDecorator:
    """A test whose `examples`, settings of hypothesis, are `few` that are the same in every run, and on demand `many`
    that are drawn anew. It puts them over the `given` inside it."""
    fixed = settings(max_examples=few, derandomize=True, suppress_health_check=list(HealthCheck))
    anew = settings(max_examples=many, derandomize=False, suppress_health_check=list(HealthCheck))
    return pytest.mark.parametrize(
        "examples", [pytest.param(fixed, id=str(few)), pytest.param(anew, id=str(many), marks=pytest.mark.soak)]
    )
