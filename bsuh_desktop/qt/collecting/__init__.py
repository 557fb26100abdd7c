"""The Inbox's parts: what was brought, how each file stands, and what a person decides about it."""
