"""Help for a child without a window: whom to call, in which language, and whether the class may read along."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.dialogs.child_help import ChildHelpModel, HelpNumber, child_help
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.stage import Screens
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.trust.programme import FocalPoint, sign_programme
from tests.helpers import prepared
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import PASSPHRASE
from tests.helpers.faceless import session_in, words_of
from tests.helpers.keys import key

FOCAL = LocalText("রেহানা পারভীন", "Rehana Parvin")
COUNTRY = ["999", "1098", "109"]


@dataclasses.dataclass
class Projector:
    """Where the stage is."""

    arrangement: Screens = "one"
    public_over_stage: bool = False


def no_projector() -> Projector:
    raise AssertionError("before a desk was open there is none")


def help_of(session: DeskSession) -> ChildHelpModel:
    return child_help(session, Projector)


def numbers(model: ChildHelpModel, language: Language = "en") -> list[str]:
    """The numbers that can be dialled, from the top."""
    rows = (*model.helpline_column, *model.focal_column)
    return [text_of(row.number, language) for row in rows if isinstance(row, HelpNumber) and row.number]


def lines(model: ChildHelpModel, language: Language = "en") -> list[list[str]]:
    """What stands beside each number."""
    rows = (*model.helpline_column, *model.focal_column)
    return [
        [text_of(row, language)] if isinstance(row, Message) else [text_of(text, language) for text, _ in row.lines]
        for row in rows
    ]


def with_focal_points(desk: Desk) -> None:
    """Its programme names somebody of this partner, and of another one."""
    set_facilitator(desk, prepared.FACILITATOR, "4826")
    points = (
        FocalPoint(PARTNER, FOCAL, "01700000000"),
        FocalPoint(PARTNER + 1, LocalText("অন্য", "Somebody else"), "1"),
    )
    join(desk, sign_programme(replace(programme(), focal_points=points), key("root")), PARTNER)


def test_in_danger_one_number_is_called_first_and_numbers_are_not_grouped(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        model = help_of(session)
        assert numbers(model) == COUNTRY
        assert numbers(model, "bn") == ["৯৯৯", "১০৯৮", "১০৯"]
        said = lines(model)
        assert said[0][0] == "In danger now? Call this number first."
        assert said[1] == ["Child Helpline", "Free of charge, day and night."]
        assert not [text for row in said for text in row if "verif" in text.lower()], "a child may read along"
        cards = [row.card for row in model.helpline_column if isinstance(row, HelpNumber)]
        assert cards == ["look", "card", ""]


def test_a_focal_point_without_a_number_says_who_has_it(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        model = help_of(session)
        assert model.focal_points.shown
        assert lines(model)[-1] == ["Focal point (practice)", "Your coordinator tells you the number."]
        session.lock()
        model = help_of(session)
        assert {part.shown for part in (model.focal_points, model.focal_title, model.stitch)} == {False}
        assert model.focal_column == ()


def test_behind_the_door_only_the_country_is_known_whatever_stands_in_its_folder(tmp_path: Path) -> None:
    forged = {"number": "0199", "names": {"bn": "শিশুর সহায়তায় ফোন", "en": "Child Helpline"}, "verified": True}
    old = {"format": 1, "help": {"danger": forged, "child": forged, "others": [forged], "focal_points": [forged]}}
    more = ["Unlock the desk to see your programme's own numbers."]
    with session_in(tmp_path, with_focal_points) as session:
        file = tmp_path / "profile" / "help.json"
        opened = help_of(session)
        assert numbers(opened) == [*COUNTRY, "01700000000"]
        assert lines(opened)[-1] == [FOCAL.en]
        assert more not in lines(opened)
        session.lock()
        file.write_text(json.dumps(old))
        locked = help_of(session)
        assert numbers(locked) == COUNTRY
        assert lines(locked)[-1] == more
        session.unlock(PASSPHRASE)
        assert not file.exists()
        assert help_of(session) == opened


@pytest.mark.parametrize(
    ("projector", "seen"),
    [
        (Projector("two"), "The projector does not show this page. The class stays where it is."),
        (Projector("one"), "No projector shows this page. The class stays where it is."),
        (
            Projector("two", public_over_stage=True),
            "If a projector shows this laptop's screen, the class sees this page. Cover the projector first.",
        ),
    ],
)
def test_it_says_whether_the_class_sees_it(tmp_path: Path, projector: Projector, seen: str) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        model = child_help(session, lambda: projector)
        assert words_of(model.seen) == seen
        assert model.seen.light == ("look" if projector.public_over_stage else "info")
        session.set_public(True)
        model = child_help(session, no_projector)
        assert words_of(model.seen).startswith("If a projector shows this laptop's screen")
        assert "প্রজেক্টর" in words_of(model.seen, "bn")


def test_it_leads_back_to_a_class_that_runs(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.at_teach) as session:
        assert text_of(help_of(session).close, "en") == "Back to the class"
        session.leave_class()
        assert text_of(help_of(session).close, "en") == "Close"
