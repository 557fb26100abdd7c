"""The tables that figures are counted in; the values of a dimension are indexes into a sorted list.

Different learners are told apart in all rows, without names (FORMAT.md, "Unique learners")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register.arrow_rows import Tables
from bsuh_desktop.register.facts import LAST_GRADE, WORDS
from bsuh_desktop.register.queries import PERSONAL, UNKNOWN, Dimension, module_and_version, module_version_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

if TYPE_CHECKING:
    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def persons(learners: pa.Table) -> pa.Array:
    """The number of the person of each row of `arrow_rows.LEARNERS`, from 0, in row order; null for a person who is
    in no other row and therefore counts as one more head.

    Rows of one class must be adjacent, as in `arrow_rows.Tables`.
    """
    row, learner, seat, single = _known(learners)
    people, learners_known = _numbers(learner)
    seats, seats_known = _numbers(_of_one_only(seat, row))
    nodes = np.where(people >= 0, people, np.where(seats >= 0, seats + learners_known, -1))
    both = (people >= 0) & (seats >= 0)
    joined = _joined(people[both], seats[both] + learners_known, learners_known + seats_known)
    person = np.where(single & (nodes >= 0), joined[nodes], -1)
    rows_of = np.bincount(person[person >= 0], minlength=1)
    return pa.array(person, pa.int32(), mask=(person < 0) | (rows_of[person] < 2))


def _known(learners: pa.Table) -> tuple[Numbers, Numbers, Numbers, Flags]:
    """Classes, pseudonyms and seats of all rows; rows with several heads have neither pseudonym nor seat."""
    row, learner, seat = (learners[name].to_numpy() for name in ("row", "learner", "seat"))
    single: Flags = learners["heads"].to_numpy() == 1
    return row, np.where(single, learner, 0), np.where(single, seat, 0), single


def _numbers(values: Numbers) -> tuple[Numbers, int]:
    """The index of each value among the distinct ones, from 0, and -1 for the value 0; and their number."""
    order = np.argsort(values, kind="stable")
    rising = values[order]
    fresh = np.empty(len(values), bool)
    fresh[:1] = True
    np.not_equal(rising[1:], rising[:-1], out=fresh[1:])
    fresh &= rising != 0
    places = np.cumsum(fresh) - 1
    numbers = np.empty(len(values), np.int64)
    numbers[order] = np.where(rising == 0, -1, places)
    return numbers, int(fresh.sum())


def _of_one_only(seat: Numbers, row: Numbers) -> Numbers:
    """The seats, with 0 for those that occur twice in one class: it is unknown which of the two a row elsewhere is."""
    order = np.argsort(seat, kind="stable")
    seats, rows = seat[order], row[order]
    twice = (seats[1:] == seats[:-1]) & (rows[1:] == rows[:-1])
    doubled = np.unique(seats[1:][twice])
    return np.where(np.isin(seat, doubled), 0, seat) if len(doubled) else seat


def _joined(one: Numbers, other: Numbers, nodes: int) -> Numbers:
    """The smallest node of each node's connected component, for `nodes` nodes and the edges from `one` to `other`, each
    to a greater node. One extra entry at the end, so that a row of nobody, whose index -1 means the last entry, finds
    one.

    In each round a component joins the smallest component that it has an edge to. A component that is smaller than all
    its neighbours is joined by one of them, or has a smaller neighbour in the next round: two rounds at least halve the
    components that still have edges, however long a chain is."""
    least = np.arange(nodes + 1)
    while len(one):
        np.minimum.at(least, other, one)
        least = _flattened(least)
        # One after the other: memory holds three such columns, not four.
        one = least[one]
        other = least[other]
        different = one != other
        one, other = one[different], other[different]
        one, other = np.minimum(one, other), np.maximum(one, other)
    return least


def _flattened(least: Numbers) -> Numbers:
    """The root of each node, where `least` leads from a node to a smaller one. Pointer jumping: every pass doubles the
    step."""
    while not np.array_equal(lower := least[least], least):
        least = lower
    return least


LATER, AT_ONCE = "yes", "no"
"""The values of the dimension `entered_later`."""

PLACES = pa.schema([(name, pa.string()) for name in ("place", "upazila", "district", "division")])
"""The places of the programme's list, each with the codes of its areas."""

_HERE = tuple(WORDS["status"].index(status) for status in ("present", "late", "left_early"))
_ORDERS: dict[Dimension, Callable[[str], tuple[str, int]]] = {"module_version": module_and_version}
"""How values of a dimension are sorted, where not by their letters: version 10 comes after version 9."""


