"""The base class of every screen, and the destinations that screens can open."""
