from __future__ import annotations

import contextlib
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.programme import (
    Area,
    Place,
    PlaceList,
    Programme,
    pack_places,
    place_list_hash,
    read_programme,
    sign_programme,
)
from tests.helpers.attendance import programme
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.keys import key
from tests.helpers.programmes import joined_desk, programme_file, take_programme

_DHAKA = Area("30", LocalText("ঢাকা", "Dhaka"))


def _places(count: int) -> tuple[Place, ...]:
    areas = [Area(f"{number:06}", LocalText(f"উপজেলা {number}", f"Upazila {number}")) for number in range(9)]
    return tuple(
        Place(f"eiin:{100000 + number}", LocalText(f"বিদ্যালয় {number}", ""), areas[number % 9], _DHAKA, _DHAKA, number)
        for number in range(count)
    )


def test_a_packed_list_is_the_same_list() -> None:
    places = (*_places(40), Place("club:1", LocalText("ক্লাব", "Club"), _DHAKA, _DHAKA, partner=3))
    packed = PlaceList(pack_places(places))
    assert (len(packed), packed[-1], packed[1:3]) == (41, places[-1], places[1:3])
    assert tuple(packed) == places
    assert packed == places
    assert packed.find("eiin:100007") == places[7]
    assert packed.find("eiin:7") is None


def test_of_two_places_with_one_id_the_first_is_found() -> None:
    first, second = _places(2)
    twin = replace(second, id=first.id)
    assert PlaceList(pack_places((first, twin))).find(first.id) == first


def test_a_desk_opens_with_the_programme_that_it_joined(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    desk.close()
    again = open_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    with again.store:
        assert again.programme == programme()
        assert again.programme_file == programme_file()
        assert again.programme.place("eiin:107845") == programme().place("eiin:107845")


def test_what_was_taken_back_is_not_worked_by(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    newer = sign_programme(replace(programme(), version=programme().version + 1), key("root"))
    with desk.store:
        with contextlib.suppress(OSError), desk.transaction():
            take_programme(desk, newer, desk.partner)
            raise OSError("the stick came out")
        assert desk.programme == programme()


def test_a_programme_that_an_older_app_kept_is_read_from_its_file(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    with desk.store:
        for name in ("programme/head", "programme/places"):
            desk.store.facts.drop(name)
        desk.store.facts.put("programme", programme_file())
        desk.reread_programme()
        assert (desk.programme, desk.programme_file) == (programme(), programme_file())


def test_a_programme_with_a_country_of_places_is_read_whole() -> None:
    many = _places(500)
    large: Programme = replace(programme(), places=many, place_list_hash=place_list_hash(many))
    assert read_programme(sign_programme(large, key("root"))) == large
