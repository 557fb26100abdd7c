from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.services.desk.modules import modules
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk
from tests.helpers.keys import key


def test_a_module_on_its_card(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    taps = {module.id: module for module in modules(desk)}["taps-traps-taka"]
    assert (taps.title.en, taps.minutes, taps.ages, taps.languages) == (
        "Taps, Traps and Taka",
        45,
        ("13-17",),
        ("bn", "en"),
    )
    assert (taps.slides, taps.form_questions, taps.questions) == (15, 5, 3)
    assert taps.cover.startswith(b"<svg")


@pytest.mark.parametrize(("numbers", "shown"), [({"taps-traps-taka": 5}, 1), ({"another": 1}, 0)])
def test_only_what_the_programme_has_a_number_for_is_taught(
    tmp_path: Path, numbers: dict[str, int], shown: int
) -> None:
    file = sign_programme(replace(programme(), modules=numbers), key("root"))
    desk, _ = first_run(tmp_path, NewDesk(PASSPHRASE, "Shirin", None, file, PARTNER), clock_at())
    assert len(modules(desk)) == shown
