from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class
from bsuh_desktop.services.erasure.retention import retention_view
from bsuh_desktop.services.erasure.values import GroupNames
from tests.helpers import programme_desks
from tests.helpers.consent import refuse
from tests.helpers.desks import a_class, a_group, rows
from tests.helpers.erasure import pass_days, received

KEEP = datetime.timedelta(days=90)


def only(desk: Desk, stated: datetime.date | None = None) -> GroupNames:
    (group,) = retention_view(desk, stated).groups
    return group


def taught_again(desk: Desk) -> Conduct:
    """The first group of the desk in one more class, which is finished."""
    conduct = new_class.open_class(desk, [desk.store.rosters.groups()[0].id], "taps-traps-taka")
    conduct.call_roll()
    conduct.finish()
    return conduct


def test_names_end_so_many_days_after_the_receipt_of_the_last_class(desk: Desk) -> None:
    first = a_class(desk)
    first.finish()
    assert (only(desk).state, only(desk).missing[0].session) == ("held_back", first.session)
    received(desk, first.session)
    day = desk.today()
    assert (only(desk).state, only(desk).due) == ("later", day + KEEP)
    pass_days(desk, 3)
    second = taught_again(desk)
    assert [one.session for one in only(desk).missing] == [second.session]
    received(desk, second.session, "kept")
    assert only(desk).state == "held_back", "kept starts no retention"
    received(desk, second.session)
    assert only(desk).due == desk.today() + KEEP
    assert only(desk, desk.today() + KEEP - datetime.timedelta(1)).state == "later"
    assert only(desk, desk.today() + KEEP).state == "due"


def test_a_class_that_changed_after_its_receipt_holds_the_names_back(desk: Desk) -> None:
    conduct = a_class(desk)
    conduct.finish()
    received(desk, conduct.session)
    desk.store.journal.erase_data(conduct.session, (), {}, desk.clock.now())
    assert only(desk, desk.today() + 2 * KEEP).state == "held_back"


def test_the_programmes_end_is_the_latest_day(desk: Desk) -> None:
    a_group(desk)
    end = desk.programme.expires
    assert (only(desk).state, only(desk).due) == ("later", end + KEEP)
    conduct = taught_again(desk)
    received(desk, conduct.session)
    (receipt,) = desk.store.handed.receipts().values()
    desk.store.handed.keep_receipt(replace(receipt, day=(end + KEEP).isoformat()))
    assert only(desk).due == end + KEEP


def test_a_programme_without_an_end_ends_no_names_and_stops_nothing(desk: Desk) -> None:
    conduct = a_class(desk)
    conduct.finish()
    received(desk, conduct.session)
    for expires in (datetime.date.max, datetime.date.max - KEEP, datetime.date.max - 2 * KEEP):
        desk.programme = replace(desk.programme, expires=expires)
        assert only(desk).due == desk.today() + KEEP


def test_a_missing_receipt_holds_back_after_the_programmes_end_too(desk: Desk) -> None:
    a_class(desk).finish()
    view = retention_view(desk, desk.programme.expires + 2 * KEEP)
    assert (view.groups[0].state, view.held_back, view.due) == ("held_back", 4, 0)


@pytest.mark.parametrize("how", ["unfinished", "planned"])
def test_a_class_that_is_not_over_keeps_its_names(desk: Desk, how: str) -> None:
    conduct = a_class(desk)
    if how == "planned":
        conduct.finish()
        received(desk, conduct.session)
        wish = ClassWish((desk.store.rosters.groups()[0].id,), "taps-traps-taka", "hands", "bn")
        prepare_class(desk, wish, desk.today() + 2 * KEEP)
    assert only(desk, desk.today() + 2 * KEEP).state == "running"


def test_who_left_and_who_visited_count_until_nobody_is_named(desk: Desk) -> None:
    conduct = a_class(desk, rows(3, refusing=[3]))
    conduct.add_visitor(rows(1)[0])
    conduct.finish()
    group = desk.store.rosters.groups()[0].id
    class_groups.remove_learner(desk, group, class_groups.learners_of(desk, group)[0].line)
    assert only(desk).names == 3
    refuse(desk, group, [one.line for one in class_groups.learners_of(desk, group)])
    desk.store.people.forget_names(one.line.id for one in desk.store.people.of_group(group))
    assert (only(desk).names, only(desk).state) == (0, "none")


def test_two_groups_in_one_class_wait_for_the_same_receipt(desk: Desk) -> None:
    groups = [a_group(desk), a_group(desk)]
    conduct = new_class.open_class(desk, groups, "taps-traps-taka")
    conduct.call_roll()
    conduct.finish()
    assert {one.state for one in retention_view(desk).groups} == {"held_back"}
    received(desk, conduct.session)
    assert {one.state for one in retention_view(desk).groups} == {"later"}


def test_what_was_only_practised_in_a_real_programme_needs_no_receipt(desk: Desk) -> None:
    programme_desks.granted(desk)
    real = retention_view(desk).groups[0]
    assert real.state == "held_back"
    group = a_group(desk)
    conduct = new_class.open_class(desk, [group], "taps-traps-taka", True)
    conduct.call_roll()
    conduct.finish()
    practised = retention_view(desk).groups[-1]
    keep = datetime.timedelta(days=desk.programme.retention_days)
    assert (practised.state, practised.due) == ("later", desk.today() + keep)
