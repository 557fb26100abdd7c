"""Each part in its states, with words to try it: the look book's page of parts, piece by piece."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.presenters.classroom.roll import ChipState
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.chips import Chip, ChipGrid, ChipStrip
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.fields import NumberEdit, set_problem
from bsuh_desktop.qt.widgets.header import PageHeader
from bsuh_desktop.qt.widgets.keycap import KeyButton
from bsuh_desktop.qt.widgets.lights import Light, Tag
from bsuh_desktop.qt.widgets.marks import AnswerMark
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.picture import EmptyState, Picture, SlideView
from bsuh_desktop.qt.widgets.progress import PaceBar, PaceSection, ProgressRow
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.qt.widgets.text_lines import TextLines

_STATES: tuple[ChipState, ...] = ("here", "away", "late", "left", "waiting", "done")


class Samples:
    """Makes parts that speak `language`."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def t(self, bn: str, en: str) -> str:
        """The words of the language."""
        return LocalText(bn, en).text_in(self.language)

    def d(self, number: int) -> str:
        """A number in the language's digits."""
        return bangla_digits(number) if self.language == "bn" else str(number)

    def places(self) -> Rail:
        """The rail with its places, at home."""
        rail = Rail()
        places = (
            ("home", "প্রথম পাতা", "Home", "home", ""),
            ("classes", "ক্লাস", "Classes", "people", ""),
            ("modules", "মডিউল", "Modules", "book", ""),
            ("verify", "যাচাই করুন", "Verify", "shield", ""),
            ("hand_over", "জমা দিন", "Hand over", "usb", self.d(3)),
        )
        rail.set_destinations([(key, self.t(bn, en), icon, badge) for key, bn, en, icon, badge in places])
        rail.set_current("home")
        return rail

    def steps(self) -> Rail:
        """The rail in the third step of a class."""
        rail = Rail()
        steps = (
            ("set_up", "প্রস্তুতি", "Set up", "done"),
            ("roll_call", "হাজিরা", "Roll call", "done"),
            ("teach", "পাঠ", "Teach", "now"),
            ("wrap_up", "সমাপ্তি", "Wrap up", "next"),
        )
        rail.set_steps([(key, self.t(bn, en), state) for key, bn, en, state in steps])
        return rail

    def header(self) -> PageHeader:
        """The head of the page."""
        header = PageHeader()
        header.set_texts("Be Smart Use Heart Desktop", self.t("অংশগুলো আর তাদের অবস্থা", "Parts and their states"))
        time, locked = self.t("সকাল ১০:০৫", "10:05 am"), self.t("লক খোলা", "Unlocked")
        header.set_readouts([("clock", time), ("battery", f"{self.d(38)}%"), ("lock", locked)])
        return header

    def buttons(self) -> list[QWidget]:
        """Primary at rest, pressed and not yet; secondary, quiet, careful; switched on; with its key."""
        start = self.t("হাজিরা শুরু করুন", "Start roll call")
        primary, pressed = _button(start, "primary", glyph="next"), _button(start, "primary")
        primary.setProperty("glyph_side", "right")
        pressed.setDown(True)
        not_yet = _button(start, "primary")
        not_yet.setEnabled(False)
        toggle = _button(self.t("বাংলা", "English"), "toggle", glyph="check")
        toggle.setCheckable(True)
        toggle.setChecked(True)
        key = KeyButton()
        key.setText(self.t("কালো", "Black"))
        key.set_glyph("black")
        key.set_cap("B")
        return [
            primary,
            pressed,
            not_yet,
            _button(self.t("প্রিন্ট করুন", "Print"), glyph="print"),
            _button(self.t("বাদ দিন", "Skip"), "quiet"),
            _button(self.t("সরান", "Remove"), "careful"),
            toggle,
            key,
        ]

    def grid(self) -> ChipGrid:
        """Chips to touch, in all states."""
        grid = ChipGrid()
        grid.set_chips([Chip(n, self.d(n), _STATES[n % 6], f"{n}") for n in range(1, 27)])
        grid.setAccessibleName(self.t("ক্লাস", "Class"))
        return grid

    def strip(self) -> ChipStrip:
        """Chips to read."""
        strip = ChipStrip()
        strip.set_chips([Chip(n, self.d(n), _STATES[n * 7 % 6]) for n in range(1, 59)])
        return strip

    def lights(self) -> list[QWidget]:
        """Answer marks, lights with their words, tags."""
        widgets: list[QWidget] = []
        for letter in "ABCD":
            mark = AnswerMark()
            mark.set_letter(letter)
            widgets.append(mark)
        words = (("ok", "ঠিক", "ready"), ("look", "দেখুন", "look"), ("stop", "থামুন", "stop"), ("info", "নোট", "note"))
        for state, bn, en in (*words, ("unused", "লাগবে না", "not used")):
            light = Light()
            light.set_state(state)
            widgets += [light, QLabel(self.t(bn, en))]
        for state, bn, en in (("plain", "৪৫ মিনিট", "45 minutes"), ("ok", "স্বাক্ষরিত", "signed")):
            tag = Tag()
            tag.tell(state, self.t(bn, en))
            widgets.append(tag)
        for state, bn, en in (("look", "১টি দেখে নিন", "1 to look at"), ("stop", "বদলানো হয়েছে", "changed")):
            tag = Tag()
            tag.tell(state, self.t(bn, en), light=True)
            widgets.append(tag)
        label = QLabel(self.t("অনুশীলন", "practice"))
        label.setProperty("tag", "info")
        return [*widgets, label]

    def messages(self) -> list[QWidget]:
        """A message in each state, and a long work."""
        told = (
            ("ok", self.t("ব্যাকআপ হয়েছে।", "Backup done."), self.t("১৪ জুলাই, ১১:৪২।", "14 July, 11:42.")),
            (
                "look",
                self.t("ঘড়ি ২ ঘণ্টা পিছিয়েছে।", "The clock went back 2 hours."),
                self.t("সময় ঠিক করুন।", "Set it right."),
            ),
            (
                "stop",
                self.t("ডিস্ক ভরে গেছে।", "The disk is full."),
                self.t("কিছু ফাইল সরিয়ে আবার চেষ্টা করুন।", "Remove some files and try again."),
            ),
            ("info", "", self.t("অনুশীলন: এখানকার কিছুই জানানো হয় না।", "Practice: nothing here is reported.")),
        )
        parts: list[QWidget] = []
        for state, fact, remedy in told:
            bar = MessageBar()
            verbs = [("retry", self.t("আবার চেষ্টা করুন", "Try again"))] if state == "stop" else []
            bar.tell(state, fact, remedy, verbs)
            bar.set_closable(state == "ok")
            parts.append(bar)
        progress = ProgressRow()
        progress.tell(self.t("সনদ লেখা হচ্ছে", "Writing certificates"), 32, 51)
        progress.set_cancel(self.t("থামান", "Stop"))
        return [*parts, progress]

    def table(self) -> RowTable:
        """Rows at rest, selected, to look at and to stop at."""
        table = RowTable()
        table.setAccessibleName(self.t("শিক্ষার্থী তালিকা", "Roster"))
        titles = (("রোল", "Roll", 70), ("নাম", "Name", 0), ("যা বোঝা গেল", "What was found", 200), ("", "", 150))
        table.set_columns([Column(self.t(bn, en), width) for bn, en, width in titles])
        choose = CellButton("choose", self.t("বেছে নিন", "Choose one"))
        twice = Cell(self.t("রোল দুইবার আছে", "Roll appears twice"), self.t("সারি ১৪, ৩১", "rows 14, 31"), "stop")
        unsaid = Cell(self.t("লিঙ্গ লেখা নেই", "Sex is missing"), "", "look")
        fine = Cell(self.t("ঠিক আছে", "all right"), "", "ok")
        table.set_rows(
            [
                Row("1", (Cell(self.d(1), bold=True), Cell("ক্ষিতীশ রহমান"), fine, Cell())),
                Row("2", (Cell(self.d(2), bold=True), Cell("শ্রেয়া খাতুন"), fine, Cell())),
                Row("13", (Cell(self.d(13), bold=True), Cell("শান্ত চাকমা"), unsaid, Cell()), "look"),
                Row("12", (Cell(self.d(12), bold=True), Cell("নুসরাত চক্রবর্ত্তী"), twice, Cell(verb=choose)), "stop"),
            ]
        )
        table.set_current("2")
        table.setMinimumSize(scaled_text(620), scaled_text(280))
        return table

    def empty(self) -> QWidget:
        """Nothing is here yet."""
        empty = EmptyState()
        empty.tell(
            "open-book",
            self.t("এখনো কোনো ক্লাস নেই", "No class yet"),
            self.t("তালিকা আনুন, বা শুধু সংখ্যা দিয়ে শুরু করুন।", "Bring a list, or begin with a number alone."),
            self.t("ফাইল থেকে আনুন", "Import a file"),
        )
        return empty

    def fields(self) -> list[list[QWidget]]:
        """Two rows: what is typed into, and what is ticked."""
        rest, wrong, search = NumberEdit(), NumberEdit(), QLineEdit()
        rest.set_number(23)
        wrong.set_number(99)
        wrong.set_problem(True)
        search.setProperty("glyph", "search")
        search.setMinimumWidth(scaled_text(240))
        search.setPlaceholderText(self.t("নাম বা রোল খুঁজুন", "Search a name or roll"))
        word = QLineEdit("abc")
        set_problem(word, True)
        combo, spin, notes = QComboBox(), QSpinBox(), QPlainTextEdit(self.t("লিখুন", "Write"))
        # Qt measures the ink of the lines, not their advance, and so gives them 2 px too few.
        combo.setMinimumContentsLength(9)
        combo.addItems([self.t("সকাল ১০:৩০", "10:30 am"), self.t("সকাল ১১:৩০", "11:30 am")])
        spin.setValue(45)
        notes.setFixedHeight(scaled_text(60))
        notes.setTabChangesFocus(True)
        check, radio, off = (
            QCheckBox(self.t("সম্মতি", "Consent")),
            QRadioButton(self.t("মেয়ে", "Girl")),
            QCheckBox("…"),
        )
        for button in (check, radio):
            button.setChecked(True)
        off.setEnabled(False)
        typed: list[QWidget] = [rest, wrong, search, word, combo, spin]
        for field in (*typed, notes, spin.lineEdit()):
            field.setAccessibleName(self.t("ঘর", "Field"))
        no, boy = QCheckBox(self.t("না", "No")), QRadioButton(self.t("ছেলে", "Boy"))
        return [typed, [notes, check, no, radio, boy, off]]

    def cards(self) -> list[ChoiceCard]:
        """Chosen, to be looked at, lying."""
        hands, device, join = ChoiceCard(), ChoiceCard(), ChoiceCard()
        hands.tell(
            "hand",
            self.t("হাত তোলা", "Hands"),
            self.t("A, B, C ও D-এর হাত আপনি গোনেন।", "You count the hands for A, B, C and D."),
        )
        hands.set_foot(self.t("সবসময় চলে", "Always works"), "ok")
        hands.setChecked(True)
        device.tell(
            "one",
            self.t("পালা করে এক ডিভাইস", "One device"),
            self.t("প্রত্যেক উত্তরের পর পর্দা মুছে যায়।", "Passed round. The screen clears."),
        )
        device.set_foot(self.t("২৪ মিনিট লাগবে", "Takes 24 minutes"), "look")
        join.set_wide(True)
        join.tell(
            "key",
            self.t("কর্মসূচিতে যোগ দিন", "Join a programme"),
            self.t("সমন্বয়কারীর পেনড্রাইভ লাগান।", "Plug in the stick from your coordinator."),
        )
        return [hands, device, join]

    def pace(self) -> PaceBar:
        """A class in its third section."""
        pace = PaceBar()
        names = (("নিয়ম", "Rules", 5, 5), ("শুরুর প্রশ্ন", "Pre-test", 5, 6), ("পাঠ", "Practice", 25, 8))
        later = (("শেষের প্রশ্ন", "Post-test", 5, 0), ("সাহায্য", "Help", 5, 0))
        pace.set_pace([PaceSection(self.t(bn, en), plan, spent) for bn, en, plan, spent in (*names, *later)], 2)
        return pace

    def pictures(self) -> list[QWidget]:
        """Drawings, a slide, none, and words to say."""
        parts: list[QWidget] = []
        for name in ("classroom", "book-with-heart", "stick", "listen"):
            picture = Picture()
            picture.set_picture(name)
            picture.radius = 12
            picture.setFixedSize(180, 130)
            parts.append(picture)
        slide, nothing = SlideView(), SlideView()
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        slide.set_image(image)
        words = TextLines()
        words.set_fact(
            self.t("বলুন:", "Say:"),
            self.t("“কোড বাড়ির চাবির মতো। সৎ কেউ তা চায় না।”", "“A code is like the key to your house.”"),
        )
        return [*parts, slide, nothing, words]

    def dialog(self, window: QWidget) -> Dialog:
        """The question of the look book, over `window`."""
        return Dialog(
            self.t("সেশনটি কি চলবে?", "Shall the session go on?"),
            self.t("৭ম শ্রেণি, ক শাখার ক্লাস ৯:৪২-এ থেমেছে। সব উত্তর রাখা আছে।", "It stopped at 9:42. All answers are kept."),
            [
                ("end", self.t("শেষ করুন", "End it"), "secondary"),
                ("go_on", self.t("চালিয়ে যান", "Go on"), "primary"),
            ],
            window,
        )


def _button(text: str, kind: str = "", glyph: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", kind)
    button.setProperty("glyph", glyph)
    return button
