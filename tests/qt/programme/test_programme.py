"""The Programme page says how a desk stands, and takes what comes from the office; wrong files get a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.language import say
from bsuh_desktop.presenters.programme.accepted_words import accepted_words
from bsuh_desktop.qt.programme.status_words import standing_words
from bsuh_desktop.services.grants.values import Accepted
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.trust.root_key import words_of
from tests.helpers import programme_desks
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import pick, until_focused
from tests.helpers.keys import key
from tests.helpers.papers import copied
from tests.helpers.visit import Visit, visiting

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


@pytest.mark.usefixtures("windows")
def test_files_that_are_not_meant_are_told_and_a_newer_programme_is_taken(tmp_path: Path) -> None:
    older, newer = tmp_path / "older.json", tmp_path / "newer.json"
    older.write_bytes(programme_desks.trial_file(1))
    newer.write_bytes(programme_desks.trial_file(3))
    with visiting(tmp_path, programme_desks.ending) as visit:
        visit.unlock()
        assert "last day 13 August 2026" in read(visit, "readiness_grant")
        visit.press("rail_programme")
        until_focused(visit.see("write_request"), "it is what is to be done next")
        visit.press("write_request")
        give(visit, "file_to_folder", tmp_path)
        assert visit.see("take_answer").property("kind") == "primary"
        assert "The request is written." in read(visit, "next_card")
        give(visit, "take_answer", newer)
        assert "neither a grant nor a key list" in read(visit, "news")
        give(visit, "newer_file", newer)
        assert "Version 3 of the programme is now in use." in read(visit, "news")
        assert "Version 3" in read(visit, "programme_card")
        give(visit, "newer_file", older)
        assert "This programme file is older than the one in use." in read(visit, "news")
        assert "Version 3" in read(visit, "programme_card")
        assert not shows(visit, "make_programme"), "the root key is elsewhere"


def give(visit: Visit, button: str, path: Path) -> None:
    visit.press(button)
    pick(path)
    visit.quiet()


@pytest.mark.usefixtures("windows")
def test_a_sheet_that_was_never_copied_is_asked_for_until_it_is(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    words = words_of(key("root"))
    with visiting(tmp_path, programme_desks.office) as visit:
        visit.unlock()
        visit.press("rail_programme")
        assert "Nobody has confirmed yet" in read(visit, "sheet_due")
        visit.press("copy_sheet", "rail_programme", "copy_sheet", "write_sheet")
        give(visit, "file_to_folder", out)
        (sheet,) = out.iterdir()
        assert words[0] in " ".join(copied(sheet.read_bytes()))
        for field in ("word_1", "word_2", "word_3"):
            place = int(read(visit, f"{field}_label").removeprefix("Word "))
            visit.write(field, f" {words[place - 1]} ")
        visit.press("done", "keep")
        assert sheet.exists()
        assert "Runs until" in read(visit, "programme_card")
        assert not shows(visit, "sheet_due")
