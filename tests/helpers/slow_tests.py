"""Tests that took longer than others of their kind: they are named at the end of a run, and none fails for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

LIMITS: Mapping[str, float] = {
    "domain": 0.2,
    "presenters": 0.2,
    "app": 0.5,
    "services": 1.0,
    "qt": 2.0,
    "features": 5.0,
}
"""Seconds that a test below that folder may take; one in another folder a second."""
_OTHERS = 1.0
_NAMED = 20


def limit_of(test: str) -> float:
    """The seconds of the kind of a test, given by its node id."""
    _, _, below = test.partition("tests/")
    return LIMITS.get(below.partition("/")[0], _OTHERS)


def slower_than_their_kind(taken: Iterable[tuple[str, float]]) -> list[str]:
    """A line for each test, of those with their seconds, that took longer than its kind; by how many times, and the
    last line says how many more there are."""
    slow = sorted((-seconds / limit_of(test), seconds, test) for test, seconds in taken if seconds > limit_of(test))
    lines = [f"{seconds:6.1f} s of {limit_of(test):g} s: {test}" for _, seconds, test in slow[:_NAMED]]
    return [*lines, f"and {len(slow) - _NAMED} more"] if len(slow) > _NAMED else lines
