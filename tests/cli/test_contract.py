"""CONTRACT.md says what the command line does: its words, keys, lists, codes and statuses, and nothing else.

Every `--json` document that any test of the suite sees is held against it, too (`tests/helpers/command.py`).
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from bsuh_desktop import paths
from bsuh_desktop.cli.main import COULD_NOT, INTERRUPTED
from bsuh_desktop.cli.parser import PURPOSES, parser
from bsuh_desktop.documents.lesson_kit.content import KitPart
from bsuh_desktop.domain import certificates, consent, events, people
from bsuh_desktop.domain.learner import FACTS
from bsuh_desktop.domain.session import summary
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import Outcome
from bsuh_desktop.register.queries import DIMENSIONS
from bsuh_desktop.rosters.remarks import RemarkCode
from bsuh_desktop.services.collection.collected_files import COLLECT_VERDICTS, ReceivedState
from bsuh_desktop.services.desk.desk import SessionStatus
from bsuh_desktop.services.grants.grants_view import Revoked, Taken
from bsuh_desktop.services.hand_over.hand_over_view import HandedState, ReceiptState
from bsuh_desktop.services.home.doctor import State as CheckState
from bsuh_desktop.services.rehearsal.play import YES_STEPS
from bsuh_desktop.services.rehearsal.steps import FILE_STEPS, STEPS
from bsuh_desktop.services.safekeeping.repair_report import Part
from bsuh_desktop.services.verify.proof import Evidence, Kind, State
from tests.helpers.command import bsuh_here
from tests.helpers.contract import FILE, PATTERNS, Contract, Shape, check_said, contract, spread
from tests.helpers.markdown import words_in
from tests.helpers.scripts import HEAD
from tests.helpers.sources import PACKAGE, modules

pytestmark = pytest.mark.usefixtures("light_keys")

PAGE = contract()

LISTS: dict[str, Sequence[str]] = {
    "verdict": tuple(Verdict),
    "kind": get_args(Kind),
    "collected": COLLECT_VERDICTS,
    "received": get_args(ReceivedState),
    "outcome": get_args(Outcome),
    "handed": ("again", *get_args(HandedState)),
    "taken": get_args(ReceiptState),
    "standing": get_args(SessionStatus),
    "remark": get_args(summary.RemarkCode),
    "list remark": get_args(RemarkCode),
    "sex": get_args(people.Sex),
    "age": get_args(people.AgeBand),
    "disability": get_args(people.Disability),
    "answer": get_args(consent.ConsentAnswer),
    "basis": get_args(consent.Basis),
    "how": get_args(events.HowCounted),
    "level": get_args(events.Level),
    "channel": get_args(events.Channel),
    "do": ("end", "go_on"),
    "per page": tuple(map(str, get_args(certificates.PerPage))),
    "ink": get_args(certificates.Ink),
    "kit part": get_args(KitPart),
    "dimension": DIMENSIONS,
    "measure": ("total", "unique", "present", "reached", "certificates"),
    "hidden": ("some", "none"),
    "purpose": PURPOSES,
    "role": (*get_args(Taken), "serial"),
    "part": get_args(Part),
    "ring": get_args(msgspec.structs.fields(Evidence)[0].type),
    "ring state": get_args(State),
    "check": (
        "battery", "disk", "clock", "profile", "swap", "helplines", "modules", "fonts", "awake", "projector",
    ),
    "check state": get_args(CheckState),
}  # fmt: skip

NOT_TOLD = {
    "bad_pin", "bad_sheet", "bad_staff_code", "bad_times", "cannot_count", "class_changed", "class_exists",
    "class_not_finished", "class_not_merged", "folder_gone", "list_changed", "locked", "merge_stays", "no_class_name",
    "no_place", "no_reason", "no_recovery_copy", "no_staff_name", "not_whole", "nothing_pasted", "output_not_written",
    "own_staff_code", "packed_otherwise", "paste_is_gone", "pdf_too_long", "reason_too_long", "roll_taken",
    "settings_not_kept", "sheet_entered", "too_many_files", "unreadable_pdf", "unreadable_picture",
}  # fmt: skip
"""Codes from below the windows that no command prints: of one file of many its row says it, and where output cannot be
written there is nowhere to print it."""


def leaves(of: argparse.ArgumentParser, name: str = "bsuh") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, by its words."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from leaves(below, f"{name} {word}")
            return
    yield name, of


TOP = parser("en")
COMMANDS = dict(leaves(TOP))
COMMON = [list(action.option_strings) for action in TOP._actions if action.option_strings]


@functools.cache
def sources() -> list[str]:
    return [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]


@functools.cache
def in_quotes() -> set[str]:
    """Every word that stands alone in quotation marks in the code."""
    return {word for source in sources() for word in re.findall(r'"(\w+)"', source)}


def own_actions(command: str) -> list[argparse.Action]:
    return [one for one in COMMANDS[command]._actions if one.option_strings not in COMMON]


def usage_of(action: argparse.Action) -> str:
    """One argument as a line of usage has it."""
    shown = str(action.metavar if action.choices is None else "|".join(action.choices))
    if not action.option_strings:
        return {"+": f"{shown}...", "*": f"[{shown}...]"}.get(str(action.nargs), shown)
    word = action.option_strings[0] + ("" if action.nargs == 0 else f" {shown}")
    more = "..." if isinstance(action, argparse._AppendAction) else ""
    return word if action.required else f"[{word}]{more}"


def test_each_command_and_no_other_stands_in_it() -> None:
    assert sorted(PAGE.commands) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_argument_and_no_other_stands_in_it(command: str) -> None:
    section = PAGE.sections[command]
    (usage,) = (block for language, block in section.blocks if language == "sh")
    assert usage == " ".join([command, *map(usage_of, own_actions(command))])
    told = [word for row in section.table("argument", "meaning") for word in words_in(row[0])]
    assert told == [str(one.option_strings[0] if one.option_strings else one.metavar) for one in own_actions(command)]


def test_what_every_command_takes() -> None:
    told = [words_in(row[0]) for row in PAGE.sections["Every command"].table("option", "meaning")]
    assert sorted([re.split("[ =]", word)[0] for word in words] for words in told) == sorted(COMMON)


@pytest.mark.parametrize("name", LISTS)
def test_each_word_of_a_list_and_no_other_stands_in_it(name: str) -> None:
    assert sorted(PAGE.lists[name]) == sorted(map(str, LISTS[name]))


def test_each_list_is_held_against_the_code_and_each_type_is_told() -> None:
    assert PAGE.lists.keys() == LISTS.keys()
    told = [row[0] for row in PAGE.sections["Types"].table("type", "is")]
    assert {*PATTERNS, "number", "boolean"} == set(told) - {"object, list of …"}
    assert {get_args(field.type) for field in msgspec.structs.fields(Revoked) if field.name == "role"} == {
        ("coordinator", "device", "serial")
    }


def keys_of(shape: Shape) -> Iterator[str]:
    for key, below in shape.keys.items():
        yield key
        yield from keys_of(below)
    if shape.rest is not None:
        yield from keys_of(shape.rest)


def test_no_key_stands_in_it_that_the_code_does_not_write() -> None:
    shapes = [PAGE.error, *(shape for shapes in PAGE.shapes.values() for shape in shapes)]
    names = {key for shape in shapes for key in keys_of(shape)} - {f"{name}_name" for name in DIMENSIONS}
    fields = {name for source in sources() for name in re.findall(r"^    (\w+): ", source, re.MULTILINE)}
    assert sorted(names - fields - in_quotes()) == []


def run_with_what_it_calls(path: Path) -> Iterator[tuple[str, str]]:
    """The function of each command of a module, with its source and that of the module's functions that it reaches."""
    functions = {
        node.name: node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }
    for command in functions:
        if command == "run" or command.startswith("run_"):
            reached = [command]
            for name in reached:  # grows while it is read
                called = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
                reached += sorted(called & functions.keys() - set(reached))
            yield command, "\n".join(ast.unparse(functions[name]) for name in reached)


