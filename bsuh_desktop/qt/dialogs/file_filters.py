"""What the dialogs for files show of each kind: the patterns of its names, and its words."""

from __future__ import annotations

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.file_endings import BEFORE, pattern
from bsuh_desktop.domain.messages import Message

PROGRAMMES = {pattern(file_endings.PROGRAMME, BEFORE): Message("Programme files")}
REQUESTS = {pattern(file_endings.REQUEST, BEFORE): Message("Requests for a grant")}
ANSWERS = {
    pattern(file_endings.GRANT, file_endings.KEY_LIST, file_endings.PROGRAMME, BEFORE): Message(
        "Grants, key lists, programme files"
    ),
}
RECEIPTS = {pattern(file_endings.RECEIPT, BEFORE): Message("Receipts")}
ATTENDANCE = {pattern(file_endings.ATTENDANCE): Message("Attendance files")}
COLLECTED = {pattern(file_endings.ATTENDANCE, ".zip", ".eml"): Message("Attendance files, ZIPs and mails")}
BACKUPS = {pattern(file_endings.BACKUP): Message("Backups")}
CHECKED = {
    pattern(".pdf", ".png", ".jpg", ".jpeg", *file_endings.OURS, BEFORE, ".zip"): Message("What can be checked"),
}
