"""The lesson kit: what a facilitator takes along on paper for one module."""
