"""The file of a list: its rows and counts, and choices of what is read and how."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.rosters.read_options import ENCODINGS, NO_HEADING
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import with_encoding, with_part, with_sheet

_MOST_NOTES = 3

_CODE_PAGES: dict[str, Message] = {
    "utf-8": Message("Unicode"),
    "cp1252": Message("Western"),
    "cp1250": Message("Central European"),
    "cp1251": Message("Cyrillic"),
    "cp1254": Message("Turkish"),
    "cp1256": Message("Arabic"),
    "mac_roman": Message("Apple Mac"),
}


class FileCard(QObject):
    """`wished` carries the reading options when a person picks another sheet, class or code page."""

    wished = Signal(object)

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._plan: ImportPlan | None = None
        form.sheet.activated.connect(self._on_sheet)
        form.part.activated.connect(self._on_part)
        form.code_page.activated.connect(self._on_code_page)

    def show(self, plan: ImportPlan) -> None:
        """Shows everything but the counts."""
        form, bridge, self._plan = self._form, self._bridge, plan
        form.file_name.setText(plan.file_name)
        form.file_rows.setText(bridge.say(self._rows(plan)))
        form.read_as_last.setVisible(plan.as_last_time)
        form.sheet_field.setVisible(len(plan.sheets) > 1)
        form.sheet.set_choices(plan.sheets, plan.sheets.index(plan.sheet) if plan.sheet in plan.sheets else -1)
        form.part_field.setVisible(len(plan.parts) > 1)
        chosen = -1 if plan.part is None or plan.asks_part else [one.part for one in plan.parts].index(plan.part)
        form.part.set_choices(
            [bridge.text_of(class_words(one.part.grade, one.part.section)) for one in plan.parts], chosen
        )
        self._show_code_page(plan)
        form.file_notes.setText("\n".join(bridge.say(note) for note in plan.notes[:_MOST_NOTES]))
        form.file_notes.setVisible(bool(plan.notes))

    def _show_code_page(self, plan: ImportPlan) -> None:
        """Only asked if the code page cannot be detected from the bytes."""
        box, told = self._form.code_page, plan.encoding in ENCODINGS
        self._form.code_page_field.setVisible(told and (plan.encoding != "utf-8" or plan.options.encoding is not None))
        chosen = ENCODINGS.index(plan.encoding) if told else -1
        box.set_choices([self._bridge.say(_CODE_PAGES[name]) for name in ENCODINGS], chosen)

    def _rows(self, plan: ImportPlan) -> Message:
        count = len(plan.read)
        if plan.heading_row == NO_HEADING:
            return Message("Rows: {count}. No headings found", count=count)
        heading = self._bridge.digits(plan.heading_row)
        return Message("Rows: {count}. Headings in row {row}", count=count, row=heading)

    def clear(self) -> None:
        """Empties the card."""
        self._plan = None
        for words in (self._form.file_name, self._form.file_rows, self._form.file_notes):
            words.setText("")
        for box in (self._form.sheet, self._form.part, self._form.code_page):
            box.clear()

    def _on_sheet(self, chosen: int) -> None:
        if (plan := self._plan) is not None and plan.sheets[chosen] != plan.sheet:
            self.wished.emit(with_sheet(plan, plan.sheets[chosen]))

    def _on_part(self, chosen: int) -> None:
        if (plan := self._plan) is not None and (plan.asks_part or plan.parts[chosen].part != plan.part):
            self.wished.emit(with_part(plan, plan.parts[chosen].part))

    def _on_code_page(self, chosen: int) -> None:
        if (plan := self._plan) is not None and ENCODINGS[chosen] != plan.encoding:
            self.wished.emit(with_encoding(plan, ENCODINGS[chosen]))
