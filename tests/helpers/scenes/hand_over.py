"""The pages Hand over and Receive in each state."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers import hand_over, programme_desks
from tests.helpers.hands import pick
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def _stick(visit: Visit) -> Path:
    return visit.bridge.profile.parent / hand_over.STICK


def page(visit: Visit) -> None:
    """Without a stick."""
    visit.unlock()
    visit.in_private()
    hand_over.hand_over_page(visit)


def ready(visit: Visit) -> None:
    """A stick is plugged in."""
    visit.unlock()
    visit.in_private()
    _stick(visit).mkdir(exist_ok=True)
    hand_over.hand_over_page(visit, _stick(visit))


def two_sticks(visit: Visit) -> None:
    """Which one?"""
    visit.unlock()
    visit.in_private()
    other = visit.bridge.profile.parent / "ASHA"
    for stick in (_stick(visit), other):
        stick.mkdir()
    hand_over.hand_over_page(visit, _stick(visit), other)
    visit.press("primary")


def read_only(visit: Visit) -> None:
    """It cannot be written to."""
    visit.unlock()
    visit.in_private()
    _stick(visit).mkdir()
    hand_over.hand_over_page(visit, _stick(visit), writable=False)


def written(visit: Visit) -> None:
    """Safe to pull out."""
    ready(visit)
    visit.press("primary")


def in_folder(visit: Visit) -> None:
    """They went to a folder."""
    page(visit)
    with TemporaryDirectory() as folder:
        visit.press("to_folder")
        pick(Path(folder))
        visit.quiet()


def writing(visit: Visit) -> None:
    """32 of 51. A picture waits for the desk's thread, so nothing is really being written."""
    ready(visit)
    being_written(visit, (32, 51), 4)


def being_written(visit: Visit, done: tuple[int, int], seconds: int) -> None:
    """Shows the page as it looks in the midst of a long hand-over."""
    shown = hand_over.hand_over_page(visit, _stick(visit))
    job = shown._presenter._job
    job.label = hand_over.STICK
    job._job.begin(done[1])
    job._job.done, job._job.left = done[0], seconds
    shown._presenter.refresh()


def asking(visit: Visit) -> None:
    """Where are the receipts? A code with a slip is typed."""
    page(visit)
    visit.press("import_receipts")
    visit.write("dictated", "M7K3Q0042XAB")
    visit.quiet()


def taken(visit: Visit) -> None:
    """Those on the stick were taken in."""
    ready(visit)
    visit.press("take_offered")


def receiving(visit: Visit) -> None:
    """Nothing was read yet."""
    visit.unlock()
    visit.in_private()
    hand_over.receive_page(visit, _stick(visit))


def received(visit: Visit) -> None:
    """A stick with files of every verdict."""
    receiving(visit)
    visit.press("add_files", "files_to_stick")


def answered(visit: Visit) -> None:
    """The receipts were written back onto it."""
    received(visit)
    visit.press("write_receipts", "file_to_stick")


def reading(visit: Visit) -> None:
    """38 of 51. A picture waits for the desk's thread, so nothing is really being read."""
    receiving(visit)
    shown = hand_over.receive_page(visit)
    job = shown._presenter.collecting.job
    job.begin()
    job.done, job.total, job.left = 38, 51, 3
    shown.retranslate()


SCENES = (
    Scene("hand-over-states", ready, hand_over.every_state),
    Scene("hand-over-written", written, hand_over.three),
    Scene("hand-over-writing", writing, hand_over.three),
    Scene("hand-over-asking", asking, hand_over.every_state, afresh=True),
    Scene("receive", receiving, programme_desks.coordinator),
    Scene("receive-read", received, hand_over.brought),
)

MORE = (
    Scene("hand-over-nothing", page, hand_over.nothing),
    Scene("hand-over-no-stick", page, hand_over.three),
    Scene("hand-over-ready", ready, hand_over.three),
    Scene("hand-over-two-sticks", two_sticks, hand_over.three, afresh=True),
    Scene("hand-over-read-only", read_only, hand_over.three),
    Scene("hand-over-folder", in_folder, hand_over.three),
    Scene("hand-over-answered", page, hand_over.answered),
    Scene("hand-over-receipts-taken", taken, hand_over.every_state),
    Scene("receive-reading", reading, programme_desks.coordinator),
    Scene("receive-answered", answered, hand_over.brought),
)
