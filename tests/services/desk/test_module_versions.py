"""A class keeps the version of its module with which it was begun, whatever the shelf has by then.

The frozen profile was written by the app when version 1 was the only one: a practice class that was handed over, a real
class that waits for its grant, and one in the middle of the lesson whose first question is open.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from bsuh_desktop.content.placeholders import pack_words
from bsuh_desktop.content.reader import find_pack
from bsuh_desktop.domain.quiz import form_for
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, look_up, new_sheet
from bsuh_desktop.services.class_sheets.paper_form import form_of_rest, paper_form
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.seal import attendance_facts, seal_class
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.programme import Programme
from tests.helpers import programme_desks
from tests.helpers.account import account_in
from tests.helpers.command import ROOT
from tests.helpers.desks import clock_at, practice_desk, take_its_time

FROZEN = ROOT / "tests" / "frozen" / "module-version-1"
PACK = "taps-traps-taka"
CARDS = range(1, 5)


class Frozen(NamedTuple):
    """The desk, and its three classes."""

    desk: Desk
    handed_over: str
    waiting: str
    running: str


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Frozen]:
    folder = shutil.copytree(FROZEN, tmp_path / "profile")
    with account_in(tmp_path):
        desk = open_desk(folder, (folder / "passphrase.txt").read_text("utf-8"), clock_at(hour=13))
    yield Frozen(desk, *desk.store.journal.sessions())
    desk.close()


def version_handed_over(desk: Desk, session: str) -> int:
    return attendance_facts(desk, session, 2).details.pack_version


def test_the_shelf_has_a_newer_version_by_now(frozen: Frozen) -> None:
    newest = frozen.desk.pack(PACK)
    assert newest.version > 1
    old, new = ({item.id for item in pack.items} for pack in (frozen.desk.pack(PACK, 1), newest))
    assert len(old) == 14
    assert not old & new, "a question that was reworded has a new id"


def test_a_class_that_was_begun_goes_on_with_its_version(frozen: Frozen) -> None:
    desk, session = frozen.desk, frozen.running
    conduct = Conduct(desk, session)
    picture = class_picture(desk, conduct)
    assert picture.open_asking is not None
    assert (picture.pack.version, picture.open_asking.item, picture.open_asking.key) == (1, "q1", "C")
    rest = form_of_rest(desk, session)
    assert rest.pack_version == 1
    assert [question.item for question in rest.questions if question.part != "pre"] == [
        *("q2", "q3", "q4"),
        *("b1", "b2", "b3", "b4", "b5"),
    ]
    conduct.answer(2, "C")
    conduct.close_question()
    conduct.show_slide(14)
    for item in (conduct.pack.item("form-a/1"), conduct.pack.item("form-b/1")):
        conduct.ask(item.id, "shared")
        for card in CARDS:
            if form_for(card, "post") == item.form:
                conduct.answer(card, item.key)
        conduct.close_question()
    take_its_time(desk)
    conduct.finish()
    found = wrap_up(desk, session)
    assert [(pair.pre, pair.post, pair.n) for pair in found.pairs] == [(4, 4, 4)]
    assert version_handed_over(desk, session) == 1


def test_a_class_that_waits_is_printed_and_sealed_with_its_version(frozen: Frozen) -> None:
    desk, session = frozen.desk, frozen.waiting
    assert [(pair.pre, pair.post, pair.n) for pair in wrap_up(desk, session).pairs] == [(1, 3, 4)]
    programme_desks.grant(desk)
    assert len(certify(desk, [session]).serials) == 4
    assert seal_class(desk, session).revision == 1
    rows = attendance_facts(desk, session, 1).rows
    assert [(row.pre, row.post) for row in rows] == [(1, 1), (0, 1), (0, 1), (0, 0)]
    assert version_handed_over(desk, session) == 1


def test_a_class_that_was_handed_over_is_sealed_again_with_its_version(frozen: Frozen) -> None:
    desk, session = frozen.desk, frozen.handed_over
    line = next(iter(desk.store.rosters.seated(session).values()))
    assert line.learner is not None
    assert [(row.pre, row.post) for row in attendance_facts(desk, session, 2).rows] == [(1, 1), (0, 1), (0, 1), (0, 0)]
    assert version_handed_over(desk, session) == 1


def test_a_sheet_is_typed_in_with_the_version_that_it_was_printed_with(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    before, now = paper_form(desk, (), PACK, 1), paper_form(desk, (), PACK)
    assert (before.pack_version, now.pack_version) == (1, desk.pack(PACK).version)
    assert {one.item for one in before.questions}.isdisjoint(one.item for one in now.questions)
    found = look_up(desk, new_sheet(desk, SheetWish((), PACK)).number)
    assert found is not None
    assert found.pack_version == now.pack_version
    conduct = new_class.open_class(desk, (), PACK, version=1)
    assert conduct.pack.version == 1


def test_numbers_that_a_programme_does_not_have_are_left_out(frozen: Frozen) -> None:
    """A programme file of before this version, and one that never had the line against violence."""
    desk = frozen.desk

    def help_slide(programme: Programme) -> str:
        pack = find_pack(desk.resources, PACK, pack_words(programme, desk.resources))
        (slide,) = (slide for slide in pack.slides("en") if slide.layout == "help")
        return slide.say

    assert "109 helps, too." in help_slide(desk.programme)
    lines = tuple(line for line in desk.programme.helplines if line.id in ("child", "emergency"))
    without = help_slide(replace(desk.programme, helplines=lines))
    assert "We write on the board who else helps in our area." in without
    assert "109 " not in without
