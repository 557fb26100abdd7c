"""Maps each page to the guide and section that explain it, and reads the guides of `resources/help`. No Qt."""

from __future__ import annotations

import dataclasses
import re

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.paths import resources

GUIDES = ("facilitator", "coordinator", "office", "verifier")


@dataclasses.dataclass(frozen=True)
class Section:
    """A place in a guide; the same in both languages."""

    guide: str
    anchor: str = ""
    """"" is the beginning of the guide."""


SECTIONS = {
    "door": Section("facilitator", "door"),
    "first_run": Section("facilitator", "first_run"),
    "home": Section("facilitator", "home"),
    "classes": Section("facilitator", "classes"),
    "held": Section("facilitator", "held"),
    "history": Section("facilitator", "history"),
    "import_list": Section("facilitator", "import_list"),
    "consent": Section("facilitator", "consent"),
    "learners": Section("facilitator", "learners"),
    "merge_classes": Section("facilitator", "merge_classes"),
    "names": Section("facilitator", "names"),
    "withdrawal": Section("facilitator", "withdrawal"),
    "paper_class": Section("facilitator", "paper_class"),
    "verify": Section("verifier", "verify"),
    "hand_over": Section("facilitator", "hand_over"),
    "receive": Section("coordinator", "receive"),
    "inbox": Section("coordinator", "inbox"),
    "figures": Section("coordinator", "figures"),
    "set_up": Section("facilitator", "set_up"),
    "roll_call": Section("facilitator", "roll_call"),
    "teach": Section("facilitator", "teach"),
    "wrap_up": Section("facilitator", "wrap_up"),
    "programme": Section("facilitator", "programme"),
    "make_programme": Section("office", "make_programme"),
    "laptop": Section("facilitator", "laptop"),
    "keys": Section("facilitator", "keys"),
    "bring_back": Section("facilitator", "bring_back"),
    "new_key": Section("facilitator", "new_key"),
    "grants": Section("coordinator", "grants"),
    "read_out": Section("coordinator", "read_out"),
    "grant_requests": Section("coordinator", "grant_requests"),
}
"""What F1 opens on each page of `window/pages.py`."""

COVERED = Section("facilitator", "covered")
"""What F1 opens on a covered desk, whichever page is under the cover."""

_ANCHOR = re.compile(r'<a id="(\w+)"></a>\n\n(?=## (.*))')
_LINK = re.compile(r"(?:(\w+)\.(?:bn|en)\.md)?(?:#(\w+))?")


@dataclasses.dataclass(frozen=True)
class GuideText:
    """A guide in one language."""

    title: str
    markdown: str
    """The text without the title and the anchors."""
    headings: dict[str, str]
    """The headings of its sections by anchor, in order."""


def read_guide(name: str, language: Language) -> GuideText:
    """The guide `name`. Raises OSError if there is none."""
    text = (resources() / "help" / f"{name}.{language}.md").read_text("utf-8")
    title, _, rest = text.partition("\n")
    # Commands and file names are set in the same font as the rest.
    plain = _ANCHOR.sub("", rest).replace("`", "")
    return GuideText(title.removeprefix("# "), plain, dict(_ANCHOR.findall(rest)))


def section_of(link: str, guide: str) -> Section | None:
    """The target of a link in `guide`: "#teach" or "coordinator.en.md#inbox". None if it is not one of our guides."""
    found = _LINK.fullmatch(link)
    if found is None or (found[1] or guide) not in GUIDES:
        return None
    return Section(found[1] or guide, found[2] or "")
