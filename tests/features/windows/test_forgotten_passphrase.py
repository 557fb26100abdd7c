"""A facilitator has lost words and sheet: the coordinator reads the code out, and the desk opens under new words.

Every step of both people is an event on a control that can be seen; only a stick goes from one to the other, and what
is said on the telephone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.trust.vault import Vault
from tests.helpers import hand_over, prepared, programme_desks
from tests.helpers.attendance import PARTNER
from tests.helpers.class_pages import read, shows
from tests.helpers.desks import PASSPHRASE, practice_desk
from tests.helpers.hands import key, pick, until
from tests.helpers.list_pages import asked, on_page, table
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")
NEW = "পাহাড় বক চাঁদ তারা"


def test_the_coordinators_code_opens_the_desk_once(tmp_path: Path) -> None:
    stick, laptop, office = tmp_path / "stick", tmp_path / "laptop", tmp_path / "office"
    stick.mkdir()
    coordinator = practice_desk(office)
    programme_desks.coordinator(coordinator)
    recipient = coordinator.vault.age_recipient
    coordinator.close()

    def joined(desk: Desk) -> None:
        set_facilitator(desk, prepared.FACILITATOR, "4826")
        join(desk, programme_desks.trial_file(recipient=recipient), PARTNER)
        hand_over.hold(desk, "8", "ka")

    with visiting(laptop, joined) as visit:
        visit.unlock()
        asks_for_the_grant(visit, stick)
        code_of_desk = calls(visit)
    with visiting(office) as visit:
        visit.unlock()
        visit.in_private()
        grants(visit, stick)
        told = reads_out(visit, code_of_desk)
    with visiting(laptop) as visit:
        new_code = recovers(visit, told)
        key(visit.window, "Ctrl+L")
        on_page(visit, "door")
        refused(visit, told)
    assert Vault.opens(laptop / "profile", NEW)
    assert not Vault.opens(laptop / "profile", PASSPHRASE)
    assert new_code != told


def asks_for_the_grant(visit: Visit, stick: Path) -> None:
    """The sealed code goes along with the request."""
    visit.press("rail_programme", "write_request", "file_to_folder")
    pick(stick)
    visit.quiet()
    assert len(list(stick.glob("recovery-*.bsuhr"))) == 1


def calls(visit: Visit) -> str:
    """What stands large on the locked laptop, to be read out."""
    key(visit.window, "Ctrl+L")
    on_page(visit, "door")
    assert prepared.FACILITATOR not in read(visit, "door")
    until(lambda: shows(visit, "whose"), "the code stands at the foot of the door")
    visit.press("forgotten")
    assert "Call your coordinator" in read(visit, "no_sheet")
    return read(visit, "number_text")


def grants(visit: Visit, stick: Path) -> None:
    """The coordinator answers the request, and keeps the sealed code."""
    visit.press("rail_programme", "open_grants", "open_requests", "choose_requests", "requests_to_folder")
    pick(stick)
    visit.quiet()
    visit.press("grant_all", "file_to_folder")
    pick(stick)
    visit.quiet()


def reads_out(visit: Visit, code_of_desk: str) -> str:
    """Finds the laptop by what is read out on the telephone; the class may not look on."""
    visit.press("rail_programme", "open_grants", "open_read_out")
    visit.write("search", code_of_desk[:5].lower())
    assert [row.cells[0].second for row in table(visit).rows()] == [code_of_desk]
    assert table(visit).rows()[0].cells[3].text == "never"
    assert not visit.see("primary").isEnabled(), "nobody has said why"
    visit.press("reason_forgotten", "primary")
    groups = [read(visit, f"group_{place}") for place in range(1, 6)]
    assert "never read out before" in read(visit, "reading_text")
    assert len(read(visit, "spelled_1").split(", ")) == len(groups[0])
    visit.bridge.projector.set_shows_this_screen(True)
    visit.quiet()
    assert not shows(visit, "reading"), "the class may look on"
    visit.bridge.projector.set_shows_this_screen(False)
    visit.quiet()
    assert not shows(visit, "reading"), "the code is not shown a second time by itself"
    return "".join(groups)


def recovers(visit: Visit, told: str) -> str:
    """The code as it is heard; then new words, and a new code on a new sheet."""
    visit.press("forgotten")
    visit.write("code", told.lower())
    visit.press("primary")
    visit.write("passphrase", NEW)
    visit.write("again", NEW)
    visit.press("primary")
    new_code = "".join(read(visit, f"group_{place}") for place in range(1, 6))
    visit.write("confirm", in_groups(new_code)[-1])
    visit.press("primary")
    on_page(visit, "home")
    assert len(asked(visit, lambda desk: desk.store.journal.sessions())) == 1, "every class is there"
    return new_code


def refused(visit: Visit, told: str) -> None:
    """Neither the old words nor the code that was read out open it once more."""
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")
    assert "The passphrase does not match." in read(visit, "problem")
    visit.press("forgotten")
    visit.write("code", told)
    key(visit.window, "Return")
    visit.quiet()
    assert "another vault" in read(visit, "problem")
