"""Figures counted in plain Python, row by row: the method of register/FORMAT.md once more, sharing no code with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bsuh_desktop.register.facts import ClassFacts, FileFacts, LearnerFacts
from bsuh_desktop.register.queries import PERSONAL, Dimension, Filters
from tests.helpers.collected import PLACE_ROWS, learners_of

Row = tuple[int, int]
"""The number of the file and of the learner in it."""


def slow_persons(files: Sequence[FileFacts]) -> dict[Row, Row]:
    """The first row of the person of each row that is one person's: a union-find over learners and seats."""
    above: dict[object, object] = {}

    def top(node: object) -> object:
        while above.setdefault(node, node) != node:
            node = above[node]
        return node

    doubled = _doubled_seats(files)
    for number, file in enumerate(files):
        for place, one in enumerate(learners_of(file)):
            row = (number, place)
            top(row)
            if one.heads == 1 and one.learner:
                above[top(row)] = top(("learner", one.learner))
            if one.heads == 1 and one.seat and one.seat not in doubled:
                above[top(row)] = top(("seat", one.seat))
    first: dict[object, Row] = {}
    rows = [(number, place) for number, file in enumerate(files) for place in range(len(learners_of(file)))]
    return {row: first.setdefault(top(row), row) for row in rows}


def _doubled_seats(files: Sequence[FileFacts]) -> set[int]:
    doubled: set[int] = set()
    for file in files:
        seats = Counter(one.seat for one in learners_of(file) if one.heads == 1)
        doubled |= {seat for seat, times in seats.items() if times > 1}
    return doubled


def slow_groups(
    files: Sequence[FileFacts],
    by: Sequence[Dimension],
    filters: Filters | None = None,
    mapped: Mapping[str, str] | None = None,
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The eight numbers of `queries.Counts` of each group, by attributes, too: nobody is told these."""
    persons = slow_persons(files)
    classes: dict[tuple[str, ...], set[int]] = defaultdict(set)
    rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    of_learners = {"grade", *PERSONAL} & set(by)
    for number, file in enumerate(files):
        if not _wanted(file.about, filters or Filters(), mapped or {}):
            continue
        if not of_learners:
            classes[tuple(value_of(name, file.about, None, mapped or {}) for name in by)].add(number)
        for place, one in enumerate(learners_of(file)):
            values = tuple(value_of(name, file.about, one, mapped or {}) for name in by)
            classes[values].add(number)
            rows[values].append((number, place))
    return {values: _numbers(files, numbers, rows[values], persons) for values, numbers in classes.items()}


def _numbers(
    files: Sequence[FileFacts], classes: set[int], rows: list[Row], persons: dict[Row, Row]
) -> tuple[int, ...]:
    people: dict[Row, int] = {}
    reached: dict[Row, int] = {}
    total = present = awarded = 0
    for number, place in rows:
        one = learners_of(files[number])[place]
        person = persons[number, place]
        total += one.heads
        people[person] = one.heads
        awarded += one.heads * one.awarded
        if one.status in ("present", "late", "left_early"):
            present += one.heads
            reached[person] = one.heads
    about = [files[number].about for number in classes]
    minutes, later = sum(one.minutes for one in about), sum(one.entered_later for one in about)
    return (len(classes), total, sum(people.values()), present, sum(reached.values()), awarded, minutes, later)


def value_of(name: Dimension, about: ClassFacts, one: LearnerFacts | None, mapped: Mapping[str, str]) -> str:
    """The value of a class, or of a learner in it, in one dimension."""
    place = mapped.get(about.place, about.place)
    areas = {row[0]: row for row in PLACE_ROWS}.get(place, (place, "", "", ""))
    if name in ("place", "upazila", "district", "division"):
        return areas[("place", "upazila", "district", "division").index(name)]
    if name == "month":
        return f"{about.day.year:04}-{about.day.month:02}"
    if name == "module_version":
        return f"{about.module}/{about.module_version}"
    if name == "entered_later":
        return "yes" if about.entered_later else "no"
    if name == "grade":
        return str(one.grade) if one is not None and one.grade else ""
    return str(getattr(one if name in PERSONAL else about, name))


def _wanted(about: ClassFacts, filters: Filters, mapped: Mapping[str, str]) -> bool:
    asked = {
        "module": filters.modules,
        "module_version": filters.module_versions,
        "partner": [str(one) for one in filters.partners],
        "division": filters.divisions,
        "district": filters.districts,
    }
    if (filters.first and about.day < filters.first) or (filters.last and about.day > filters.last):
        return False
    return all(value_of(name, about, None, mapped) in some for name, some in asked.items() if some)  # type: ignore[arg-type]
