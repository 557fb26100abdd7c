"""The encrypted data file of one facilitator: the journal of every class and what is derived from it."""
