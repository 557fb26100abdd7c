"""Girl or boy wherever a list tells it, never silently guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import ReadOptions

_SHORT: dict[Sex, str] = {"f": "f", "m": "m", "unspecified": "-"}


def read(folder: Path, *lines: str, told: dict[str, Sex] | None = None) -> ClassListPreview:
    path = folder / "list.csv"
    path.write_text("\n".join(line.replace("|", ";") for line in lines) + "\n", "utf-8")
    return understand(path, ReadOptions(sexes=told or {}))


def sexes(preview: ClassListPreview) -> str:
    return "".join(_SHORT[one.sex] for one in preview.learners)


def codes(preview: ClassListPreview) -> list[tuple[int, str]]:
    return [(remark.row, remark.code) for remark in preview.remarks]


def names(preview: ClassListPreview) -> list[str | None]:
    return [one.name_bn or one.name_en for one in preview.learners]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("লিঙ্গ (১=ছাত্র, ২=ছাত্রী)", "১", "২"),
        ("লিঙ্গ: পুরুষ-১, মহিলা-২", "1", "2"),
        ("Sex (1=Male 2=Female)", "1", "2"),
        ("Gender [M=1, F=0]", "1", "0"),
        ("Gender: 1 - Boy, 2 - Girl", "1", "2"),
        ("Sex (B/G)", "B", "G"),
        ("B/G", "B", "G"),
        ("Sex", "M/ছাত্র", "F/ছাত্রী"),
        ("Sex", "Mail", "Femail"),
        ("লিঙ্গ", "পুং", "স্ত্রী"),
        ("Sex", "Boy's", "Girl's"),
        ("তুমি ছেলে না মেয়ে?", "ছেলে", "মেয়ে"),
        ("Are you a boy or a girl?", "Boy", "Girl"),
        ("Lingo", "chele", "meye"),
    ],
)
def test_keys_and_words_of_a_column(tmp_path: Path, heading: str, first: str, second: str) -> None:
    preview = read(tmp_path, f"Roll|Name|{heading}", f"1|Rahim|{first}", f"2|Mina|{second}", f"3|Rita|{second}")
    assert (sexes(preview), codes(preview)) == ("mff", [])


def test_codes_without_a_key_are_asked_for_once(tmp_path: Path) -> None:
    lines = ("Roll|Name|Sex", "1|Rahim|1", "2|Mina|2", "3|Rita|২", "4|Karim|1")
    preview = read(tmp_path, *lines)
    assert (sexes(preview), codes(preview), preview.sex_codes) == ("----", [(0, "sex_words")], ("1", "2"))
    told = read(tmp_path, *lines, told={"2": "f", "1": "m"})
    assert (sexes(told), codes(told), told.sex_codes) == ("mffm", [], ())


def test_long_words_are_never_asked_for(tmp_path: Path) -> None:
    preview = read(tmp_path, "Roll|Name|Sex", "1|Rahim|Abdul Gafur", "2|Mina|Abdul Gafur", "3|Rita|Abdul Gafur")
    assert (preview.sex_codes, {code for _, code in codes(preview)}) == ((), {"unknown_word"})


def test_a_key_in_a_line_above(tmp_path: Path) -> None:
    preview = read(tmp_path, "১ = বালিকা, ২ = বালক||", "রোল|নাম|লিঙ্গ", "১|রহিম|২", "২|মিনা|১", "৩|রিতা|১")
    assert (sexes(preview), codes(preview)) == ("mff", [(1, "sex_elsewhere")])


def test_blocks_under_a_title(tmp_path: Path) -> None:
    lines = ("রোল|নাম", "ছাত্রীদের তালিকা|", "১|মিনা", "২|রিতা", "|ক) ছাত্র (২ জন)", "৩|রহিম", "৪|করিম")
    preview = read(tmp_path, *lines)
    assert (sexes(preview), codes(preview)) == ("ffmm", [(2, "sex_elsewhere"), (5, "sex_elsewhere")])
    assert [remark.message.text for remark in preview.remarks] == [
        "Row {row} says that these learners are girls.",
        "Row {row} says that these learners are boys.",
    ]


def test_a_title_above_the_headings(tmp_path: Path) -> None:
    lines = ("Roll|Name", "1|Mina", "2|Rita")
    assert sexes(read(tmp_path, "Girls' list|", *lines)) == "ff"
    # ছাত্রদের তালিকা is a list of all learners, and a girls' school has boys as well.
    for title in ("ছাত্রদের তালিকা|", "Uttara Girls' High School|", "Girls and boys|"):
        assert sexes(read(tmp_path, title, *lines)) == "--"


def test_columns_to_tick(tmp_path: Path) -> None:
    assert sexes(read(tmp_path, "রোল|নাম|বালক|বালিকা", "১|রহিম|✓|", "২|মিনা||✓", "৩|রিতা||")) == "mf-"
    assert sexes(read(tmp_path, "Roll|Name|Boy|Girl", "1|Rahim|1|0", "2|Mina|0|1", "3|Rita|1|1")) == "mf-"
    assert sexes(read(tmp_path, "Roll|Male|Female|Name", "1|x||Rahim", "2||x|Mina")) == "mf"
    assert sexes(read(tmp_path, "Roll|Name|Girl", "1|Rahim|no", "2|Mina|yes")) == "-f"
    # Two columns of names are nothing to tick.
    assert sexes(read(tmp_path, "Roll|Name|Boy|Girl", "1|Rahim|Abdul|Rina", "2|Mina|Karim|Mita")) == "--"


def test_brackets_behind_the_names(tmp_path: Path) -> None:
    preview = read(tmp_path, "রোল|নাম", "১|মিনা (ছাত্রী)", "২|রহিম (M)", "৩|রিতা (টুনি)")
    assert (sexes(preview), names(preview)) == ("fm-", ["মিনা", "রহিম", "রিতা (টুনি)"])
    assert codes(preview) == [(0, "sex_elsewhere")]


def test_a_column_goes_before_everything_else(tmp_path: Path) -> None:
    preview = read(tmp_path, "Girls' list||", "Roll|Name|Sex", "1|Rahim (F)|m", "2|Mina|f")
    assert (sexes(preview), names(preview)) == ("mf", ["Rahim", "Mina"])
