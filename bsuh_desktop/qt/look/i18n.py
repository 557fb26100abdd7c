"""Translation of the windows: every text of a form comes from the one catalogue, and changes while the app runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import translated

_WHICH = "bsuh: which language?"

WORDS_OF_FIELDS = (
    Message("&Undo"),
    Message("&Redo"),
    Message("Cu&t"),
    Message("&Copy"),
    Message("&Paste"),
    Message("Select All"),
)
"""What the menu of any field says, in Qt's own words."""


class CatalogueTranslator(QTranslator):
    """Answers Qt's translation requests from the catalogue that the command line uses, too."""

    def __init__(self, language: Language, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.spoken = language

    def isEmpty(self) -> bool:
        """Always False: Qt would not query an empty translator."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """`source` in the desk's language, Qt's own texts included; `source` itself if the catalogue has no
        translation. Never "": Qt would take that for the translation."""
        return self.spoken if context == _WHICH else translated(source, self.spoken)


def desk_language() -> Language:
    """The language of Qt's texts now; English if no translator is installed."""
    return "bn" if QCoreApplication.translate(_WHICH, "language", None) == "bn" else "en"


def speak(application: QCoreApplication, language: Language) -> CatalogueTranslator:
    """Installs a translator for `language`."""
    translator = CatalogueTranslator(language, application)
    application.installTranslator(translator)
    return translator


def switch(application: QCoreApplication, translator: CatalogueTranslator, language: Language) -> None:
    """Switches the language. Qt sends all windows a LanguageChange event, and their forms update their texts."""
    application.removeTranslator(translator)
    translator.spoken = language
    application.installTranslator(translator)
