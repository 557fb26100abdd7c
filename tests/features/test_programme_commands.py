"""`bsuh programme` from outside, as an office and its partners run it. `programme new` is a process of its own in
tests/features/test_grants_commands.py."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.trust.root_key import words_of
from tests.helpers.command import Done, bsuh_here, write_script
from tests.helpers.desks import PASSPHRASE
from tests.helpers.papers import copied
from tests.helpers.settings_files import write_settings

pytestmark = pytest.mark.usefixtures("light_keys")


class Office(NamedTuple):
    """What `programme new` made in the folder `out`, and what it said."""

    folder: Path
    out: Path
    said: dict[str, Any]

    def run(self, *words: str | Path) -> Done:
        """`bsuh programme` with the office's passphrase."""
        return bsuh_here("programme", *words, "--passphrase-file", self.folder / "passphrase.txt")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    (folder / "passphrase.txt").write_text(PASSPHRASE + "\n", "utf-8")
    settings = write_settings(folder)
    out = folder / "out"
    made = bsuh_here(
        "programme", "new", settings, "--out", out, "--json", "--passphrase-file", folder / "passphrase.txt"
    )
    assert made.status == 0, made.err
    return Office(folder, out, made.json)


def refused(done: Done) -> str:
    assert done.status == 2
    assert done.json["error"]["text"] in done.err
    assert "Traceback" not in done.err
    return str(done.json["error"]["code"])


def test_new_makes_the_file_the_sheet_and_the_offices_desk(office: Office) -> None:
    said = office.said
    assert (said["id"], said["version"], said["keeps_root"]) == ("kurigram", 1, True)
    assert said["path"] == str(office.out / "kurigram-programme-v1.bsuh-programme")
    assert said["profile"] == str(office.out / "profile")
    assert len(said["recovery_code"]) == 26
    assert said["places"] == {"school": 2}
    assert [finding["stops"] for finding in said["findings"]] == [False, False]
    text = " ".join(copied(Path(said["sheet"]).read_bytes()))
    assert said["root_print"] in text
    desk = open_desk(office.out / "profile", PASSPHRASE, SystemClock())
    with desk.store:
        assert desk.root_key is not None
        assert all(word in text for word in words_of(desk.root_key))


def test_a_sheet_that_was_lost_is_written_once_more(office: Office, tmp_path: Path) -> None:
    profile = office.out / "profile"
    done = office.run("sheet", "--out", tmp_path, "--profile", profile, "--json")
    assert (done.status, done.json["path"]) == (0, str(tmp_path / "kurigram-recovery-sheet.pdf"))
    again, first = (
        [line for line in copied(Path(path).read_bytes()) if "Made on" not in line]
        for path in (done.json["path"], office.said["sheet"])
    )
    assert again == first


def test_settings_with_slips_make_nothing_and_tell_each(office: Office, tmp_path: Path) -> None:
    settings = write_settings(tmp_path, slips=True)
    done = office.run("new", settings, "--out", tmp_path / "out", "--json")
    assert refused(done) == "settings_wrong"
    stopping = [one for one in done.json["error"]["findings"] if one["stops"]]
    assert [(one["file"], one["line"]) for one in stopping] == [
        ("settings.toml", 3),
        ("settings.toml", 15),
        ("places.csv", 3),
    ]
    assert all(one["text"] in done.err for one in stopping)
    assert not (tmp_path / "out").exists()


def test_show_says_what_the_file_holds_in_the_persons_language(office: Office) -> None:
    done = bsuh_here("programme", "show", office.said["path"], "--json")
    assert (done.status, done.json["id"], done.json["version"], done.json["places"]) == (0, "kurigram", 1, 2)
    assert (done.json["path"], done.json["root_print"]) == (office.said["path"], office.said["root_print"])
    assert [partner["id"] for partner in done.json["partners"]] == ["asha", "nodi"]
    spoken = bsuh_here("programme", "show", office.said["path"], "--lang", "bn")
    assert say(Message("Places: {count}", count=2), "bn") in spoken.out.splitlines()
    assert "কুড়িগ্রাম ডিজিটাল সুরক্ষা" in spoken.out
    changed = office.folder / "changed.json"
    changed.write_bytes(Path(office.said["path"]).read_bytes().replace(b"01700000000", b"01700000001"))
    assert refused(bsuh_here("programme", "show", changed, "--json")) == "altered"


