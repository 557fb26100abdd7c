"""Merging two classes without a window: what is asked, what is joined, and what is said before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.class_lists.merge_classes import MergeClassesModel, MergeClassesPresenter
from bsuh_desktop.services.class_lists.class_groups import (
    ClassGroup,
    Learner,
    class_groups,
    learners_of,
    remove_learner,
    store_group,
)
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.double import twice, with_a_full_class
from tests.helpers.faceless import NotedPage, session_in, words_of


@contextmanager
def merging(
    folder: Path, prepare: Callable[[Desk], object] = twice, first: int = 0
) -> Iterator[tuple[NotedPage[MergeClassesModel], MergeClassesPresenter]]:
    with session_in(folder, prepare) as session:
        view: NotedPage[MergeClassesModel] = NotedPage()
        presenter = MergeClassesPresenter(session, view)
        presenter.show(groups(session)[first].group.id, "")
        yield view, presenter


def groups(session: DeskSession) -> list[ClassGroup]:
    found: list[ClassGroup] = []
    session.query(class_groups, found.extend)
    return found


def learners(session: DeskSession) -> list[Learner]:
    found: list[Learner] = []
    session.query(lambda desk: learners_of(desk, class_groups(desk)[0].group.id), found.extend)
    return found


def test_each_pair_stands_side_by_side_and_nobody_is_joined_unless_a_person_says_so(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        model = view.model
        assert (model.other.chosen, model.this_stays.chosen, model.compare.enabled) == (0, True, True)
        assert words_of(model.this_stays.facts) == "Learners: 4 · Lessons so far: 1, the last on 3 August 2026"
        assert (model.pair_card.shown, model.merge.shown, view.focused) == (False, False, ["compare"])
        presenter.compare()
        assert view.text("pair_title") == "Pair 1 of 3: one learner, or two?"
        assert (view.model.which_card.shown, view.model.pair_card.shown) == (False, True)
        assert (view.text("stays_name"), view.text("goes_name")) == ("ক্ষিতীশ রহমান", "ক্ষিতীশ রহমান")
        assert (view.text("stays_facts"), view.text("goes_facts")) == ("Roll 1 · Name kept", "Roll 1 · Name kept")
        assert not view.model.undo_pair.enabled
        presenter.say(False)
        assert view.focused[-1] == "two_learners", "Enter alone joins nobody"
        assert (view.text("stays_name"), view.text("goes_name")) == ("শ্রেয়া দাস", "No name is kept")
        assert view.text("goes_facts", "bn") == "রোল ২ · “না” বলেছে"
        presenter.say(True)
        presenter.say(False)
        assert (view.model.outcome_card.shown, view.model.merge.enabled, view.focused[-1]) == (True, True, "merge")
        assert view.text("outcome_text").split("\n") == [
            "Learners then: 7. Joined: 1. Added as learners of their own: 3.",
            "What was held and handed over stays as it is; the class shows the lessons of both.",
            "Names that go, because somebody said no or the other list needs a letter: 1. "
            "They stay deleted if the merging is undone.",
            "Rolls that two learners have then: 1. Mend them under Learners.",
        ]
        presenter.back()
        assert (view.model.which_card.shown, view.model.outcome_card.shown) == (True, False)
        presenter.compare()
        assert view.model.merge.enabled, "what was said of the pairs still holds"
        presenter.undo_pair()
        assert view.text("pair_title") == "Pair 3 of 3: one learner, or two?"
        assert (view.model.outcome_card.shown, view.model.merge.enabled) == (False, False)
        presenter.say(True)
        assert presenter.unsaved_warning() is not None
        presenter.merge()
        assert view.text("news").startswith("Grade 8, section Ka is one class now. Learners: 6.")
        assert presenter.unsaved_warning() is None
        assert [(one.roll, one.named) for one in learners(presenter.session)] == [
            ("1", True),
            ("2", False),
            ("3", True),
            ("4", True),
            ("1", True),
            ("9", True),
        ]


def test_the_other_list_may_stay_and_then_everything_is_asked_anew(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        presenter.compare()
        presenter.say(True)
        presenter.back()
        presenter.choose_stays(False)
        presenter.compare()
        assert view.text("pair_title") == "Pair 1 of 3: one learner, or two?"
        assert (view.text("stays_title"), view.text("goes_title")) == ("Group 8, section Ka", "Grade 8, section Ka")
        for _ in range(3):
            presenter.say(True)
        presenter.merge()
        (card,) = groups(presenter.session)
        assert (card.title.en, card.learners, card.taught) == ("Group 8, section Ka", 5, 2)


def test_nothing_is_decided_while_the_class_may_see_the_screen(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        presenter.compare()
        presenter.session.set_public(True)
        presenter.words_changed()
        assert view.model.hidden_names.shown
        assert (view.text("stays_name"), view.text("goes_facts")) == ("hidden", "Roll 1")
        assert (view.model.one_learner.enabled, view.model.two_learners.enabled) == (False, False)
        presenter.say(True)
        assert view.text("pair_title").startswith("Pair 1")


def test_lists_of_the_same_school_come_first_and_none_is_chosen_among_several(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        twice(desk)
        store_group(desk, "eiin:107846", "9", "ga")

    with merging(tmp_path, prepare, 2) as (view, presenter):
        assert (view.model.other.chosen, view.model.stays_part.shown, view.model.pair_card.shown) == (-1, False, False)
        assert not view.model.compare.enabled
        presenter.choose_other(1)
        assert view.model.stays_part.shown
        presenter.compare()
        assert view.text("outcome_text").startswith("Learners then: 4. Joined: 0. Added as learners of their own: 4.")


def test_a_class_that_runs_is_told(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        prepared.at_teach(desk)
        store_group(desk, "eiin:107846", "9", "ga")

    with merging(tmp_path, prepare) as (view, presenter):
        presenter.compare()
        assert view.text("news") == "A lesson of this class is not finished. Finish it, then try again."
        assert not view.model.merge.enabled


def test_too_many_together_are_told_before_anybody_is_asked(tmp_path: Path) -> None:
    with merging(tmp_path, partial(with_a_full_class, same=3)) as (view, presenter):
        presenter.choose_other(1)
        presenter.compare()
        assert view.text("news") == (
            "Together these lists have at least 201 learners. "
            "A class has 1 to 200 learners. Remove those who left first."
        )
        assert view.text("news", "bn").startswith("দুই তালিকা মিলে শিক্ষার্থী অন্তত ২০১ জন।")
        assert (view.model.which_card.shown, view.model.pair_card.shown) == (True, False)
        assert (presenter.unsaved_warning(), presenter.back()) == (None, False)
        presenter.choose_other(0)
        assert not view.model.news.shown
        presenter.compare()
        assert view.text("pair_title") == "Pair 1 of 3: one learner, or two?"


def test_too_many_together_by_what_was_said_are_told_where_it_can_be_said_anew(tmp_path: Path) -> None:
    with merging(tmp_path, partial(with_a_full_class, same=4)) as (view, presenter):
        presenter.choose_other(1)
        presenter.compare()
        for one_learner in (True, True, True, False):
            presenter.say(one_learner)
        assert view.text("news").startswith("Together these lists have 201 learners.")
        assert (view.model.outcome_card.shown, view.model.merge.enabled) == (False, False)
        assert view.focused[-1] == "back", "the sentence stays in sight"
        presenter.undo_pair()
        assert (view.model.news.shown, view.focused[-1]) == (False, "two_learners")
        presenter.say(True)
        assert view.text("outcome_text").startswith("Learners then: 200. Joined: 4.")
        assert view.model.merge.enabled


def test_a_merging_that_failed_begins_again_with_the_lists_as_they_are(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        session = presenter.session
        presenter.compare()
        for _ in range(3):
            presenter.say(True)
        learner, group = learners(session)[0], groups(session)[0].group.id
        session.change(lambda desk: remove_learner(desk, group, learner.line))
        presenter.merge()
        assert view.text("news") == "One of the two lists was changed meanwhile. Begin the merging again."
        assert (view.model.which_card.shown, view.model.merge.shown, view.focused[-1]) == (True, False, "compare")
        assert words_of(view.model.this_stays.facts).startswith("Learners: 3 ")
        presenter.compare()
        assert view.text("pair_title") == "Pair 1 of 2: one learner, or two?", "of other pairs nothing was said"
        presenter.say(True)
        presenter.say(True)
        presenter.merge()
        assert view.text("news").startswith("Grade 8, section Ka is one class now.")


def test_what_was_said_of_the_pairs_outlives_a_merging_that_failed(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        session, group = presenter.session, groups(presenter.session)[0].group.id
        presenter.compare()
        for _ in range(3):
            presenter.say(True)
        lessons: list[Conduct] = []
        session.change(lambda desk: open_class(desk, [group], prepared.PACK), lessons.append)
        presenter.merge()
        assert view.text("news") == "A lesson of this class is not finished. Finish it, then try again."
        assert (view.model.which_card.shown, view.model.compare.enabled) == (True, True)
        session.change(lambda _: lessons[0].finish())
        presenter.compare()
        assert view.model.merge.enabled
        presenter.merge()
        assert view.text("news").startswith("Grade 8, section Ka is one class now.")


def test_a_lock_takes_all_names_along(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        presenter.compare()
        assert "ক্ষিতীশ" in repr(view.model)
        presenter.clear()
        assert "ক্ষিতীশ" not in repr(view.model)
        assert presenter.unsaved_warning() is None


def test_what_comes_late_is_not_of_the_page_any_more(tmp_path: Path) -> None:
    with merging(tmp_path) as (view, presenter):
        presenter.compare()
        presenter.say(False)
        presenter.say(False)
        late: list[Callable[[], object]] = []
        query = presenter.session.query
        presenter.session.query = lambda *asked: late.append(partial(query, *asked))  # type: ignore[method-assign]
        presenter.say(True)
        presenter.undo_pair()
        late.pop()()
        assert (view.model.pair_parts.shown, view.model.merge.enabled) == (True, False)
        presenter.say(True)
        assert presenter.back()
        late.pop()()
        assert (view.model.which_card.shown, view.model.outcome_card.shown) == (True, False)
        assert not presenter.back(), "the page asks before it is left"
