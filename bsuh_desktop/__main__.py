"""`python -m bsuh_desktop`: the command line, and without a command the desk."""

from __future__ import annotations

import sys

from bsuh_desktop.cli.main import main

sys.exit(main())
