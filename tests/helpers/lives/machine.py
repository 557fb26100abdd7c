"""Lives of classes at random: what may happen in any order, and what must hold after each step of it."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.helpers.cached_work import derived_lightly
from tests.helpers.lives import backups, ends, hand_over, lessons
from tests.helpers.lives.backups import Kind, Where
from tests.helpers.lives.ends import Said
from tests.helpers.lives.hand_over import How
from tests.helpers.lives.laptop import Laptop
from tests.helpers.lives.office import Office
from tests.helpers.lives.ready import Granted
from tests.helpers.lives.world import World

T = TypeVar("T")
NUMBERS = st.integers(0, 63)
CONSENTS = st.lists(st.sampled_from((True, True, True, False)), min_size=2, max_size=4)
SoFar = Literal["received", "taught", "backed up", "handed over"]
Then = Literal["stays", "waits", "lost", "files", "code"]
THEN = st.sampled_from(("files", "files", "code", "stays", "waits", "lost"))
MOST_LAPTOPS = 4
RULES = (
    "prepare",
    "teach",
    "certify",
    "mend a spelling",
    "hand over",
    "receive",
    "take receipts",
    "back up",
    "restore",
    "grant",
    "purge",
    "withdraw",
    "second device",
    "damage",
)


class Tally:
    """How often each rule was gone by, and how many steps each life had."""

    def __init__(self) -> None:
        self.rules = Counter[str]()
        self.steps: list[int] = []


class _AllRules:
    """Instead of the set of rules that hypothesis draws for each life."""

    def is_enabled(self, _: str) -> bool:
        return True


class Lives(RuleBasedStateMachine):
    """One life. Whatever is chosen is chosen by a number, so that random ids change nothing of its course."""

    tally = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.held = contextlib.ExitStack()
        self.held.enter_context(derived_lightly())
        self.world = World()
        self.steps = 0
        # Hypothesis switches some rules off in each life, which finds other things; in most all may happen.
        some = self._rules_strategy.enabled_rules_strategy
        most: Any = st.one_of(st.just(_AllRules()), st.just(_AllRules()), st.just(_AllRules()), some)
        self._rules_strategy.enabled_rules_strategy = st.shared(most, key=("rules of a life", self))

    @property
    def office(self) -> Office:
        return self.world.office

    def _step(self, name: str) -> None:
        self.world.next_step()
        self.tally.rules[name] += 1
        self.steps += 1

    def _some(
        self,
        number: int,
        may: Callable[[Laptop], object] = bool,
        rather: Callable[[Laptop], object] = bool,
        honest: bool = False,
    ) -> Laptop:
        """One that `may`; mostly one with which there is `rather` something to be seen."""
        laptops = [one for one in (self.world.honest if honest else self.world.laptops) if may(one)]
        better = [one for one in laptops if rather(one)] if number % 4 else []
        return _nth(better or laptops, number // 4)

    def _any(self, may: Callable[[Laptop], object], honest: bool = False) -> bool:
        return any(may(one) for one in (self.world.honest if honest else self.world.laptops))

    @initialize(
        granted=st.sampled_from(("both", "both", "one")),
        consents=CONSENTS,
        letters=st.text("ABCD", min_size=1, max_size=5),
        so_far=st.sampled_from(("received", "taught", "backed up", "handed over")),
    )
    def begin(self, granted: Granted, consents: list[bool], letters: str, so_far: SoFar) -> None:
        """A class was held, and has come as far as it says; perhaps the grants are there."""
        self.world.begin(granted)
        first, _ = self.world.laptops
        lessons.prepare(first, [True, *consents])
        lessons.teach(first, 0, letters, killed=False, ends=True, joins=False)
        if so_far != "taught":
            backups.back_up(first, "file")
        self.world.next_step()
        if so_far in ("handed over", "received"):
            stick = hand_over.hand_over(first, "whole")
            self.office.receive([stick], lost=so_far != "received")
        if first.inbox:
            hand_over.take(first, by_code=False)
        first.look_after()

    @rule(number=NUMBERS, consents=CONSENTS)
    def prepare(self, number: int, consents: list[bool]) -> None:
        self._step("prepare")
        laptop = self._some(number)
        lessons.prepare(laptop, consents)
        self._leave(laptop)

    @precondition(lambda self: self._any(_prepared))
    @rule(
        number=NUMBERS,
        group=NUMBERS,
        letters=st.text("ABCD", min_size=1, max_size=5),
        killed=st.booleans(),
        ends=st.sampled_from((True, True, True, False)),
        joins=st.booleans(),
        prints=st.booleans(),
    )
    def teach(self, number: int, group: int, letters: str, killed: bool, ends: bool, joins: bool, prints: bool) -> None:
        """Certificates may be printed at once."""
        self._step("teach")
        laptop = self._some(number, _prepared, rather=lambda one: one.thief)
        lessons.teach(laptop, group, letters, killed, ends, joins)
        self._leave(laptop)
        if prints and _may_certify(laptop):
            self._certify(laptop, -1, whole=True)

    @precondition(lambda self: self._any(_may_certify))
    @rule(number=NUMBERS, session=NUMBERS, whole=st.booleans())
    def certify(self, number: int, session: int, whole: bool) -> None:
        self._certify(self._some(number, _may_certify), session, whole)

    def _certify(self, laptop: Laptop, session: int, whole: bool) -> None:
        self._step("certify")
        lessons.certify(laptop, _nth(list(laptop.known.held), session), whole)
        laptop.look_after()

    @precondition(lambda self: self._any(lessons.listed))
    @rule(number=NUMBERS, place=NUMBERS)
    def mend_a_spelling(self, number: int, place: int) -> None:
        self._step("mend a spelling")
        laptop = self._some(number, lessons.listed)
        lessons.mend_spelling(laptop, place)
        self._leave(laptop)

    @precondition(lambda self: self._any(_held))
    @rule(number=NUMBERS, how=st.sampled_from(("whole", "whole", "pulled", "stopped")), then=THEN)
    def bring_files(self, number: int, how: How, then: Then) -> None:
        """What is written may be brought to the office at once."""
        self._step("hand over")
        laptop = self._some(number, _held, rather=_due)
        stick = hand_over.hand_over(laptop, how)
        laptop.look_after()
        if then != "stays":
            self._bring([stick], then)

    @precondition(lambda self: self.world.sent)
    @rule(number=NUMBERS, then=THEN)
    def receive(self, number: int, then: Then) -> None:
        self._bring([_nth(self._sticks(), number)], then)

    def _bring(self, sticks: list[Path], then: Then) -> None:
        """The office receives; its receipts are lost, lie there until somebody takes them in, or are taken in now."""
        self._step("receive")
        self.office.receive(sticks, lost=then == "lost")
        for laptop in self.world.laptops:
            if laptop.inbox and then in ("files", "code"):
                self._take(laptop, then == "code")

    def _take(self, laptop: Laptop, by_code: bool) -> None:
        self._step("take receipts")
        hand_over.take(laptop, by_code)
        self._leave(laptop)

    @precondition(lambda self: self._any(_expects))
    @rule(number=NUMBERS, by_code=st.sampled_from((False, False, True)))
    def take_receipts(self, number: int, by_code: bool) -> None:
        self._take(self._some(number, _expects), by_code)

    @rule(number=NUMBERS, where=st.sampled_from(("file", "file", "stick", "laptop")))
    def make_a_backup(self, number: int, where: Where) -> None:
        self._step("back up")
        backups.back_up(self._some(number, honest=True), where)

    @rule(number=NUMBERS, copy=NUMBERS, kind=st.sampled_from(("stolen", "stolen", "new folder", "merged")))
    def restore(self, number: int, copy: int, kind: Kind) -> None:
        """From any backup of the laptop's family; where there is none yet, it is made now."""
        laptop = self._some(number, rather=_held, honest=True)
        if not self._has_copy(laptop):
            self._step("back up")
            backups.back_up(laptop, "file")
        self._step("restore")
        copies = [one for one in self.world.copies if one.family == laptop.family]
        older = [one for one in copies if laptop.known.withdrew & one.known.spelled.keys()] if copy % 4 else []
        backups.bring_back(laptop, _nth(older or copies, copy // 4), kind)
        if laptop.thief and _prepared(laptop):
            # Whoever has it now holds a class of their own, and somebody will bring its file.
            lessons.teach(laptop, number, "AB", killed=False, ends=True, joins=False)
            hand_over.hand_over(laptop, "whole")

    @rule(number=NUMBERS, revoked=st.sampled_from((True, True, False)))
    def grant(self, number: int, revoked: bool) -> None:
        """A laptop asks; the key of one that is gone may be taken back with it."""
        self._step("grant")
        gone = [one for one in self.world.gone_keys if one in self.office.granted and one not in self.office.revoked]
        if revoked and gone:
            self.office.revoke(_nth(gone, number))
        laptop = self._some(number, rather=lambda one: one.key not in self.office.granted, honest=True)
        self.office.grant(laptop)
        self._leave(laptop)

    @rule(number=NUMBERS, days=st.sampled_from((3, 31, 31, 50)), by_itself=st.booleans())
    def purge(self, number: int, days: int, by_itself: bool) -> None:
        self._step("purge")
        laptop = self._some(number, rather=lambda one: one.known.merged and one.known.spelled)
        ends.purge_after(laptop, days, by_itself)
        self._leave(laptop)

    @precondition(lambda self: self._any(_spelled))
    @rule(number=NUMBERS, place=NUMBERS, said=st.sampled_from(("by hand", "refused", "in a later list")))
    def withdraw(self, number: int, place: int, said: Said) -> None:
        self._step("withdraw")
        laptop = self._some(number, _spelled, rather=_held)
        ends.withdraw_one(laptop, place, said)
        self._leave(laptop)

    @precondition(lambda self: len(self.world.laptops) < MOST_LAPTOPS)
    @rule(number=NUMBERS, copied=st.booleans(), consents=CONSENTS)
    def second_device(self, number: int, copied: bool, consents: list[bool]) -> None:
        """Another laptop of the same facilitator: a new one, or one with a copy of all data."""
        self._step("second device")
        new = not any(one.family == "A2" for one in self.world.laptops) and not (self.world.folder / "A2").exists()
        if new and not copied:
            lessons.prepare(self.world.new_laptop(), consents)
        else:
            backups.copy_folder(self._some(number, honest=True))

    @rule(number=NUMBERS, page=st.integers(1, 255), log=st.booleans())
    def damage(self, number: int, page: int, log: bool) -> None:
        self._step("damage")
        laptop = self._some(number)
        if log:
            laptop.lose_log()
        else:
            laptop.flip_page(page)
        self._leave(laptop)

    def _sticks(self) -> list[Path]:
        return list(dict.fromkeys(one.path.parent for one in self.world.sent.values()))

    def _has_copy(self, laptop: Laptop) -> bool:
        return any(one.family == laptop.family for one in self.world.copies)

    def _leave(self, laptop: Laptop) -> None:
        """Mostly there is a quiet moment afterwards."""
        if self.world.step % 4:
            laptop.look_after()

    @invariant()
    def all_holds(self) -> None:
        """Nothing acknowledged is lost, chains hold, and nobody is named after their end."""
        for laptop in self.world.honest:
            laptop.check()

    def teardown(self) -> None:
        try:
            if self.steps:
                self.tally.steps.append(self.steps)
                self._last_looks()
        finally:
            self.world.end()
            self.held.close()

    def _last_looks(self) -> None:
        """Every file that was ever written is judged once more, and every folder is searched."""
        if self.world.sent:
            self.office.receive(self._sticks(), lost=True)
        for laptop in self.world.laptops:
            ends.check_forgotten(laptop)
        ends.check_office(self.world)


def _prepared(laptop: Laptop) -> bool:
    return bool(laptop.desk.store.rosters.groups())


def _held(laptop: Laptop) -> bool:
    return bool(laptop.known.held)


def _due(laptop: Laptop) -> bool:
    known = laptop.known
    return laptop.thief or any(known.changed.get(one, 0) >= known.answered.get(one, 0) for one in known.held)


def _may_certify(laptop: Laptop) -> bool:
    return bool(laptop.known.held) and (laptop.key in laptop.world.office.granted)


def _spelled(laptop: Laptop) -> bool:
    return bool(laptop.known.spelled) and not laptop.known.torn


def _expects(laptop: Laptop) -> bool:
    return bool(laptop.inbox)


def _nth(values: Sequence[T], number: int) -> T:
    return values[number % len(values)]
