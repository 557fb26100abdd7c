"""Be Smart Use Heart Desktop: the classroom-session companion."""

__version__ = "0.1.0"
