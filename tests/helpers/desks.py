"""A real desk on a real folder: vault, encrypted store, demonstration programme, and a clock that the test moves."""

from __future__ import annotations

import atexit
import datetime
import functools
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bsuh_desktop import paths
from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.roster import RosterRow, assign_cards
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_unlocked
from bsuh_desktop.trust.vault import Vault
from tests.helpers.account import account_in
from tests.helpers.cached_work import lists_read_once

PASSPHRASE = "four words in a row"
LESSON_S = 45 * 60
NAMES = ("ক্ষিতীশ রহমান", "শ্রেয়া দাস", "জ্যোৎস্না চাকমা", "আর্দ্র হাঁসদা", "উম্মে হাবিবা", "মং চাই")


class StillClock:
    """A laptop's clock that stands: time goes by where a test says so, however long it takes itself."""

    def now(self) -> Moment:
        """Always the same."""
        return Moment(1_000_000_000_000, 1_000_000)


def clock_at(year: int = 2026, month: int = 8, day: int = 3, hour: int = 9) -> RehearsalClock:
    """A clock at the given time in Bangladesh, that goes on where a test says so."""
    clock = RehearsalClock(StillClock())
    clock.set(datetime.datetime(year, month, day, hour, tzinfo=datetime.timezone(datetime.timedelta(hours=6))))
    return clock


def rows(count: int = 4, refusing: Sequence[int] = ()) -> list[RosterRow]:
    """A class list of `count` learners; those on the cards `refusing` may not be named."""
    cards = assign_cards([str(number) for number in range(1, count + 1)])
    return [
        RosterRow(
            row=card + 1,
            roll=str(card),
            card=card,
            name_bn=f"{NAMES[card % len(NAMES)]} {'ক' * (card // len(NAMES))}".strip(),
            name_en=None,
            guardian="no" if card in refusing else "yes",
        )
        for card in cards
    ]


def practice_desk(folder: Path, clock: RehearsalClock | None = None, resources: Path | None = None) -> Desk:
    """A fresh desk in `folder`, with keys that no other desk of this test's module has."""
    if resources is not None:
        return new_practice_desk(folder / "profile", PASSPHRASE, clock or clock_at(), resources)
    return copied_desk(folder, clock or clock_at(), next_of("practice"))


def _practising(folder: Path) -> Desk:
    return new_practice_desk(folder / "profile", PASSPHRASE, clock_at())


def copied_desk(
    folder: Path,
    clock: RehearsalClock,
    number: int = 0,
    make: Callable[[Path], Desk] = _practising,
) -> Desk:
    """A desk in `folder` that nobody has worked at, as `make` makes it, on a computer of its own; its keys are those of
    every copy of the same number in this process."""
    made, vault = as_made(make, number)
    shutil.copytree(made, folder / "profile", dirs_exist_ok=True)
    with account_in(folder):
        return open_unlocked(folder / "profile", vault, clock)


