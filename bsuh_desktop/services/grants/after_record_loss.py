"""What an issuer's desk does after losing its own records: after a recovery without any key list, and after damage."""

from __future__ import annotations

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import newest_of
from bsuh_desktop.services.programme.given_grants import remember
from bsuh_desktop.services.programme.issuers import issuers, root_issuer
from bsuh_desktop.services.programme.key_lists import next_list


def start_over(desk: Desk) -> None:
    """For a root key from its recovery sheet whose key lists are lost: from now on it gives numbers far from the old
    ones. What the lost lists revoked must be revoked again."""
    root = root_issuer(desk)
    if root is not None and newest_of(desk, root.key.public) is None:
        with desk.store.transaction():
            desk.store.office.skip()
            next_list(desk, root, desk.today())


def remember_own(desk: Desk) -> None:
    """After damage, one of its own key lists may contain more grants than its records: restores these, so that no key
    gets another number."""
    for issuer in issuers(desk):
        own = newest_of(desk, issuer.key.public)
        if own is not None and len(own.grants) > len(desk.store.office.every(issuer.gives)):
            remember(desk, own)
