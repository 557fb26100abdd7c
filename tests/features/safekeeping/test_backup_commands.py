"""`bsuh backup` and `bsuh restore` from outside, each once as a process of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.recovery import check_code
from tests.helpers.command import Done, OnceApart
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, copied_desk
from tests.helpers.grants import refused

pytestmark = pytest.mark.usefixtures("known_keys")

NEW = "quite other words here"


def test_a_desk_goes_to_a_stick_and_comes_back(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    a_class(desk).finish()
    code = desk.vault.recovery_code
    desk.close()
    words = tmp_path / "words.txt"
    words.write_text(PASSPHRASE + "\n", "utf-8")
    (tmp_path / "code.txt").write_text("-".join(code[at : at + 5] for at in range(0, 26, 5)) + "\n", "utf-8")

    bsuh = OnceApart("backup", "restore")

    def run(*command: str | Path) -> Done:
        return bsuh(*command, "--passphrase-file", words)

    made = run("backup", "--to", tmp_path / "stick", "--profile", desk.folder, "--json").json
    path = Path(made["path"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made["sha256"]
    assert (made["sessions"], made["key"], made["standing"]) == (1, desk.vault.signing_key.key_id.hex(), "practice")
    assert path.parent == tmp_path / "stick"

    back = run("restore", path, "--profile", tmp_path / "new", "--json").json
    assert (back["path"], back["sha256"], back["sessions"]) == (made["path"], made["sha256"], 1)
    assert back["key"] != made["key"]
    assert (back["standing"], back["merged"], back["report"]) == ("practice", False, None)
    new = open_desk(tmp_path / "new", PASSPHRASE, clock_at(day=4))
    assert new.vault.signing_key.key_id.hex() == back["key"]
    new.close()

    by_code = tmp_path / "by code"

    def with_code(words: Path) -> Done:
        how = ("--recovery-code-file", tmp_path / "code.txt", "--passphrase-file", words)
        return bsuh("restore", path, "--profile", by_code, *how, "--json")

    (tmp_path / "weak.txt").write_text("abc", "utf-8")
    (tmp_path / "new.txt").write_text(NEW, "utf-8")
    weak = with_code(tmp_path / "weak.txt")
    assert (weak.status, weak.json["error"]["code"], by_code.exists()) == (2, "weak_passphrase", False)
    renewed = with_code(tmp_path / "new.txt").json["recovery_code"]
    assert renewed != code
    open_desk(by_code, NEW, clock_at(day=4)).close()
    check_code(by_code, renewed)
    with refused("wrong_recovery_code"):
        check_code(by_code, code)

    # Into the very desk that it is of: nothing changes hands.
    again = run("restore", path, "--profile", tmp_path / "new", "--lang", "bn")
    assert again.status == 0
    assert "ব্যাকআপ" in again.out
    merged = run("restore", path, "--profile", tmp_path / "new", "--json").json
    assert (merged["merged"], merged["key"], merged["report"]["everything"]) == (True, back["key"], True)

    for wrong, code in ((words, "not_a_backup"), (tmp_path / "none.bsuhb", "file_not_opened")):
        not_taken = run("restore", wrong, "--profile", tmp_path / "other", "--json")
        assert (not_taken.status, not_taken.json["error"]["code"]) == (2, code)
        assert "Traceback" not in not_taken.err
    assert not (tmp_path / "other").exists()
    assert not bsuh.left
