"""A class from Set up to its papers, with a projector plugged in unless the scene is about having none."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.ended_classes import little_known
from tests.helpers.hands import key, pick, tab_to, until
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def set_up(visit: Visit) -> None:
    """A new class of the next group."""
    visit.unlock()
    visit.press("start_preparing")


def date(visit: Visit) -> None:
    """The clock is in doubt: which day is it?"""
    set_up(visit)
    visit.press("start_roll_call")
    visit.write("day", "3")
    visit.write("month", "8")


def one_device(visit: Visit) -> None:
    """With 58 learners it takes too long."""
    set_up(visit)
    visit.press("one_device")


def choose_class(visit: Visit) -> None:
    """Another class."""
    set_up(visit)
    visit.press("change_class")


def go_on(visit: Visit) -> None:
    """Home's first card leads to where the class stopped."""
    visit.unlock()
    visit.press("go_on")


def by_voice(visit: Visit) -> None:
    """No projector shows this screen: the class hears the lesson."""
    visit.unlock()
    visit.in_private()
    visit.press("go_on")


def keys_of_teach(visit: Visit) -> None:
    """The key "?" lists them."""
    go_on(visit)
    key(visit.window, "?")


def clock_jumped(visit: Visit) -> None:
    """The laptop's clock went back two hours."""
    go_on(visit)
    assert isinstance(visit.bridge.clock, RehearsalClock)
    visit.bridge.clock.set(datetime.datetime(2026, 8, 3, 7, 11, tzinfo=datetime.timezone(datetime.timedelta(hours=6))))
    visit.press("next_step")


def answers_by_voice(visit: Visit) -> None:
    """The hands are counted."""
    by_voice(visit)
    visit.press("next_step")


def new_learner(visit: Visit) -> None:
    """Somebody who is not on the list."""
    go_on(visit)
    visit.press("add_learner")


def taken_back(visit: Visit) -> None:
    """The last mark was a slip."""
    go_on(visit)
    visit.press("undo")


def slides(visit: Visit) -> None:
    """All slides, to go to one of them."""
    go_on(visit)
    visit.press("slides")
    visit.still()


def passing(visit: Visit) -> None:
    """The device is about to go round."""
    go_on(visit)
    visit.press("next_step")


def device(visit: Visit) -> None:
    """Whose turn is it?"""
    passing(visit)
    visit.press("pass")
    until(lambda: visit.seen() is not visit.window, "the device's window is open")
    visit.quiet()


def device_question(visit: Visit) -> None:
    """An answer was chosen."""
    device(visit)
    visit.write("number", "3")
    visit.press("that_is_me", "option_b")


def device_feedback(visit: Visit) -> None:
    """It was given, and somebody of the story says something about it."""
    device_question(visit)
    visit.press("my_answer")


def device_thanks(visit: Visit) -> None:
    """That was read."""
    device_feedback(visit)
    visit.press("feedback_on")


def by_eye(visit: Visit) -> None:
    """Hands are noted by eye."""
    go_on(visit)
    key(visit.window, "Right")
    visit.quiet()
    key(visit.window, "M")
    visit.quiet()


def device_leaving(visit: Visit) -> None:
    """Leaving needs the PIN."""
    device(visit)
    visit.press("leave")


def wrap_up(visit: Visit) -> None:
    """Before the finish."""
    go_on(visit)
    key(visit.window, "F10")
    visit.quiet()


def too_short(visit: Visit) -> None:
    """Do its learners get certificates all the same?"""
    wrap_up(visit)
    visit.press("finish")


def papers(visit: Visit) -> None:
    """After it, nothing written yet."""
    visit.unlock()
    visit.press("certificates_now")


def layout(visit: Visit) -> None:
    """How shall they be printed?"""
    papers(visit)
    visit.press("certificates_layout")


