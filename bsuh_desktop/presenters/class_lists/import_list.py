"""Import of a class list: choose the file and the class, review what was understood, then go on to consent.

If the class is on the laptop already, the differences are shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.class_lists import file_step
from bsuh_desktop.presenters.class_lists.decisions import GroupLine, RowDecision, WhoSaidNo
from bsuh_desktop.presenters.class_lists.review_step import ColumnLine, ReadingBox, ReviewStep
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Field, Joined, Part, Text
from bsuh_desktop.presenters.presenter import PageView, TablePresenter
from bsuh_desktop.presenters.rows import Column, Row
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.draft import (
    Draft,
    Known,
    agree,
    known_places,
    looked,
    make_empty_class,
    ready,
)
from bsuh_desktop.services.class_lists.import_plan import GoneRow, ImportPlan
from bsuh_desktop.services.class_lists.read_list import reread, same_in


class ImportListModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: the file and the class, then the list with what is said about it, and the bar."""

    choosing: Part
    file_news: Part
    file_light: Part
    file_text: Part
    place_words: file_step.PlaceBox
    grade: Field
    section: Field
    looking: Part
    rows_part: Part
    about_list: Part
    merges: bool
    """The class is known: a third filter is there."""
    all_rows: Part
    only_problems: Part
    only_changes: Part
    search: Field
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[GroupLine, ...]
    file_name: Part
    file_rows: Part
    choose_headings: Part
    read_as_last: Part
    sheet_field: Part
    sheet: Choice
    together_field: Part
    together: Choice
    part_field: Part
    part: Choice
    code_page_field: Part
    code_page: Choice
    ok_count: Part
    look_count: Part
    stop_count: Part
    file_notes: Part
    changes_card: Part
    new_count: Part
    moved_count: Part
    renamed_count: Part
    gone_count: Part
    columns_list: tuple[ColumnLine, ...]
    go_on: Part
    reason: Part
    reason_light: Part
    stopped: bool
    """The reason is one to be put right on this page: it stands out."""
    by_hand: Part


class ImportListView(PageView[ImportListModel], Protocol):
    """The page."""

    def turn(self, part: str) -> None:
        """The other half is shown now; `part` of it gets the keyboard."""

    def begin_reading(self) -> None:
        """A list is being read: only that can be stopped."""

    def end_reading(self) -> None:
        """Nothing is read any more: the keyboard goes back to where it was."""

    def show_again(self) -> None:
        """Shows the model once more: what a person picked in a box does not count."""

    def to_next_row(self) -> None:
        """If the row under the cursor is settled, and so gone, the next one takes its place."""

    def ask_headings(self, question: file_step.HeadingRow, then: Callable[[str, str], object]) -> None:
        """Asks which row holds the headings; `then` gets the key of the button, and of the row with the cursor."""

    def decide(self, question: RowDecision | WhoSaidNo, then: Callable[[str], object]) -> None:
        """Asks what is to become of a row; `then` gets the key of the button."""


