"""Summary of a programme's settings before signing: the facts, and what has to be fixed."""

from __future__ import annotations

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.fact_lines import Line
from bsuh_desktop.services.programme.values import Finding, ProgrammeDraft

_KINDS = {
    "school": Message("Schools"),
    "madrasah": Message("Madrasahs"),
    "club": Message("Clubs"),
    "centre": Message("Centres"),
}


def facts(bridge: Bridge, draft: ProgrammeDraft) -> list[Line]:
    """Name, days, partners, places by kind, helplines."""
    say, number, programme = bridge.say, bridge.number, draft.programme
    places = " · ".join(
        f"{say(_KINDS[kind]) if kind in _KINDS else kind}: {number(count)}" for kind, count in draft.places.items()
    )
    found = [
        (say(Message("Places")), places),
        (say(Message("With a known number of learners")), number(draft.with_pupils) if draft.places else ""),
    ]
    if programme is not None:
        lines = (f"{bridge.text_of(one.names)} {bridge.digits(one.number)}" for one in programme.helplines)
        found = [
            (say(Message("Programme")), bridge.text_of(programme.names)),
            (say(Message("Version")), bridge.digits(programme.version or "")),
            (say(Message("Runs until")), date_words(programme.expires, bridge.language)),
            (say(Message("Partners")), " · ".join(bridge.text_of(one.names) for one in programme.partners)),
            *found,
            (say(Message("Helplines")), " · ".join(lines)),
        ]
    return [line for line in found if line[1]]


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table the place is below the finding."""
    what = Column(bridge.say(Message("What to fix")))
    return [Column(bridge.say(Message("Where")), 260), what] if wide else [what]


def row(bridge: Bridge, place: int, finding: Finding, wide: bool) -> Row:
    """One finding with its remedy; those that do not block signing are marked “look”."""
    where = finding.file
    if finding.line is not None:
        line = Message("{file}, line {line}", file=finding.file, line=bridge.digits(finding.line))
        where = bridge.say(line)
    light, say = "stop" if finding.stops else "look", bridge.say
    if wide:
        cells: tuple[Cell, ...] = (Cell(where), Cell(say(finding.message), say(finding.remedy), light=light))
    else:
        cells = (Cell(say(finding.message), f"{where} · {say(finding.remedy)}", light=light),)
    return Row(str(place), cells)
