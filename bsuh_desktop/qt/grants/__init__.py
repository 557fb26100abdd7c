"""The parts of the coordinator's Grants page and of the page on which requests are answered."""