class ImportListPresenter(TablePresenter[ImportListModel]):
    """Without a draft it starts empty; the consent page comes back with the draft."""

    view: ImportListView

    def __init__(self, session: DeskSession, view: ImportListView) -> None:
        super().__init__(session, view)
        self._looks = False
        self._busy = False
        """A command of the page is on its way."""
        self._answers = file_step.SittingAnswers()
        self._reading = file_step.ListReader(session, self._on_reading)
        self.choosing = file_step.FileStep(session, self._reading, self.refresh, self._on_understood)
        self.looking = ReviewStep(session, self.refresh)
        # The page may wait behind the door with its list: what was pasted does not.
        session.locked.connect(self.choosing.wipe)

    def begin(self, state: object) -> None:
        """Starts empty, or restores the draft."""
        self.enter()
        self._busy = False
        if isinstance(state, file_step.ImportState) and state.draft.plan is not None:
            self._answers = state.answers
            self.choosing.resume(state.draft)
            self._look_at(state.draft.plan)
        else:
            self._answers = file_step.SittingAnswers()
            self.choosing.clear()
            self.session.query(known_places, self.in_visit(self.choosing.take_places))
            self._turn(looks=False)

    def leave(self) -> None:
        """Drops the result of a reading that is going on."""
        super().leave()
        self._busy = False
        self._reading.stop()

    def clear(self) -> None:
        """Forgets the list and all names."""
        self._looks, self._answers = False, file_step.SittingAnswers()
        self.choosing.clear()
        self.looking.clear()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns if a file was read: decisions about its rows would be lost."""
        if self.choosing.draft().plan is None:
            return None
        return Message("Leave before the list is saved?"), Message("What you wrote on this page will be lost.")

    def breadcrumb(self) -> Text:
        """The classes, and the class once it is known."""
        classes = Message("Classes")
        return Joined((classes, self.choosing.draft().title), " › ") if self._looks else classes

    def title(self) -> Text:
        """The page's title, by the current step."""
        if not self._looks:
            return Message("Get a list from a file")
        return Message("What has changed") if self._merges else Message("What was read from the list")

    def set_wide(self, wide: bool) -> None:
        """Whether the table has space for a column for each fact."""
        self.looking.set_wide(wide)

    def words_changed(self) -> None:
        """Everything in the desk's language."""
        self.choosing.change_language()
        self.refresh()

    @property
    def _merges(self) -> bool:
        plan = self.looking.plan
        return plan is not None and plan.base is not None

    def _turn(self, looks: bool) -> None:
        self._looks = looks
        self.refresh()
        self.view.turn("rows" if looks else "choose_file")

    def _on_understood(self) -> None:
        self.view.focus("place_words")

    # Reading

    def _on_reading(self) -> None:
        """While a list is read, Stop has the focus, all inputs are disabled, and nothing moves."""
        if self._reading.busy:
            self.view.begin_reading()
        self.refresh()
        if not self._reading.busy:
            self.view.end_reading()

    def stop(self) -> None:
        """Stops the reading that is going on."""
        self._reading.stop()
        self.view.show_again()

    def pick(self, box: ReadingBox, place: int) -> None:
        """Somebody picked another sheet, class or code page, or sheets to read together."""
        self._read_again(self.looking.picked(box, place))

    def map(self, letter: str, place: int) -> None:
        """Somebody gave a column another meaning."""
        self._read_again(self.looking.mapped(letter, place))

    def ask_headings(self) -> None:
        """Asks which row holds the headings."""
        plan = self.looking.plan
        if plan is not None and plan.top:
            question = file_step.HeadingRow(self.session, plan)
            self.view.ask_headings(question, lambda key, row: self._head(question.chosen(key, row)))

    def _head(self, row: int | None) -> None:
        if row is not None:
            self._read_again(self.looking.headed(row))

    def _read_again(self, options: ReadOptions | None, plan: ImportPlan | None = None, focus: str = "") -> None:
        """Reads the file with other options; decisions are kept where they still apply, also those of `plan`, which
        nobody sees before it was read. Then `focus` gets the keyboard."""
        plan = plan or self.looking.plan
        if plan is None or options is None:
            return
        before = plan

        def then(again: ImportPlan) -> None:
            self._on_read_again(again)
            if focus:
                self.view.focus(focus)

        self._reading.run(lambda stop: reread(before, options, stop=stop), then, self._on_not_read_again)

    def _on_read_again(self, plan: ImportPlan) -> None:
        before = self.looking.plan
        if before is not None and not self._answers.about <= same_in(before, plan):
            # The noted answers belong to other rows now: they are asked again.
            self._answers = file_step.SittingAnswers()
        self.looking.show(plan)
        unread = [sheet for sheet in plan.options.together if sheet not in plan.together]
        if before is not None and unread and plan.options.together != before.options.together:
            text = Message("There is no list of learners on sheet “{sheet}”.", sheet=", ".join(unread))
            self.session.inform("look", text)

    def _on_not_read_again(self, error: KnownError) -> None:
        """Leaves the list and its columns as they were."""
        self.view.show_again()
        self.session.error_reported.emit(error)

    # Decisions

    def answer_line(self, code: str, key: str) -> None:
        """A button of a line above the table."""
        answer = self.looking.answered(code, key)
        if answer is None:
            return
        plan, options = answer
        if options != plan.options:
            self._read_again(options, plan, focus="groups")
            return
        self._take(plan)
        # A button that is disabled passes the focus to any part of the page.
        self.view.focus("groups")

    def press(self, key: str, verb: str) -> None:
        """A button of a row."""
        plan = self.looking.decided_at_once(key, verb)
        if plan is None:
            self.open_row(key)
        else:
            self._take(plan)

    def open_row(self, key: str) -> None:
        """Asks for decisions that need more than one button."""
        plan, row = self.looking.plan, self.looking.row(key)
        if plan is None or row is None:
            return
        if not isinstance(row, GoneRow):
            self._ask(RowDecision(self.session, plan, row))
        elif not row.was.said_no:
            self._take((decide.leaves if row.stays else decide.stays)(plan, row.line))
        elif not self.session.public:
            self._ask(WhoSaidNo(self.session, plan, row))

    def _ask(self, question: RowDecision | WhoSaidNo) -> None:
        self.view.decide(question, lambda key: self._take(question.decided(key)))

    def _take(self, plan: ImportPlan) -> None:
        if self.looking.take(plan):
            self.view.to_next_row()

    # The bar

    def go_on(self) -> None:
        """Reviews the list; after that, goes on to consent."""
        if self._why_not() is not None or self._busy:
            return
        if self._looks:
            self._take_list()
            return
        draft = self.choosing.draft()
        plan = draft.plan
        if plan is not None:
            self.session.query(
                partial(looked, draft=draft), self.in_visit(lambda known: self._get_ready(plan, draft, known))
            )

    def _get_ready(self, plan: ImportPlan, draft: Draft, known: Known) -> None:
        """Prepares the plan: options as for the last list of this school, compared with the class if it is known."""

        def work(stop: threading.Event) -> ImportPlan:
            return ready(plan, draft, known, stop)

        self._reading.run(work, self._look_at, self.session.error_reported.emit)

    def _look_at(self, plan: ImportPlan) -> None:
        self.looking.begin(plan)
        self._turn(looks=True)

    def _take_list(self) -> None:
        """Goes on to consent; if all answers are known already, updates the class at once."""
        plan, chosen = self.looking.plan, self.choosing.draft()
        if plan is None:
            return
        draft = Draft(plan, chosen.place, chosen.grade, chosen.section)
        if plan.base is None or plan.to_ask:
            self.choosing.hand_on()
            self.view.open("consent", path=file_step.ImportState(draft, self._answers))
            return
        # A double click changes the class only once.
        self._set_busy(True)
        opened = self.in_visit(lambda group: self.view.open("classes", group=group.id))

        def stored(group: GroupRef) -> None:
            opened(group)
            self.session.inform("ok", file_step.stored_list_words(plan))

        self.session.change(partial(agree, draft=draft, plan=plan, notice=""), stored, self._on_refused)

    def write_by_hand(self) -> None:
        """Makes the class without a list."""
        # A double click makes one class only.
        if not self._busy:
            self._set_busy(True)
            make = partial(make_empty_class, draft=self.choosing.draft())
            self.session.change(
                make, self.in_visit(lambda group: self.view.open("learners", group=group.id)), self._on_refused
            )

    def go_back(self) -> None:
        """Back to the file, or to the classes."""
        if self._looks:
            self._reading.stop()
            self.looking.clear()
            self._turn(looks=False)
        else:
            self.view.open("classes")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.refresh()

    def _on_refused(self, error: KnownError) -> None:
        self._set_busy(False)
        self.session.error_reported.emit(error)

    def _why_not(self) -> Message | None:
        """Why the import cannot go on yet; None if it can. Consent is asked on the next page."""
        if self._reading.busy:
            return Message("The list is being read")
        if not self._looks:
            return self.choosing.missing()
        plan = self.looking.plan
        return plan.why_not_decided if plan is not None else None

    def _verb(self) -> Message:
        plan = self.looking.plan
        if not self._looks or plan is None:
            return Message("Look at the list")
        if self._merges:
            return Message("Update the class")
        return Message("Use {count} learners", count=plan.counts.learners)

    def model(self) -> ImportListModel:
        """The page as it should look now."""
        reading, reason = self._reading.busy, self._why_not()
        stopped = self._looks and not reading
        by_hand = not (reading or self._busy) and self.choosing.missing(with_file=False) is None
        return ImportListModel(
            choosing=Part(shown=not self._looks),
            looking=Part(shown=self._looks),
            **self.choosing.parts(),
            **self.looking.parts(),
            go_on=Part(text=self._verb(), enabled=reason is None and not self._busy),
            reason=Part(text=reason or NO_TEXT),
            reason_light=Part(shown=reason is not None, light="stop" if stopped else "info"),
            stopped=stopped,
            by_hand=Part(enabled=by_hand),
        )
