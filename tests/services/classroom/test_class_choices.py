from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.classroom.new_class import ClassChoices, choices_of, choose, open_wished_class
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, a_class, a_group, clock_at, practice_desk


def test_choices_stay_with_their_class(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    first = open_wished_class(desk, ClassWish((group,), "taps-traps-taka", "shared", "en")).session
    second = open_wished_class(desk, ClassWish((), "taps-traps-taka")).session
    assert choose(desk, first, by="hands") == ClassChoices("hands", "en")
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock_at(hour=10))
    assert choices_of(again, first) == ClassChoices("hands", "en")
    assert choices_of(again, second) == ClassChoices("hands", "bn")


def test_whether_a_class_is_taught_by_voice_is_left_to_the_screens_until_somebody_says_so(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    session = open_wished_class(desk, ClassWish((), "taps-traps-taka")).session
    assert choices_of(desk, session).voice is None
    assert choose(desk, session, voice=False).voice is False
    assert choose(desk, session, by="shared").voice is False
    spoken = open_wished_class(desk, ClassWish((), "taps-traps-taka", voice=True)).session
    assert choices_of(desk, spoken).voice is True


def test_a_class_of_the_command_line_has_the_usual_choices(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    assert choices_of(desk, a_class(desk).session) == ClassChoices()


def test_a_class_that_cannot_be_opened_leaves_nothing(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError) as caught:
        open_wished_class(desk, ClassWish((a_group(desk),), "no-such-module"))
    assert caught.value.code == "pack_not_found"
    assert desk.store.journal.sessions() == []
