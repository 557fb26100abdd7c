"""Certificates that the office printed again, as files where a person chose, with the list of what goes to whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.collection.list_export import table_bytes
from bsuh_desktop.services.collection.reprint import Delivery, Reprint
from bsuh_desktop.services.desk.small_files import write_into
from bsuh_desktop.system.folders import refuse_own_folder

HEAD = (
    "place", "place_bn", "place_en", "class_bn", "class_en", "session", "file", "first_page", "last_page",
    "certificates",
)  # fmt: skip
_LIST = "delivery.csv"


def save_reprint(printed: Reprint, folder: Path, profile: Path) -> tuple[Path, ...]:
    """Writes one PDF a device and the list of schools into `folder`, each under a name that is free; returns where.
    `profile` is the app's own folder, into which no name goes. Raises KnownError: own_folder, disk_full, read_only,
    stick_removed."""
    refuse_own_folder(folder, profile, Message("Certificates bear names, and this is the app's own folder."))
    files = {
        device: write_into(folder, f"certificates-{device}.pdf", pdf, private=True)
        for device, pdf in printed.pdfs.items()
    }
    names = {device: path.name for device, path in files.items()}
    return (*files.values(), write_into(folder, _LIST, delivery_csv(printed.deliveries, names), private=True))


def delivery_csv(deliveries: Sequence[Delivery], files: dict[str, str]) -> bytes:
    """One row a class, in the order of schools, without anybody's name; `files` are the PDFs' names by device. As
    `listing.table_bytes`."""
    rows: list[Sequence[str]] = [HEAD]
    for one in deliveries:
        words = (one.place_id, one.place.bn, one.place.en, one.class_name.bn, one.class_name.en, one.session)
        rows.append((*words, files[one.device], *map(str, (one.first, one.last, one.count))))
    return table_bytes(rows)
