"""What a person is asked at a terminal when a desk is made, in which order, and what stands in for it elsewhere."""

from __future__ import annotations

import os
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli.open_desk import note_code_shown, open_or_make_desk
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.programme import Partner, sign_programme
from bsuh_desktop.trust.vault import Vault
from tests.helpers.attendance import programme
from tests.helpers.command import bsuh, command_line, environment
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import key
from tests.helpers.until import PATIENCE_S


def of_two_partners(folder: Path) -> Path:
    partners = (*programme().partners, Partner(7, "nodi", LocalText("নদী", "Nodi"), ()))
    path = folder / "two.json"
    path.write_bytes(sign_programme(replace(programme(), partners=partners), key("root")))
    return path


def at_a_terminal(*words: str | Path, answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Runs a command on a terminal of its own; each answer is typed when its question stands there."""
    pty = pytest.importorskip("pty", reason="terminals of POSIX")
    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        command_line(*words), stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=environment(), close_fds=True,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = ""
    for question, answer in answers:
        while question not in shown:
            shown += os.read(ours, 1000).decode()
        shown = ""
        os.write(ours, answer.encode() + b"\n")
    out, _ = command.communicate(timeout=PATIENCE_S)
    os.close(ours)
    return command.returncode, out.decode()


def test_whoever_joins_at_a_terminal_is_asked_name_partner_and_a_passphrase_twice(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    status, out = at_a_terminal(
        *("programme", "join", of_two_partners(tmp_path), "--profile", profile, "--json"),
        answers=[
            ("Your name:", "Nila"),
            ("7 nodi", "nodi"),
            ("New passphrase:", PASSPHRASE),
            ("The same again:", PASSPHRASE),
        ],
    )
    assert (status, '"partner": "nodi"' in out) == (0, True)
    assert Vault.opens(profile, PASSPHRASE)


def test_without_a_terminal_the_sentence_names_what_is_missing(tmp_path: Path) -> None:
    join = ("programme", "join", of_two_partners(tmp_path), "--profile", tmp_path / "p")
    assert "--name" in bsuh(*join).err
    assert "--partner: " in bsuh(*join, "--name", "Nila").err


def test_a_code_that_a_power_cut_left_untold_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "word").write_text(PASSPHRASE)
    options, folder = Namespace(passphrase_file=tmp_path / "word", lang="en", name="Nila"), tmp_path / "profile"
    with open_or_make_desk(options, folder, "Nila") as (_, first):
        pass
    with open_or_make_desk(options, folder, "Nila") as (_, second):
        assert second is not None
    note_code_shown(folder, second)
    with open_or_make_desk(options, folder, "Nila") as (_, third):
        assert third is None
    assert first is not None
    with pytest.raises(KnownError):
        Vault.unlock_with_recovery(folder, first)
    Vault.unlock_with_recovery(folder, second)
