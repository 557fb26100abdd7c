"""What comes beside a class: for each kind of bad file, how it is made and what it is worth."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

from bsuh_desktop.exchange.receipt import Receipt, sign_receipt
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import PARTNER, demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.sealing import recipient_of
from tests.benchmarks.country import damage
from tests.benchmarks.country.laptops import Handed, Laptop, key_of
from tests.benchmarks.country.lessons import Lesson, lesson, mended
from tests.benchmarks.country.office import BEFORE_THE_GRANT, PROGRAMME, Offices
from tests.benchmarks.country.plan import Wish
from tests.benchmarks.country.sticks import Sticks, another_name

STRANGER = "AGE-SECRET-KEY-19K7M0G52YLNGKX7R2SSTVR90A7G6ZU6S0URF4H4QLL59F0KU9QNQWLY4R8"
"""To whom another programme's files are sealed."""


class Beside(NamedTuple):
    """One class, number `one`, that `laptop` (number `owner`) has handed over and nobody has put on a stick yet;
    `other` is the other laptop of the pair, `waiting` one that was granted nothing."""

    wish: Wish
    offices: Offices
    partner: int
    sticks: Sticks
    owner: int
    laptop: Laptop
    other: Laptop
    waiting: Laptop
    one: int
    held: Lesson
    handed: Handed
    chance: random.Random

    def put_good(self, stick: int | None = None) -> None:
        """The class as it is."""
        self.sticks.put(self.handed, "good", "merged", stick=stick)

    def again(self, by: Laptop, other: str = "again", practice: bool = False, day: str = "") -> Lesson:
        """Another class of the same, of which only another session is told."""
        return lesson(self.wish, self.owner, self.one, by.lead, other=other, practice=practice, day=day)


def _truncated_before(case: Beside) -> None:
    early, late = case.sticks.two()
    cut = damage.truncated_payload(case.handed.file.data, case.chance)
    case.sticks.put_bytes(cut, another_name(case.handed.name), "truncated_before", "altered", early)
    case.put_good(late)


def _renamed(case: Beside) -> None:
    name = case.chance.choice(("a ({}).bin", "{}", "ক্লাস {}.txt", "photo-{}.jpg", "message-{}.eml"))
    case.sticks.put(case.handed._replace(name=name.format(case.one)), "renamed", "merged")


def _doubled(case: Beside) -> None:
    case.put_good()
    case.sticks.put(case.handed._replace(name=another_name(case.handed.name)), "doubled", "merged")


def _huge_sizes(case: Beside) -> None:
    data = damage.huge_sizes(case.handed.file.data, case.offices.recovery, case.offices.recipients)
    case.sticks.put_bytes(data, another_name(case.handed.name), "huge_sizes", "unreadable")
    case.put_good()


def _zip_of_huge_sizes(case: Beside) -> None:
    data = damage.zip_of_huge_sizes(case.handed.file.data, case.handed.name)
    case.sticks.put_bytes(data, f"classes-{case.one}.zip", "zip_of_huge_sizes", "unreadable")
    case.put_good()


def _receipt(case: Beside) -> None:
    coordinator = key_of(case.wish.seed, "coordinator", case.partner)
    receipt = Receipt(
        programme=PROGRAMME,
        file=case.handed.file.sha256,
        session=case.handed.session,
        revision=1,
        outcome="merged",
        day=case.held.day,
        signer=coordinator.public,
        grants=case.laptop.grants[0].encode(),
    )
    name = f"receipt-{case.handed.session}.bsuh-receipt"
    case.sticks.put_bytes(sign_receipt(receipt, coordinator), name, "receipt", "passed_over")
    case.put_good()


def _other_programme(case: Beside) -> None:
    key = key_of(case.wish.seed, "elsewhere", case.one)
    grants = case.offices.strange_grants(case.partner, key.public, 7)
    elsewhere = Laptop(key, grants, "another", (recipient_of(STRANGER),))
    case.sticks.put(elsewhere.hand_over(case.again(elsewhere)), "other_programme", "not_ours")
    case.put_good()


def _practice(case: Beside) -> None:
    handed = case.laptop.hand_over(case.again(case.laptop, practice=True), practice=True)
    case.sticks.put(handed, "practice", "practice")
    case.put_good()


def _demonstration(case: Beside) -> None:
    key = key_of(case.wish.seed, "practising", case.one)
    grants = issue_demonstration_device_grant(resources(), key.public, 7)
    programme = demonstration_programme(resources())
    laptop = Laptop(key, grants, programme.id, programme.recipients_for(PARTNER))
    handed = laptop.hand_over(case.again(laptop, practice=True), practice=True)
    case.sticks.put(handed, "demonstration", "practice")
    case.put_good()


