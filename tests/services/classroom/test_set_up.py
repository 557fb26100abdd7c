from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.class_lists.class_groups import store_group
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.set_up import (
    SetUpChoices,
    SetUpDraft,
    completed,
    look_at_shelf,
    plan_of_class,
    plan_of_draft,
)
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from tests.helpers import prepared
from tests.helpers.desks import practice_desk


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SetUpChoices:
    """One module, a class of nine and one without a list."""
    desk = practice_desk(tmp_path_factory.mktemp("desk"))
    add_practice_class(desk, 9)
    store_group(desk, "eiin:107845", "9", "ga")
    return look_at_shelf(desk)


def test_the_only_module_is_chosen_and_of_two_classes_none(shelf: SetUpChoices) -> None:
    draft = completed(SetUpDraft(), shelf)
    assert (draft.module, draft.groups) == (prepared.PACK, None)
    plan = plan_of_draft(draft, shelf)
    assert plan.title is None
    assert plan.missing is not None


def test_the_only_class_is_chosen(shelf: SetUpChoices) -> None:
    only = SetUpChoices(shelf.modules, shelf.groups[:1])
    draft = completed(SetUpDraft(), only)
    assert draft.groups == (shelf.groups[0].group.id,)
    plan = plan_of_draft(draft, only)
    assert (plan.learners, plan.missing) == (9, None)


def test_a_class_that_is_gone_is_not_chosen_any_more(shelf: SetUpChoices) -> None:
    assert completed(SetUpDraft(groups=("gone",)), shelf).groups is None
    assert completed(SetUpDraft(groups=("gone", shelf.groups[1].group.id)), shelf).groups == (shelf.groups[1].group.id,)


def test_without_a_list_stays_without(shelf: SetUpChoices) -> None:
    draft = completed(SetUpDraft(groups=()), shelf)
    assert draft.groups == ()
    plan = plan_of_draft(draft, shelf)
    assert (plan.learners, plan.missing) == (None, None)
    assert plan.title is not None


def test_a_class_that_nobody_is_on_has_no_number_of_learners(shelf: SetUpChoices) -> None:
    assert plan_of_draft(SetUpDraft(prepared.PACK, (shelf.groups[1].group.id,)), shelf).learners is None


def test_without_a_module_there_is_no_class(shelf: SetUpChoices) -> None:
    empty = SetUpChoices((), shelf.groups)
    missing = plan_of_draft(completed(SetUpDraft(groups=()), empty), empty).missing
    assert str(missing) == "There is no module on this laptop."


def test_the_open_class_is_the_plan(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = prepared.at_roll_call(desk, "shared", 9)
    plan = plan_of_class(class_picture(desk, conduct))
    assert (plan.learners, plan.by, plan.missing) == (9, "shared", None)
    assert plan.module is not None
    assert plan.module.id == prepared.PACK
