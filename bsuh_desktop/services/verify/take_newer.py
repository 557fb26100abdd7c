"""Whether a verified file is newer than what this desk has, and accepting it when a person says so."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.signed_document_sandbox import read_sandboxed
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import newest_of
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.values import Accepted
from bsuh_desktop.services.programme.join import join_file
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.trust.grant_answer import ANSWER_START, LARGEST_ANSWER, GrantAnswer
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.key_list import KEY_LIST_START, KeyList
from bsuh_desktop.trust.programme import PROGRAMME_START, Programme


def is_news(desk: Desk, path: Path) -> bool:
    """True for a key list or a programme file that is newer than the known one, and for an answer to this desk whose
    grant is not in use yet. False for a file that cannot be read, and on a desk that only practises: it accepts
    nothing."""
    if desk.practising:
        return False
    try:
        data = read_file(path, LARGEST_ANSWER)
        if data.startswith(KEY_LIST_START):
            listed = read_sandboxed(data, KeyList)
            known = newest_of(desk, listed.issuer)
            return listed.programme == desk.programme.id and (known is None or known.version < listed.version)
        if data.startswith(ANSWER_START):
            return _is_new_grant(desk, read_sandboxed(data, GrantAnswer).chain())
        if data.startswith(PROGRAMME_START):
            programme = read_sandboxed(data, Programme)
            ours = programme.root_key == desk.programme.root_key
            return ours and programme.version > desk.programme.version
    except KnownError:
        return False
    return False


def _is_new_grant(desk: Desk, chain: tuple[Grant, ...]) -> bool:
    own = chain[-1].terms.subject == desk.vault.signing_key.public
    return own and chain != desk.grants and chain != ((desk.coordinator_grant,) if desk.coordinator_grant else ())


def take_in(desk: Desk, path: Path) -> Accepted | ProgrammeView:
    """Accepts the file at `path`, which is verified again. Raises KnownError as `grants.accept.accept` and `join_file`
    do."""
    if read_file(path, len(PROGRAMME_START)).startswith(PROGRAMME_START):
        return join_file(desk, path, None)
    return accept(desk, path)
