"""The guide (F1): what to do on the current page, shown over that page in the sizes and colours of the desk.

It needs no open desk and stores nothing. Its Markdown is as Qt reads it."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QTextBrowser, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs import help_key
from bsuh_desktop.qt.dialogs.guide_sections import COVERED, GUIDES, SECTIONS, Section, read_guide, section_of
from bsuh_desktop.qt.dialogs.keys import open_keys
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.qt.widgets.restyled import desk_digits

_LINE = 140
"""Per cent of a line's own height."""
_HEADING, _HANG = 20, 28


def dress_guide(document: QtGui.QTextDocument) -> list[QtGui.QTextBlock]:
    """Formats all blocks of `document`; returns its headings in order."""
    document.setIndentWidth(scaled_text(_HANG))
    blocks = _blocks(document)
    # Before the first item is taken out of its list: then the next one would be numbered as the first.
    numbers = {block.position(): _number(block) for block in blocks}
    for block in reversed(blocks):
        _style_block(block, numbers[block.position()])
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QtGui.QTextTable):
            _style_table(frame)
    return [block for block in _blocks(document) if block.blockFormat().headingLevel()]


def _blocks(document: QtGui.QTextDocument) -> list[QtGui.QTextBlock]:
    block, blocks = document.begin(), []
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def _number(block: QtGui.QTextBlock) -> int:
    """The number of a step; 0 for any other block."""
    steps = block.textList()
    counted = steps is not None and steps.format().style() == QtGui.QTextListFormat.Style.ListDecimal
    return steps.itemNumber(block) + 1 if counted else 0


