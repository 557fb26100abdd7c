"""What earlier releases have written opens for ever, with the same class in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.store import journal
from tests.helpers.command import ROOT
from tests.helpers.desks import clock_at
from tests.helpers.torn_stores import rebuild_views

FROZEN = ROOT / "tests" / "frozen"
RELEASES = sorted(path.parent.name for path in FROZEN.glob("[0-9]*/classes.db"))


@pytest.mark.parametrize("release", RELEASES)
def test_a_data_file_of_an_earlier_release(tmp_path: Path, release: str) -> None:
    folder = shutil.copytree(FROZEN / release, tmp_path / "profile")
    desk = open_desk(folder, (folder / "passphrase.txt").read_text("utf-8"), clock_at())
    (session,) = desk.store.journal.sessions()
    state = desk.store.journal.state(session)
    assert verify_chain(desk.store.journal.entries(session)).ok
    assert (state.minutes, len(state.attendees), len(state.questions)) == (45, 3, 24)
    assert len(desk.store.outgoing.certificates(session)) == 3
    sealed = desk.store.outgoing.newest_sealed(session)
    assert sealed is not None
    assert (sealed.partner, sealed.granted) == (0, 1), "for whom it was sealed was not noted then"
    assert (desk.coordinator_grant, desk.store.office.all(2), desk.store.known.manifests()) == (None, [], [])
    assert [card.learners for card in class_groups(desk)] == [3]
    kept = {view: set(desk.store.db.conn.execute(f"SELECT * FROM {view}").fetchall()) for view in journal.COLUMNS}
    rebuild_views(desk.store)
    assert {
        view: set(desk.store.db.conn.execute(f"SELECT * FROM {view}").fetchall()) for view in journal.COLUMNS
    } == kept
    desk.close()


def test_a_release_is_frozen() -> None:
    assert RELEASES
