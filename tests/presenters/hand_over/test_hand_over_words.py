"""What the pages Hand over and Receive say, for each way in which a hand-over can stand; no window is needed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.language import say
from bsuh_desktop.presenters.hand_over.hand_over import overdue_text, where_it_is
from bsuh_desktop.presenters.hand_over.receipts import receipt_words
from bsuh_desktop.presenters.hand_over.stick_words import Outcome, StickWords, ended_words, waiting_words, writing_words
from bsuh_desktop.presenters.parts import remaining_text
from bsuh_desktop.services.hand_over.hand_over_view import (
    HandedClass,
    HandedState,
    HandOverResult,
    HandOverView,
    ReceiptState,
    TakenReceipt,
    Written,
)
from bsuh_desktop.system.sticks import Stick

DAY = datetime.date(2026, 7, 2)
ONE = HandedClass(
    session="SESS00000000000X",
    title=LocalText("৭ম শ্রেণি, গ শাখা", "Grade 7, section Ga"),
    place=LocalText("কালীগঙ্গা", "Kaliganga"),
    module=LocalText("ট্যাপ", "Taps"),
    date=DAY,
    present=51,
    practice=False,
    state="ready",
    since=None,
)
RUPSHA, ASHA = Stick(Path("/m/RUPSHA-2"), "RUPSHA-2", True), Stick(Path("/m/ASHA"), "ASHA", True)


def one(state: HandedState, days: int = 0, **changed: object) -> HandedClass:
    since = None if state in ("ready", "needs_date") else DAY
    return replace(ONE, state=state, since=since, days=days, again=state == "written", **changed)


def view(*classes: HandedClass) -> HandOverView:
    return HandOverView(classes)


def english(words: StickWords) -> tuple[str, str, str]:
    return words.state, say(words.title, "en"), say(words.text, "en")


def test_the_stick_is_asked_for_and_found() -> None:
    classes = view(one("ready"), one("ready"), one("written"))
    state, title, text = english(waiting_words(classes, ()))
    assert (state, title) == ("plain", "Plug a stick in")
    assert text == "Classes to hand over: 2. To send again, without a receipt so far: 1."
    assert english(waiting_words(classes, (RUPSHA,)))[1] == "The stick RUPSHA-2 is plugged in"
    assert english(waiting_words(classes, (RUPSHA, ASHA)))[1] == "Sticks that are plugged in: 2"
    locked = replace(ASHA, writable=False)
    assert english(waiting_words(classes, (locked,))) == ("stop", "This stick cannot be written to.", "Use another.")
    assert english(waiting_words(classes, (locked, RUPSHA)))[0] == "plain", "the other one can be"
    assert "They will be sent again" in english(waiting_words(view(one("written")), (RUPSHA,)))[2]
    closed = view(one("received"), one("kept"), one("refused"))
    assert english(waiting_words(closed, (RUPSHA,)))[:2] == ("ok", "There is nothing to hand over")
    undated = view(one("received"), one("needs_date"))
    assert english(waiting_words(undated, (RUPSHA,))) == (
        "look",
        "Nothing can be handed over yet",
        "Classes without a date: 1. Open each one below, and write its date.",
    )


def result(written: int, left: int = 0, recovery: Path | None = None) -> HandOverResult:
    files = tuple(Written(f"S{number}", Path(f"{number}.bsuh"), bytes([number])) for number in range(written))
    return HandOverResult(files, left, 0, recovery, True)


def test_only_what_was_read_back_is_safe() -> None:
    on_stick = Outcome(RUPSHA.path, "RUPSHA-2", result(3, recovery=Path("r")))
    words = ended_words(on_stick)
    assert english(words) == (
        "ok",
        "Safe to pull out",
        "Classes on the stick RUPSHA-2: 3. Give it to your coordinator.",
    )
    assert (words.ticks, words.recovery, on_stick.complete) == (True, True, True)
    stopped = Outcome(RUPSHA.path, "RUPSHA-2", result(1, left=2))
    assert english(ended_words(stopped))[0] == "look"
    assert "Still to do: 2." in english(ended_words(stopped))[2]
    assert (stopped.complete, ended_words(stopped).ticks) == (False, False)
    pulled = KnownError(
        "stick_removed", Message("The stick came out too soon."), Message("Plug it in, hand over again.")
    )
    failed = Outcome(RUPSHA.path, "RUPSHA-2", error=pulled)
    assert english(ended_words(failed)) == ("stop", "The stick came out too soon.", "Plug it in, hand over again.")
    assert (failed.complete, failed.sessions()) == (False, frozenset())
    folder = Outcome(Path("/home/u/out"), "", result(3))
    assert "Classes in the folder out: 3." in english(ended_words(folder))[2]
    assert "pull" not in "".join(english(ended_words(folder)))
    assert english(ended_words(Outcome(Path("/home/u/out"), "", result(0, left=3))))[1] == "Stopped"
    with pytest.raises(LookupError):
        ended_words(Outcome(RUPSHA.path, "RUPSHA-2"))
    assert "RUPSHA-2" in english(writing_words("RUPSHA-2", stopping=False))[1]
    assert "stops after this file" in english(writing_words("", stopping=True))[2]


@pytest.mark.parametrize(
    ("held", "light", "said"),
    [
        (one("ready"), "unused", "Only on this laptop"),
        (one("ready", changed=True), "look", "Changed since its hand-over"),
        (one("needs_date"), "look", "Its date is missing"),
        (one("written", 9), "info", "Handed over on 2 July 2026"),
        (one("written", 10), "look", "No receipt for 10 days"),
        (replace(one("written"), since=None), "info", "Handed over"),
        (one("received", 30), "ok", "Receipt of 2 July 2026"),
        (one("kept"), "info", "Arrived, waits for your grant"),
        (one("refused"), "stop", "Arrived, but refused"),
    ],
)
def test_each_class_says_where_its_file_is(held: HandedClass, light: str, said: str) -> None:
    shown, words, _ = where_it_is(held)
    assert (shown, say(words, "en")) == (light, said)


def test_what_is_late_and_what_cannot_go_along_is_counted() -> None:
    assert where_it_is(one("written"), just_now=True)[1] == Message("Written just now")
    assert where_it_is(one("received"), just_now=True)[0] == "ok", "its receipt is newer"
    assert overdue_text(view(one("written", 9), one("ready"))) == []
    said = [say(each, "en") for each in overdue_text(view(one("written", 10), one("needs_date")), unprinted=4)]
    assert [each.split(":")[0] for each in said] == [
        "No receipt for ten days or longer",
        "Classes with unsaved certificates",
        "No date, so not handed over",
    ]


def taken(state: ReceiptState, title: str = "Grade 7") -> TakenReceipt:
    named = LocalText("", title) if title else None
    return TakenReceipt(Path("r.json"), state, "S", named, DAY, Message("Receipts"))


def test_receipts_are_told_one_by_one_or_in_counts() -> None:
    assert receipt_words([])[0] == "look"
    state, fact, remedy = receipt_words([taken("merged")])
    assert (state, say(fact, "en"), remedy) == ("ok", "Grade 7: Receipts", None)
    assert [receipt_words([taken(each)])[0] for each in ("kept", "same", "refused", "altered", "practice")] == [
        "info",
        "info",
        "stop",
        "stop",
        "stop",
    ]
    assert say(receipt_words([taken("unreadable", "")])[1], "en") == "Receipts"
    state, fact, detail = receipt_words([taken("merged"), taken("merged"), taken("same"), taken("altered")])
    assert (state, say(fact, "en")) == ("stop", "Receipts that were read: 4.")
    assert detail is not None
    assert say(detail, "en") == "Arrived: 2. Already known: 1. Faulty: 1. Receipts"
    assert receipt_words([taken("merged"), taken("kept")])[0] == "ok"
    assert receipt_words([taken("merged"), taken("refused")])[0] == "stop"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, ""), (1, ""), (2, "About 2 seconds left"), (59, "About 59 seconds left"), (61, "About 2 minutes left")],
)
def test_what_is_left_is_said_roughly(seconds: int | None, said: str) -> None:
    words = remaining_text(seconds)
    assert (say(words, "en") if words else "") == said
