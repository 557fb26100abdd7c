from __future__ import annotations

from bsuh_desktop.system.clock import Pace


class Stopwatch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_what_is_left_is_told_by_what_it_took() -> None:
    watch = Stopwatch()
    pace = Pace(watch)
    assert pace.remaining(0, 51) is None
    watch.seconds = 0.5
    assert pace.remaining(5, 51) is None, "a first file tells little"
    told = []
    for done in range(10, 51, 10):
        watch.seconds = done * 0.4
        told.append(pace.remaining(done, 51))
    assert told == [16, 12, 8, 4, 1]
    watch.seconds = 21
    assert pace.remaining(51, 51) == 0


def test_one_slow_file_does_not_make_it_jump() -> None:
    watch = Stopwatch()
    pace = Pace(watch)
    pace.remaining(0, 100)
    watch.seconds = 10
    before = pace.remaining(20, 100)
    watch.seconds = 20
    after = pace.remaining(21, 100)
    assert (before, after) == (40, 44), "the whole guess would be 75"


def test_another_row_of_files_begins_anew() -> None:
    watch = Stopwatch()
    pace = Pace(watch)
    pace.remaining(0, 10)
    watch.seconds = 5
    assert pace.remaining(5, 10) == 5
    assert pace.remaining(0, 10) is None
