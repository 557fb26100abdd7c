"""Every declared fact about a learner arrives on every road, from a school's list to figures, or is declared not to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import fields, replace

from bsuh_desktop.domain.learner import COUNTED, FACTS, FORGOTTEN, SEALED, UNSPECIFIED, FactKey, StatedFacts, facts_of
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.exchange.attendance_facts import AttendanceRow, without_answers
from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.exchange.reduced_copy import open_archived, reduce_learners, reduce_names
from bsuh_desktop.presenters.class_lists.learners import LearnersPresenter
from bsuh_desktop.register.arrow_rows import made_tables
from bsuh_desktop.register.counts import CountedClasses
from bsuh_desktop.register.dimension_tables import place_table
from bsuh_desktop.register.facts import LearnerFacts
from bsuh_desktop.register.queries import DIMENSIONS, PERSONAL
from bsuh_desktop.services.class_lists import plan_words
from bsuh_desktop.services.class_lists.class_groups import Learner, add_learner, as_row, change_learner, learners_of
from bsuh_desktop.services.class_lists.draft import keep, known_class, merged
from bsuh_desktop.services.class_lists.merge_classes import merge_classes, propose
from bsuh_desktop.services.collection.class_rows import file_rows
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.titles import message_text
from bsuh_desktop.services.erasure.erase import catch_up
from bsuh_desktop.services.erasure.withdraw import withdraw
from bsuh_desktop.services.figures.open_register import Labels
from bsuh_desktop.services.figures.published_figures import DIMENSION_NAMES
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.rehearsal.rehearsal import Rehearsal, Script, ScriptStep
from bsuh_desktop.services.rehearsal.steps import STEPS
from bsuh_desktop.store.facts import DELETIONS
from bsuh_desktop.store.forgotten import LIST_SEEN
from bsuh_desktop.store.replace_damaged import mend
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.store.store import Store
from bsuh_desktop.trust.sealing import Opener
from tests.helpers import answered_files, attendance
from tests.helpers.attendance_files import open_file
from tests.helpers.cached_work import derived_lightly
from tests.helpers.collected import PLACE_ROWS, file_facts, learner_facts, learners_in
from tests.helpers.command import bsuh_here
from tests.helpers.desks import a_class, a_group, clock_at, practice_desk, rows
from tests.helpers.later_lists import a_plan, plan_here
from tests.register.test_counts import LIMIT, standing

CHILD: dict[FactKey, str] = {"age": "13-17"}
"""Of a fact not its first value, so that no learner is an adult, whose own consent would be asked for."""
OPENER = Opener([attendance.COORDINATOR_IDENTITY])

each_fact = pytest.mark.parametrize("key", FACTS)


def stated(key: FactKey) -> str:
    """A value that somebody stated."""
    return CHILD.get(key) or next(word for word in FACTS[key].words if word != UNSPECIFIED)


ALL: dict[str, Any] = {key: stated(key) for key in FACTS}


def row(number: int, **changed: Any) -> RosterRow:
    """A learner of whom every fact is stated."""
    return replace(rows(number)[-1], **(ALL | changed))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with derived_lightly():
        yield practice_desk(tmp_path, clock_at())


def of_one(desk: Desk, group: str) -> dict[str, Any]:
    """The facts of the only learner of a class."""
    (one,) = learners_of(desk, group)
    return facts_of(one)


def left(key: FactKey) -> str:
    """What is left of a stated value once consent is withdrawn."""
    return UNSPECIFIED if key in FORGOTTEN else stated(key)


def group_of(desk: Desk) -> str:
    """The only class of a desk."""
    (group,) = desk.store.rosters.groups()
    return group.id


def test_every_field_is_declared_and_carried() -> None:
    names = StatedFacts.__struct_fields__
    assert names == tuple(FACTS) == get_args(FactKey)
    types = {field.name: get_args(field.type) for field in fields(StatedFacts)}
    assert {key: fact.words for key, fact in FACTS.items()} == types
    for kind in (RosterRow, StoredLearner, Learner, LearnerFacts):
        assert set(names) <= set(kind.__struct_fields__), kind
    assert set(SEALED) == set(names) & set(AttendanceRow.__struct_fields__)


@each_fact
def test_its_declaration_is_whole(key: FactKey) -> None:
    fact = FACTS[key]
    assert UNSPECIFIED in fact.words
    assert set(fact.labels) == set(fact.words)
    assert fact.sealed or not (fact.counted or fact.forgotten)
    assert fact.edited == hasattr(LearnersPresenter, f"choose_{key}")


@each_fact
def test_it_is_read_in_a_list(key: FactKey, tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    heading = key.replace("_", " ").capitalize()
    path.write_text(f"Roll,Name,{heading}\n1,Rahima Khatun,{stated(key)}\n2,Karim Mia,\n", "utf-8")
    first, second = plan_here(path).learners
    assert (getattr(first, key), getattr(second, key)) == (stated(key), UNSPECIFIED)
    assert key in plan_words.CHOICES
    assert plan_words.choice_words(key) == FACTS[key].column


@each_fact
def test_the_check_of_a_list_tells_it(key: FactKey, tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text(f"Roll,Name,{key.replace('_', ' ').capitalize()}\n1,Rahima Khatun,{stated(key)}\n", "utf-8")
    told = bsuh_here("roster", "check", path, "--lang", "en").out
    assert f"[{', '.join(stated(key) if name == key else UNSPECIFIED for name in FACTS)};" in told
    assert f"[{', '.join(str(fact.column) for fact in FACTS.values())};" in told


@each_fact
def test_a_script_tells_it(key: FactKey, desk: Desk) -> None:
    conduct = a_class(desk, rows(1))
    rehearsal = Rehearsal(desk, clock_at(), Script((), "", desk.folder), desk.folder, "")
    rehearsal.adopt(conduct)
    rehearsal.memory.current, rehearsal.memory.sessions = "class", {"class": conduct.session}
    STEPS["add"](rehearsal, ScriptStep(1, "add", {key: stated(key)}, {}))
    assert [getattr(one, key) for one in learners_of(desk, group_of(desk))] == [UNSPECIFIED, stated(key)]


@each_fact
def test_it_is_stored(key: FactKey, desk: Desk) -> None:
    assert of_one(desk, a_group(desk, [row(1)]))[key] == stated(key)
    group = a_group(desk, [])
    add_learner(desk, group, row(1))
    assert of_one(desk, group)[key] == stated(key)


@each_fact
def test_a_repair_saves_it(key: FactKey, desk: Desk) -> None:
    group = a_group(desk, [row(1)])
    desk.close()
    mend(desk.folder, None, desk.vault.store_key)
    with Store(desk.folder, desk.vault.store_key) as store:
        (line,) = store.rosters.lines(group)
    assert getattr(line, key) == stated(key)


@each_fact
def test_it_stays_while_anything_else_is_corrected(key: FactKey, desk: Desk) -> None:
    group = a_group(desk, [row(1)])
    others: list[dict[str, Any]] = [{"name_bn": "করিম মিয়া"}, {"roll": "44"}, {"guardian": "not_asked"}]
    others += [{name: UNSPECIFIED} for name in FACTS if name != key]
    for changed in others:
        (one,) = learners_of(desk, group)
        change_learner(desk, group, one.line, replace(as_row(one), **changed))
        assert of_one(desk, group)[key] == stated(key), changed


@each_fact
def test_a_later_list_without_it_keeps_it_and_with_it_changes_it(key: FactKey, desk: Desk) -> None:
    group = a_group(desk, [row(1, **{key: UNSPECIFIED})])
    for listed in (row(1), rows(1)[0]):
        known = known_class(desk, desk.store.rosters.group(group))
        keep(desk, merged(a_plan([listed]), known), "", "", "")
        assert of_one(desk, group)[key] == stated(key)


@each_fact
def test_it_comes_along_when_classes_are_merged(key: FactKey, desk: Desk) -> None:
    here, there = a_group(desk, [row(1)]), a_group(desk, [row(2)])
    assert propose(desk, here, there).pairs == ()
    merge_classes(desk, here, there, {})
    assert [getattr(one, key) for one in learners_of(desk, here)] == [stated(key)] * 2


@each_fact
def test_it_is_sealed_opened_and_counted_as_declared(key: FactKey, desk: Desk) -> None:
    conduct = a_class(desk, [row(1), row(2)])
    conduct.finish()
    made = attendance_facts(desk, conduct.session, 1)
    built = build_attendance_file(replace(attendance.facts(), rows=tuple(sent(made.rows))), attendance.sender())
    contents = open_file(built.data, [attendance.COORDINATOR_IDENTITY])
    arrived = [getattr(one, key, None) for one in contents.rows[:2]]
    assert arrived == ([stated(key)] * 2 if FACTS[key].sealed else [None] * 2)
    _, plain = file_rows(contents, built.sha256, ())
    counted = [getattr(one, key) for one in learners_in(plain.rows)][:2]
    assert counted == ([stated(key)] * 2 if FACTS[key].counted else [UNSPECIFIED] * 2)


def sent(made: tuple[AttendanceRow, ...]) -> list[AttendanceRow]:
    """The rows of a made-up file, with the facts of these learners."""
    usual = attendance.facts().rows
    facts = [{key: getattr(one, key) for key in SEALED} for one in made]
    return [replace(one, **its) for one, its in zip(usual, facts, strict=False)] + list(usual[len(facts) :])


@each_fact
def test_figures_are_divided_by_it_if_it_is_counted(key: FactKey, desk: Desk) -> None:
    counted = FACTS[key].counted
    assert counted == (key in PERSONAL) == (key in DIMENSIONS) == (key in DIMENSION_NAMES)
    if not counted:
        return
    assert DIMENSION_NAMES[key] == FACTS[key].dimension
    label = FACTS[key].labels[stated(key)]
    told = message_text(label) if isinstance(label, Message) else label
    assert Labels(desk.programme, {}, {}).label(key, stated(key)) == told
    people = [learner_facts(number, **ALL) for number in range(1, 3 * LIMIT + 1)]
    files = [file_facts(1, people)]
    picture = CountedClasses.open(made_tables(files), standing(files), place_table(PLACE_ROWS), LIMIT)
    (group,) = picture.rounded_groups([key])
    assert (group.values, group.counts.total) == ((stated(key),), 3 * LIMIT)


@each_fact
def test_copies_without_names_and_of_who_withdrew_have_it_as_declared(key: FactKey) -> None:
    if not FACTS[key].sealed:
        return
    facts = answered_files.a_class()
    whole = replace(facts, rows=tuple(replace(one, **{name: ALL[name] for name in SEALED}) for one in facts.rows))
    file = build_attendance_file(whole, attendance.sender())
    one = whole.rows[0].learner
    without_names = reduce_names(file.sha256, file.data, OPENER)
    reduced = reduce_learners(file.sha256, file.data, OPENER, [one])
    assert without_names is not None
    assert reduced is not None
    assert hashlib.sha256(reduced.data).digest() != file.sha256
    after = {row.learner: getattr(row, key) for row in open_archived(file.sha256, reduced.data, OPENER).rows}
    assert after == {row.learner: left(key) if row.learner == one else stated(key) for row in whole.rows}
    kept = open_archived(file.sha256, without_names.data, OPENER).rows
    assert {getattr(row, key) for row in kept} == {stated(key)}
    assert getattr(without_answers(whole.rows[0]), key) == left(key)


@each_fact
def test_it_stays_on_the_list_as_declared_after_a_withdrawal(key: FactKey, desk: Desk) -> None:
    a_class(desk, [row(1), row(2), row(3)]).finish()
    first, second, _ = learners_of(desk, group_of(desk))
    withdraw(desk, [first.line])
    change_learner(desk, group_of(desk), second.line, replace(as_row(second), assent="no"))
    stays = [left(key), left(key), stated(key)]
    assert [getattr(one, key) for one in learners_of(desk, group_of(desk))] == stays


@each_fact
def test_no_list_brings_it_back_after_a_refusal(key: FactKey, desk: Desk) -> None:
    group = a_group(desk, [row(1, assent="no"), row(2)])
    for _ in range(2):
        assert [getattr(one, key) for one in learners_of(desk, group)] == [left(key), stated(key)]
        keep(desk, merged(a_plan([row(1), row(2)]), known_class(desk, desk.store.rosters.group(group))), "", "", "")


@each_fact
def test_an_older_copy_that_comes_back_has_it_as_declared(key: FactKey, desk: Desk) -> None:
    """Of a learner without a name and without an answer nothing else tells."""
    a_class(desk, [row(1, guardian="not_asked"), row(2)]).finish()
    before, _ = desk.store.rosters.lines(group_of(desk))
    withdraw(desk, [before.id])
    desk.store.rosters.change_line(before)
    desk.store.facts.drop(LIST_SEEN)
    catch_up(desk)
    assert [getattr(one, key) for one in learners_of(desk, group_of(desk))] == [left(key), stated(key)]


@each_fact
def test_backups_from_before_a_withdrawal_go_if_it_is_forgotten(key: FactKey, desk: Desk) -> None:
    group = a_group(desk, [replace(rows(1)[0], guardian="not_asked", **{key: stated(key)})])
    deletions = desk.store.facts.get(DELETIONS)
    withdraw(desk, [learners_of(desk, group)[0].line])
    assert (desk.store.facts.get(DELETIONS) != deletions) == (key in FORGOTTEN)


@each_fact
def test_the_devices_own_next_file_has_it_as_declared_after_a_withdrawal(key: FactKey, desk: Desk) -> None:
    if not FACTS[key].sealed:
        return
    conduct = a_class(desk, [row(1), row(2)])
    conduct.finish()
    gone, _ = learners_of(desk, group_of(desk))
    withdraw(desk, [gone.line])
    for _ in range(2):
        rows_of = attendance_facts(desk, conduct.session, 1).rows
        assert [getattr(one, key) for one in rows_of] == [left(key), stated(key)]
        # A later yes is for later classes.
        change_learner(desk, group_of(desk), gone.line, as_row(gone))
        assert getattr(learners_of(desk, group_of(desk))[0], key) == stated(key)


def test_all_words_are_sentences_of_the_catalogue() -> None:
    assert all(isinstance(words, Message) for fact in FACTS.values() for words in (fact.column, fact.dimension))
    assert set(COUNTED) <= set(SEALED)
