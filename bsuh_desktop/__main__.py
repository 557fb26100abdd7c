"""`python -m bsuh_desktop`: the command line, and without a command the desk."""

from __future__ import annotations

import os
import sys

# Windows' launcher looks for it: whatever goes wrong from here on is told by the programme itself.
os.environ["BSUH_RUNNING"] = "1"

from bsuh_desktop.cli.main import main

sys.exit(main())