def test_whoever_joins_holds_real_classes_from_then_on(office: Office, tmp_path: Path) -> None:
    profile, file = tmp_path / "profile", office.said["path"]
    join = ("join", file, "--profile", profile, "--name", "শিরিন আক্তার", "--json")
    assert refused(office.run(*join)) == "partner_needed"
    assert not profile.exists()
    done = office.run(*join, "--partner", "nodi")
    assert (done.status, done.json["partner"], done.json["standing"]) == (0, "nodi", "waiting")
    assert (done.json["version"], done.json["path"], len(done.json["recovery_code"])) == (1, file, 26)
    (tmp_path / "list.csv").write_text("Roll,Name,Consent\n1,Anika Rahman,yes\n2,Mou Das,yes\n", "utf-8")
    steps: list[dict[str, Any]] = [
        {"clock": "2026-08-03T09:00:00+06:00"},
        {"group": "8-ka", "roster": "list.csv", "place": "eiin:107845", "year": 2026, "grade": "8", "section": "ka"},
        {"set_up": "s1", "groups": ["8-ka"], "pack": "taps-traps-taka"},
        {"headcount": 2},
        {"roll": {"absent": []}},
        {"finish": "s1"},
    ]
    steps[1]["basis"] = "letters"
    script = write_script(tmp_path / "script.jsonl", steps)
    passphrase = office.folder / "passphrase.txt"
    held = bsuh_here(
        *("rehearse", script, "--out", tmp_path / "out", "--profile", profile, "--json"),
        *("--passphrase-file", passphrase),
    )
    assert held.status == 0, held.err
    assert [session["standing"] for session in held.json["sessions"]] == ["waiting"]


def test_the_second_version_moves_every_desk_forward_and_none_back(office: Office, tmp_path: Path) -> None:
    folder, first = shutil.copytree(office.folder, tmp_path / "office"), office.said
    settings = folder / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace("Asha Centre", "Asha Institute"), "utf-8")
    made = office.run("new", settings, "--out", folder / "out", "--json")
    assert (made.status, made.json["version"], made.json["sheet"]) == (0, 2, None)
    before = sorted(folder.joinpath("out").iterdir())
    again = office.run("new", settings, "--out", folder / "out", "--json")
    assert (again.status, again.json["version"], again.json["unchanged"]) == (0, 2, True)
    assert (again.json["path"], sorted(folder.joinpath("out").iterdir())) == (made.json["path"], before)
    assert made.json["root_print"] == first["root_print"]
    profile = ("--profile", tmp_path / "profile", "--json")
    joined = office.run("join", first["path"], *profile, "--partner", "3", "--name", "Shirin")
    assert joined.json["version"] == 1
    assert office.run("join", made.json["path"], *profile).json["version"] == 2
    assert refused(office.run("join", first["path"], *profile)) == "older_programme"


def test_the_words_bring_the_same_root_back_on_a_fresh_desk(office: Office, tmp_path: Path) -> None:
    desk = open_desk(office.out / "profile", PASSPHRASE, SystemClock())
    with desk.store:
        root = desk.root_key
    assert root is not None
    words = tmp_path / "words.txt"
    words.write_text(" ".join(words_of(root)[:-1]), "utf-8")
    recover = ("recover", office.said["path"], "--words-file", words, "--profile", tmp_path / "profile", "--json")
    assert refused(office.run(*recover)) == "wrong_words"
    assert not (tmp_path / "profile").exists()
    words.write_text("\n".join(f"{place} {word}" for place, word in enumerate(words_of(root), 1)), "utf-8")
    done = office.run(*recover)
    assert (done.status, done.json["keeps_root"], done.json["root_print"]) == (0, True, office.said["root_print"])
    fresh = open_desk(tmp_path / "profile", PASSPHRASE, SystemClock())
    with fresh.store:
        assert fresh.root_key is not None
        assert (fresh.root_key.seed, fresh.programme.id) == (root.seed, "kurigram")


def test_what_is_missing_is_said(office: Office, tmp_path: Path) -> None:
    nobody = office.run("join", office.said["path"], "--profile", tmp_path / "profile", "--partner", "3", "--json")
    assert refused(nobody) == "no_facilitator_name"
