"""`python -m tests.benchmarks.attack --country trial --classes 300 --rule sum --each-class`: attacks a country.

`--product` has the product's own rounding attacked in place of the reference; `--noise` noise that is new in each cell
of each table.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from tests.benchmarks.attack import guesses, learners, worlds
from tests.benchmarks.attack.bounded import scored
from tests.benchmarks.attack.guesses import Score
from tests.benchmarks.attack.method import OWN_KEY, History, Keys, Rule, histories
from tests.benchmarks.attack.questions import Sums, last_told, last_true, worked_out
from tests.benchmarks.attack.records import Country, Manner, made
from tests.benchmarks.attack.totals import spreads
from tests.benchmarks.attack.trial import of_trial

_WAYS = 12
"""In so many words he asks each question of a method with noise."""

SESSIONS = {300: 2}
"""Classes of one group in the year, by the country's size; 8 in larger ones, as in the large trial."""

KINDS = ("trial", "dense", "seldom")
SELDOM = 10
"""Of a hundred schools."""


def country_of(kind: str, classes: int, seed: int) -> Country:
    """The large trial's country (`trial`), one with several classes in many finest cells (`dense`), or one of these in
    which hardly a school asks for age and disability (`seldom`)."""
    if kind == "trial":
        return of_trial(classes, seed)
    asked = {"age": SELDOM, "disability": SELDOM} if kind == "seldom" else {}
    return made(classes, seed, Manner(sessions=SESSIONS.get(classes, 8), **asked))


def main() -> None:
    """Reads the command line, and says what is lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.attack", description=__doc__)
    parser.add_argument("--country", choices=KINDS, default="trial")
    parser.add_argument("--classes", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rule", choices=get_args(Rule), default="least_of_roll")
    parser.add_argument("--each-class", action="store_true", help="a record's key is of the class, too")
    parser.add_argument(
        "--weighed", action="store_true", help="the rest is for the largest by numbers weighed with keys"
    )
    parser.add_argument("--product", action="store_true", help="the product's own rounding")
    parser.add_argument("--noise", action="store_true", help="noise that is new in each cell of each table")
    parser.add_argument("--guesses", type=int, default=500, help="finest cells whose counts are guessed")
    parser.add_argument("--draws", type=int, default=0, help="draws of all keys for the spread of totals")
    asked = parser.parse_args()
    country = country_of(asked.country, asked.classes, asked.seed)
    keys = Keys(asked.rule, not asked.each_class, asked.weighed)
    told = histories(country, keys)
    if asked.product:
        from tests.benchmarks.attack.product import told_by_product

        told = told_by_product(told)
    say(
        f"{asked.country} {asked.classes} classes: {len(told)} finest cells,"
        f" {sum(len(one.days) for one in told)} states"
    )
    if asked.noise:
        attack_noise(told)
        return
    attack_worlds(told, asked.rule)
    attack_guesses(told, keys, asked.guesses)
    if asked.draws:
        for one in spreads(country, keys, asked.draws):
            say(f"  {one}")
    say(f"different learners, tried and certain: {learners.attacked(country)}")


def attack_worlds(told: Sequence[History], rule: Rule) -> None:
    """(a), over all days."""
    began, found = time.monotonic(), worlds.Found()
    for one in told:
        found.join(worlds.attacked(one, rule in OWN_KEY))
    count = len(found.certain)
    say(
        f"(a) {found.tried} counts, {found.programmes} integer programmes, certain {count}"
        f" = {1000 * count / found.tried:.3f} in 1,000, of these {sum(one.at_once for one in found.certain)} from one"
        f" day's figures alone; {time.monotonic() - began:.0f} s"
    )
    for why, number in Counter(one.why for one in found.certain).most_common():
        say(f"  {number} {why}")


def attack_guesses(told: Sequence[History], keys: Keys, cells: int) -> None:
    """(b), on the last day."""
    whole = Score()
    for name, score in guesses.guessed(told, keys, cells).items():
        say(f"(b) {name}: {score.text()}")
        whole.join(score)
    say(f"(b) all: {whole.text()}")


def attack_noise(told: Sequence[History]) -> None:
    """(a) and (b) of the last day, from all questions."""
    true = last_true(told)
    heads = max(int(numbers[0].sum()) for numbers in true.values())
    bounds = worked_out(Sums(true, noise=1), list(true), heads, noise=2, ways=_WAYS)
    certain, score = scored(bounds, true)
    say(f"noise, {bounds.questions} questions: {certain} of {score.tried} certain; {score.text()}")
    bounds = worked_out(Sums(last_told(told)), list(true), heads)
    say(f"keyed, {bounds.questions} questions: {bounds.sure.mean():.3f} of all told finest numbers worked out")


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
