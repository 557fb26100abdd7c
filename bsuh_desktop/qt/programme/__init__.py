"""The parts of the Programme page and of the page that makes a programme."""
