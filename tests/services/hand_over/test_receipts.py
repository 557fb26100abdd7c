from __future__ import annotations

import datetime
import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.receipt import Outcome, read_receipt, receipt_code, sign_receipt
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.erasure.retention import retention_view
from bsuh_desktop.services.hand_over.class_files import hand_over_class
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.hand_over_view import hand_over_view
from bsuh_desktop.services.hand_over.receipts import take_code, take_receipts
from bsuh_desktop.services.hand_over.seal import seal_class
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.store.outgoing import SealedFile
from bsuh_desktop.trust.demonstration import demonstration_office, demonstration_programme
from bsuh_desktop.trust.grants import ALL_CAPS, Cap, GrantTerms, issue
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from tests.helpers import hand_over
from tests.helpers.desks import a_class, clock_at, copied_desk
from tests.helpers.grants import list_taken, refused
from tests.helpers.keys import coordinator_terms, key
from tests.helpers.office_files import root_list
from tests.helpers.receiving_desk import receive, write_receipts

DAY = datetime.date(2026, 8, 3)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A real desk with one class, handed over."""
    desk = copied_desk(tmp_path, clock_at())
    hand_over.joined(desk)
    hand_over.hold(desk, "8", "ka")
    hand_over_all(desk, tmp_path / "stick")
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "back").mkdir()
    return tmp_path / "back"


def sealed_of(desk: Desk) -> SealedFile:
    (session,) = desk.store.journal.finished()
    newest = desk.store.outgoing.newest_sealed(session)
    assert newest is not None
    return newest


def terms(**changed: object) -> GrantTerms:
    return replace(coordinator_terms(key("coordinator").public), **changed)


def answer(desk: Desk, outcome: Outcome = "merged", by: GrantTerms | None = None, **changed: object) -> bytes:
    """The coordinator's receipt of the class, signed under the terms `by`."""
    whole = read_receipt(hand_over.receipt_for(desk, sealed_of(desk), outcome))
    grants = issue(key("root"), by or terms()).encode()
    return sign_receipt(replace(whole, grants=grants, **changed), key("coordinator"))


def put(folder: Path, data: bytes, name: str = "receipt-x.bsuh-receipt") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def state(desk: Desk) -> str:
    return hand_over_view(desk).classes[0].state


def test_a_receipt_closes_its_class_and_its_bytes_go(desk: Desk, folder: Path) -> None:
    put(folder, answer(desk))
    put(folder, b"tea at four", "notes.json")
    put(folder, answer(desk), "tea.txt")
    (taken,) = take_receipts(desk, [folder])
    assert (taken.state, taken.session, taken.date, taken.holds) == ("merged", sealed_of(desk).session, DAY, True)
    assert (state(desk), hand_over_view(desk).classes[0].since) == ("received", DAY)
    assert sealed_of(desk).bytes == b""
    assert hand_over_all(desk, folder / "again").written == ()
    with refused("received_already"):
        seal_class(desk, sealed_of(desk).session)
    (again,) = take_receipts(desk, [folder])
    assert (again.state, again.holds) == ("same", True)


def test_a_receipt_of_before_closes_it_as_well(desk: Desk, folder: Path) -> None:
    put(folder, answer(desk), "receipt-x.JSON")
    assert [one.state for one in take_receipts(desk, [folder])] == ["merged"]


@pytest.mark.parametrize("outcome", ["kept", "refused"])
def test_what_is_not_merged_keeps_its_bytes(desk: Desk, folder: Path, outcome: Outcome) -> None:
    put(folder, answer(desk, outcome))
    assert [one.state for one in take_receipts(desk, [folder])] == [outcome]
    assert state(desk) == outcome
    assert sealed_of(desk).bytes


def test_the_order_in_which_receipts_come_changes_nothing(desk: Desk, folder: Path) -> None:
    words: list[tuple[Outcome, int]] = [("kept", 3), ("refused", 3), ("refused", 5), ("merged", 4)]
    ends = set()
    for chosen in (*itertools.permutations(words[:3]), *itertools.islice(itertools.permutations(words), 0, 24, 5)):
        desk.store.db.conn.execute("DELETE FROM receipts")
        paths = [
            put(folder, answer(desk, outcome, day=DAY.replace(day=day)), f"{number}.json")
            for number, (outcome, day) in enumerate(chosen)
        ]
        take_receipts(desk, paths)
        (kept,) = desk.store.handed.receipts().values()
        ends.add((len(chosen), kept.outcome, kept.day))
    assert ends == {(3, "refused", "2026-08-05"), (4, "merged", "2026-08-04")}


def test_on_one_day_the_better_news_counts(desk: Desk, folder: Path) -> None:
    for outcome in ("kept", "refused"):
        put(folder, answer(desk, outcome), f"{outcome}.json")
    assert [one.state for one in take_receipts(desk, [folder])] == ["kept", "same"]
    assert state(desk) == "kept"


