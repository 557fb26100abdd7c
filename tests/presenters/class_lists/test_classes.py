"""The page of all classes without a window: what each card says, and what its buttons open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.presenters.class_lists.classes import (
    DELETE,
    HAND_OVER,
    HISTORY,
    MERGE,
    PRINT_KIT,
    PRINT_SHEET,
    RENAME,
    SAVE,
    UNDO,
    ClassesModel,
    ClassesPresenter,
    RenameClass,
    RenameClassModel,
)
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.services.class_lists.class_groups import store_group
from bsuh_desktop.services.class_lists.merge_classes import merge_classes
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class
from bsuh_desktop.services.lesson_kits.lesson_kit import USUAL_LEARNERS, KitWish
from tests.helpers import hand_over, prepared
from tests.helpers.desks import a_group, rows
from tests.helpers.faceless import NotedPage, PausedFace, header_of, session_in, words_of
from tests.helpers.papers import copied


def two_classes(desk: Desk) -> None:
    """A class that was taught, and one whose learners are still to be written."""
    prepared.finished(desk)
    store_group(desk, "eiin:107846", "9", "ga")


class NotedClasses(NotedPage[ClassesModel]):
    """The page: which name was asked for, which sheet may be printed, and which card has the keyboard."""

    typing: RenameClass
    wish: SheetWish
    kit: KitWish
    job: PrintJob

    def ask_new_name(self, typing: RenameClass, then: Callable[[str], object]) -> None:
        """Notes the dialog."""
        self.typing, self.named = typing, then

    def print_sheet(self, wish: SheetWish) -> None:
        """Notes the sheet."""
        self.wish = wish

    def print_kit(self, wish: KitWish) -> None:
        """Notes the kit."""
        self.kit = wish

    def print_paper(self, job: PrintJob) -> None:
        """Notes the paper."""
        self.job = job

    def focus_card(self, group: str) -> None:
        """Notes the class."""
        self.focused.append(group)


@contextmanager
def classes(
    folder: Path, prepare: Callable[[Desk], object] = two_classes
) -> Iterator[tuple[NotedClasses, ClassesPresenter]]:
    with session_in(folder, prepare) as session:
        view = NotedClasses()
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
        spoken = [words_of(part.spoken) for part in (card.open_learners, card.start_preparing, card.more)]
        assert spoken == [
            "Learners: Grade 9, section Ga",
            "Start preparing: Grade 9, section Ga",
            "More about Grade 9, section Ga",
        ]


def test_the_buttons_of_a_card_are_about_its_class(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        group = view.model.class_cards[1].group
        presenter.open_learners(group)
        presenter.start_preparing(group)
        assert (view.opened, view.subjects) == (["learners", "set_up"], [{"group": group}] * 2)
        presenter.choose(group, PRINT_SHEET)
        assert view.wish.groups == (group,)


def test_the_kit_is_for_so_many_learners_in_the_language_of_the_class(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        presenter.session.set_stage_language("en")
        full, empty = view.model.class_cards
        presenter.choose(full.group, PRINT_KIT)
        assert (view.kit.learners, view.kit.language) == (58, "en")
        presenter.choose(empty.group, PRINT_KIT)
        assert view.kit.learners == USUAL_LEARNERS, "nobody is on its list yet"


def test_all_have_a_name_and_nobody_was_taught(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        prepared.as_made(desk)
        a_group(desk, rows(4))

    with classes(tmp_path, prepare) as (view, _):
        assert words_of(view.model.class_cards[0].class_facts) == "Learners: 4 · Not taught yet"


def test_a_blank_list_goes_into_a_folder_on_a_stick_or_to_a_printer(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    with classes(tmp_path, prepared.as_made) as (view, presenter):
        presenter.ask_for_blank_list()
        view.answer_place(papers, "")
        assert view.text("news") == "The blank list is in the folder papers."
        view.answer_place(papers, "RUPSHA")
        assert view.text("news") == "The blank list is on the stick RUPSHA."
        assert view.text("news", "bn") == "খালি তালিকা এই পেনড্রাইভে আছে: RUPSHA।"
        (path,) = papers.iterdir()
        assert "Guardian's consent" in "\n".join(copied(path.read_bytes()))
        path.write_bytes(b"something else")
        view.answer_place(papers, "")
        assert "already there" in view.text("news")
        view.answer_place(tmp_path / "gone", "")
        assert view.text("news").startswith("This folder no longer exists.")
        assert path.read_bytes() == b"something else"
        assert view.answer_print is not None
        view.answer_print()
        assert len(view.job.paper.sizes()) == 2
        view.job.then("none", 0)
        assert view.text("news").startswith("This folder no longer exists.")
        view.job.then("all", 2)
        assert view.text("news") == "Pages sent to the printer: 2."


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
        view = NotedClasses()
        presenter = ClassesPresenter(session, view)
        face.pause()
        presenter.enter()
        presenter.refresh()
        assert (view.model.no_class.shown, header_of(presenter)[0]) == (False, "")
        face.go_on()
        assert (view.model.no_class.shown, header_of(presenter)[0]) == (True, "On this laptop: 0")


def test_a_class_gets_another_name_and_the_page_says_what_keeps_the_earlier_one(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        taught, untaught = (card.group for card in view.model.class_cards)
        presenter.choose(taught, RENAME)
        typing, models = view.typing, list[RenameClassModel]()
        typing.changed = models.append
        assert words_of(typing.question) == "Another name for Grade 8, section Ka?"
        assert (typing.model().grade.value, typing.model().save.enabled) == ("8", False), "nothing was typed yet"
        assert typing.model().keeps_name.shown
        typing.write("grade", "")
        assert (words_of(models[-1].called), models[-1].save.enabled) == (
            "Write the grade or the name of the group.",
            False,
        )
        typing.write("grade", "৯")
        typing.write("section", "Kha")
        assert words_of(models[-1].called, "bn") == "তখন ক্লাসের নাম হবে: ৯ম শ্রেণি, খ শাখা"
        view.named(SAVE)
        assert words_of(view.model.class_cards[0].class_title) == "Grade 9, section Kha"
        assert words_of(view.model.news).startswith("Grade 8, section Ka is now called Grade 9, section Kha. Lessons")
        assert view.focused[-1] == taught
        presenter.choose(untaught, RENAME)
        assert not view.typing.model().keeps_name.shown


def test_a_name_that_another_class_has_offers_merging(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        two_classes(desk)
        store_group(desk, "eiin:107846", "9", "gha")

    with classes(tmp_path, prepare) as (view, presenter):
        presenter.choose(view.model.class_cards[2].group, RENAME)
        view.typing.write("section", "গ")
        model = view.typing.model()
        assert words_of(model.name_taken) == (
            "Grade 9, section Ga is another class on this laptop. "
            "Write another section, or merge the two classes if they are the same one."
        )
        assert (model.name_taken.shown, model.called.shown, model.save.enabled) == (True, False, False)
        assert model.merge.shown
        view.named(MERGE)
        assert view.opened == ["merge_classes"]
        one, other = (view.model.class_cards[place].group for place in (2, 1))
        assert view.subjects == [{"group": one, "path": other}]


def test_a_name_that_was_taken_meanwhile_is_told_on_the_page(tmp_path: Path) -> None:
    with classes(tmp_path) as (view, presenter):
        presenter.choose(view.model.class_cards[1].group, RENAME)
        view.typing.write("section", "gha")
        presenter.session.change(lambda desk: store_group(desk, "eiin:107846", "9", "gha"))
        view.named(SAVE)
        assert words_of(view.model.news).startswith("Another class here has this name already. Write another section")


def test_a_class_is_deleted_after_a_question_that_says_what_goes_and_what_stays(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        two_classes(desk)
        (group, _) = desk.store.rosters.groups()
        prepare_class(desk, ClassWish((group.id,), prepared.PACK))

    with classes(tmp_path, prepare) as (view, presenter):
        practised, empty = (card.group for card in view.model.class_cards)
        presenter.choose(practised, DELETE)
        (question,) = view.questions
        assert (words_of(question.question), question.safe) == ("Delete Grade 8, section Ka?", "keep")
        assert words_of(question.detail).split("\n") == [
            "Its list goes from this laptop and its backups. Learners: 58, names: 56.",
            "Planned lessons that go: 1.",
            "Lessons that stay, with their numbers and without names: 1.",
            "Who took part keeps their yes or no, without a name. "
            "If the list is brought again, everybody is asked again.",
            "This cannot be undone.",
        ]
        assert "নাম ৫৬টি" in words_of(question.detail, "bn")
        view.answer("keep")
        assert len(view.model.class_cards) == 2
        view.answer("delete")
        assert [card.group for card in view.model.class_cards] == [empty]
        assert words_of(view.model.news) == (
            "Grade 8, section Ka is deleted. Names deleted: 56. Lessons that were held stay, with their numbers."
        )
        presenter.choose(empty, DELETE)
        assert words_of(view.questions[-1].detail).split("\n")[1].startswith("Who said yes or no goes too.")
        view.answer("delete")
        assert (len(view.model.class_cards), view.focused[-1]) == (0, "import_list")


def test_a_class_that_has_not_arrived_leads_to_hand_over(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        hand_over.joined(desk)
        hand_over.hold(desk, "8", "ka")

    with classes(tmp_path, prepare) as (view, presenter):
        presenter.choose(view.model.class_cards[0].group, DELETE)
        assert words_of(view.model.news) == (
            "Grade 8, section Ka cannot be deleted yet. Lessons without a receipt that says merged: 1, the first of "
            "3 August 2026. Hand them over, and bring back the receipts. Hand over"
        )
        presenter.answer_news(HAND_OVER)
        assert (view.questions, view.opened) == ([], ["hand_over"])


def test_a_class_that_runs_is_not_deleted(tmp_path: Path) -> None:
    with classes(tmp_path, prepared.at_teach) as (view, presenter):
        presenter.choose(view.model.class_cards[0].group, DELETE)
        assert words_of(view.model.news) == "A lesson of this class is not finished. Finish it, then try again."
        assert view.questions == []


def test_a_merge_stands_on_the_card_and_is_undone_after_a_question(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        two_classes(desk)
        one, other = (group.id for group in desk.store.rosters.groups())
        merge_classes(desk, one, other, {})

    with classes(tmp_path, prepare) as (view, presenter):
        (card,) = view.model.class_cards
        assert words_of(card.class_facts).endswith(" · Merged with Grade 9, section Ga")
        assert [key for key, _ in card.more_verbs] == [HISTORY, PRINT_SHEET, PRINT_KIT, RENAME, UNDO, DELETE]
        presenter.choose(card.group, UNDO)
        assert words_of(view.questions[0].question) == "Take Grade 9, section Ga out again?"
        view.answer("keep")
        assert len(view.model.class_cards) == 1
        view.answer(UNDO)
        keys = [key for key, _ in view.model.class_cards[0].more_verbs]
        assert keys == [HISTORY, PRINT_SHEET, PRINT_KIT, RENAME, MERGE, DELETE]
        assert words_of(view.model.news).startswith("Grade 9, section Ga is a class of its own again.")
        presenter.choose(card.group, MERGE)
        assert (view.opened, view.subjects) == (["merge_classes"], [{"group": card.group}])


def test_a_merge_that_cannot_be_undone_says_why(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        two_classes(desk)
        one, other = (group.id for group in desk.store.rosters.groups())
        merge_classes(desk, one, other, {})
        open_class(desk, [one], prepared.PACK).finish()

    with classes(tmp_path, prepare) as (view, presenter):
        presenter.choose(view.model.class_cards[0].group, UNDO)
        view.answer(UNDO)
        assert words_of(view.model.news).startswith("A lesson was held with the merged class")
