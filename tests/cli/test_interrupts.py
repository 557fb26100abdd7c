from __future__ import annotations

import signal

import pytest

from bsuh_desktop.cli.interrupts import ending_at_once, not_rebuilt, stopped, stopping

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@pytest.mark.parametrize("asked", SIGNALS, ids=["Ctrl-C", "a request to end"])
def test_whoever_asks_once_waits_for_a_good_place_and_whoever_asks_twice_does_not(
    asked: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [signal.getsignal(one) for one in SIGNALS]
    with stopping("en") as stop:
        assert not stop()
        signal.raise_signal(asked)
        assert stop()
        assert "Stopping" in capsys.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(asked)
    assert [signal.getsignal(one) for one in SIGNALS] == before


def test_what_has_nothing_to_keep_ends_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), ending_at_once():
        signal.raise_signal(signal.SIGTERM)


def test_how_it_goes_on_is_said() -> None:
    assert {one.code for one in (stopped(0), stopped(3), not_rebuilt())} == {"stopped"}
    assert stopped(3).message.fields == {"count": 3}
