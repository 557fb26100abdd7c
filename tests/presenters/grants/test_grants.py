"""The coordinator's pages without a window: who was granted, what a key's end means, and what a room asks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.grants.grant_requests import (
    DAY_PARTS,
    DayPart,
    GrantRequestsModel,
    GrantRequestsPresenter,
)
from bsuh_desktop.presenters.grants.grants import KEEP, TAKE_BACK, GrantsModel, GrantsPresenter, own_grant
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.store.known_keys import SeenManifest
from bsuh_desktop.trust.grants import GrantKind
from tests.helpers import hand_over, programme_desks
from tests.helpers.faceless import NotedPage, PausedFace, session_in

LAPTOPS = 3


class Grants(NotedPage[GrantsModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.closed = self.tops = 0
        self.presenter = GrantsPresenter(session, self)

    def show_top(self) -> None:
        """Notes that the page begins at its top."""
        self.tops += 1

    def close_question(self) -> None:
        """Notes it."""
        self.closed += 1

    def rows(self) -> list[Row]:
        """The rows of all keys."""
        return [self.model.rows.row(one) for one in self.model.rows.things]

    def who(self) -> list[str]:
        """The first cell of each."""
        return [text_of(row.cells[0].text, "en") for row in self.rows()]


class Requests(NotedPage[GrantRequestsModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.presenter = GrantRequestsPresenter(session, self)

    def rows(self) -> list[Row]:
        """The rows of all requests."""
        return list(map(self.model.rows.row, self.model.rows.things))


def three(desk: Desk) -> None:
    programme_desks.granting(desk, LAPTOPS)


@contextmanager
def grants(folder: Path, prepare: Callable[[Desk], object] = three) -> Iterator[Grants]:
    with session_in(folder, prepare) as session:
        page = Grants(session)
        page.presenter.enter()
        yield page


def said(row: Row, cell: int) -> str:
    return " / ".join(text_of(text, "en") for text in (row.cells[cell].text, row.cells[cell].second) if text)


@pytest.mark.parametrize(("days", "state"), [(31, ""), (30, "look"), (0, "look"), (-1, "stop")])
def test_a_coordinator_hears_in_time_that_the_own_grant_ends(days: int, state: str) -> None:
    today = datetime.date(2026, 8, 3)
    notice = own_grant(today + datetime.timedelta(days=days), today)
    assert (notice.light if notice.shown else "") == state


def test_who_gives_grants_sees_the_keys_and_begins_with_requests(tmp_path: Path) -> None:
    with grants(tmp_path) as page:
        model = page.model
        assert (model.asking.shown, model.head_parts.shown, model.tools.shown) == (False, True, True)
        assert (model.write_list.shown, model.ask_again.shown, model.list_text.shown) == (True, True, True)
        assert (model.primary, page.focused, page.tops) == ("open_requests", ["open_requests"], 1)
        assert page.text("take_answer") == "Load the answer"
        assert page.text("summary") == "Laptops: 3. Ending soon: 1."
        assert page.text("list_text").startswith("Key list 2: up to date until 1 November 2026. Everybody who checks")
        assert [text_of(column.title, "en") for column in model.rows.columns()] == [
            *("Who", "Number", "Partner", "From – until", "Status", ""),
        ]
        first = page.rows()[0]
        assert said(first, 4) == "Ends soon"
        assert first.cells[5].verb is not None
        assert set(page.who()) == set(programme_desks.NAMES[1:4])
        page.presenter.set_wide(False)
        assert [text_of(column.title, "bn") for column in page.model.rows.columns()] == ["কে", "অবস্থা"]
        assert page.text("summary").endswith("press Enter on it, to revoke its key.")
        assert "laptop" in said(page.rows()[0], 0)
        assert " – " in said(page.rows()[0], 0)


def test_names_are_searched_in_private_only(tmp_path: Path) -> None:
    with grants(tmp_path) as page:
        name = programme_desks.NAMES[1]
        page.presenter.search(name)
        assert (page.who(), page.model.search.value, page.first_pages) == ([name], name, 2)
        page.session.set_public(True)
        page.presenter.words_changed()
        assert (page.rows(), page.model.hidden_names.shown, page.closed) == ([], True, 1)
        assert page.text("nobody") == "Nobody found Try a part of the name, code or number."
        assert (page.model.nobody.shown, page.model.table_space.shown) == (True, False)
        page.presenter.search("")
        codes = page.who()
        assert all("-" in code for code in codes)
        page.presenter.search(codes[0].replace("-", "").lower())
        assert page.who() == codes[:1]


def test_a_key_is_taken_back_for_good(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with grants(tmp_path / "desk") as page:
        key = page.rows()[-1].key
        page.presenter.ask_to_revoke(key)
        assert f"? {programme_desks.NAMES[2]}, " in str(page.questions[-1].question)
        assert (page.questions[-1].safe, page.questions[-1].verbs[1][0]) == (KEEP, TAKE_BACK)
        page.answer(KEEP)
        assert page.places == []
        page.session.set_public(True)
        page.presenter.ask_to_revoke(key)
        assert str(page.questions[-1].question).startswith("Revoke the key ")
        assert "so none of them counts any more" in str(page.questions[-1].detail)
        page.answer(TAKE_BACK)
        assert str(page.places[-1].no) == "Keep the key as it is", "in Bangla cancelled and revoked are one word"
        page.answer_place(out / "gone", "ASHA")
        assert page.text("news") == "This folder no longer exists. Choose another folder."
        page.answer_place(out, "")
        assert "is revoked. The new list is in the folder out. Give the new list to everybody" in page.text("news")
        taken = next(row for row in page.rows() if row.key == key)
        assert (text_of(taken.cells[4].text, "en"), taken.cells[5].verb) == ("Revoked", None)
        assert said(taken, 4) == "Revoked / 3 August 2026"
        assert page.text("list_text").startswith("Key list 3: up to date until ")
        assert "৩" in page.text("list_text", "bn")
        found: list[int] = []
        page.session.query(key_lists, lambda lists: found.append(sum(len(one.revoked) for one in lists)))
        assert found == [1]
        asked = len(page.questions)
        page.presenter.ask_to_revoke(key)
        assert len(page.questions) == asked, "it is revoked already"


def with_files_seen(desk: Desk) -> None:
    three(desk)
    keys = [one.key for one in desk.store.office.all(GrantKind.DEVICE)]
    hashes = (b"", *(bytes([nth]) * 32 for nth in (1, 2, 3)))
    seen = [
        SeenManifest(key[:16] + hashes[nth][:16], key, nth, hashes[nth - 1], f"S{nth}", 2 * nth)
        for key in keys
        for nth in (1, 2)
    ]
    desk.store.known.keep_manifests(seen)


def test_files_of_a_key_that_were_seen_stay_good(tmp_path: Path) -> None:
    with grants(tmp_path, with_files_seen) as page:
        assert said(page.rows()[0], 4) == "Ends soon / Files seen here: 2"
        page.presenter.ask_to_revoke(page.rows()[0].key)
        assert str(page.questions[-1].detail).startswith("Its earlier files that this desk has checked stay valid: 2.")


def test_a_list_is_written_and_a_root_gives_grants_to_coordinators(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with grants(tmp_path / "desk", programme_desks.office) as page:
        assert page.text("nobody").startswith("Nobody has a grant yet Ask your coordinators for their requests")
        assert (page.model.search_part.shown, page.model.ask_again.shown) == (False, False)
        assert page.text("list_text") == "No key list has been written yet."
        assert page.text("take_answer") == "Load a key list"
        page.presenter.ask_list()
        assert str(page.places[-1].no) == "Cancel"
        page.answer_place(out, "ASHA")
        assert page.text("news") == "Key list 1 is on the stick ASHA."
        assert len(list(out.iterdir())) == 1
        assert page.tops == 2, "the news stand at the top"
        page.presenter.close_news()
        assert page.model.news.shown is False


def test_a_desk_that_gives_none_asks_for_a_grant_and_then_for_its_answer(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with grants(tmp_path / "desk", hand_over.joined) as page:
        model = page.model
        assert (model.asking.shown, model.head_parts.shown, model.open_requests.shown) == (True, False, False)
        assert page.session.facts is not None
        assert page.text("code") == page.session.facts.code
        assert page.text("asking_text").endswith("and load the answer here.")
        assert (model.primary, page.focused[-1]) == ("ask_for_grant", "ask_for_grant")
        page.presenter.ask_request()
        page.answer_place(out, "")
        assert page.text("news").startswith("The request is in the folder out. Give it to the programme's office.")
        assert (page.model.primary, page.focused[-1]) == ("take_answer", "take_answer")
        (request,) = out.glob("*.bsuh-request")
        page.presenter.take_answer(request)
        assert page.model.news.light == "stop", "a request is no answer"


def test_an_answer_opens_the_way_on(tmp_path: Path) -> None:
    with grants(tmp_path, programme_desks.ending_coordinator) as page:
        assert page.model.own_grant.shown
        assert page.text("own_grant").startswith("Your own grant as a coordinator ends on ")


def test_a_page_that_is_left_has_no_names_and_takes_no_late_answer(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, three, face=face) as session:
        page = Grants(session)
        page.presenter.enter()
        page.presenter.search(programme_desks.NAMES[1])
        assert len(page.rows()) == 1
        page.presenter.clear()
        assert (page.model.rows.things, page.model.search.value) == ((), "")
        shown = len(page.shown)
        face.pause()
        page.presenter.enter()
        page.presenter.leave()
        face.go_on()
        assert len(page.shown) == shown
        page.presenter.enter()
        assert len(page.rows()) == LAPTOPS


@contextmanager
def requests(folder: Path, count: int = 3, face: PausedFace | None = None) -> Iterator[Requests]:
    def prepare(desk: Desk) -> None:
        programme_desks.coordinator(desk)
        (folder / "stick").mkdir(parents=True, exist_ok=True)
        programme_desks.requests(desk, folder / "stick", count, first=0)

    with session_in(folder, prepare, face=face) as session:
        page = Requests(session)
        page.presenter.enter()
        yield page


def test_requests_are_shown_with_their_codes_left_out_and_granted_in_one_step(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with requests(tmp_path) as page:
        assert page.text("nothing").startswith("No requests yet Each person reads out the code")
        assert (page.text("grant_all"), page.model.grant_all.enabled) == ("Give all grants", False)
        assert page.focused == ["choose_requests"]
        page.presenter.look_at([out])
        assert page.text("nothing").startswith("There is no request there")
        page.presenter.look_at([tmp_path / "stick"])
        assert (page.model.nothing.shown, page.model.table_space.shown) == (False, True)
        assert (page.text("grant_all"), page.focused[-1]) == ("Give all 3 grants", "grant_all")
        row = page.rows()[0]
        assert (row.state, said(row, 0).split(" / ")[0]) == ("ok", page.model.rows.requests[0].label)
        verb = row.cells[3].verb
        assert verb is not None
        assert (text_of(verb.text, "en"), verb.on) == ("✓ Chosen", True)
        page.presenter.turn(0)
        assert (page.text("grant_all"), page.rows()[0].state) == ("Give 2 of 3 grants", "")
        verb = page.rows()[0].cells[3].verb
        assert verb is not None
        assert (text_of(verb.text, "en"), verb.on) == ("Choose", False)
        page.presenter.set_wide(False)
        assert page.rows()[0].cells[1].light == "unused"
        assert page.text("choose_text").endswith("press Enter on it, to skip it.")
        page.session.set_public(True)
        page.presenter.refresh()
        label = page.model.rows.requests[0].label
        assert label
        assert label not in said(page.rows()[0], 0)
        assert page.model.hidden_names.shown
        page.presenter.ask_folder()
        assert str(page.places[-1].question) == "Where should the answers be saved?"
        page.answer_place(out / "gone", "")
        assert (page.model.news.light, page.model.grant_all.enabled) == ("stop", True)
        page.answer_place(out, "ASHA")
        assert page.text("news").startswith("Grants given: 2. The answers are on the stick ASHA. Each person opens")
        assert (page.rows(), page.focused[-1]) == ([], "back")
        assert len(list(out.glob("*.bsuh-grant"))) == 2


def test_days_are_said_and_what_cannot_be_granted_is_told(tmp_path: Path) -> None:
    with requests(tmp_path) as page:
        page.presenter.look_at([tmp_path / "stick"])
        focused = len(page.focused)
        first_day: tuple[tuple[DayPart, int], ...] = (("first_day", 20), ("first_month", 7), ("first_year", 2026))
        last_day: tuple[tuple[DayPart, int], ...] = (("last_day", 19), ("last_month", 7), ("last_year", 2026))
        for part, number in first_day:
            page.presenter.write_number(part, number)
            if part != "first_year":
                assert page.text("days_problem").startswith("Write complete dates.")
                assert (page.model.days_problem.shown, page.model.grant_all.enabled) == (True, False)
        assert page.model.days_problem.shown is False
        assert [(row.key, row.state) for row in page.rows()] == [("1", "stop"), ("0", "ok"), ("2", "ok")]
        assert said(page.rows()[0], 1).startswith("A class of 14 July 2026 waits for this grant.")
        assert (page.text("grant_all"), page.text("reason")) == ("Give all 2 grants", "Cannot get a grant: 1")
        assert len(page.focused) == focused, "a person who types a day stays there"
        refused = int(page.rows()[0].key)
        page.presenter.turn(refused)
        assert page.text("grant_all") == "Give all 2 grants", "what is refused cannot be chosen"
        page.presenter.write_number("first_day", 14)
        assert page.text("grant_all") == "Give all 3 grants", "nor left out"
        page.presenter.write_number("first_day", 20)
        page.presenter.write_number("first_month", 13)
        assert page.model.days_problem.shown
        page.presenter.write_number("first_month", 7)
        for part, number in last_day:
            page.presenter.write_number(part, number)
        assert page.model.days_problem.shown, "the last day is before the first"
        page.presenter.enter()
        assert [getattr(page.model, part).value for part in DAY_PARTS] == [None] * 6


def test_a_slow_stick_is_told_and_only_the_newest_is_answered(tmp_path: Path) -> None:
    face = PausedFace()
    with requests(tmp_path, face=face) as page:
        (tmp_path / "nothing").mkdir()
        face.pause()
        page.presenter.look_at([tmp_path / "stick"])
        assert page.text("nothing").startswith("The requests are being read Many files")
        page.presenter.look_at([tmp_path / "nothing"])
        shown = len(page.shown)
        face.go_on()
        assert [model.rows.requests for model in page.shown[shown:]] == [()]
        assert page.text("nothing").startswith("There is no request there")
        face.pause()
        page.presenter.look_at([tmp_path / "stick"])
        face.go_on()
        face.pause()
        page.presenter.ask_folder()
        page.answer_place(tmp_path, "")
        assert (page.text("grant_all"), page.model.grant_all.enabled) == ("Giving the grants", False)
        face.go_on()
        assert page.text("grant_all") == "Give all grants"
