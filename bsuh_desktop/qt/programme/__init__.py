"""The Programme page, and the page that makes a programme."""
