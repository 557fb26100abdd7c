"""One facilitator's data: one locked file with the journal of every class and what is derived from it."""
