"""The row of a key's manifests: what is reached going back from the last trusted one, and what claims a taken place."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.exchange.package import Link, RevocationIndex, rivals
from bsuh_desktop.trust.key_list import Revocation
from tests.helpers.keys import DAY, key

DEVICE, OTHER = key("device").public, key("other").public


def named(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def row(count: int, public: bytes = DEVICE, of: str = "row") -> list[Link]:
    """The manifests 1 to `count` of a key, each naming the one before."""
    hashes = [b"", *(named(f"{of} {nth}") for nth in range(1, count + 1))]
    return [Link(hashes[nth], public, nth, hashes[nth - 1]) for nth in range(1, count + 1)]


def by_hash(*links: Link) -> dict[bytes, Link]:
    return {link.sha256: link for link in links}


def reaches(last: bytes, wanted: bytes, known: dict[bytes, Link]) -> bool:
    """What the index says, in whatever order it hears of the manifests."""
    revoked = [Revocation(DEVICE, DAY, last)]
    index = RevocationIndex(revoked, known)
    later = RevocationIndex(revoked, {})
    for link in reversed(known.values()):
        later.learn(link.key, link.sha256, link.prev)
    found = index.holds(DEVICE, [last], wanted)
    assert found is later.holds(DEVICE, [last], wanted)
    return found


@given(st.integers(1, 30), st.data())
def test_all_up_to_the_last_trusted_are_reached_and_none_beyond(count: int, data: st.DataObject) -> None:
    links = row(count)
    last = data.draw(st.integers(1, count))
    reached = [reaches(links[last - 1].sha256, link.sha256, by_hash(*links)) for link in links]
    assert reached == [True] * last + [False] * (count - last)


def test_a_manifest_that_is_missing_between_ends_the_row() -> None:
    first, second, third, fourth = row(4)
    known = by_hash(first, second, fourth)
    assert reaches(fourth.sha256, fourth.sha256, known)
    assert reaches(fourth.sha256, third.sha256, known)
    assert not reaches(fourth.sha256, second.sha256, known)
    assert not reaches(fourth.sha256, first.sha256, known)


def test_where_nothing_is_trusted_nothing_is_reached() -> None:
    known = by_hash(*row(3))
    assert not any(reaches(b"", wanted, known) for wanted in (b"", *known))
    assert not reaches(row(3)[2].sha256, b"", known)


def test_a_forged_branch_is_not_reached() -> None:
    first, second, third = row(3)
    back_dated = Link(named("forged"), DEVICE, 2, first.sha256)
    beyond = Link(named("beyond"), DEVICE, 4, third.sha256)
    known = by_hash(first, second, third, back_dated, beyond)
    assert [reaches(third.sha256, link.sha256, known) for link in (back_dated, beyond)] == [False, False]


def test_a_ring_of_manifests_ends() -> None:
    # No SHA-256 can be in a ring; a store that was tampered with could hold one.
    one, two = named("one"), named("two")
    ring = by_hash(Link(one, DEVICE, 2, two), Link(two, DEVICE, 3, one))
    assert reaches(one, two, ring)
    assert not reaches(one, named("three"), ring)


@pytest.mark.parametrize(
    ("other", "rival"),
    [
        (Link(named("x"), DEVICE, 2, named("elsewhere")), True),
        (Link(named("x"), DEVICE, 5, named("row 1")), True),
        (Link(named("x"), DEVICE, 3, named("row 2")), False),
        (Link(named("x"), OTHER, 2, named("row 1")), False),
    ],
    ids=["same nth", "same prev", "the next", "another key"],
)
def test_of_one_key_no_two_manifests_have_one_place(other: Link, rival: bool) -> None:
    links = row(2)
    assert rivals(links[1], [*links, other]) == ((other,) if rival else ())
    assert rivals(other, links) == ((links[1],) if rival else ())


def test_two_beginnings_are_rivals() -> None:
    first, forged = row(1)[0], row(1, of="forged")[0]
    assert rivals(first, [first, forged]) == (forged,)
