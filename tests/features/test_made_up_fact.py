"""A made-up fact is added to a copy of the app, arrives on every road, and is dropped on each in turn: each time the
test of that road fails.

`ADDED` is all the source that a new fact has to touch; the catalogue, CONTRACT.md and FORMAT.md come on top of it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.sources import PACKAGE, ROOT

pytestmark = pytest.mark.sampled

FACT = "mother_tongue"
MODULE = ROOT / "tests" / "features" / "test_learner_facts.py"
CALL = """
import sys, pathlib, pytest, bsuh_desktop
assert pathlib.Path(bsuh_desktop.__file__).is_relative_to(pathlib.Path.cwd()), bsuh_desktop.__file__
sys.exit(pytest.main(sys.argv[1:]))
"""
_WITHOUT = ("-pno:cacheprovider", "-pno:xdist", "-pno:pytest-qt", "--noconftest")
OPTIONS = (*_WITHOUT, "--import-mode=importlib", "-v")
"""The child needs neither Qt nor what holds for the suite: `desk` is a fixture of the module itself."""


class Edit(NamedTuple):
    """A change of one module: `old` stands in it exactly once."""

    module: str
    old: str
    new: str


ADDED = (
    Edit(
        "domain/people.py", "Disability = ", 'MotherTongue = Literal["bangla", "other", "unspecified"]\nDisability = '
    ),
    Edit("domain/learner.py", "import AgeBand, Disability, Sex\n", "import AgeBand, Disability, MotherTongue, Sex\n"),
    Edit("domain/learner.py", '"age", "disability"]', '"age", "disability", "mother_tongue"]'),
    Edit(
        "domain/learner.py",
        '    disability: Disability = "unspecified"\n',
        '    disability: Disability = "unspecified"\n    mother_tongue: MotherTongue = "unspecified"\n',
    ),
    Edit(
        "domain/learner.py",
        "    ),\n}\n",
        """    ),
    "mother_tongue": Fact(
        words=get_args(MotherTongue),
        column=Message("mother tongue"),
        dimension=Message("Mother tongue"),
        labels={"bangla": Message("Bangla"), "other": Message("Another"), UNSPECIFIED: _NOT_SPECIFIED},
        edited=False,
        sealed=True,
        counted=True,
        forgotten=True,
    ),
}
""",
    ),
    Edit(
        "rosters/vocabulary.py",
        '"disability": read_disability}',
        '"disability": read_disability, "mother_tongue": {"bangla": "bangla", "other": "other"}.get}',
    ),
    Edit(
        "rosters/vocabulary.py",
        '    ("parent", PARENT),\n',
        '    ("mother_tongue", Words("tongue")),\n    ("parent", PARENT),\n',
    ),
    Edit(
        "rosters/remarks.py",
        '    "disability": unknown_disability,\n',
        '    "disability": unknown_disability,\n    "mother_tongue": unknown_disability,\n',
    ),
    Edit(
        "exchange/attendance_facts.py",
        "import AgeBand, Disability, Sex",
        "import AgeBand, Disability, MotherTongue, Sex",
    ),
    Edit(
        "exchange/attendance_facts.py",
        "    disability: Disability\n",
        "    disability: Disability\n    mother_tongue: MotherTongue\n",
    ),
    Edit("store/upgrade.py", '    "m0012_joined",\n', '    "m0012_joined",\n    "m0013_mother_tongue",\n'),
)
MIGRATION = """STATEMENTS = ("ALTER TABLE roster ADD COLUMN mother_tongue TEXT NOT NULL DEFAULT 'unspecified'",)\n"""


class Dropped(NamedTuple):
    """A road on which the fact is dropped, and the test that fails of it."""

    road: str
    test: str
    edits: tuple[Edit, ...]


def but(facts: str) -> str:
    """An expression for `facts`, a dictionary, in which nobody stated the fact."""
    return f'{{**{facts}, "{FACT}": "unspecified"}}'


def left_out(module: str, place: str) -> Edit:
    """What undoes the one change of `ADDED` in that module that has `place` in it."""
    (edit,) = (edit for edit in ADDED if edit.module == module and place in edit.new)
    return Edit(module, edit.new, edit.old)


DROPPED = (
    Dropped(
        "heading of a list",
        "test_it_is_read_in_a_list",
        (left_out("rosters/vocabulary.py", "Words("),),
    ),
    Dropped(
        "cell of a list",
        "test_it_is_read_in_a_list",
        (Edit("rosters/rows.py", "        **facts,\n", f"        **{but('facts')},\n"),),
    ),
    Dropped(
        "words of a cell",
        "test_it_is_read_in_a_list",
        (left_out("rosters/vocabulary.py", "read_disability"),),
    ),
    Dropped(
        "unknown word in a cell",
        "test_it_is_read_in_a_list",
        (left_out("rosters/remarks.py", "unknown_disability"),),
    ),
    Dropped(
        "choice for a column",
        "test_it_is_read_in_a_list",
        (
            Edit(
                "services/class_lists/plan_words.py",
                '*(key for key in FACTS if key != "sex")',
                f'*(key for key in FACTS if key not in ("sex", "{FACT}"))',
            ),
        ),
    ),
    Dropped(
        "heading of a list that is checked",
        "test_the_check_of_a_list_tells_it",
        (
            Edit(
                "cli/commands/roster.py",
                "in FACTS.values())",
                'in FACTS.values() if str(fact.column) != "mother tongue")',
            ),
        ),
    ),
    Dropped(
        "row of a list that is checked",
        "test_the_check_of_a_list_tells_it",
        (
            Edit(
                "cli/commands/roster.py",
                '", ".join(facts_of(row).values())',
                f'", ".join({but("facts_of(row)")}.values())',
            ),
        ),
    ),
    Dropped(
        "learner of a script",
        "test_a_script_tells_it",
        (Edit("services/rehearsal/steps.py", "**facts_of(given)", f"**{but('facts_of(given)')}"),),
    ),
    Dropped(
        "enrolment",
        "test_it_is_stored",
        (Edit("services/class_lists/enrol.py", "**asked_facts_of(row)", f"**{but('asked_facts_of(row)')}"),),
    ),
    Dropped(
        "column of the store",
        "test_it_is_stored",
        (Edit("store/rosters.py", 'if name != "id")', f'if name not in ("id", "{FACT}"))'),),
    ),
    Dropped(
        "learners of a class",
        "test_it_is_stored",
        (Edit("services/class_lists/class_groups.py", "**asked_facts_of(line)", f"**{but('asked_facts_of(line)')}"),),
    ),
    Dropped(
        "repair of a damaged store",
        "test_a_repair_saves_it",
        (Edit("store/salvage/merge_rows.py", "if column in known]", f'if column in known and column != "{FACT}"]'),),
    ),
    Dropped(
        "correction",
        "test_it_stays_while_anything_else_is_corrected",
        (
            Edit(
                "services/class_lists/class_groups.py",
                "**asked_facts_of(learner)",
                f"**{but('asked_facts_of(learner)')}",
            ),
        ),
    ),
    Dropped(
        "later list without it",
        "test_a_later_list_without_it_keeps_it_and_with_it_changes_it",
        (Edit("services/class_lists/outcome.py", "facts_of(kept).values()", f"{but('facts_of(kept)')}.values()"),),
    ),
    Dropped(
        "later list with it",
        "test_a_later_list_without_it_keeps_it_and_with_it_changes_it",
        (
            Edit(
                "services/class_lists/outcome.py",
                "in zip(facts_of(listed).items()",
                f"in zip({but('facts_of(listed)')}.items()",
            ),
        ),
    ),
    Dropped(
        "merged classes",
        "test_it_comes_along_when_classes_are_merged",
        (
            Edit(
                "store/rosters.py",
                "SET position = position + ? ",
                f"SET position = position + ?, {FACT} = 'unspecified' ",
            ),
        ),
    ),
    Dropped(
        "sealed row",
        "test_it_is_sealed_opened_and_counted_as_declared",
        (Edit("services/hand_over/seal.py", "**sealed_facts_of(line)", f"**{but('sealed_facts_of(line)')}"),),
    ),
    Dropped(
        "column of an attendance file",
        "test_every_field_is_declared_and_carried",
        (left_out("exchange/attendance_facts.py", "    disability"),),
    ),
    Dropped(
        "copy of who withdrew",
        "test_copies_without_names_and_of_who_withdrew_have_it_as_declared",
        (
            Edit(
                "exchange/reduced_copy.py",
                "row.learner: without_answers(row) for row in rows",
                f"row.learner: replace(without_answers(row), {FACT}=row.{FACT}) for row in rows",
            ),
        ),
    ),
    Dropped(
        "next file after a withdrawal",
        "test_the_devices_own_next_file_has_it_as_declared_after_a_withdrawal",
        (
            Edit(
                "services/hand_over/seal.py",
                "            without_answers(row) if row.learner in withdrawn",
                f"            replace(without_answers(row), {FACT}=row.{FACT}) if row.learner in withdrawn",
            ),
        ),
    ),
    Dropped(
        "list after a withdrawal",
        "test_it_stays_on_the_list_as_declared_after_a_withdrawal",
        (Edit("store/rosters.py", "**AFTER_WITHDRAWAL, **changes)", "**changes)"),),
    ),
    Dropped(
        "refusal in a list",
        "test_no_list_brings_it_back_after_a_refusal",
        (Edit("services/class_lists/enrol.py", " | (AFTER_WITHDRAWAL if row.said_no else {})", ""),),
    ),
    Dropped(
        "backups from before a withdrawal",
        "test_backups_from_before_a_withdrawal_go_if_it_is_forgotten",
        (Edit("store/rosters.py", "if gone or set(before)", "if set(before)"),),
    ),
    Dropped(
        "older copy that comes back",
        "test_an_older_copy_that_comes_back_has_it_as_declared",
        (Edit("store/roster_people.py", "            OR why = 'withdrawn' AND learner IN ({FACTS_BACK})", ""),),
    ),
    Dropped(
        "row of the register",
        "test_it_is_sealed_opened_and_counted_as_declared",
        (
            Edit(
                "services/collection/class_rows.py",
                "for name in COUNTED},\n",
                f'for name in COUNTED if name != "{FACT}"}},\n',
            ),
        ),
    ),
    Dropped(
        "packed row of the register",
        "test_it_is_sealed_opened_and_counted_as_declared",
        (
            Edit(
                "register/facts.py",
                "places[getattr(one, name)]",
                f'places["unspecified" if name == "{FACT}" else getattr(one, name)]',
            ),
        ),
    ),
    Dropped(
        "column of the register",
        "test_figures_are_divided_by_it_if_it_is_counted",
        (
            Edit(
                "register/arrow_rows.py",
                "np.ascontiguousarray(learners[name])",
                f'np.ascontiguousarray(learners[name] + np.uint8(name == "{FACT}"))',
            ),
        ),
    ),
    Dropped(
        "figures",
        "test_figures_are_divided_by_it_if_it_is_counted",
        (Edit("register/queries.py", "= COUNTED\n", f'= tuple(key for key in COUNTED if key != "{FACT}")\n'),),
    ),
    Dropped(
        "label in figures",
        "test_figures_are_divided_by_it_if_it_is_counted",
        (Edit("services/figures/open_register.py", "if key == dimension)", f'if key == dimension != "{FACT}")'),),
    ),
    Dropped(
        "name of figures by it",
        "test_figures_are_divided_by_it_if_it_is_counted",
        (
            Edit(
                "services/figures/published_figures.py",
                "for key in COUNTED},\n",
                f'for key in COUNTED if key != "{FACT}"}},\n',
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the app that has the made-up fact, and what the app brings along."""
    folder = tmp_path_factory.mktemp("made-up")
    shutil.copytree(PACKAGE, folder / "bsuh_desktop", ignore=shutil.ignore_patterns("forms"))
    shutil.copytree(ROOT / "resources", folder / "resources")
    edited(folder, ADDED)
    (folder / "bsuh_desktop" / "store" / "migrations" / "m0013_mother_tongue.py").write_text(MIGRATION, "utf-8")
    return folder


