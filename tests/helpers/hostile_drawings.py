"""Drawings of some kilobytes that nobody can paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'


def _drawing(defined: str, shown: str) -> str:
    return f"{HEAD}<defs>{defined}</defs>{shown}</svg>"


def nested_use(levels: int = 11, times: int = 10, link: str = "href") -> str:
    """`use` of groups that use groups."""
    groups = ['<g id="n0"><rect width="1" height="1"/></g>']
    for level in range(1, levels + 1):
        groups.append(f'<g id="n{level}">' + f'<use {link}="#n{level - 1}" x="1"/>' * times + "</g>")
    return _drawing("".join(groups), f'<use {link}="#n{levels}"/>')


def nested_patterns(levels: int = 9, times: int = 10, style: bool = False) -> str:
    """Shapes filled with a pattern of shapes that are filled with a pattern."""
    parts = []
    for level in range(levels):
        fill = f"url(#p{level - 1})" if level else "#010203"
        said = f'style="fill:{fill}"' if style else f'fill="{fill}"'
        tile = f'<pattern id="p{level}" width="1" height="1" patternUnits="userSpaceOnUse">'
        parts.append(tile + f'<rect width="1" height="1" {said}/>' * times + "</pattern>")
    shown = '<rect width="99" height="99"/>' * times
    return _drawing("".join(parts), f'<g fill="url(#p{levels - 1})">{shown}</g>')


def nested_markers(levels: int = 4, corners: int = 60) -> str:
    """Lines with a line on each corner that has a line on each corner."""
    line = " ".join(f"{number},{number}" for number in range(corners))
    parts = []
    for level in range(levels):
        marked = f'marker-mid="url(#m{level - 1})"' if level else ""
        parts.append(f'<marker id="m{level}"><polyline points="{line}" {marked}/></marker>')
    return _drawing("".join(parts), f'<polyline points="{line}" marker-mid="url(#m{levels - 1})"/>')


def nested_masks(levels: int = 8, times: int = 10) -> str:
    """Shapes under a mask of shapes under a mask."""
    parts = []
    for level in range(levels):
        masked = f'mask="url(#k{level - 1})"' if level else ""
        parts.append(f'<mask id="k{level}">' + f'<rect width="9" height="9" fill="#fff" {masked}/>' * times + "</mask>")
    return _drawing("".join(parts), f'<rect width="99" height="99" mask="url(#k{levels - 1})"/>')


def uses_itself() -> str:
    """A group that uses itself, by way of another."""
    groups = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    return _drawing(groups, '<use href="#a"/>')


EXPANDING: Mapping[str, Callable[[], str]] = {
    "use in use": nested_use,
    "use in use, the old way": lambda: nested_use(link="xlink:href"),
    "pattern in pattern": nested_patterns,
    "pattern in pattern, as a style": lambda: nested_patterns(style=True),
    "marker on marker": nested_markers,
    "mask under mask": nested_masks,
    "uses itself": uses_itself,
}


def slow(layers: int = 40) -> str:
    """Some ten thousand shadows over the whole picture: not too many to count, and far too many to paint."""
    shade = '<radialGradient id="s"><stop offset="0"/><stop offset="1" stop-opacity="0"/></radialGradient>'
    few = '<g id="a">' + '<circle cx="50" cy="50" r="99" fill="url(#s)" opacity="0.5"/>' * layers + "</g>"
    many = '<g id="b">' + '<use href="#a"/>' * layers + "</g>"
    return _drawing(shade + few + many, '<use href="#b"/>' * 10)


def deep(levels: int = 50_000) -> str:
    """Groups in groups, deeper than a painter goes down."""
    return f'{HEAD}{"<g>" * levels}<rect width="9" height="9"/>{"</g>" * levels}</svg>'
