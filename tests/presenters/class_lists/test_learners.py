"""Learners by hand, without a window: what the table and the card say, what may be typed, and what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.class_lists.learners import MAKE_NEW, LearnersModel, LearnersPresenter, NoticeText
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.class_lists.class_groups import Learner, class_groups, learners_of
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import a_group, rows
from tests.helpers.faceless import cells_of, header_of, reported, session_in, words_of
from tests.helpers.people_page import PeoplePage
from tests.helpers.scenes import names, reissue

GIRL, BOY = 0, 1
YES, NOT_ASKED, NO = 0, 1, 2


class Page(PeoplePage[LearnersModel]):
    """The page, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.notices: list[NoticeText] = []
        self.presenter = LearnersPresenter(session, self)

    def show_notice(self, text: NoticeText) -> None:
        """Notes the notice."""
        self.notices.append(text)

    def edit(self, roll: str) -> None:
        """Puts the learner on the card."""
        self.presenter.edit(self.row(roll).key)

    def stored(self) -> list[Learner]:
        """The learners of the first class, as they are stored."""
        found: list[Learner] = []
        self.session.query(lambda desk: learners_of(desk, class_groups(desk)[0].group.id), found.extend)
        return found


def without_letter(desk: Desk) -> None:
    """A class whose first learner said yes, while the letter from home is still missing."""
    prepared.as_made(desk)
    first, *others = rows(4)
    a_group(desk, [replace(first, guardian="not_asked", assent="yes"), *others])


@contextmanager
def learners(folder: Path, prepare: Callable[[Desk], object] = prepared.four) -> Iterator[Page]:
    with session_in(folder, prepare) as session:
        page = Page(session)
        session.query(class_groups, lambda groups: page.presenter.show(groups[0].group.id))
        yield page


def test_the_learners_stand_with_what_they_said(tmp_path: Path) -> None:
    with learners(tmp_path) as page:
        assert header_of(page.presenter) == [
            "Classes › Kaliganga High School",
            "Grade 8, section Ka",
        ]
        assert page.cells("1") == ["1", "শ্রেয়া দাস", "—", "Name kept", "Change"]
        assert page.cells("4") == ["4", "", "—", "Said “no”", "Change"]
        assert [row.cells[3].light for row in page.model.rows] == ["ok", "ok", "ok", "info"]
        assert cells_of(page.model.rows, "bn")[0][0] == "১"
        assert (page.model.nobody.shown, page.model.rows_card.shown, page.focused) == (False, True, ["roll"])
        page.presenter.set_wide(False)
        assert [words_of(column.title) for column in page.model.columns] == ["Roll", "Name", "Name kept?"]
        assert page.cells("1") == ["1", "শ্রেয়া দাস / —", "Name kept"]


def test_while_others_may_look_on_no_name_and_no_answer_stands_there(tmp_path: Path) -> None:
    with learners(tmp_path) as page:
        page.session.set_public(True)
        page.presenter.refresh()
        assert {(cells[1], cells[3]) for cells in cells_of(page.model.rows)} == {("hidden", "hidden")}
        page.edit("2")
        model = page.model
        assert (model.names.shown, model.answer_label.shown, model.answer.shown) == (False, False, False)
        assert page.text("answer_text") == "Write the name when nobody else sees the screen."
        page.presenter.write("roll", "22")
        page.presenter.save()
        changed = page.stored()[1]
        assert (changed.roll, changed.name_bn) == ("22", "জ্যোৎস্না চাকমা"), "what was hidden stays as it was"
        page.edit("4")
        assert "The learner is counted" not in page.text("answer_text")
        page.presenter.save()
        assert page.stored()[3].guardian == "no"


def test_a_name_is_typed_only_after_a_yes(tmp_path: Path) -> None:
    with learners(tmp_path, prepared.without_learners) as page:
        assert page.text("nobody") == "No learners yet Write them one by one, with roll and name as at school."
        assert [text_of(option, "en") for option in page.model.answer.options] == ["Yes", "Not asked yet", "No"]
        assert [text_of(option, "bn") for option in page.model.sex.options][:2] == ["মেয়ে", "ছেলে"]
        allowed = []
        for answer in (NOT_ASKED, YES, NO):
            page.presenter.choose_answer(answer)
            allowed.append((page.model.names.enabled, page.text("answer_text").split()[0]))
        assert allowed == [(False, "The"), (True, "The"), (False, "The")]
        page.presenter.choose_answer(YES)
        assert page.text("answer_text") == "The letter from home says yes, and so does the learner."


def answered_long_ago(desk: Desk) -> None:
    """A class whose learners answered to an earlier notice; the second one to one of the programme's own."""
    prepared.as_made(desk)
    group = a_group(desk, rows(4))
    first, second, *_ = desk.store.rosters.lines(group)
    desk.store.rosters.change_line(replace(first, notice="aloud-1", consented_on="2025-03-09"))
    desk.store.rosters.change_line(replace(second, notice="school-7"))


