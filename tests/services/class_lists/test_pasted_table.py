"""What was copied: chosen, read as often as wished, and wiped."""

from __future__ import annotations

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, PastedTable
from bsuh_desktop.services.class_lists.read_list import read_plan, reread, with_column
from tests.helpers.list_files import CLASS, page

TEXT = "\n".join("\t".join(row) for row in CLASS)
NAME = "রাবেয়া খাতুন"


def pasted(html: str = "", text: str = "", encoding: str = "utf-8") -> PastedTable:
    return PastedTable(bytearray(html.encode(encoding)), bytearray(text.encode()))


def names(plan: ImportPlan) -> list[str | None]:
    return [row.name_bn or row.name_en for row in plan.read]


@pytest.mark.parametrize(
    ("html", "text", "encoding"),
    [
        (page(CLASS), "one line of something else", "utf-8"),
        (page(CLASS).replace("<table", "<TABLE"), "", "utf-16"),
        ("<html><p>no table here", TEXT, "utf-8"),
        ("", TEXT.replace("\n", "\r\n"), "utf-8"),
        ("", TEXT.replace("\t", ","), "utf-8"),
    ],
)
def test_the_table_of_a_page_comes_before_text(html: str, text: str, encoding: str) -> None:
    plan = read_plan(pasted(html, text, encoding))
    assert names(plan) == [row[1] for row in CLASS[1:]]
    assert (str(plan.file_name), plan.row_remarks) == ("Pasted table", {})


@pytest.mark.parametrize(
    ("html", "text"), [("", ""), ("", " \n\t\r\n"), ("", "https://example.org/list\n"), ("<p>Rabeya</p>", "Rabeya")]
)
def test_what_is_no_table_is_said_and_wiped(html: str, text: str) -> None:
    copied = bytearray(html.encode()), bytearray(text.encode())
    with pytest.raises(KnownError) as refused:
        PastedTable(*copied)
    assert (refused.value.code, str(refused.value.message)) == ("nothing_pasted", "No table was copied.")
    assert not any(map(any, copied))


def test_it_is_read_again_with_other_options_until_it_is_wiped() -> None:
    copied, other = bytearray(page(CLASS).encode()), bytearray(TEXT.encode())
    table = PastedTable(copied, other)
    assert not any(other), "the same names once more"
    plan = read_plan(table)
    without = reread(plan, with_column(plan, "B", "none"))
    assert names(without) == [None] * 3
    again = reread(without, with_column(without, "B", "name"))
    assert names(again) == names(plan)
    with memoryview(copied):
        table.wipe()
    assert not any(copied)
    with pytest.raises(KnownError) as refused:
        reread(again, with_column(again, "B", "none"))
    assert refused.value.code == "paste_is_gone"
    assert names(again)[0] == NAME, "what was read stands"


def test_a_plan_does_not_tell_what_was_pasted() -> None:
    assert NAME not in repr(read_plan(pasted(text=TEXT)))
