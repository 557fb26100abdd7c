"""The house rules that a machine can see: a first line that says what for, no calls that were seen to do harm."""

from __future__ import annotations

import ast
import re

from tests.helpers.code_size import import_share, sizes
from tests.helpers.sources import ROOT, modules


def test_every_module_says_what_it_is_for_in_its_first_line() -> None:
    silent = [
        path
        for path, tree in modules().items()
        if not (ast.get_docstring(tree) or "").split("\n")[0].endswith((".", "?"))
    ]
    assert not silent


def test_no_timer_deletes_itself() -> None:
    """`QTimer.singleShot` with a time to wait makes a timer that Qt deletes while Python does not look: there a
    process in which slides were drawn meanwhile was seen to free a pointer that is none, and ended. A timer that
    belongs to somebody does the same work; without a time to wait there is no such timer."""
    alone = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "singleShot"
        if not (isinstance(node.args[0], ast.Constant) and node.args[0].value == 0)
    ]
    assert not alone


def test_nobody_asks_a_layout_for_its_items() -> None:
    """`widgets/layouts.py` says why."""
    asking = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "itemAt"
    ]
    assert not asking


def test_a_form_says_once_that_its_layouts_have_no_margins() -> None:
    """`layoutdefault` does; a layout says its margins only where it has some."""
    zero = re.compile(r'(<property name="(left|top|right|bottom)Margin">\s*<number>0</number>\s*</property>\s*){4}')
    forms = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "ui").glob("*.ui"))}
    assert not [name for name, text in forms.items() if '<layoutdefault margin="0"/>' not in text]
    assert not [name for name, text in forms.items() if zero.search(text)]


def test_the_house_stays_whole() -> None:
    """Fragments are what every later change pays for: a reader opens a file for each. The limits only ever go down."""
    counted = sizes()
    assert len(counted) <= 600
    assert import_share(counted) <= 0.10
    assert [str(one.path) for one in counted if one.lines > 600] == []
