"""Which class the paper is for: chosen from two lists, or by the number printed on the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

from bsuh_desktop.domain.codes import SHEET_LENGTH
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.class_sheets.sheet_numbers import PrintedSheet, look_up
from bsuh_desktop.services.classroom.set_up import SetUpChoices
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.paper_class import Ui_PaperClass

Groups = tuple[str, ...]


class ClassChoice:
    """`chosen` is called with groups and module whenever they change."""

    def __init__(self, bridge: Bridge, form: Ui_PaperClass, chosen: Callable[[Groups, str], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._chosen = chosen
        self._choices = SetUpChoices()
        self._offers: list[Groups] = []
        self._sheet: PrintedSheet | None = None
        self._looked_for = ""
        self._fixed = False
        form.group_choice.activated.connect(lambda _: self._on_chosen())
        form.module_choice.activated.connect(lambda _: self._on_chosen())
        form.sheet_number.textEdited.connect(self._on_number)

    def begin(self, choices: SetUpChoices, groups: Groups | None, pack: str, fixed: bool) -> None:
        """`fixed`: the class was begun on the desk and cannot be changed here."""
        self._choices, self._sheet, self._looked_for, self._fixed = choices, None, "", fixed
        self._form.sheet_number.clear()
        self._offers = [(one.group.id,) for one in choices.groups] + [()]
        first = self._offers[0] if groups is None else groups
        self._offer(first)
        self._fill()
        self._show(first, pack or next((one.id for one in choices.modules), ""))
        self._form.group_part.setVisible(not fixed)
        self._form.module_part.setVisible(not fixed and len(choices.modules) > 1)

    def _offer(self, groups: Groups) -> None:
        """Offers several groups together if they sat in one class: they share a sheet."""
        if groups not in self._offers:
            self._offers.insert(0, groups)

    def _fill(self) -> None:
        form, said = self._form, self._bridge.text_of
        titles = self._titles()
        with QSignalBlocker(form.group_choice):
            form.group_choice.clear()
            for groups in self._offers:
                title = " + ".join(titles.get(group, group) for group in groups)
                form.group_choice.addItem(title or self._bridge.say(Message("Without a list")))
        with QSignalBlocker(form.module_choice):
            form.module_choice.clear()
            for module in self._choices.modules:
                form.module_choice.addItem(said(module.title))

    def _titles(self) -> dict[str, str]:
        """Label of each group; with the school if two have the same name."""
        said = self._bridge.text_of
        titles = [said(one.title) for one in self._choices.groups]
        return {
            one.group.id: title if titles.count(title) == 1 else f"{title}, {said(one.place)}"
            for one, title in zip(self._choices.groups, titles, strict=True)
        }

    def _show(self, groups: Groups, pack: str) -> None:
        form = self._form
        form.group_choice.setCurrentIndex(self._offers.index(groups))
        known = [module.id for module in self._choices.modules]
        form.module_choice.setCurrentIndex(known.index(pack) if pack in known else -1)

    @property
    def groups(self) -> Groups:
        """The chosen groups."""
        return self._offers[self._form.group_choice.currentIndex()] if self._offers else ()

    @property
    def pack(self) -> str:
        """Id of the chosen module."""
        place = self._form.module_choice.currentIndex()
        return self._choices.modules[place].id if 0 <= place < len(self._choices.modules) else ""

    def _on_chosen(self) -> None:
        self._chosen(self.groups, self.pack)

    def _on_number(self, typed: str) -> None:
        self._sheet, self._looked_for = None, typed
        if sum(letter.isalnum() for letter in typed) == SHEET_LENGTH:
            self._bridge.query(lambda desk: _look(desk, typed), self._on_sheet)
        self.retranslate()

    def _on_sheet(self, found: tuple[str, PrintedSheet | None]) -> None:
        typed, sheet = found
        if typed != self._looked_for or sheet is None or self._fixed:
            return
        self._sheet = sheet
        if (sheet.groups, sheet.pack) != (self.groups, self.pack):
            self._offer(sheet.groups)
            self._fill()
            self._show(sheet.groups, sheet.pack)
            self._on_chosen()
        self.retranslate()

    def retranslate(self) -> None:
        """The lists, and what is known about the sheet."""
        form, sheet = self._form, self._sheet
        if self._offers:
            groups, pack = self.groups, self.pack
            self._fill()
            self._show(groups, pack)
        form.number_text.setVisible(sheet is not None)
        if sheet is not None:
            day = date_words(sheet.day, self._bridge.language)
            form.number_text.setText(
                self._bridge.say(Message("This sheet was printed for this class, {day}.", day=day))
            )


def _look(desk: Desk, typed: str) -> tuple[str, PrintedSheet | None]:
    return typed, look_up(desk, typed)
