"""The Programme page without a window: how a desk stands, what is next, and what comes from the office."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Face
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.language import say
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.programme.programme import (
    ProgrammeModel,
    ProgrammePresenter,
    accepted_words,
    standing_words,
)
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.grants_view import Accepted
from bsuh_desktop.services.programme.programme_view import ProgrammeView
from tests.helpers import prepared, programme_desks
from tests.helpers.faceless import NotedPage, PausedFace, session_in
from tests.helpers.portable import run_from_stick

TODAY = datetime.date(2026, 8, 3)
WAITING = ProgrammeView(
    practising=False,
    id="trial",
    names=LocalText(),
    version=2,
    issued=TODAY,
    expires=TODAY,
    root_print="",
    partner=LocalText(),
    places=0,
    standing="waiting",
    device="",
    first_day=None,
    last_day=None,
    waiting=1,
    request_made=False,
    keeps_root=False,
    coordinates=False,
)


def until(days: int) -> ProgrammeView:
    """Granted since the first of July, for so many days more."""
    last = TODAY + datetime.timedelta(days=days)
    return replace(WAITING, standing="granted", first_day=datetime.date(2026, 7, 1), last_day=last)


class Page(NotedPage[ProgrammeModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.presenter = ProgrammePresenter(session, self)

    def facts(self, language: Language = "en") -> dict[str, str]:
        """The facts about the programme by their labels."""
        return {text_of(label, language): text_of(value, language) for label, value in self.model.facts}

    def hidden(self) -> set[str]:
        """The buttons that are not there."""
        names = ("make_programme", "open_receive", "newer_file", "take_answer", "join_programme", "go_home")
        return {name for name in names if not getattr(self.model, name).shown}


@contextmanager
def page_of(folder: Path, prepare: Callable[[Desk], object], face: Face | None = None) -> Iterator[Page]:
    with session_in(folder, prepare, face=face) as session:
        page = Page(session)
        page.presenter.enter()
        yield page


@pytest.mark.parametrize(
    ("prepare", "primary", "hidden"),
    [
        (prepared.as_made, "join_programme", {"newer_file", "take_answer", "go_home"}),
        (programme_desks.waiting, "write_request", {"make_programme", "open_receive", "join_programme", "go_home"}),
        (programme_desks.granted, "go_home", {"make_programme", "open_receive", "join_programme"}),
        (programme_desks.ended, "write_request", {"make_programme", "open_receive", "join_programme", "go_home"}),
        (
            programme_desks.office,
            "open_grants",
            {"open_receive", "newer_file", "take_answer", "join_programme", "go_home"},
        ),
        (programme_desks.coordinator, "open_grants", {"make_programme", "join_programme", "go_home"}),
    ],
)
def test_what_is_next_has_the_keyboard_and_only_what_a_desk_can_do_is_there(
    tmp_path: Path, prepare: Callable[[Desk], object], primary: str, hidden: set[str]
) -> None:
    with page_of(tmp_path, prepare) as page:
        assert (page.model.primary, page.focused) == (primary, [primary])
        assert page.hidden() == hidden
        assert page.model.bar_left.shown == page.model.take_answer.shown
        assert page.model.bar_right.shown
        assert page.session.facts is not None
        assert page.presenter.breadcrumb() == page.session.facts.programme


def test_the_portable_copy_offers_no_way_out_of_practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path, monkeypatch)
    with page_of(tmp_path, prepared.as_made) as page:
        assert (page.model.primary, page.focused) == ("go_home", ["go_home"])
        assert "join_programme" in page.hidden()
        assert not page.model.office_card.shown, "it makes no programme and asks for no grant"
        assert page.text("standing_title") == "This desk is for practice"
        assert page.text("standing_text") == (
            "This copy on a stick is for practice and for verifying only. "
            "For classes that count, install the app on a laptop."
        )


def test_facts_are_said_in_both_languages_and_empty_ones_are_not(tmp_path: Path) -> None:
    with page_of(tmp_path, programme_desks.waiting) as page:
        facts = page.facts()
        assert "Number of this laptop" not in facts, "there is no grant yet"
        assert (facts["Version"], facts["Runs until"], facts["You work for"]) == (
            "1",
            "31 December 2026",
            "Asha Centre",
        )
        assert page.facts("bn")["সংস্করণ"] == "১"
        assert page.text("programme_name", "bn") == "কুড়িগ্রাম ডিজিটাল সুরক্ষা"
        assert page.text("waiting_text") == "Classes that wait: 1"
        assert page.model.waiting_text.shown
        assert page.session.facts is not None
        assert page.text("code") == page.session.facts.code
        assert page.text("office_text").startswith("Give grants to the laptops of your facilitators")
        assert page.text("standing_tag") == "Waiting for the grant"
        assert page.text("standing_tag", "bn") != page.text("standing_tag")
        assert (page.model.standing_tag.light, page.model.next_card.shown) == ("look", True)


def test_a_request_is_written_and_then_its_answer_is_next(tmp_path: Path) -> None:
    with page_of(tmp_path, programme_desks.ending) as page:
        page.presenter.ask_request()
        assert text_of(page.places[0].question, "en") == "Where should the request be saved?"
        page.answer_place(tmp_path / "none", "")
        assert text_of(page.model.news.fact, "en") == "This folder no longer exists."
        page.answer_place(tmp_path, "ROKEYA-1")
        assert page.text("news").startswith("The request is on the stick ROKEYA-1. Give it to your coordinator.")
        assert page.model.primary == page.focused[-1] == "take_answer"
        assert (page.model.bar_left.shown, page.model.bar_right.shown) == (True, False)
        assert page.text("next_text").startswith("The request is written.")
        page.presenter.close_news()
        assert not page.model.news.shown


def test_wrong_files_get_a_sentence_and_a_newer_programme_is_in_use(tmp_path: Path) -> None:
    older, newer = tmp_path / "older.json", tmp_path / "newer.json"
    older.write_bytes(programme_desks.trial_file(1))
    newer.write_bytes(programme_desks.trial_file(3))
    with page_of(tmp_path, programme_desks.granted) as page:
        page.presenter.take_answer(newer)
        assert "neither a grant nor a key list" in page.text("news")
        assert page.model.news.light == "stop"
        page.presenter.take_newer(newer)
        assert page.text("news").strip() == "Version 3 of the programme is now in use."
        assert page.facts()["Version"] == "3"
        page.presenter.take_newer(older)
        assert "This programme file is older than the one in use." in page.text("news")
        assert page.facts()["Version"] == "3"
        page.presenter.enter()
        assert not page.model.news.shown


def test_the_office_is_asked_for_its_sheet_and_may_make_the_next_version(tmp_path: Path) -> None:
    with page_of(tmp_path, programme_desks.office) as page:
        assert page.model.sheet_due.shown
        assert page.text("sheet_due").startswith("Nobody has confirmed yet that the recovery sheet is on paper.")
        assert page.text("make_programme") == "Make the next version"
        assert page.text("office_text") == "This desk may give grants and revoke them."
    with page_of(tmp_path / "practice", prepared.as_made) as page:
        assert not page.model.sheet_due.shown
        assert page.text("make_programme") == "Make a programme"
        assert not page.model.waiting_text.shown


def test_what_comes_after_the_page_is_left_is_dropped(tmp_path: Path) -> None:
    face = PausedFace()
    with page_of(tmp_path, programme_desks.ending, face) as page:
        page.presenter.ask_request()
        face.pause()
        page.answer_place(tmp_path, "")
        page.presenter.leave()
        face.go_on()
        assert not page.model.news.shown


@pytest.mark.parametrize(
    ("view", "state", "title"),
    [
        (replace(WAITING, practising=True), "info", "This desk is for practice"),
        (WAITING, "look", "Your classes are real, and they count"),
        (replace(WAITING, waiting=0, keeps_root=True), "ok", "This desk keeps the programme's root key"),
        (replace(WAITING, waiting=0, coordinates=True), "ok", "This is a coordinator's desk"),
        (replace(WAITING, coordinates=True), "look", "Your classes are real, and they count"),
        (until(31), "ok", "Granted until 3 September 2026"),
        (until(30), "look", "Granted until 2 September 2026"),
        (until(0), "look", "Granted until 3 August 2026"),
        (until(-1), "stop", "The grant ended on 2 August 2026"),
    ],
)
def test_how_a_desk_stands(view: ProgrammeView, state: str, title: str) -> None:
    words = standing_words(view, TODAY)
    assert (words.state, say(words.title, "en")) == (state, title)


@pytest.mark.parametrize(
    ("changed", "state", "page"),
    [
        ({"waiting": 2}, "ok", "home"),
        ({"waiting": 2, "outside": 1}, "look", "home"),
        ({"waiting": 2, "partner_changed": True}, "look", "home"),
        ({}, "ok", ""),
        ({"kind": "coordinator"}, "ok", "grants"),
        ({"kind": "key_list"}, "ok", ""),
    ],
)
def test_what_came_leads_to_where_it_is_used(changed: dict[str, object], state: str, page: str) -> None:
    accepted = replace(Accepted("device", Path(), "", "", TODAY, TODAY, ""), **changed)
    words = accepted_words(accepted)
    assert (words.state, words.page) == (state, page)