def test_the_exit_statuses() -> None:
    section = PAGE.sections["Exit status"]
    assert [row[0] for row in section.table("status", "means")] == ["0", "1", str(COULD_NOT), str(INTERRUPTED)]
    told = PAGE.sections["bsuh verify"].table("verdict", "exit", "means")
    assert {words_in(row[0])[0]: int(row[1]) for row in told} == {one.value: one.exit_code for one in Verdict}
    # A command that can end with 1 computes what it returns; all others return 0.
    computing = {
        function.removeprefix("run_") if function != "run" else path.stem
        for path in (PACKAGE / "cli" / "commands").glob("*.py")
        for function, source in run_with_what_it_calls(path)
        if re.search(r"return (int\(|exit_code\()", source)
    }
    assert computing == {command.split()[1].replace("-", "_") for command in PAGE.ends_with_1}


@functools.cache
def codes_in_code() -> set[str]:
    """The codes of all known errors that are told below the windows."""
    return {
        str(node.args[0].value)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "KnownError"
        and not {"qt", "presenters"} & {*path.parts}
        if isinstance(node.args[0], ast.Constant)
    }


def test_every_code_and_no_other_stands_in_it() -> None:
    assert codes_in_code() > NOT_TOLD
    assert sorted(PAGE.codes) == sorted(codes_in_code() - NOT_TOLD)


