"""Countries of a few learners, their tables, and what the product publishes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bsuh_desktop.register.asked import Counts, Dimension, Group
from bsuh_desktop.register.hiding import Shown, hide
from tests.helpers.pinning import FIGURES, Attacker, Line, Sheet, inside

By = tuple[Dimension, ...]

# division, district, upazila, place
PLACES = (
    ("30", "3026", "302604", "a"),
    ("30", "3026", "302604", "b"),
    ("30", "3026", "302608", "c"),
    ("30", "3048", "304801", "d"),
    ("10", "1004", "100401", "e"),
    ("10", "1004", "100401", "f"),
    ("10", "1006", "100602", "g"),
)


@dataclass(frozen=True)
class Sat:
    """`people` of one kind in one class: the learners are numbered from `first`, so that two classes can have the same.
    `there` of them were present, and `earned` of these a certificate."""

    place: int
    month: str
    module: str
    sex: str
    first: int
    people: int
    there: int
    earned: int


def groups(sats: Iterable[Sat], by: By) -> tuple[Group, ...]:
    """Counted in plain Python."""
    found: dict[tuple[str, ...], list[Sat]] = {}
    for sat in sats:
        if sat.people:
            found.setdefault(tuple(value_of(sat, dimension) for dimension in by), []).append(sat)
    return tuple(Group(values, _counts(found[values])) for values in sorted(found))


def value_of(sat: Sat, dimension: Dimension) -> str:
    levels = ("division", "district", "upazila", "place")
    if dimension in levels:
        return PLACES[sat.place][levels.index(dimension)]
    return str({"month": sat.month, "module": sat.module, "sex": sat.sex}[dimension])


def _counts(sats: Sequence[Sat]) -> Counts:
    def learners(sat: Sat, many: int) -> set[tuple[int, str, int]]:
        return {(sat.place, sat.sex, number) for number in range(sat.first, sat.first + many)}

    return Counts(
        classes=len({(sat.place, sat.month, sat.module) for sat in sats}),
        total=sum(sat.people for sat in sats),
        unique=len(set().union(*(learners(sat, sat.people) for sat in sats))),
        present=sum(sat.there for sat in sats),
        reached=len(set().union(*(learners(sat, sat.there) for sat in sats))),
        certificates=sum(sat.earned for sat in sats),
        minutes=40 * len(sats),
        entered_later=0,
    )


def published(sats: Sequence[Sat], tables: Sequence[By], limit: int, complementary: bool = True) -> tuple[Sheet, ...]:
    """The tables as everybody sees them."""
    counted = [(by, groups(sats, by)) for by in tables]
    shown = hide(counted, PLACES, limit, complementary)
    left = {
        by: [group.values for group, how in zip(rows, flags, strict=True) if how is Shown.UNLISTED]
        for (by, rows), flags in zip(counted, shown, strict=True)
    }
    sheets = []
    for (by, rows), flags in zip(counted, shown, strict=True):
        lines = [
            Line(group.values, told(group.counts, how))
            for group, how in zip(rows, flags, strict=True)
            if how is not Shown.UNLISTED
        ]
        left_out: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = {}
        for other in tables:
            found = [inside(by, values, other, ABOVE) for values in left[by] if other != by]
            left_out[other] = frozenset(values for values in found if values is not None)
        sheets.append(Sheet(by, tuple(lines), left_out))
    return tuple(sheets)


def told(counts: Counts, how: Shown) -> dict[str, int | None]:
    """A row's figures; None for what is hidden."""
    if how is Shown.HIDDEN:
        return dict.fromkeys(FIGURES)
    figures: dict[str, int | None] = {figure: getattr(counts, figure) for figure in FIGURES}
    return figures if how is Shown.TOLD else {**figures, "certificates": None}


ABOVE = {
    **{f"place:{path[3]}": path[2] for path in PLACES},
    **{f"upazila:{path[2]}": path[1] for path in PLACES},
    **{f"district:{path[1]}": path[0] for path in PLACES},
}


def attacker(sheets: Sequence[Sheet], sats: Sequence[Sat], finest: By, limit: int) -> Attacker:
    """The reader of these sheets. Leaves are all that there could be: every place that had a class in every month that
    had one, and so on."""
    axes = [sorted({value_of(sat, dimension) for sat in sats}) for dimension in finest]
    leaves: list[tuple[str, ...]] = [()]
    for axis in axes:
        leaves = [(*leaf, value) for leaf in leaves for value in axis]
    return Attacker(sheets, finest, leaves, ABOVE, limit)
