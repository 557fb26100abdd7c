"""Consent withdrawn, without a window: who is found, who can be asked about, what is said and deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.erasure.withdrawal import (
    WithdrawalModel,
    WithdrawalPresenter,
    withdrawal_question,
)
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.faceless import cells_of, header_of, session_in, words_of
from tests.helpers.people_page import PeoplePage
from tests.helpers.scenes import names


class Page(PeoplePage[WithdrawalModel]):
    """The page, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.presenter = WithdrawalPresenter(session, self)


@contextmanager
def people(folder: Path, prepare: Callable[[Desk], object] = names.taught) -> Iterator[Page]:
    with session_in(folder, prepare) as session:
        page = Page(session)
        session.query(class_groups, lambda groups: page.presenter.show(groups[0].group.id, "", ""))
        yield page


def test_a_person_is_found_asked_once_and_gone(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        assert header_of(page.presenter)[0] == "Grade 8, section Ka · Kaliganga High School"
        assert page.text("how_text").startswith("Choose the person.")
        assert page.cells("2")[3:] == ["Consent withdrawn", ""]
        assert [cells[1].split(" / ")[-1] for cells in cells_of(page.model.rows)[-2:]] == [
            "Left the class",
            "Visited a class",
        ]
        assert (page.focused, page.model.nobody.shown, len(page.model.rows)) == (["search"], False, 59)
        page.presenter.search("7")
        (found,) = page.model.rows
        assert cells_of([found])[0][2:] == ["1", "Name kept", "Withdraw"]
        page.presenter.choose(found.key)
        (question,) = page.asked
        assert text_of(question.question, "en") == "Consent withdrawn? Roll 7: Kironmoyee Das"
        assert text_of(question.question, "bn") == "সম্মতি ফিরিয়ে নেওয়া হয়েছে? রোল ৭: কিরণময়ী দাস"
        assert words_of(question.gone_text) == ("Deleted now: the name, and every answer. Classes with this learner: 1")
        assert "A printed certificate cannot be taken back." in words_of(question.stays_text)
        assert question.travels_text.shown
        assert page.cells("7")[3] == "Name kept", "nothing went yet"
        page.confirm()
        assert page.text("news").startswith("The name is deleted. Answers deleted: ")
        assert page.text("news").endswith("Classes to send with the next hand-over: 1 Hand over")
        assert (page.model.search.value, page.cells("7")[1], page.cells("7")[3]) == ("", "—", "Consent withdrawn")
        page.presenter.choose(page.row("7").key)
        assert len(page.asked) == 1, "nobody withdraws twice"
        page.presenter.close_news()
        assert page.model.news.shown is False


def test_somebody_is_found_by_a_part_of_the_name_in_either_script(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        for typed in ("kironmoyee", "কিরণময়ী", "৭"):
            page.presenter.search(typed)
            assert [cells[0] for cells in cells_of(page.model.rows)] == ["7"]
        page.presenter.search("nobody at all")
        assert page.model.rows == ()


def test_before_the_class_no_name_stands_there_and_nobody_is_asked(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        page.presenter.session.set_public(True)
        page.presenter.refresh()
        assert page.cells("7") == ["7", "hidden", "1", "hidden", ""]
        assert "Kironmoyee" not in str(page.model)
        page.presenter.choose(page.row("7").key)
        assert page.asked == []
        page.presenter.search("a")
        assert page.model.rows == (), "nobody is found by a name"
        page.presenter.search("7")
        assert len(page.model.rows) == 1


def test_a_page_that_was_left_holds_no_name(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        page.presenter.search("kironmoyee")
        page.presenter.leave()
        page.presenter.clear()
        assert (page.model.rows, page.model.search.value, header_of(page.presenter)[0]) == ((), "", "")
        page.presenter.choose("7")
        assert page.asked == []


def test_in_a_narrow_table_the_row_itself_is_chosen(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        page.presenter.set_wide(False)
        assert [words_of(column.title) for column in page.model.columns] == ["Roll", "Name", "Name kept?"]
        assert page.cells("7") == ["7", "Kironmoyee Das", "Name kept"]


def test_the_way_back_is_the_page_that_one_came_from(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        page.presenter.back()
        group = page.subjects[0]["group"]
        page.presenter.show(str(group), "", "learners")
        page.presenter.back()
        assert page.opened == ["names", "learners"]
        assert page.subjects[1] == {"group": group}


def test_the_people_of_one_class_that_was_held(tmp_path: Path) -> None:
    with people(tmp_path) as page:
        page.presenter.session.query(
            lambda desk: desk.store.journal.sessions()[0], lambda name: page.presenter.show("", name, "held")
        )
        assert len(page.model.rows) == 59
        assert header_of(page.presenter)[0] == "Grade 8, section Ka · Kaliganga High School"


def test_a_class_without_anybody_has_a_sentence(tmp_path: Path) -> None:
    def empty(desk: Desk) -> None:
        from bsuh_desktop.services.class_lists.class_groups import store_group

        prepared.as_made(desk)
        store_group(desk, "eiin:107845", "9", "ga")

    with people(tmp_path, empty) as page:
        assert page.text("nobody") == "Nobody is on this list A class without a list keeps no name."
        assert (page.model.search_part.shown, page.model.table_space.shown) == (False, False)
        assert page.focused == ["back"]


@pytest.mark.parametrize(
    ("person", "sessions", "question", "gone"),
    [
        (("", "", "Rahima"), None, "Consent withdrawn? Rahima", "in every class with this learner."),
        (("৯", "", ""), 0, "Consent withdrawn? Roll 9", "the name. This learner took part in no class."),
        (("", "", ""), 3, "Consent withdrawn? Roll —", "Classes with this learner: 3"),
    ],
)
def test_the_question_says_who_it_is_and_what_goes(
    person: tuple[str, str, str], sessions: int | None, question: str, gone: str
) -> None:
    asked = withdrawal_question(person, sessions)
    assert text_of(asked.question, "en") == question
    assert words_of(asked.gone_text).endswith(gone)
    assert asked.travels_text.shown is (sessions != 0)
    assert ("the place on the list" in words_of(asked.stays_text)) is (sessions == 0)
