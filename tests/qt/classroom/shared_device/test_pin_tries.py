from __future__ import annotations

from bsuh_desktop.qt.classroom.shared_device.leave_by_pin import FIRST_WAIT_S, LONGEST_WAIT_S, PinTries


def test_three_tries_are_free_and_each_more_doubles_the_wait() -> None:
    now = 0
    tries = PinTries(lambda: now)
    tries.wrong()
    tries.wrong()
    assert tries.wait_s == 0
    waits = []
    for _ in range(6):
        tries.wrong()
        waits.append(tries.wait_s)
        now += tries.wait_s * 1000
        assert tries.wait_s == 0
    assert waits == [FIRST_WAIT_S, 30, 60, 120, 240, LONGEST_WAIT_S]


def test_seconds_are_told_whole_until_the_last_is_over() -> None:
    now = 0
    tries = PinTries(lambda: now)
    for _ in range(3):
        tries.wrong()
    now = 1
    assert tries.wait_s == FIRST_WAIT_S
    now = FIRST_WAIT_S * 1000 - 1
    assert tries.wait_s == 1
    now += 1
    assert tries.wait_s == 0


def test_the_right_one_makes_all_tries_free_again() -> None:
    tries = PinTries(lambda: 0)
    for _ in range(4):
        tries.wrong()
    tries.right()
    tries.wrong()
    assert tries.wait_s == 0
