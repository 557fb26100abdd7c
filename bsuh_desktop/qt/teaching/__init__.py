"""The parts of the page on which a class is taught, and of the device that is passed round."""