AWAY, THERE, CERTIFIED, CERTIFIED_AWAY = 0, 1, 2, 3
"""Values of the column `presence`: absent, present, present with a certificate, absent with a certificate (which should
not occur)."""


class CountedTables(NamedTuple):
    """Tables of the classes that count. Each has a column `by_…` for each of its dimensions."""

    classes: pa.Table
    """One row a class: `row`, `day`, `year`, `minutes`, `later` (0 or 1), `by_…`."""
    heads: pa.Table
    """One row for all learners of one grade in one class: its `row`, `by_grade`, the numbers `total`, `present` and
    `certificates`, and of learners who are in no other row `alone` and `alone_present`."""
    again: pa.Table
    """One row for each learner who is in several rows, sorted by person: `row`, `person`, `here` (0 or 1), and `by_…`
    of grade and attributes."""
    records: pa.Table
    """One row for all learners of one grade, presence and attributes in one class: `heads`, `alone`, and `record_key`,
    the smallest of their keys."""
    words: dict[Dimension, tuple[str, ...]]
    """The values of each dimension, in order; the columns contain indexes into these lists."""


def place_table(places: Iterable[tuple[str, str, str, str]]) -> pa.Table:
    """A table with the schema PLACES from tuples of place, upazila, district, division."""
    columns = list(zip(*places, strict=True)) or [()] * len(PLACES)
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], schema=PLACES)


def counted_tables(
    tables: Tables, mapped: Mapping[str, str], places: pa.Table, first_keys: Mapping[str, str] | None = None
) -> CountedTables:
    """The tables to count in, made from classes that count. `mapped` are typed places that a person identified,
    `places` is a table of PLACES, `first_keys` maps a facilitator's later keys to the first one."""
    values = _dimensions(tables.classes, mapped, places, first_keys or {})
    words = {name: tuple(sorted(set(column), key=_ORDERS.get(name))) for name, column in values.items()}
    coded = {f"by_{name}": _coded(column, words[name]) for name, column in values.items()}
    later = tables.classes["entered_later"].cast(pa.int32())
    rows = pa.array(range(tables.classes.num_rows), pa.int32())
    day = tables.classes["day"]
    own = {"row": rows, "day": day, "year": pc.year(day), "minutes": tables.classes["minutes"], "later": later}
    learners = learner_rows(tables.learners)
    records = _records(learners)
    words |= _words_of_learners()
    return CountedTables(pa.table(own | coded), _heads(records), _again(learners), records, words)


def _dimensions(
    classes: pa.Table, mapped: Mapping[str, str], places: pa.Table, first_keys: Mapping[str, str]
) -> dict[Dimension, list[str]]:
    """The value of each class in each dimension that parts classes."""
    place = [mapped.get(one, one) for one in classes["place"].to_pylist()]

    def area(name: str) -> list[str]:
        known = dict(zip(places["place"].to_pylist(), places[name].to_pylist(), strict=True))
        return [known.get(one, UNKNOWN) for one in place]

    return {
        "division": area("division"),
        "district": area("district"),
        "upazila": area("upazila"),
        "place": place,
        "partner": _texts(classes, "partner", str),
        "facilitator": _texts(classes, "facilitator", lambda key: first_keys.get(key, key)),
        "month": _texts(classes, "day", lambda day: f"{day:%Y-%m}"),
        "module": _texts(classes, "module"),
        "module_version": _module_versions(classes),
        "channel": _texts(classes, "channel"),
        "entered_later": _texts(classes, "entered_later", lambda later: LATER if later else AT_ONCE),
    }


def _module_versions(classes: pa.Table) -> list[str]:
    both = zip(classes["module"].to_pylist(), classes["module_version"].to_pylist(), strict=True)
    return [module_version_of(*one) for one in both]


def _texts(classes: pa.Table, name: str, text_of: Callable[[Any], str] = str) -> list[str]:
    """A column as text; `text_of` is called once for each distinct value."""
    column = classes[name].to_pylist()
    texts = {value: text_of(value) for value in set(column)}
    return [texts[value] for value in column]


def _coded(column: Iterable[str], words: tuple[str, ...]) -> pa.Array:
    places = {word: place for place, word in enumerate(words)}
    return pa.array([places[one] for one in column], pa.int32())


def _words_of_learners() -> dict[Dimension, tuple[str, ...]]:
    """The closed lists of learners' dimensions, in which the columns hold indexes directly."""
    grades = (UNKNOWN, *(str(grade) for grade in range(1, LAST_GRADE + 1)))
    return {"grade": grades, **{name: WORDS[name] for name in PERSONAL}}


