"""This laptop, its keys and backups, data that moved to it, several desks on it, and a code that is read out."""

from __future__ import annotations

import datetime

from tests.helpers import programme_desks, safekeeping
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import until
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def laptop(visit: Visit) -> None:
    """The stick is plugged in."""
    visit.unlock()
    visit.in_private()
    safekeeping.laptop_page(visit, safekeeping.stick_of(visit.bridge.profile))


def written(visit: Visit) -> None:
    """The backup on the stick was written anew."""
    laptop(visit)
    visit.press("write_now")


def no_stick(visit: Visit) -> None:
    """No stick was ever chosen."""
    visit.unlock()
    safekeeping.laptop_page(visit)


def another(visit: Visit) -> None:
    """A desk for another facilitator?"""
    no_stick(visit)
    visit.press("another_facilitator")


def own_passphrase(visit: Visit) -> None:
    """A wrong passphrase before another one is chosen."""
    no_stick(visit)
    visit.press("change_passphrase")
    visit.write("passphrase", "not these words at all")
    visit.press("primary")


def new_words(visit: Visit) -> None:
    """The new passphrase."""
    no_stick(visit)
    visit.press("change_passphrase")
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")
    visit.press("suggest_bangla")


def new_code(visit: Visit) -> None:
    """The new recovery code."""
    no_stick(visit)
    visit.press("renew_code")
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")


def which_backup(visit: Visit) -> None:
    """No stick with a backup."""
    safekeeping.bring_back_page(visit)


def merging(visit: Visit) -> None:
    """A backup on the stick, to be brought into the desk that is open."""
    laptop(visit)
    visit.press("bring_back")
    safekeeping.plug_in_for_backup(visit, safekeeping.stick_of(visit.bridge.profile))


def backup_words(visit: Visit) -> None:
    """Its passphrase is asked for."""
    merging(visit)
    until(lambda: visit.see("primary").isEnabled(), "the backup is found")
    visit.press("primary")


def today(visit: Visit) -> None:
    """A day before the newest class was written."""
    backup_words(visit)
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")
    safekeeping.write_day(visit, datetime.date(2026, 8, 2))
    visit.press("primary")


def copied(visit: Visit) -> None:
    """Why it goes on with a key of its own."""
    visit.unlock()


def home_new_key(visit: Visit) -> None:
    """Asking for the grant is the next step."""
    visit.unlock()
    visit.in_private()


def desks(visit: Visit) -> None:
    """Which desk?"""
    until(lambda: visit.window.findChildren(type(visit.see("desk_1")), "desk_3"), "the desks are found")


def one_of_several(visit: Visit) -> None:
    """The door of one of them."""
    desks(visit)
    visit.press("primary")


def laptop_of_several(visit: Visit) -> None:
    """Its drawing can be chosen."""
    one_of_several(visit)
    visit.unlock()
    safekeeping.laptop_page(visit)


def codes(visit: Visit) -> None:
    """Which laptop, and why?"""
    visit.unlock()
    visit.in_private()
    visit.press("rail_programme", "open_grants", "open_read_out")


def chosen(visit: Visit) -> None:
    """The laptop is found by its number."""
    codes(visit)
    visit.write("search", "3A7Q")
    visit.press("reason_forgotten")


def read_out(visit: Visit) -> None:
    """The code."""
    chosen(visit)
    visit.press("primary")


def codes_public(visit: Visit) -> None:
    """A projector may show this screen."""
    visit.unlock()
    visit.press("rail_programme", "open_grants", "open_read_out")


def no_codes(visit: Visit) -> None:
    """None came here."""
    codes(visit)


SCENES = (
    Scene("laptop", laptop, safekeeping.on_stick),
    Scene("keys-wrong", own_passphrase, safekeeping.three),
    Scene("bring-back-none", which_backup),
    Scene("bring-back-words", backup_words, safekeeping.on_stick),
    Scene("bring-back-today", today, safekeeping.over),
    Scene("new-key", copied, safekeeping.copied),
    Scene("home-new-key", home_new_key, safekeeping.new_key),
    Scene("door-desks", desks, safekeeping.several),
    Scene("door-of-several", one_of_several, safekeeping.several),
    Scene("read-out", chosen, safekeeping.keeping_codes),
    Scene("read-out-code", read_out, safekeeping.keeping_codes),
)

MORE = (
    Scene("laptop-no-stick", no_stick, safekeeping.three),
    Scene("laptop-written", written, safekeeping.on_stick),
    Scene("laptop-several", laptop_of_several, safekeeping.several),
    Scene("laptop-another", another, safekeeping.three, afresh=True),
    Scene("keys-new-words", new_words, safekeeping.three),
    Scene("keys-new-code", new_code, safekeeping.three),
    Scene("bring-back-found", merging, safekeeping.on_stick),
    Scene("read-out-public", codes_public, safekeeping.keeping_codes),
    Scene("read-out-none", no_codes, programme_desks.coordinator),
)
