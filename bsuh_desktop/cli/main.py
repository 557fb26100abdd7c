"""Entry point of the command line `bsuh`, and its error messages. A command is loaded only when it is used."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
from collections.abc import Sequence

from bsuh_desktop.cli.parser import parsed
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.language import choose_language, display_language, say
from bsuh_desktop.system.memory import leave_no_dump

COULD_NOT = 2
"""Exit status if a command could not do its work; the message is on standard error."""
INTERRUPTED = 128 + 2
"""Exit status after Ctrl-C, as usual for a program."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 good, 1 checked and found wrong, 2 could not do it. Without
    `arguments`, those of this process are used, and core dumps are turned off for it."""
    if arguments is None:
        leave_no_dump()
    words = list(sys.argv[1:] if arguments is None else arguments)
    _have_streams()
    _speak_utf8()
    language = choose_language(_wished_language(words), os.environ, display_language())
    as_json = "--json" in itertools.takewhile(lambda word: word != "--", words)
    try:
        status = _run(words, language, as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has closed it; nothing more can be written.
        _forget_output()
        return COULD_NOT
    except OSError:
        _forget_output()
        return _refuse(_not_written(), language, as_json=False)
    return status


# Commands that stand in the module of another: the module's name. Every other command has one of its own.
_GROUPS = {
    "restore": "backup",
    "receipts": "collect",
    "rehearse": "demo",
    "places": "names",
    "purge": "names",
    "lesson_kit": "pack",
}


def _run(words: Sequence[str], language: Language, as_json: bool) -> int:
    """Raises OSError if standard output cannot be written; every other error is reported."""
    try:
        options = parsed(words, language)
        options.lang = language
        name = (options.command or "desk").replace("-", "_")
        command = importlib.import_module(f"bsuh_desktop.cli.commands.{_GROUPS.get(name, name)}")
        return int(getattr(command, f"run_{name}" if name in _GROUPS else "run")(options))
    except KnownError as error:
        return _refuse(error, language, as_json)
    except KeyboardInterrupt:
        print(say(Message("Stopped. What was done before is kept."), language), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (the last resort: whatever comes here is a bug, and it is reported)
        if isinstance(error, OSError):
            # If it was the output that failed, this line fails, too, and raises.
            print(flush=True)
        return _refuse(bug(error), language, as_json)


def _forget_output() -> None:
    """Redirect standard output to the null device, so that unwritten output is not tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _not_written() -> KnownError:
    return KnownError(
        "output_not_written",
        Message("The output of this command could not be written."),
        Message("Make room there, or write the output somewhere else. What was done before is kept."),
    )


def _have_streams() -> None:
    """Replace closed output streams by the null device: otherwise output would go into the next file that is opened."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (as long as the process)


def _nobody_reads_errors() -> bool:
    """True if the app was started without a console, as by its icon on Windows."""
    return sys.platform == "win32" and getattr(sys.stderr, "name", "") == os.devnull


def _speak_utf8() -> None:
    """Print text as UTF-8, whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _wished_language(words: Sequence[str]) -> Language | None:
    """The value of `--lang`, found before the parser is made, so that help and errors are in that language, too."""
    for place, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else words[place + 1 : place + 2]
        if word == "--lang" or word.startswith("--lang="):
            wish = value if isinstance(value, str) else "".join(value)
            if wish == "bn" or wish == "en":
                return wish  # type: ignore[return-value]
    return None


def bug(error: Exception) -> KnownError:
    """The error report for an unexpected exception: where it was raised and its type, never its values."""
    from bsuh_desktop.services.desk.crash_report import place_of

    return KnownError(
        "bug",
        Message("An unexpected problem happened here: {place}", place=place_of(error)),
        Message("What was done before is kept. Please tell technical support this line."),
    )


def _refuse(error: KnownError, language: Language, as_json: bool) -> int:
    error = _in_use() if error.code == "in_use" and _is_of_data_folder(error) else error
    text, remedy = say(error.message, language), say(error.remedy, language)
    # After a text that ends in a path or a foreign word the remedy goes on a new line.
    print(text, remedy, sep=" " if text[-1:] in ".।?" else "\n", file=sys.stderr)
    if _nobody_reads_errors() and not error.shown:
        from bsuh_desktop.system.launcher import show_refusal

        show_refusal(f"{text}\n\n{remedy}")
    if as_json:
        from bsuh_desktop.cli.output import print_json

        print_json({"error": {"code": error.code, "text": text, "remedy": remedy}})
    return COULD_NOT


def _is_of_data_folder(error: KnownError) -> bool:
    """True if a data folder is in use; False for a register, whose own message says what is open."""
    from bsuh_desktop.store.database_errors import in_use

    return error.message == in_use().message


def _in_use() -> KnownError:
    """The same error for the command line, where it may also be another command."""
    return KnownError(
        "in_use",
        Message("This data folder is in use: the app is open, or another command is running."),
        Message("Close the app, or wait until the other command is done."),
    )
