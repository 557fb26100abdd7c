"""Writes into a folder that a person chose: lists of collected data, opened names, certificates reprinted.

A list is CSV for spreadsheets: UTF-8 with a byte-order mark, no cell a formula. Opened names are a list with a row per
learner, or certificates of collected classes, reprinted by the office as they were signed; nothing is signed here.
There is one PDF per device, because all codes of a PDF use one device's grants, and a list of what goes to which
school."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.documents import certificate_content
from bsuh_desktop.domain.certificates import DRAWING
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.register.decision_lines import Purpose
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.certificates.serials import paper_names
from bsuh_desktop.services.collection.collector import Collector, device_in
from bsuh_desktop.services.collection.names import NamedClass, NamedLearner, checked_role, named_list
from bsuh_desktop.services.desk.small_files import write_into
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import make_folder, refuse_own_folder
from bsuh_desktop.trust.credential import (
    Credential,
    SignedWords,
    decode_words,
    printed_name,
    qr_segments,
    verify_credential,
    verify_words,
)
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from bsuh_desktop.trust.grants import Grant, encode_grants, holds_serial
from bsuh_desktop.trust.signing import key_id

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def save_list(folder: Path, name: str, rows: Iterable[Sequence[str]]) -> Path:
    """Writes `<name>.csv` into `folder`, or `<name>-2.csv` and so on if that exists; returns its path.

    Raises KnownError: disk_full, read_only, stick_removed.
    """
    data = table_bytes(rows)
    names = itertools.chain((name,), (f"{name}-{number}" for number in itertools.count(2)))
    path = next(path for path in (folder / f"{each}.csv" for each in names) if not path.exists())
    write_new(path, data, private=True)
    return path


def table_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The table's bytes: UTF-8 with a byte-order mark, which spreadsheets need for Bangla; no text is run as a
    formula."""
    text = io.StringIO()
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """The cell; with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class Delivery(msgspec.Struct, frozen=True):
    """The certificates of one class for one school."""

    place_id: str
    place: LocalText
    class_name: LocalText
    session: str
    device: str
    """Number of the device (four characters), whose PDF contains them."""
    first: int
    """First page in that PDF, counted from 1."""
    last: int
    """Last page in that PDF."""
    count: int
    """Number of certificates."""


class Reprint(msgspec.Struct, frozen=True):
    """The reprinted certificates."""

    pdfs: Mapping[str, bytes]
    """PDFs by device number."""
    deliveries: tuple[Delivery, ...]
    """In the order of schools."""
    missing: int
    """Certificates that were given but cannot be reprinted: their name or signature was not kept, or their file does
    not count."""

    def __repr__(self) -> str:
        return f"Reprint({len(self.pdfs)} devices, {len(self.deliveries)} deliveries)"


class _Certificate(msgspec.Struct, frozen=True):
    credential: Credential
    chain: tuple[Grant, ...]
    named_class: NamedClass
    learner: NamedLearner
    words: SignedWords | None


def reprint(
    register: Register,
    collector: Collector,
    files: Sequence[bytes],
    role: str,
    titles: Mapping[str, LocalText],
) -> Reprint:
    """Reprints the certificates of these files' classes; `titles` are the modules' by their ids. Raises KnownError as
    `named_list`."""
    found: list[_Certificate] = []
    missing = 0
    classes = named_list(register, collector, files, role, "certificates")
    for held in sorted(classes, key=lambda one: (one.place.bn, one.place_id, one.class_name.bn, one.day, one.session)):
        counts = register.status.current.get(held.session) == held.file
        for learner in held.learners:
            one = _certificate(collector, held, learner) if counts and learner.serial else None
            missing += bool(learner.serial) and one is None
            if one is not None:
                found.append(one)
    by_device: dict[tuple[Grant, ...], list[_Certificate]] = {}
    for one in found:
        by_device.setdefault(one.chain, []).append(one)
    pdfs: dict[str, bytes] = {}
    deliveries: list[Delivery] = []
    for chain, certificates in by_device.items():
        name = _free(device_in(chain), pdfs)
        pdfs[name] = _paper(collector, certificates, chain, titles)
        deliveries += _deliveries(name, certificates)
    deliveries.sort(key=lambda one: (one.place.bn, one.place_id, one.device, one.first))
    return Reprint(pdfs, tuple(deliveries), missing)


def _certificate(collector: Collector, named_class: NamedClass, learner: NamedLearner) -> _Certificate | None:
    """The certificate as its device signed it; None if it cannot be restored word for word."""
    module = collector.programme.modules.get(named_class.module)
    if module is None:
        return None
    name = printed_name(*paper_names(learner))
    for chain in named_class.chains:
        public = chain[-1].terms.subject
        if not holds_serial(chain[-1].terms, learner.serial):
            continue
        credential = Credential(learner.serial, module, named_class.day, name, key_id(public), learner.signature)
        if verify_credential(credential, public):
            return _Certificate(credential, chain, named_class, learner, _words(credential, public, learner))
    return None


def _words(credential: Credential, public: bytes, learner: NamedLearner) -> SignedWords | None:
    """The words of the sheet as its device signed them; None if it did not, or if this app has no such drawing."""
    if not learner.words:
        return None
    try:
        signed = decode_words(learner.words)
    except KnownError:
        return None
    return signed if signed.words.drawing == DRAWING and verify_words(signed, credential, public) else None


def _free(device: str, taken: Mapping[str, bytes]) -> str:
    """A free name for a device's PDF: a device whose grant was renewed has two PDFs."""
    names = [device, *(f"{device}-{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)


def _deliveries(device: str, certificates: Sequence[_Certificate]) -> list[Delivery]:
    counts: dict[str, list[int]] = {}
    classes = {one.named_class.session: one.named_class for one in certificates}
    for page, one in enumerate(certificates, start=1):
        counts.setdefault(one.named_class.session, []).append(page)
    return [
        Delivery(
            held.place_id, held.place, held.class_name, session, device, counts[session][0], counts[session][-1],
            len(counts[session]),
        )
        for session, held in classes.items()
    ]  # fmt: skip


def _paper(
    collector: Collector,
    certificates: Sequence[_Certificate],
    chain: tuple[Grant, ...],
    titles: Mapping[str, LocalText],
) -> bytes:
    from bsuh_desktop.documents.certificate import write_certificates
    from bsuh_desktop.documents.pdf_file import embed

    prefix = collector.programme.url_prefix
    design = certificate_content.CertificateDesign(
        programme=collector.programme.names,
        code2=certificate_content.QrPayload(
            *qr_segments(prefix, encode_grants(chain)), certificate_content.CODE2_MODULES
        ),
        # The facilitator signs by hand: the office knows their key, but no name.
        facilitator="",
        coordinator="",
        practice=False,
    )
    buffer = io.BytesIO()
    write_certificates(buffer, (_sheet(one, titles, prefix) for one in certificates), design)
    credentials = [one.credential for one in certificates]
    words = [one.words.encode() if one.words else b"" for one in certificates]
    return embed(buffer.getvalue(), EMBEDDED_NAME, encode_embedded(credentials, chain, design.layout.per_page, words))


def _sheet(one: _Certificate, titles: Mapping[str, LocalText], prefix: str) -> certificate_content.CertificateSheet:
    group, names = one.learner.group, paper_names(one.learner)
    return certificate_content.CertificateSheet(
        serial=one.credential.serial,
        date=one.named_class.day,
        module=titles.get(one.named_class.module, LocalText(one.named_class.module, one.named_class.module)),
        grade=class_words(group.grade, group.section) if group else LocalText(),
        place=one.named_class.place,
        code1=certificate_content.code1_payload(*qr_segments(prefix, one.credential.encode())),
        roll=one.learner.roll,
        name_bn=names[0],
        name_en=names[1],
        words=one.words.words if one.words else None,
    )


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
    Encoded as `table_bytes` does."""
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
    """CSV with one row per learner, sorted by school, encoded as `table_bytes` does."""
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
