"""The tables that figures are counted in: every value of a dimension as its number in a sorted list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register.asked import UNKNOWN, Dimension
from bsuh_desktop.register.columns import Tables
from bsuh_desktop.register.learner_rows import WORDS
from bsuh_desktop.register.people import persons

LATER, AT_ONCE = "yes", "no"
"""The values of the dimension `entered_later`."""

PLACES = pa.schema([(name, pa.string()) for name in ("place", "upazila", "district", "division")])
"""The places of the programme's list, each with the codes of its areas."""

_HERE = tuple(WORDS["status"].index(status) for status in ("present", "late", "left_early"))
_PERSONAL: dict[Dimension, str] = {"sex": "sex", "age": "age", "disability": "disability"}


class Counted(NamedTuple):
    """`classes`: one row a class that counts, with `row`, `day`, `minutes`, `later` (0 or 1) and a column `by_…` a
    dimension. `heads`: one row for all learners of one kind in one class: its `row`, the three personal columns `by_…`
    and how many they are: `total`, `present`, `certificates`, and of those who stand in no other row `alone` and
    `alone_present`. `again`: one row for each learner who stands in several, one person's rows together: `row`,
    `person`, `here` (0 or 1) and the personal columns. `words` are the values of each dimension, sorted: a column holds
    places in that list."""

    classes: pa.Table
    heads: pa.Table
    again: pa.Table
    words: dict[Dimension, tuple[str, ...]]


def place_table(places: Iterable[tuple[str, str, str, str]]) -> pa.Table:
    """A table of PLACES of these: place, upazila, district, division."""
    columns = list(zip(*places, strict=True)) or [()] * len(PLACES)
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], schema=PLACES)


def counted_tables(tables: Tables, mapped: Mapping[str, str], places: pa.Table) -> Counted:
    """The tables to count in, of classes that count already. `mapped` are the places that a person found out, `places`
    is a table of PLACES."""
    values = _dimensions(tables.classes, mapped, places)
    words: dict[Dimension, tuple[str, ...]] = {name: tuple(sorted(set(column))) for name, column in values.items()}
    coded = {f"by_{name}": _coded(column, words[name]) for name, column in values.items()}
    later = tables.classes["entered_later"].cast(pa.int32())
    rows = pa.array(range(tables.classes.num_rows), pa.int32())
    own = {"row": rows, "day": tables.classes["day"], "minutes": tables.classes["minutes"], "later": later}
    learners = learner_rows(tables.learners)
    return Counted(pa.table(own | coded), _heads(learners), _again(learners), words | _personal_words())


def _dimensions(classes: pa.Table, mapped: Mapping[str, str], places: pa.Table) -> dict[Dimension, list[str]]:
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
        "facilitator": _texts(classes, "facilitator"),
        "month": _texts(classes, "day", lambda day: f"{day:%Y-%m}"),
        "module": _texts(classes, "module"),
        "channel": _texts(classes, "channel"),
        "entered_later": _texts(classes, "entered_later", lambda later: LATER if later else AT_ONCE),
    }


def _texts(classes: pa.Table, name: str, said: Callable[[Any], str] = str) -> list[str]:
    """A column in words; `said` is asked once for each value that there is."""
    column = classes[name].to_pylist()
    texts = {value: said(value) for value in set(column)}
    return [texts[value] for value in column]


def _coded(column: Iterable[str], words: tuple[str, ...]) -> pa.Array:
    places = {word: place for place, word in enumerate(words)}
    return pa.array([places[one] for one in column], pa.int32())


def _personal_words() -> dict[Dimension, tuple[str, ...]]:
    """Here the column holds places in the closed list itself, whose order is the words' own."""
    return {dimension: WORDS[name] for dimension, name in _PERSONAL.items()}


def learner_rows(learners: pa.Table) -> pa.Table:
    """One row a learner: the `row` of the class, `person` as in `people.persons`, `heads`, of which `present` and
    `certificates`, and the three personal columns `by_…`."""
    heads = learners["heads"]
    here = pc.is_in(learners["status"], pa.array(_HERE, pa.uint8()))
    nobody = pa.scalar(0, pa.int32())
    columns = {
        "row": learners["row"],
        "person": persons(learners),
        "heads": heads,
        "present": pc.if_else(here, heads, nobody),
        "certificates": pc.if_else(learners["awarded"], heads, nobody),
    }
    return pa.table(columns | {f"by_{name}": learners[name] for name in _PERSONAL})


def _heads(learners: pa.Table) -> pa.Table:
    """What can be added up is added up once, within each class: a tenth of the rows are left for every question."""
    alone = pc.is_null(learners["person"])
    nobody = pa.scalar(0, pa.int32())
    rows = learners.append_column("alone", pc.if_else(alone, learners["heads"], nobody))
    rows = rows.append_column("alone_present", pc.if_else(alone, learners["present"], nobody))
    kinds = ["row", *(f"by_{name}" for name in _PERSONAL)]
    numbers = ("heads", "present", "certificates", "alone", "alone_present")
    summed = rows.group_by(kinds).aggregate([(name, "sum") for name in numbers])
    names = ("total", *numbers[1:])
    sums = {name: summed[f"{column}_sum"].cast(pa.int32()) for name, column in zip(names, numbers, strict=True)}
    return pa.table({name: summed[name] for name in kinds} | sums)


def _again(learners: pa.Table) -> pa.Table:
    """Whoever stands in several rows; a person's rows stand together, which makes counting them twice as quick."""
    rows = learners.filter(pc.is_valid(learners["person"]))
    columns = {name: rows[name] for name in ("row", "person")}
    here = pc.min_element_wise(rows["present"], pa.scalar(1, pa.int32())).cast(pa.int8())
    made = pa.table(columns | {"here": here} | {f"by_{name}": rows[f"by_{name}"] for name in _PERSONAL})
    return made.take(pa.array(made["person"].to_numpy().argsort(kind="stable")))
