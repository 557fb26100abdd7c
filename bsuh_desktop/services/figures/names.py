"""What people call that by which figures are told apart: the same words on the page and on the command line."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.asked import Dimension

DIMENSION_NAMES: dict[Dimension, Message] = {
    "division": Message("Division"),
    "district": Message("District"),
    "upazila": Message("Upazila"),
    "place": Message("Place"),
    "partner": Message("Partner"),
    "facilitator": Message("Facilitator"),
    "month": Message("Month"),
    "module": Message("Module"),
    "channel": Message("How answered"),
    "entered_later": Message("When entered"),
    "sex": Message("Girl or boy"),
    "age": Message("Age"),
    "disability": Message("Disability"),
}