@functools.cache
def as_made(make: Callable[[Path], Desk], number: int) -> tuple[Path, Vault]:
    """The data folder of a fresh desk, made once a process, and its open vault: to derive its key takes 0.1 s."""
    folder = Path(tempfile.mkdtemp(prefix="bsuh-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = make(folder)
    desk.close()
    return folder / "profile", desk.vault


def prepared_in(folder: Path, prepare: Callable[[Desk], object], clock: RehearsalClock) -> None:
    """What `prepare` makes of a fresh desk, in `folder` and locked; `clock` stands where it left it.

    What a module's own function does (or a `functools.partial` of one) is done once a process and copied: it knows
    nothing but the desk. What a test's own function does is done each time.
    """
    task = prepare if isinstance(prepare, functools.partial) else functools.partial(prepare)
    if "<" in getattr(task.func, "__qualname__", "<"):
        desk = copied_desk(folder, clock)
        prepare(desk)
        desk.close()
        return
    made, until = _as_prepared(task.func, task.args, tuple(sorted(task.keywords.items())))
    shutil.copytree(made, folder, dirs_exist_ok=True)
    clock.go_on_from(until)


@functools.cache
def _as_prepared(
    prepare: Callable[..., object], words: tuple[object, ...], named: tuple[tuple[str, object], ...]
) -> tuple[Path, Moment]:
    """The folder with everything in it that was done, and when that came to its end."""
    folder, clock = Path(tempfile.mkdtemp(prefix="bsuh-prepared-")), clock_at()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = copied_desk(folder, clock)
    with lists_read_once():
        prepare(desk, *words, **dict(named))
    desk.close()
    return folder, clock.now()


_numbers: dict[tuple[str, str], int] = {}
"""The last number of each kind that the module of the present test has taken; 0 is that of the windows' desks."""


def next_of(kind: str) -> int:
    """The number of the next desk of that kind: no two desks of one module share their keys, for they may meet."""
    module = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[0]
    for other in [each for each in _numbers if each[0] != module]:
        del _numbers[other]
    number = _numbers.get((module, kind), 0) + 1
    _numbers[module, kind] = number
    return number


def a_group(desk: Desk, learners: Sequence[RosterRow] | None = None, basis: Basis = "letters") -> str:
    """A class group of four (or of `learners`) that was not taught yet; returns its id."""
    group = enrol.new_group("eiin:107845", 2026, "8", "ka")
    enrol.agree(desk, group, basis, rows() if learners is None else learners)
    return group.id


def a_class(desk: Desk, learners: Sequence[RosterRow] | None = None, basis: Basis = "letters") -> Conduct:
    """A class of four (or of `learners`) whose roll was called."""
    conduct = new_class.open_class(desk, [a_group(desk, learners, basis)], "taps-traps-taka")
    conduct.type_headcount(len(conduct.state.attendees))
    conduct.call_roll()
    return conduct


def take_its_time(desk: Desk) -> None:
    """A lesson's time goes by, in which a class becomes long enough for certificates."""
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(LESSON_S)


def end(desk: Desk, conduct: Conduct) -> None:
    """The class took its time and is finished."""
    take_its_time(desk)
    conduct.finish()


def resources_of_version_1(folder: Path) -> Path:
    """The app's resources as they were while the module had its first version alone; these tests know its questions."""
    shutil.copytree(paths.resources(), folder, ignore=shutil.ignore_patterns("fonts"))
    packs = folder / "packs"
    shutil.rmtree(packs / "taps-traps-taka")
    (packs / "earlier" / "taps-traps-taka" / "1").rename(packs / "taps-traps-taka")
    return folder


def resources_with_a_private_question(folder: Path) -> Path:
    """The app's resources with one pack more: the question s1 about one's own experience."""
    resources_of_version_1(folder)
    quiz = folder / "packs" / "taps-traps-taka" / "quiz.toml"
    texts = quiz.read_text("utf-8").split("[[items]]")
    private = next(text for text in texts if 'id = "q1"' in text)
    private = private.replace('id = "q1"', 'id = "s1"').replace("sensitive = false", "sensitive = true")
    lines = [line for line in private.splitlines() if not line.startswith("key")]
    quiz.write_text("[[items]]".join([*texts, "\n".join(lines) + "\n"]), "utf-8")
    return folder


def resources_that_ask_privately(folder: Path) -> Path:
    """The app's resources, but the first question of the lesson, q1, is about one's own experience."""
    resources_of_version_1(folder)
    quiz = folder / "packs" / "taps-traps-taka" / "quiz.toml"
    before, item, after = quiz.read_text("utf-8").partition('id = "q1"')
    own, mark, others = after.partition("[[items]]")
    lines = [line for line in own.splitlines() if not line.startswith("key")]
    own = "\n".join(lines).replace("sensitive = false", "sensitive = true") + "\n"
    quiz.write_text(before + item + own + mark + others, "utf-8")
    return folder


def resources_with_cases(folder: Path, honest: Sequence[int] = (3, 5)) -> Path:
    """The app's resources, but the module is of format 2: the pairs `honest` of its forms are about something honest,
    and each wrong answer to them takes it for a trap; all other questions are about traps."""
    resources_of_version_1(folder)
    pack = folder / "packs" / "taps-traps-taka"
    module, quiz = pack / "module.toml", pack / "quiz.toml"
    text = module.read_text("utf-8").replace("format = 1", "format = 2", 1)
    module.write_text(text.replace("\n  {id = ", "\n  {alarm = true, id = "), "utf-8")
    start, *items = quiz.read_text("utf-8").split("[[items]]\n")
    cases = ["honest" if any(f"pair = {pair}\n" in item for pair in honest) else "trap" for item in items]
    told = [f'case = "{case}"\n{item}' for case, item in zip(cases, items, strict=True)]
    quiz.write_text("[[items]]\n".join([start, *told]), "utf-8")
    return folder


def resources_with_feedback(folder: Path, hands_pairs: str = "") -> Path:
    """The app's resources with the module in format 2: every option has its feedback, which names its question and
    letter; `hands_pairs` are the pairs that raised hands answer, as in its table, if not all."""
    resources_of_version_1(folder)
    pack = folder / "packs" / "taps-traps-taka"
    module = (pack / "module.toml").read_text("utf-8").replace("format = 1", "format = 2", 1)
    if hands_pairs:
        module = module.replace("minutes = 45", f"minutes = 45\nhands_pairs = {hands_pairs}", 1)
    (pack / "module.toml").write_text(module, "utf-8")
    lines, item = [], ""
    for line in (pack / "quiz.toml").read_text("utf-8").splitlines():
        item = line.removeprefix("id = ").strip('"') if line.startswith("id = ") else item
        letter = line[:1]
        if line[1:].startswith(" = {bn"):
            by = {"A": "mitu", "B": "rafi", "C": "shiuli", "D": "nani"}[letter]
            said = f'{{bn = "{item} {letter} ভেবে দেখো।", en = "{item} {letter}, think of it."}}'
            line = f'{line.removesuffix("}")}, feedback = {said}, by = "{by}"}}'
        lines.append(line)
    (pack / "quiz.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def teach_by(desk: Desk, resources: Path) -> None:
    """From now on the desk teaches by the modules of that folder."""
    desk.resources = resources
    desk._packs.clear()


def uses(resources: Path) -> Callable[[Desk], None]:
    """What makes a desk read its modules from `resources`."""
    return lambda desk: teach_by(desk, resources)
