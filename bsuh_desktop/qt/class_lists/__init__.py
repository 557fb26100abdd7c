"""Pages for classes and their lists."""
