"""What is wished for, and what follows from it: how many laptops, and which classes come with a bad file beside them.

Everything here is a pure function of the wish: each laptop's files can be made by themselves.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence

import msgspec

MOST_CLASSES_A_LAPTOP, FEWEST_LAPTOPS = 50, 26
FILES_A_STICK, FEWEST_STICKS = 320, 4
SHARE = 100
"""One in so many classes has a bad file of a kind beside it."""

BYTE_KINDS = (
    "truncated_header",
    "truncated_payload",
    "truncated_before",
    "flipped_header",
    "flipped_payload",
    "appended",
    "renamed",
    "doubled",
    "huge_sizes",
)
"""Made by byte operations on a good file, which is there as well."""

STRANGE_KINDS = ("no_zip", "zip_of_huge_sizes", "photo", "letter", "empty", "receipt")
"""What is no attendance file at all."""

SIGNED_KINDS = (
    "other_programme",
    "practice",
    "demonstration",
    "unknown_signer",
    "expired",
    "waiting",
    "older_after_newer",
    "newer_after_older",
    "second_form",
    "same_place",
    "two_laptops",
)
"""Whole files that were signed and sealed, and are not simply taken in."""

KINDS = (*BYTE_KINDS, *STRANGE_KINDS, *SIGNED_KINDS)
REVOKED = "revoked"
"""The last kind: laptops that were lost; whoever found one dates classes back."""


class Wish(msgspec.Struct, frozen=True):
    """`files` are those of real classes that count, one each; the bad ones come on top. `lean`: a third of the
    events."""

    files: int
    seed: int
    lean: bool = False

    @property
    def laptops(self) -> int:
        """An even number: two by two they have one class group in common."""
        wanted = max(FEWEST_LAPTOPS, self.files // MOST_CLASSES_A_LAPTOP)
        return wanted + wanted % 2

    @property
    def pairs(self) -> int:
        """How many times two laptops."""
        return self.laptops // 2

    @property
    def sticks(self) -> int:
        """Over how many sticks the files lie."""
        return max(FEWEST_STICKS, self.files // FILES_A_STICK)

    @property
    def of_each_kind(self) -> int:
        """How many bad files there are of each kind."""
        return max(1, self.files // SHARE)

    @property
    def lost_pairs(self) -> int:
        """In how many pairs one laptop was lost: one in forty."""
        return max(1, self.pairs // 40)

    def classes_of(self, laptop: int) -> range:
        """The numbers of the classes that a laptop holds."""
        return range(self.files * laptop // self.laptops, self.files * (laptop + 1) // self.laptops)

    def chance(self, *what: object) -> random.Random:
        """Dice for one thing, the same each time."""
        return random.Random(f"{self.seed} {' '.join(map(str, what))}")

    def is_lost(self, laptop: int) -> bool:
        """True for a laptop whose key was revoked."""
        return laptop % 2 == 0 and laptop // 2 < self.lost_pairs

    def thefts(self, laptop: int) -> int:
        """How many classes the thief dated back."""
        return len(range(laptop // 2, self.of_each_kind, self.lost_pairs)) if self.is_lost(laptop) else 0


@functools.lru_cache(maxsize=4)
def bad_beside(wish: Wish) -> dict[int, str]:
    """The kind of bad file that comes with a class, by the class's number; never two with one. Nothing of the pairs of
    which one laptop was lost, for there every contradiction is a theft."""
    first = wish.classes_of(2 * wish.lost_pairs).start
    free = list(range(first, wish.files))
    wanted = wish.of_each_kind * len(KINDS)
    if wanted > len(free):
        raise ValueError("too few classes for the bad files beside them")
    wish.chance("bad").shuffle(free)
    return {number: KINDS[place % len(KINDS)] for place, number in enumerate(free[:wanted])}


def kinds_of(wish: Wish, classes: Sequence[int]) -> dict[int, str]:
    """The same for some classes."""
    bad = bad_beside(wish)
    return {number: bad[number] for number in classes if number in bad}
