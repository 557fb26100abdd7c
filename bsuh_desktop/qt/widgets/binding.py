"""Shows view models on a form: each field on the part of its name, in the desk's language, only where it differs.

Parts of a page or dialog that have a form of their own are bound alike, and follow the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.parts import Choice, Empty, Field, JobProgress, Notice, Part, Text, names_in
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.restyled import desk_text

Model = TypeVar("Model")
Setter = Callable[[Any], object]
Row = TypeVar("Row")
Shown = TypeVar("Shown")


class Binding(Generic[Model]):
    """One form and the model it shows.

    `own` has a setter for each field that is not a `Part` of the form; it is called with the new value, and again when
    the language changes. Raises AttributeError for a field that has neither a part nor a setter.
    """

    def __init__(self, form: Any, model: type[Model], say: Callable[[Text], str], own: dict[str, Setter]) -> None:
        self._say = say
        self._own = own
        self._parts = {name: getattr(form, name) for name in names_in(model) if name not in own}
        self._model: Model | None = None
        self._newest: Model | None = None
        self._shows = False

    def show(self, model: Model) -> None:
        """Sets what differs from the model before. A part that comes or goes lays the page out at once, which may ask
        for a newer model: it is shown after this one. If a part fails, nothing counts as shown."""
        self._newest = model
        if self._shows:
            return
        self._shows = True
        try:
            while (newest := self._newest) is not None:
                before, self._model, self._newest = self._model, None, None
                self._set_fields(before, newest)
                self._model = newest
        finally:
            self._shows = False

    def _set_fields(self, before: Model | None, model: Model) -> None:
        for name in names_in(model):
            old, new = getattr(before, name, None), getattr(model, name)
            if new == old:
                if isinstance(new, Part) and name in self._parts:
                    _check(self._parts[name], new)
                continue
            if name in self._own:
                self._own[name](new)
            elif isinstance(new, Part):
                _set(self._parts[name], old, new, self._say)
            else:
                _show(self._parts[name], new, self._say)

    def retranslate(self) -> None:
        """Says all texts again: the language has changed, and the form has set its own."""
        if self._model is None:
            return
        for name in names_in(self._model):
            value = getattr(self._model, name)
            if name in self._own:
                self._own[name](value)
            elif isinstance(value, Part):
                _say_texts(self._parts[name], value, self._say)
            else:
                _show(self._parts[name], value, self._say)


def _set(widget: Any, old: Part | None, new: Part, say: Callable[[Text], str]) -> None:
    """Sets on `widget` what `new` has otherwise than `old`; a field is set whenever it shows something else, as a
    person may have typed in it."""
    before = old or Part()
    if (new.text, new.remedy, new.tip, new.spoken) != (before.text, before.remedy, before.tip, before.spoken):
        _say_texts(widget, new, say)
    if new.light is not None and new.light != before.light:
        widget.set_state(new.light)
    if new.enabled is not None and new.enabled != before.enabled:
        widget.setEnabled(new.enabled)
    _check(widget, new)
    if isinstance(new, Field):
        _set_field(widget, new)
    if new.shown is not None and new.shown != before.shown:
        widget.setVisible(new.shown)


def _check(widget: Any, part: Part) -> None:
    """Checks a button whenever it shows something else: pressing one that is checked unchecks it."""
    if part.checked is not None and part.checked != widget.isChecked():
        widget.setChecked(part.checked)


def _set_field(widget: Any, field: Field) -> None:
    if not isinstance(field.value, str):
        widget.set_number(field.value)
    elif isinstance(widget, QLineEdit) and field.value != widget.text():
        widget.setText(field.value)
    if hasattr(widget, "set_problem"):
        widget.set_problem(field.problem)


def _say_texts(widget: Any, part: Part, say: Callable[[Text], str]) -> None:
    if part.text is not None and part.remedy is not None:
        widget.set_fact(say(part.text), say(part.remedy))
    elif part.text is not None:
        widget.setText(say(part.text))
    if part.tip is not None:
        widget.setToolTip(say(part.tip))
    if part.spoken is not None:
        widget.setAccessibleName(say(part.spoken))


def _show(widget: Any, new: Notice | Empty | Choice | JobProgress, say: Callable[[Text], str]) -> None:
    """Shows a value that one kind of widget shows as a whole."""
    if isinstance(new, Notice):
        show_notice(widget, new, say)
    elif isinstance(new, Empty):
        show_empty(widget, new, say)
    elif isinstance(new, JobProgress):
        show_progress(widget, new, say)
    else:
        show_choice(widget, new, say)


def show_notice(bar: Any, notice: Notice, say: Callable[[Text], str]) -> None:
    """Shows a notice on a message bar, or hides the bar."""
    if notice.shown:
        verbs = [(key, say(text)) for key, text in notice.verbs]
        bar.tell(notice.light, say(notice.fact), say(notice.remedy), verbs)
    bar.setVisible(notice.shown)


def show_empty(widget: Any, empty: Empty, say: Callable[[Text], str]) -> None:
    """Shows what stands where there is no content, or hides it."""
    if empty.shown:
        widget.tell(empty.picture, say(empty.title), say(empty.sentence), say(empty.verb))
    widget.setVisible(empty.shown)


def show_progress(row: Any, progress: JobProgress, say: Callable[[Text], str]) -> None:
    """Shows how far a job is, with the button that stops it."""
    row.tell(say(progress.text), progress.done, progress.total)
    row.set_cancel(say(progress.stop))
    if progress.shown is not None:
        row.setVisible(progress.shown)


def show_choice(box: Any, choice: Choice, say: Callable[[Text], str]) -> None:
    """Shows what can be picked from a box, and what is chosen, which does not count as picking."""
    options = [say(option) for option in choice.options]
    box.blockSignals(True)
    if [box.itemText(place) for place in range(box.count())] != options:
        box.clear()
        box.addItems(options)
    box.setCurrentIndex(choice.chosen)
    box.blockSignals(False)
    for place, tip in enumerate(choice.tips):
        box.setItemData(place, say(tip), Qt.ItemDataRole.ToolTipRole)
    if choice.shown is not None:
        box.setVisible(choice.shown)


class SaidRows(Generic[Row, Shown]):
    """Rows of a model as a widget shows them: only those that differ are made again, and all in another language."""

    def __init__(self, make: Callable[[Row], Shown], session: DeskSession) -> None:
        self._make = make
        self._session = session
        self._said_in: object = None
        self._rows: tuple[Row, ...] = ()
        self._shown: list[Shown] = []

    def of(self, rows: tuple[Row, ...]) -> list[Shown]:
        """All of `rows`, in order."""
        language = self._session.language
        there = [] if language != self._said_in else list(zip(self._rows, self._shown, strict=True))
        self._said_in = language
        self._rows, self._shown = (
            rows,
            [
                there[place][1] if place < len(there) and there[place][0] == row else self._make(row)
                for place, row in enumerate(rows)
            ],
        )
        return self._shown


class LocalizedWidget(QWidget):
    """Subclasses set up their form in `__init__` and keep it as `self.form`."""

    form: Any

    def changeEvent(self, event: QEvent) -> None:
        """On a change of language: updates the form's own texts, then calls `retranslate`."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)
            self.retranslate()

    def retranslate(self) -> None:
        """Sets the texts that are not the form's own."""


