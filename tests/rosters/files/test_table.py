from __future__ import annotations

from bsuh_desktop.rosters.files.table import written_cell
from bsuh_desktop.rosters.old_font import to_unicode


def test_a_cell_is_tidied_but_loses_no_letter_of_an_old_font() -> None:
    assert written_cell("  Rah\u00adman\u200b  Ali ").text == "Rahman Ali"
    assert to_unicode(written_cell(" Avãyj\u00advn ").text) == "আব্দুল্লাহ"
