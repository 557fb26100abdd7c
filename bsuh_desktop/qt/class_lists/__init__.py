"""The parts of the pages on which classes and their lists are kept."""
