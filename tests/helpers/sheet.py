"""Reads the desk's stylesheet as Qt does: which colours does a control have, in which state?"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtGui import QColor

from bsuh_desktop.qt.look.colours import TOKENS, contrast

GROUNDS = ("ivory", "paper", "well")
"""What a control without a ground of its own may stand on."""
_WITH_WORDS = ("", "::item", "::section")
_WORDLESS = frozenset({("role", "hairline"), ("role", "ink-rule")})
_NOTHING = ("transparent", "none")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"^(\*|Q\w+)((?:\[[^\]]+\])*)(::[a-z-]+)?((?::[a-z-]+)*)$")
_WANTED = re.compile(r'\[(\w+)="([^"]*)"\]')


@dataclasses.dataclass(frozen=True)
class Selector:
    """The last part of a selector: a type, properties, a part of it, and states; and the properties of what it must lie
    in."""

    kind: str
    wanted: frozenset[tuple[str, str]]
    part: str
    states: frozenset[str]
    within: frozenset[tuple[str, str]] = frozenset()

    def fits(self, other: Selector) -> bool:
        """True if a rule for this concerns `other`."""
        same = self.kind in ("*", other.kind) and self.part == other.part
        return same and self.wanted <= other.wanted and self.states <= other.states and self.within <= other.within

    @property
    def weight(self) -> int:
        """How much it outweighs others (CSS 2.1, section 6.4.3)."""
        return 10 * (len(self.wanted) + len(self.states) + len(self.within)) + (self.kind != "*")

    def __str__(self) -> str:
        """As it stands in the sheet."""
        wanted = "".join(f"[{name}={value}]" for name, value in sorted(self.wanted))
        return self.kind + wanted + self.part + "".join(f":{state}" for state in sorted(self.states))


@dataclasses.dataclass(frozen=True)
class Rule:
    """What one selector asks for."""

    selector: Selector
    wishes: dict[str, str]


def rules(sheet: str) -> list[Rule]:
    """All rules of `sheet`, lighter before heavier. Raises ValueError for a selector that this reader does not know."""
    found: list[Rule] = []
    for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
        pairs = (wish.split(":", 1) for wish in body.split(";") if ":" in wish)
        wishes = {name.strip(): value.strip() for name, value in pairs}
        found += [Rule(_selector(each), wishes) for each in selectors.split(",")]
    return sorted(found, key=lambda rule: rule.selector.weight)


def _selector(text: str) -> Selector:
    *around, last = text.split()
    match = _SELECTOR.match(last)
    if match is None:
        raise ValueError(text)
    kind, wanted, part, states = match.groups()
    within = frozenset(_WANTED.findall(" ".join(around)))
    return Selector(kind, frozenset(_WANTED.findall(wanted)), part or "", frozenset(states.split(":")) - {""}, within)


def pale(sheet: str, least: float = 4.5) -> list[str]:
    """The controls of `sheet` whose words are told from their ground by less than `least`, a sentence each."""
    known = rules(sheet)
    found: dict[str, None] = {}
    for control in _controls(known):
        wishes = _wishes(control, known)
        if control.kind == "QFrame":
            # It has no words of its own, but those of the labels in it.
            wishes["color"] = _wishes(Selector("QLabel", frozenset(), "", frozenset(), control.wanted), known)["color"]
        for text, ground in _pairs(wishes, _under(control, known)):
            ratio = contrast(_colour(text), _colour(ground))
            if ratio < least:
                found[f"{control}: {text} on {ground} is {ratio:.1f}"] = None
    return list(found)


def _wishes(control: Selector, known: list[Rule]) -> dict[str, str]:
    wishes: dict[str, str] = {}
    for rule in known:
        if rule.selector.fits(control):
            wishes |= rule.wishes
    return wishes


def _controls(known: list[Rule]) -> Iterator[Selector]:
    """Each control that a rule speaks of, in all states that rules speak of."""
    spoken = (rule.selector for rule in known if rule.selector.part in _WITH_WORDS)
    looks = {(each.kind, each.wanted, each.part, each.within) for each in spoken if _WORDLESS.isdisjoint(each.wanted)}
    for kind, wanted, part, within in looks:
        states = {state for rule in known if rule.selector.kind == kind for state in rule.selector.states}
        for count in range(len(states) + 1):
            for together in combinations(sorted(states), count):
                yield Selector(kind, wanted, part, frozenset(together), within)


def _under(control: Selector, known: list[Rule]) -> tuple[str, ...]:
    """What the control may stand on: the ground of what it lies in, where the sheet gives that one."""
    grounds = (
        rule.wishes.get("background") for rule in known if control.within and rule.selector.wanted == control.within
    )
    return tuple(ground for ground in grounds if ground) or GROUNDS


def _pairs(wishes: dict[str, str], under: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    ground = wishes.get("background", "transparent")
    for each in under if ground in _NOTHING else (ground,):
        yield wishes.get("color", "@ink"), each
        if "placeholder-text-color" in wishes:
            yield wishes["placeholder-text-color"], each
    if "selection-color" in wishes:
        yield wishes["selection-color"], wishes["selection-background-color"]


def _colour(name: str) -> QColor:
    return QColor(TOKENS[name.removeprefix("@")])
