"""Every part in every state in one window, to be looked at: the twin of the look book's page of parts.

`python -m tests.helpers.gallery FOLDER` writes it as pictures, in both languages and in large letters.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.qt.i18n import speak, switch
from bsuh_desktop.qt.theme import apply_theme, px
from bsuh_desktop.qt.widgets.chip import ChipState
from bsuh_desktop.qt.widgets.chips import Chip, ChipGrid, ChipStrip
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.empty import EmptyState
from bsuh_desktop.qt.widgets.fields import set_problem
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.header import PageHeader
from bsuh_desktop.qt.widgets.icons import dress
from bsuh_desktop.qt.widgets.keycap import KeyButton
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.marks import AnswerMark
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.numbers import NumberEdit
from bsuh_desktop.qt.widgets.pace import PaceBar, PaceSection
from bsuh_desktop.qt.widgets.picture import Picture
from bsuh_desktop.qt.widgets.progress import ProgressRow
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.widgets.rows import Cell, Column, Row, RowTable, Verb
from bsuh_desktop.qt.widgets.slide_view import SlideView
from bsuh_desktop.qt.widgets.stitch import Stitch
from bsuh_desktop.qt.widgets.tag import Tag
from bsuh_desktop.qt.widgets.words import Words

_STATES: tuple[ChipState, ...] = ("here", "away", "late", "left", "waiting", "done")


class Gallery(QWidget):
    """The parts, said in `language`. A `dialog` belongs to it and is not shown before it is asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.setProperty("role", "page")
        self.rail, self.steps = Rail(), Rail()
        self.grid, self.strip = ChipGrid(), ChipStrip()
        self.table = RowTable()
        self.page = QVBoxLayout()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.rail)
        line.addLayout(self.page, 1)
        line.addWidget(self.steps)
        self._add_rails()
        for add in (self._header, self._buttons, self._chips, self._lights, self._columns, self._fields, self._class):
            add()
        dress(self)
        self._name_all()
        self.ring = FocusRing(self)

    def _name_all(self) -> None:
        """What has no words of its own is named as a form names it."""
        self.grid.setAccessibleName(self._t("ক্লাস", "Class"))
        self.table.setAccessibleName(self._t("শিক্ষার্থী তালিকা", "Roster"))
        for kind in (QLineEdit, QPlainTextEdit, QComboBox, QSpinBox):
            for field in self.findChildren(kind):
                field.setAccessibleName(self._t("ঘর", "Field"))

    def _t(self, bn: str, en: str) -> str:
        return LocalText(bn, en).said(self.language)

    def _d(self, number: int) -> str:
        return bangla_digits(number) if self.language == "bn" else str(number)

    def unfold(self) -> None:
        """Shows all parts at their full size, on however small a screen."""
        width = self.page.sizeHint().width() + self.rail.width() + self.steps.width()
        self.resize(width, max(self.page.totalHeightForWidth(width - self.rail.width() - self.steps.width()), 1000))
        self.show()

    def _add_rails(self) -> None:
        places = (
            ("home", "প্রথম পাতা", "Home", "home", ""),
            ("classes", "ক্লাস", "Classes", "people", ""),
            ("modules", "মডিউল", "Modules", "book", ""),
            ("verify", "যাচাই করুন", "Verify", "shield", ""),
            ("hand_over", "জমা দিন", "Hand over", "usb", self._d(3)),
        )
        self.rail.set_places([(key, self._t(bn, en), icon, badge) for key, bn, en, icon, badge in places])
        self.rail.set_current("home")
        steps = (
            ("set_up", "প্রস্তুতি", "Set up", "done"),
            ("roll_call", "হাজিরা", "Roll call", "done"),
            ("teach", "পাঠ", "Teach", "now"),
            ("wrap_up", "সমাপ্তি", "Wrap up", "next"),
        )
        self.steps.set_steps([(key, self._t(bn, en), state) for key, bn, en, state in steps])

    def _header(self) -> None:
        header = PageHeader()
        header.set_texts("Be Smart Use Heart Desktop", self._t("অংশগুলো আর তাদের অবস্থা", "Parts and their states"))
        time, locked = self._t("সকাল ১০:০৫", "10:05 am"), self._t("লক খোলা", "Unlocked")
        header.set_readouts([("clock", time), ("battery", f"{self._d(38)}%"), ("lock", locked)])
        self.page.addWidget(header)

    def _row(self, *widgets: QWidget, target: QVBoxLayout | None = None) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(32, 4, 32, 4)
        row.setSpacing(16)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        (target or self.page).addLayout(row)

    def _buttons(self) -> None:
        start = self._t("হাজিরা শুরু করুন", "Start roll call")
        primary, pressed = _button(start, "primary", glyph="next"), _button(start, "primary")
        primary.setProperty("glyph_side", "right")
        pressed.setDown(True)
        not_yet = _button(start, "primary")
        not_yet.setEnabled(False)
        toggle = _button(self._t("বাংলা", "English"), "toggle", glyph="check")
        toggle.setCheckable(True)
        toggle.setChecked(True)
        key = KeyButton()
        key.setText(self._t("কালো", "Black"))
        key.set_glyph("black")
        key.set_cap("B")
        self._row(
            primary,
            pressed,
            not_yet,
            _button(self._t("প্রিন্ট করুন", "Print"), glyph="print"),
            _button(self._t("বাদ দিন", "Skip"), "quiet"),
            _button(self._t("সরান", "Remove"), "careful"),
            toggle,
            key,
        )

    def _chips(self) -> None:
        self.grid.set_chips([Chip(n, self._d(n), _STATES[n % 6], f"{n}") for n in range(1, 27)])
        self.strip.set_chips([Chip(n, self._d(n), _STATES[n * 7 % 6]) for n in range(1, 59)])
        self._row(self.grid)
        self.grid.setMinimumWidth(self.grid.sizeHint().width())

    def _lights(self) -> None:
        widgets: list[QWidget] = []
        for letter in "ABCD":
            mark = AnswerMark()
            mark.set_letter(letter)
            widgets.append(mark)
        words = (("ok", "ঠিক", "ready"), ("look", "দেখুন", "look"), ("stop", "থামুন", "stop"), ("info", "নোট", "note"))
        for state, bn, en in (*words, ("unused", "লাগবে না", "not used")):
            light = Light()
            light.set_state(state)
            widgets += [light, QLabel(self._t(bn, en))]
        for state, bn, en in (("plain", "৪৫ মিনিট", "45 minutes"), ("ok", "স্বাক্ষরিত", "signed")):
            tag = Tag()
            tag.tell(state, self._t(bn, en))
            widgets.append(tag)
        for state, bn, en in (("look", "১টি দেখে নিন", "1 to look at"), ("stop", "বদলানো হয়েছে", "changed")):
            tag = Tag()
            tag.tell(state, self._t(bn, en), light=True)
            widgets.append(tag)
        label = QLabel(self._t("অনুশীলন", "practice"))
        label.setProperty("tag", "info")
        self._row(*widgets, label)

    def _columns(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        self._messages(left)
        self._table(right)
        both = QHBoxLayout()
        both.setContentsMargins(32, 4, 32, 4)
        both.setSpacing(24)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        both.addWidget(self._empty())
        self.page.addLayout(both)

    def _messages(self, column: QVBoxLayout) -> None:
        told = (
            ("ok", self._t("ব্যাকআপ হয়েছে।", "Backup done."), self._t("১৪ জুলাই, ১১:৪২।", "14 July, 11:42.")),
            (
                "look",
                self._t("ঘড়ি ২ ঘণ্টা পিছিয়েছে।", "The clock went back 2 hours."),
                self._t("সময় ঠিক করুন।", "Set it right."),
            ),
            (
                "stop",
                self._t("ডিস্ক ভরে গেছে।", "The disk is full."),
                self._t("কিছু ফাইল সরিয়ে আবার চেষ্টা করুন।", "Remove some files and try again."),
            ),
            ("info", "", self._t("অনুশীলন: এখানকার কিছুই জানানো হয় না।", "Practice: nothing here is reported.")),
        )
        for state, fact, remedy in told:
            bar = MessageBar()
            verbs = [("retry", self._t("আবার চেষ্টা করুন", "Try again"))] if state == "stop" else []
            bar.tell(state, fact, remedy, verbs)
            bar.set_closable(state == "ok")
            column.addWidget(bar)
        progress = ProgressRow()
        progress.tell(self._t("সনদ লেখা হচ্ছে", "Writing certificates"), 32, 51)
        progress.set_cancel(self._t("থামান", "Stop"))
        column.addWidget(progress)
        column.addStretch(1)

    def _table(self, column: QVBoxLayout) -> None:
        titles = (("রোল", "Roll", 70), ("নাম", "Name", 0), ("যা বোঝা গেল", "What was found", 200), ("", "", 150))
        self.table.set_columns([Column(self._t(bn, en), width) for bn, en, width in titles])
        choose = Verb("choose", self._t("বেছে নিন", "Choose one"))
        twice = Cell(self._t("রোল দুইবার আছে", "Roll appears twice"), self._t("সারি ১৪, ৩১", "rows 14, 31"), "stop")
        unsaid = Cell(self._t("লিঙ্গ লেখা নেই", "Sex is missing"), "", "look")
        fine = Cell(self._t("ঠিক আছে", "all right"), "", "ok")
        self.table.set_rows(
            [
                Row("1", (Cell(self._d(1), bold=True), Cell("ক্ষিতীশ রহমান"), fine, Cell())),
                Row("2", (Cell(self._d(2), bold=True), Cell("শ্রেয়া খাতুন"), fine, Cell())),
                Row("13", (Cell(self._d(13), bold=True), Cell("শান্ত চাকমা"), unsaid, Cell()), "look"),
                Row("12", (Cell(self._d(12), bold=True), Cell("নুসরাত চক্রবর্ত্তী"), twice, Cell(verb=choose)), "stop"),
            ]
        )
        self.table.set_current("2")
        self.table.setMinimumSize(px(620), px(280))
        column.addWidget(self.table)

    def _empty(self) -> QWidget:
        empty = EmptyState()
        empty.tell(
            "open-book",
            self._t("এখনো কোনো ক্লাস নেই", "No class yet"),
            self._t("তালিকা আনুন, বা শুধু সংখ্যা দিয়ে শুরু করুন।", "Bring a list, or begin with a number alone."),
            self._t("ফাইল থেকে আনুন", "Import a file"),
        )
        return empty

    def _fields(self) -> None:
        rest, wrong, search = NumberEdit(), NumberEdit(), QLineEdit()
        rest.set_number(23)
        wrong.set_number(99)
        wrong.set_problem(True)
        search.setProperty("glyph", "search")
        search.setMinimumWidth(px(240))
        search.setPlaceholderText(self._t("নাম বা রোল খুঁজুন", "Search a name or roll"))
        word = QLineEdit("abc")
        set_problem(word, True)
        combo, spin, notes = QComboBox(), QSpinBox(), QPlainTextEdit(self._t("লিখুন", "Write"))
        # Qt measures the ink of the lines, not their advance, and so gives them 2 px too few.
        combo.setMinimumContentsLength(9)
        combo.addItems([self._t("সকাল ১০:৩০", "10:30 am"), self._t("সকাল ১১:৩০", "11:30 am")])
        spin.setValue(45)
        notes.setFixedHeight(px(60))
        notes.setTabChangesFocus(True)
        check, radio, off = (
            QCheckBox(self._t("সম্মতি", "Consent")),
            QRadioButton(self._t("মেয়ে", "Girl")),
            QCheckBox("…"),
        )
        for button in (check, radio):
            button.setChecked(True)
        off.setEnabled(False)
        self._row(rest, wrong, search, word, combo, spin)
        self._row(notes, check, QCheckBox(self._t("না", "No")), radio, QRadioButton(self._t("ছেলে", "Boy")), off)

    def _class(self) -> None:
        cards = QGridLayout()
        cards.setContentsMargins(32, 4, 32, 4)
        cards.setSpacing(16)
        for place, card in enumerate(self._cards()):
            cards.addWidget(card, 0, place)
        self.page.addLayout(cards)
        pace = PaceBar()
        names = (("নিয়ম", "Rules", 5, 5), ("শুরুর প্রশ্ন", "Pre-test", 5, 6), ("পাঠ", "Practice", 25, 8))
        later = (("শেষের প্রশ্ন", "Post-test", 5, 0), ("সাহায্য", "Help", 5, 0))
        pace.set_pace([PaceSection(self._t(bn, en), plan, spent) for bn, en, plan, spent in (*names, *later)], 2)
        column = QVBoxLayout()
        column.setContentsMargins(32, 4, 32, 16)
        for widget in (pace, Stitch(), self.strip, self._pictures()):
            column.addWidget(widget)
        self.page.addLayout(column)

    def _cards(self) -> list[ChoiceCard]:
        hands, device, join = ChoiceCard(), ChoiceCard(), ChoiceCard()
        hands.tell(
            "hand",
            self._t("হাত তোলা", "Hands"),
            self._t("A, B, C ও D-এর হাত আপনি গোনেন।", "You count the hands for A, B, C and D."),
        )
        hands.set_foot(self._t("সবসময় চলে", "Always works"), "ok")
        hands.setChecked(True)
        device.tell(
            "one",
            self._t("পালা করে এক ডিভাইস", "One device"),
            self._t("প্রত্যেক উত্তরের পর পর্দা মুছে যায়।", "Passed round. The screen clears."),
        )
        device.set_foot(self._t("২৪ মিনিট লাগবে", "Takes 24 minutes"), "look")
        join.set_wide(True)
        join.tell(
            "key",
            self._t("কর্মসূচিতে যোগ দিন", "Join a programme"),
            self._t("সমন্বয়কারীর পেনড্রাইভ লাগান।", "Plug in the stick from your coordinator."),
        )
        return [hands, device, join]

    def _pictures(self) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        for name in ("classroom", "book-with-heart", "stick", "listen"):
            picture = Picture()
            picture.set_picture(name)
            picture.radius = 12
            picture.setFixedSize(180, 130)
            row.addWidget(picture)
        slide, nothing = SlideView(), SlideView()
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        slide.set_image(image)
        words = Words()
        words.set_fact(
            self._t("বলুন:", "Say:"),
            self._t("“কোড বাড়ির চাবির মতো। সৎ কেউ তা চায় না।”", "“A code is like the key to your house.”"),
        )
        for widget in (slide, nothing, words):
            row.addWidget(widget, 1)
        return held

    def dialog(self) -> Dialog:
        """The question of the look book, over this window."""
        return Dialog(
            self._t("সেশনটি কি চলবে?", "Shall the session go on?"),
            self._t("৭ম শ্রেণি, ক শাখার ক্লাস ৯:৪২-এ থেমেছে। সব উত্তর রাখা আছে।", "It stopped at 9:42. All answers are kept."),
            [
                ("end", self._t("শেষ করুন", "End it"), "secondary"),
                ("go_on", self._t("চালিয়ে যান", "Go on"), "primary"),
            ],
            self,
        )


def _button(text: str, kind: str = "", glyph: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", kind)
    button.setProperty("glyph", glyph)
    return button


def write_pictures(folder: Path, settle: Callable[[], object]) -> list[Path]:
    """One picture for each language and size of text; returns their paths."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translator = speak(application, "en")
    written: list[Path] = []
    for language in ("en", "bn"):
        switch(application, translator, language)
        for scale in (1.0, 2.0):
            apply_theme(application, scale)
            gallery = Gallery(language)
            gallery.unfold()
            settle()
            path = folder / f"parts-{language}-{round(scale * 100)}.png"
            gallery.grab().save(str(path))
            dialog = gallery.dialog()
            dialog.open()
            settle()
            dialog.grab().save(str(path.with_name(f"dialog-{language}-{round(scale * 100)}.png")))
            dialog.close()
            gallery.close()
            written.append(path)
    return written


if __name__ == "__main__":
    made = QApplication(sys.argv)
    for picture in write_pictures(Path(sys.argv[1]), made.processEvents):
        print(picture)
