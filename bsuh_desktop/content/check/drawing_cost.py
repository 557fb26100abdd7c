"""How many elements a drawing paints, with all its references followed.

A few hundred bytes can contain so many nested references that they cannot be painted: `use` of something that contains
`use`, a pattern in a pattern, a marker on each corner of a line. This computes an upper limit and does not depend on
the kinds of references: `href` paints its target once more; anything else that names a target (fill, mask, clip-path,
marker-end, style) may paint it with each element below.
"""

from __future__ import annotations

import math
import re
from xml.parsers import expat

import msgspec

MOST_PAINTED = 200_000
"""Elements. The largest drawing of the built-in modules paints about 300."""

_NAMED = re.compile(r"#([^\s()'\",;]+)")
_NUMBER = re.compile(r"\d+")
_UNPAINTED = ("linearGradient", "radialGradient", "stop")
"""They define paint, and are not painted themselves."""
_CHARACTERS = 100
"""So many characters of attributes count as one more element: a path may have thousands of segments."""


class _Element(msgspec.Struct):
    own: float
    children: list[_Element]
    links: list[str]
    """Targets that are painted once."""
    styles: list[str]
    """Targets that may be painted with each element below, and on each corner of a line."""
    corners: int = 1


def painted(data: bytes) -> float:
    """An upper limit of the elements that the SVG in `data` paints; infinity if it contains itself. Raises
    xml.parsers.expat.ExpatError if it is not XML, ValueError or LookupError for an unknown encoding."""
    elements, ids = _read(data)
    weights: dict[int, float] = {}
    # An element counts as infinite while it is being counted: if it is reached again, it contains itself.
    todo = [(elements, False)] if elements is not None else []
    while todo:
        one, counted = todo.pop()
        needed = [*one.children, *(ids[name] for name in (*one.links, *one.styles) if name in ids)]
        if counted:
            weights[id(one)] = _weight(one, ids, weights)
        elif id(one) not in weights:
            weights[id(one)] = math.inf
            todo.append((one, True))
            todo += [(each, False) for each in needed]
    return weights[id(elements)] if elements is not None else 0.0


def _weight(one: _Element, ids: dict[str, _Element], weights: dict[int, float]) -> float:
    added = one.own + sum(weights[id(each)] for each in one.children)
    added += sum(weights[id(ids[name])] for name in one.links if name in ids)
    styled = sum(weights[id(ids[name])] for name in one.styles if name in ids)
    return added * (1 + styled * one.corners) if styled else added


def _read(data: bytes) -> tuple[_Element | None, dict[str, _Element]]:
    """The root element, and all elements by id. If two have the same id, it is unknown which one a renderer takes, so
    the id stands for a new element with both as children."""
    path: list[_Element] = []
    roots: list[_Element] = []
    ids: dict[str, _Element] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        element = _element(name.rpartition(":")[2], attributes)
        (path[-1].children if path else roots).append(element)
        path.append(element)
        if (given := attributes.get("id") or attributes.get("xml:id")) is not None:
            twin = ids.get(given)
            ids[given] = element if twin is None else _Element(0.0, [twin, element], [], [])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.Parse(data, True)
    return (roots[0] if roots else None), ids


def _element(name: str, attributes: dict[str, str]) -> _Element:
    links: list[str] = []
    styles: list[str] = []
    for key, value in attributes.items():
        (links if key.rpartition(":")[2] == "href" else styles).extend(_NAMED.findall(value))
    size = sum(map(len, attributes.values()))
    # Not 0: 0 times infinity is not a number.
    own = 0.01 if name in _UNPAINTED else 1.0 + size // _CHARACTERS
    corners = 1
    if any(key.startswith("marker") or "marker" in value for key, value in attributes.items()):
        corners = 1 + len(_NUMBER.findall(attributes.get("d", "") + attributes.get("points", "")))
    return _Element(own, [], links, styles, corners)
