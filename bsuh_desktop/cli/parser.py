"""The parser of the command line: its commands and options, with help in the user's language."""

from __future__ import annotations

import datetime
import os
import re
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bsuh_desktop import __version__
from bsuh_desktop.domain.file_endings import OURS, ends_in
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.language import say
from bsuh_desktop.system.launcher import typed_command

PURPOSES = ("named_list", "certificates", "place", "complaint")
"""As `register.decision_lines.Purpose`, which is loaded only with its command."""


KIT_PARTS = ("plan", "notes", "questions", "things", "home", "trial")
"""As `documents.lesson_kit.content.ALL_PARTS`, which is loaded only with its command."""
MOST_GROUPS, MOST_LEARNERS = 20, 200
"""As in `services.lesson_kits.lesson_kit`."""


class Parser(ArgumentParser):
    """A parser in the user's language; its errors are KnownErrors, reported like all others, also as JSON."""

    def __init__(self, *, language: Language, shared: bool = False, **how: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **how)
        self._language = language
        self.commands: Collection[str] = ()
        """The names of its commands."""
        if not shared:
            # argparse has no other way to name its two groups.
            self._positionals.title = say(Message("what it works on"), language)
            self._optionals.title = say(Message("options"), language)
            self.add_argument("-h", "--help", action="help", help=say(Message("show this help"), language))

    def format_help(self) -> str:
        """The help, with its first word in the user's language, too."""
        return super().format_help().replace("usage:", say(Message("usage:"), self._language), 1)

    def error(self, message: str) -> NoReturn:
        """Raises KnownError `usage`: the command line was not understood."""
        raise KnownError(
            "usage",
            Message("This command was not understood. {problem}", problem=_problem(message)),
            Message("See {command} --help.", command=self.prog),
        )


def _problem(message: str) -> Message:
    """argparse's error message in our words. The English texts are those of Python 3.11 to 3.13."""
    if found := re.match(r"the following arguments are required: (.+)", message):
        return Message("Missing: {words}.", words=found[1])
    if found := re.match(r"argument .+?: invalid choice: (.+?) \(choose|unrecognized arguments: (.+)", message):
        return Message("Unknown: {words}.", words=found[1] or found[2])
    if found := re.match(r"argument (.+?): invalid .+ value: (.+)", message):
        return Message("{option} does not accept {word}.", option=found[1], word=found[2])
    if found := re.match(r"argument (.+?): expected", message):
        return Message("{option} needs a value.", option=found[1])
    return Message("Check the words of the command.")


