"""Makes all the lists anew: see README.md in the folder above."""

from __future__ import annotations

from pathlib import Path

from tests.data.lists.make import (
    forbidden,
    hard_lists,
    odd_lists,
    old_lists,
    raw_workbooks,
    refused,
    school,
    text_lists,
    workbook_lists,
)
from tests.data.lists.make.truth import Shelf

folder = Path(__file__).parents[1]
shelf = Shelf(folder)
for part in (text_lists, odd_lists, workbook_lists, old_lists, raw_workbooks, hard_lists, school, refused):
    part.make(shelf)
forbidden.write_marks(folder)
