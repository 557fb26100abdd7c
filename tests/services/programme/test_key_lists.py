from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import encode
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists, newest_of
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import grants_view
from bsuh_desktop.services.grants.issue import start_over
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.programme.issuers import given_of
from bsuh_desktop.services.programme.key_lists import renew_lists
from bsuh_desktop.services.programme.make_programme import recover_root
from bsuh_desktop.trust.grants import decode_grants
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.key_list import DAYS_FRESH, KeyList, read_key_list, sign_key_list
from bsuh_desktop.trust.root_key import words_of
from tests.helpers.grants import TODAY, answer_in, given, list_taken, office_desk, refused, sign_list, write_asking
from tests.helpers.keys import coordinator_terms, device_terms, key
from tests.helpers.programmes import joined_desk
from tests.helpers.sampled import few_or_all
from tests.helpers.work import sql_steps, steps


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Desk]:
    desk = joined_desk(tmp_path / "device")
    yield desk
    desk.close()


def roots(version: int, **changed: object) -> bytes:
    """A list by the root key that somebody made by hand."""
    usual = KeyList(
        programme="trial",
        issuer=key("root").public,
        above=b"",
        version=version,
        issued=TODAY,
        expires=TODAY + datetime.timedelta(days=DAYS_FRESH),
    )
    return sign_key_list(replace(usual, **changed), key("root"))


def test_lists_only_move_forward(device: Desk) -> None:
    assert list_taken(device, roots(2)).version == 2
    assert list_taken(device, roots(2)).version == 2
    with refused("older_than_known"):
        list_taken(device, roots(1))
    with refused("altered"):
        list_taken(device, roots(2, expires=TODAY))
    assert list_taken(device, roots(7)).version == 7
    assert [one.version for one in key_lists(device)] == [7]


def test_only_who_may_lists_keys(device: Desk) -> None:
    above = sign_grant(key("root"), coordinator_terms(key("coordinator").public))
    foreign = sign_grant(key("stranger"), coordinator_terms(key("coordinator").public))
    pattern = read_key_list(roots(1))

    def by(**changed: object) -> bytes:
        signer = key("coordinator")
        return sign_key_list(replace(pattern, issuer=signer.public, **changed), signer)

    with refused("unknown_signer"):
        list_taken(device, by())
    with refused("unknown_signer"):
        list_taken(device, by(above=foreign.encode()))
    with refused("expired"):
        list_taken(device, by(above=above.encode(), issued=TODAY.replace(year=2027), expires=TODAY.replace(year=2028)))
    with refused("another_programme"):
        list_taken(device, by(above=above.encode(), programme="another"))
    with refused("altered"):
        list_taken(device, by(above=above.encode()).replace(b'"version":1', b'"version":2'))
    with refused("unreadable"):
        list_taken(device, b"{}")
    assert key_lists(device) == ()
    assert list_taken(device, by(above=above.encode())).issuer == key("coordinator").public


def test_a_version_is_used_once(office: Desk, tmp_path: Path) -> None:
    given(office, [write_asking(tmp_path, "one")], tmp_path / "out")
    first = sign_list(office, TODAY)
    assert sign_list(office, TODAY) == first, "nothing has changed since"
    later = read_key_list(sign_list(office, TODAY + datetime.timedelta(days=30)))
    assert later.version == read_key_list(first).version + 1
    assert later.expires == TODAY + datetime.timedelta(days=30 + DAYS_FRESH)
    too_late = read_key_list(sign_list(office, datetime.date(2040, 1, 1)))
    assert too_late.issued == office.programme.expires, "a list is judged by its own day"


def test_a_list_remembers_what_a_damaged_file_lost(office: Desk, tmp_path: Path) -> None:
    path, renewed = write_asking(tmp_path, "lost"), write_asking(tmp_path, "lost", earliest=TODAY.replace(month=7))
    given(office, [path], tmp_path / "out")
    (before,) = given(office, [renewed], tmp_path / "out")
    me = office.vault.signing_key.public
    listed = newest_of(office, me)
    assert listed is not None
    office.store.db.conn.execute("DELETE FROM given WHERE key = ?", (key("lost").public,))
    (other, again) = given(office, [write_asking(tmp_path, "next"), renewed], tmp_path / "out")
    assert (again.device, again.first_day) == (before.device, before.first_day)
    assert other.device not in {encode(grant.terms.serial_low, 4) for grant in listed.given()}
    now = newest_of(office, me)
    assert now is not None
    assert set(listed.grants) < set(now.grants)


