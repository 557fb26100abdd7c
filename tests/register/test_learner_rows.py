"""Learners as bytes: they come back as they were, and what no row has room for is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bsuh_desktop.register.facts import ROW_BYTES, FileFacts, pack_learners
from tests.helpers.collected import learner_facts, learners_in, learners_of, registers
from tests.helpers.sampled import examples_of

LEAST = -(2**63)


@examples_of(25, 200)
def test_learners_come_back(examples: settings) -> None:
    @examples
    @given(registers())
    def come_back(files: tuple[FileFacts, ...]) -> None:
        for file in files:
            assert pack_learners(learners_of(file)) == file.rows

    come_back()


def test_a_row_is_as_long_as_any_other() -> None:
    edge = learner_facts(LEAST, 2**63 - 1, serial=-1, pre=-1, post=32767, heads=2**31 - 1)
    assert learners_in(pack_learners([edge, learner_facts(1)])) == (edge, learner_facts(1))
    assert len(pack_learners([edge])) == ROW_BYTES


@pytest.mark.parametrize("name", ["answered", "correct", "pre", "post", "heads"])
def test_a_number_that_nobody_has_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="too large for a row"):
        pack_learners([learner_facts(1, **{name: 2**31})])
