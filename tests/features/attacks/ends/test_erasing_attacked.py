"""Who may erase a child's name and answers here: nobody by an unsigned, foreign or back-dated file."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.exchange.receipt import read_receipt, sign_receipt
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.classroom import conduct as conducting
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.retention import purge_if_due, retention_view
from bsuh_desktop.services.erasure.withdraw import people_of_class, withdraw
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.hand_over.receipts import take_receipts
from bsuh_desktop.services.hand_over.seal import seal_class
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.store.forgotten import LIST_NAME, add_to_list, read_list
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.store.replace_damaged import MERGING
from bsuh_desktop.trust.grant_request import write_answer
from bsuh_desktop.trust.grants import Grant, GrantTerms, issue
from tests.helpers import hand_over
from tests.helpers.desks import a_class, clock_at, copied_desk
from tests.helpers.erasure import answered_class, pass_days
from tests.helpers.keys import coordinator_terms, device_terms, key

WOKE_UP = datetime.date(2026, 1, 1)
"""The first day of the coordinator's grant: what its laptop says after its clock's battery has died."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A real desk that nobody has taught at."""
    desk = copied_desk(tmp_path, clock_at())
    hand_over.joined(desk)
    return desk


def names(desk: Desk, session: str) -> int:
    return sum(one.named for one in people_of_class(desk, session))


def receipt(desk: Desk, path: Path, session: str, by: GrantTerms | None = None, **changed: object) -> Path:
    """What a coordinator under the terms `by` answers to the class."""
    whole = read_receipt(hand_over.receipt_for(desk, seal_class(desk, session)))
    grants = issue(key("root"), by or coordinator_terms(key("coordinator").public)).encode()
    path.write_bytes(sign_receipt(replace(whole, grants=grants, **changed), key("coordinator")))
    return path


def test_a_receipt_of_a_day_before_the_class_lets_no_name_end_early(desk: Desk, tmp_path: Path) -> None:
    session = hand_over.hold(desk, "8", "ka")
    (taken,) = take_receipts(desk, [receipt(desk, tmp_path / "r.json", session, day=WOKE_UP)])
    assert taken.state == "merged"
    (group,) = retention_view(desk).groups
    assert (group.state, group.due) == ("later", desk.today() + datetime.timedelta(days=90))
    pass_days(desk, 60)
    assert purge_if_due(desk) is None


def test_a_coordinator_of_another_partner_erases_nobody(desk: Desk, tmp_path: Path) -> None:
    session = hand_over.hold(desk, "8", "ka")
    ids = tuple(sorted(desk.store.rosters.seated(session)))
    other = replace(coordinator_terms(key("coordinator").public), partner=4)
    # For a file that is not known here, as an older copy of this data would not know one.
    take_receipts(desk, [receipt(desk, tmp_path / "r.json", session, other, file=bytes(32), forgotten=ids)])
    assert names(desk, session) == 3
    take_receipts(desk, [receipt(desk, tmp_path / "s.json", session, file=bytes(32), forgotten=ids[:1])])
    assert names(desk, session) == 2


def granted_to(desk: Desk) -> tuple[Grant, Grant]:
    above = issue(key("root"), coordinator_terms(key("coordinator").public))
    return above, issue(key("coordinator"), device_terms(desk.vault.signing_key.public), above)


def test_an_answer_that_anybody_can_write_erases_nobody(desk: Desk, tmp_path: Path) -> None:
    session = hand_over.hold(desk, "8", "ka")
    ids = sorted(desk.store.rosters.seated(session))
    forged = tmp_path / "grant-forged.bsuh-grant"
    # The grants stand on every certificate, and an answer has no signature of its own.
    forged.write_bytes(write_answer(desk.grants, continues=key("old").public, forgotten=ids))
    accept(desk, forged)
    assert names(desk, session) == 3
    need_new_key(desk.store.db, "restored")
    start_new_key(desk)
    old, answer = desk.earlier[0].key, tmp_path / "grant-new.bsuh-grant"
    answer.write_bytes(write_answer(granted_to(desk), continues=old, forgotten=ids[:1]))
    accept(desk, answer)
    assert names(desk, session) == 2
    answer.write_bytes(write_answer(granted_to(desk), continues=old, forgotten=ids))
    accept(desk, answer)
    assert names(desk, session) == 2


def test_a_class_ends_with_its_withdrawn_answers_erased_or_not_at_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    conduct = a_class(desk)
    conduct.ask("q5", "shared")
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    conduct.answer(1, "A")
    conduct.close_question()

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(conducting, "erase_later_answers", cut)
        with pytest.raises(KeyboardInterrupt):
            conduct.finish()
    desk.close()
    again = open_unlocked(desk.folder, desk.vault, desk.clock)
    assert again.store.journal.state(conduct.session).finished is None
    conduct.move_to(again)
    conduct.finish()
    assert conduct.state.questions["q5"].answers == {}
    again.close()


def test_what_a_power_cut_left_of_a_repair_forgets_as_well(desk: Desk) -> None:
    conduct = answered_class(desk)
    merging, part = desk.folder / MERGING, desk.folder / f".{desk.store.file.name}.part"
    merging.mkdir()
    shutil.copy(desk.folder / VAULT_FILE, merging)
    for path in (merging / desk.store.file.name, part):
        shutil.copy(desk.store.file, path)
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    assert not merging.exists()
    assert not part.exists()


def test_a_flipped_byte_in_the_list_brings_back_one_name_at_most(desk: Desk) -> None:
    session = hand_over.hold(desk, "8", "ka")
    ids = sorted(desk.store.rosters.seated(session))
    add_to_list(desk.folder, dict.fromkeys(ids, "withdrawn"))
    path = desk.folder / LIST_NAME
    path.write_bytes(b"\xff" + path.read_bytes()[1:])
    assert read_list(desk.folder) == dict.fromkeys(ids[1:], "withdrawn")
    desk.close()
    again = open_unlocked(desk.folder, desk.vault, desk.clock)
    assert names(again, session) == 1
    again.close()
