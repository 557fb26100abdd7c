"""The shared device."""
