"""The web verifier of one programme: the app's own page with the programme's root key written into it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import modules
from bsuh_desktop.trust.programme import Programme

VERIFIER_FILE = "verify/verify.html"
PLACE = b'<script id="programme" type="application/json">null</script>'


def verifier_of(desk: Desk, programme: Programme) -> bytes | None:
    """The page for `programme`, the programme of `desk`; None if this copy of the app has no page."""
    page = _page(desk.resources)
    if page is None:
        return None
    titles = {module.id: msgspec.to_builtins(module.title) for module in modules(desk)}
    return page.replace(PLACE, PLACE.replace(b"null", _facts(programme, titles)))


def _page(resources: Path) -> bytes | None:
    try:
        page = (resources / VERIFIER_FILE).read_bytes()
    except OSError:
        return None
    if page.count(PLACE) != 1:
        raise ValueError(f"{VERIFIER_FILE} has no place for a programme, or several")
    return page


def _facts(programme: Programme, titles: dict[str, Any]) -> bytes:
    """The data that the page needs, as JSON that cannot end a script element: < is written \\u003c."""
    facts = {
        "id": programme.id,
        "names": programme.names,
        "root_key": b64encode(programme.root_key).decode(),
        "url_prefix": programme.url_prefix,
        "modules": programme.modules,
        "titles": titles,
        "partners": [{"number": one.number, "names": one.names} for one in programme.partners],
        "version": programme.version,
        "issued": programme.issued,
        "expires": programme.expires,
    }
    return canonical_json(facts).replace(b"<", b"\\u003c")
