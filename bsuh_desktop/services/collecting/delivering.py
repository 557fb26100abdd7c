"""Certificates that the office printed again, as files where a person chose, with the list of what goes to whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.collecting.reprinting import Delivery, Reprint
from bsuh_desktop.services.folders import refuse_own_folder
from bsuh_desktop.services.grants.files import write_into

HEAD = (
    "place", "place_bn", "place_en", "class_bn", "class_en", "session", "file", "first_page", "last_page",
    "certificates",
)  # fmt: skip
_LIST = "delivery.csv"
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def save_reprint(printed: Reprint, folder: Path, profile: Path) -> tuple[Path, ...]:
    """Writes one PDF a device and the list of schools into `folder`, each under a name that is free; returns where.
    `profile` is the app's own folder, into which no name goes. Raises KnownError: own_folder, disk_full, read_only,
    stick_removed."""
    refuse_own_folder(folder, profile, Message("Certificates bear names, and this is the app's own folder."))
    files = {device: write_into(folder, f"certificates-{device}.pdf", pdf) for device, pdf in printed.pdfs.items()}
    names = {device: path.name for device, path in files.items()}
    return (*files.values(), write_into(folder, _LIST, delivery_csv(printed.deliveries, names)))


def delivery_csv(deliveries: Sequence[Delivery], files: dict[str, str]) -> bytes:
    """One row a class, in the order of schools, without anybody's name; `files` are the PDFs' names by device. UTF-8
    with a byte-order mark, which spreadsheets need for Bangla; no text is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in deliveries:
        words = (one.place_id, one.place.bn, one.place.en, one.class_name.bn, one.class_name.en, one.session)
        writer.writerow([*map(_plain, words), files[one.device], one.first, one.last, one.count])
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
