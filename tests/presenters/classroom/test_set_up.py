"""Set up without a window: what its cards say, what can be pressed, and which class is opened."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from bsuh_desktop.presenters.classroom.last_seen import close_verb, last_seen, one_question
from bsuh_desktop.presenters.classroom.set_up_cards import CardChoice, ClassDateModel, ClassDatePresenter
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import class_groups, store_group
from bsuh_desktop.services.classroom.set_up import UnfinishedClass, unfinished
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import PreparedClass, prepared_classes
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import day, prepared
from tests.helpers.attendance import PARTNER
from tests.helpers.desks import rows
from tests.helpers.faceless import NotedView, reported, session_in
from tests.helpers.programmes import programme_file, take_programme
from tests.helpers.set_up_page import SetUpPage, a_few, set_up


def two_classes(desk: Desk) -> None:
    """A class of 58 with a list, and one that has none."""
    prepared.with_class(desk)
    store_group(desk, "eiin:107845", "9", "ga")


def of_a_programme(desk: Desk) -> None:
    """A desk of a real programme, with a class."""
    prepared.with_class(desk)
    take_programme(desk, programme_file(), PARTNER)


def titles(choice: CardChoice, language: Literal["bn", "en"] = "en") -> list[str]:
    return [text_of(offer.title, language) for offer in choice.offers]


def unfinished_of(view: SetUpPage) -> tuple[UnfinishedClass, ...]:
    found: list[tuple[UnfinishedClass, ...]] = []
    view.session.query(unfinished, found.append)
    return found[0]


def test_the_only_class_and_module_stand_on_their_cards(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        assert (view.text("module_title"), view.text("class_title")) == ("Taps, Traps and Taka", "Grade 8, section Ka")
        assert [view.text(tag) for tag in ("ages_tag", "minutes_tag", "languages_tag")] == [
            "Ages 13–17",
            "45 min",
            "বাংলা + English",
        ]
        assert (view.text("listed"), view.text("unnamed")) == ("58 on the list", "2 without consent")
        assert (view.text("module_title", "bn"), view.text("class_title", "bn")) == (
            "ট্যাপ, ফাঁদ আর টাকা",
            "৮ম শ্রেণি, ক শাখা",
        )
        assert view.text("ages_tag", "bn").endswith("১৩–১৭")
        model = view.model
        assert (model.change_module.shown, model.change_class.shown, model.print_sheet.shown) == (False, True, True)
        assert model.print_kit.shown
        kit = view.presenter.kit()
        assert (kit.pack, kit.version, kit.learners, kit.language) == ("taps-traps-taka", None, 58, "bn")
        assert (model.start_roll_call.enabled, model.keep_for_later.enabled, model.why_not.shown) == (True, True, False)
        assert (view.text("start_roll_call"), view.text("keep_for_later")) == ("Start roll call", "Keep for later")
        assert view.focused == ["start_roll_call"]
        assert model.cover


def test_before_the_desk_has_answered_nothing_can_be_started(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        view = SetUpPage(session)
        view.presenter.refresh()
        assert (view.text("module_title"), view.text("class_title")) == ("Choose a module", "Choose a class")
        assert view.text("why_not") == "There is no module on this laptop."
        model = view.model
        assert (model.start_roll_call.enabled, model.keep_for_later.enabled, model.cover) == (False, False, b"")
        assert not any((model.class_stitch.shown, model.listed.shown, model.unnamed.shown, model.ages_tag.shown))
        assert view.way("one_device") == "About half a minute for each learner and question"


def test_where_everybody_may_be_named_nothing_is_said_of_consent(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        prepared.as_made(desk)
        enrol.agree(desk, enrol.new_group("eiin:107845", 2026, "9", "ka"), "letters", rows(3))

    with set_up(tmp_path, prepare) as view:
        assert (view.text("listed"), view.model.listed_icon.shown) == ("3 on the list", True)
        assert (view.model.unnamed.shown, view.model.consent_icon.shown) == (False, False)


def test_without_a_list_learners_are_counted_and_no_device_goes_round(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        choice = view.presenter.class_choice()
        assert titles(choice) == ["Grade 8, section Ka", "Without a list"]
        assert [offer.alone for offer in choice.offers] == [False, True]
        assert choice.several
        assert choice.chosen == (choice.offers[0].key,)
        assert text_of(choice.offers[0].foot, "en") == "58 on the list"
        view.presenter.answer_by("shared")
        view.presenter.choose_classes(("",))
        assert view.text("class_title") == "Class without a list"
        assert (view.text("listed"), view.model.unnamed.shown) == ("Only the headcount is used.", False)
        assert view.model.class_place.shown is False
        assert (view.model.one_device.enabled, view.way("one_device")) == (False, "Only with a list of the class")
        assert view.presenter.class_choice().chosen == ("",)
        view.start()
        assert (view.picture.groups, view.picture.view.rows, view.opened) == ((), (), ["roll_call"])


def test_of_several_classes_one_must_be_chosen_first(tmp_path: Path) -> None:
    with set_up(tmp_path, two_classes) as view:
        assert view.text("why_not") == "Choose a class, or continue without a list."
        model = view.model
        assert (model.start_roll_call.enabled, model.print_sheet.shown, view.focused) == (
            False,
            False,
            ["change_class"],
        )
        assert view.presenter.class_choice().chosen == ()
        keys = tuple(offer.key for offer in view.presenter.class_choice().offers[:2])
        view.presenter.choose_classes(keys)
        assert view.text("class_title") == "Grade 8, section Ka + Grade 9, section Ga"
        assert (view.model.start_roll_call.enabled, view.model.why_not.shown) == (True, False)
        assert view.focused[-1] == "start_roll_call"
        view.start()
        assert tuple(group.id for group in view.picture.groups) == keys


def test_a_group_that_was_chosen_elsewhere_is_begun_with_it(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        two_classes(desk)
        keys.extend(one.group.id for one in class_groups(desk))

    keys: list[str] = []
    with session_in(tmp_path, prepare) as session:
        view = SetUpPage(session)
        view.presenter.enter(group=keys[1])
        assert view.text("class_title") == "Grade 9, section Ga"
        assert view.presenter.sheet().groups == (keys[1],)
        assert (view.presenter.sheet().pack, view.presenter.sheet().session) == (prepared.PACK, "")


def test_one_device_says_how_long_it_takes_and_hands_are_proposed(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        assert (view.way("by_hands"), view.way("one_device")) == ("Ready", "About 29 min for each question")
        assert (view.model.one_device.light, view.model.sharing_offer.shown) == ("look", False)
        assert (view.model.by_hands.checked, view.model.one_device.checked) == (True, False)
        view.presenter.answer_by("shared")
        assert view.differs() == {"by_hands", "one_device", "sharing_offer"}
        assert view.text("sharing_offer") == (
            "One device with all 13 questions takes about 377 min. "
            "With more than 12 learners, hands are quicker. You can use both. Use hands"
        )
        assert view.way("one_device", "bn") == "প্রতি প্রশ্নে প্রায় ২৯ মিনিট"
        view.presenter.answer_by("hands")
        assert view.model.sharing_offer.shown is False


def test_a_few_may_pass_a_device_round(tmp_path: Path) -> None:
    with set_up(tmp_path, a_few) as view:
        view.presenter.answer_by("shared")
        assert (view.way("one_device"), view.model.one_device.light) == ("About 6 min for each question", "ok")
        assert view.model.sharing_offer.shown is False


def test_the_open_class_stands_and_its_way_of_answering_can_still_change(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        view.presenter.start()
        session = view.picture.session
        view.presenter.enter()
        model = view.model
        assert not any((model.change_class.shown, model.change_co.shown, model.keep_for_later.shown))
        assert model.print_sheet.shown
        assert view.presenter.sheet().session == session
        kit = view.presenter.kit()
        assert (kit.pack, kit.version, kit.learners) == ("taps-traps-taka", 2, 58), "the version that was begun"
        view.presenter.answer_by("shared")
        view.presenter.teach_by(True)
        view.presenter.stage_speaks("en")
        choices = view.picture.choices
        assert (choices.by, choices.voice, choices.stage_language) == ("shared", True, "en")
        assert (view.model.stage_english.checked, view.model.stage_bangla.checked) == (True, False)
        assert view.session.stage_language == "en"
        view.presenter.start()
        assert (view.opened, view.picture.session) == (["roll_call", "roll_call"], session)
        view.presenter.enter(new=True)
        assert view.session.picture is None
        assert (view.session.stage_language, view.model.stage_bangla.checked) == ("bn", True)
        assert view.model.by_hands.checked, "the next class begins as every class does"


def test_a_finished_class_leads_to_wrap_up(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.finished) as view:
        assert view.text("start_roll_call") == "Go to wrap-up"
        view.presenter.start()
        assert view.opened == ["wrap_up"]


def test_the_class_is_opened_as_it_was_set_up(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        view.presenter.answer_projector(False)
        view.presenter.teach_by(True)
        view.presenter.answer_by("shared")
        view.presenter.stage_speaks("en")
        assert view.session.settings.stage_language == "bn", "of this class only"
        view.start()
        picture = view.picture
        assert (picture.choices.voice, picture.choices.by, picture.choices.stage_language) == (True, "shared", "en")
        assert (picture.pack.id, len(picture.view.rows), view.opened) == (prepared.PACK, 58, ["roll_call"])


@pytest.mark.parametrize(
    ("arrangement", "shows", "words"),
    [
        ("one", None, ("Does a projector show this screen?", "Until you answer, names stay hidden.")),
        ("one", True, ("Does a projector show this screen?", "Names stay hidden. Rolls only.")),
        ("one", False, ("Does a projector show this screen?", "Names may be shown here.")),
        ("mirrored", None, ("The projector shows this screen.", "Names stay hidden. Rolls only.")),
        ("two", False, ("The projector has its own picture.", "The class never sees this screen.")),
    ],
)
def test_the_projector_is_asked_about_where_the_screens_do_not_tell(
    tmp_path: Path, arrangement: Literal["one", "mirrored", "two"], shows: bool | None, words: tuple[str, str]
) -> None:
    with set_up(tmp_path) as view:
        view.screens.arrangement, view.screens.shows_this_screen = arrangement, shows
        view.presenter.screens_changed()
        assert (view.text("projector_title"), view.text("projector_hint")) == words
        asked, model = arrangement == "one", view.model
        assert (model.projector_yes.shown, model.projector_no.shown) == (asked, asked)
        assert (model.projector_yes.checked, model.projector_no.checked) == (shows is True, asked and shows is False)


def test_without_a_projector_the_class_is_taught_by_voice_unless_somebody_chose(tmp_path: Path) -> None:
    with set_up(tmp_path, new=True) as view:
        assert view.session.public
        assert (view.model.on_the_wall.checked, view.text("voice_hint")) == (True, "The class sees the slides.")
        view.presenter.answer_projector(False)
        assert not view.session.public
        assert (view.model.by_voice.checked, view.text("voice_hint")) == (
            True,
            "You say it and write it on the board.",
        )
        view.presenter.teach_by(False)
        assert (view.model.on_the_wall.checked, view.model.by_voice.checked) == (True, False)
        view.presenter.enter(new=True)
        assert view.session.public, "another class may be in another room"
        assert (view.model.projector_no.checked, view.model.by_voice.checked) == (False, False)


def test_screens_that_change_while_another_page_is_shown_change_nothing(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        view.presenter.leave()
        shown = len(view.shown)
        view.presenter.screens_changed()
        assert len(view.shown) == shown


def test_a_clock_in_doubt_asks_for_the_date_before_the_roll(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.in_doubt) as view:
        assert view.model.date_card.shown is False
        view.start()
        assert (view.model.date_card.shown, view.focused[-1], view.opened) == (True, "day", [])
        assert "What is today's date? The clock of this laptop may be wrong. It says: 1 January 2019." in view.text(
            "date_question"
        )
        assert "১ জানুয়ারি ২০১৯" in view.text("date_question", "bn")
        assert (view.text("why_not"), view.model.start_roll_call.enabled) == ("Write the date first.", False)
        for part, number in (("day", 31), ("month", 2), ("year", 2026)):
            view.presenter.write_date(part, number)  # type: ignore[arg-type]
        assert (view.text("why_not"), view.text("date_text")) == ("Write the date first.", ""), "no such day"
        for part, number in (("day", 3), ("month", 8), ("year", 2036)):
            view.presenter.write_date(part, number)  # type: ignore[arg-type]
        assert (view.text("date_text"), view.text("date_text", "bn")) == ("3 August 2036", "৩ আগস্ট ২০৩৬")
        view.presenter.start()
        assert "The programme runs from" in view.text("date_problem")
        assert (view.model.day.problem, view.model.date_problem.shown) == (True, True)
        view.presenter.write_date("year", 2026)
        assert (view.model.day.problem, view.model.date_problem.shown) == (False, False)
        view.presenter.start()
        assert (view.opened, view.picture.date) == (["roll_call"], datetime.date(2026, 8, 3))
        assert view.model.date_card.shown is False


def test_another_class_is_not_begun_before_the_open_one_is_settled(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.at_teach, without_list=True) as view:
        assert view.session.picture is None
        view.start("")
        (question,) = view.questions
        assert text_of(question.question, "en") == "Grade 8, section Ka is not finished"
        said = text_of(question.detail, "en")
        assert said.startswith("It stopped today, 9:")
        assert "on slide 5. All answers are kept. Close it before you start the new one." in said
        assert text_of(question.detail, "bn").startswith("থেমেছে ৫ নম্বর স্লাইডে, আজ সকাল ৯:")
        assert [key for key, _, _ in question.verbs] == ["leave", "finish", "go_on"]
        assert (question.safe, view.opened, view.session.picture) == ("go_on", [], None)


def test_the_open_class_is_gone_on_with(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.at_teach, without_list=True) as view:
        view.start("go_on")
        assert (view.opened, view.picture.view.slide) == (["teach"], 5)


def test_the_open_class_is_finished_and_the_new_one_begins(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.at_teach, without_list=True) as view:
        view.start("finish")
        assert (view.opened, view.picture.groups) == (["roll_call"], ())
        assert [one.session for one in unfinished_of(view)] == [view.picture.session]


def test_the_open_class_is_left_open_and_the_new_one_begins(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.at_teach, without_list=True) as view:
        view.start("leave")
        assert (view.opened, view.picture.groups, len(unfinished_of(view))) == (["roll_call"], (), 2)


def test_a_class_that_nobody_closed_is_said_to_have_ended(tmp_path: Path) -> None:
    with set_up(tmp_path, day.left_open_yesterday, new=True) as view:
        (found,) = unfinished_of(view)
        assert text_of(one_question(found), "en") == "Grade 8, section Ka: is it over?"
        assert text_of(close_verb(found), "en") == "Yes, close it"
        said = text_of(last_seen(view.session, found), "en")
        assert said.startswith("Nobody closed it. The last thing happened on 3 August 2026, 9:")
        assert "৩ আগস্ট ২০২৬" in text_of(last_seen(view.session, found), "bn")


def test_a_class_that_goes_on_is_asked_about(tmp_path: Path) -> None:
    with set_up(tmp_path, prepared.at_roll_call, new=True) as view:
        (found,) = unfinished_of(view)
        assert text_of(one_question(found), "en") == "Grade 8, section Ka: go on, or close?"
        assert text_of(close_verb(found), "en") == "Close it"
        assert text_of(last_seen(view.session, found), "en") == "It stopped today, 9:00 am. Everything is kept."


def test_a_class_that_cannot_be_opened_says_why_and_can_be_tried_again(tmp_path: Path) -> None:
    with set_up(tmp_path) as view, reported(view.session) as errors:
        view.presenter.choose_module(("no-such",))
        assert view.text("module_title") == "Choose a module"
        view.presenter.start()
        assert [error.code for error in errors] == ["pack_not_found"]
        (module,) = view.presenter.module_choice().offers
        assert (text_of(module.title, "en"), text_of(module.foot, "en")) == ("Taps, Traps and Taka", "45 min")
        view.presenter.choose_module((module.key,))
        view.presenter.start()
        assert view.opened == ["roll_call"]


def test_a_practice_desk_practises_always_and_one_of_a_programme_when_it_is_wanted(tmp_path: Path) -> None:
    with set_up(tmp_path / "practice") as view:
        assert view.text("practice_note") == "Practice: nothing here goes into a report."
        assert (view.model.practice_note.shown, view.model.practice_only.shown) == (True, False)
    with set_up(tmp_path / "programme", of_a_programme) as view:
        assert (view.model.practice_note.shown, view.model.practice_only.shown) == (False, True)
        view.presenter.practise(True)
        assert (view.model.practice_note.shown, view.model.practice_only.checked) == (True, True)
        view.presenter.start()
        assert view.picture.view.practice
        view.presenter.enter()
        assert (view.model.practice_note.shown, view.model.practice_only.shown) == (True, False)
        view.presenter.enter(new=True)
        assert (view.model.practice_note.shown, view.model.practice_only.checked) == (False, False)


def test_answers_that_come_after_the_screen_was_left_are_dropped(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        answers: list[str] = []
        late = view.presenter.in_visit(answers.append)
        view.presenter.start()
        late("the class has changed")
        view.presenter.leave()
        late("too late")
        view.presenter.enter()
        late("too late")
        assert answers == ["the class has changed"]


# When the class will be held


class DateDialog(NotedView[ClassDateModel]):
    """The dialog that asks when the class will be held."""

    def __init__(self, present: Callable[[DateDialog], ClassDatePresenter]) -> None:
        super().__init__()
        self.presenter = present(self)
        self.presenter.refresh()

    def write(self, day: int | None, month: int, year: int) -> None:
        """Types a day."""
        self.presenter.write_date("day", day)
        self.presenter.write_date("month", month)
        self.presenter.write_date("year", year)

    def checked(self) -> list[str]:
        """The choice that is checked."""
        return [name for name in ("on_today", "on_tomorrow", "on_another") if getattr(self.model, name).checked]


def prepared_of(view: SetUpPage) -> tuple[PreparedClass, ...]:
    found: list[tuple[PreparedClass, ...]] = []
    view.session.query(prepared_classes, found.append)
    return found[0]


def test_a_class_is_kept_for_the_day_that_is_chosen(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        view.presenter.answer_by("shared")
        dialog = DateDialog(view.presenter.class_date)
        assert (dialog.checked(), dialog.text("day_text")) == (["on_today"], "3 August 2026")
        assert (dialog.model.date_fields.shown, dialog.model.accept.enabled) == (False, True)
        dialog.presenter.choose("on_tomorrow")
        assert (dialog.text("day_text"), dialog.text("day_text", "bn")) == ("4 August 2026", "৪ আগস্ট ২০২৬")
        dialog.presenter.choose("on_another")
        assert (dialog.model.date_fields.shown, dialog.model.day.value, dialog.model.year.value) == (True, 3, 2026)
        dialog.write(9, 8, 2026)
        dialog.presenter.write_time("১০:৩০")
        assert (dialog.text("day_text"), dialog.text("time_text")) == ("9 August 2026", "10:30 am")
        wanted, time = dialog.presenter.day(), dialog.presenter.time()
        assert wanted is not None
        view.presenter.keep_for_later(wanted, time)
        (one,) = prepared_of(view)
        assert (one.day, one.time, one.wish.by) == (datetime.date(2026, 8, 9), datetime.time(10, 30), "shared")
        assert view.opened == ["home"]


def test_a_day_that_is_past_and_a_time_that_is_none_are_refused(tmp_path: Path) -> None:
    with set_up(tmp_path) as view:
        dialog = DateDialog(view.presenter.class_date)
        dialog.presenter.choose("on_another")
        for past in ((2, 8, 2026), (31, 2, 2027), (None, 8, 2026)):
            dialog.write(*past)
            assert (dialog.text("when_problem"), dialog.model.accept.enabled) == (
                "Write today's date or a later one.",
                False,
            )
            assert (dialog.presenter.day(), dialog.model.day_text.shown) == (None, False)
        dialog.write(3, 8, 2026)
        assert (dialog.text("day_text"), dialog.model.accept.enabled) == ("3 August 2026", True), "today"
        dialog.presenter.choose("on_today")
        assert (dialog.model.when_problem.shown, dialog.model.accept.enabled) == (False, True)
        dialog.presenter.write_time("half past ten")
        assert dialog.text("when_problem") == "Write the time as 10:30, or leave it empty."
        assert (dialog.model.accept.enabled, dialog.text("time_text")) == (False, "")
        dialog.presenter.write_time("  ")
        assert dialog.model.accept.enabled


def test_a_prepared_class_is_changed_and_begun_as_it_was_prepared(tmp_path: Path) -> None:
    keys: list[str] = []

    def prepare(desk: Desk) -> None:
        keys.extend(day.four_prepared(desk))

    with session_in(tmp_path, prepare) as session:
        session.set_language("bn")
        view = SetUpPage(session)
        view.presenter.enter(prepared=keys[1])
        assert view.text("class_title") == "Grade 7, section Ka"
        assert view.text("keep_for_later") == "Keep the changes"
        dialog = DateDialog(view.presenter.class_date)
        assert (dialog.checked(), dialog.model.time.value) == (["on_today"], "১০:৩০")
        view.presenter.keep_for_later(datetime.date(2026, 8, 4), None)
        changed = next(one for one in prepared_of(view) if one.id == keys[1])
        assert (changed.day, changed.time) == (datetime.date(2026, 8, 4), None)
        view.presenter.enter(prepared=keys[1])
        assert DateDialog(view.presenter.class_date).checked() == ["on_tomorrow"]
        view.presenter.start()
        assert view.opened == ["home", "roll_call"]
        assert keys[1] not in [one.id for one in prepared_of(view)]


def test_a_clock_that_goes_on_leaves_the_day_of_a_prepared_class(tmp_path: Path) -> None:
    keys: list[str] = []

    def prepare(desk: Desk) -> None:
        keys.extend(day.four_prepared(desk))
        assert isinstance(desk.clock, RehearsalClock)
        desk.clock.advance(24 * 3600)

    with session_in(tmp_path, prepare) as session:
        view = SetUpPage(session)
        view.presenter.enter(prepared=keys[0])
        dialog = DateDialog(view.presenter.class_date)
        assert (dialog.checked(), dialog.text("day_text")) == (["on_today"], "4 August 2026"), "a day of the past"
