"""What is compiled is compiled again when its source changes, and only then."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
from pathlib import Path

import polib
import pytest
from compile_resources import compile_all, compile_forms

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Greeting</class><widget class="QWidget" name="Greeting"/></ui>
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The least that a clone holds, in a folder with a blank and Bangla in its name."""
    root = tmp_path / "একটি clone"
    for folder in ("resources/i18n", "bsuh_desktop/qt", "ui"):
        (root / folder).mkdir(parents=True)
    write_catalogue(root, "শুরু করুন")
    return root


def write_catalogue(root: Path, bangla: str) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Start", msgstr=bangla))
    catalogue.save(str(root / "resources" / "i18n" / "bn.po"))


def make_newer(source: Path, target: Path) -> None:
    moment = target.stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(moment, moment))


def said(root: Path) -> str:
    with (root / "resources" / "i18n" / "bn.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext("Start")


def test_the_catalogue_is_compiled_once_and_again_when_it_changes(clone: Path) -> None:
    source, target = clone / "resources" / "i18n" / "bn.po", clone / "resources" / "i18n" / "bn.mo"
    assert compile_all(clone) == [target]
    assert said(clone) == "শুরু করুন"
    assert compile_all(clone) == []
    write_catalogue(clone, "চালিয়ে যান")
    make_newer(source, target)
    assert compile_all(clone) == [target]
    assert said(clone) == "চালিয়ে যান"


def test_forms_are_compiled_once_and_leave_with_their_source(clone: Path) -> None:
    form, module = clone / "ui" / "greeting.ui", clone / "bsuh_desktop" / "qt" / "forms" / "greeting.py"
    assert compile_forms(clone) == []
    form.write_text(FORM, "utf-8")
    assert compile_forms(clone) == [module]
    assert "class Ui_Greeting" in module.read_text("utf-8")
    assert compile_forms(clone) == []
    make_newer(form, module)
    assert compile_forms(clone) == [module]
    form.unlink()
    assert compile_forms(clone) == []
    assert not module.exists()


NESTED = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Nested</class><widget class="QWidget" name="Nested"><layout class="QVBoxLayout" name="column">
<item><widget class="QWidget" name="first"/></item>
<item><layout class="QHBoxLayout" name="row"><item><widget class="QWidget" name="second"/></item></layout></item>
<item><widget class="QWidget" name="third"/></item>
</layout></widget></ui>
"""


def test_a_layout_of_a_form_is_added_before_it_is_filled(clone: Path) -> None:
    (clone / "ui" / "nested.ui").write_text(NESTED, "utf-8")
    [module] = compile_forms(clone)
    added = re.findall(r"(\w+)\.add(?:Widget|Layout)\(self\.(\w+)", module.read_text("utf-8"))
    assert added == [("column", "first"), ("column", "row"), ("row", "second"), ("column", "third")]


def test_a_broken_form_is_no_silent_success(clone: Path) -> None:
    (clone / "ui" / "broken.ui").write_text("no form", "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        compile_forms(clone)
    assert not (clone / "bsuh_desktop" / "qt" / "forms" / "broken.py").exists()
