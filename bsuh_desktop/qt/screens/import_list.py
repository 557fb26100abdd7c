"""Bringing a class list: choose the file and the class, look at what was understood, then go on to consent."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_lists.choosing import Choosing
from bsuh_desktop.qt.class_lists.looking import Looking
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.screens.place import Place
from bsuh_desktop.qt.screens.screen import Screen
from bsuh_desktop.services.class_lists.deciding import with_consent
from bsuh_desktop.services.class_lists.draft import Draft, check_class, make_empty_class
from bsuh_desktop.services.class_lists.plan import ImportPlan


class ImportList(Screen):
    """A place without a draft begins anew; the consent page comes back with the draft as `path`."""

    name: ClassVar[str] = "import_list"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_ImportList()
        self.form.setupUi(self)
        self._looks = False
        self._choosing = Choosing(bridge, self.form, self)
        self._looking = Looking(bridge, self.form, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        self._choosing.changed.connect(self._say_bar)
        self._choosing.finished.connect(self.form.go_on.click)
        self._looking.decided.connect(self._say_bar)
        self.form.back.clicked.connect(self._go_back)
        self.form.by_hand.clicked.connect(self._write_by_hand)
        self.form.go_on.clicked.connect(self._go_on)

    def over(self) -> str:
        """Where in the desk, and which class."""
        classes = self.bridge.say(Message("Classes"))
        return f"{classes} › {self.bridge.said(self._choosing.draft().title)}" if self._looks else classes

    def title(self) -> str:
        """What is done here now."""
        if self._looks:
            return self.bridge.say(Message("What the list says"))
        return self.bridge.say(Message("Get a list from a file"))

    def enter(self, place: Place) -> None:
        """Begins anew, or shows the draft that comes back."""
        if isinstance(place.path, Draft) and place.path.plan is not None:
            self._look_at(place.path.plan)
        else:
            self._choosing.begin()
            self._turn(looks=False)

    def why_stay(self) -> tuple[Message, Message] | None:
        """A file was read, and it may be that much was decided about its rows."""
        if self._choosing.draft().plan is None:
            return None
        return Message("Leave before this list is kept?"), Message("What was noted on this page is lost.")

    def _turn(self, looks: bool) -> None:
        self._looks = looks
        form = self.form
        form.choosing.setVisible(not looks)
        form.looking.setVisible(looks)
        form.scroll.verticalScrollBar().setValue(0)
        (form.rows if looks else form.choose_file).setFocus()
        self._say_bar()
        self.header_changed.emit()

    def retranslate(self) -> None:
        """Both halves and the bar."""
        self._choosing.retranslate()
        self._looking.retranslate()
        self._say_bar()

    def _say_bar(self) -> None:
        form, say = self.form, self.bridge.say
        reason, plan = self._reason(), self._looking.plan
        form.go_on.setEnabled(reason is None)
        form.reason.setText(say(reason) if reason else "")
        form.reason_light.setVisible(reason is not None)
        form.reason_light.set_state("stop" if self._looks else "info")
        form.reason.setProperty("state", "stop" if self._looks else "")
        form.by_hand.setEnabled(self._choosing.missing(with_file=False) is None)
        verb = Message("Look at the list")
        if self._looks and plan is not None:
            verb = Message("Take {count} learners", count=plan.counts.learners)
        form.go_on.setText(say(verb))

    def _reason(self) -> Message | None:
        """Why not yet. Consent is asked on the next page."""
        if not self._looks:
            return self._choosing.missing()
        plan = self._looking.plan
        return with_consent(plan, ()).why_not if plan is not None else None

    def _go_on(self) -> None:
        draft = self._choosing.draft()
        if self._looks:
            self.open("consent", path=self._draft_with(self._looking.plan))
        elif draft.plan is not None:
            plan = draft.plan
            self.bridge.query(lambda desk: check_class(desk, draft), lambda _: self._look_at(plan))

    def _draft_with(self, plan: ImportPlan | None) -> Draft:
        chosen = self._choosing.draft()
        return Draft(plan, chosen.place, chosen.grade, chosen.section)

    def _look_at(self, plan: ImportPlan) -> None:
        self._looking.begin(plan)
        self._turn(looks=True)

    def _go_back(self) -> None:
        if self._looks:
            self._turn(looks=False)
        else:
            self.open("classes")

    def _write_by_hand(self) -> None:
        draft = self._choosing.draft()
        # Two quick clicks make one class.
        self.form.by_hand.setEnabled(False)
        self.bridge.change(lambda desk: make_empty_class(desk, draft), self._on_empty_class, self._on_refused)

    def _on_refused(self, error: KnownError) -> None:
        self._say_bar()
        self.bridge.told.emit(error)

    def _on_empty_class(self, group: GroupRef) -> None:
        self.open("learners", group=group.id)
