"""The parts of the pages on which classes are handed over, and on which a coordinator receives them."""
