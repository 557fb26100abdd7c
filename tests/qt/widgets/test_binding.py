"""Models on a form: only what differs is set, and all texts in another language."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Choice, Empty, Field, JobProgress, Notice, Part
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.fields import NumberEdit
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.qt.widgets.picture import EmptyState
from bsuh_desktop.qt.widgets.progress import ProgressRow
from bsuh_desktop.qt.widgets.text_lines import TextLines

pytestmark = pytest.mark.usefixtures("qapp")


class Form:
    """Some parts, each noting what was done to it."""

    def __init__(self) -> None:
        self.home = QWidget()
        self.verb = QPushButton(self.home)
        self.words = QLabel(self.home)
        self.fact = TextLines(self.home)
        self.lamp = Light(self.home)
        self.number = NumberEdit(self.home)
        self.bar = MessageBar(self.home)


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One part of each kind."""

    verb: Part = Part(text=Message("Undo"), enabled=False, tip=Message("Roll call"), spoken=Message("Undo"))
    words: Part = Part(text=3)
    fact: Part = Part(text=Message("List and headcount match."), remedy=Message("Mark who is absent."))
    lamp: Part = Part(light="ok", shown=False)
    number: Field = Field(value=12)
    bar: Notice = Notice(shown=False)
    rows: tuple[int, ...] = ()


def binding(form: Form, rows: list[tuple[int, ...]], said: list[object]) -> Binding[Model]:
    def say(text: Any) -> str:
        said.append(text)
        return str(text)

    return Binding(form, Model, say, {"rows": rows.append})


def test_a_model_that_is_asked_for_while_another_is_shown_comes_after_it() -> None:
    """A part that comes or goes lays the page out at once, and its table may find that it is narrow now."""
    form, shown = Form(), list[tuple[int, ...]]()

    def show_rows(rows: tuple[int, ...]) -> None:
        shown.append(rows)
        if rows == (1,):
            bound.show(Model(rows=(2,), words=Part(text=5)))

    bound: Binding[Model] = Binding(form, Model, str, {"rows": show_rows})
    bound.show(Model(rows=(1,), words=Part(text=4)))
    assert (shown, form.words.text()) == ([(1,), (2,)], "5")
    bound.show(Model(rows=(1,)))
    assert shown[2] == (1,), "and what is shown is known"


def test_after_a_part_that_failed_everything_is_set_anew() -> None:
    form, broken = Form(), [True]

    def show_rows(rows: tuple[int, ...]) -> None:
        if broken:
            broken.clear()
            raise LookupError("no such row")

    bound = Binding(form, Model, str, {"rows": show_rows})
    with pytest.raises(LookupError, match="no such row"):
        bound.show(Model(rows=(1,), words=Part(text=4)))
    form.words.setText("half")
    bound.show(Model(rows=(1,), words=Part(text=4)))
    assert form.words.text() == "4"


def test_each_field_is_shown_by_the_part_of_its_name() -> None:
    form, rows = Form(), list[tuple[int, ...]]()
    binding(form, rows, []).show(Model(rows=(1, 2)))
    assert (form.verb.text(), form.verb.isEnabled(), form.verb.toolTip()) == ("Undo", False, "Roll call")
    assert (form.words.text(), form.fact.text()) == ("3", "List and headcount match. Mark who is absent.")
    assert form.lamp.isHidden()
    assert (form.number.number(), rows) == (12, [(1, 2)])


def test_only_what_differs_is_said_again() -> None:
    form, rows, said = Form(), list[tuple[int, ...]](), list[object]()
    bound = binding(form, rows, said)
    bound.show(Model())
    del said[:]
    bound.show(Model(words=Part(text=4), verb=Part(text=Message("Undo"), enabled=True)))
    assert (said, form.verb.isEnabled(), form.words.text()) == ([Message("Undo"), 4], True, "4")
    del said[:]
    bound.show(Model(words=Part(text=4), verb=Part(text=Message("Undo"), enabled=False)))
    assert (said, form.verb.isEnabled()) == ([], False)


def test_a_field_that_somebody_typed_in_is_set_to_what_the_model_says() -> None:
    form = Form()
    bound = binding(form, [], [])
    bound.show(Model(number=Field(value=12)))
    form.number.setText("99")
    bound.show(Model(number=Field(value=None, problem=True)))
    assert form.number.number() is None


