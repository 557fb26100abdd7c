"""The page of all classes without a window: what each card says, and what its buttons open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.presenters.class_lists.classes import ClassesModel, ClassesPresenter
from bsuh_desktop.services.class_lists.class_groups import store_group
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import a_group, rows
from tests.helpers.faceless import NotedPage, PausedFace, header_of, session_in, words_of


def two_classes(desk: Desk) -> None:
    """A class that was taught, and one whose learners are still to be written."""
    prepared.finished(desk)
    store_group(desk, "eiin:107846", "9", "ga")


@contextmanager
def classes(
    folder: Path, prepare: Callable[[Desk], object] = two_classes
) -> Iterator[tuple[NotedPage[ClassesModel], ClassesPresenter]]:
    with session_in(folder, prepare) as session:
        view: NotedPage[ClassesModel] = NotedPage()
        presenter = ClassesPresenter(session, view)
        presenter.enter()
        yield view, presenter


def test_each_class_says_where_it_stands(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        one, other = view.model.class_cards
        assert (words_of(one.class_title), words_of(one.class_place)) == (
            "Grade 8, section Ka",
            "Kaliganga High School",
        )
        facts = "Learners: 58, without a name: 2 · Lessons so far: 1, the last on 3 August 2026"
        assert words_of(one.class_facts) == facts
        assert words_of(one.class_title, "bn") == "৮ম শ্রেণি, ক শাখা"
        assert "৩ আগস্ট ২০২৬" in words_of(one.class_facts, "bn")
        assert words_of(other.class_facts) == "No learners yet · Not taught yet"
        assert (header_of(presenter)[0], view.text("no_class"), view.focused) == (
            "On this laptop: 2",
            "",
            ["start_preparing"],
        )


def test_a_screen_reader_hears_which_class_a_button_is_about(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, _):
        card = view.model.class_cards[1]
        spoken = [words_of(part.spoken) for part in (card.open_learners, card.start_preparing, card.print_sheet)]
        assert spoken == [
            "Learners: Grade 9, section Ga",
            "Start preparing: Grade 9, section Ga",
            "Print class sheet: Grade 9, section Ga",
        ]


def test_the_buttons_of_a_card_are_about_its_class(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        group = view.model.class_cards[1].group
        presenter.open_learners(group)
        presenter.start_preparing(group)
        assert (view.opened, view.subjects) == (["learners", "set_up"], [{"group": group}] * 2)
        assert presenter.sheet(group).groups == (group,)


def test_all_have_a_name_and_nobody_was_taught(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        prepared.as_made(desk)
        a_group(desk, rows(4))

    with classes(tmp_path, prepare) as (view, _):
        assert words_of(view.model.class_cards[0].class_facts) == "Learners: 4 · Not taught yet"


def test_an_empty_laptop_says_what_to_do(tmp_path: Path) -> None:
    with classes(tmp_path, prepared.as_made) as (view, _):
        assert view.text("no_class") == "No class yet Get a list from a file, or start with a count alone."
        assert (view.model.class_cards, view.focused) == ((), ["import_list"])


def test_cards_stay_as_they_are_until_a_class_changes(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        presenter.enter()
        assert view.differs() == set()
        presenter.session.change(lambda desk: store_group(desk, "eiin:107846", "9", "gha"))
        presenter.enter()
        assert view.differs() == {"class_cards"}


def test_nothing_is_said_before_the_desk_has_answered(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, prepared.as_made, face=face) as session:
        view = NotedPage[ClassesModel]()
        presenter = ClassesPresenter(session, view)
        face.pause()
        presenter.enter()
        presenter.refresh()
        assert (view.model.no_class.shown, header_of(presenter)[0]) == (False, "")
        face.go_on()
        assert (view.model.no_class.shown, header_of(presenter)[0]) == (True, "On this laptop: 0")