class _Words:
    """Adds commands and options with their help in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.common = self._common()
        # The default of an option after the command must not override its value before the command.
        self.common_of_command = self._common(argument_default=SUPPRESS)

    def _common(self, **how: Any) -> Parser:
        """The options that every command accepts, before and after the command."""
        common = Parser(language=self.language, shared=True, **how)
        self.option(common, "--json", Message("print one JSON document"), action="store_true")
        self.option(common, "--profile", Message("the data folder"), type=_path, metavar="DIR")
        why = Message("a file with the passphrase; without it, the command asks")
        self.option(common, "--passphrase-file", why, type=_path, metavar="F")
        self.option(common, "--lang", Message("the language: Bangla or English"), choices=("bn", "en"))
        return common

    def option(self, to: ArgumentParser, name: str, why: Message, **how: Any) -> None:
        """Add one option of a command."""
        to.add_argument(name, help=say(why, self.language), **how)

    def command(self, commands: Any, name: str, why: Message) -> ArgumentParser:
        """Add one command, with the options that every command accepts."""
        text = say(why, self.language)
        parents = [self.common_of_command]
        made: Parser = commands.add_parser(name, help=text, description=text, parents=parents, language=self.language)
        return made


def parser(language: Language) -> Parser:
    """The parser of all commands, with its help in `language`."""
    words = _Words(language)
    title = say(Message("Be Smart Use Heart: the classroom-session companion."), language)
    alone = say(Message("One file instead of a command is shown in the desk."), language)
    top = Parser(language=language, prog=typed_command(), description=title, epilog=alone, parents=[words.common])
    top.add_argument(
        "--version", action="version", version=f"bsuh {__version__}", help=say(Message("show the version"), language)
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _classes(words, commands)
    _programmes(words, commands)
    _grants(words, commands)
    _on_sticks(words, commands)
    _checks(words, commands)
    _figures(words, commands)
    _names(words, commands)
    top.commands = commands.choices
    return top


def parsed(words: Sequence[str], language: Language) -> Namespace:
    """The command and its options; `shown` is the file that the desk shows instead of a command, or None. Raises
    KnownError `usage`."""
    top, file = parser(language), _file_alone(words, language)
    if file is not None and file not in top.commands:
        options = top.parse_args([word for word in words if word != file])
        options.shown = Path(file).absolute()
    else:
        options = top.parse_args(words)
        options.shown = None
    return options


def _file_alone(words: Sequence[str], language: Language) -> str | None:
    """The only word that is no option, if it is called as one of our files or there is a file of that name: a file that
    the system opens with this app."""
    try:
        _, others = _Words(language).common.parse_known_args(words)
    except KnownError:
        return None
    if len(others) != 1 or others[0].startswith("-"):
        return None
    word: str = others[0]
    return word if ends_in(word, *OURS) or os.path.isfile(word) else None


def _classes(words: _Words, commands: Any) -> None:
    demo = words.command(commands, "demo", Message("hold a whole demonstration class"))
    words.option(demo, "--out", Message("where to save the files"), type=_path, required=True, metavar="DIR")
    words.option(demo, "--learners", Message("how many learners"), type=int, default=58, metavar="N")
    rehearse = words.command(commands, "rehearse", Message("play classes from a script"))
    rehearse.add_argument("script", type=_path, metavar="SCRIPT.jsonl")
    words.option(rehearse, "--out", Message("where to save the files"), type=_path, required=True, metavar="DIR")
    why = Message("delete the names whose time is over; names without a receipt are kept")
    purge = words.command(commands, "purge", why)
    words.option(purge, "--date", Message("today's date, if the clock may be wrong"), type=_day, metavar="DAY")
    where = Message("the register's folder; without it, the one in the data folder")
    words.option(purge, "--register", where, type=_word, metavar="URL")


def _on_sticks(words: _Words, commands: Any) -> None:
    why = Message("write all finished classes to a stick, and load receipts")
    handing = words.command(commands, "hand-over", why)
    where = Message("the folder; without it, the only stick that is plugged in")
    words.option(handing, "--to", where, type=_path, metavar="DIR")
    came = Message("a receipt that came back: its file, a folder, or its code; then nothing is written")
    words.option(handing, "--receipt", came, action="append", default=[], metavar="PATH|CODE")
    lost = Message("a class that the coordinator has lost, by its session: it is handed over again")
    words.option(handing, "--again", lost, action="append", default=[], metavar="SESSION")
    receipts = words.command(
        commands, "receipts", Message("load classes that came in into the register, and write receipts")
    )
    receipts.add_argument("sources", nargs="+", type=_path, metavar="SOURCE")
    words.option(receipts, "--out", Message("where to save the receipts"), type=_path, required=True, metavar="DIR")
    words.option(receipts, "--register", Message("the register to use"), type=_word, metavar="URL")
    _collecting(words, commands)
    backup = words.command(commands, "backup", Message("save everything on a desk in one sealed file"))
    words.option(backup, "--to", Message("where to save the backup"), type=_path, required=True, metavar="DIR")
    why = Message("restore a backup: to a new data folder, or to the same facilitator's desk")
    restore = words.command(commands, "restore", why)
    restore.add_argument("file", type=_path, metavar="FILE")
    code = Message(
        "a file with the recovery code, if the passphrase is forgotten; --passphrase-file then gives the new one"
    )
    words.option(restore, "--recovery-code-file", code, type=_path, metavar="F")
    words.option(restore, "--date", Message("today's date, if the clock may be wrong"), type=_day, metavar="DAY")


def _collecting(words: _Words, commands: Any) -> None:
    collect = words.command(commands, "collect", Message("add classes that came in to the register"))
    collect.add_argument("sources", nargs="*", type=_path, metavar="SOURCE")
    where = Message("the register's folder; without it, the one in the data folder")
    words.option(collect, "--register", where, type=_word, metavar="URL")
    how_many = Message("how many files are opened at a time; 0: one after the other")
    words.option(collect, "--workers", how_many, type=_count, metavar="N")
    anew = Message("make the register's rows again from its archive and its decisions")
    words.option(collect, "--rebuild", anew, action="store_true")


def _checks(words: _Words, commands: Any) -> None:
    roster = words.command(commands, "roster", Message("class lists"))
    lists = roster.add_subparsers(dest="action", required=True, metavar="ACTION")
    one = words.command(lists, "check", Message("show what was read from a class list; nothing is kept"))
    one.add_argument("file", type=_path, metavar="FILE")
    pack = words.command(commands, "pack", Message("module packs"))
    packs = pack.add_subparsers(dest="action", required=True, metavar="ACTION")
    many = words.command(packs, "check", Message("check module packs and say what to fix"))
    many.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    signed = words.command(packs, "sign", Message("sign a module pack's folder with the programme's root key"))
    signed.add_argument("paths", nargs=1, type=_path, metavar="PATH")
    _lesson_kit(words, commands)
    verify = words.command(commands, "verify", Message("check attendance files, certificates and scanned codes"))
    verify.add_argument("inputs", nargs="+", metavar="PATH|TEXT")
    why = Message("a programme file or key list to use this time; may be given more than once")
    words.option(verify, "--programme", why, type=_path, action="append", default=[], metavar="FILE")
    words.command(commands, "doctor", Message("is this laptop ready for a class?"))


def _lesson_kit(words: _Words, commands: Any) -> None:
    kit = words.command(commands, "lesson-kit", Message("write a module's papers as a PDF"))
    kit.add_argument("pack", metavar="PACK")
    words.option(kit, "--out", Message("the file to write"), type=_path, required=True, metavar="F")
    which = Message(
        "only these papers: plan, notes, questions, things (of activities), home (cards), trial (for authors); "
        "without it, all but the last"
    )
    words.option(kit, "--parts", which, type=_kit_parts, metavar="PART,…")
    words.option(kit, "--language", Message("the language of the class"), choices=("bn", "en"))
    groups = Message("how many groups the class makes; without it, 8")
    words.option(kit, "--groups", groups, type=_groups, default=8, metavar="N")
    learners = Message("how many learners the class has; without it, 40")
    words.option(kit, "--learners", learners, type=_learners, default=40, metavar="N")
    words.option(kit, "--black", Message("in black alone, for a printer without colours"), action="store_true")
    words.option(
        kit, "--programme", Message("the programme file whose helplines are printed"), type=_path, metavar="FILE"
    )


def _programmes(words: _Words, commands: Any) -> None:
    programme = words.command(commands, "programme", Message("make a programme, show it, join it, restore its key"))
    actions = programme.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = words.command(actions, "new", Message("make a programme from an office's settings, or its next version"))
    new.add_argument("settings", type=_path, metavar="SETTINGS.toml")
    words.option(new, "--out", Message("where to save the files"), type=_path, required=True, metavar="DIR")
    show = words.command(actions, "show", Message("show what is in a programme file"))
    show.add_argument("file", type=_path, metavar="FILE")
    join = words.command(actions, "join", Message("join a programme, or load its newer file"))
    join.add_argument("file", type=_path, metavar="FILE")
    words.option(join, "--partner", Message("the partner that you work for"), metavar="ID|NUMBER")
    recover = words.command(actions, "recover", Message("restore the root key from the words on its sheet"))
    recover.add_argument("file", type=_path, metavar="FILE")
    why = Message("a text file with the 24 words")
    words.option(recover, "--words-file", why, type=_path, required=True, metavar="W")
    sheet = words.command(actions, "sheet", Message("write the recovery sheet again, on the desk with the root key"))
    words.option(sheet, "--out", Message("where to save the files"), type=_path, required=True, metavar="DIR")
    for action in (new, join, recover):
        words.option(action, "--name", Message("the name of the person at a new desk"), metavar="NAME")


def _grants(words: _Words, commands: Any) -> None:
    grant = words.command(commands, "grant", Message("who may sign: ask, grant, load, revoke"))
    actions = grant.add_subparsers(dest="action", required=True, metavar="ACTION")
    request = words.command(actions, "request", Message("write the request for this desk's grant"))
    who = Message("what you ask for")
    words.option(request, "--as", who, dest="role", choices=("device", "coordinator"), required=True)
    words.option(request, "--out", Message("the file, or the folder to save it in"), required=True, metavar="PATH")
    words.option(request, "--name", Message("your name, sealed for the programme's office"), metavar="NAME")
    words.option(request, "--partner", Message("another partner, to work for it"), metavar="ID|NUMBER")
    anew = Message("data that was copied or repaired first gets a key of its own")
    words.option(request, "--new-key", anew, action="store_true")
    issue = words.command(actions, "issue", Message("grant requests; folders are searched"))
    issue.add_argument("requests", nargs="+", type=_path, metavar="REQUEST")
    words.option(issue, "--out", Message("where to save the files"), type=_path, required=True, metavar="DIR")
    words.option(issue, "--from", Message("the first day, 2026-01-31"), dest="first", type=_day, metavar="DAY")
    words.option(issue, "--to", Message("the last day"), dest="last", type=_day, metavar="DAY")
    lost = Message("the root key came from its sheet, and no key list is left: start with high numbers")
    words.option(issue, "--lists-lost", lost, action="store_true")
    accept = words.command(actions, "accept", Message("load a grant or a key list"))
    accept.add_argument("file", type=_path, metavar="FILE")
    revoke = words.command(actions, "revoke", Message("revoke a key or a serial"))
    revoke.add_argument("key", metavar="KEY")
    words.option(revoke, "--out", Message("the file, or the folder to save it in"), required=True, metavar="PATH")
    last = Message("the last file of that key that stays valid: its manifest's SHA-256, or none")
    words.option(revoke, "--last-manifest", last, metavar="HEX")
    words.option(revoke, "--last-serial", Message("the last certificate that stays valid"), metavar="SERIAL")
    none = Message("of a coordinator: none of its devices keeps its grant")
    words.option(revoke, "--keep-none", none, action="store_true")


def _figures(words: _Words, commands: Any) -> None:
    why = Message("count what was collected, in numbers that everybody may see")
    figures = words.command(commands, "figures", why)
    by = Message("what to split by, such as district,module; without it, all classes together")
    words.option(figures, "--by", by, default="", metavar="DIMENSION,…")
    where = Message("the register's folder; without it, the one in the data folder")
    words.option(figures, "--register", where, default="", metavar="URL")
    words.option(figures, "--first", Message("only classes from this day on"), type=_day, metavar="DAY")
    words.option(figures, "--last", Message("only classes up to this day"), type=_day, metavar="DAY")
    only = {
        "--module": Message("only this module; may be given more than once"),
        "--partner": Message("only this partner; may be given more than once"),
        "--division": Message("only this division, by code or name; may be given more than once"),
        "--district": Message("only this district, by code or name; may be given more than once"),
    }
    version = Message("only this version of a module, such as taps-traps-taka/2; may be given more than once")
    words.option(figures, "--module-version", version, action="append", default=[], metavar="ID/VERSION")
    for option, which in only.items():
        words.option(figures, option, which, action="append", default=[], metavar="ID|NAME")


def _names(words: _Words, commands: Any) -> None:
    why = Message("write names of collected classes to a file; role and purpose are written down and signed")
    names = words.command(commands, "names", why)
    names.add_argument("sessions", nargs="*", metavar="SESSION")
    where = Message("the register's folder; without it, the one in the data folder")
    words.option(names, "--register", where, default="", metavar="URL")
    words.option(names, "--role", Message("in which role you open them, without a name"), default="", metavar="ROLE")
    purpose = Message("why names are opened")
    words.option(names, "--purpose", purpose, required=True, choices=PURPOSES)
    words.option(names, "--out", Message("where to save the files"), type=_path, required=True, metavar="DIR")
    first, last = Message("only classes from this day on"), Message("only classes up to this day")
    words.option(names, "--from", first, dest="first", type=_day, metavar="DAY")
    words.option(names, "--to", last, dest="last", type=_day, metavar="DAY")
    only = {
        "--place": Message("only this place, by its id; may be given more than once"),
        "--module": Message("only this module; may be given more than once"),
        "--district": Message("only this district, by code or name; may be given more than once"),
    }
    for option, which in only.items():
        words.option(names, option, which, action="append", default=[], metavar="ID|NAME")
    typed = Message("typed places of collected classes: list them, or say which school one is")
    places = words.command(commands, "places", typed)
    words.option(places, "--register", where, default="", metavar="URL")
    this = Message("this typed place is that place of the programme's list")
    words.option(places, "--is", this, dest="mapped", metavar="LOCAL=PLACE")


def _path(text: str) -> Path:
    """A path as it was written. Raises KnownError `usage` for an empty word, which would be the current folder."""
    if not text.strip():
        raise KnownError("usage", Message("The name of the file is empty."), Message("Name the file or the folder."))
    return Path(text)


def _word(text: str) -> str:
    """An address as it was written. Raises KnownError `usage` for an empty word."""
    _path(text)
    return text


def _count(text: str) -> int:
    """A number from 0, in either script's digits. Raises ValueError."""
    number = int(ascii_digits(text.strip()))
    if number < 0:
        raise ValueError(text)
    return number


def _groups(text: str) -> int:
    """A number of groups. Raises ValueError."""
    return _from_one(text, MOST_GROUPS)


def _learners(text: str) -> int:
    """A number of learners. Raises ValueError."""
    return _from_one(text, MOST_LEARNERS)


def _from_one(text: str, most: int) -> int:
    number = _count(text)
    if not 1 <= number <= most:
        raise ValueError(text)
    return number


def _kit_parts(text: str) -> tuple[str, ...]:
    """Parts of a lesson kit with commas between them. Raises ValueError."""
    parts = tuple(part.strip() for part in text.split(","))
    if not set(parts) <= set(KIT_PARTS):
        raise ValueError(text)
    return parts


def _day(text: str) -> datetime.date:
    """A day in either script's digits. Raises KnownError `usage`."""
    try:
        return datetime.date.fromisoformat(ascii_digits(text.strip()))
    except ValueError:
        raise KnownError(
            "usage",
            Message("This is not a date: {word}.", word=text),
            Message("Write year, month and day, for example 2026-01-31."),
        ) from None
