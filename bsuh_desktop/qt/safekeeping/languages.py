"""The desk's two languages, each by its own name; the chosen one is ticked."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.languages import Ui_Languages
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.icons import SIDE, icon
from bsuh_desktop.qt.widgets.restyled import Restyled

_GAP = 8


class Languages(Restyled, QWidget):
    """Two buttons; a choice takes effect at once, for all windows and for later classes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Languages()
        self.form.setupUi(self)
        self._buttons = {"bn": self.form.bangla, "en": self.form.english}
        # Without their own group they would be exclusive with other choices of the page.
        group = QButtonGroup(self)
        for button in self._buttons.values():
            group.addButton(button)
            button.toggled.connect(self._tick)

    def begin(self, bridge: Bridge) -> None:
        """Shows the bridge's language from now on."""

        def choose(language: Language) -> None:
            bridge.set_language(language)
            bridge.set_stage_language(language)

        for language, button in self._buttons.items():
            button.setChecked(language == bridge.language)
            button.clicked.connect(lambda _=False, language=language: choose(cast(Language, language)))
        self._bridge = bridge
        bridge.language_changed.connect(self._on_changed)
        self._tick()

    def _on_changed(self) -> None:
        self._buttons[self._bridge.language].setChecked(True)

    def _tick(self) -> None:
        for button in self._buttons.values():
            button.setIcon(icon("check", colours.GREEN, gap=_GAP) if button.isChecked() else QIcon())
            button.setIconSize(QSize(scaled_text(SIDE + _GAP), scaled_text(SIDE)))

    def restyle(self) -> None:
        """Scales the tick with the text."""
        self._tick()

    def retranslate(self) -> None:
        """The label beside the buttons."""
        self.form.retranslateUi(self)
