"""A file that is opened by a double click, without a window: which page it goes to, when, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Question, text_of
from bsuh_desktop.presenters.safekeeping.door import DoorPresenter
from bsuh_desktop.presenters.safekeeping.first_run import FirstRunPresenter
from bsuh_desktop.presenters.small_file_words import file_text
from bsuh_desktop.presenters.window.given_file import LOOK_AGAIN_MS, GivenFilePresenter, page_for
from bsuh_desktop.register.optional_libraries import has_parts
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.file_kinds import FileKind
from bsuh_desktop.store.database_errors import in_use
from tests.helpers import prepared, programme_desks
from tests.helpers.desks import PASSPHRASE
from tests.helpers.faceless import PausedFace, locked_session_in, session_in
from tests.helpers.noted_door import NotedDoor
from tests.helpers.portable import run_from_stick

Prepare = Callable[[Desk], object]
INBOX = "inbox" if has_parts() else "receive"
NAME = "শ্রেণি ৮ খ.bsuh"


class Window:
    """The desk's window, and what it was told."""

    def __init__(self, session: DeskSession) -> None:
        self.begins, self.free = False, True
        self.handed: list[tuple[str, Path, str]] = []
        self.asked: list[Question] = []
        self.notes: list[str] = []
        session.informed.connect(self._on_informed)
        self.presenter = GivenFilePresenter(session, self)

    def hand(self, screen: str, path: Path, kind: str) -> None:
        """Notes it."""
        self.handed.append((screen, path, kind))

    def ask(self, question: Question) -> None:
        """Notes it."""
        self.asked.append(question)

    def _on_informed(self, light: str, fact: Message, remedy: Message | None) -> None:
        self.notes.append(f"{light} {fact} {remedy}")


class Door(NotedDoor):
    made_by = DoorPresenter


class FirstRun(NotedDoor):
    made_by = FirstRunPresenter


@contextmanager
def locked(folder: Path, prepare: Prepare | None = prepared.as_made) -> Iterator[tuple[DeskSession, Window]]:
    with locked_session_in(folder, prepare, PausedFace()) as session:
        yield session, Window(session)


def go_on(session: DeskSession) -> None:
    """What waits for the next look has its turn."""
    assert isinstance(session.face, PausedFace)
    session.face.pass_ms(LOOK_AGAIN_MS)


def a_file(folder: Path, name: str = NAME, data: bytes = b"age-encryption.org/v1\n") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


PAGES: list[tuple[FileKind, list[str]]] = [
    # practising, waiting, office, coordinator
    ("attendance", ["verify", "verify", "verify", INBOX]),
    ("recovery_copy", ["verify", "verify", "verify", INBOX]),
    ("paper", ["verify"] * 4),
    ("pack", ["verify"] * 4),
    ("position", ["verify"] * 4),
    ("receipt", ["hand_over"] * 4),
    ("backup", ["bring_back"] * 4),
    ("programme", ["first_run", "programme", "verify", "programme"]),
    ("grant", ["programme", "programme", "grants", "grants"]),
    ("key_list", ["verify", "programme", "grants", "grants"]),
    ("request", ["verify", "verify", "grant_requests", "grant_requests"]),
]


@pytest.mark.parametrize("place", range(4), ids=["practising", "waiting", "office", "coordinator"])
def test_each_kind_is_shown_where_this_desk_chooses_it(tmp_path: Path, place: int) -> None:
    desks = (prepared.as_made, programme_desks.waiting, programme_desks.office, programme_desks.coordinator)
    with session_in(tmp_path, desks[place]) as session:
        found: dict[FileKind, str] = {}
        session.query(lambda desk: found.update({kind: page_for(desk, kind) for kind, _ in PAGES}), lambda _: None)
    assert found == {kind: pages[place] for kind, pages in PAGES}


def test_it_waits_at_the_door_and_is_shown_once_the_desk_is_open(tmp_path: Path) -> None:
    with locked(tmp_path) as (session, window):
        door = Door(session)
        door.presenter.enter()
        file = a_file(tmp_path)
        window.presenter.take(file)
        assert f"The file {NAME} waits. It is shown when your desk is open." in door.words()
        assert f"একটি ফাইল অপেক্ষা করছে: {NAME}।" in door.words("bn")
        assert not door.model.closable
        go_on(session)
        assert not window.handed
        session.unlock(PASSPHRASE)
        go_on(session)
        assert (window.handed, session.given_file) == ([("verify", file, "attendance")], None)
        door.presenter.refresh()
        assert NAME not in door.words()


