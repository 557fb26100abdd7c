from __future__ import annotations

from bsuh_desktop.domain.pin import FIRST_WAIT_S, FREE_TRIES, LONGEST_WAIT_S, PinTries


def after(wrong: int, now_ms: int = 0) -> PinTries:
    tries = PinTries()
    for _ in range(wrong):
        tries = tries.one_more(now_ms)
    return tries


def test_two_tries_are_free_and_each_more_doubles_the_wait() -> None:
    assert [after(wrong).wait_s(0) for wrong in range(FREE_TRIES)] == [0, 0, 0]
    now, tries, waits = 0, after(FREE_TRIES - 1), []
    for _ in range(6):
        tries = tries.one_more(now)
        waits.append(tries.wait_s(now))
        now += waits[-1] * 1000
        assert tries.wait_s(now) == 0
    assert waits == [FIRST_WAIT_S, 30, 60, 120, 240, LONGEST_WAIT_S]


def test_seconds_are_whole_until_the_last_is_over() -> None:
    tries = after(3, now_ms=5_000)
    assert tries.wait_s(5_001) == FIRST_WAIT_S
    assert tries.wait_s(5_000 + FIRST_WAIT_S * 1000 - 1) == 1
    assert tries.wait_s(5_000 + FIRST_WAIT_S * 1000) == 0


def test_after_the_right_one_all_tries_are_free_again() -> None:
    assert PinTries().one_more(0).wait_s(0) == 0
