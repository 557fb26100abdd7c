"""Names and when they are deleted; consent withdrawn."""
