from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.register.decision_lines import (
    ArchiveStatus,
    Chosen,
    Decision,
    DecisionFold,
    FileStatus,
    FileVerdict,
    FirstVerdict,
    Judged,
    NamesOpened,
    PlaceMapped,
    PutBack,
    Received,
    Reduced,
    TakenOut,
)

SESSION, OTHER = "SESS000000000001", "SESS000000000002"
VERDICTS: tuple[FirstVerdict, ...] = get_args(FirstVerdict)


def file(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


A, B, C, D = map(file, "ABCD")


def came(name: bytes, verdict: FirstVerdict = "merged", revision: int = 1, session: str = SESSION) -> Decision:
    return Received((FileVerdict(name, session, revision, verdict),))


def judged(name: bytes, verdict: FirstVerdict, revision: int = 1, session: str = SESSION) -> Decision:
    return Judged((FileVerdict(name, session, revision, verdict),))


def folded(decisions: Iterable[Decision]) -> ArchiveStatus:
    folding = DecisionFold()
    for one in decisions:
        folding.add(one)
    return folding.status


def counts(*decisions: Decision) -> bytes | None:
    return folded(decisions).current.get(SESSION)


def asked(*decisions: Decision) -> tuple[bytes, ...]:
    return folded(decisions).conflicts.get(SESSION, ())


def test_a_newer_file_takes_the_place_of_the_one_before() -> None:
    assert counts(came(A)) == A
    assert counts(came(A), came(B, "newer", 2)) == B
    assert counts(came(A), came(B, "newer", 2), came(C, "newer", 3)) == C


@pytest.mark.parametrize("verdict", ["waiting", "expired", "revoked", "unknown_signer", "conflict"])
def test_what_is_archived_without_being_good_counts_nothing(verdict: FirstVerdict) -> None:
    assert counts(came(A, verdict)) is None
    assert counts(came(A), came(B, verdict)) == A
    assert folded([came(A, verdict)]).files[A].verdict == verdict


def test_taking_the_current_one_out_brings_back_the_one_before_and_putting_it_back_the_reverse() -> None:
    three = [came(A), came(B, "newer", 2), came(C, "newer", 3)]
    assert counts(*three, TakenOut(C, "")) == B
    assert counts(*three, TakenOut(C, ""), TakenOut(B, "")) == A
    assert counts(*three, TakenOut(C, ""), TakenOut(B, ""), TakenOut(A, "")) is None
    assert counts(*three, TakenOut(C, ""), TakenOut(B, ""), PutBack(C)) == C
    assert counts(*three, TakenOut(B, "")) == C
    assert counts(*three, TakenOut(B, ""), TakenOut(C, "")) == A


def test_a_file_that_comes_while_another_is_out_counts() -> None:
    assert counts(came(A), TakenOut(A, ""), came(B, "newer", 2)) == B
    assert counts(came(A), TakenOut(A, ""), came(B, "newer", 2), PutBack(A)) == B


def test_in_a_conflict_the_first_one_counts_until_somebody_chooses() -> None:
    both = [came(A), came(B, "conflict")]
    assert (counts(*both), asked(*both)) == (A, (A, B))
    for chosen in (A, B):
        assert (counts(*both, Chosen(SESSION, chosen)), asked(*both, Chosen(SESSION, chosen))) == (chosen, ())


def test_a_file_that_comes_to_a_conflict_later_asks_again_and_those_that_were_passed_over_do_not() -> None:
    chosen = [came(A), came(B, "conflict"), came(C, "conflict"), Chosen(SESSION, B)]
    assert asked(*chosen) == ()
    assert (counts(*chosen, came(D, "conflict", 2)), asked(*chosen, came(D, "conflict", 2))) == (B, (B, D))


def test_a_newer_form_of_the_chosen_file_takes_its_place_whatever_the_others_revision_was() -> None:
    chosen = [came(A), came(B, "newer", 5), came(C, "conflict"), Chosen(SESSION, C)]
    assert counts(*chosen) == C
    assert counts(*chosen, came(D, "newer", 2)) == D


def test_taking_the_chosen_file_out_brings_back_what_counted_before() -> None:
    chosen = [came(A), came(B, "conflict"), Chosen(SESSION, B)]
    assert counts(*chosen, TakenOut(B, "")) == A
    assert counts(*chosen, TakenOut(B, ""), PutBack(B)) == B
    assert asked(*chosen, TakenOut(B, "")) == ()
    assert counts(*chosen, Chosen(SESSION, A)) == A


def test_a_rival_that_is_taken_out_asks_no_more_and_again_when_it_is_put_back() -> None:
    both = [came(A), came(B, "conflict"), TakenOut(B, "not theirs")]
    assert asked(*both) == ()
    assert asked(*both, PutBack(B)) == (A, B)
    assert asked(came(A), came(B, "conflict"), TakenOut(A, "")) == (B,)


def test_a_file_that_waited_counts_once_its_grant_came() -> None:
    assert counts(came(A, "waiting"), judged(A, "merged")) == A
    waiting = [came(A, "waiting"), came(B, "waiting", 2)]
    assert counts(*waiting, judged(A, "merged"), judged(B, "newer", 2)) == B
    assert counts(*waiting, judged(B, "merged", 2), judged(A, "merged")) == B


def test_a_file_whose_key_was_revoked_counts_no_more_and_comes_back_in_its_own_place() -> None:
    two = [came(A), came(B, "newer", 2)]
    assert counts(*two, judged(B, "revoked", 2)) == A
    assert counts(*two, judged(A, "revoked")) == B
    assert counts(*two, judged(A, "revoked"), judged(A, "merged")) == B
    chosen = [came(A, "newer", 9), came(B, "conflict"), judged(A, "revoked", 9), Chosen(SESSION, B)]
    assert counts(*chosen, judged(A, "merged", 9)) == B


def test_a_rival_that_turns_out_to_go_on_with_the_first_one_asks_no_more() -> None:
    both = [came(A), came(B, "conflict", 2), judged(B, "newer", 2)]
    assert (counts(*both), asked(*both)) == (B, ())


def test_a_counted_file_that_turns_out_to_be_one_of_two_goes_on_counting() -> None:
    assert counts(came(A), judged(A, "conflict")) == A
    assert asked(came(A), judged(A, "conflict"), came(B, "conflict")) == (A, B)
    assert asked(came(A), judged(A, "conflict"), came(B, "newer", 2)) == (B, A)


def test_reduced_copies_places_and_withdrawn_learners_are_kept() -> None:
    decisions: list[Decision] = [came(A), Reduced(A, C, "withdrawn", ("L1",)), Reduced(A, D, "withdrawn", ("L2",))]
    decisions += [PlaceMapped("local:1", "eiin:2"), NamesOpened((A,), "coordinator", "named_list", 3)]
    standing = folded(decisions)
    assert standing.files[A] == FileStatus(SESSION, 1, "merged", copy=D, choice=0)
    assert standing.withdrawn == {SESSION: frozenset({"L1", "L2"})}
    assert standing.places == {"local:1": "eiin:2"}
    assert (folded([came(A), Reduced(A, C, "retention")]).withdrawn, standing.current) == ({}, {SESSION: A})


REFUSED: dict[str, tuple[Decision, ...]] = {
    "twice": (came(A), came(A)),
    "twice in one line": (Received((FileVerdict(A, SESSION, 1, "merged"),) * 2),),
    "no hash": (came(b"short"),),
    "judged": (came(A), judged(B, "merged")),
    "judged as another revision": (came(A), judged(A, "merged", 2)),
    "judged as another session": (came(A), judged(A, "merged", session=OTHER)),
    "chosen": (came(A), Chosen(SESSION, B)),
    "chosen in another session": (came(A), came(B, session=OTHER), Chosen(OTHER, A)),
    "taken out": (came(A), TakenOut(B, "")),
    "put back": (came(A), PutBack(B)),
    "reduced": (came(A), Reduced(B, C, "retention")),
    "names opened": (came(A), NamesOpened((A, B), "coordinator", "place", 1)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_decision_that_cannot_follow_is_refused_and_changes_nothing(name: str) -> None:
    folding = DecisionFold()
    *before, last = REFUSED[name]
    for decision in before:
        folding.add(decision)
    there = folding.snapshot()
    with pytest.raises(ValueError, match=r"file|verdict|choice"):
        folding.add(last)
    assert folding.status == there


def test_a_snapshot_stays_while_the_standing_goes_on() -> None:
    folding = DecisionFold()
    folding.add(came(A))
    there = folding.snapshot()
    folding.add(came(B, "newer", 2))
    assert (there.current[SESSION], folding.status.current[SESSION]) == (A, B)
    assert set(there.files) == {A}


# What follows holds for whatever is decided, in whatever order.

FILES = tuple(file(str(nth)) for nth in range(8))


@st.composite
def decisions_of(draw: st.DrawFn, session: str = SESSION, files: Sequence[bytes] = FILES) -> list[Decision]:
    """Up to 14 decisions about one session that can follow each other."""
    made: list[Decision] = []
    known: dict[bytes, int] = {}
    for _ in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(["came", "came", "judged", "chosen", "out", "back"]))
        if kind == "came" or not known:
            new = [one for one in files if one not in known]
            if new:
                known[new[0]] = draw(st.integers(1, 4))
                made.append(came(new[0], draw(st.sampled_from(VERDICTS)), known[new[0]], session))
            continue
        one = draw(st.sampled_from(list(known)))
        following: dict[str, Decision] = {
            "judged": judged(one, draw(st.sampled_from(VERDICTS)), known[one], session),
            "chosen": Chosen(session, one),
            "out": TakenOut(one, ""),
            "back": PutBack(one),
        }
        made.append(following[kind])
    return made


def slow(decisions: Iterable[Decision]) -> tuple[bytes | None, tuple[bytes, ...]]:
    """The file that counts and those that ask, found the plain way: the whole history looked through at its end."""
    verdicts: dict[bytes, tuple[FirstVerdict, int]] = {}
    since: dict[bytes, int] = {}
    settled: set[bytes] = set()
    out: set[bytes] = set()
    choices = 0
    for decision in decisions:
        if isinstance(decision, Received | Judged):
            for about in decision.files:
                verdicts[about.file] = (about.verdict, about.revision)
                if about.verdict in ("merged", "newer"):
                    since.setdefault(about.file, choices)
        elif isinstance(decision, Chosen):
            choices += 1
            since[decision.file] = choices
            settled |= {one for one, (verdict, _) in verdicts.items() if verdict == "conflict"}
        elif isinstance(decision, TakenOut):
            out.add(decision.file)
        elif isinstance(decision, PutBack):
            out.discard(decision.file)
    best: bytes | None = None
    rank = (-1, -1)
    for one, (verdict, revision) in verdicts.items():
        may = one in since and one not in out and verdict in ("merged", "newer", "conflict")
        if may and (since[one], revision) >= rank:
            best, rank = one, (since[one], revision)
    rivals = [
        one for one, (verdict, _) in verdicts.items()
        if verdict == "conflict" and one not in settled | out and one != best
    ]  # fmt: skip
    return best, ((best, *rivals) if best and rivals else tuple(rivals))


@given(decisions_of())
def test_every_history_ends_as_the_plain_way_finds_it(history: list[Decision]) -> None:
    for end in range(len(history) + 1):
        standing = folded(history[:end])
        found = standing.current.get(SESSION), standing.conflicts.get(SESSION, ())
        assert found == slow(history[:end])


@given(decisions_of(), st.sampled_from(FILES))
def test_taking_out_and_putting_back_restore_the_standing(history: list[Decision], one: bytes) -> None:
    before = folded(history)
    if one in before.files and not before.files[one].taken_out:
        there_and_back = folded([*history, TakenOut(one, "why"), PutBack(one)])
        assert there_and_back == before
        assert folded([*history, TakenOut(one, "why")]).current.get(SESSION) != one


@given(
    decisions_of(), decisions_of(OTHER, [file(f"other {nth}") for nth in range(8)]), st.randoms(use_true_random=False)
)
def test_the_order_of_independent_sessions_does_not_matter(
    ours: list[Decision], theirs: list[Decision], dice: random.Random
) -> None:
    order = [True] * len(ours) + [False] * len(theirs)
    dice.shuffle(order)
    first, second = iter(ours), iter(theirs)
    assert folded(next(first if own else second) for own in order) == folded([*ours, *theirs])


@given(decisions_of(), decisions_of(), st.sampled_from(FILES))
def test_a_chosen_file_stays_chosen(before: list[Decision], after: list[Decision], one: bytes) -> None:
    """Whatever comes that is no newer form, no other choice, and does not take the file itself away."""
    there = folded(before)
    if one not in there.files or there.files[one].taken_out or there.files[one].verdict not in ("merged", "conflict"):
        return
    history: list[Decision] = [*before, Chosen(SESSION, one)]
    assert folded(history).current[SESSION] == one
    for decision in after:
        try:
            ended = folded([*history, decision])
        except ValueError:
            continue
        about = {file.file for file in decision.files} if isinstance(decision, Received | Judged) else set()
        newer = isinstance(decision, Received | Judged) and decision.files[0].verdict in ("merged", "newer")
        if one in about or newer or isinstance(decision, Chosen) or getattr(decision, "file", b"") == one:
            continue
        history.append(decision)
        assert ended.current[SESSION] == one


@given(decisions_of())
def test_one_line_of_many_files_is_worth_what_many_lines_are(history: list[Decision]) -> None:
    joined: list[Decision] = []
    for decision in history:
        if joined and isinstance(decision, Received) and isinstance(last := joined[-1], Received):
            joined[-1] = Received(last.files + decision.files)
        else:
            joined.append(decision)
    assert folded(joined) == folded(history)
