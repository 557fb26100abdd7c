"""Every single bit of an attendance file, turned behind the seal: zipped rightly, sealed again to the right people.

Only signature and hashes can refuse these. In the suite one bit of every third byte of a small class is turned, all
eight of every byte on demand; a class of 60 and 600 events is too large for that: some are drawn, and 2,000 of them on
demand:
`python -m pytest -m soak -s tests/features/attacks/test_bits_behind_the_seal.py`.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import Header, journal_line, make_entry
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.events import Event, Finished, HeadcountTyped, RollCalled, RollMarked, kind_of
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, NameRow, write_names
from bsuh_desktop.exchange.attendance_writer import contents
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.package import MEMBERS
from bsuh_desktop.services.verify.attendance import prove_attendance
from bsuh_desktop.services.verify.certificates import prove_codes
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.sealing import seal, unseal
from tests.helpers.attacks.cases import given, proof_of
from tests.helpers.attacks.resealer import Resealer, StoredFile
from tests.helpers.attacks.world import PREFIX, World, code, second
from tests.helpers.attendance import SESSION, row
from tests.helpers.classes import NINE, learner, opened
from tests.helpers.keys import flipped
from tests.helpers.sampled import few_or_all
from tests.helpers.scanned import to_text

pytestmark = pytest.mark.sampled

STEP = 3
"""In bytes, from one bit that the suite turns to the next; no part of eight, or some bits would have no turn."""
PARTS = 3
"""Into which the long members are divided, so that two cores share them."""


def a_class(world: World, learners: int, events: int) -> AttendanceFacts:
    """A real class of so many learners whose journal has so many events."""
    marks = [RollMarked(learner(1 + place % learners), "late") for place in range(events - 4)]
    happened: list[Event] = [opened(learners, practice=False), HeadcountTyped(learners), RollCalled(), *marks]
    happened.append(Finished(NINE + 45 * 60_000))
    headers = [
        Header(SESSION, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
        for seq, event in enumerate(happened, 1)
    ]
    rows = tuple(row(card, serial=make_serial(world.device.number, card)) for card in range(1, learners + 1))
    return replace(
        world.facts(),
        rows=rows,
        journal=tuple(journal_line(make_entry(*pair)) for pair in zip(headers, happened, strict=True)),
        names=tuple(NameRow(learner(card), f"শিক্ষার্থী {card}", "", b"") for card in range(1, learners + 1)),
    )


class Bench:
    """One file, and what it takes to change it and have it judged again and again."""

    def __init__(self, world: World, learners: int, events: int) -> None:
        facts, by = a_class(world, learners, events), world.sender()
        members, _ = contents(facts, by, seal(write_names(facts.names), by.recipients), bytes(32))
        self.file = StoredFile(members)
        self.resealer = Resealer(by.recipients, world.home.identity)
        self.known: KnownKeys = world.known(identities=(world.home.identity,))

    def verdict(self, archive: bytes) -> Verdict:
        (verdict,) = self.verdicts([archive])
        return verdict

    def verdicts(self, archives: Iterable[bytes]) -> Counter[Verdict]:
        with ContentsSandbox(self.known.identities) as sandbox:
            sealed = map(self.resealer.seal, archives)
            return Counter(prove_attendance("file", data, self.known, sandbox).verdict for data in sealed)


@pytest.fixture(scope="session")
def bench(world: World) -> Bench:
    """A class of 3 with 12 events."""
    return Bench(world, 3, 12)


@pytest.fixture(scope="session")
def large(world: World) -> Bench:
    """A class of 60 with 600 events."""
    return Bench(world, 60, 600)


def test_sealing_again_is_real(bench: Bench, large: Bench, world: World) -> None:
    # Else all that follows would be refused by the seal, not by what is signed.
    for one in (bench, large):
        sealed = one.resealer.seal(one.file.whole)
        for identity in (world.home.identity, world.recovery):
            assert unseal(sealed, [identity]) == one.file.whole
        assert one.verdict(one.file.whole) is Verdict.GOOD
        place = len(one.file.members[m.ROWS]) - 1
        same = one.file.with_byte(m.ROWS, place, one.file.members[m.ROWS][place])
        assert same == one.file.whole


@pytest.mark.parametrize("name", MEMBERS)
def test_bits_of_every_member_from_its_first_byte_to_its_last(name: str, bench: Bench) -> None:
    """The next bit in the next byte, so that each of the eight has its turn."""
    member = bench.file.members[name]
    places = sorted({*range(0, len(member), STEP), len(member) - 1})
    turned = (bench.file.with_byte(name, place, member[place] ^ 1 << place % 8) for place in places)
    assert bench.verdicts(turned) == {Verdict.ALTERED: len(places)}


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", MEMBERS)
def test_every_bit_of_every_member(name: str, part: int, bench: Bench) -> None:
    flips = itertools.islice(bench.file.flips(name), part, None, PARTS)
    assert bench.verdicts(flips) == {Verdict.ALTERED: len(range(part, 8 * len(bench.file.members[name]), PARTS))}


def drawn(bench: Bench, count: int, seed: int) -> Iterable[bytes]:
    """Turned bits of the whole file, each byte as likely as any other."""
    dice = random.Random(seed)
    places = [(name, place) for name in MEMBERS for place in range(len(bench.file.members[name]))]
    for name, place in dice.choices(places, k=count):
        yield bench.file.with_byte(name, place, bench.file.members[name][place] ^ 1 << dice.randrange(8))


def test_drawn_bits_of_a_large_class(large: Bench) -> None:
    assert large.verdicts(drawn(large, 100, seed=1)) == {Verdict.ALTERED: 100}


@pytest.mark.soak
def test_many_drawn_bits_of_a_large_class(large: Bench) -> None:
    found = large.verdicts(drawn(large, 2_000, seed=2))
    print(f"\n2,000 bits of {sum(map(len, large.file.members.values()))} bytes: {dict(found)}")
    assert found == {Verdict.ALTERED: 2_000}


@few_or_all("step", STEP, 1)
def test_bits_of_both_codes(world: World, step: int) -> None:
    known, credential = world.known(), world.credential()
    first, other = code(credential), second(world.device.chain)
    assert prove_codes("codes", [first, other], known).verdict is Verdict.GOOD
    turned = [[to_text(PREFIX, data), other] for data in flipped(credential.encode())]
    turned += [[first, to_text(PREFIX, data)] for data in flipped(encode_grants(world.device.chain))]
    assert len(turned) == 8 * (len(credential.encode()) + len(encode_grants(world.device.chain)))
    found = Counter(prove_codes("codes", texts, known).verdict for texts in turned[::step])
    assert not [verdict for verdict in found if verdict.exit_code == 0]


def test_the_twin_by_the_front_door(bench: Bench, world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    sealed = bench.resealer.seal(bench.file.whole)
    assert proof_of(world, given(sealed), tmp_path_factory.mktemp("door")).verdict is Verdict.GOOD
