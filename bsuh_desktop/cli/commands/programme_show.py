"""`bsuh programme show`: the contents of a programme file."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.cli.open_desk import tell
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import read_sandboxed
from bsuh_desktop.services.programme.offers import programme_bytes
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.root_key import root_print


def show(options: Namespace) -> int:
    """Prints the most important contents. A file without a valid signature is refused."""
    path = options.file.absolute()
    programme = read_sandboxed(programme_bytes(path), Programme)
    if options.json:
        print_json(_contents(programme, path))
        return 0
    for sentence in _sentences(programme):
        tell(options, sentence)
    return 0


def _contents(programme: Programme, path: Path) -> dict[str, Any]:
    only = programme.partners[0].id if len(programme.partners) == 1 else ""
    partners = [
        {
            "number": one.number,
            "id": one.id,
            "names": msgspec.to_builtins(one.names),
            "recipients": list(one.recipients),
        }
        for one in programme.partners
    ]
    return {
        "id": programme.id,
        "version": programme.version,
        "partner": only,
        "path": str(path),
        "names": msgspec.to_builtins(programme.names),
        "issued": programme.issued,
        "expires": programme.expires,
        "root_print": root_print(programme.root_key),
        "partners": partners,
        "places": len(programme.places),
        "helplines": programme.helpline_numbers(),
        "modules": programme.modules,
        "retention_days": programme.retention_days,
        "cell_limit": programme.cell_limit,
        "offset_minutes": programme.offset_minutes,
        "url_prefix": programme.url_prefix,
    }


def _sentences(programme: Programme) -> Iterator[Message]:
    yield Message("Programme: {names}", names=programme.names)
    yield Message("Id {name}, version {version}", name=programme.id, version=digits_text(programme.version))
    first, last = date_text(programme.issued), date_text(programme.expires)
    yield Message("From {first} to {last}", first=first, last=last)
    for partner in programme.partners:
        number, count = digits_text(partner.number), len(partner.recipients)
        yield Message(
            "Partner {number}: {names}. Coordinators: {count}", number=number, names=partner.names, count=count
        )
    yield Message("Places: {count}", count=len(programme.places))
    yield Message("Names are deleted after {count} days", count=programme.retention_days)
    yield Message("Root key, to compare: {print}", print=root_print(programme.root_key))
    yield Message("The signature is valid. Compare the root key with the office's sheet.")
