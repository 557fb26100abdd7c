"""What a row asks for with its button."""

from __future__ import annotations

from typing import cast

import pytest

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.plan_rows import DECIDE, ShownRows
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from tests.helpers.later_lists import held_against, in_class, listed

CLASS = (in_class(11, "1", "রহিমা খাতুন"), in_class(12, "2", "আয়েশা ফেরদৌস"), in_class(13, "3", "মং চাই"))


class PlainWords:
    """A bridge that says everything in English."""

    language = "en"

    def __init__(self, public: bool) -> None:
        self.public = public

    def say(self, words: Message) -> str:
        return words.text.format(**words.fields)

    def digits(self, text: str) -> str:
        return text


def verb(plan: ImportPlan, row: int, public: bool = False) -> tuple[str, str] | None:
    shown = ShownRows(cast(Bridge, PlainWords(public))).rows(plan, wide=True, shown="all", search="")
    found = {each.key: each for each in shown}[str(row)].cells[5].verb
    return (found.key, text_of(found.text, "en")) if found else None


@pytest.fixture
def plan() -> ImportPlan:
    """Roll 2 has another family name now, as whoever married has."""
    return held_against(CLASS, [listed(2, "1", "রহিমা খাতুন"), listed(3, "2", "আয়েশা সিদ্দিকা"), listed(4, "3", "মং চাই")])


def test_a_learner_with_another_s_roll_is_asked_about_and_not_only_agreed_to(plan: ImportPlan) -> None:
    assert [remark.code for remark in plan.row(3).remarks] == ["roll_of_another"]
    assert verb(plan, 3) == (DECIDE, "Who is it?")
    assert verb(plan, 3, public=True) is None, "the names are hidden"
    assert verb(decide.same_learner(plan, 3, 12), 3) == ("back", "Decide again")
