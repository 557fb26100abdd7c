from __future__ import annotations

import typing

import pytest

from bsuh_desktop.domain.certificates import AwardRule, award
from bsuh_desktop.domain.events import Status

STATUSES: tuple[Status, ...] = typing.get_args(Status)


@pytest.mark.parametrize(
    ("status", "earned", "reason"),
    [
        ("present", True, "Was present."),
        ("late", True, "Came late."),
        ("left_early", False, "Left before the end."),
        ("absent", False, "Was absent."),
        ("not_called", False, "Was not called at roll call."),
    ],
)
def test_by_default_whoever_saw_the_end_earns_it(status: Status, earned: bool, reason: str) -> None:
    decided = award(AwardRule(), {"taps-traps-taka": status})
    assert (decided.earned, str(decided.reason)) == (earned, reason)


def test_a_programme_may_count_otherwise() -> None:
    strict, mild = AwardRule(late_counts=False), AwardRule(left_early_counts=True)
    assert [status for status in STATUSES if award(strict, {"m": status}).earned] == ["present"]
    assert [status for status in STATUSES if award(mild, {"m": status}).earned] == ["present", "late", "left_early"]


def test_several_modules() -> None:
    rule = AwardRule(modules=2)
    assert not award(rule, {"m1": "present"}).earned
    assert not award(rule, {"m1": "present", "m2": "absent"}).earned
    assert award(rule, {"m1": "present", "m2": "absent", "m3": "late"}).earned
    assert str(award(rule, {"m1": "present", "m2": "absent"}).reason) == "Modules taken part in: 1. Needed: 2."


def test_nobody_earns_a_certificate_for_nothing() -> None:
    assert not award(AwardRule(), {}).earned
    with pytest.raises(ValueError, match="needs a module"):
        award(AwardRule(modules=0), {})
