"""The portable copy on a stick: what it offers and says, and a programme that is unknown to a desk that practises."""

from __future__ import annotations

from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.programmes import write_programme
from tests.helpers.scenes.before import first_page, home_in_private
from tests.helpers.scenes.programme import page
from tests.helpers.scenes.scene import Scene
from tests.helpers.scenes.verify import brought
from tests.helpers.verified import stick_of
from tests.helpers.visit import Visit


def with_programme_file(desk: Desk) -> None:
    """A class is there; an office's programme file lies on a stick."""
    prepared.with_class(desk)
    stick = stick_of(desk.folder)
    stick.mkdir()
    write_programme(stick)


def unknown_programme(visit: Visit) -> None:
    """It was brought: is that its root key?"""
    brought(visit, "programme.json")


SCENES = (
    Scene("first-run-on-stick", first_page, on_stick=True),
    Scene("home-on-stick", home_in_private, prepared.with_class, on_stick=True),
    Scene("programme-on-stick", page, prepared.as_made, on_stick=True),
    Scene("verify-unknown-programme", unknown_programme, with_programme_file, on_stick=True),
)
