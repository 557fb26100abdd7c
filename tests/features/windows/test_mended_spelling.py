"""A spelling is mended after the certificates were saved: one new certificate, and the old one counts no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.verify.known import known_to, remember
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import prepared, programme_desks
from tests.helpers.attendance import PARTNER
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.command import bsuh_here
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk, rows
from tests.helpers.grants import sign_list
from tests.helpers.hands import key, pick, until, until_focused
from tests.helpers.list_pages import on_page, press_verb, table
from tests.helpers.visit import Prepare, Visit, visiting

LEARNERS = 4
OLD, MENDED = "শ্রেয়া দাস", "শ্রেয়া দাশ"


def coordinator_desk(folder: Path) -> Desk:
    folder.mkdir()
    desk = practice_desk(folder, clock_at())
    programme_desks.coordinator(desk)
    return desk


def granted_with_a_class(coordinator: Desk, stick: Path) -> Prepare:
    """A facilitator's laptop: joined, granted by `coordinator`, and in the middle of a lesson."""

    def prepare(desk: Desk) -> None:
        set_facilitator(desk, prepared.FACILITATOR, "4826")
        join(desk, programme_desks.trial_file(recipient=coordinator.vault.age_recipient), PARTNER)
        request = write_request(desk, "device", stick)
        (given,) = issue(coordinator, look_at_requests(coordinator, [request]), stick)
        accept(desk, given.path)
        a_class(desk, rows(LEARNERS))

    return prepare


def finish(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("go_on")
    key(visit.window, "F10")
    on_page(visit, "wrap_up")
    key(visit.window, "F10")
    until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
    visit.quiet()


def write(visit: Visit, kind: str, folder: Path, files: str, count: int) -> None:
    visit.press(f"{kind}_to_folder")
    pick(folder)
    visit.let_names_go(kind)
    until(lambda: len(list(folder.glob(files))) == count, f"{kind} are written")
    visit.quiet()


def mend(visit: Visit) -> None:
    visit.press("done", "rail_classes", "open_learners")
    on_page(visit, "learners")
    assert not shows(visit, "reissue")
    press_verb(visit, next(row.key for row in table(visit).rows() if OLD in row.cells[1].text))
    visit.write("name_bn", MENDED)
    visit.press("save")


def verdicts(*words: str | Path) -> dict[str, str]:
    """Each certificate that was looked at, by its serial, and what it is worth."""
    proofs = map(json.loads, bsuh_here("verify", *words, "--json").out.splitlines())
    return {item["serial"]: item["verdict"] for proof in proofs for item in proof["items"]}


@pytest.mark.usefixtures("windows")
def test_one_certificate_is_made_anew_and_the_old_one_is_revoked(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    coordinator = coordinator_desk(tmp_path / "coordinator")
    with visiting(tmp_path, granted_with_a_class(coordinator, stick)) as visit:
        finish(visit)
        write(visit, "certificates", stick, "*.pdf", 1)
        (old,) = stick.glob("*.pdf")
        write(visit, "attendance", stick, "*.bsuh", 1)
        mend(visit)
        assert "Certificates printed under another spelling: 1" in read(visit, "reissue")
        until_focused(visit.see("make_new"), "it is what is to be done now")
        visit.press("language_bn")
        assert "অন্য বানানে প্রিন্ট হওয়া সনদ: ১" in read(visit, "reissue")
        visit.press("language_en", "rail_home")
        on_page(visit, "home")
        assert "Spelling fixed. Certificates to print again: 1" in read(visit, "certificates")
        visit.press("held_classes")
        on_page(visit, "held")
        assert "Certificates to print again: 1" in read(visit, "rows")
        visit.press("rail_classes", "open_learners")
        visit.press("make_new")
        on_page(visit, "wrap_up")
        assert read(visit, "certificates_tag") == "To print again: 1"
        assert shows(visit, "certificates_whole")
        write(visit, "certificates", stick, "*.pdf", 2)
        assert "New certificates saved: 1. The old ones are revoked." in read(visit, "certificates_message")
        assert read(visit, "certificates_tag") == "Printed or saved"
        assert not shows(visit, "certificates_whole")
        write(visit, "attendance", stick, "*.bsuh", 2)
        visit.press("done")
        assert not shows(visit, "certificates")
    (new,) = set(stick.glob("*.pdf")) - {old}
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    here = verdicts(old, new, "--profile", tmp_path / "profile", "--passphrase-file", secret)
    assert sorted(here.values()) == ["good"] * LEARNERS + ["revoked"]
    assert elsewhere(coordinator, stick, old, new) == here, "the coordinator's list says the same"
    coordinator.close()


def elsewhere(coordinator: Desk, stick: Path, *certificates: Path) -> dict[str, str]:
    """What the certificates are worth to somebody who has the programme's file and the coordinator's newest list, made
    after the coordinator has looked at what was handed over."""
    programme = stick / "programme.json"
    programme.write_bytes(coordinator.programme_file)
    remember(coordinator, list(verify([str(path) for path in stick.glob("*.bsuh")], known_to(coordinator))))
    key_list = stick / "key-list.json"
    key_list.write_bytes(sign_list(coordinator, coordinator.today()))
    return verdicts(*certificates, "--programme", programme, "--programme", key_list)
