"""The errors for a file that is not a class list, or cannot be read."""

from __future__ import annotations

from bsuh_desktop.domain.messages import KnownError, Message

_GIVE_A_LIST = Message("Give an XLSX, XLS, ODS or CSV, or write the learners one by one.")
_SAVE_AS_XLSX = Message("Open it in a spreadsheet and save it as XLSX.")
_ASK_AGAIN = Message("Ask the school for the file again.")
_A_TABLE = Message("Choose a file with a table, or write the learners one by one.")


def not_found() -> KnownError:
    """Nothing exists at the path."""
    return KnownError("list_not_found", Message("There is no such file."), Message("Choose the list again."))


def not_a_file() -> KnownError:
    """A folder, a pipe, a device."""
    message = Message("This is a folder or a device, not a file.")
    return KnownError("list_not_a_file", message, Message("Choose the list again."))


def not_opened() -> KnownError:
    """The operating system does not allow the file to be read."""
    remedy = Message("Close it in other programs, then choose it again.")
    return KnownError("list_not_opened", Message("The file could not be opened."), remedy)


def too_large(megabytes: int) -> KnownError:
    """More bytes, packed or unpacked, than any class list has."""
    message = Message("The file is larger than {megabytes} MB, so it is not a class list.", megabytes=megabytes)
    return KnownError("list_too_large", message, Message("Give a list of one class only."))


def too_wide() -> KnownError:
    """A cell far to the right makes the sheet millions of cells large."""
    remedy = Message("Delete the columns to the right of the list, then choose it again.")
    return KnownError("list_too_wide", Message("There is something far to the right of the list."), remedy)


def too_long(rows: int) -> KnownError:
    """More rows than any class list has."""
    message = Message("The list has more than {rows} rows.", rows=rows)
    return KnownError("list_too_long", message, Message("Give a list of one class only."))


def empty() -> KnownError:
    """No bytes, or only blanks."""
    return KnownError("list_empty", Message("The file is empty."), _GIVE_A_LIST)


def picture() -> KnownError:
    """A photo, whatever its name."""
    return KnownError("list_is_picture", Message("This is a picture, not a list."), _GIVE_A_LIST)


def pdf() -> KnownError:
    """A PDF, whatever its name."""
    return KnownError("list_is_pdf", Message("This is a PDF, not a list."), _GIVE_A_LIST)


def not_a_list() -> KnownError:
    """Some other kind of file."""
    return KnownError("not_a_list", Message("This file is not a list."), _GIVE_A_LIST)


def document() -> KnownError:
    """A word processor's document whose tables cannot be read here: DOC, RTF."""
    remedy = Message("Save it as DOCX and choose the new file, or write the learners one by one.")
    return KnownError("list_is_document", Message("This is a document, not a list."), remedy)


def document_without_table() -> KnownError:
    """A DOCX or ODT that has only text or pictures."""
    return KnownError("list_is_document", Message("This document has no table."), _A_TABLE)


def web_page_without_table() -> KnownError:
    """A page, or what was pasted of one, that has no table."""
    return KnownError("list_is_web_page", Message("This web page has no table."), _A_TABLE)


def only_pictures() -> KnownError:
    """A workbook in which nothing is typed: photos of a register were pasted into it."""
    remedy = Message("Ask the school for a list with typed names, or write the learners one by one.")
    return KnownError("list_only_pictures", Message("There are only pictures in this workbook."), remedy)


def link() -> KnownError:
    """A shortcut to a file on the internet, such as a GSHEET."""
    remedy = Message("Open it with internet, download it as XLSX, then choose that file.")
    return KnownError("list_is_link", Message("This file is only a link to a list."), remedy)


def archive() -> KnownError:
    """ZIP, RAR, 7z: files packed into one."""
    message = Message("This file is a package of other files.")
    return KnownError("list_is_archive", message, Message("Unpack it first, then choose the list."))


def other_encoding() -> KnownError:
    """The bytes are not valid in the encoding that a person chose."""
    message = Message("The file is not written in this code page.")
    return KnownError("list_other_encoding", message, Message("Choose another code page, or the one that was found."))


def other_workbook() -> KnownError:
    """A workbook in a rare format: Excel 2 to 4, SYLK, Numbers."""
    return KnownError("other_workbook", Message("This kind of workbook cannot be read here."), _SAVE_AS_XLSX)


def locked() -> KnownError:
    """An encrypted workbook."""
    message = Message("The list is locked with a password.")
    remedy = Message(
        "Open it with the password and save it without one. No password? Ask the school for a file without one."
    )
    return KnownError("list_locked", message, remedy)


def torn() -> KnownError:
    """A damaged workbook, document or page. Spreadsheets mend much when they open a file."""
    remedy = Message("Open it in a spreadsheet and save it as XLSX, or ask the school for the file again.")
    return KnownError("list_torn", Message("The file is damaged and cannot be read."), remedy)


def open_quote(row: int) -> KnownError:
    """A quotation mark that begins a cell and is never closed: the rows after it would become one cell unnoticed."""
    message = Message("The quotation mark in row {row} is not closed.", row=row)
    return KnownError("quote_not_closed", message, Message("Close the mark or delete it, then choose the list again."))


def no_heading() -> KnownError:
    """No row names the columns."""
    remedy = Message("Write Roll and Name above the columns, then choose the list again.")
    return KnownError("no_heading", Message("The list has no row of headings."), remedy)


def letters_lost() -> KnownError:
    """Bangla became question marks when the file was saved in a code page without it."""
    message = Message("The Bangla letters were lost when this file was saved: they are question marks.")
    return KnownError("letters_lost", message, Message("Ask the school for the XLSX, or for “CSV UTF-8”."))


def hidden_columns() -> KnownError:
    """Roll and name are in hidden columns, which are only read if a person chooses them."""
    message = Message("The columns of rolls and names are hidden in this list.")
    remedy = Message("Show all columns in the spreadsheet and save it, then choose the list again.")
    return KnownError("columns_hidden", message, remedy)


def no_learners(heading: int) -> KnownError:
    """Headings and nothing below them."""
    message = Message("There is no learner below the headings in row {row}.", row=heading)
    return KnownError("no_learners", message, _ASK_AGAIN)


def too_heavy() -> KnownError:
    """More time or memory than any class list takes: the reading was ended."""
    message = Message("Reading this list takes more time or memory than a class list needs.")
    remedy = Message("Copy the rows of one class into a new workbook, then choose it.")
    return KnownError("list_too_heavy", message, remedy)


def unreadable() -> KnownError:
    """The reading process crashed."""
    remedy = Message("Open it in a spreadsheet, save it again as XLSX, then choose the new file.")
    return KnownError("list_unreadable", Message("The app cannot read a part of this file."), remedy)


def not_started() -> KnownError:
    """The computer cannot start a process: too many are running, or memory is short."""
    message = Message("The laptop cannot read the list now.")
    return KnownError("list_not_started", message, Message("Close other programs, then choose the list again."))


def stopped() -> KnownError:
    """The caller no longer wants the list."""
    return KnownError("list_stopped", Message("Reading was stopped."), Message("Choose the list again."))
