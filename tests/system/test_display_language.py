from __future__ import annotations

import re
import sys

from bsuh_desktop.system.display_language import display_language


def test_windows_names_the_language_in_which_it_shows_itself() -> None:
    if sys.platform == "win32":
        assert re.fullmatch(r"[a-z]{2,3}(-\w+)*", display_language())
    else:
        assert display_language() == ""
