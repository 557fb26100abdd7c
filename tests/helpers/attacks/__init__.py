"""A whole programme made afresh for attacks, and how one is told: what was changed, and the verdict it must get."""
