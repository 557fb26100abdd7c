"""The face that waits: calls in their order, and those of other threads later."""

from __future__ import annotations

import threading

from bsuh_desktop.app.face import InlineFace


def test_a_call_that_is_posted_by_a_call_comes_after_it() -> None:
    face, calls = InlineFace(), list[str]()

    def first() -> None:
        face.post(lambda: calls.append("second"))
        calls.append("first")

    face.post(first)
    assert calls == ["first", "second"]


def test_a_call_of_another_thread_waits_for_this_one() -> None:
    face, calls = InlineFace(), list[int]()
    other = threading.Thread(target=lambda: face.post(lambda: calls.append(threading.get_ident())))
    other.start()
    other.join()
    assert calls == [], "nothing runs beside the command"
    face.post(lambda: None)
    assert calls == [threading.get_ident()]
