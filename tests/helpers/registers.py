"""Registers that hold classes already, without files: rows and decisions as collecting would have left them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.canonical import encoded
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.arrow_rows import tables_of
from bsuh_desktop.register.decision_lines import FileVerdict, Received
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.figures.open_register import CountingDesk
from bsuh_desktop.trust.programme import Area, Place, Programme
from bsuh_desktop.trust.register_keys import RegisterKeys
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.collected import file_facts, learner_facts
from tests.helpers.keys import key
from tests.helpers.programme_desks import trial

KEYS = RegisterKeys(bytes(range(32)), bytes(32))
DHAKA, SYLHET = Area("30", LocalText("ঢাকা", "Dhaka")), Area("60", LocalText("সিলেট", "Sylhet"))
GAZIPUR, DHAKA_DISTRICT = Area("3033", LocalText("গাজীপুর", "Gazipur")), Area("3026", LocalText("ঢাকা", "Dhaka"))
SUNAMGANJ = Area("6090", LocalText("সুনামগঞ্জ", "Sunamganj"))


def a_place(number: int, district: Area, division: Area) -> Place:
    """A school of that EIIN in an upazila of its own."""
    upazila = Area(f"{district.code}{number:02}", LocalText(f"উপজেলা {number}", f"Upazila {number}"))
    return Place(f"eiin:{number}", LocalText(f"বিদ্যালয় {number}", f"School {number}"), upazila, district, division)


PLACES = (
    a_place(1, DHAKA_DISTRICT, DHAKA),
    a_place(2, DHAKA_DISTRICT, DHAKA),
    a_place(3, GAZIPUR, DHAKA),
    a_place(4, SUNAMGANJ, SYLHET),
)


def country_programme(limit: int = 10) -> Programme:
    """The trial programme with PLACES, and small groups below `limit`."""
    listed = hashlib.sha256(encoded(PLACES)).digest()
    return replace(trial(), places=PLACES, place_list_hash=listed, cell_limit=limit)


def counting(
    programme: Programme | None = None,
    titles: Mapping[str, LocalText] | None = None,
    first_keys: Mapping[str, str] | None = None,
) -> CountingDesk:
    """What figures need of the desk of KEYS."""
    return CountingDesk(programme or country_programme(), titles or {}, KEYS, (), first_keys or {})


def a_large_class(number: int, place: int = 1, learners: int = 30, **changed: object) -> FileFacts:
    """A class of that many different girls and boys."""
    sexes = ("f", "m")
    rows = [learner_facts(number * 1000 + one, sex=sexes[one % 2]) for one in range(learners)]
    return file_facts(number, rows, place=f"eiin:{place}", **changed)


def a_register(folder: Path, files: Sequence[FileFacts], keys: RegisterKeys = KEYS) -> Register:
    """An open register in `folder` in which `files` were merged; they are not in its archive."""
    register = Register.open(folder, keys)
    merge(register, files)
    return register


def merge(register: Register, files: Sequence[FileFacts], signer: SigningKey | None = None) -> None:
    """Adds files that count from now on, by the decision of the test key `coordinator` or of `signer`."""
    verdicts = tuple(FileVerdict(one.about.file, one.about.session, one.about.revision, "merged") for one in files)
    register.segments.append(tables_of(files))
    register.decisions.append(Received(verdicts), signer or key("coordinator"), 0)
