"""Formats a guide: Markdown as Qt reads it, in the sizes and colours of the desk."""

from __future__ import annotations

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextListFormat,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.restyled import desk_digits

_LINE = 140
"""Per cent of a line's own height."""
_HEADING, _HANG = 20, 28


def dress_guide(document: QTextDocument) -> list[QTextBlock]:
    """Formats all blocks of `document`; returns its headings in order."""
    document.setIndentWidth(scaled_text(_HANG))
    blocks = _blocks(document)
    # Before the first item is taken out of its list: then the next one would be numbered as the first.
    numbers = {block.position(): _number(block) for block in blocks}
    for block in reversed(blocks):
        _style_block(block, numbers[block.position()])
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame)
    return [block for block in _blocks(document) if block.blockFormat().headingLevel()]


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    block, blocks = document.begin(), []
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def _number(block: QTextBlock) -> int:
    """The number of a step; 0 for any other block."""
    steps = block.textList()
    counted = steps is not None and steps.format().style() == QTextListFormat.Style.ListDecimal
    return steps.itemNumber(block) + 1 if counted else 0


def _style_block(block: QTextBlock, number: int) -> None:
    cursor = QTextCursor(block)
    form = QTextBlockFormat()
    form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    heading, in_table = block.blockFormat().headingLevel() > 0, cursor.currentTable() is not None
    form.setTopMargin(scaled_text(24) if heading else 0)
    form.setBottomMargin(0 if in_table else scaled_text(4) if block.textList() else scaled_text(8))
    cursor.mergeBlockFormat(form)
    if number:
        _write_number(cursor, number)
    if heading:
        letters = QTextCharFormat()
        letters.setProperty(QTextFormat.Property.FontPixelSize, scaled_text(_HEADING))
        letters.setFontWeight(700)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.setCharFormat(letters)


def _write_number(cursor: QTextCursor, number: int) -> None:
    """Qt numbers lists with Latin digits only, so the number becomes part of the line, which gets a hanging indent."""
    form = QTextBlockFormat()
    form.setLeftMargin(scaled_text(_HANG))
    form.setTextIndent(-scaled_text(_HANG))
    form.setIndent(0)
    form.setTabPositions([QTextOption.Tab(scaled_text(_HANG), QTextOption.TabType.LeftTab)])
    form.setProperty(QTextFormat.Property.ObjectIndex, -1)
    cursor.mergeBlockFormat(form)
    cursor.insertText(f"{desk_digits(number)}.\t", QTextCharFormat())


def _style_table(table: QTextTable) -> None:
    form = QTextTableFormat()
    form.setBorder(1)
    form.setBorderBrush(colours.LINE)
    form.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(scaled_text(6))
    form.setBottomMargin(scaled_text(8))
    form.setHeaderRowCount(1)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    kind = QTextLength.Type.PercentageLength
    form.setColumnWidthConstraints([QTextLength(kind, 36), QTextLength(kind, 64)])
    table.setFormat(form)
