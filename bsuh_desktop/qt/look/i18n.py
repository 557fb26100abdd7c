"""The windows' two languages: every text of a form comes from the one catalogue, and changes while the app runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.language import translated

_WHICH = "bsuh: which language?"


class CatalogueTranslator(QTranslator):
    """Answers Qt from the catalogue that the command line reads, too."""

    def __init__(self, language: Language, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.spoken = language

    def isEmpty(self) -> bool:
        """Never: Qt would not ask an empty translator."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """`source` in the language of the desk, Qt's own words too; itself where the catalogue has none for it. Never
        "": Qt would take that for the translation."""
        return self.spoken if context == _WHICH else translated(source, self.spoken)


def desk_language() -> Language:
    """The language that Qt's texts are said in now; English where no translator is installed."""
    return "bn" if QCoreApplication.translate(_WHICH, "language", None) == "bn" else "en"


def speak(application: QCoreApplication, language: Language) -> CatalogueTranslator:
    """Installs the translator for the first time."""
    translator = CatalogueTranslator(language, application)
    application.installTranslator(translator)
    return translator


def switch(application: QCoreApplication, translator: CatalogueTranslator, language: Language) -> None:
    """All windows hear of the change, and their forms say their texts anew."""
    application.removeTranslator(translator)
    translator.spoken = language
    application.installTranslator(translator)
