"""The head of a page: its lines, and the read-outs that change by themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from bsuh_desktop.qt import colours
from bsuh_desktop.qt.widgets.header import PageHeader
from tests.helpers.clipping import clipped
from tests.helpers.hands import named, settle
from tests.qt.widgets.conftest import Show, shows


def test_it_says_where_one_is(show: Show) -> None:
    header = PageHeader()
    header.set_texts("Step 2 of 4 · Grade 8, section Kha", "Roll call")
    header.set_readouts([("clock", "10:05 am"), ("battery", "38%")])
    window = show(header, width=900)
    assert named(window, "header_title", QLabel).text() == "Roll call"
    assert named(window, "readout_clock", QLabel).text() == "10:05 am"
    assert shows(header, colours.INK, colours.LINE)


def test_a_read_out_changes_in_its_place(show: Show) -> None:
    header = PageHeader()
    header.set_readouts([("clock", "10:05 am"), ("battery", "38%")])
    window = show(header, width=900)
    clock = named(window, "readout_clock", QLabel)
    header.set_readouts([("clock", "10:06 am"), ("battery", "38%")])
    settle()
    assert named(window, "readout_clock", QLabel) is clock
    assert clock.text() == "10:06 am"
    header.set_readouts([("lock", "Locked")])
    settle()
    assert window.findChild(QLabel, "readout_clock") is None


def test_a_long_title_takes_two_lines(show: Show) -> None:
    header = PageHeader()
    header.set_texts("Classes", "শিক্ষার্থী তালিকা: যা বোঝা গেল, আর যা এখনো ঠিক করতে হবে")
    header.set_readouts([("clock", "10:05 am")])
    window = show(header, width=500, height=300)
    assert clipped(window) == []
    assert window.width() == 500