class BoundForm(LocalizedWidget, Generic[Model]):
    """The content of a dialog, with a presenter of its own. Subclasses call `bind_to` once."""

    _binding: Binding[Model]

    def __init__(self, form: Any) -> None:
        super().__init__()
        self.form = form
        form.setupUi(self)

    def bind_to(self, model: type[Model], own: dict[str, Setter] | None = None) -> None:
        """Shows models of that type on the form; `own` are the setters as for `Binding`."""
        self._binding = Binding(self.form, model, desk_text, own or {})

    def bind(self, model: Model) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part of the form the keyboard."""
        getattr(self.form, part).setFocus()

    def retranslate(self) -> None:
        """All texts that are not the form's own."""
        self._binding.retranslate()


class BoundCard(QFrame, Generic[Model]):
    """A card that shows one model for good. `own` as for `Binding`; what no part shows are the fields `unseen`."""

    def __init__(
        self, form: Any, model: Model, own: dict[str, Setter] | None = None, unseen: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.form = form
        form.setupUi(self)
        setters: dict[str, Setter] = dict.fromkeys(unseen, lambda _: None)
        self._binding = Binding(form, type(model), desk_text, setters | (own or {}))
        self._binding.show(model)
        self.restyle()

    def restyle(self) -> None:
        """Updates icons for a new text size."""
        apply_icons(self)

    def changeEvent(self, event: QEvent) -> None:
        """Updates texts on a change of language, sizes on a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._binding.retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_binding"):
            self.restyle()
