"""`bsuh doctor`: is this laptop ready for a class?"""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop import paths
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.language import say
from bsuh_desktop.services.home.doctor import Check, examine
from bsuh_desktop.system.clock import SystemClock

MARKS = {"ok": "✓", "look": "!", "bad": "✕", "unused": "–"}


def run(options: Namespace) -> int:
    """Prints every check; exit status 1 if something is bad."""
    profile = options.profile.absolute() if options.profile else paths.profile_folder()
    checks = examine(profile, SystemClock())
    if options.json:
        print_json({"checks": [_document(check, options) for check in checks]})
    else:
        for check in checks:
            _tell(check, options)
    return int(any(check.state == "bad" for check in checks))


def _document(check: Check, options: Namespace) -> dict[str, str | None]:
    remedy = say(check.remedy, options.lang) if check.remedy else None
    return {"name": check.name, "state": check.state, "text": say(check.text, options.lang), "remedy": remedy}


def _tell(check: Check, options: Namespace) -> None:
    remedy = f" {say(check.remedy, options.lang)}" if check.remedy else ""
    print(f"{MARKS[check.state]} {check.name:<10} {say(check.text, options.lang)}{remedy}")