def test_a_button_that_was_unchecked_by_pressing_it_is_checked_again_though_nothing_has_changed() -> None:
    form = Form()
    form.verb.setCheckable(True)
    bound = binding(form, [], [])
    bound.show(Model(verb=Part(checked=True)))
    form.verb.click()
    assert not form.verb.isChecked()
    bound.show(Model(verb=Part(checked=True)))
    assert form.verb.isChecked()


def test_all_texts_are_said_again_in_another_language() -> None:
    form, rows, said = Form(), list[tuple[int, ...]](), list[object]()
    bound = binding(form, rows, said)
    bound.retranslate()
    bound.show(Model())
    before = list(said)
    del said[:]
    form.words.setText("what the form says")
    bound.retranslate()
    assert (said, form.words.text(), len(rows)) == (before, "3", 2)


def test_a_notice_is_told_with_its_verbs_and_hidden_again() -> None:
    form, said = Form(), list[object]()
    bound, answers = binding(form, [], said), list[str]()
    form.bar.answered.connect(answers.append)
    notice = Notice(light="stop", fact=Message("It failed."), verbs=(("again", Message("Try again")),))
    bound.show(Model())
    assert form.bar.isHidden()
    bound.show(Model(bar=notice))
    assert (form.bar.isHidden(), form.bar.accessibleName()) == (False, "It failed.")
    button = form.bar.findChild(QPushButton, "again")
    assert isinstance(button, QPushButton)
    button.click()
    assert (button.text(), answers) == ("Try again", ["again"])
    del said[:]
    bound.retranslate()
    assert Message("It failed.") in said
    bound.show(Model())
    assert form.bar.isHidden()


def test_a_field_without_a_part_is_refused_at_once() -> None:
    form = Form()
    with pytest.raises(AttributeError, match="rows"):
        Binding(form, Model, str, {})


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """Values that a widget shows as a whole."""

    notice: Notice = Notice(shown=False)
    nothing: Empty = Empty(shown=False)
    box: Choice = Choice(options=(), chosen=-1)


class WholeForm:
    """A widget for each."""

    def __init__(self) -> None:
        self.home = QWidget()
        self.notice = MessageBar(self.home)
        self.nothing = EmptyState(self.home)
        self.box = PickBox(self.home)


def test_a_bar_an_empty_page_and_a_box_show_their_value_as_a_whole() -> None:
    form = WholeForm()
    bound = Binding(form, Whole, str, {})
    bound.show(Whole())
    assert (form.notice.isHidden(), form.nothing.isHidden(), form.box.count()) == (True, True, 0)
    bound.show(
        Whole(
            notice=Notice(light="look", fact="fact", remedy="remedy", verbs=(("go", "Go"),)),
            nothing=Empty(shown=True, title="title", sentence="sentence", verb="verb"),
            box=Choice(options=("all", "one"), chosen=1, tips=("", "The first"), shown=False),
        )
    )
    assert form.notice.accessibleName() == "fact remedy"
    assert not form.notice.isHidden()
    assert (form.nothing.verb.text(), form.nothing.isHidden()) == ("verb", False)
    assert (form.box.currentText(), form.box.isHidden()) == ("one", True)
    assert form.box.itemData(1, Qt.ItemDataRole.ToolTipRole) == "The first"
    form.box.setItemText(1, "something else")
    bound.retranslate()
    assert form.box.currentText() == "one"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """How far something is."""

    progress: JobProgress


class JobForm:
    """A form with a row for it."""

    def __init__(self) -> None:
        self.progress = ProgressRow()


def test_how_far_a_job_is_and_a_button_only_while_it_can_be_stopped() -> None:
    form = JobForm()
    bound: Binding[Job] = Binding(form, Job, str, {})
    bound.show(Job(progress=JobProgress(text="Counting", done=2, total=5, stop="Stop")))
    assert (form.progress.accessibleName(), form.progress.cancel.text()) == ("Counting 2 of 5", "Stop")
    bound.show(Job(progress=JobProgress(shown=False, text="Counting", done=2, total=5)))
    assert (form.progress.isHidden(), form.progress.cancel.isHidden()) == (True, True)
    bound.show(Job(progress=JobProgress(shown=True, text="Counting", done=5, total=5)))
    assert (form.progress.isHidden(), form.progress.accessibleName()) == (False, "Counting 5 of 5")
