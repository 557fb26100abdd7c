from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.verdicts import Verdict, badness, exit_code, worst

GOOD = {"good", "practice", "waiting", "as_written_here"}
UNCHECKED = {"not_ours", "unreadable"}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_has_the_exit_code_of_the_contract(verdict: Verdict) -> None:
    expected = 0 if verdict.value in GOOD else 2 if verdict.value in UNCHECKED else 1
    assert verdict.exit_code == expected


def test_the_list_is_closed() -> None:
    others = {"altered", "unknown_signer", "revoked", "expired", "older_than_known"}
    assert {verdict.value for verdict in Verdict} == GOOD | UNCHECKED | others


def test_of_several_inputs_1_beats_2_beats_0() -> None:
    assert exit_code([]) == 0
    assert exit_code([Verdict.GOOD, Verdict.PRACTICE]) == 0
    assert exit_code([Verdict.GOOD, Verdict.UNREADABLE]) == 2
    assert exit_code([Verdict.UNREADABLE, Verdict.EXPIRED, Verdict.GOOD]) == 1


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1))
def test_the_worst_verdict_has_the_exit_code_of_all(verdicts: list[Verdict]) -> None:
    assert worst(verdicts).exit_code == exit_code(verdicts)
    assert worst(verdicts) in verdicts
    assert worst(verdicts) is max(verdicts, key=badness)