def for_one(visit: Visit) -> None:
    """Whose certificate is wanted alone?"""
    papers(visit)
    visit.in_private()
    visit.press("certificates_one")
    visit.write("learner_roll", "34")


def opened_in_public(visit: Visit) -> None:
    """A file with names is to be opened while a projector may show it."""
    papers_written(visit)
    visit.bridge.projector.set_shows_this_screen(True)
    visit.quiet()
    key(tab_to(visit.seen(), "open_file"), "Space")
    visit.quiet()


def papers_written(visit: Visit) -> None:
    """Everything stands in a folder."""
    papers(visit)
    with TemporaryDirectory() as folder:
        for kind in ("certificates", "attendance"):
            visit.press(f"{kind}_to_folder")
            pick(Path(folder))
            visit.let_names_go(kind)
            visit.quiet()


SCENES = (
    Scene("set-up", set_up, prepared.with_class),
    Scene("set-up-date", date, prepared.in_doubt, projector=True),
    Scene("set-up-one-device", one_device, prepared.with_class, projector=True),
    Scene("set-up-choose-class", choose_class, prepared.with_class, projector=True, afresh=True),
    Scene("roll-call-headcount", go_on, prepared.at_roll_call, projector=True),
    Scene("roll-call", go_on, prepared.counted, projector=True),
    Scene("roll-call-public", go_on, prepared.counted),
    Scene("roll-call-77", taken_back, prepared.seventy_seven, projector=True),
    Scene("roll-call-new-learner", new_learner, prepared.counted, projector=True, afresh=True),
    Scene("teach", go_on, prepared.at_teach, projector=True),
    Scene("teach-public", go_on, prepared.at_teach),
    Scene("teach-by-voice", by_voice, prepared.at_teach),
    Scene("teach-by-voice-question", by_voice, prepared.asking_by_hands),
    Scene("teach-by-voice-answers", answers_by_voice, prepared.asking_by_hands),
    Scene("teach-clock-jumped", clock_jumped, prepared.at_teach, projector=True, afresh=True),
    Scene("teach-questions", go_on, prepared.before_questions, projector=True),
    Scene("teach-hands", go_on, prepared.asking_by_hands, projector=True),
    Scene("teach-by-eye", by_eye, prepared.standing_at(6), projector=True, afresh=True),
    Scene("teach-answers", go_on, prepared.answered_by_hands, projector=True),
    Scene("teach-one-device", go_on, prepared.asking_by_device, projector=True),
    Scene("teach-slides", slides, prepared.at_teach, projector=True, afresh=True),
    Scene("teach-keys", keys_of_teach, prepared.at_teach, projector=True, afresh=True),
    Scene("teach-end", go_on, prepared.at_the_end, projector=True),
    Scene("device-passing", passing, prepared.asking_by_device, projector=True, afresh=True),
    Scene("device-number", device, prepared.asking_by_device, projector=True, afresh=True),
    Scene("device-question", device_question, prepared.asking_by_device, projector=True, afresh=True),
    Scene("device-feedback", device_feedback, prepared.asking_by_device, projector=True, afresh=True),
    Scene("device-thanks", device_thanks, prepared.asking_by_device, projector=True, afresh=True),
    Scene("device-leaving", device_leaving, prepared.asking_by_device, projector=True, afresh=True),
    Scene("wrap-up", wrap_up, prepared.at_the_end, projector=True),
    Scene("wrap-up-little-known", wrap_up, little_known, projector=True),
    Scene("wrap-up-too-short", too_short, little_known, projector=True, afresh=True),
    Scene("wrap-up-papers", papers, prepared.finished, projector=True),
    Scene("wrap-up-layout", layout, prepared.finished, projector=True, afresh=True),
    Scene("wrap-up-one", for_one, prepared.finished, projector=True, afresh=True),
    Scene("wrap-up-opened", opened_in_public, prepared.finished, projector=True),
    Scene("wrap-up-written", papers_written, prepared.finished, projector=True),
)
