"""`python -m tests.benchmarks.country --files 62500 --seed 1 --out DIR`: makes a country."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tests.benchmarks.country.make_country import make_country
from tests.benchmarks.country.plan import Wish


def main() -> None:
    """Reads the command line, and says how far it is."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.country", description=__doc__)
    parser.add_argument("--files", type=int, required=True, help="classes that count; bad files come on top")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a folder that is not there yet")
    parser.add_argument("--lean", action="store_true", help="a third of the events in each journal")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    country = make_country(Wish(asked.files, asked.seed, asked.lean), asked.out, asked.workers, say)
    whole = country.figures[""][""]
    say(f"{len(country.files)} files; {whole.classes} classes count, {whole.total} learners, {whole.unique} different")


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
