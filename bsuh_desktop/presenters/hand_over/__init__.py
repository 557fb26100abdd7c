"""The presenter of the page Hand over."""
