"""The parts of the page of this laptop, and of reading a recovery code out."""