def test_a_desk_that_gives_in_two_names_renews_both_lists(office: Desk, tmp_path: Path) -> None:
    given(office, [write_asking(tmp_path, "two names")], tmp_path / "out")
    paths = renew_lists(office, TODAY + datetime.timedelta(days=200), tmp_path / "lists")
    lists = [read_key_list(path.read_bytes()) for path in paths]
    assert [one.issuer for one in lists] == [key("root").public, office.vault.signing_key.public]
    assert renew_lists(office, TODAY + datetime.timedelta(days=200), tmp_path / "lists") == paths


def test_a_desk_without_any_office_signs_none(device: Desk) -> None:
    with refused("no_office"):
        sign_list(device, TODAY)
    with refused("no_office"):
        look_at_requests(device, [])


def test_a_root_key_from_its_sheet_learns_what_it_gave(office: Desk, tmp_path: Path) -> None:
    first = write_asking(tmp_path, "coordinator", "coordinator")
    given(office, [first], tmp_path / "out", last=TODAY)
    (old,) = given(office, [first], tmp_path / "out")
    revoke(office, key("coordinator").public.hex(), tmp_path / "newest.json")
    new = joined_desk(tmp_path / "new")
    recover_root(new, office.programme_file, " ".join(words_of(key("root"))))
    again, other = (write_asking(tmp_path, name, "coordinator") for name in ("other", "third"))
    for what in (lambda: revoke(new, old.key, tmp_path / "x"), lambda: sign_list(new, TODAY)):
        with refused("lists_needed"):
            what()
    assert {one.refused_code for one in look_at_requests(new, [again])} == {"lists_needed"}
    accept(new, tmp_path / "newest.json")
    numbers = answer_in(old.path).chain()[0].terms.serial_high
    grants = given(new, [again, other], tmp_path / "out2")
    assert [answer_in(one.path).chain()[0].terms.serial_low for one in grants] == [numbers + 1, numbers + 4097]
    assert look_at_requests(new, [first])[0].refused_code == "revoked"
    stands = new.store.office.of_key(key("coordinator").public, 1)
    assert stands is not None
    assert decode_grants(stands.grant_bytes) == answer_in(old.path).chain(), "the newest of its two grants"
    known, now = (newest_of(desk, key("root").public) for desk in (office, new))
    assert known is not None
    assert now is not None
    assert (now.version, now.revoked) == (known.version + 1, known.revoked)
    new.close()


def test_where_all_lists_are_lost_numbers_begin_far_away(device: Desk, office: Desk, tmp_path: Path) -> None:
    recover_root(device, office.programme_file, " ".join(words_of(key("root"))))
    start_over(device)
    (one,) = given(device, [write_asking(tmp_path, "far", "coordinator")], tmp_path / "out")
    assert answer_in(one.path).chain()[0].terms.serial_low >= 8 * 4096
    newest = newest_of(device, key("root").public)
    assert newest is not None
    assert newest.version > 1000
    version = newest.version
    start_over(device)
    assert newest_of(device, key("root").public) == newest
    assert read_key_list(sign_list(device, TODAY + datetime.timedelta(days=1))).version == version + 1


@few_or_all("most", 400, 2000)
def test_the_screen_of_many_keys_takes_no_more_work_a_key(tmp_path: Path, most: int) -> None:
    desk = office_desk(tmp_path)
    (first,) = given(desk, [write_asking(tmp_path, "first")], tmp_path / "out")
    pattern = answer_in(first.path).chain()[1]

    def work(before: int, keys: int) -> tuple[int, int]:
        """The steps of Python and of SQLite for a look."""
        with desk.store.transaction():
            for number in range(before, keys):
                terms = device_terms(number.to_bytes(32, "big"), number)
                desk.store.office.give(given_of(replace(pattern, terms=terms), TODAY))
        sign_list(desk, TODAY)
        assert len(grants_view(desk, TODAY).keys) == keys + 1

        def look() -> None:
            grants_view(desk, TODAY)

        return steps(look), sql_steps(desk.store.db.conn, look)

    few, many = work(1, most // 4), work(most // 4, most)
    assert [more / less < 5 for more, less in zip(many, few, strict=True)] == [True, True], (few, many)
    desk.close()
