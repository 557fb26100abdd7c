"""Parts of a page or dialog that have a form of their own and show models on it."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame

from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.restyled import desk_text

Model = TypeVar("Model")


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
