"""How an attack is told: an honest thing that is taken, the same thing attacked, and the exact verdict that it gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from tests.helpers.attacks.world import World
from tests.helpers.verify_processes import proofs_of

Thing = bytes | str
"""A file's bytes, or a text that was typed or scanned."""


class Given(NamedTuple):
    """What somebody brings; the verdict of the first thing is looked at. `suffix` is its file's, `known` what the
    verifier knows (None: as the home office)."""

    things: tuple[Thing, ...]
    known: KnownKeys | None = None
    suffix: str = ".bsuh"


Make = Callable[[World], Given]


class Case(NamedTuple):
    """One attack. `twin` is the honest thing, which gets `fine`."""

    name: str
    wanted: Verdict
    twin: Make
    attack: Make
    fine: Verdict = Verdict.GOOD


def given(*things: Thing, known: KnownKeys | None = None, suffix: str = ".bsuh") -> Given:
    """What is brought."""
    return Given(things, known, suffix)


def proof_of(world: World, brought: Given, folder: Path) -> Proof:
    """The proof of the first thing that is brought, as `verify` gives it."""
    inputs = []
    for place, thing in enumerate(brought.things):
        if isinstance(thing, bytes):
            path = folder / f"thing{place}{'.json' if thing.startswith(b'{') else brought.suffix}"
            path.write_bytes(thing)
            inputs.append(str(path))
        else:
            inputs.append(thing)
    return proofs_of(inputs, brought.known or world.known())[0]


def check(world: World, case: Case, folder: Path) -> Proof:
    """Holds the twin and the attack against their verdicts; returns the proof of the attack."""
    for name in ("twin", "attack"):
        (folder / name).mkdir()
    honest = proof_of(world, case.twin(world), folder / "twin")
    assert (honest.verdict, honest.verdict.exit_code) == (case.fine, 0), f"the honest twin: {honest.sentence}"
    attacked = proof_of(world, case.attack(world), folder / "attack")
    assert attacked.verdict is case.wanted, f"the attack: {attacked.sentence}"
    assert attacked.verdict.exit_code in (1, 2)
    return attacked


def parametrized(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """One test a case, under its name; no name twice."""
    listed = list(cases)
    names = [case.name for case in listed]
    assert len(set(names)) == len(names)
    return pytest.mark.parametrize("case", listed, ids=names)
