from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bsuh_desktop.cli.main import bug
from bsuh_desktop.domain.learner import FACTS
from tests.helpers.command import bsuh, bsuh_here, command_line
from tests.helpers.hostile_drawings import deep, nested_use
from tests.helpers.packs import good_files, write_zip
from tests.helpers.sources import ROOT
from tests.helpers.until import wait_for
from tests.helpers.whole_lists import girls_and_boys

LIST = Path(__file__).resolve().parents[1] / "data" / "class-8-girls.xlsx"


@pytest.mark.parametrize(
    "words", [["dance"], ["demo"], ["demo", "--learners", "x", "--out", "d"], ["pack"], ["verify"]]
)
def test_a_command_that_is_not_understood(words: list[str]) -> None:
    done = bsuh(*words, "--json")
    assert done.status == 2
    assert done.json["error"]["code"] == "usage"
    assert done.err.startswith("This command was not understood. ")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_bsuh_alone_says_where_there_is_no_screen() -> None:
    done = bsuh(extra={"LANG": "bn_BD.UTF-8", "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert (done.status, done.out) == (2, "")
    assert "কোনো পর্দা নেই" in done.err


@pytest.mark.usefixtures("windows")
def test_bsuh_alone_opens_the_desk(tmp_path: Path) -> None:
    from tests.helpers.x_server import XServer

    command = command_line("--profile", tmp_path / "profile")
    with XServer(1366, 768) as server:

        def seen() -> bytes:
            return server.pixels(0, server.height // 2, server.width, 1)

        empty = seen()
        with subprocess.Popen(command, cwd=ROOT, env=server.environment, stderr=subprocess.DEVNULL) as desk:
            try:
                wait_for(lambda: seen() != empty, "the desk is seen")
                assert desk.poll() is None
            finally:
                desk.terminate()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there closes no stream")
def test_a_stream_that_is_closed_is_no_bug(tmp_path: Path) -> None:
    line = shlex.join(command_line("pack", "check", tmp_path / "none"))
    done = [subprocess.run(f"exec {line} {one}>&-", shell=True, capture_output=True, text=True) for one in (1, 2)]
    assert [one.returncode for one in done] == [2, 2]
    assert "Traceback" not in done[0].stderr
    assert done[1].stdout == ""


@pytest.mark.parametrize(
    ("words", "locale"), [(["--lang", "bn"], "en_US.UTF-8"), (["--lang=bn"], "C"), ([], "bn_BD.UTF-8")]
)
def test_help_is_said_in_the_persons_language(words: list[str], locale: str) -> None:
    assert "ক্লাসের সেশনের সঙ্গী" in bsuh("--help", *words, extra={"LANG": locale}).out


def test_all_text_is_utf_8_whatever_the_console_says() -> None:
    done = bsuh("roster", "check", LIST, "--json", extra={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.status == 0
    assert any("\u0980" <= letter <= "\u09ff" for letter in done.out)


def test_a_class_list_row_by_row() -> None:
    document = bsuh_here("roster", "check", LIST, "--json").json
    assert set(document) == {"learners", "remarks", "sheet", "sheets", "together"}
    assert list(document["learners"][0]) == [
        "row", "roll", "card", "name_bn", "name_en", *FACTS, "guardian", "assent",
    ]  # fmt: skip
    assert {"row", "code", "text"} == set(document["remarks"][0])


def test_beside_a_converted_name_stands_what_was_typed(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("†ivj,bvg\n1,†gvt iwKe\n2,সালমা\n", "utf-8")
    learners = bsuh_here("roster", "check", tmp_path / "old.csv", "--json").json["learners"]
    assert (learners[0]["name_bn"], learners[0]["original"]) == ("মোঃ রকিব", "†gvt iwKe")
    assert "original" not in learners[1]
    assert "মোঃ রকিব ← †gvt iwKe" in bsuh_here("roster", "check", tmp_path / "old.csv").out


def test_other_sheets_are_named_and_beyond_the_last_card_there_is_none(tmp_path: Path) -> None:
    book = girls_and_boys(tmp_path)
    document = bsuh_here("roster", "check", book, "--json").json
    assert (document["sheet"], document["sheets"], document["together"]) == ("Girls", ["Girls", "Boys", "Notes"], [])
    assert "Other sheets: Boys, Notes\n" in bsuh_here("roster", "check", book, "--lang", "en").out
    many = "Roll,Name\n" + "".join(f"{roll},Mina Das\n" for roll in range(1, 202))
    (tmp_path / "many.csv").write_text(many, "utf-8")
    document = bsuh_here("roster", "check", tmp_path / "many.csv", "--json").json
    assert [document["learners"][place]["card"] for place in (0, 199, 200)] == [1, 200, None]
    assert "sheets" not in document
    assert "#–" in bsuh_here("roster", "check", tmp_path / "many.csv", "--lang", "en").out


def test_of_several_classes_the_first_is_checked_and_all_are_named(tmp_path: Path) -> None:
    (tmp_path / "school.csv").write_text("class,roll,name\n6,1,Rahim\n7,1,Mina\n7,2,Rita\n", "utf-8")
    document = bsuh_here("roster", "check", tmp_path / "school.csv", "--json").json
    assert [one["learners"] for one in document["parts"]] == [1, 2]
    assert (document["part"], len(document["learners"])) == ({"grade": "6", "section": ""}, 1)
    assert (
        "The list has 2 classes; this is the first one."
        in bsuh_here("roster", "check", tmp_path / "school.csv", "--lang", "en").out
    )


def test_packs_are_checked_with_file_and_line(tmp_path: Path) -> None:
    good = Path(__file__).resolve().parents[2] / "resources" / "packs" / "taps-traps-taka"
    (found,) = bsuh_here("pack", "check", good, "--json").json["packs"]
    minutes = found.pop("minutes")
    assert found == {"path": str(good), "id": "taps-traps-taka", "findings": []}
    assert set(minutes) == {"45", "35"}
    assert all(set(ways) == {"hands", "cards", "phones", "shared"} for ways in minutes.values())
    assert all(minutes[plan]["hands"]["45"] <= int(plan) for plan in minutes)
    assert "one device: 225 min (30)" in bsuh_here("pack", "check", good, "--lang", "en").out
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "module.toml").write_text("format = 1\nid = [\n", "utf-8")
    done = bsuh_here("pack", "check", tmp_path / "bad", good, "--json")
    assert done.status == 1
    finding = done.json["packs"][0]["findings"][0]
    assert set(finding) == {"file", "line", "code", "text", "remedy"}
    missing = bsuh_here("pack", "check", tmp_path / "nothing", "--json")
    assert (missing.status, missing.json["error"]["code"]) == (2, "pack_not_found")


def test_a_pack_whose_drawing_cannot_be_painted_is_told(tmp_path: Path) -> None:
    files = good_files()
    for name, drawing in (("nested", nested_use()), ("deep", deep())):
        pack = write_zip(tmp_path / f"{name}.zip", {**files, "media/hook.svg": drawing})
        done = bsuh_here("pack", "check", pack, "--json")
        (finding,) = done.json["packs"][0]["findings"]
        assert (finding["file"], finding["code"], done.status) == ("media/hook.svg", "picture_unsafe", 1)


def test_the_doctor_says_what_it_sees(tmp_path: Path) -> None:
    checks = bsuh("doctor", "--profile", tmp_path, "--json").json["checks"]
    assert {check["state"] for check in checks} <= {"ok", "look", "bad", "unused"}
    assert all(set(check) == {"name", "state", "text", "remedy"} for check in checks)


def test_a_locked_profile_and_nobody_to_ask(tmp_path: Path) -> None:
    made = bsuh_here("demo", "--out", tmp_path / "d", "--learners", "2", "--json").json
    asked = bsuh("verify", made["attendance_file"], "--profile", made["profile"], "--json", typed="")
    assert asked.status == 2
    assert asked.json["error"]["code"] in ("passphrase_needed", "wrong_passphrase")
    word = tmp_path / "word"
    word.write_text(made["passphrase"] + "\r\n", "utf-8")
    opened = bsuh_here("verify", made["attendance_file"], "--profile", made["profile"], "--passphrase-file", word)
    assert opened.status == 0
    word.write_bytes(b"\xff\xfe\x00")
    broken = bsuh_here("verify", "x", "--profile", made["profile"], "--passphrase-file", word, "--json")
    assert broken.json["error"]["code"] == "passphrase_file"


def test_a_bug_is_told_by_its_place_and_never_by_its_values() -> None:
    def broken() -> None:
        raise ValueError("রহিমা খাতুন")

    with pytest.raises(ValueError, match="রহিমা") as caught:
        broken()
    told = str(bug(caught.value))
    assert "test_main.py:" in told
    assert "ValueError" in told
    assert "রহিমা" not in told


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "--profile", "{}", "purge"],
        ["purge", "--json", "--profile", "{}"],
        ["collect", ".", "--json", "--profile", "{}"],
    ],
)
def test_an_option_counts_before_the_command_and_behind_it(words: list[str], tmp_path: Path) -> None:
    """Else a command would work on somebody's own data folder."""
    done = bsuh(*(word.format(tmp_path / "nowhere") for word in words))
    assert (done.status, done.json["error"]["code"]) == (2, "no_vault")