def test_who_answered_to_an_earlier_notice_keeps_it_and_it_can_be_read(tmp_path: Path) -> None:
    with learners(tmp_path, answered_long_ago) as page:
        assert (page.model.answered_on.shown, page.model.read_notice.shown) == (False, False), "nobody is on the card"
        page.edit("1")
        assert page.text("answered_on") == "Answered on 9 March 2025. Notice: aloud-1"
        assert page.text("answered_on", "bn") == "উত্তর: ৯ মার্চ ২০২৫। বিজ্ঞপ্তি: aloud-1"
        page.presenter.read_notice()
        (notice,) = page.notices
        told = " ".join(text_of(part, "en") for both in notice.paragraphs for part in both)
        assert text_of(notice.version, "en") == "Notice aloud-1"
        assert "Who took part in the class." in told, "as it was said then"
        assert "camera" not in told
        page.presenter.write("name_bn", "শ্রেয়া রানী দাস")
        page.presenter.save()
        stored = page.stored()[0]
        assert (stored.name_bn, stored.notice, str(stored.answered_on)) == ("শ্রেয়া রানী দাস", "aloud-1", "2025-03-09")


def test_a_notice_of_the_programme_s_own_is_asked_for_at_its_office(tmp_path: Path) -> None:
    with learners(tmp_path, answered_long_ago) as page:
        told: list[str] = []
        page.session.informed.connect(lambda light, fact, remedy: told.append(f"{fact} {remedy}"))
        page.edit("2")
        page.presenter.read_notice()
        assert page.notices == []
        assert told == ["Notice school-7 Its text did not come with this app. The programme's office has it."]


def test_while_others_may_look_on_nothing_is_told_of_an_answer(tmp_path: Path) -> None:
    with learners(tmp_path, answered_long_ago) as page:
        page.edit("1")
        page.session.set_public(True)
        page.presenter.refresh()
        assert (page.model.answered_on.shown, page.model.read_notice.shown) == (False, False)


def test_learners_are_written_one_by_one(tmp_path: Path) -> None:
    with learners(tmp_path, prepared.without_learners) as page:
        assert (page.text("editor_title"), page.text("save")) == ("Add a learner", "Add")
        assert (page.model.leave.shown, page.model.remove.shown) == (False, False)
        for roll, name in (("১", "মং চাই"), ("২", "উম্মে হাবিবা")):
            page.presenter.write("roll", roll)
            page.presenter.choose_answer(YES)
            page.presenter.choose_sex(GIRL)
            page.presenter.write("name_bn", name)
            page.presenter.save()
            assert (page.focused[-1], page.model.roll.value, page.model.name_bn.value) == ("roll", "", "")
            assert page.model.sex.chosen == 2, "the card is free for the next one"
        kept = [(one.roll, one.name_bn, one.sex, one.guardian, one.named) for one in page.stored()]
        assert kept == [("১", "মং চাই", "f", "yes", True), ("২", "উম্মে হাবিবা", "f", "yes", True)]
        assert page.model.nobody.shown is False


def test_while_a_learner_is_being_stored_enter_does_nothing(tmp_path: Path) -> None:
    with learners(tmp_path, prepared.without_learners) as page:
        bound = page.bind

        def enter_again(model: LearnersModel) -> None:
            bound(model)
            if model.save.enabled is False:
                page.presenter.save()

        page.bind = enter_again  # type: ignore[method-assign]
        page.presenter.save()
        assert (len(page.stored()), page.model.save.enabled) == (1, True)


def test_a_roll_that_nobody_changes_is_in_the_digits_of_the_desk(tmp_path: Path) -> None:
    with learners(tmp_path) as page:
        page.edit("2")
        assert (page.text("editor_title"), page.text("editor_title", "bn")) == ("Change roll 2", "বদলান: রোল ২")
        page.session.set_language("bn")
        page.presenter.refresh()
        assert page.model.roll.value == "২"
        page.presenter.write("roll", "22")
        page.session.set_language("en")
        page.presenter.refresh()
        assert page.model.roll.value == "22", "what a person typed stays"


def test_a_learner_is_changed_says_no_and_is_taken_out_after_one_question(tmp_path: Path) -> None:
    with learners(tmp_path) as page, reported(page.session) as errors:
        page.presenter.write("roll", "৩")
        page.presenter.save()
        assert [str(error.message) for error in errors] == ["Roll 3 is another learner's."]
        assert (len(page.stored()), page.model.save.enabled, page.model.roll.value) == (4, True, "৩")
        page.edit("2")
        assert (page.model.leave.shown, page.model.remove.shown, page.text("save")) == (True, True, "Save")
        page.presenter.write("roll", "22")
        page.presenter.write("name_en", "Jyotsna Chakma")
        page.presenter.choose_sex(BOY)
        page.presenter.save()
        changed = page.stored()[1]
        assert (changed.roll, changed.name_en, changed.sex) == ("22", "Jyotsna Chakma", "m")
        assert changed.name_bn == "জ্যোৎস্না চাকমা"
        assert page.text("editor_title") == "Add a learner"
        page.edit("1")
        page.presenter.choose_answer(NO)
        page.presenter.save()
        assert page.asked == [], "who sat in no class is not asked about"
        one = page.stored()[0]
        assert (one.name_bn, one.assent, one.named, page.cells("1")[3]) == ("", "no", False, "Said “no”")
        page.presenter.ask_to_remove()
        assert page.questions == [], "nobody is on the card"
        page.edit("22")
        page.presenter.ask_to_remove()
        page.answer("keep")
        assert len(page.stored()) == 4
        page.answer("remove")
        assert [one.roll for one in page.stored()] == ["1", "3", "4"]
        assert [words_of(question.question) for question in page.questions] == ["Remove this learner from the class?"]


