"""What is brought to the Verify page: papers of a desk whose grant has come, and what a forger makes of them."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.hand_over.class_files import save_certificates
from bsuh_desktop.services.verify.attendance import prove_attendance
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.key_list import sign_key_list
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers.attendance import PARTNER, facts, row, sender
from tests.helpers.certificates import embedded_in, first_code, second_code
from tests.helpers.desks import a_class, end, rows
from tests.helpers.grants import list_taken
from tests.helpers.hands import front
from tests.helpers.keys import chain_for, key
from tests.helpers.office_files import coordinators_list
from tests.helpers.papers import design, pdf_of, sheet
from tests.helpers.programmes import programme_file, take_programme

FOLDER = "stick"
GOOD, CLASS, PRACTICE, ALTERED = "certificate.pdf", "class.pdf", "practice.pdf", "altered.pdf"
WAITING, KEY_LIST = "waiting.bsuh", "list.json"


def stick_of(profile: Path) -> Path:
    """The folder beside a profile in which the papers lie."""
    return profile.parent / FOLDER


def with_papers(desk: Desk) -> None:
    """A certificate of practice; then the desk joins, its grant comes, one learner and a class of three have real ones:
    of the second of the three the serial is taken back by the coordinator's list. One is redrawn with another name, and
    somebody else's file that still waits for its grant lies there, too, with a newer list."""
    set_facilitator(desk, "শিরিন আক্তার", "4826")
    stick = desk.folder.parent / FOLDER
    stick.mkdir()
    _papers(desk, 1, stick).rename(stick / PRACTICE)
    take_programme(desk, programme_file(), PARTNER)
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    alone = _papers(desk, 1, stick).rename(stick / GOOD)
    whole = _papers(desk, 3, stick).rename(stick / CLASS)
    (stick / ALTERED).write_bytes(redrawn(alone, "শ্রেয়া দাশ"))
    back = embedded_in(whole).credentials[1].serial
    list_taken(desk, sign_key_list(coordinators_list(grants=(), serials=(back,)), key("coordinator")))
    newer = coordinators_list(grants=(), version=2, serials=(back,))
    (stick / KEY_LIST).write_bytes(sign_key_list(newer, key("coordinator")))
    to_us = (recipient_of(desk.vault.age_identity),)
    unsent = sender(grants=(), recipients=to_us)
    waits = facts(rows=(row(1, serial="", awarded=False),))
    (stick / WAITING).write_bytes(build_attendance_file(waits, unsent).data)


def _papers(desk: Desk, learners: int, folder: Path) -> Path:
    conduct = a_class(desk, rows(learners))
    end(desk, conduct)
    return save_certificates(desk, conduct.session, folder).path


def redrawn(pdf: Path, name_bn: str) -> bytes:
    """The first certificate of `pdf` alone, drawn anew with another name; what is signed and embedded stays."""
    embedded = embedded_in(pdf)
    credential = embedded.credentials[0]
    forged = replace(
        sheet(name_bn=name_bn),
        serial=credential.serial,
        date=credential.day,
        code1=first_code(credential.encode()),
    )
    shared = replace(design(), code2=second_code(encode_grants(embedded.grants)))
    drawn = pdf_of([forged], shared)
    return embed(drawn, EMBEDDED_NAME, encode_embedded([credential], embedded.grants))


def serials_in(pdf: Path) -> list[str]:
    """The serials of a file, as they are printed."""
    return [serial_text(credential.serial) for credential in embedded_in(pdf).credentials]


def drop(control: QWidget, *paths: Path) -> None:
    """Lets files fall on the middle of a control, as a file manager's mouse does."""
    window = control.window()
    front(window)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    point = control.mapTo(window, control.visibleRegion().boundingRect().center())
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(point), copy, carried, left, plain)
    QApplication.sendEvent(window.windowHandle(), entered)
    assert entered.isAccepted(), f"{control.objectName()} takes no files"
    QApplication.sendEvent(window.windowHandle(), QDropEvent(QPointF(point), copy, carried, left, plain))


def attendance_proved(data: bytes, known: KnownKeys) -> Proof:
    """What is said of one attendance file."""
    with ContentsSandbox(known.identities) as sandbox:
        return prove_attendance("file", data, known, sandbox)
