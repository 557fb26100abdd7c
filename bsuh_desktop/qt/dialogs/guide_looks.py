"""How a guide is set: Markdown as Qt reads it, in the sizes and colours of the desk."""

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
from bsuh_desktop.qt.look.theme import px
from bsuh_desktop.qt.widgets.restyled import desk_digits

_LINE = 140
"""Per cent of a line's own height."""
_HEADING, _HANG = 20, 28


def dress_guide(document: QTextDocument) -> list[QTextBlock]:
    """Gives all parts of `document` their looks; its headings, in their order."""
    document.setIndentWidth(px(_HANG))
    blocks = _blocks(document)
    # Before the first of them leaves its list: then the next one would be the first.
    numbers = {block.position(): _number(block) for block in blocks}
    for block in reversed(blocks):
        _dress(block, numbers[block.position()])
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    return [block for block in _blocks(document) if block.blockFormat().headingLevel()]


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    block, blocks = document.begin(), []
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def _number(block: QTextBlock) -> int:
    """Of a step; 0 for whatever is none."""
    steps = block.textList()
    counted = steps is not None and steps.format().style() == QTextListFormat.Style.ListDecimal
    return steps.itemNumber(block) + 1 if counted else 0


def _dress(block: QTextBlock, number: int) -> None:
    cursor = QTextCursor(block)
    form = QTextBlockFormat()
    form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    heading, in_table = block.blockFormat().headingLevel() > 0, cursor.currentTable() is not None
    form.setTopMargin(px(24) if heading else 0)
    form.setBottomMargin(0 if in_table else px(4) if block.textList() else px(8))
    cursor.mergeBlockFormat(form)
    if number:
        _write_number(cursor, number)
    if heading:
        letters = QTextCharFormat()
        letters.setProperty(QTextFormat.Property.FontPixelSize, px(_HEADING))
        letters.setFontWeight(700)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.setCharFormat(letters)


def _write_number(cursor: QTextCursor, number: int) -> None:
    """Qt counts with one sort of digits only, so the number becomes a part of the line, which hangs behind it."""
    form = QTextBlockFormat()
    form.setLeftMargin(px(_HANG))
    form.setTextIndent(-px(_HANG))
    form.setIndent(0)
    form.setTabPositions([QTextOption.Tab(px(_HANG), QTextOption.TabType.LeftTab)])
    form.setProperty(QTextFormat.Property.ObjectIndex, -1)
    cursor.mergeBlockFormat(form)
    cursor.insertText(f"{desk_digits(number)}.\t", QTextCharFormat())


def _dress_table(table: QTextTable) -> None:
    form = QTextTableFormat()
    form.setBorder(1)
    form.setBorderBrush(colours.LINE)
    form.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(px(6))
    form.setBottomMargin(px(8))
    form.setHeaderRowCount(1)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    kind = QTextLength.Type.PercentageLength
    form.setColumnWidthConstraints([QTextLength(kind, 36), QTextLength(kind, 64)])
    table.setFormat(form)
