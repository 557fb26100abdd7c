"""Who teaches along, without a window: who is shown how, who is added, and whose name is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.domain.codes import staff_code
from bsuh_desktop.presenters.classroom.colleagues import ColleaguesModel, ColleaguesPresenter, ColleaguesView
from bsuh_desktop.presenters.parts import Question, Text, text_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Colleague, add_colleague, own_code, printed_code, staff
from tests.helpers import prepared
from tests.helpers.faceless import NotedView, reported
from tests.helpers.set_up_page import SetUpPage, a_few, set_up

KEY = "53491a0b1c2d3e4f"
CODE = printed_code(KEY)
NAME = "তানভীর হাসান"


def words(text: Text | None) -> str:
    """A part's text, which must be there, in English."""
    assert text is not None
    return text_of(text, "en")


class Colleagues(NotedView[ColleaguesModel]):
    """The dialog, with the presenter that it belongs to."""

    def __init__(self, present: Callable[[ColleaguesView], ColleaguesPresenter]) -> None:
        super().__init__()
        self.asked: list[Question] = []
        self._then: Callable[[str], object] = lambda _: None
        self.presenter = present(self)
        self.presenter.refresh()

    def focus_person(self, key: str) -> None:
        """Notes the person."""
        self.focused.append(key)

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Notes the question."""
        self.asked.append(question)
        self._then = then

    def delete(self, answer: str) -> str:
        """Deletes the name of the only person, or does not; returns the question."""
        self.presenter.ask_to_delete(KEY)
        self._then(answer)
        return text_of(self.asked[-1].question, "en")

    def add(self, code: str, name: str) -> None:
        """Types somebody new, and adds them."""
        self.presenter.type_code(code)
        self.presenter.type_name(name)
        self.presenter.add()

    def people(self) -> list[tuple[str, bool | None, bool | None]]:
        """What each box says, whether it is checked, and whether the name can be deleted."""
        return [(words(one.box.text), one.box.checked, one.delete.shown) for one in self.model.people]


def known(desk: Desk) -> None:
    """A class of twelve, and somebody who teaches along."""
    a_few(desk)
    add_colleague(desk, staff_code(KEY), NAME)


@contextmanager
def colleagues(folder: Path, prepare: Callable[[Desk], object] = known) -> Iterator[tuple[SetUpPage, Colleagues]]:
    with set_up(folder, prepare) as page:
        page.presenter.answer_projector(False)
        yield page, Colleagues(page.presenter.colleagues)


def staff_of(page: SetUpPage) -> tuple[Colleague, ...]:
    found: list[tuple[Colleague, ...]] = []
    page.session.query(staff, found.append)
    return found[0]


def test_somebody_new_is_added_by_the_code_of_their_desk(tmp_path: Path) -> None:
    with colleagues(tmp_path, a_few) as (page, view):
        assert page.text("co_text") == "You teach alone"
        assert (view.people(), view.model.nobody.shown, view.model.person_problem.shown) == ([], True, False)
        view.presenter.focus_first()
        assert view.focused == ["code"]
        view.add("12345", NAME)
        assert view.text("person_problem").startswith("This is not a code of a desk. Ask to hear it again")
        assert (view.focused[-1], view.model.code.value, view.model.name.value) == ("code", "12345", NAME)
        view.add(CODE.lower(), "  ")
        assert view.text("person_problem").startswith("A name has 1 to 80 letters.")
        assert view.focused[-1] == "name"
        view.add(CODE.lower(), NAME)
        assert view.people() == [(NAME, True, True)]
        assert (view.model.nobody.shown, view.model.person_problem.shown, view.focused[-1]) == (False, False, KEY)
        assert (view.model.code.value, view.model.name.value) == ("", "")
        page.presenter.choose_colleagues(view.presenter.chosen())
        assert page.text("co_text") == f"With {NAME}"
        page.presenter.start()
        assert page.picture.co == (KEY,)


def test_the_code_of_ones_own_desk_is_read_out_and_refused(tmp_path: Path) -> None:
    codes: list[str] = []

    def prepare(desk: Desk) -> None:
        prepared.with_class(desk)
        codes.append(own_code(desk))

    with colleagues(tmp_path, prepare) as (_, view):
        assert view.text("own_code") == f"Your own code, for a colleague's laptop: {codes[0]}"
        view.add(codes[0], NAME)
        assert view.text("person_problem").startswith("This is the code of your own desk.")


def test_where_the_class_can_see_the_desk_codes_replace_names(tmp_path: Path) -> None:
    with colleagues(tmp_path) as (page, view):
        view.presenter.choose(KEY, True)
        page.presenter.choose_colleagues(view.presenter.chosen())
        assert words(view.model.people[0].delete.spoken) == f"Delete: {NAME}"
        page.session.set_public(True)
        assert view.people() == [(CODE, True, True)]
        assert words(view.model.people[0].delete.spoken) == f"Delete: {CODE}"
        assert view.delete("") == f"Delete this name? {CODE}"
        assert page.text("co_text") == "Teaching with you: 1"
        assert "১" in page.text("co_text", "bn")


def test_who_was_chosen_and_is_not_chosen_any_more_teaches_alone(tmp_path: Path) -> None:
    with colleagues(tmp_path) as (page, view):
        view.presenter.focus_first()
        assert view.focused == [KEY]
        view.presenter.choose(KEY, True)
        view.presenter.choose(KEY, False)
        page.presenter.choose_colleagues(view.presenter.chosen())
        assert page.text("co_text") == "You teach alone"


def test_a_name_is_deleted_and_the_class_keeps_the_code_alone(tmp_path: Path) -> None:
    with colleagues(tmp_path) as (page, view):
        assert view.delete("keep") == f"Delete this name? {NAME}"
        (question,) = view.asked
        assert text_of(question.detail, "en") == f"Classes that you taught together keep the code alone: {CODE}"
        assert question.safe == "keep"
        assert view.people() == [(NAME, False, True)]
        view.presenter.choose(KEY, True)
        view.delete("delete")
        assert (view.people(), staff_of(page)) == ([(CODE, True, False)], ())
        assert view.focused[-1] == KEY
        page.presenter.choose_colleagues(view.presenter.chosen())
        assert page.text("co_text") == f"With {CODE}"
        again = Colleagues(page.presenter.colleagues)
        assert again.people() == [(CODE, True, False)], "chosen, and known by the code alone"
        view.add(CODE, NAME)
        assert (view.people(), view.model.people[0].delete.enabled) == ([(NAME, True, True)], True)
    log = "".join(path.read_text("utf-8") for path in (tmp_path / "profile" / "logs").iterdir())
    assert "unlocked" in log
    assert "তানভীর" not in log


def test_a_name_that_nobody_chose_leaves_its_row_with_it(tmp_path: Path) -> None:
    with colleagues(tmp_path) as (page, view):
        view.delete("delete")
        assert (view.people(), view.model.nobody.shown, view.focused[-1]) == ([], True, "code")
        assert (staff_of(page), page.text("co_text")) == ((), "You teach alone")


def test_what_is_answered_after_the_dialog_was_closed_is_known_to_set_up_alone(tmp_path: Path) -> None:
    with colleagues(tmp_path, a_few) as (page, view), reported(page.session) as errors:
        view.presenter.close()
        shown = len(view.shown)
        view.add(CODE, NAME)
        view.add("12345", NAME)
        assert (len(view.shown), view.focused) == (shown, [])
        assert [error.code for error in errors] == ["bad_staff_code"]
        assert Colleagues(page.presenter.colleagues).people() == [(NAME, False, True)]
