"""A list that was read becomes the one to look at: of the class that was said, read as the last one of that school."""

from __future__ import annotations

import threading

from msgspec.structs import replace

from bsuh_desktop.domain.class_words import class_key
from bsuh_desktop.services.class_lists.draft import Draft, Known
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.merge import merged
from bsuh_desktop.services.class_lists.read_list import as_last_time, reread, with_part


def ready(plan: ImportPlan, draft: Draft, known: Known, stop: threading.Event) -> ImportPlan:
    """The plan of `draft` with what is known of its class. It may read the file once more, until `stop` is set.

    Raises KnownError if that cannot be done.
    """
    plan = as_last_time(plan, known.habits, stop=stop)
    plan = _of_class(plan, draft, stop)
    return merged(plan, known.base) if known.base is not None else plan


def _of_class(plan: ImportPlan, draft: Draft, stop: threading.Event) -> ImportPlan:
    """Of a list of several classes the one that was said; where the list calls it otherwise a person picks it."""
    said = class_key(draft.grade, draft.section)
    fits = [one.part for one in plan.parts if class_key(one.part.grade, one.part.section) == said]
    if len(fits) != 1:
        return plan
    wishes = with_part(plan, fits[0])
    return replace(plan, wishes=wishes) if fits[0] == plan.part else reread(plan, wishes, stop=stop)
