"""Names whose time is over and consent that was withdrawn: what is deleted, where, and when."""
