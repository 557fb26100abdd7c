"""Two classes are merged by hand, pair by pair, and taken apart again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from bsuh_desktop.services.class_lists.class_groups import class_groups
from tests.helpers.class_pages import read, shows
from tests.helpers.double import twice, with_a_full_class
from tests.helpers.hands import choose, key, named
from tests.helpers.list_pages import asked, choose_more, on_page
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def at_merging(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes")
    choose_more(visit, "Merge with another class")
    on_page(visit, "merge_classes")


def test_a_double_is_merged_and_taken_apart_again(tmp_path: Path) -> None:
    with visiting(tmp_path, twice) as visit:
        at_merging(visit)
        visit.press("compare")
        assert not visit.see("merge").isEnabled()
        visit.press("one_learner", "two_learners")
        key(visit.window, "F9")
        assert read(visit, "pair_title") == "জোড়া ৩, মোট ৩: একজন, নাকি দুজন?"
        assert (read(visit, "stays_name"), read(visit, "goes_name")) == ("জ্যোৎস্না চাকমা", "জ্যোৎস্না চাকমা")
        visit.press("undo_pair", "two_learners", "one_learner")
        assert "এক করা হয়েছে ২ জোড়া" in read(visit, "outcome_text")
        assert visit.window.focusWidget() is visit.see("merge")
        key(visit.see("merge"), "Return")
        visit.quiet()
        assert "এখন একটিই ক্লাস" in read(visit, "news")
        assert not shows(visit, "pair_card")
        (card,) = asked(visit, class_groups)
        assert (card.learners, card.taught) == (6, 2)
        visit.press("back")
        on_page(visit, "classes")
        choose_more(visit, "একত্র করা বাতিল")
        visit.press("undo")
        assert [one.learners for one in asked(visit, class_groups)] == [4, 4]


def test_too_many_together_are_told_and_another_class_can_be_chosen(tmp_path: Path) -> None:
    with visiting(tmp_path, partial(with_a_full_class, same=3)) as visit:
        at_merging(visit)
        other = visit.see("other")
        assert isinstance(other, QComboBox)
        choose(other, other.itemText(1))
        visit.press("compare")
        assert read(visit, "news").startswith("Together these lists have at least 201 learners.")
        key(visit.window, "F9")
        assert read(visit, "news").startswith("দুই তালিকা মিলে শিক্ষার্থী অন্তত ২০১ জন।")
        choose(other, other.itemText(0))
        visit.press("compare", "one_learner", "one_learner", "one_learner", "merge")
        assert "এখন একটিই ক্লাস" in read(visit, "news")
        visit.press("back")
        on_page(visit, "classes")


def test_a_name_that_is_taken_leads_here(tmp_path: Path) -> None:
    with visiting(tmp_path, twice) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("rail_classes")
        choose_more(visit, "Rename")
        visit.write("grade", "Group 8")
        visit.press("merge")
        on_page(visit, "merge_classes")
        visit.press("compare")
        assert named(visit.window, "pair_card").isVisible()