def _style_block(block: QtGui.QTextBlock, number: int) -> None:
    cursor = QtGui.QTextCursor(block)
    form = QtGui.QTextBlockFormat()
    form.setLineHeight(_LINE, QtGui.QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    heading, in_table = block.blockFormat().headingLevel() > 0, cursor.currentTable() is not None
    form.setTopMargin(scaled_text(24) if heading else 0)
    form.setBottomMargin(0 if in_table else scaled_text(4) if block.textList() else scaled_text(8))
    cursor.mergeBlockFormat(form)
    if number:
        _write_number(cursor, number)
    if heading:
        letters = QtGui.QTextCharFormat()
        letters.setProperty(QtGui.QTextFormat.Property.FontPixelSize, scaled_text(_HEADING))
        letters.setFontWeight(700)
        cursor.select(QtGui.QTextCursor.SelectionType.BlockUnderCursor)
        cursor.setCharFormat(letters)


def _write_number(cursor: QtGui.QTextCursor, number: int) -> None:
    """Qt numbers lists with Latin digits only, so the number becomes part of the line, which gets a hanging indent."""
    form = QtGui.QTextBlockFormat()
    form.setLeftMargin(scaled_text(_HANG))
    form.setTextIndent(-scaled_text(_HANG))
    form.setIndent(0)
    form.setTabPositions([QtGui.QTextOption.Tab(scaled_text(_HANG), QtGui.QTextOption.TabType.LeftTab)])
    form.setProperty(QtGui.QTextFormat.Property.ObjectIndex, -1)
    cursor.mergeBlockFormat(form)
    cursor.insertText(f"{desk_digits(number)}.\t", QtGui.QTextCharFormat())


def _style_table(table: QtGui.QTextTable) -> None:
    form = QtGui.QTextTableFormat()
    form.setBorder(1)
    form.setBorderBrush(colours.LINE)
    form.setBorderStyle(QtGui.QTextTableFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(scaled_text(6))
    form.setBottomMargin(scaled_text(8))
    form.setHeaderRowCount(1)
    form.setWidth(QtGui.QTextLength(QtGui.QTextLength.Type.PercentageLength, 100))
    kind = QtGui.QTextLength.Type.PercentageLength
    form.setColumnWidthConstraints([QtGui.QTextLength(kind, 36), QtGui.QTextLength(kind, 64)])
    table.setFormat(form)


DIALOG = "guide_dialog"

_LARGEST = QSize(860, 704)
_MARGIN = 32
_BESIDE = 560
"""From this width on the two boxes are side by side."""
_ABOVE = 8
"""Px above a heading that is scrolled to."""


def open_guide(bridge: Bridge, desk_window: QWidget, page: str) -> None:
    """Opens the guide at the section of `page`, or closes it if it is open. `desk` is the desk's window. Does
    nothing while learners have the laptop, where the class would read it from the stage, or over the help for a
    child."""
    open_ones = {dialog.objectName(): dialog for dialog in desk_window.findChildren(QDialog) if dialog.isVisible()}
    stage_in_front = hasattr(bridge, "projector") and bridge.projector.over_desk
    if bridge.in_class_hands or stage_in_front or help_key.DIALOG in open_ones:
        return
    if DIALOG in open_ones:
        open_ones[DIALOG].reject()
        return
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    dialog = GuideDialog(bridge, desk_window, COVERED if bridge.covered else SECTIONS[page])
    dialog.answered.connect(lambda key: open_keys(bridge, desk_window, page) if key == "keys" else None)
    dialog.open()


class GuideDialog(Dialog):
    """One box selects the guide, the other the section; both follow the scroll position. A lock closes it as any
    other dialog."""

    def __init__(self, bridge: Bridge, parent: QWidget, section: Section) -> None:
        verbs: list[DialogVerb] = [
            ("keys", Message("Keys of the keyboard"), "quiet"),
            ("close", Message("Close"), "primary"),
        ]
        super().__init__(Message("Guide"), "", verbs, parent)
        self.setObjectName(DIALOG)
        # The first box shows it.
        self.question.hide()
        self._bridge = bridge
        self._section = section
        self._before = QApplication.activeWindow()
        self._starts: dict[str, QtGui.QTextBlock] = {}
        self._which, self._where = PickBox(), PickBox()
        self._which.setObjectName("guide")
        self._where.setObjectName("section")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self.body.addLayout(self._row)
        for box in (self._which, self._where):
            self._row.addWidget(box, 1)
        self._words = QTextBrowser()
        self._words.setObjectName("guide_words")
        self._words.setOpenLinks(False)
        # Tab moves on to the buttons: every link's target can also be selected in the boxes.
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words.document().setDocumentMargin(scaled_box(8))
        self.body.addWidget(self._words, 1)
        self._words.anchorClicked.connect(self._follow)
        self._words.verticalScrollBar().valueChanged.connect(self._say_where)
        self._which.activated.connect(lambda place: self._go(Section(GUIDES[place])))
        self._where.activated.connect(lambda place: self._go(Section(self._section.guide, self._anchors()[place])))
        bridge.look_changed.connect(self._on_look_changed)
        self._read()
        self._fit()
        self._words.setFocus()

    def _read(self) -> None:
        """Loads the guide in the desk's language and text size, at its section."""
        say, language = self._bridge.say, self._bridge.language
        texts = {name: read_guide(name, language) for name in GUIDES}
        text = texts[self._section.guide]
        self._which.set_choices([each.title for each in texts.values()], GUIDES.index(self._section.guide))
        self._where.set_choices([say(Message("Contents")), *text.headings.values()], 0)
        self._which.setAccessibleName(say(Message("Which guide")))
        self._where.setAccessibleName(say(Message("Which section")))
        self._words.setAccessibleName(text.title)
        self._starts = {}
        self._words.setMarkdown(text.markdown)
        starts = dress_guide(self._words.document())
        self._starts = dict(zip(text.headings, starts, strict=True))
        self._show_section()

    def _read_again(self) -> None:
        """Loads it again for another language or size, at the section that is being read."""
        self._section = Section(self._section.guide, self._anchors()[self._where.currentIndex()])
        self._read()

    def _anchors(self) -> list[str]:
        """In the order of the box of sections."""
        return ["", *self._starts]

    def _go(self, section: Section) -> None:
        read = section.guide != self._section.guide
        self._section = section
        if read:
            self._read()
        else:
            self._show_section()

    def _follow(self, link: QUrl) -> None:
        section = section_of(link.toString(), self._section.guide)
        if section is not None:
            self._go(section)

    def _show_section(self) -> None:
        """Scrolls to the section. Until the text is laid out it has no position, and the scroll bar no end."""
        layout = self._words.document().documentLayout()
        layout.documentSize()
        block = self._starts.get(self._section.anchor)
        self._words.verticalScrollBar().setValue(round(_top(layout, block)) - _ABOVE if block is not None else 0)
        self._where.setCurrentIndex(self._anchors().index(self._section.anchor))

    def _say_where(self) -> None:
        """Shows in the boxes which section has been scrolled to."""
        here = self._words.verticalScrollBar().value() + 2 * _ABOVE
        layout = self._words.document().documentLayout()
        passed = [place for place, block in enumerate(self._starts.values(), 1) if _top(layout, block) <= here]
        self._where.setCurrentIndex(passed[-1] if passed else 0)

    def retranslate(self) -> None:
        """The same section in the other language."""
        super().retranslate()
        self._read_again()

    def _on_look_changed(self) -> None:
        self._fit()
        self._read_again()

    def _fit(self) -> None:
        """Resizes the dialog to the text, limited by its window."""
        parent = self.parentWidget()
        assert parent is not None
        wanted = QSize(scaled_box(_LARGEST.width()), scaled_box(_LARGEST.height()))
        self.resize(wanted.boundedTo(parent.window().size() - QSize(2 * _MARGIN, 2 * _MARGIN)))
        self.move(parent.window().geometry().center() - self.rect().center())

    def done(self, result: int) -> None:
        """Gives the focus back to where it was: without a window manager nothing else does."""
        super().done(result)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.activateWindow()

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        """Scrolls to the section: only now the width of the lines is known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_section)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Puts the two boxes side by side if there is space."""
        super().resizeEvent(event)
        wide = self.width() >= scaled_box(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def _top(layout: QtGui.QAbstractTextDocumentLayout, heading: QtGui.QTextBlock) -> float:
    return layout.blockBoundingRect(heading).top()
