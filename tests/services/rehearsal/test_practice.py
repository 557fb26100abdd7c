from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_lists.class_groups import class_group
from bsuh_desktop.services.rehearsal.demonstrate import LEARNERS, add_practice_class
from tests.helpers.desks import practice_desk


def test_a_made_up_class_stands_ready_once(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    card = class_group(desk, add_practice_class(desk).id)
    assert (card.learners, card.place.en) == (LEARNERS, "Kaliganga High School")
    assert 0 < card.unnamed < LEARNERS
    with pytest.raises(KnownError) as caught:
        add_practice_class(desk)
    assert caught.value.code == "class_exists"
