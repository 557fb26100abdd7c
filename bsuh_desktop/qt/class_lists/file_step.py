"""First half of an import: which file, and which class it is."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.list_reader import ListReader
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.widgets.place_box import fill_places
from bsuh_desktop.services.class_lists.draft import Draft, known_places
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import read_plan
from bsuh_desktop.services.desk.places import KnownPlace

_KINDS = "*.xlsx *.xls *.ods *.csv *.txt *.xlsm *.xlsb *.xltx *.tsv"


class FileStep(QObject):
    """`changed` when the draft changes; `finished` when Enter is pressed in the last field."""

    changed = Signal()
    finished = Signal()

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget, reading: ListReader) -> None:
        super().__init__(page)
        self._reading = reading
        self._bridge = bridge
        self._form = form
        self._page = page
        self._plan: ImportPlan | None = None
        self._refused: KnownError | None = None
        self._places: tuple[KnownPlace, ...] = ()
        self._connect()

    def _connect(self) -> None:
        form = self._form
        form.drop_picture.set_picture("open-book")
        form.choose_file.clicked.connect(self._ask)
        form.drop_zone.dropped.connect(self.read)
        form.place_words.setInsertPolicy(form.place_words.InsertPolicy.NoInsert)
        form.place_words.editTextChanged.connect(lambda _: self.changed.emit())
        for field in (form.grade, form.section):
            field.textEdited.connect(lambda _: self.changed.emit())
            field.returnPressed.connect(self.finished)

    def begin(self) -> None:
        """Starts empty, except for the school of the newest class."""
        self.clear()
        self._bridge.query(known_places, self._on_places)
        self.say()

    def clear(self) -> None:
        """Forgets the list and its class; the school stays."""
        self._plan = self._refused = None
        self._form.file_text.set_fact("")
        for field in (self._form.grade, self._form.section):
            field.clear()

    def resume(self, draft: Draft) -> None:
        """Restores an earlier draft."""
        self._plan, self._refused = draft.plan, None
        self._form.place_words.setEditText(draft.place)
        self._form.grade.setText(draft.grade)
        self._form.section.setText(draft.section)
        self.say()

    def _on_places(self, known: tuple[tuple[KnownPlace, ...], KnownPlace | None]) -> None:
        self._places, last = known
        self._name_places(self._bridge.text_of(last.names) if last else "")

    def _name_places(self, chosen: str) -> None:
        names = [self._bridge.text_of(place.names) for place in self._places]
        fill_places(self._form.place_words, names, chosen)

    def _ask(self) -> None:
        kinds = {_KINDS: Message("Class lists")}
        ask_for_file(self._page, self._bridge, Message("Choose the class list"), kinds, self.read)

    def read(self, path: Path) -> None:
        """Reads the list; stores nothing."""
        facts = self._bridge.facts
        if facts is not None:
            basis = facts.basis

            def read(stop: threading.Event) -> ImportPlan:
                return read_plan(path, basis, stop=stop)

            self._plan = self._refused = None
            self.say()
            self._reading.run(read, self._on_plan, self._on_refused)

    def _on_plan(self, plan: ImportPlan) -> None:
        self._plan, self._refused = plan, None
        self._name_class(plan)
        self.say()
        self._form.place_words.setFocus()
        self.changed.emit()

    def _name_class(self, plan: ImportPlan) -> None:
        """Fills in the class as the list names it; with several classes in one list a person chooses."""
        form = self._form
        if plan.part is not None and len(plan.parts) == 1 and not (form.grade.text() or form.section.text()):
            form.grade.setText(plan.part.grade)
            form.section.setText(plan.part.section)

    def _on_refused(self, error: KnownError) -> None:
        self._plan, self._refused = None, error
        self.say()
        self.changed.emit()

    def draft(self) -> Draft:
        """The draft so far."""
        form = self._form
        return Draft(self._plan, form.place_words.currentText(), form.grade.text().strip(), form.section.text().strip())

    def missing(self, with_file: bool = True) -> Message | None:
        """What must be filled in first; None if nothing is missing."""
        draft = self.draft()
        if with_file and draft.plan is None:
            return Message("Choose the file first")
        if not draft.place.strip():
            return Message("Say which school or club it is")
        return None if draft.grade else Message("Say which grade or group it is")

    def say(self) -> None:
        """Shows what is known about the file."""
        form, bridge = self._form, self._bridge
        form.file_news.setVisible(self._plan is not None or self._refused is not None)
        if self._plan is not None:
            form.file_light.set_state("ok")
            form.file_text.set_fact(self._plan.file_name, bridge.say(_how_many(self._plan)))
        elif self._refused is not None:
            form.file_light.set_state("stop")
            form.file_text.set_fact(bridge.say(self._refused.message), bridge.say(self._refused.remedy))

    def retranslate(self) -> None:
        """Places and sentences in the desk's language."""
        known = {name: place for place in self._places for name in (place.names.bn, place.names.en)}
        words = self._form.place_words.currentText()
        self._name_places(self._bridge.text_of(known[words].names) if words in known else words)
        self.say()


def _how_many(plan: ImportPlan) -> Message:
    """Learners in the whole list if it has several classes: the one to read is not known yet."""
    if not plan.parts:
        return Message("Learners: {count}", count=plan.counts.learners)
    learners = sum(one.learners for one in plan.parts)
    return Message("Learners: {count}, in {classes} classes", count=learners, classes=len(plan.parts))