def test_an_error_at_the_door_is_said_before_it(tmp_path: Path) -> None:
    with locked(tmp_path) as (session, window):
        door = Door(session)
        window.presenter.take(a_file(tmp_path))
        door.presenter.enter()
        door.presenter.report(in_use())
        assert str(in_use().message) in door.words()
        assert NAME not in door.words()
        assert door.model.closable
        door.presenter.report(None)
        assert NAME in door.words()


def test_on_an_open_desk_it_is_shown_once_nothing_is_in_the_way(tmp_path: Path) -> None:
    with session_in(tmp_path, programme_desks.coordinator, face=PausedFace()) as session:
        window, file = Window(session), a_file(tmp_path)
        window.free = False
        window.presenter.take(file)
        go_on(session)
        assert (window.handed, session.given_file) == ([], file)
        window.free = True
        go_on(session)
        go_on(session)
        assert window.handed == [(INBOX, file, "attendance")]


def test_of_several_the_last_one_is_shown(tmp_path: Path) -> None:
    with locked(tmp_path) as (session, window):
        for name in ("1.bsuh", "2.bsuh"):
            window.presenter.take(a_file(tmp_path, name))
        session.unlock(PASSPHRASE)
        go_on(session)
        assert [path.name for _, path, _ in window.handed] == ["2.bsuh"]


def test_a_class_that_goes_on_is_not_left_for_it(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.counted) as session:
        window = Window(session)
        window.presenter.take(a_file(tmp_path))
        assert window.notes == [
            f"look The file {NAME} was not opened: a class is going on. Open it again after the class."
        ]
        assert (window.handed, session.given_file) == ([], None)


@pytest.mark.parametrize(
    ("name", "question", "remedy"),
    [
        ("gone.bsuh", "The file could not be opened.", "If it is on a stick, plug the stick in."),
        ("letter.txt", "This is not a file of this app.", "It opens attendance files, certificates,"),
    ],
)
def test_what_cannot_be_shown_is_told_at_once_and_waits_no_more(
    tmp_path: Path, name: str, question: str, remedy: str
) -> None:
    (tmp_path / "letter.txt").write_text("প্রিয় সমন্বয়কারী", "utf-8")
    with locked(tmp_path) as (session, window):
        window.presenter.take(tmp_path / name)
        (asked,) = window.asked
        assert text_of(asked.question, "en") == question
        assert text_of(asked.detail, "en").startswith(f"{name}\n{remedy}")
        assert session.given_file is None
        session.unlock(PASSPHRASE)
        go_on(session)
        assert not window.handed


@pytest.mark.parametrize(
    ("name", "start", "page"), [("p.json", b'{"programme":{', "first_run"), ("b.bsuhb", b"PK", "bring_back")]
)
def test_a_laptop_that_nobody_has_set_up_begins_with_it(tmp_path: Path, name: str, start: bytes, page: str) -> None:
    with locked(tmp_path, None) as (session, window):
        window.begins = True
        window.presenter.take(a_file(tmp_path, name, start))
        assert [screen for screen, _, _ in window.handed] == [page]
        window.presenter.take(a_file(tmp_path))
        assert [screen for screen, _, _ in window.handed] == [page]
        screen = FirstRun(session)
        screen.presenter.enter()
        assert f"The file {NAME} waits." in screen.words()


def test_the_portable_copy_verifies_a_programme_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path / "stick", monkeypatch)
    file = a_file(tmp_path, "p.bsuh-programme", b'{"programme":{')
    with locked(tmp_path / "new", None) as (fresh, window):
        window.begins = True
        window.presenter.take(file)
        go_on(fresh)
        assert not window.handed, "it joins no programme"
    with session_in(tmp_path, prepared.as_made, face=PausedFace()) as session:
        window = Window(session)
        window.presenter.take(file)
        go_on(session)
        assert window.handed == [("verify", file, "programme")]


def test_a_long_name_and_a_strange_one_are_made_fit_to_be_shown() -> None:
    assert file_text(Path("/a/2026-08-03-eiin-107845-SESS000000000001.bsuh")) == (
        "2026-08-03-eiin-107845-SESS000000000001.bsuh"
    )
    cut = file_text(Path(f"/a/{'ক' * 200}.bsuh-receipt"))
    assert (len(cut), cut[-13:]) == (49, ".bsuh-receipt")
    assert file_text(Path("a\u202egpj\n.bsuh")) == "agpj .bsuh"
    assert "\udcff" not in file_text(Path("a\udcff.bsuh"))