def test_a_class_that_was_taught_offers_withdrawal(tmp_path: Path) -> None:
    with learners(tmp_path, prepared.finished) as page:
        assert page.model.consent_withdrawn.shown
        page.presenter.open_withdrawal()
        page.presenter.start_preparing()
        assert page.opened == ["withdrawal", "set_up"]
        group = page.subjects[1]["group"]
        assert page.subjects[0] == {"group": group, "path": "learners"}


def test_a_learner_whose_class_runs_stays(tmp_path: Path) -> None:
    with learners(tmp_path, prepared.at_teach) as page, reported(page.session) as errors:
        page.presenter.edit(page.model.rows[1].key)
        page.presenter.ask_to_remove()
        page.answer("remove")
        assert str(errors[0].message) == "A lesson of this class is not finished."
        assert len(page.stored()) == 58


def test_a_no_of_somebody_who_took_part_deletes_more_and_is_asked_about(tmp_path: Path) -> None:
    with learners(tmp_path, names.taught) as page:
        page.edit("7")
        page.presenter.choose_answer(NO)
        assert page.text("answer_text") == ("Name and answers are deleted. The next hand-over tells your coordinator.")
        page.presenter.save()
        (question,) = page.asked
        assert text_of(question.question, "en") == "Consent withdrawn? Roll 7: Kironmoyee Das"
        assert "every class with this learner" in words_of(question.gone_text)
        assert not any(one.said_no for one in page.stored() if one.roll == "৭")
        page.confirm()
        assert [one.said_no for one in page.stored() if one.roll == "৭"] == [True]
        page.edit("7")
        assert page.model.answer.chosen == NO
        page.presenter.write("roll", "77")
        page.presenter.save()
        assert len(page.asked) == 1, "who has said no before is not asked about"


def test_a_letter_that_comes_later_lets_the_name_be_written(tmp_path: Path) -> None:
    with learners(tmp_path, without_letter) as page:
        assert page.cells("1")[3] == "Not asked"
        page.edit("1")
        assert (page.model.answer.chosen, page.model.names.enabled) == (NOT_ASKED, False)
        page.presenter.choose_answer(YES)
        assert page.model.names.enabled
        page.presenter.save()
        assert (page.cells("1")[3], page.row("1").cells[3].light) == ("Write the name", "look")
        page.edit("1")
        page.presenter.write("name_bn", "মং চাই")
        page.presenter.save()
        kept = next(one for one in page.stored() if one.roll == "1")
        assert (kept.name_bn, kept.guardian) == ("মং চাই", "yes")


def test_leaving_asks_while_something_is_typed(tmp_path: Path) -> None:
    with learners(tmp_path) as page:
        assert page.presenter.unsaved_warning() is None
        page.presenter.write("name_en", "Rahima")
        warning = page.presenter.unsaved_warning()
        assert warning is not None
        assert [str(words) for words in warning] == [
            "Leave before this learner is saved?",
            "What you typed on this page will be lost.",
        ]
        page.presenter.write("name_en", "")
        assert page.presenter.unsaved_warning() is None, "nothing is typed any more"
        page.presenter.write("roll", "7")
        page.presenter.edit_new()
        assert page.presenter.unsaved_warning() is None
        assert page.model.roll.value == ""


def test_a_page_that_was_left_holds_no_name_and_takes_no_late_answer(tmp_path: Path) -> None:
    with learners(tmp_path) as page:
        page.edit("1")
        late = page.presenter.in_visit(page.presenter.refresh)
        page.presenter.leave()
        page.presenter.clear()
        assert "শ্রেয়া" not in str(page.model)
        assert (page.model.rows, page.model.name_bn.value) == ((), "")
        shown = len(page.shown)
        late()
        assert len(page.shown) == shown


def test_certificates_under_another_spelling_are_made_anew_from_here(tmp_path: Path) -> None:
    with learners(tmp_path, reissue.mended) as page:
        assert page.text("reissue").startswith("Certificates printed under another spelling: 1. The old certificate")
        assert page.model.reissue.verbs[0][0] == MAKE_NEW
        assert page.focused == ["roll", MAKE_NEW]
        page.presenter.open_reprints()
        assert page.opened == ["wrap_up"]
        assert page.session.picture is not None
        assert page.subjects == [{"session": page.session.picture.session}]


@pytest.mark.parametrize("field", ["roll", "name_bn"])
def test_only_the_field_that_was_typed_in_differs(tmp_path: Path, field: str) -> None:
    with learners(tmp_path) as page:
        page.presenter.write(field, "১৭")  # type: ignore[arg-type]
        assert page.differs() == {field}
