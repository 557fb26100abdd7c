"""Forms speak the catalogue's Bangla, and change while they are open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.qt.look.i18n import CatalogueTranslator, speak, switch


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[CatalogueTranslator]:
    """English at first; taken out again after the test."""
    made = speak(qapp, "en")
    yield made
    qapp.removeTranslator(made)


class Page(QWidget):
    """A form as Qt's compiler writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton(self)
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setText(QCoreApplication.translate("Page", "Wrap up", None))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def test_a_form_changes_its_language_while_it_is_open(
    qtbot: QtBot, qapp: QApplication, translator: CatalogueTranslator
) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    assert page.button.text() == "Wrap up"
    for language in ("bn", "en", "bn"):
        switch(qapp, translator, "bn" if language == "bn" else "en")
        qtbot.waitUntil(lambda: page.button.text() == say(Message("Wrap up"), translator.spoken))
    assert page.button.text() == "সমাপ্তি"


@pytest.mark.usefixtures("translator")
def test_what_the_catalogue_does_not_hold_stays_as_it_is() -> None:
    assert QCoreApplication.translate("QFileDialog", "No such words, 17", None) == "No such words, 17"


def test_the_menu_of_a_field_speaks_the_desks_language(
    qtbot: QtBot, qapp: QApplication, translator: CatalogueTranslator
) -> None:
    switch(qapp, translator, "bn")
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert len(words) > 5
    assert [word for word in words if word.isascii()] == []
