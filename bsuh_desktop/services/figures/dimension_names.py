"""Names of the dimensions by which figures are split: the same words on the page and on the command line."""

from __future__ import annotations

from bsuh_desktop.domain.learner import COUNTED, FACTS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import local_count
from bsuh_desktop.register.queries import Dimension
from bsuh_desktop.services.figures.values import Table, published_number

DIMENSION_NAMES: dict[Dimension, Message] = {
    "division": Message("Division"),
    "district": Message("District"),
    "upazila": Message("Upazila"),
    "place": Message("Place"),
    "partner": Message("Partner"),
    "facilitator": Message("Facilitator"),
    "month": Message("Month"),
    "module": Message("Module"),
    "module_version": Message("Module version"),
    "grade": Message("Grade"),
    "channel": Message("How answered"),
    "entered_later": Message("When entered"),
    **{key: FACTS[key].dimension for key in COUNTED},
}


def under_text(limit: int) -> Message:
    """The text in place of a number that is withheld because it is small."""
    return Message("under {limit}", limit=local_count(limit))


def rounded_text(table: Table, limit: int) -> tuple[Message, ...]:
    """How the numbers of a table by personal attributes were rounded."""
    said = Message(
        "Rounded by chance, so that no child can be recognised: 19 of 20 numbers differ by "
        "{count} or less. If fewer than {limit} were absent, or earned no certificate, they "
        "count as not specified.",
        count=table.give_or_take,
        limit=limit,
    )
    if all(published_number(row.counts.unique) is None for row in table.rows):
        return (said,)
    return said, Message(
        "Different learners are rounded to tens for each kind of child in each district, then added up."
    )