def learner_rows(learners: pa.Table) -> pa.Table:
    """One row a learner: the `row` of the class, `person` as in `persons`, `heads`, `alone` (those who
    are in no other row), `presence`, `record_key`, and the `by_…` columns of grade and attributes."""
    heads, person = learners["heads"], persons(learners)
    here = pc.is_in(learners["status"], pa.array(_HERE, pa.uint8()))
    of_present = pc.if_else(learners["awarded"], pa.scalar(CERTIFIED, pa.int8()), pa.scalar(THERE, pa.int8()))
    of_away = pc.if_else(learners["awarded"], pa.scalar(CERTIFIED_AWAY, pa.int8()), pa.scalar(AWAY, pa.int8()))
    columns = {
        "row": learners["row"],
        "person": person,
        "heads": heads,
        "alone": pc.if_else(pc.is_null(person), heads, pa.scalar(0, pa.int32())),
        "presence": pc.if_else(here, of_present, of_away),
        "record_key": learners["record_key"],
        "by_grade": learners["grade"],
    }
    return pa.table(columns | {f"by_{name}": learners[name] for name in PERSONAL})


def _records(learners: pa.Table) -> pa.Table:
    """Sums learners within each class once, which leaves a fifth of the rows."""
    kinds = ["row", "presence", "by_grade", *(f"by_{name}" for name in PERSONAL)]
    summed = learners.group_by(kinds).aggregate([("heads", "sum"), ("alone", "sum"), ("record_key", "min")])
    numbers = {name: summed[f"{name}_sum"].cast(pa.int32()) for name in ("heads", "alone")}
    return pa.table({name: summed[name] for name in kinds} | numbers | {"record_key": summed["record_key_min"]})


def learners_by_kind(classes: pa.Table, records: pa.Table) -> pa.Table:
    """One row for all learners with the same attributes in the classes of a district and year: `year`, `by_division`,
    `by_district`, and the attributes; how many are in no other row (`alone`), and how many of these were present
    (`alone_present`); `record_key` and `key_present`, the smallest key of all of them and of those who were present
    (null if nobody was)."""
    here = pc.is_in(records["presence"], pa.array((THERE, CERTIFIED), pa.int8()))
    of_class = classes.select(["year", "by_division", "by_district"]).take(records["row"])
    kinds = {name: of_class[name] for name in of_class.column_names}
    kinds |= {f"by_{name}": records[f"by_{name}"] for name in PERSONAL}
    numbers = {
        "alone": records["alone"],
        "alone_present": pc.if_else(here, records["alone"], pa.scalar(0, pa.int32())),
        "record_key": records["record_key"],
        "key_present": pc.if_else(here, records["record_key"], pa.scalar(None, pa.int64())),
    }
    how = {"alone": "sum", "alone_present": "sum", "record_key": "min", "key_present": "min"}
    made = pa.table(kinds | numbers).group_by(list(kinds)).aggregate(list(how.items()))
    return pa.table({name: made[name] for name in kinds} | {name: made[f"{name}_{one}"] for name, one in how.items()})


def _heads(records: pa.Table) -> pa.Table:
    """The sums without attributes."""
    presence, nobody = records["presence"], pa.scalar(0, pa.int32())
    here = pc.is_in(presence, pa.array((THERE, CERTIFIED), pa.int8()))
    awarded = pc.is_in(presence, pa.array((CERTIFIED, CERTIFIED_AWAY), pa.int8()))
    columns = {
        "row": records["row"],
        "by_grade": records["by_grade"],
        "total": records["heads"],
        "present": pc.if_else(here, records["heads"], nobody),
        "certificates": pc.if_else(awarded, records["heads"], nobody),
        "alone": records["alone"],
        "alone_present": pc.if_else(here, records["alone"], nobody),
    }
    numbers = [name for name in columns if name not in ("row", "by_grade")]
    summed = pa.table(columns).group_by(["row", "by_grade"]).aggregate([(name, "sum") for name in numbers])
    sums = {name: summed[f"{name}_sum"].cast(pa.int32()) for name in numbers}
    return pa.table({"row": summed["row"], "by_grade": summed["by_grade"]} | sums)


def _again(learners: pa.Table) -> pa.Table:
    """Learners who are in several rows, sorted by person, which makes counting them twice as fast."""
    rows = learners.filter(pc.is_valid(learners["person"]))
    columns = {name: rows[name] for name in ("row", "person")}
    here = pc.is_in(rows["presence"], pa.array((THERE, CERTIFIED), pa.int8())).cast(pa.int8())
    own = {f"by_{name}": rows[f"by_{name}"] for name in ("grade", *PERSONAL)}
    made = pa.table(columns | {"here": here} | own)
    return made.take(pa.array(made["person"].to_numpy().argsort(kind="stable")))