def _unknown_signer(case: Beside) -> None:
    key = key_of(case.wish.seed, "strange", case.one)
    grants = case.offices.strange_grants(case.partner, key.public, 7)
    strange = Laptop(key, grants, PROGRAMME, case.offices.recipients)
    case.sticks.put(strange.hand_over(case.again(strange)), "unknown_signer", "unknown_signer")
    case.put_good()


def _expired(case: Beside) -> None:
    handed = case.laptop.hand_over(case.again(case.laptop, day=BEFORE_THE_GRANT))
    case.sticks.put(handed, "expired", "expired")
    case.put_good()


def _waiting(case: Beside) -> None:
    case.sticks.put(case.waiting.hand_over(case.again(case.waiting)), "waiting", "waiting")
    case.put_good()


def _revisions(kind: str, newer_first: bool) -> Callable[[Beside], Lesson]:
    def make(case: Beside) -> Lesson:
        early, late = case.sticks.two()
        later = mended(case.held)
        first, second = (late, early) if newer_first else (early, late)
        knot = case.handed.session
        case.sticks.put(case.handed, kind, "", stick=first, rule="revisions", knot=knot)
        case.sticks.put(case.laptop.hand_over(later, 2), kind, "", stick=second, rule="revisions", knot=knot)
        return later

    return make


def _contradicting(case: Beside, kind: str, against: Handed) -> None:
    for handed in (case.handed, against):
        case.sticks.put(handed, kind, "", rule="contradict", knot=case.handed.session)


def _second_form(case: Beside) -> None:
    handed = case.laptop.hand_over(case.again(case.laptop, "form"))
    _contradicting(case, "second_form", handed._replace(name=another_name(handed.name)))


def _same_place(case: Beside) -> None:
    handed = case.laptop.hand_over(case.again(case.laptop), nth=len(case.laptop.manifests))
    _contradicting(case, "same_place", handed)


def _two_laptops(case: Beside) -> None:
    handed = case.other.hand_over(case.again(case.other, "form"))
    _contradicting(case, "two_laptops", handed._replace(name=another_name(handed.name)))


def _by_bytes(kind: str, verdict: str, make: Callable[[bytes, random.Random], bytes]) -> Callable[[Beside], None]:
    def beside(case: Beside) -> None:
        data = make(case.handed.file.data, case.chance)
        case.sticks.put_bytes(data, another_name(case.handed.name), kind, verdict)
        case.put_good()

    return beside


def _strange(kind: str, verdict: str, name: str, make: Callable[[random.Random], bytes]) -> Callable[[Beside], None]:
    def beside(case: Beside) -> None:
        case.sticks.put_bytes(make(case.chance), name.format(case.one), kind, verdict)
        case.put_good()

    return beside


MAKERS: Mapping[str, Callable[[Beside], Lesson | None]] = {
    "truncated_header": _by_bytes("truncated_header", "unreadable", damage.truncated_header),
    "truncated_payload": _by_bytes("truncated_payload", "altered", damage.truncated_payload),
    "truncated_before": _truncated_before,
    "flipped_header": _by_bytes("flipped_header", "unreadable", damage.flipped_header),
    "flipped_payload": _by_bytes("flipped_payload", "altered", damage.flipped_payload),
    "appended": _by_bytes("appended", "altered", damage.appended),
    "renamed": _renamed,
    "doubled": _doubled,
    "huge_sizes": _huge_sizes,
    "no_zip": _strange("no_zip", "unreadable", "classes-{}.zip", damage.no_zip),
    "zip_of_huge_sizes": _zip_of_huge_sizes,
    "photo": _strange("photo", "passed_over", "IMG_{}.jpg", damage.photo),
    "letter": _strange("letter", "passed_over", "letter {}.txt", damage.letter),
    "empty": _strange("empty", "passed_over", "untitled {}", lambda _: b""),
    "receipt": _receipt,
    "other_programme": _other_programme,
    "practice": _practice,
    "demonstration": _demonstration,
    "unknown_signer": _unknown_signer,
    "expired": _expired,
    "waiting": _waiting,
    "older_after_newer": _revisions("older_after_newer", newer_first=True),
    "newer_after_older": _revisions("newer_after_older", newer_first=False),
    "second_form": _second_form,
    "same_place": _same_place,
    "two_laptops": _two_laptops,
}
"""By kind: puts the class and what comes beside it on sticks; returns the class as it counts in the end, where that is
another form of it."""
