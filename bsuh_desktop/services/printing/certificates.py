"""The certificates of a class for a printer, and the record that they were printed."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.services.certificates.certify import certify, note_printed
from bsuh_desktop.services.certificates.page_layout import layout_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.seal import seal_with_papers
from bsuh_desktop.services.printing.paper import Paper


class PrintableCertificates(msgspec.Struct, frozen=True):
    """`count` certificates of `session`; `reprinted` of them replace one with another spelling."""

    session: str
    paper: Paper
    count: int
    reprinted: int
    only: str = ""
    """The learner whose certificate it is alone; "" for the class."""


def certificates_to_print(
    desk: Desk, session: str, progress: Progress | None = None, only: str = ""
) -> PrintableCertificates:
    """The certificates to print: `only` that of one learner; else those that have to be reprinted, if there are any,
    else the whole class.

    Their serials are assigned now; they stay due until `note_all_printed`.
    Raises KnownError: as `certify` does.
    """
    batch = certify(desk, [session], progress, layout=layout_of(desk), only=only)
    return PrintableCertificates(session, Paper("Certificates", batch.pdf), len(batch.serials), batch.reprinted, only)


def note_all_printed(desk: Desk, made: PrintableCertificates) -> None:
    """Records that a person has seen all of them come out of the printer."""
    note_printed(desk, [made.session], made.only)
    if not made.only:
        seal_with_papers(desk, [made.session])
