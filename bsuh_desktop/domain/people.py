"""What the programme may know about a learner: sex, age band, disability.

None of these is ever guessed from a name or asked aloud; what nobody stated is *unspecified*.
"""

from __future__ import annotations

from typing import Literal

Sex = Literal["f", "m", "unspecified"]
AgeBand = Literal["9-12", "13-17", "18+", "unspecified"]
Disability = Literal["yes", "no", "unspecified"]
