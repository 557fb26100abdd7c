"""`bsuh pack`: what an author has to mend in a module pack, and the signature of one that is ready."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from bsuh_desktop import paths
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.content.check.checker import check_pack, pack_id
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.placeholders import read_common
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say


def run(options: Namespace) -> int:
    """Checks packs, or signs one."""
    return _sign(options) if options.action == "sign" else _check(options)


def _sign(options: Namespace) -> int:
    """Signs a pack's folder by the profile that keeps the programme's root key."""
    from bsuh_desktop.cli.any_desk import known_desk, profile_of
    from bsuh_desktop.services.verifying.packs import sign_pack_folder

    with known_desk(options, profile_of(options)) as desk:
        path = sign_pack_folder(desk, options.paths[0])
    if options.json:
        print_json({"path": str(path.absolute())})
    else:
        print(say(Message("Written: {path}", path=str(path)), options.lang))
    return 0


def _check(options: Namespace) -> int:
    """Checks every pack; exit status 1 if anything was found."""
    common = read_common(paths.resources())
    found = {path: check_pack(path, common) for path in options.paths}
    if options.json:
        print_json({"packs": [_document(path, findings, options) for path, findings in found.items()]})
    else:
        for path, findings in found.items():
            _tell(path, findings, options)
    return int(any(found.values()))


def _document(path: Path, findings: list[Finding], options: Namespace) -> dict[str, Any]:
    return {
        "path": str(path.absolute()),
        "id": pack_id(path),
        "findings": [
            {
                "file": finding.file,
                "line": finding.line,
                "code": finding.code,
                "text": say(finding.message, options.lang),
                "remedy": say(finding.remedy, options.lang),
            }
            for finding in findings
        ],
    }


def _tell(path: Path, findings: list[Finding], options: Namespace) -> None:
    if not findings:
        print(say(Message("Good: {path}", path=str(path)), options.lang))
    for finding in findings:
        print(f"{path}/{finding.file}:{finding.line}: {say(finding.message, options.lang)}")
        print(f"    {say(finding.remedy, options.lang)}")
