"""The steps of one class."""
