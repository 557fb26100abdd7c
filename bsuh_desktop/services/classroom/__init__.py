"""One class from set up to wrap up."""
