"""A desk that dies in a class in which nothing was stored for a while: the child process of one story of kills."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.settings import Settings
from tests.helpers.crash.desk_driver import PACK
from tests.helpers.crash.installation import Laptop
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.faceless import SteppedFace

QUIET_S = 144


def run(home: str) -> None:
    """Opens a class, lets time pass second by second, says session and clock, and kills itself."""
    clock, face = clock_at(), SteppedFace()
    session = DeskSession(Laptop(Path(), Path(home)).profile, clock, Settings(language="en"), face)
    session.unlock(PASSPHRASE)
    session.open_class(ClassWish((), PACK, "hands"))
    assert session.picture is not None
    for _ in range(QUIET_S):
        clock.advance(1)
        face.pass_ms(1000)
    print(session.picture.session, session.picture.worked_ms + session.picture_age_ms, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
