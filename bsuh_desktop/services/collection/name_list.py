"""Writes opened names into a folder that a person chose: a list with a row per learner, or certificates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.decision_lines import Purpose
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.list_export import table_bytes
from bsuh_desktop.services.collection.names import NamedClass, NamedLearner, checked_role, named_list
from bsuh_desktop.services.collection.reprint import Delivery, Reprint, reprint
from bsuh_desktop.services.desk.small_files import write_into
from bsuh_desktop.system.folders import make_folder, refuse_own_folder

REPRINT_HEAD = (
    "place", "place_bn", "place_en", "class_bn", "class_en", "session", "file", "first_page", "last_page",
    "certificates",
)  # fmt: skip
_LIST = "delivery.csv"


def save_reprint(printed: Reprint, folder: Path, profile: Path) -> tuple[Path, ...]:
    """Writes one PDF per device and the list of schools into `folder`, each under a free name; returns their paths.
    `profile` is the app's own folder, where no name may be stored. Raises KnownError: own_folder, disk_full, read_only,
    stick_removed."""
    refuse_own_folder(folder, profile, Message("Certificates have names, and this is the app's own folder."))
    files = {
        device: write_into(folder, f"certificates-{device}.pdf", pdf, private=True)
        for device, pdf in printed.pdfs.items()
    }
    names = {device: path.name for device, path in files.items()}
    return (*files.values(), write_into(folder, _LIST, delivery_csv(printed.deliveries, names), private=True))


def delivery_csv(deliveries: Sequence[Delivery], files: dict[str, str]) -> bytes:
    """CSV with one row per class, sorted by school, without anybody's name; `files` are the PDFs' names by device.
    Encoded as `list_export.table_bytes` does."""
    rows: list[Sequence[str]] = [REPRINT_HEAD]
    for one in deliveries:
        words = (one.place_id, one.place.bn, one.place.en, one.class_name.bn, one.class_name.en, one.session)
        rows.append((*words, files[one.device], *map(str, (one.first, one.last, one.count))))
    return table_bytes(rows)


HEAD = (
    "place", "place_bn", "place_en", "class_bn", "class_en", "date", "session", "card", "roll", "status", "name_bn",
    "name_en", "serial",
)  # fmt: skip


class OpenedNames(msgspec.Struct, frozen=True, kw_only=True):
    """The result of opening names, without any name."""

    purpose: Purpose
    role: str
    classes: int
    names: int
    """How many names the files contain."""
    missing: int
    """Learners without a stored name; for certificates, those that cannot be reprinted."""
    files: tuple[Path, ...]


def open_names(
    register: Register,
    collector: Collector,
    files: Sequence[bytes],
    role: str,
    purpose: Purpose,
    titles: Mapping[str, LocalText],
    folder: Path,
    profile: Path,
) -> OpenedNames:
    """Opens the names of these files' classes (SHA-256 as received), and writes them into `folder`, never over another
    file. `titles` are the modules' by their ids; `profile` is the app's own folder, where no name may be stored. The
    folder is checked before anything is opened.

    Raises KnownError: own_folder, read_only, disk_full, stick_removed, and as `named_list`.
    """
    said = checked_role(role)
    refuse_own_folder(folder, profile, Message("These files have names, and this is the app's own folder."))
    refuse_own_folder(folder, register.folder, Message("These files have names, and this is the register's folder."))
    make_folder(folder)
    count = len(set(files))
    if purpose == "certificates":
        printed = reprint(register, collector, files, said, titles)
        names = sum(one.count for one in printed.deliveries)
        written = save_reprint(printed, folder, profile) if names else ()
        missing = printed.missing
    else:
        classes = named_list(register, collector, files, said, purpose)
        learners = [learner for one in classes for learner in one.learners]
        names = sum(map(_has_name, learners))
        missing = len(learners) - names
        name = f"names-{collector.today.isoformat()}.csv"
        written = (write_into(folder, name, names_csv(classes), private=True),)
    return OpenedNames(purpose=purpose, role=said, classes=count, names=names, missing=missing, files=written)


def names_csv(classes: Iterable[NamedClass]) -> bytes:
    """CSV with one row per learner, sorted by school, encoded as `list_export.table_bytes` does."""
    return table_bytes(_rows(classes))


def _rows(classes: Iterable[NamedClass]) -> Iterator[Sequence[str]]:
    yield HEAD
    for held in sorted(classes, key=lambda one: (one.place.bn, one.place_id, one.day, one.session)):
        for learner in held.learners:
            yield _row(held, learner)


def _row(named: NamedClass, learner: NamedLearner) -> Sequence[str]:
    group = learner.group
    words = class_words(group.grade, group.section) if group is not None else named.class_name
    return (
        named.place_id, named.place.bn, named.place.en, words.bn, words.en, named.day.isoformat(), named.session,
        str(learner.card), learner.roll, learner.status, learner.name_bn, learner.name_en, learner.serial,
    )  # fmt: skip


def _has_name(learner: NamedLearner) -> bool:
    return bool(learner.name_bn or learner.name_en)
