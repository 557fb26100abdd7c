"""Receiving without a register: a coordinator's desk looks at what sticks brought, and answers with receipts."""
