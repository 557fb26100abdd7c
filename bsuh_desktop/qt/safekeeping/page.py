"""One step before the desk opens: a few fields, and what is still missing before it can go on."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Field
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.field_error import set_problem


class DoorPage(QWidget):
    """Created by the form of its screen, which then sets the bridge. Pages with `has_languages` offer the choice of
    language themselves."""

    changed = Signal()
    """`missing` may be different."""

    title: Message
    has_languages: ClassVar[bool] = False

    form: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge: Bridge

    @property
    def name(self) -> str:
        """What tells it from the other pages of its screen."""
        return type(self).__name__

    def begin(self, bridge: Bridge) -> None:
        """Sets the bridge; called once, before anything else."""
        self.bridge = bridge

    def enter(self) -> None:
        """The page is shown: focuses its first widget."""

    def leave(self) -> None:
        """Another page is shown. Secrets are only cleared by `forget`."""

    def forget(self) -> None:
        """Clears everything typed."""

    def missing(self) -> Message | None:
        """What to do before it can go on; None if nothing."""
        return None

    def go_on(self) -> Message:
        """Label of the button to the next page."""
        return Message("Next")

    def tell(self, error: KnownError) -> bool:
        """Shows an error beside its cause; False if it does not belong to this page."""
        return False

    def retranslate(self) -> None:
        """Translates texts that are not in the form."""

    def changeEvent(self, event: QEvent) -> None:
        """Translates the form; the page's own texts now, or when it is shown again."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "bridge"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)


class PresentedPage(DoorPage):
    """A page with a presenter of the type `made_by`, which shows a `shows`."""

    made_by: ClassVar[type[DoorPagePresenter[Any]]]
    shows: ClassVar[type]
    presenter: DoorPagePresenter[Any]

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and shows its first texts."""
        super().begin(bridge)
        self._binding: Binding[Any] = Binding(self.form, self.shows, bridge.text, self.own())
        self.presenter = self.made_by(bridge, self)
        self.presenter.changed.connect(self.changed.emit)
        self.presenter.refresh()

    def own(self) -> dict[str, Setter]:
        """What sets those fields of the model that are no parts of the form."""
        return {}

    @property
    def name(self) -> str:
        """What tells it from the other pages of its screen."""
        return self.made_by.name

    @property
    def title(self) -> Message:  # type: ignore[override]
        """The title of the page."""
        return self.presenter.title

    def enter(self) -> None:
        """Focuses its first widget."""
        self.presenter.enter()

    def leave(self) -> None:
        """Another page is shown."""
        self.presenter.leave()

    def forget(self) -> None:
        """Clears everything typed."""
        self.presenter.forget()

    def missing(self) -> Message | None:
        """What to do before it can go on."""
        return self.presenter.missing()

    def go_on(self) -> Message:
        """Label of the button to the next page."""
        return self.presenter.go_on()

    def tell(self, error: KnownError) -> bool:
        """Shows an error beside its cause."""
        return self.presenter.tell(error)

    def retranslate(self) -> None:
        """Says everything again that is not in the form."""
        self.presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: Any) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def select(self, part: str) -> None:
        """Gives a field the keyboard, with all that is in it selected."""
        field: QLineEdit = getattr(self.form, part)
        field.setFocus()
        field.selectAll()

    def set_field(self, field: QLineEdit, content: Field) -> None:
        """Shows what a plain field has, and whether it is refused."""
        if field.text() != content.value:
            field.setText(str(content.value))
        set_problem(field, content.problem)

    def open(self, screen: str) -> None:
        """Pages open no other screens; theirs does."""
        raise LookupError(screen)
