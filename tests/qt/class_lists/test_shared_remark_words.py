from __future__ import annotations

from typing import get_args

from bsuh_desktop.qt.class_lists.shared_remark_words import group_sentence
from bsuh_desktop.rosters.remarks import RemarkCode

OF_NO_LEARNER = {"empty_row", "extra_title", "totals_row", "no_heading", "duplicate_roll", "no_card"}


def test_every_remark_that_many_learners_may_share_has_a_sentence_for_all_of_them() -> None:
    any_code = group_sentence("", 2)
    codes = set(get_args(RemarkCode)) - OF_NO_LEARNER
    assert {code for code in codes if group_sentence(code, 2) == any_code} == set()
