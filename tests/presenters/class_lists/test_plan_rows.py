"""What a row asks for with its button."""

from __future__ import annotations

import pytest

from bsuh_desktop.presenters.class_lists.plan_rows import DECIDE, ShownRows, columns
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from tests.helpers.later_lists import a_plan, held_against, in_class, listed

CLASS = (in_class(11, "1", "রহিমা খাতুন"), in_class(12, "2", "আয়েশা ফেরদৌস"), in_class(13, "3", "মং চাই"))


def rows(plan: ImportPlan, public: bool = False) -> dict[str, Row]:
    return {row.key: row for row in ShownRows().rows(plan, wide=True, public=public, shown="all", search="")}


def verb(plan: ImportPlan, row: int, public: bool = False) -> tuple[str, str] | None:
    found = rows(plan, public)[str(row)].cells[5].verb
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


def test_rows_that_stay_as_they_were_are_not_made_again(plan: ImportPlan) -> None:
    made = ShownRows()
    before = made.rows(plan, wide=True, public=False, shown="all", search="")
    after = made.rows(decide.same_learner(plan, 3, 12), wide=True, public=False, shown="all", search="")
    assert [old is new for old, new in zip(before, after, strict=False)] == [True, False, True]
    assert "সিদ্দিকা" not in str(made.rows(plan, wide=True, public=True, shown="all", search=""))


def test_what_somebody_said_earlier_is_hidden_from_the_class() -> None:
    here = [in_class(11, "1", "মং চাই"), in_class(12, "2", "শ্রেয়া খাতুন", "no")]
    plan = held_against(here, [listed(2, "1", "মং চাই"), listed(3, "2", "শ্রেয়া খাতুন")])
    assert [remark.code for remark in plan.row(3).remarks] == ["said_no_before"]
    found = [text_of(rows(plan, public)["3"].cells[4].text, "en") for public in (False, True)]
    assert found == ["Said “no” earlier", "hidden"]


def test_a_long_roll_has_its_space() -> None:
    short, long = (a_plan([listed(2, roll, "মং চাই")]) for roll in ("12", "2047811960"))
    widths = [[columns(wide, plan)[int(wide)].width for plan in (short, long)] for wide in (True, False)]
    assert widths == [[60, 128], [64, 128]]
