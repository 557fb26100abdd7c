"""Which receipts on a stick are offered: those of this laptop's classes, as long as they are news."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.exchange.receipt import Outcome
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over import receipts
from bsuh_desktop.services.hand_over.receipts import Expected, expected, receipts_on, take_receipts
from bsuh_desktop.services.hand_over.seal import seal_class
from tests.helpers import hand_over
from tests.helpers.desks import clock_at, copied_desk

OURS = Expected(frozenset({"SESS00000000000X"}), frozenset({b"{known}"}))


def put(folder: Path, name: str, data: bytes = b"{}") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_only_what_is_called_like_one_of_ours_is_offered(tmp_path: Path) -> None:
    found = [
        put(tmp_path, "from/the office/receipt-SESS00000000000X-r2.bsuh-receipt"),
        put(tmp_path, "receipt-SESS00000000000X.bsuh-receipt"),
        put(tmp_path, "of before/receipt-SESS00000000000X-2.json"),
    ]
    put(tmp_path, "receipt-SESS00000000000Y.bsuh-receipt")
    put(tmp_path, "receipt-SESS00000000000X.txt")
    put(tmp_path, "known/receipt-SESS00000000000X.bsuh-receipt", b"{known}")
    put(tmp_path, "large/receipt-SESS00000000000X.bsuh-receipt", bytes(70_000))
    put(tmp_path, "a/b/c/d/receipt-SESS00000000000X.bsuh-receipt")
    assert sorted(receipts_on(tmp_path, OURS)) == sorted(found)
    assert receipts_on(tmp_path / "gone", OURS) == ()


def test_a_stick_full_of_pictures_is_not_looked_through_for_ever(tmp_path: Path) -> None:
    for number in range(9):
        put(tmp_path, f"{number}.jpg")
    before, receipts._MOST = receipts._MOST, 5
    try:
        assert len(list(receipts._files(tmp_path))) == 5
    finally:
        receipts._MOST = before


def test_a_receipt_that_was_taken_in_is_offered_no_more(tmp_path: Path) -> None:
    desk: Desk = copied_desk(tmp_path, clock_at())
    hand_over.three(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    session = next(iter(desk.store.journal.finished()))
    path = hand_over.write_receipt(desk, stick, seal_class(desk, session))
    assert receipts_on(stick, expected(desk)) == (path,)
    assert [one.state for one in take_receipts(desk, [path])] == ["merged"]
    assert receipts_on(stick, expected(desk)) == ()
    desk.close()


@pytest.mark.parametrize(("outcome", "offered"), [("merged", True), ("kept", False), ("refused", False)])
def test_another_laptops_form_of_a_class_is_news_only_if_it_counts(
    tmp_path: Path, outcome: Outcome, offered: bool
) -> None:
    desk: Desk = copied_desk(tmp_path, clock_at())
    hand_over.three(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    sealed = seal_class(desk, next(iter(desk.store.journal.finished())))
    path = hand_over.write_receipt(desk, stick, sealed, outcome)
    assert receipts_on(stick, expected(desk)) == (path,), "for this laptop's own form whatever it says"
    path = hand_over.write_receipt(desk, stick, replace(sealed, sha256=bytes(32)), outcome)
    assert receipts_on(stick, expected(desk)) == ((path,) if offered else ())
    desk.close()
