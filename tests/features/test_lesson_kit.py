"""`bsuh lesson-kit`: a module's papers without a desk, also those of a stranger's pack."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli import parser
from bsuh_desktop.documents.lesson_kit.content import ALL_PARTS
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.lesson_kits import lesson_kit
from bsuh_desktop.trust.programme import Helpline, sign_programme
from tests.helpers.attendance import programme
from tests.helpers.command import bsuh_here
from tests.helpers.keys import key
from tests.helpers.packs import good_files, good_files_2, write_folder, write_zip
from tests.helpers.papers import copied_pages

pytestmark = pytest.mark.started_children


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(lines) for lines in copied_pages(pdf.read_bytes()))


def test_the_module_of_the_app_by_its_id(tmp_path: Path) -> None:
    out = tmp_path / "kit.pdf"
    done = bsuh_here("lesson-kit", "taps-traps-taka", "--out", out, "--learners", "৯", "--language", "bn", "--json")
    assert done.status == 0
    assert {one["part"]: one["pages"] for one in done.json["parts"]}["home"] == 2
    assert done.json["pages"] == len(copied_pages(out.read_bytes()))
    assert "ট্যাপ, ফাঁদ আর টাকা" in text_of(out)


def test_a_pack_at_a_path_with_its_pictures(tmp_path: Path) -> None:
    packs = (
        write_folder(tmp_path / "folder", good_files_2()),
        write_zip(tmp_path / "zip.zip", good_files_2()),
    )
    made = []
    for pack in packs:
        out = tmp_path / f"{pack.stem}.pdf"
        words = ("lesson-kit", pack, "--out", out, "--parts", "things,plan", "--groups", "6", "--black")
        assert bsuh_here(*words).status == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert b"/Image" in made[0]
    assert len(copied_pages(made[0])) == 1 + 4


def test_what_was_called_stands_on_the_home_card_alone(tmp_path: Path) -> None:
    pack = write_folder(tmp_path / "pack", good_files())
    made, today = programme(), datetime.date(2026, 7, 1)
    lines = [
        Helpline(f"money-{name}", number, LocalText(f"{name} সেবা", f"{name} service"), "x", today, called)
        for name, number, called in (("mango", "16111", True), ("lychee", "16222", False))
    ]
    file = tmp_path / "office.programme"
    file.write_bytes(sign_programme(replace(made, helplines=(*made.helplines, *lines)), key("root")))
    out = tmp_path / "kit.pdf"
    words = ("lesson-kit", pack, "--out", out, "--programme", file, "--learners", "1", "--language", "en")
    assert bsuh_here(*words).status == 0
    *before, card = [" ".join(lines) for lines in copied_pages(out.read_bytes())]
    assert "mango service" in card
    assert "16111" in card
    assert not [page for page in before if "mango" in page]
    assert "lychee" not in card, "nobody has called it"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere",), "pack_not_found"),
        (("taps-traps-taka", "--parts", "plan,pan"), "usage"),
        (("taps-traps-taka", "--groups", "21"), "usage"),
        (("taps-traps-taka", "--learners", "0"), "usage"),
    ],
)
def test_what_cannot_be_printed_is_told(tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    done = bsuh_here("lesson-kit", *words, "--out", tmp_path / "kit.pdf", "--json")
    assert (done.status, done.json["error"]["code"]) == (2, code)
    assert not (tmp_path / "kit.pdf").exists()


def test_of_a_module_without_things_none_can_be_printed(tmp_path: Path) -> None:
    pack = write_folder(tmp_path / "pack", good_files())
    done = bsuh_here("lesson-kit", pack, "--parts", "things", "--out", tmp_path / "kit.pdf", "--json")
    assert (done.status, done.json["error"]["code"]) == (2, "nothing_to_print")
    assert not (tmp_path / "kit.pdf").exists()


def test_another_file_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "kit.pdf"
    out.write_text("mine")
    done = bsuh_here("lesson-kit", "taps-traps-taka", "--out", out, "--json")
    assert (done.status, done.json["error"]["code"], out.read_text()) == (2, "already_there", "mine")


def test_a_picture_that_cannot_be_painted_is_told(tmp_path: Path) -> None:
    pack = write_folder(tmp_path / "pack", {**good_files_2(), "media/hook.svg": "<svg"})
    done = bsuh_here("lesson-kit", pack, "--out", tmp_path / "kit.pdf", "--json")
    assert (done.status, done.json["error"]["code"]) == (2, "picture_unreadable")
    done = bsuh_here("lesson-kit", pack, "--out", tmp_path / "kit.pdf", "--parts", "plan,home", "--json")
    assert done.status == 0


def test_the_parser_knows_the_same_as_the_services() -> None:
    assert parser.KIT_PARTS == ALL_PARTS
    limits = (parser.MOST_GROUPS, parser.MOST_LEARNERS)
    assert limits == (lesson_kit.MOST_GROUPS, lesson_kit.MOST_LEARNERS)
