"""A damaged data file: what is offered, and what came of it."""