WRONG = {
    "of a coordinator who may not": ("unknown_signer", {"by": terms(caps=ALL_CAPS & ~Cap.RECEIPT)}),
    "of another partner's": ("unknown_signer", {"by": terms(partner=4)}),
    "of a day outside": ("expired", {"by": terms(last_day=datetime.date(2026, 8, 2))}),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_receipt_that_does_not_hold_changes_nothing_and_is_told(desk: Desk, folder: Path, name: str) -> None:
    wanted, how = WRONG[name]
    put(folder, answer(desk, **how))  # type: ignore[arg-type]
    (taken,) = take_receipts(desk, [folder])
    assert (taken.state, taken.holds, taken.session) == (wanted, False, sealed_of(desk).session)
    assert state(desk) == "written"
    assert desk.store.handed.receipts() == {}


def test_an_altered_receipt_changes_nothing(desk: Desk, folder: Path) -> None:
    put(folder, answer(desk).replace(b'"merged"', b'"refused"'))
    assert [(one.state, one.session) for one in take_receipts(desk, [folder])] == [("altered", "")]
    assert state(desk) == "written"


def test_a_receipt_for_another_laptop_is_passed_over_on_a_stick_and_told_when_it_is_named(
    desk: Desk, folder: Path
) -> None:
    path = put(folder, answer(desk, file=bytes(32), session="0" * 16))
    assert take_receipts(desk, [folder]) == ()
    (taken,) = take_receipts(desk, [path])
    assert (taken.state, taken.holds) == ("not_ours", False)
    # A coordinator that names one file and another class says nothing that can be kept.
    assert take_receipts(desk, [put(folder, answer(desk, revision=2))])[0].state == "not_ours"
    assert [one.state for one in take_receipts(desk, [put(folder, b"{}"), folder / "gone.json"])] == ["unreadable"] * 2


def test_a_receipt_for_an_older_form_says_that_the_newer_one_waits(desk: Desk, folder: Path) -> None:
    path = put(folder, answer(desk))
    session = sealed_of(desk).session
    desk.store.journal.erase_data(session, (), {}, desk.clock.now())
    seal_class(desk, session)
    (taken,) = take_receipts(desk, [path])
    assert (taken.state, state(desk)) == ("merged", "ready")
    assert "an older version of the class of 3 August 2026" in str(taken.sentence)


def test_practice_closes_practice_alone(desk: Desk, folder: Path) -> None:
    public, grant = demonstration_office(desk.resources)
    whole = read_receipt(answer(desk))
    programme = demonstration_programme(desk.resources).id
    put(folder, sign_receipt(replace(whole, programme=programme, signer=public.public, grants=grant.encode()), public))
    # A partner of that number stands in every programme.
    desk.store.db.conn.execute("UPDATE sealed SET partner = ?", (grant.terms.partner,))
    assert [one.state for one in take_receipts(desk, [folder])] == ["practice"]
    assert desk.store.handed.receipts() == {}


def test_a_practice_class_is_answered_by_everybodys_coordinator(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    a_class(desk).finish()
    hand_over_all(desk, tmp_path / "stick")
    write_receipts(desk, receive(desk, [tmp_path / "stick"]), tmp_path / "stick" / "back")
    (taken,) = take_receipts(desk, [tmp_path / "stick"])
    assert (taken.state, taken.outcome) == ("practised", "practice")
    assert "from paper" in say(taken.remedy or Message(""), "en")
    assert state(desk) == "practised"
    assert hand_over_all(desk, tmp_path / "again").written == (), "nothing of it is wanted any more"


def test_a_class_that_its_coordinator_has_lost_is_handed_over_once_more(desk: Desk, folder: Path) -> None:
    first = sealed_of(desk)
    put(folder, answer(desk))
    take_receipts(desk, [folder])
    assert state(desk) == "received"
    written = hand_over_class(desk, first.session, folder)
    again = sealed_of(desk)
    assert (written.sha256, again.revision) == (again.sha256, first.revision + 1)
    assert (again.chain_head, again.bytes) == (first.chain_head, written.path.read_bytes())
    assert (state(desk), retention_view(desk).groups[0].state) == ("written", "held_back")
    assert [one.again for one in hand_over_all(desk, folder / "both").written] == [True]
    # What was said of the form that is lost closes nothing any more.
    assert [one.state for one in take_receipts(desk, [folder / "receipt-x.bsuh-receipt"])] == ["merged"]
    assert state(desk) == "written"
    put(folder, answer(desk), "receipt-y.bsuh-receipt")
    take_receipts(desk, [folder])
    assert (state(desk), retention_view(desk).groups[0].state) == ("received", "later")


def test_a_real_class_is_not_closed_as_practice(desk: Desk, folder: Path) -> None:
    put(folder, answer(desk, "practice"))
    assert [one.state for one in take_receipts(desk, [folder])] == ["practice"]
    sealed = sealed_of(desk)
    assert take_code(desk, receipt_code(sealed.receipt_key, sealed.sha256, "practice")).state == "practice"
    assert state(desk) == "written"


def test_a_code_that_was_read_out_closes_a_class(desk: Desk, folder: Path) -> None:
    sealed = sealed_of(desk)
    code = receipt_code(sealed.receipt_key, sealed.sha256, "merged")
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert take_code(desk, wrong).state == "unreadable"
    other = receipt_code(bytes(32), sealed.sha256, "merged")
    assert take_code(desk, other).state == "not_ours"
    assert state(desk) == "written"
    said = f"{code[:4].lower()}-{code[4:8]} {code[8:]}".translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    taken = take_code(desk, said)
    assert (taken.state, taken.session, taken.path) == ("merged", sealed.session, None)
    assert state(desk) == "received"
    assert take_code(desk, code).state == "same"
    # The file that comes later stands in its place: it is what can be shown.
    put(folder, answer(desk))
    assert [one.state for one in take_receipts(desk, [folder])] == ["same"]
    assert [bool(one.file) for one in desk.store.handed.receipts().values()] == [True]


def test_who_withdrew_elsewhere_is_forgotten_here(desk: Desk, folder: Path) -> None:
    session = sealed_of(desk).session
    gone, stays = sorted(desk.store.rosters.seated(session))[:2]
    put(folder, answer(desk, forgotten=(gone,)))
    take_receipts(desk, [folder])
    names = {learner: line.name_bn for learner, line in desk.store.rosters.seated(session).items()}
    assert names[gone] is None
    assert names[stays]
    assert desk.store.forgotten.all()[gone].why == "withdrawn"
    # The class has changed: it goes along once more, without them.
    assert state(desk) == "ready"


def test_an_older_copy_learns_it_from_a_receipt_for_a_file_that_it_does_not_know(desk: Desk, folder: Path) -> None:
    session = sealed_of(desk).session
    gone = sorted(desk.store.rosters.seated(session))[0]
    put(folder, answer(desk, "kept", file=bytes(32), forgotten=(gone, "0000000000000")))
    assert take_receipts(desk, [folder]) == ()
    assert set(desk.store.forgotten.all()) == {gone}
    other = put(
        folder, answer(desk, file=bytes(32), forgotten=("0000000000001",), by=terms(last_day=DAY.replace(day=1)))
    )
    take_receipts(desk, [other])
    assert set(desk.store.forgotten.all()) == {gone}


def test_a_receipt_for_what_only_this_key_can_have_signed_shows_that_the_folder_was_put_back(
    desk: Desk, folder: Path
) -> None:
    for harmless in (
        answer(desk, "kept", file=bytes(32)),
        answer(desk, file=bytes(32), session="0" * 16),
        answer(desk, file=bytes(32), by=terms(partner=4)),
        answer(desk, revision=2),
    ):
        take_receipts(desk, [put(folder, harmless)])
        assert why_new_key(desk) == ""
    put(folder, answer(desk, file=bytes(32), revision=2))
    (taken,) = take_receipts(desk, [folder])
    assert (taken.state, taken.remedy is not None) == ("not_ours", True)
    assert why_new_key(desk) == "restored"
    start_new_key(desk)
    # The laptop of the earlier key may go on: what it sends is no further sign.
    assert take_receipts(desk, [folder]) == ()
    assert why_new_key(desk) == ""


def test_what_came_in_after_its_coordinator_was_taken_back_closes_nothing(desk: Desk, folder: Path) -> None:
    put(folder, answer(desk))
    take_receipts(desk, [folder])
    before = sealed_of(desk)
    assert (state(desk), before.bytes) == ("received", b"")
    hand_over.wait_until(desk, DAY.replace(day=6))

    def taken_back(day: datetime.date, version: int) -> None:
        gone = (Revocation(key("coordinator").public, day),)
        whole = root_list(programme=desk.programme.id, version=version, revoked=gone)
        list_taken(desk, sign_key_list(whole, key("root")))

    # It was taken in before that key was taken back, and stands.
    taken_back(DAY.replace(day=4), 1)
    assert state(desk) == "received"
    taken_back(DAY, 2)
    assert state(desk) == "written"
    assert retention_view(desk).groups[0].state == "held_back"
    # Its bytes are gone: it goes along in another file.
    hand_over_all(desk, folder / "stick")
    assert (sealed_of(desk).revision, state(desk)) == (before.revision + 1, "written")
    assert [one.state for one in take_receipts(desk, [folder / "receipt-x.bsuh-receipt"])] == ["revoked"]
