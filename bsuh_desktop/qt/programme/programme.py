"""Programme: which one it is, the status of this desk in it, and what to do next."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.programme.accepted_words import accepted_words
from bsuh_desktop.presenters.small_file_words import request_written
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.programme import Ui_Programme
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.programme.make_programme import SHEET
from bsuh_desktop.qt.programme.status_words import needs_renewal, standing_words
from bsuh_desktop.qt.widgets.fact_lines import FactLines
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.grants.values import Accepted
from bsuh_desktop.services.programme.join import join_file
from bsuh_desktop.services.programme.programme_view import programme_view
from bsuh_desktop.services.programme.sheet_words import sheet_due
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.system.refused_folder import place_error, require_folder
from bsuh_desktop.system.sticks import sticks

FILES = {"*.json": Message("Programme files")}
Looked = tuple[ProgrammeView, datetime.date, bool]


def look(desk: Desk) -> Looked:
    """The programme as this desk sees it, today's date at the programme's UTC offset, and whether a sheet of words
    is due."""
    day = desk.today()
    return programme_view(desk), day, sheet_due(desk)


class ProgrammePage(Screen):
    """Reloads from the desk each time it is entered. `find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "programme"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Programme()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._looked: Looked | None = None
        self._news = PageNews(bridge, self.form.news)
        self._facts = FactLines(self.form.facts, "fact")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.write_request.clicked.connect(self._ask_request)
        form.take_answer.clicked.connect(self._ask_answer)
        form.newer_file.clicked.connect(self._ask_newer)
        form.join_programme.clicked.connect(lambda: self.open("first_run"))
        form.go_home.clicked.connect(lambda: self.open("home"))
        form.make_programme.clicked.connect(lambda: self.open("make_programme"))
        form.open_grants.clicked.connect(lambda: self.open("grants"))
        form.open_receive.clicked.connect(lambda: self.open("receive", path=self.name))
        form.news.answered.connect(self.open)
        form.sheet_due.answered.connect(lambda _: self.open("make_programme", path=SHEET))

    def breadcrumb(self) -> str:
        """The programme's name."""
        return self.bridge.text_of(self.bridge.facts.programme) if self.bridge.facts else ""

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Programme"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._news.clear()
        self._look()

    def _look(self, _: object = None) -> None:
        self.bridge.query(look, self._on_looked)

    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        self.retranslate()
        self.header_changed.emit()
        self._primary().setFocus()

    def _primary(self) -> QPushButton:
        """The next thing to do."""
        name = "join_programme" if self._looked is None else _next_verb(self._looked[0], self._looked[1])
        verb: QPushButton = getattr(self.form, name)
        return verb

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        if self._looked is None:
            return
        view, today, due = self._looked
        self._say_sheet(due)
        self._say_standing(view, today)
        self._say_programme(view)
        self._say_office(view)
        self._show_verbs(view)
        self._news.retranslate()

    def _say_sheet(self, due: bool) -> None:
        say = self.bridge.say
        self.form.sheet_due.setVisible(due)
        self.form.sheet_due.tell(
            "look",
            say(Message("Nobody has confirmed yet that the recovery sheet is on paper.")),
            say(Message("Without it, the programme is lost if this laptop is lost.")),
            [("copy_sheet", say(Message("Write three words")))],
        )

    def _say_standing(self, view: ProgrammeView, today: datetime.date) -> None:
        form, say, words = self.form, self.bridge.say, standing_words(view, today)
        form.standing_tag.tell(words.state, say(words.tag), light=True)
        form.standing_title.setText(say(words.title))
        form.standing_text.setText(say(words.text))
        form.waiting_text.setVisible(view.waiting > 0 and not view.practising)
        form.waiting_text.setText(say(Message("Classes that wait: {count}", count=view.waiting)))
        form.code.setText(self.bridge.facts.code if self.bridge.facts else "")
        form.next_card.setVisible(words.next is not None)
        form.next_text.setText(say(words.next) if words.next else "")

    def _say_programme(self, view: ProgrammeView) -> None:
        bridge, say = self.bridge, self.bridge.say
        self.form.programme_name.setText(bridge.text_of(view.names))
        facts = [
            (say(Message("Version")), bridge.digits(view.version)),
            (say(Message("Runs until")), date_words(view.expires, bridge.language)),
            (say(Message("You work for")), bridge.text_of(view.partner)),
            (say(Message("Places on its list")), bridge.number(view.places)),
            (say(Message("Number of this laptop")), view.device),
            (say(Message("Root key, to compare")), view.root_print),
        ]
        self._facts.show([fact for fact in facts if fact[1]])

    def _say_office(self, view: ProgrammeView) -> None:
        form, say = self.form, self.bridge.say
        gives = view.keeps_root or view.coordinates
        said = Message("Give grants to the laptops of your facilitators, or ask the office for a coordinator's grant.")
        may = Message("This desk may give grants and revoke them.")
        form.office_text.setText(say(may if gives else said))
        again = Message("Make the next version")
        form.make_programme.setText(say(again if view.keeps_root else Message("Make a programme")))
        form.make_programme.setVisible(view.keeps_root or view.practising)
        form.open_receive.setVisible(view.coordinates or view.practising)

    def _show_verbs(self, view: ProgrammeView) -> None:
        form, joined, primary = self.form, not view.practising, self._primary()
        form.newer_file.setVisible(joined and not view.keeps_root)
        form.take_answer.setVisible(joined and (view.request_made or not view.keeps_root))
        for only in (form.join_programme, form.go_home):
            only.setVisible(only is primary)
        for button in (form.take_answer, form.write_request, form.open_grants):
            button.setProperty("kind", "primary" if button is primary else "secondary")
            repolish(button)
        self._place_verbs(primary)
        apply_icons(self)

    def _place_verbs(self, primary: QPushButton) -> None:
        """Puts the next thing to do into the bar: in large text the cards are longer than the window."""
        form = self.form
        for button, card in ((form.write_request, form.request_row), (form.open_grants, form.office_row)):
            wanted = form.bar_right_row if button is primary else card
            if wanted.indexOf(button) < 0:
                # Last in the bar; first in the card, before its stretch.
                wanted.insertWidget(wanted.count() if button is primary else 0, button)
                button.show()
        form.bar_left.setVisible(not form.take_answer.isHidden())
        form.bar_right.setVisible(primary is not form.take_answer)
        QWidget.setTabOrder(form.take_answer, primary)

    def _ask_request(self) -> None:
        detail = Message("Others cannot read any name in the file. Your coordinator answers it.")
        ask_place(
            self,
            self.bridge,
            Message("Where should the request be saved?"),
            detail,
            self._write_request,
            self.find_sticks,
        )

    def _write_request(self, folder: Path, label: str) -> None:
        def written(_: Path) -> None:
            remedy = Message("Give it to your coordinator. If they ask, read out the code of your desk.")
            self._news.tell("ok", request_written(folder, label), remedy)
            self._look()

        def write(desk: Desk) -> Path:
            require_folder(folder)
            return write_request(desk, "device", folder)

        self.bridge.change(write, written, lambda error: self._news.fail(place_error(error, label)))

    def _ask_answer(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose the answer"), FILES, self._take_answer)

    def _take_answer(self, path: Path) -> None:
        self.bridge.change(lambda desk: accept(desk, path), self._on_accepted, self._news.fail)

    def _on_accepted(self, accepted: Accepted) -> None:
        words = accepted_words(accepted)
        verbs = [(words.page, words.verb)] if words.verb is not None else []
        self._news.tell(words.state, words.fact, words.remedy, verbs)
        self._look()

    def _ask_newer(self) -> None:
        ask_for_file(self, self.bridge, Message("Open a programme file"), FILES, self._take_newer)

    def _take_newer(self, path: Path) -> None:
        self.bridge.change(lambda desk: join_file(desk, path, None), self._on_newer, self._news.fail)

    def _on_newer(self, view: ProgrammeView) -> None:
        self._news.tell("ok", Message("Version {version} of the programme is now in use.", version=view.version))
        self._look()


def _next_verb(view: ProgrammeView, today: datetime.date) -> str:
    """Object name of the button for the next thing to do."""
    if view.practising:
        return "join_programme"
    if _gives_only(view):
        return "open_grants"
    if view.standing == "waiting" or needs_renewal(view, today):
        return "take_answer" if view.request_made else "write_request"
    return "go_home"


def _gives_only(view: ProgrammeView) -> bool:
    """True for an office or coordinator whose desk has held no class."""
    return (view.keeps_root or view.coordinates) and view.standing == "waiting" and not view.waiting
