"""Plays classes from a script without a window: for training, for replaying a report, for acceptance tests."""
