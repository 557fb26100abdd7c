from __future__ import annotations

from xml.parsers.expat import ExpatError

import pytest

from bsuh_desktop.content.check.pictures import MOST_PAINTED, painted
from tests.helpers.hostile_drawings import EXPANDING, HEAD, deep, nested_use, slow
from tests.helpers.sources import ROOT


@pytest.mark.parametrize("kind", EXPANDING)
def test_what_repeats_itself_without_end_is_beyond_the_limit(kind: str) -> None:
    drawing = EXPANDING[kind]()
    assert len(drawing) < 12_000
    assert painted(drawing.encode()) > MOST_PAINTED


def test_not_everything_that_takes_long_is_seen_by_counting() -> None:
    assert painted(slow().encode()) < MOST_PAINTED


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_what_is_used_is_counted_each_time(levels: int) -> None:
    assert 10**levels < painted(nested_use(levels).encode()) < 10 * 10**levels


def test_the_drawings_of_the_app_are_far_within_it() -> None:
    drawings = sorted((ROOT / "resources").rglob("*.svg"))
    assert drawings
    assert max(painted(path.read_bytes()) for path in drawings) < MOST_PAINTED / 100


def test_an_honest_drawing_may_use_a_shape_often_and_share_a_gradient() -> None:
    shape = '<linearGradient id="l"><stop offset="0"/><stop offset="1"/></linearGradient><g id="s"><rect/><rect/></g>'
    shapes = "".join(f'<use href="#s" x="{place}" fill="url(#l)"/>' for place in range(500))
    assert painted(f"{HEAD}<defs>{shape}</defs><g fill='url(#l)'>{shapes}</g></svg>".encode()) < MOST_PAINTED / 20


def test_elements_count_once_and_long_paths_more() -> None:
    root = painted(f"{HEAD}</svg>".encode())
    assert painted(f"{HEAD}<g/><g><path/></g></svg>".encode()) == root + 3
    assert painted(f'{HEAD}<path d="{"M0 0 " * 200}"/></svg>'.encode()) == root + 1 + 10


def test_two_elements_of_one_id_are_both_counted() -> None:
    heavy = "<g>" + "<rect/>" * 50 + "</g>"
    for first, second in ((heavy, "<rect/>"), ("<rect/>", heavy)):
        twins = f"<g id='t'>{first}</g><g id='t'>{second}</g>"
        assert painted(f"{HEAD}<defs>{twins}</defs><use href='#t'/></svg>".encode()) > 2 * 50


def test_a_deep_tree_is_no_trouble() -> None:
    assert 50_000 < painted(deep(50_000).encode()) < MOST_PAINTED


def test_what_is_no_drawing_is_none() -> None:
    with pytest.raises(ExpatError):
        painted(b"")
