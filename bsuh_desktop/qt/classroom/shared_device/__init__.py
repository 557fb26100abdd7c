"""The device that goes round."""