@pytest.fixture
def restored(copy: Path) -> Iterator[Path]:
    """The same folder; modules that a test changes are put back after it."""
    before = {path: path.read_bytes() for edit in EDITS for path in [copy / "bsuh_desktop" / edit.module]}
    yield copy
    for path, source in before.items():
        if path.read_bytes() != source:
            path.write_bytes(source)


EDITS = [edit for dropped in DROPPED for edit in dropped.edits]


def edited(folder: Path, edits: Sequence[Edit]) -> None:
    """Makes the changes. What does not stand in its module exactly once was moved or written otherwise: renew the
    edit that is named."""
    for edit in edits:
        path = folder / "bsuh_desktop" / edit.module
        source = path.read_text("utf-8")
        assert source.count(edit.old) == 1, f"renew this edit of {edit.module}: {edit.old!r}"
        path.write_text(source.replace(edit.old, edit.new), "utf-8")


def tried(folder: Path, *words: str) -> dict[str, str]:
    """What became of the tests of test_learner_facts.py that `words` choose, by name: PASSED, FAILED or ERROR."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, *OPTIONS, "--rootdir", folder, "-c", os.devnull, *words],
        capture_output=True,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (folder, ROOT))),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        encoding="utf-8",
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return dict(re.findall(r"::(\w+)(?:\[\w+\])? (PASSED|FAILED|ERROR)", done.stdout))


def test_a_made_up_fact_arrives_on_every_road(copy: Path) -> None:
    came = tried(copy, str(MODULE), "-k", f"{FACT} or not [")
    assert set(came.values()) == {"PASSED"}, came
    assert {dropped.test for dropped in DROPPED} <= came.keys()


@pytest.mark.parametrize("dropped", DROPPED, ids=lambda dropped: dropped.road.replace(" ", "-"))
def test_a_fact_that_is_dropped_on_a_road_is_missed_there(dropped: Dropped, restored: Path) -> None:
    edited(restored, dropped.edits)
    case = "" if dropped.test == "test_every_field_is_declared_and_carried" else f"[{FACT}]"
    assert tried(restored, f"{MODULE}::{dropped.test}{case}") == {dropped.test: "FAILED"}