def test_each_variable_of_the_environment_stands_in_it() -> None:
    section = PAGE.sections["Environment"]
    told = {word for row in section.table("variable", "decides") for word in words_in(row[0])}
    assert told - in_quotes() == {"XDG_DATA_HOME", "XDG_STATE_HOME"}
    assert {word for word in in_quotes() if word.startswith("BSUH_")} == {
        "BSUH_WINDOW",
        "BSUH_AFTER_LOCK",
        "BSUH_RUNNING",
    }
    assert {word for word in told if word.startswith("BSUH_")} == {"BSUH_WINDOW"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere other places are usual")
def test_the_environment_says_where_folders_are(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in (("XDG_DATA_HOME", paths.profile_folder), ("XDG_STATE_HOME", paths.marks_folder)):
        monkeypatch.setenv(name, str(home / name))
        assert place().is_relative_to(home / name)


# The steps of a rehearsal.


def told_steps() -> dict[str, tuple[set[str], set[str]]]:
    """Of each step the keys beside it, and those within its value; `?` where they may be left out."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for first, _, _ in PAGE.sections["A rehearsal's steps"].table("step", "value", "meaning"):
        name, *beside = words_in(first)
        step, _, within = name.partition(".")
        keys = found.setdefault(step, (set(), set()))
        keys[0].update(beside)
        keys[1].update(spread(within) if within else ())
    return found


def fields_of(struct: type[msgspec.Struct]) -> set[str]:
    return {one.name + ("" if one.required else "?") for one in msgspec.structs.fields(struct)}


def read_by(name: str, step: Callable[..., Any]) -> tuple[set[str], set[str]]:
    """The same, as the code of a step asks for them."""
    source, beside, within = inspect.getsource(step), set[str](), set[str]()
    for key, default in re.findall(r'step\.fields\.get\("(\w+)"(,?)', source):
        beside.add(key + ("?" if default else ""))
    for what, kind in re.findall(r"read\(step, step\.(value|fields), (\w+)\)", source):
        struct = inspect.getmodule(step).__dict__.get(kind)
        if isinstance(struct, type) and issubclass(struct, msgspec.Struct):
            (within if what == "value" else beside).update(fields_of(struct))
            assert struct.__struct_config__.forbid_unknown_fields == (what == "value"), name
    return beside - {name}, within


def test_each_step_and_its_keys_stand_in_it() -> None:
    steps: dict[str, Callable[..., Any]] = {**STEPS, **FILE_STEPS}
    in_code = {name: read_by(name, step) for name, step in steps.items()}
    assert told_steps() == {**in_code, "lock": (set(), set()), "kill": (set(), set())}
    rows = PAGE.sections["A rehearsal's steps"].table("step", "value", "meaning")
    assert {words_in(row[0])[0] for row in rows if row[1] == "true"} == YES_STEPS
    assert {row[1] for row in rows} & LISTS.keys() == {
        "answer",
        *FACTS,
        "basis",
        "how",
        "channel",
        "do",
        "per page",
        "ink",
    }


def test_the_script_that_stands_in_it_is_played(tmp_path: Path) -> None:
    blocks = [block for language, block in PAGE.sections["A rehearsal's steps"].blocks if language == "json"]
    script, said = blocks
    (tmp_path / "script.jsonl").write_text(script, "utf-8")
    rows = "1,Asha,F,13-17,yes\n2,Mina,F,13-17,yes\n3,Rafi,M,13-17,yes\n4,Tania,F,9-12,no\n5,Shuvo,M,13-17,yes\n"
    (tmp_path / "list.csv").write_text(HEAD + rows, "utf-8")
    done = bsuh_here("rehearse", tmp_path / "script.jsonl", "--out", tmp_path / "drill", "--json").json
    (was,), (told,) = done["sessions"], json.loads(said)["sessions"]
    assert done["steps"] == json.loads(said)["steps"] == len(script.splitlines())
    for one in (was, told):
        one["certificates"] = len(one["certificates"])
        del one["session"]
    assert was == told


# Documents.


def test_each_example_keeps_what_it_says() -> None:
    commands = {"A rehearsal's steps": "bsuh rehearse", "Errors": "bsuh demo"}
    examples = list(PAGE.examples())
    assert len(examples) > 10
    assert {title: PAGE.problems(commands.get(title, title), one) for title, one in examples if title} == {
        title: [] for title, _ in examples
    }


def test_what_a_demonstration_says_and_leaves(tmp_path: Path) -> None:
    made = bsuh_here("demo", "--out", tmp_path / "d", "--learners", "2", "--json").json
    word = tmp_path / "word"
    word.write_text(made["passphrase"], "utf-8")
    checks = bsuh_here("doctor", "--profile", made["profile"], "--json").json["checks"]
    assert [check["name"] for check in checks] == PAGE.lists["check"]
    for words in (
        ("verify", made["certificates"], made["attendance_file"], word),
        ("purge", "--profile", made["profile"], "--passphrase-file", word),
        ("hand-over", "--to", tmp_path / "stick", "--profile", made["profile"], "--passphrase-file", word),
        ("backup", "--to", tmp_path / "stick", "--profile", made["profile"], "--passphrase-file", word),
    ):
        assert bsuh_here(*words, "--json").out.startswith("{")
    told = {words_in(row[0])[0].rstrip("/") for row in PAGE.sections["The data folder"].table("file", "holds")}
    assert {path.name for path in Path(made["profile"]).iterdir()} <= told


GOOD: Any = {"checks": [{"name": "disk", "state": "ok", "text": "Free on the disk: 80 MB.", "remedy": None}]}


def broken(change: Callable[[Any], Any]) -> str:
    document = copy.deepcopy(GOOD)
    change(document)
    return json.dumps(document)


def test_a_document_that_keeps_it_passes() -> None:
    check_said(["doctor", "--json"], 1, json.dumps(GOOD))


@pytest.mark.parametrize(
    "out",
    [
        broken(lambda one: one.pop("checks")),
        broken(lambda one: one.update(more=1)),
        broken(lambda one: one["checks"][0].pop("remedy")),
        broken(lambda one: one["checks"][0].update(new=None)),
        broken(lambda one: one["checks"][0].update(state="fine")),
        broken(lambda one: one["checks"][0].update(text=None)),
        broken(lambda one: one.update(checks={})),
        '{"error": {"code": "usage", "text": "What?"}}',
        '{"error": {"code": "made_up", "text": "What?", "remedy": "Ask."}}',
        json.dumps(GOOD) + "\nready",
    ],
)
def test_a_document_that_breaks_it_is_noticed(out: str) -> None:
    with pytest.raises((AssertionError, json.JSONDecodeError)):
        check_said(["doctor", "--json"], 0, out)


@pytest.mark.parametrize(("words", "status"), [(["places", "--json"], 1), (["places", "--json"], 3)])
def test_a_status_that_nobody_told_of_is_noticed(words: list[str], status: int) -> None:
    with pytest.raises(AssertionError):
        check_said(words, status, '{"places": []}')


PLANTED: list[tuple[str, str, Callable[[], None]]] = [
    ("### `bsuh doctor`", "### `bsuh dance`", test_each_command_and_no_other_stands_in_it),
    ("[--learners N]", "[--learners M]", lambda: test_each_argument_and_no_other_stands_in_it("bsuh demo")),
    ("| `--learners` |", "| `--pupils` |", lambda: test_each_argument_and_no_other_stands_in_it("bsuh demo")),
    ("| `--version` |", "| `--versions` |", test_what_every_command_takes),
    ("`hands` `shared`", "`hands`", lambda: test_each_word_of_a_list_and_no_other_stands_in_it("channel")),
    ("\n| ink |", "\n| tint |", test_each_list_is_held_against_the_code_and_each_type_is_told),
    ("| `chain_ok` |", "| `chain_good` |", test_no_key_stands_in_it_that_the_code_does_not_write),
    ("| 130 |", "| 131 |", test_the_exit_statuses),
    ("| `expired` | 1 |", "| `expired` | 2 |", test_the_exit_statuses),
    ("| `bsuh doctor` |", "| `bsuh demo` |", test_the_exit_statuses),
    (" `no_vault` ", " ", test_every_code_and_no_other_stands_in_it),
    (" `no_vault` ", " `no_vaults` `no_vault` ", test_every_code_and_no_other_stands_in_it),
    ("`DISPLAY`", "`SCREEN`", test_each_variable_of_the_environment_stands_in_it),
    ("| `clock`: `elapsed_s?` |", "| `clock`: `elapsed?` |", test_each_step_and_its_keys_stand_in_it),
    ("| `slide` |", "| `slides` |", test_each_step_and_its_keys_stand_in_it),
    ("| `withdraw.card` |", "| `withdraw.roll` |", test_each_step_and_its_keys_stand_in_it),
    ('"learners": 3, "unnamed"', '"pupils": 3, "unnamed"', test_each_example_keeps_what_it_says),
]


@pytest.mark.parametrize(("line", "instead", "check"), PLANTED, ids=[instead for _, instead, _ in PLANTED])
def test_a_page_that_says_otherwise_is_noticed(
    line: str, instead: str, check: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FILE.read_text("utf-8")
    assert line in text
    monkeypatch.setitem(globals(), "PAGE", Contract(text.replace(line, instead, 1)))
    with pytest.raises(AssertionError):
        check()
